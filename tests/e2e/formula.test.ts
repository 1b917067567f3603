import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violationsOf } from "./axe.js";
import { Served } from "./figures.js";
import { expectReading, sigmoid, sigmoidSlope } from "./reading.js";

function formulaField(page: Page): Locator {
  return page.getByRole("textbox", { name: "f(x) =" });
}

describe("a typed formula in the curve view", () => {
  const served = new Served();
  const open = (settings: string) => served.openView(`curve${settings}`);

  it("draws, differentiates, measures and prints a typed formula", async () => {
    const { page, faults } = await open("");
    await page.locator("ap-function-menu").getByText("Your formula").click();
    const field = formulaField(page);
    await field.fill("max(0, x) + a * min(0, x) + b * x ^ 2");
    await expect.poll(() => page.locator("ap-params ap-slider").count()).toBe(2);
    const typed = async (name: string, value: string): Promise<void> => {
      const slider = page.getByRole("spinbutton", { name, exact: true });
      await slider.fill(value);
      await slider.press("Enter");
    };
    await typed("a", "0.25");
    await typed("b", "-10");
    await page.getByLabel("x of the probe").fill("-2");
    await page.getByLabel("x of the probe").press("Enter");
    await expectReading(
      page,
      () => -40.5,
      () => 40.25,
      () => -20,
    );
    await expect
      .poll(() => page.locator("ap-code samp").textContent())
      .toBe("tensor([-40.5000, -10.2500,   0.0000,  -9.0000, -38.0000])");
    const row = page.locator("ap-property-table tr", { hasText: "monotonic" });
    await expect.poll(() => row.locator("td").last().textContent()).toMatch(/^falls from/);
    await expect.poll(() => page.locator("ap-property-table tbody").textContent()).toContain("at a time");
    const link = new URLSearchParams(new URL(page.url()).hash.slice(1));
    expect(link.get("formula")).toBe("max(0, x) + a * min(0, x) + b * x ^ 2");
    expect(link.get("formula-params")).toBe("a=0.25,b=-10");
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await expectReading(
      page,
      () => -40.5,
      () => 40.25,
    );
    await page.context().close();
  });

  it("underlines what is wrong with a formula, keeps it, and the curve before it", async () => {
    const { page, faults } = await open("&formula=x*sigmoid(x)&x=2");
    await expectReading(
      page,
      (x) => x * sigmoid(x),
      (x) => sigmoid(x) + x * sigmoidSlope(x),
    );
    const field = formulaField(page);
    await field.fill("x*sigmoid(x) + sigmod(x)");
    await expect.poll(() => page.locator("ap-formula-field mark").textContent()).toBe("sigmod");
    await expect
      .poll(() => page.locator("ap-formula-field ap-message").textContent())
      .toBe('At character 16: there is no function "sigmod"; did you mean "sigmoid"?');
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await expectReading(
      page,
      (x) => x * sigmoid(x),
      (x) => sigmoid(x) + x * sigmoidSlope(x),
    );
    expect(await violationsOf(page)).toEqual([]);
    // Neither another function nor the link loses it.
    await page.locator("ap-function-menu").getByText("Tanh", { exact: true }).click();
    await expectReading(page, Math.tanh, (x) => 1 - Math.tanh(x) ** 2);
    await page.locator("ap-function-menu").getByText("Your formula").click();
    expect(await field.inputValue()).toBe("x*sigmoid(x) + sigmod(x)");
    await field.fill("x +");
    await expect.poll(() => page.locator("ap-formula-field mark").count()).toBe(1);
    await expect.poll(() => page.locator("ap-formula-field ap-message").textContent()).toMatch(/^At /);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("draws a formula beside other functions, in its own ink", async () => {
    const { page } = await open("&activation=gelu,formula&formula=x*sigmoid(1.702*x)&x=1");
    await expect
      .poll(() => page.locator("ap-curve-chart text.series-label").allTextContents())
      .toEqual(expect.arrayContaining(["GELU", "Your formula"]));
    expect(await page.locator("ap-curve-chart g.ink path.line").count()).toBeGreaterThan(0);
    const row = page.locator("figure table tr", { hasText: "Your formula" });
    await expect.poll(() => row.locator("td").first().textContent()).toBe(sigmoid(1.702).toFixed(4));
    await page.context().close();
  });

  it("keeps up with fast typing, and shows axes while there is nothing to draw", async () => {
    const { page, faults } = await open("&formula=");
    const field = formulaField(page);
    await field.fill("");
    expect(await page.locator("ap-curve-chart .axis-name").count()).toBe(2);
    await field.pressSequentially("exp(-x^2/2)*cos(4*x)", { delay: 1 });
    await expectReading(
      page,
      (x) => Math.exp((-x * x) / 2) * Math.cos(4 * x),
      (x) => -Math.exp((-x * x) / 2) * (x * Math.cos(4 * x) + 4 * Math.sin(4 * x)),
    );
    expect(await page.locator("ap-formula-field mark").count()).toBe(0);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });
});
