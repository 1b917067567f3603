import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violationsOf } from "./axe.js";
import { Served, type WatchedOptions } from "./figures.js";

/** Softmax in double precision. */
function softmax(logits: readonly number[], temperature = 1): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - top) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The numbers above the bars. */
async function bars(page: Page): Promise<string[]> {
  return page.locator("ap-bars-chart .bar + text").allTextContents();
}

async function numbersOf(cells: Locator): Promise<number[]> {
  return (await cells.allTextContents()).map((text) => Number(text.replace("−", "-")));
}

function printed(values: readonly number[]): string[] {
  return values.map((value) => value.toFixed(4));
}

async function logits(page: Page): Promise<number[]> {
  const fields = await page.getByRole("spinbutton", { name: /^logit / }).all();
  return Promise.all(fields.map(async (field) => Number(await field.inputValue())));
}

describe("the softmax view", () => {
  const served = new Served();

  async function open(settings: string, options: WatchedOptions = {}) {
    return served.openView(`softmax${settings}`, { viewport: { width: 1280, height: 900 }, ...options });
  }

  async function expectSum(page: Page): Promise<void> {
    await expect.poll(() => page.locator("[data-number=sum]").textContent()).toBe("1.0000");
  }

  it("shows the tutorial's row and its sum", async () => {
    const { page, faults } = await open("");
    await expect.poll(() => bars(page)).toEqual(["0.0900", "0.2447", "0.6652"]);
    await expectSum(page);
    await expect
      .poll(() => page.locator("ap-code samp").textContent())
      .toBe("tensor([0.0900, 0.2447, 0.6652])");
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("follows a dragged logit", async () => {
    const { page } = await open("");
    const box = await page.getByRole("slider", { name: "logit class 1" }).boundingBox();
    if (!box) throw new Error("the handle is not on the page");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y - 30, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await logits(page))[0]).toBeGreaterThan(1);
    const isShown = async () => {
      const row = await logits(page);
      return JSON.stringify(await bars(page)) === JSON.stringify(printed(softmax(row)));
    };
    await expect.poll(isShown).toBe(true);
    expect((await logits(page)).slice(1)).toEqual([2, 3]);
    await expectSum(page);
    await page.context().close();
  });

  it("follows the keys and typed logits", async () => {
    const { page } = await open("");
    const handle = page.getByRole("slider", { name: "logit class 2" });
    await handle.focus();
    for (const [key, logit] of [
      ["ArrowUp", 2.1],
      ["Shift+ArrowUp", 3.1],
      ["ArrowDown", 3],
      ["End", 5],
      ["Home", -5],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => logits(page)).toEqual([1, logit, 3]);
      await expect.poll(() => bars(page)).toEqual(printed(softmax([1, logit, 3])));
    }
    expect(await handle.getAttribute("aria-valuetext")).toContain("probability");
    await page.getByLabel("logit 3", { exact: true }).fill("-0.5");
    await page.getByLabel("logit 3", { exact: true }).press("Enter");
    await expect.poll(() => bars(page)).toEqual(printed(softmax([1, -5, -0.5])));
    await expect.poll(() => new URL(page.url()).hash).toMatch(/logits=1(,|%2C)-5(,|%2C)-0.5/);
    await page.context().close();
  });

  it("does not change when all logits are shifted, and survives logits of 1000", async () => {
    const { page } = await open("");
    const before = printed(softmax([1, 2, 3]));
    await expect.poll(() => bars(page)).toEqual(before);
    await page.getByRole("button", { name: "+1000" }).click();
    await expect.poll(() => logits(page)).toEqual([1001, 1002, 1003]);
    await expect.poll(() => bars(page)).toEqual(before);
    await expectSum(page);
    await expect
      .poll(() => page.locator("figcaption").textContent())
      .toContain("changed no probability at all");
    expect(await page.locator("figcaption").textContent()).toContain("inf / inf");
    await page.getByRole("button", { name: "back to the tutorial's" }).click();
    await expect.poll(() => logits(page)).toEqual([1, 2, 3]);
    await page.context().close();
  });

  it.each([
    { activation: "softmax", temperature: 0.01, sum: "1.0000", bars: ["0.0000", "0.0000", "1.0000"] },
    { activation: "softmin", temperature: 1, sum: "1.0000", bars: ["0.6652", "0.2447", "0.0900"] },
    { activation: "log_softmax", temperature: 1, sum: "1.0000", bars: ["−2.4076", "−1.4076", "−0.4076"] },
  ])(
    "knows $activation at temperature $temperature",
    async ({ activation, temperature, sum, bars: expected }) => {
      const { page } = await open(`&activation=${activation}&temperature=${temperature}`);
      const shown = async () => (await bars(page)).map((text) => (text.includes("×") ? "0.0000" : text));
      await expect.poll(shown).toEqual(expected);
      await expect.poll(() => page.locator("[data-number=sum]").textContent()).toBe(sum);
      await page.context().close();
    },
  );

  it("says how many times as likely, beyond the largest number there is", async () => {
    const { page } = await open("&logits=1000,1");
    // exp(999) = 10^433.86, and 10^0.86019 = 7.2475
    await expect.poll(() => page.locator("figcaption").textContent()).toContain("7.2 × 10⁴³³ times as much");
    await page.context().close();
  });

  it("takes from two to ten classes", async () => {
    const { page } = await open("", { viewport: { width: 360, height: 740 } });
    const add = page.getByRole("button", { name: "Add a class" });
    for (let count = 4; count <= 10; count++) {
      await add.click();
      await expect.poll(() => logits(page)).toHaveLength(count);
    }
    expect(await add.isDisabled()).toBe(true);
    await expectSum(page);
    const remove = page.getByRole("button", { name: "Remove one" });
    for (let count = 9; count >= 2; count--) {
      await remove.click();
      await expect.poll(() => logits(page)).toHaveLength(count);
    }
    expect(await remove.isDisabled()).toBe(true);
    await expect.poll(() => bars(page)).toEqual(printed(softmax([1, 2])));
    await page.context().close();
  });

  it("says what a training step would do", async () => {
    const { page } = await open("");
    const loss = page.locator("[data-number=loss]");
    const shares = softmax([1, 2, 3]);
    for (const target of [0, 1, 2]) {
      await page.getByLabel("true class").selectOption(String(target + 1));
      await expect.poll(() => loss.textContent()).toBe((-Math.log(shares[target])).toFixed(4));
      const map = page.locator("ap-heat-map").first().locator(".number");
      const gradient = shares.map((share, i) => share - (i === target ? 1 : 0));
      await expect.poll(() => numbersOf(map)).toEqual(gradient.map((value) => Number(value.toFixed(4))));
    }
    const jacobian = page.locator("ap-function-card ap-heat-map .number");
    const expected = shares.flatMap((share, i) =>
      shares.map((other, j) => share * ((i === j ? 1 : 0) - other)),
    );
    await expect.poll(() => numbersOf(jacobian)).toEqual(expected.map((value) => Number(value.toFixed(4))));
    await page.context().close();
  });

  it("cools to a hundredth and shows the row as numbers, with the keys alone", async () => {
    const { page, faults } = await open("&logits=2,2.5,1000&target=1");
    await page.getByRole("slider", { name: /^temperature/ }).focus();
    await page.keyboard.press("Home");
    await expect.poll(() => page.getByRole("spinbutton", { name: /^temperature/ }).inputValue()).toBe("0.01");
    await page.keyboard.press("End");
    await page.getByRole("spinbutton", { name: /^temperature/ }).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("400");
    await page.keyboard.press("Enter");
    const hot = 100;
    await expect
      .poll(() => page.getByRole("spinbutton", { name: /^temperature/ }).inputValue())
      .toBe(String(hot));
    await page.getByText("The row as numbers").focus();
    await page.keyboard.press("Enter");
    const table = page.getByRole("table", { name: /^Logits, outputs, the gradient/ });
    await expect.poll(() => table.locator("tbody tr").count()).toBe(3);
    const row = [2, 2.5, 1000];
    const shares = softmax(row, hot);
    for (const [i, line] of (await table.locator("tbody tr").all()).entries()) {
      const cells = (await line.locator("td").allTextContents()).map((text) => text.replaceAll("−", "-"));
      const numbers = cells.map((text) => (text.includes("×") ? 0 : Number(text)));
      const expected = [
        row[i],
        shares[i],
        (shares[i] - (i === 0 ? 1 : 0)) / hot,
        ...shares.map((share, j) => (shares[i] * ((i === j ? 1 : 0) - share)) / hot),
      ];
      expect(numbers).toHaveLength(expected.length);
      numbers.forEach((value, k) => {
        expect(value).toBeCloseTo(expected[k], 3);
      });
    }
    expect(await violationsOf(page)).toEqual([]);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it.each([
    { width: 1280, colorScheme: "light", settings: "" },
    { width: 1280, colorScheme: "dark", settings: "&activation=log_softmax" },
    { width: 360, colorScheme: "light", settings: "&logits=1000,1,2,3,4,5,6,7,8,9" },
    { width: 360, colorScheme: "dark", settings: "&activation=softmin" },
  ] as const)(
    "has nothing for axe to find at $width px, $colorScheme",
    async ({ width, colorScheme, settings }) => {
      const { page } = await open(settings, { viewport: { width, height: 740 }, colorScheme });
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.context().close();
    },
  );
});
