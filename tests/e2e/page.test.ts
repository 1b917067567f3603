import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { violationsOf } from "./axe.js";
import { Served, printOut, waitForFigures } from "./figures.js";

/** The most that may stand around the core (which is weighed with its own room): on the whole page, and in a frame of one view. Units: bytes, gzip. */
const kWholePage = 140 * 1024;
const kOneView = { curve: 61 * 1024, softmax: 58 * 1024, exercise: 73 * 1024, train: 87 * 1024 };

describe("the page in Chromium", () => {
  const served = new Served();

  it("shows every view, then asks for nothing more whatever is done", async () => {
    const { page, faults, takeRequests } = await served.open();
    await page.goto(served.url, { waitUntil: "networkidle" });
    await waitForFigures(page);
    takeRequests();
    await page.getByLabel("Activation of the hidden layer").selectOption("sigmoid");
    await page.locator("#curve").getByText("Tanh", { exact: true }).first().click();
    await page.getByRole("button", { name: "Train both and compare" }).click();
    await page.waitForTimeout(500);
    expect(takeRequests()).toEqual([]);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  /** Size of every file that a page asks for, by its address. Units: bytes, gzip. */
  async function weigh(name: string): Promise<Map<string, number>> {
    const { page } = await served.open();
    const sizes: Promise<[string, number]>[] = [];
    page.context().on("response", (response) => {
      const size = response.body().then((body) => gzipSync(body, { level: 9 }).length);
      if (!response.url().startsWith("data:")) sizes.push(size.then((bytes) => [response.url(), bytes]));
    });
    await page.goto(served.url + name, { waitUntil: "networkidle" });
    await waitForFigures(page);
    const weights = new Map(await Promise.all(sizes));
    await page.context().close();
    return weights;
  }

  const sum = (sizes: Iterable<number>) => [...sizes].reduce((total, size) => total + size, 0);

  const pages = [
    { name: "index.html", most: kWholePage },
    ...Object.entries(kOneView).map(([view, most]) => ({ name: `embed.html#view=${view}`, most })),
  ];

  it.each(pages)("puts at most $most bytes around the core of $name", async ({ name, most }) => {
    const weights = [...(await weigh(name))];
    expect(weights.filter(([url]) => url.endsWith(".wasm"))).toHaveLength(1);
    expect(
      sum(weights.filter(([url]) => !url.endsWith(".wasm")).map(([, size]) => size)),
    ).toBeLessThanOrEqual(most);
  });

  it("holds its state in the address", async () => {
    const { page } = await served.open();
    await page.goto(`${served.url}#exercise.activation=tanh&exercise.seed=0&curve.activation=sigmoid`);
    await waitForFigures(page);
    expect(await page.getByLabel("Activation of the hidden layer").inputValue()).toBe("tanh");
    await page.getByLabel("Seed of the initial weights").fill("42");
    await page.getByLabel("Seed of the initial weights").press("Enter");
    await expect
      .poll(() => new URL(page.url()).hash)
      .toBe("#curve.activation=sigmoid&exercise.activation=tanh");
    await page.reload();
    await waitForFigures(page);
    expect(await page.getByLabel("Activation of the hidden layer").inputValue()).toBe("tanh");
    await page.context().close();
  });

  it("says what it could not read of the address, and uses the rest", async () => {
    const { page, faults } = await served.open();
    await page.goto(`${served.url}#seed=7&curve.x=2&curve.x=3&exercise.seed=0`);
    await waitForFigures(page);
    const lines = page.locator("#train ap-message");
    await expect
      .poll(() => lines.allTextContents())
      .toEqual([
        'In the address, "curve.x": the link has this setting twice; it is left out.',
        'In the address, "seed" belongs to no figure; names begin with train, curve, softmax, exercise.',
      ]);
    expect(await page.getByLabel("x of the probe").inputValue()).toBe("2");
    expect(await page.getByLabel("Seed of the initial weights").inputValue()).toBe("0");
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  const looks = [1280, 360].flatMap((width) =>
    (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
  );

  it.each(looks)("has nothing for axe to find at $width px, $colorScheme", async ({ width, colorScheme }) => {
    const height = width < 500 ? 740 : 720;
    const { page, faults } = await served.open({
      viewport: { width, height },
      colorScheme,
      hasTouch: width < 500,
      isMobile: width < 500,
    });
    await page.goto(`${served.url}#exercise.compare=on&exercise.seed=0&exercise.activation=tanh`);
    await waitForFigures(page);
    await expect.poll(() => printOut(page)).toHaveLength(5);
    expect(await violationsOf(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("makes targets of 44 px where fingers are expected", async () => {
    const { page } = await served.open({
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await page.goto(`${served.url}embed.html#view=exercise`);
    await waitForFigures(page);
    const small = await page
      .locator("ap-exercise-view")
      .locator("button:visible, select:visible, input[type=number]:visible, summary:visible")
      .evaluateAll((all) =>
        all
          .map((element) => ({
            name: element.textContent || element.ariaLabel,
            box: element.getBoundingClientRect(),
          }))
          .filter(({ box }) => box.height < 44)
          .map(({ name, box }) => `${name ?? ""}: ${box.height}`),
      );
    expect(small).toEqual([]);
    await page.context().close();
  });
});
