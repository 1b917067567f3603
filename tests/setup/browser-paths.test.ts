import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBrowser } from "../support/browsers/paths.mjs";

describe("the browsers to test with", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "browsers-"));
    path = join(folder, "firefox");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function addFirefox(text: string) {
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  }

  it("are what the environment names", () => {
    addFirefox("#!/bin/sh\nexec /usr/lib/firefox/firefox\n");
    expect(findBrowser("firefox", { FIREFOX_PATH: path })).toBe(path);
    expect(findBrowser("firefox", { FIREFOX_PATH: join(folder, "nothing") })).toBeUndefined();
  });

  it("are found by their usual names", () => {
    addFirefox("#!/bin/sh\n");
    writeFileSync(join(folder, "WebKitWebDriver"), "", { mode: 0o755 });
    expect(findBrowser("webkit", { PATH: folder })).toBe(join(folder, "WebKitWebDriver"));
  });

  it("are no script that only asks for a snap which is not there", () => {
    addFirefox("#!/bin/sh\nif ! [ -x /snap/bin/firefox-of-nobody ]; then\n  exit 1\nfi\n");
    expect(findBrowser("firefox", { FIREFOX_PATH: path })).toBeUndefined();
  });
});
