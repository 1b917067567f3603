import { describe, expect, it } from "vitest";
import { Served } from "./figures.js";

describe("the built page", () => {
  const served = new Served();

  it.each(["index.html", "embed.html"])(
    "%s loads without a fault and then asks for nothing",
    async (name) => {
      const { page, faults, takeRequests } = await served.open();
      await page.goto(served.url + name, { waitUntil: "networkidle" });
      takeRequests();
      await page.waitForTimeout(1000);
      expect(faults).toEqual({ errors: [], failedRequests: [] });
      expect(takeRequests()).toEqual([]);
      expect(await page.title()).not.toBe("");
      await page.context().close();
    },
  );
});
