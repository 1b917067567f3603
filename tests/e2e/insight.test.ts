import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violationsOf } from "./axe.js";
import { openTrain, Served, trainStatus as status } from "./figures.js";

const textOf = async (panel: Locator) => (await panel.locator("section").allTextContents()).join(" ");

describe("what the train view tells of a run", () => {
  const served = new Served();
  const open = (settings: string) => openTrain(served, settings);

  it("counts dead units in words and reads one on demand, by keyboard alone", async () => {
    const { page, faults } = await open("layers=8:relu&lr=3&optimizer=sgd&seed=1");
    await expect.poll(() => status(page).textContent()).toMatch(/of 8 hidden units \d+ dead/);
    await page.locator("ap-network-graph button[tabindex='0']").focus();
    await page.keyboard.press("ArrowRight");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.locator(".network figcaption").textContent())
      .toMatch(/Layer 1, unit \d = ReLU\(/);
    expect(await page.locator("ap-network-graph button[tabindex='0']").count()).toBe(1);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("lists dead and saturated units of each layer, with its values as histograms", async () => {
    const { page, faults } = await open("layers=8:relu,8:sigmoid&lr=3&optimizer=sgd&seed=1&epochs=60");
    await page.getByText("Inside the layers").click();
    const layers = page.locator("ap-layer-panel section");
    await expect.poll(() => layers.count()).toBe(3);
    const dead = await page
      .locator("ap-network-graph")
      .evaluate((graph) => (graph as HTMLElement & { dead: number[][] }).dead.slice(1));
    for (const [i, units] of dead.entries()) {
      const listed =
        units.length === 0 ? "none dead" : `${units.length} dead: ${units.map((u) => u + 1).join(", ")}`;
      expect(await layers.nth(i).textContent()).toContain(listed);
      expect(await layers.nth(i).getByRole("img").count()).toBe(2);
    }
    expect(dead.flat().length).toBeGreaterThan(0);
    expect(await layers.first().getByRole("img").first().getAttribute("aria-label")).toMatch(
      /^Pre-activations of layer 1: from −?[\d.,]+ to [\d.,]+$/,
    );
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("shows what a run has learned: right and wrong answers, one gradient's factors, the loss around it", async () => {
    const { page, faults } = await open("dataset=make_blobs&epochs=20&layers=4:tanh");
    await page.getByText("What it has learned").click();
    const panel = page.locator("ap-insight-panel");
    const counts = panel.getByRole("table", { name: "Confusion matrix" }).locator("td.number");
    await expect.poll(() => counts.count()).toBe(9);
    const confusion = (await counts.allTextContents()).map(Number);
    const right = confusion[0] + confusion[4] + confusion[8];
    expect(confusion.reduce((sum, count) => sum + count)).toBe(100);
    await expect.poll(() => textOf(panel)).toContain(`${right} of 100 right`);
    expect(await status(page).textContent()).toContain(`test accuracy ${(right / 100).toFixed(2)}`);
    expect(await panel.getByRole("img", { name: "Calibration" }).getAttribute("aria-label")).toMatch(
      /\d+ answers \d+% sure/,
    );
    await panel.getByText("training rows").click();
    await expect.poll(() => textOf(panel)).toContain("of 200 right");

    await page.locator("ap-network-graph button[data-at='1,2']").click();
    await expect.poll(() => textOf(panel)).toContain("What layer 1, unit 3 hears");
    const numbers = (await panel.locator("section").nth(3).locator("td").allTextContents()).map((text) =>
      parseFloat(text.trim().replace("−", "-")),
    );
    const factors = numbers.slice(0, -2);
    const product = factors.reduce((all, factor) => all * factor, 1);
    expect(Math.abs(product / numbers[numbers.length - 2] - 1)).toBeLessThan(0.01);
    await panel.getByRole("button", { name: "Look at the loss around" }).click();
    await expect.poll(() => panel.getByRole("img", { name: "Loss around the run" }).count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("folds a network without a bend into one matrix, and tells R² of a regression", async () => {
    const { page, faults } = await open("dataset=plane&epochs=20&layers=4:linear,3:linear");
    await page.getByText("What it has learned").click();
    const panel = page.locator("ap-insight-panel");
    await expect.poll(() => textOf(panel)).toMatch(/R² (1|0\.\d+)/);
    await expect.poll(() => textOf(panel)).toContain("No layer bends");
    await expect
      .poll(() => textOf(panel))
      .toMatch(/differs from the\s+network by \d(\.\d)?\s×\s10⁻[⁵⁶⁷⁸] at most/);
    await page.getByRole("button", { name: "activation of layer 1" }).click();
    await page.locator("#layer-0").getByRole("radio", { name: "Tanh", exact: true }).check({ force: true });
    await page.keyboard.press("Escape");
    await expect.poll(() => textOf(panel)).toContain("Some layer bends");
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });
});
