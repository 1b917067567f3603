import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violationsOf } from "./axe.js";
import { openTrain, Served, waitForFigures, type WatchedOptions, trainStatus as status } from "./figures.js";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** A point of the link: class, and places from -6 to 6 as the plane shows them, which reaches from -6.4 to 6.4. */
type Point = readonly [label: number, x: number, y: number];

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/** The points in the address, to one decimal. */
function pointsOf(page: Page): Point[] {
  const text = new URLSearchParams(new URL(page.url()).hash.slice(1)).get("points") ?? "";
  const place = (at: number) =>
    Math.round(((digits.indexOf(text[at]) * 64 + digits.indexOf(text[at + 1]) - 2048) / 256) * 10) / 10;
  return Array.from({ length: text.length / 5 }, (_, i) => [
    Number(text[5 * i]),
    place(5 * i + 1),
    place(5 * i + 3),
  ]);
}

/** Where a place is on the pad. Units: CSS px. */
async function onPad(pad: Locator, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await pad.boundingBox();
  if (box === null) throw new Error("there is no plane to draw on");
  return { x: (box.width * (x + 6.4)) / 12.8, y: (box.height * (6.4 - y)) / 12.8 };
}

const words = (page: Page) => page.locator("ap-train-view .drawing p");

describe("drawing points in Chromium", () => {
  const served = new Served();

  async function open(settings: string, options?: WatchedOptions) {
    const watched = await openTrain(served, `epochs=20${settings}`, options);
    return { ...watched, pad: watched.page.locator("ap-draw-pad") };
  }

  it("adds, moves, removes and undoes by mouse, and learns each time", async () => {
    const { page, faults, pad } = await open("");
    await page.getByRole("radio", { name: "Your points" }).check({ force: true });
    await expect.poll(() => words(page).textContent()).toBe("25 points of 2 classes.");
    const before = await status(page).textContent();
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => words(page).textContent()).toContain("0 points of 0 classes, too few");
    const places: readonly Point[] = [
      [0, -4, 4],
      [0, -3, -2],
      [1, 3, 3],
      [1, 4, -2],
    ];
    for (const [label, x, y] of places) {
      await page.getByRole("radio", { name: `Class ${label}` }).check();
      await pad.click({ position: await onPad(pad, x, y) });
    }
    await expect.poll(() => pointsOf(page)).toHaveLength(4);
    for (const [i, [label, x, y]] of pointsOf(page).entries()) {
      expect(label).toBe(places[i][0]);
      expect(Math.hypot(x - places[i][1], y - places[i][2])).toBeLessThan(0.2);
    }
    await expect.poll(() => status(page).textContent()).not.toBe(before);

    await pad.hover({ position: await onPad(pad, 4, -2) });
    await page.mouse.down();
    await pad.hover({ position: await onPad(pad, 1, -5) });
    await page.mouse.up();
    await expect.poll(() => Math.round(pointsOf(page)[3][2])).toBe(-5);
    await page.getByText("Remove", { exact: true }).click();
    await pad.click({ position: await onPad(pad, -4, 4) });
    await expect.poll(() => words(page).textContent()).toContain("3 points of 2 classes, too few");
    expect(pointsOf(page)).toHaveLength(4);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => words(page).textContent()).toBe("4 points of 2 classes.");
    expect(pointsOf(page)).toHaveLength(4);
    const { hash } = new URL(page.url());

    await page.getByRole("radio", { name: "Exclusive or" }).check({ force: true });
    await expect.poll(() => page.url()).toContain("dataset=xor");
    expect(page.url()).not.toContain("points=");
    await page.getByRole("radio", { name: "Your points" }).check({ force: true });
    await expect.poll(() => new URL(page.url()).hash).toBe(hash);
    const again = await openTrain(served, hash.replace("#view=train&", ""));
    const learned = await status(again.page).textContent();
    await again.page.context().close();
    await expect.poll(() => status(page).textContent()).toBe(learned);
    await page.reload();
    await waitForFigures(page);
    await expect.poll(() => status(page).textContent()).toBe(learned);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("is drawn on by keys alone, and says where the cursor is", async () => {
    const { page, faults, pad } = await open("&dataset=points");
    await page.getByRole("button", { name: "Clear" }).press("Enter");
    const plane = page.getByRole("application");
    await plane.focus();
    const spoken = pad.getByRole("status");
    await page.keyboard.press("0");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => spoken.textContent()).toBe("2.0, 0.5");
    await page.keyboard.press("3");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("1");
    await expect
      .poll(() => pointsOf(page))
      .toEqual([
        [0, 0, 0],
        [3, 2, 0.5],
        [0, 2, -0.5],
        [1, -2, -0.5],
      ]);
    await expect.poll(() => page.locator("ap-network-graph button[data-at^='3,']").count()).toBe(4);
    await page.keyboard.press("Delete");
    await expect.poll(() => words(page).textContent()).toContain("3 points of 2 classes");
    await page.keyboard.press("Control+z");
    await expect.poll(() => words(page).textContent()).toBe("4 points of 3 classes.");
    expect(await violationsOf(page)).toEqual([]);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("is drawn on by finger on a phone, and still scrolls", async () => {
    const { page, faults, pad } = await open("&dataset=points", { ...phone, colorScheme: "dark" });
    await page.getByRole("radio", { name: "Class 1" }).check();
    await pad.tap({ position: await onPad(pad, -5, 5) });
    await expect.poll(() => pointsOf(page)).toHaveLength(26);
    const [label, x, y] = pointsOf(page)[25];
    expect([label, Math.hypot(x + 5, y - 5) < 0.2]).toEqual([1, true]);
    await page.getByText("Remove", { exact: true }).click();
    await pad.tap({ position: await onPad(pad, -4.3, 4.3) });
    await expect.poll(() => pointsOf(page)).toHaveLength(25);
    const touch = () =>
      page.getByRole("application").evaluate((plane) => getComputedStyle(plane).touchAction);
    expect(await touch()).toContain("pan-y");
    await page.getByText("Move", { exact: true }).click();
    expect(await touch()).toBe("none");
    expect(await violationsOf(page)).toEqual([]);
    const small = await page
      .locator("ap-train-view .drawing")
      .locator("ap-segments, .classes label, .acts button")
      .evaluateAll((all) => all.filter((element) => element.getBoundingClientRect().height < 44).length);
    expect(small).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("takes no more points than a link holds, and says so", async () => {
    const points = Array.from(
      { length: 500 },
      (_, i) => `${i % 2}${digits[20 + (i % 20)]}0${digits[20 + (Math.floor(i / 20) % 20)]}0`,
    );
    const { page, pad, faults } = await open(`&dataset=points&points=${points.join("")}`);
    await expect.poll(() => words(page).textContent()).toContain("no more than 500 fit into a link");
    await pad.click({ position: await onPad(pad, 0.3, 0.3) });
    await expect.poll(() => words(page).textContent()).toContain("500 points of 2 classes");
    expect(pointsOf(page)).toHaveLength(500);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });
});
