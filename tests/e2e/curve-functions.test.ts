import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violationsOf } from "./axe.js";
import { Served, waitForFigures, type WatchedOptions } from "./figures.js";
import { expectReading, numberOf, sigmoid, sigmoidSecond, sigmoidSlope } from "./reading.js";

interface Example {
  readonly name: string;
  readonly printed: string;
}

const fixture = readFileSync(new URL("../fixtures/seed_outputs.json", import.meta.url), "utf8");
const { examples } = JSON.parse(fixture) as { examples: readonly Example[] };

describe("the curve view: its functions, and all that is told of them", () => {
  const served = new Served();

  async function open(settings: string, options: WatchedOptions = {}) {
    return served.openView(`curve${settings}`, options);
  }

  it.each(examples)("prints the tutorial's $name as PyTorch did", async ({ name, printed }) => {
    const { page, faults } = await open(`&activation=${name}`);
    await expect
      .poll(async () => `${(await page.locator("ap-code samp").textContent()) ?? ""}\n`)
      .toBe(printed);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("follows a parameter, in curve, code and print-out", async () => {
    const { page } = await open("&activation=leaky_relu&x=-2");
    const field = page.getByRole("spinbutton", { name: /negative_slope/ });
    await field.fill("0.3");
    await field.press("Enter");
    await expectReading(
      page,
      (x) => 0.3 * x,
      () => 0.3,
    );
    await expect.poll(() => page.locator("ap-code code").textContent()).toContain("negative_slope=0.3");
    await expect
      .poll(() => page.locator("ap-code samp").textContent())
      .toBe("tensor([-0.3000,  0.0000,  1.0000,  2.0000])");
    await expect.poll(() => new URL(page.url()).hash).toContain("negative-slope=0.3");
    await page.context().close();
  });

  it("draws others beside it, by the link and by the list", async () => {
    const { page } = await open("&activation=relu,tanh&x=0.5");
    await expect
      .poll(() => page.locator("ap-curve-chart text.series-label").allTextContents())
      .toEqual(["ReLU", "Tanh"]);
    await expect.poll(() => page.locator("ap-curve-chart path.mark").count()).toBeGreaterThan(3);
    await expect.poll(() => page.locator("figure table ap-mark svg").count()).toBe(2);
    await page.locator(".tools ap-function-list").getByText("Sigmoid", { exact: true }).click();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/activation=relu(,|%2C)tanh(,|%2C)sigmoid/);
    const row = page.locator("figure table tr", { hasText: "Sigmoid" });
    await expect
      .poll(async () =>
        (await row.first().locator("td").allTextContents()).map((text) => Number(text.replace("−", "-"))),
      )
      .toEqual(
        [sigmoid(0.5), sigmoidSlope(0.5), sigmoidSecond(0.5)].map((value) => Number(value.toFixed(4))),
      );
    await page.context().close();
  });

  it("gives each function beside it parameters of its own, by keys and by link", async () => {
    const { page, faults } = await open("&activation=leaky_relu,elu:2,formula&formula=a*x&x=-1");
    const cell = (name: string): Locator =>
      page
        .locator("figure table tr", { has: page.getByRole("rowheader", { name, exact: true }) })
        .locator("td")
        .first();
    await expect.poll(() => numberOf(cell("ELU"))).toBeCloseTo(2 * Math.expm1(-1), 4);
    const own = page.getByRole("group", { name: "Parameters of ELU" });
    const typed = async (group: Locator, name: string, value: string): Promise<void> => {
      await group.getByRole("spinbutton", { name }).focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.type(value);
      await page.keyboard.press("Enter");
    };
    await typed(own, "alpha", "0.5");
    await expect.poll(() => numberOf(cell("ELU"))).toBeCloseTo(0.5 * Math.expm1(-1), 4);
    await typed(page.getByRole("group", { name: "Parameters of Your formula" }), "a", "3");
    await expect.poll(() => numberOf(cell("Your formula"))).toBe(-3);
    await expect
      .poll(() => new URLSearchParams(new URL(page.url()).hash.slice(1)).get("activation"))
      .toBe("leaky_relu,elu:0.5,formula");
    expect(await numberOf(cell("Leaky ReLU"))).toBe(-0.01);
    expect(await violationsOf(page)).toEqual([]);
    await page.reload();
    await waitForFigures(page);
    await expect.poll(() => numberOf(cell("ELU"))).toBeCloseTo(0.5 * Math.expm1(-1), 4);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("has the curves as a table, opened with the keys", async () => {
    const { page } = await open("&activation=sigmoid,tanh");
    await page.getByText("The curve as numbers").focus();
    await page.keyboard.press("Enter");
    const table = page.getByRole("table", {
      name: /^Sigmoid: value, slope and second derivative; value of Tanh/,
    });
    await expect
      .poll(async () => (await table.getByRole("columnheader").allTextContents()).map((text) => text.trim()))
      .toEqual(["x", "f(x)", "f′(x)", "f″(x)", "Tanh"]);
    const rows = table.locator("tbody tr");
    expect(await rows.count()).toBeGreaterThan(9);
    for (const row of await rows.all()) {
      const cells = await row.locator("td").all();
      const [x, value, slope, second, tanh] = await Promise.all(cells.map(numberOf));
      expect(value).toBeCloseTo(sigmoid(x), 3);
      expect(slope).toBeCloseTo(sigmoidSlope(x), 3);
      expect(second).toBeCloseTo(sigmoidSecond(x), 3);
      expect(tanh).toBeCloseTo(Math.tanh(x), 3);
    }
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it("prints the reader's own inputs", async () => {
    const { page } = await open("&activation=relu");
    const field = page.getByLabel("your x");
    await field.fill("0.5, -1, 1e-5");
    await field.press("Enter");
    await expect
      .poll(() => page.locator("ap-code samp").textContent())
      .toBe("tensor([5.0000e-01, 0.0000e+00, 1.0000e-05])");
    await field.fill("one");
    await field.press("Enter");
    await expect.poll(() => page.locator("ap-code-panel ap-message").textContent()).toContain("Type numbers");
    await page.context().close();
  });

  it("measures what the catalogue claims", async () => {
    const { page } = await open("&activation=sigmoid");
    const cells = async (name: string): Promise<string[]> =>
      page.locator("ap-property-table tr", { hasText: name }).first().locator("td").allTextContents();
    await expect.poll(() => cells("max |f′|")).toEqual(["", "0.25 at x = 0"]);
    expect(await cells("f′(0)")).toEqual(["", "0.25"]);
    expect((await cells("range"))[0]).toBe("0 to 1");
    expect(await cells("zero-centred")).toEqual(["no", "mean output 0.5000 for normal inputs"]);
    expect((await cells("smooth"))[0]).toBe("yes");
    expect((await cells("saturation width"))[1]).toMatch(
      /^9\.\d+: slope at least 0\.01 from x = −4\.\d+ to 4\.\d+/,
    );
    expect((await cells("worst error"))[0]).toMatch(/^value (exact|at most [\d.]+ ULP), slope/);
    await expect
      .poll(() => cells("ns per element"))
      .toEqual([expect.stringMatching(/\(4096 at a time\).*\(1 Mi\)/)]);
    expect(await cells("monotonic")).toEqual(["yes", "never falls"]);
    expect(await page.locator("ap-property-table .differs").count()).toBe(0);
    await page.context().close();
  });

  async function saved(page: Page, label: string): Promise<Buffer> {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: label, exact: true }).click(),
    ]);
    return readFileSync(await download.path());
  }

  it("saves the marks that tell lines apart with the picture", async () => {
    const { page } = await open("&activation=relu,tanh");
    const marks = page.locator("ap-curve-chart path.mark");
    await expect.poll(() => marks.count()).toBeGreaterThan(3);
    const places = await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute("transform")));
    const svg = (await saved(page, "SVG")).toString();
    for (const place of places) expect(svg).toContain(` transform="${place ?? ""}"`);
    await page.context().close();
  });

  it("saves the picture and its numbers", async () => {
    const { page } = await open("&activation=relu");
    const svg = (await saved(page, "SVG")).toString();
    expect(svg).toContain("<title>ReLU and its slope");
    expect(svg).not.toContain("var(--");
    expect((await saved(page, "PNG")).subarray(1, 4).toString()).toBe("PNG");
    const lines = (await saved(page, "CSV")).toString().trimEnd().split("\r\n");
    expect(lines[0]).toBe("x (relu),relu(x),relu'(x),relu''(x)");
    for (const line of lines.slice(1)) {
      const [x, value, slope, second] = line.split(",").map(Number);
      expect(Math.abs(value - Math.max(0, x))).toBeLessThan(1e-6);
      expect([slope, second]).toEqual([x > 0 ? 1 : 0, 0]);
    }
    await page.context().close();
  });

  it("shows every function of the catalogue without a fault", async () => {
    const { page, faults } = await open("");
    const all = page.getByRole("button", { name: /^All \d+ functions/ });
    await all.click();
    const choices = page.locator("ap-function-menu ap-function-list label");
    const count = await choices.count();
    expect(count).toBeGreaterThan(30);
    for (let index = 0; index < count; index++) {
      if (index > 0) await all.click();
      const name = ((await choices.nth(index).textContent()) ?? "").trim();
      await choices.nth(index).click();
      await expect
        .poll(async () => ((await page.locator("ap-function-card h2").first().textContent()) ?? "").trim())
        .toBe(name);
      await expect.poll(() => page.locator("ap-code samp").first().textContent()).toMatch(/^tensor\(\[/);
      await expect.poll(() => page.locator("ap-formula math").count()).toBeGreaterThan(1);
    }
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("keeps the inputs of a row in the link and beside its output in a table", async () => {
    const { page, faults } = await open("&activation=glu&inputs=1,2,0,0");
    const field = page.getByRole("spinbutton", { name: "input 2" });
    await expect.poll(() => field.inputValue()).toBe("2");
    await field.fill("-4");
    await field.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toMatch(/inputs=1(,|%2C)-4(,|%2C)0(,|%2C)0/);
    await page.getByText("The row as numbers").click();
    await expect
      .poll(() => page.locator("ap-row-view tbody td").allTextContents())
      .toEqual(["1", "0", "0.5000", "−4", "0", "−2.0000"]);
    expect(await violationsOf(page)).toEqual([]);
    await page.reload();
    await expect.poll(() => field.inputValue()).toBe("-4");
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it.each([
    ["gelu", "light"],
    ["elu", "dark"],
    ["snake", "light"],
    ["formula&formula=max(0,x)%2Ba*min(0,x)", "light"],
  ] as const)(
    "shows figure, numbers, formula and parameters of %s at once",
    async (activation, colorScheme) => {
      const { page } = await open(`&activation=${activation}`, { colorScheme });
      const parts = ["ap-function-menu", ".numbers", "ap-curve-chart", "ap-params", "figcaption"];
      for (const part of [
        ...parts,
        activation.startsWith("formula") ? "ap-formula-field" : "ap-formula >> nth=1",
      ]) {
        const box = await page.locator(part).boundingBox();
        expect(box && box.y >= 0 && box.y + box.height <= 720, part).toBe(true);
      }
      await page.context().close();
    },
  );

  it("finds a function by its name, and goes through the list with the keys", async () => {
    const { page, faults } = await open("");
    const heading = page.locator("ap-function-card h2").first();
    await page.getByRole("button", { name: /^All \d+ functions/ }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("shrink");
    await expect.poll(() => page.locator("ap-function-menu ap-function-list label").count()).toBe(3);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expect.poll(() => heading.textContent()).toBe("Softshrink");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => heading.textContent()).not.toBe("Softshrink");
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("ap-function-menu ap-function-list").count()).toBe(0);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it.each([
    { width: 1280, colorScheme: "light", settings: "&activation=relu&x=0" },
    { width: 1280, colorScheme: "dark", settings: "&activation=sigmoid" },
    { width: 360, colorScheme: "light", settings: "&activation=leaky_relu" },
    { width: 360, colorScheme: "dark", settings: "&activation=tanh" },
    { width: 360, colorScheme: "light", settings: "&activation=formula,relu,gelu&formula=a*x" },
  ] as const)(
    "has nothing for axe to find at $width px, $colorScheme",
    async ({ width, colorScheme, settings }) => {
      const { page } = await open(settings, { viewport: { width, height: 740 }, colorScheme });
      await page.getByText("The curve as numbers").click();
      await page.getByText("Draw others beside it").click();
      await page.getByRole("button", { name: /^All \d+ functions/ }).click();
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.context().close();
    },
  );
});
