/** The numbers beside the probe of the curve view. */

import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
export const sigmoidSlope = (x: number): number => sigmoid(x) * sigmoid(-x);
export const sigmoidSecond = (x: number): number => sigmoidSlope(x) * (1 - 2 * sigmoid(x));

/** A number of the page: with a true minus sign, perhaps in powers of ten. */
export async function numberOf(locator: Locator): Promise<number> {
  const text = ((await locator.textContent()) ?? "").trim().replaceAll("−", "-");
  const [mantissa, power = ""] = text.split(" × 10");
  if (power === "") return text === "" ? NaN : Number(mantissa);
  const digits = power
    .replaceAll("⁻", "-")
    .replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)));
  return Number(`${mantissa}e${digits}`);
}

export async function probeX(page: Page): Promise<number> {
  return Number(await page.getByLabel("x of the probe").inputValue());
}

/** Waits until the numbers beside x, wherever that is by then, are the function's to four decimals. */
export async function expectReading(
  page: Page,
  value: (x: number) => number,
  slope: (x: number) => number,
  second?: (x: number) => number,
): Promise<void> {
  for (const [name, truth] of Object.entries({ value, slope, second })) {
    if (truth === undefined) continue;
    const farOff = async () => {
      const x = await probeX(page);
      return Math.abs((await numberOf(page.locator(`[data-number=${name}]`))) - truth(x));
    };
    await expect.poll(farOff, { message: name }).toBeLessThan(0.5e-4);
  }
}
