import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../support/browser.js";
import { serveDist, type Site } from "../support/serve.js";
import { cases } from "../web/views/exercise/recordings.js";
import { openWatched, printOut, waitForFigures } from "./figures.js";

const views = ["train", "curve", "softmax", "exercise"];

/** A page of somebody else: it knows nothing of the site but its address. */
function hostPage(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A tutorial</title></head><body>${body}</body></html>`;
}

describe("figures on other people's pages", () => {
  let site: Site;
  let host: Server;
  let hostUrl = "";
  let browser: Browser;
  let body = "";

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveDist(), launchChromium()]);
    host = createServer((request, response) => {
      response.setHeader("content-type", request.url === "/" ? "text/html" : "text/plain");
      response.end(request.url === "/" ? hostPage(body) : "");
    });
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}/`;
  });

  afterAll(async () => {
    await Promise.all([browser.close(), site.close(), new Promise((resolve) => host.close(resolve))]);
  });

  it.each(views)("one script and one tag show %s", async (view) => {
    body = `<p>Before</p><script type="module" src="${site.url}activation-playground.js"></script>
      <activation-playground view="${view}"><p>No scripts here.</p></activation-playground><p>After</p>`;
    const { page, faults } = await openWatched(browser);
    const globals = () => page.evaluate(() => Object.keys(window));
    await page.goto(hostUrl);
    await waitForFigures(page);
    expect(await page.getByText("No scripts here.").isVisible()).toBe(false);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    const before = new Set(
      await (async () => {
        body = "";
        const empty = await openWatched(browser);
        await empty.page.goto(hostUrl);
        const names = await empty.page.evaluate(() => Object.keys(window));
        await empty.page.context().close();
        return names;
      })(),
    );
    // Lit and its kin leave their version under their own names; the element itself leaves nothing.
    expect(
      (await globals()).filter((name) => !before.has(name) && !/^(?:lit|reactiveElement)/.test(name)),
    ).toEqual([]);
    await page.context().close();
  });

  it("shares one engine among all the tags of a page", async () => {
    const tag = (view: string) => `<activation-playground view="${view}"></activation-playground>`;
    body = `<script type="module" src="${site.url}activation-playground.js"></script>${views.map(tag).join("")}`;
    const { page, faults, takeRequests } = await openWatched(browser);
    await page.goto(hostUrl);
    await waitForFigures(page);
    expect(takeRequests().filter((url) => url.endsWith(".wasm"))).toHaveLength(1);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("keeps the fallback and says why when a tag cannot run", async () => {
    body = `<script type="module" src="${site.url}activation-playground.js"></script>
      <activation-playground view="exercise"><p>A still picture</p></activation-playground>`;
    const { page } = await openWatched(browser);
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto(hostUrl);
    await page.locator('ap-message[kind="error"]').waitFor();
    expect(await page.getByText("A still picture").isVisible()).toBe(true);
    await page.context().close();
  });

  it("says so when the code for training does not come", async () => {
    body = `<script type="module" src="${site.url}activation-playground.js"></script>
      <activation-playground view="exercise"></activation-playground>`;
    const { page } = await openWatched(browser);
    await page.route("**/training-host-*.js", (route) => route.abort());
    await page.goto(hostUrl);
    const said = await page.locator('ap-message[kind="error"]').textContent();
    expect(said).toContain("the engine's script for training could not be loaded");
    await page.context().close();
  });

  it.each(views)("a frame with nothing but scripts allowed shows %s and tells its height", async (view) => {
    body = `<iframe title="figure" sandbox="allow-scripts" width="600" height="900"
      src="${site.url}embed.html#view=${view}"></iframe>`;
    const { page, faults } = await openWatched(browser);
    await page.addInitScript(() => {
      const heights: number[] = [];
      Object.assign(window, { heights });
      addEventListener(
        "message",
        ({ data }: MessageEvent<{ type?: string; version?: number; height?: number }>) => {
          if (data.type === "activation-playground" && data.version === 1) heights.push(data.height ?? 0);
        },
      );
    });
    await page.goto(hostUrl);
    const frame = page.frames()[1];
    await frame.waitForFunction(() => window.seen.ready.length > 0);
    if (view === "exercise") {
      const recorded = cases.find(
        ({ activation, output, seed }) => activation === "relu" && output === "softmax" && seed === 42,
      );
      const print = frame.locator("[part=print-out]");
      await expect.poll(() => print.textContent()).toBe(recorded?.printed.trimEnd());
    }
    const told = () => page.evaluate(() => (window as unknown as { heights: number[] }).heights.at(-1) ?? 0);
    const actual = () =>
      frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
    // Both each time, as a figure may still grow.
    await expect.poll(async () => [await told(), await actual()]).toSatisfy(([a, b]) => a > 0 && a === b);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("changes what it shows when its attributes change, and stops when it is removed", async () => {
    body = `<script type="module" src="${site.url}activation-playground.js"></script>
      <activation-playground view="exercise" theme="dark"></activation-playground>`;
    const { page, faults } = await openWatched(browser);
    await page.goto(hostUrl);
    await waitForFigures(page);
    const figure = page.locator("activation-playground");
    await figure.evaluate((element) => {
      element.setAttribute("activation", "tanh");
    });
    const tanh = cases.find(
      ({ activation, output, seed }) => activation === "tanh" && output === "softmax" && seed === 42,
    );
    await expect.poll(() => printOut(page)).toEqual(tanh?.printed.trimEnd().split("\n"));
    expect(await figure.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(236, 234, 228)");
    await figure.evaluate((element) => {
      element.setAttribute("view", "curve");
    });
    await page.waitForFunction(() => window.seen.ready.at(-1) === "curve");
    await figure.evaluate((element) => {
      element.remove();
    });
    await expect.poll(() => page.workers().length).toBe(0);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });
});
