import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { cases } from "../web/views/exercise/recordings.js";
import { Served, printOut, waitForRuns } from "./figures.js";

/** Whether three float32 roundings up or down would print another fourth digit. */
const isBetweenDigits = (loss: number) => (loss + 2e-7).toFixed(4) !== (loss - 2e-7).toFixed(4);

/** What the page may say of 20 losses when at least so many of them print the same digits whatever their last bits are. */
const sentences = (atLeast: number): string[] => [
  "Matches PyTorch 1.13 to 4 digits in all 20 recorded epochs",
  ...Array.from(
    { length: 20 - atLeast },
    (_, i) => `${atLeast + i} of 20 losses print the same 4 digits as in PyTorch 1.13`,
  ),
];

describe("the exercise in Chromium", () => {
  const served = new Served();

  async function openExercise(settings = "", motion = false) {
    return served.openView(`exercise${settings}`, { motion });
  }

  async function menu(page: Page): Promise<string[]> {
    const options = page.getByLabel("Activation of the hidden layer").locator("option");
    return options.evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
  }

  it("prints what PyTorch printed, for each recorded run", async () => {
    const { page, faults } = await openExercise();
    const offered = new Set(await menu(page));
    const recorded = cases.filter(({ activation }) => offered.has(activation));
    expect(new Set(recorded.map(({ activation }) => activation)).size).toBeGreaterThanOrEqual(5);
    for (const { activation, output, seed, printed, losses } of recorded) {
      const runs = await page.evaluate(() => window.seen.done.length);
      await page.goto(
        `${served.url}embed.html#view=exercise&activation=${activation}&output=${output}&seed=${seed}&compare=off`,
      );
      const unchanged = activation === "relu" && output === "softmax" && seed === 42;
      if (!unchanged) await waitForRuns(page, runs + 1);
      const name = `${activation}, ${output}, seed ${seed}`;
      await expect.poll(() => printOut(page), { message: name }).toEqual(printed.trimEnd().split("\n"));
      const same = 20 - losses.filter(isBetweenDigits).length;
      const match = page.locator(".match");
      await expect.poll(() => match.textContent(), { message: name }).toContain("and the same accuracy");
      expect(sentences(same), name).toContainEqual((await match.textContent())?.split(" (", 1)[0].trim());
    }
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("claims no match where nothing is recorded", async () => {
    const { page } = await openExercise("&seed=7");
    await expect.poll(() => printOut(page)).toHaveLength(5);
    await page.locator(".hash").waitFor();
    expect(await page.locator(".match").count()).toBe(0);
    await page.context().close();
  });

  it("changes its program, its print-out and its link with each control, and puts each back", async () => {
    const { page, faults } = await openExercise();
    const code = page.locator("[part=code]");
    await page.getByLabel("Activation of the hidden layer").selectOption("tanh");
    await waitForRuns(page, 2);
    await page.getByText("logits", { exact: true }).first().click();
    await waitForRuns(page, 3);
    await expect.poll(() => code.textContent()).toContain("return self.fc2(x)");
    await page.getByLabel("Seed of the initial weights").fill("0");
    await page.getByLabel("Seed of the initial weights").press("Enter");
    await waitForRuns(page, 4);
    const recorded = cases.find(
      ({ activation, output, seed }) => activation === "tanh" && output === "logits" && seed === 0,
    );
    await expect.poll(() => printOut(page)).toEqual(recorded?.printed.trimEnd().split("\n"));
    await expect
      .poll(() => new URL(page.url()).hash)
      .toBe("#view=exercise&activation=tanh&output=logits&seed=0");

    await page.getByRole("button", { name: "Put back 42" }).click();
    await page.getByText("as written", { exact: true }).first().click();
    await page.getByRole("button", { name: "Put back nn.ReLU()" }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe("#view=exercise");
    const first = cases.find(
      ({ activation, output, seed }) => activation === "relu" && output === "softmax" && seed === 42,
    );
    await expect.poll(() => printOut(page)).toEqual(first?.printed.trimEnd().split("\n"));
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("trains with and without the softmax, and sets the ends side by side", async () => {
    const { page } = await openExercise("&compare=on");
    const cells = page.locator(".pair tbody td");
    await expect
      .poll(() => cells.allTextContents())
      .toEqual(["0.6576", "0.6282", "0.3133", "0.0000", "69.50%", "71.00%"]);
    await page.context().close();
  });

  it("keeps a row for every run, trains them all when asked, and brings one back", async () => {
    const { page } = await openExercise();
    const functions = (await menu(page)).filter((id) => id !== "formula");
    await page.getByRole("button", { name: "Train them all with seed 42" }).click();
    const rows = page.locator("ap-tried-table tbody tr");
    await expect.poll(() => rows.count(), { timeout: 30_000 }).toBe(functions.length);
    await rows.getByRole("button", { name: "Tanh", exact: true }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe("#view=exercise&activation=tanh");
    await page.context().close();
  });

  it("prints every fifth epoch of a long run, and stays above its floor", async () => {
    const { page } = await openExercise("&epochs=1000");
    await expect.poll(() => printOut(page), { timeout: 20_000 }).toHaveLength(201);
    const lines = await printOut(page);
    expect(lines[199]).toMatch(/^Epoch \[1000\/1000\], Loss: 0\.3\d{3}$/);
    expect(Number(lines[199].slice(-6))).toBeGreaterThan(0.3132);
    await page.context().close();
  });

  it("draws the run as it trains when motion is welcome", async () => {
    const { page } = await openExercise("", true);
    await page.getByRole("button", { name: "Train again" }).click();
    const counts = await page.locator("[part=print-out]").evaluate(async (print) => {
      const lines = () => print.textContent.split("\n").filter((line) => line !== "").length;
      const seen = new Set<number>();
      // The end of the run before stands there until the first frame of this one.
      while (seen.size < 2 || lines() < 5) {
        seen.add(lines());
        await new Promise(requestAnimationFrame);
      }
      return [...seen];
    });
    expect(counts.length).toBeGreaterThan(2);
    await expect.poll(() => printOut(page)).toHaveLength(5);
    await page.context().close();
  });

  it("trains a formula that the reader types, says what is wrong with one, and keeps its runs", async () => {
    const { page, faults } = await openExercise("&activation=relu&seed=0");
    const code = page.locator("[part=code]");
    await page.getByLabel("Activation of the hidden layer").selectOption("formula");
    await waitForRuns(page, 2);
    const field = page.getByLabel("Formula of the hidden layer's activation");
    const trained = await printOut(page);
    await field.fill("max(0, x) + slope * mim(0, x)");
    await expect
      .poll(() => page.locator("ap-formula-field ap-message").textContent())
      .toMatch(/^At character 21: .*did you mean "min"\?/);
    expect(await printOut(page)).toEqual(trained);
    await field.fill("max(0, x) + slope * min(0, x)");
    await field.press("Enter");
    await waitForRuns(page, 3);
    await page.getByLabel("slope", { exact: true }).fill("0.01");
    await page.getByLabel("slope", { exact: true }).press("Enter");
    await waitForRuns(page, 4);
    await expect
      .poll(() => code.textContent())
      .toMatch(
        /def formula\(x, slope=\s*\):.*return torch.maximum\(x.new_tensor\(0.0\), x\) \+ slope \* torch.minimum/s,
      );
    // The recorded run of the function that this formula is.
    const recorded = cases.find(
      ({ activation, output, seed }) => activation === "leaky_relu" && output === "softmax" && seed === 0,
    );
    await expect.poll(() => printOut(page)).toEqual(recorded?.printed.trimEnd().split("\n"));
    const linked = (name: string) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name);
    await expect.poll(() => linked("formula-params")).toBe("slope=0.01");
    expect(linked("formula")).toBe("max(0, x) + slope * min(0, x)");
    const rows = page.locator("ap-tried-table tbody tr");
    await expect.poll(() => rows.count()).toBe(4);
    expect(await rows.last().locator("ap-glyph path").getAttribute("d")).toMatch(/^M2 14/);
    await rows.getByRole("button", { name: "ReLU", exact: true }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe("#view=exercise&seed=0");
    await page.reload();
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("opens with the formula of a link, and with one that cannot be read", async () => {
    const { page, faults } = await openExercise(`&formula=${encodeURIComponent("x +")}`);
    await expect.poll(() => page.locator("ap-formula-field ap-message").textContent()).toMatch(/expected/);
    expect(await printOut(page)).toEqual([]);
    const field = page.getByLabel("Formula of the hidden layer's activation");
    await field.fill("relu(x)");
    await field.press("Enter");
    const recorded = cases.find(
      ({ activation, output, seed }) => activation === "relu" && output === "softmax" && seed === 42,
    );
    await expect.poll(() => printOut(page)).toEqual(recorded?.printed.trimEnd().split("\n"));
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("falls back and says so when a setting cannot be used", async () => {
    const { page, faults } = await openExercise("&activation=rleu&sed=4&seed=-3");
    const messages = page.locator("[part=messages] ap-message");
    await expect
      .poll(() => messages.allTextContents())
      .toEqual([
        'There is no setting "sed"; did you mean "seed"?',
        'activation="rleu" is not known here; using relu. Did you mean relu?',
        'seed="-3" is not a whole number from 0 to 4294967295; using 42.',
      ]);
    await expect.poll(() => printOut(page)).toHaveLength(5);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });
});
