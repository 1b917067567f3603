/** What the page tests share: opening a figure, and waiting until it has something to show. */

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchChromium, openPage, type WatchedPage } from "../support/browser.js";
import { serveDist, type Site } from "../support/serve.js";

declare global {
  interface Window {
    /** `view` of every `ready` and `done` event so far. */
    seen: { ready: string[]; done: string[] };
  }
}

/** Nothing moves by itself unless `motion` is set. */
export type WatchedOptions = BrowserContextOptions & { readonly motion?: boolean };

/** Opens an empty page that counts the figures' events. */
export async function openWatched(browser: Browser, options: WatchedOptions = {}): Promise<WatchedPage> {
  const { motion, ...context } = options;
  const watched = await openPage(browser, { reducedMotion: motion ? "no-preference" : "reduce", ...context });
  await watched.page.addInitScript(() => {
    window.seen = { ready: [], done: [] };
    for (const type of ["ready", "done"] as const) {
      document.addEventListener(type, (event) => {
        if (event instanceof CustomEvent) window.seen[type].push((event.detail as { view: string }).view);
      });
    }
  });
  return watched;
}

/** Scrolls to every figure and waits until each says that it is ready. */
export async function waitForFigures(page: Page): Promise<void> {
  const figures = page.locator("activation-playground");
  for (let index = 0; index < (await figures.count()); index++) {
    await figures.nth(index).scrollIntoViewIfNeeded();
    await page.waitForFunction((wanted) => window.seen.ready.length > wanted, index);
  }
}

/** Waits for the run after the `count`-th one. */
export async function waitForRuns(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => window.seen.done.length >= wanted, count);
}

/** Everything the print-out shows, as lines. */
export async function printOut(page: Page): Promise<string[]> {
  const text = (await page.locator("[part=print-out]").textContent()) ?? "";
  return text.split("\n").filter((line) => line !== "");
}

/** The built page, served, and a Chromium to look at it, for all tests of the `describe` that calls this. */
export class Served {
  #site: Site | undefined;
  #browser: Browser | undefined;

  constructor() {
    beforeAll(async () => {
      [this.#site, this.#browser] = await Promise.all([serveDist(), launchChromium()]);
    });
    afterAll(async () => {
      await Promise.all([this.#browser?.close(), this.#site?.close()]);
    });
  }

  get url(): string {
    if (!this.#site) throw new Error("the page is served from the first test on");
    return this.#site.url;
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error("the browser is there from the first test on");
    return this.#browser;
  }

  /** An empty page, as `openWatched` opens it. */
  open(options: WatchedOptions = {}): Promise<WatchedPage> {
    return openWatched(this.browser, options);
  }

  /** A frame with one view and its settings, `curve&x=2`, as soon as it is ready; 1280 x 720 unless told otherwise. */
  async openView(view: string, options: WatchedOptions = {}): Promise<WatchedPage> {
    const watched = await this.open({ viewport: { width: 1280, height: 720 }, ...options });
    await watched.page.goto(`${this.url}embed.html#view=${view}`);
    await waitForFigures(watched.page);
    return watched;
  }
}

/** The train view with these settings, as soon as its run has ended. */
export async function openTrain(
  served: Served,
  settings = "",
  options: WatchedOptions = {},
): Promise<WatchedPage> {
  const watched = await served.openView(`train${settings === "" ? "" : `&${settings}`}`, options);
  await watched.page.waitForFunction(() => window.seen.done.length > 0);
  return watched;
}

/** The train view's line of words. */
export const trainStatus = (page: Page) => page.locator("ap-train-view .status");
