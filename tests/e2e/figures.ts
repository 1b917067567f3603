/** What the page tests share: opening a figure, and waiting until it has something to show. */

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openPage, type WatchedPage } from "../support/browser.js";

declare global {
  interface Window {
    /** `view` of every `ready` and `done` event so far. */
    seen: { ready: string[]; done: string[] };
  }
}

/** Opens an empty page that counts the figures' events; nothing moves by itself unless `motion` is set. */
export async function openWatched(
  browser: Browser,
  options: BrowserContextOptions & { readonly motion?: boolean } = {},
): Promise<WatchedPage> {
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
