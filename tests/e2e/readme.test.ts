import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { printOut } from "./figures.js";
import { launchChromium, openPage } from "../support/browser.js";
import { cases } from "../web/views/exercise/recordings.js";
import { serveFolder, type Site } from "../support/serve.js";

const readme = readFileSync("README.md", "utf8");

/** The one code block of a language in the README. */
function block(language: string): string {
  const found = [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map(
    (match) => match[1],
  );
  if (found.length !== 1)
    throw new Error(`the README has ${found.length} blocks of ${language}, one is expected`);
  return found[0];
}

/** What the code says in a comment that it prints. */
function promised(code: string): string {
  const found = /\/\/ prints: (.*)$/m.exec(code)?.[1];
  if (found === undefined) throw new Error("the block has no `// prints:` comment");
  return found;
}

describe("the README", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "readme-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("names commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    const commands = [...readme.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map((match) => match[1]);
    expect(commands).toContain("start");
    expect(commands.filter((name) => name !== "install" && !(name in scripts))).toEqual([]);
  });

  it("has JavaScript that runs as it says", () => {
    const code = block("js");
    const output = execFileSync("node", ["--input-type=module", "--eval", code], { encoding: "utf8" });
    expect(output.trimEnd().endsWith(promised(code))).toBe(true);
  });

  it("has C++ and CMake that build and run as they say", { timeout: 300_000 }, () => {
    const code = block("cpp");
    symlinkSync(resolve("."), join(folder, "activation-playground"));
    writeFileSync(join(folder, "example.cpp"), code);
    writeFileSync(
      join(folder, "CMakeLists.txt"),
      `cmake_minimum_required(VERSION 3.25)\nproject(Example LANGUAGES CXX)\n${block("cmake")}`,
    );
    execFileSync("cmake", [
      "-S",
      folder,
      "-B",
      join(folder, "build"),
      "-G",
      "Ninja",
      "-DCMAKE_BUILD_TYPE=Debug",
    ]);
    execFileSync("cmake", ["--build", join(folder, "build"), "--target", "example"]);
    expect(execFileSync(join(folder, "build", "example"), { encoding: "utf8" }).trimEnd()).toBe(
      promised(code),
    );
  });

  describe("has HTML that", () => {
    let site: Site;
    let browser: Browser;

    beforeAll(async () => {
      const host = join(folder, "host");
      mkdirSync(host);
      cpSync("dist", host, { recursive: true });
      writeFileSync(
        join(host, "page.html"),
        `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">${block("html")}</html>`,
      );
      [site, browser] = await Promise.all([serveFolder(host), launchChromium()]);
    });

    afterAll(async () => {
      await Promise.all([browser.close(), site.close()]);
    });

    it("shows the exercise of its attributes", async () => {
      const { page, faults } = await openPage(browser);
      await page.goto(`${site.url}page.html`);
      const recorded = cases.find(
        ({ activation, output, seed }) => activation === "tanh" && output === "softmax" && seed === 42,
      );
      await expect.poll(() => printOut(page)).toEqual(recorded?.printed.trimEnd().split("\n"));
      expect(faults).toEqual({ errors: [], failedRequests: [] });
      await page.context().close();
    });
  });
});
