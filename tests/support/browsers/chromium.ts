/** Chromium, by way of Playwright. */

import { launchChromium } from "../browser.js";
import { kPatience, type Tab } from "./tab.js";

export async function openChromium(): Promise<Tab> {
  const browser = await launchChromium();
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  page.setDefaultTimeout(kPatience);
  return {
    goto: async (url) => {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate(`Promise.resolve().then(() => (${expression}))`),
    close: () => browser.close(),
  };
}
