import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { launchChromium, openPage } from "../support/browser.js";
import { serveDist, type Site } from "../support/serve.js";

describe("the built page", () => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([serveDist(), launchChromium()]);
  });

  afterAll(async () => {
    await Promise.all([browser.close(), site.close()]);
  });

  it.each(["index.html", "embed.html"])(
    "%s loads without a fault and then asks for nothing",
    async (name) => {
      const { page, faults, takeRequests } = await openPage(browser);
      await page.goto(site.url + name, { waitUntil: "networkidle" });
      takeRequests();
      await page.waitForTimeout(1000);
      expect(faults).toEqual({ errors: [], failedRequests: [] });
      expect(takeRequests()).toEqual([]);
      expect(await page.title()).not.toBe("");
      await page.context().close();
    },
  );
});
