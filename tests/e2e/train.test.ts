import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violationsOf } from "./axe.js";
import { openTrain, Served, trainStatus as status, type WatchedOptions } from "./figures.js";

const desktop = { width: 1280, height: 720 };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

const button = (page: Page, name: string) =>
  page.locator("ap-play-bar").getByRole("button", { name, exact: false });

/** What stands on the decision map's canvas once it is at rest, as a text that changes with it. */
async function mapPixels(page: Page): Promise<string> {
  return page.locator("ap-decision-map canvas").evaluate(async (canvas) => {
    // A view draws one part, and a map a part of its points, in each frame: five alike are the end of that.
    let pixels = "";
    for (let alike = 0; alike < 5; alike++) {
      await new Promise(requestAnimationFrame);
      const now = (canvas as HTMLCanvasElement).toDataURL();
      if (now !== pixels) alike = 0;
      pixels = now;
    }
    return pixels;
  });
}

/** The map and the line of words. */
async function pictureOf(page: Page): Promise<{ map: string; words: string | null }> {
  const map = await mapPixels(page);
  return { map, words: await status(page).textContent() };
}

describe("the train view in Chromium", () => {
  const served = new Served();

  const open = (settings?: string, options?: WatchedOptions) => openTrain(served, settings, options);

  it("shows a finished run, and nothing moves before it is asked for", async () => {
    const { page, faults } = await open("", { viewport: desktop, motion: true });
    await expect.poll(() => status(page).textContent()).toContain("After 300 epochs: test accuracy 1.00");
    const before = await mapPixels(page);
    await page.waitForTimeout(400);
    expect(await mapPixels(page)).toBe(before);
    expect(faults).toEqual({ errors: [], failedRequests: [] });
    await page.context().close();
  });

  it("keeps the whole figure and its bar in a window of 1280 x 720", async () => {
    const { page } = await open();
    for (const part of ["ap-data-strip", ".network", ".map", ".charts", ".settings", "ap-play-bar"]) {
      const box = await page.locator(`ap-train-view ${part}`).boundingBox();
      expect(box, part).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? Infinity), part).toBeLessThanOrEqual(720);
    }
    await page.context().close();
  });

  it("plays from the start, pauses, steps and goes on, to the same end", async () => {
    const { page, faults } = await open("epochs=60&speed=60");
    const end = await status(page).textContent();
    const endMap = await mapPixels(page);
    await button(page, "Reset").click();
    await expect.poll(() => status(page).textContent()).toContain("Nothing is learned yet");
    await button(page, "One step:").click();
    await expect.poll(() => status(page).textContent()).toContain("Step 1, epoch 1");
    await button(page, "One epoch").click();
    await expect.poll(() => status(page).textContent()).toContain("Epoch 1: test accuracy");
    await button(page, "Go on").click();
    await button(page, "Pause").click();
    await button(page, "Go on").waitFor();
    const paused = await mapPixels(page);
    await page.waitForTimeout(200);
    expect(await mapPixels(page)).toBe(paused);
    await button(page, "Go on").click();
    await expect.poll(() => status(page).textContent(), { timeout: 60_000 }).toBe(end);
    expect(await mapPixels(page)).toBe(endMap);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  const scrubber = (page: Page) => page.getByRole("slider", { name: "Step of the run" });
  const hashOf = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

  it("goes back and on to any step, with the same picture, and keeps the step in the address", async () => {
    const { page, faults } = await open("epochs=60");
    const end = await pictureOf(page);
    await scrubber(page).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => hashOf(page)).toBe("#view=train&epochs=60&step=417");
    await button(page, "Back one step").click();
    await expect.poll(() => hashOf(page)).toBe("#view=train&epochs=60&step=416");
    const back = await pictureOf(page);
    expect(back).not.toEqual(end);
    await page.keyboard.press("Home");
    await scrubber(page).fill("100");
    await expect.poll(() => status(page).textContent()).toContain("Epoch 14");
    await scrubber(page).fill("416");
    await expect.poll(() => hashOf(page)).toContain("step=416");
    expect(await pictureOf(page)).toEqual(back);
    await scrubber(page).fill("420");
    await expect.poll(() => hashOf(page)).toBe("#view=train&epochs=60");
    expect(await pictureOf(page)).toEqual(end);
    const again = await served.openView("train&epochs=60&step=416");
    await expect.poll(() => status(again.page).textContent()).toBe(back.words);
    expect(await pictureOf(again.page)).toEqual(back);
    await again.page.context().close();
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("goes through the rows of a step one by one, then makes it", async () => {
    const { page, faults } = await open("epochs=5&batch=4");
    await scrubber(page).fill("3");
    await expect.poll(() => hashOf(page)).toContain("step=3");
    const batch = await status(page).textContent();
    const rows = new Set<string | undefined>();
    const maps = new Set<string>();
    for (let i = 1; i <= 4; i++) {
      await button(page, "One sample").click();
      await expect
        .poll(() => status(page).textContent())
        .toContain(`Step 4 learns from 4 rows; number ${i} is training row`);
      rows.add(/training row (\d+)/.exec((await status(page).textContent()) ?? "")?.[1]);
      maps.add(await mapPixels(page));
    }
    expect([rows.size, maps.size]).toEqual([4, 4]);
    await button(page, "One sample").click();
    await expect.poll(() => status(page).textContent()).toContain("Step 4, epoch 1");
    expect(await status(page).textContent()).not.toBe(batch);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("changes the rate, a weight and a unit on the way, without a new start, and each can be undone", async () => {
    const { page, faults } = await open("epochs=60&layers=4:relu");
    await scrubber(page).fill("70");
    await expect.poll(() => hashOf(page)).toContain("step=70");
    await page.getByLabel("Learning rate").fill("0.1");
    await page.getByLabel("Learning rate").press("Enter");
    await expect.poll(() => hashOf(page)).toContain("&edits=70:lr:0.1&step=70");
    const graph = page.locator("ap-network-graph");
    await graph.locator("button[data-at='1,2']").click();
    const panel = page.locator("ap-unit-panel");
    await panel.getByRole("button", { name: "Silence it" }).click();
    await panel.getByRole("button", { name: "Let it speak again" }).waitFor();
    const unitName = (at: string) => graph.locator(`button[data-at='${at}']`).getAttribute("aria-label");
    await expect.poll(() => unitName("1,2")).toContain("Silenced: it answers 0, whatever it hears.");
    expect(await unitName("1,1")).not.toContain("Silenced");
    await expect.poll(() => page.locator(".network figcaption").textContent()).toContain("Silenced");
    await panel.getByLabel("from x₁", { exact: true }).fill("1.5");
    await panel.getByLabel("from x₁", { exact: true }).press("Enter");
    await panel.getByLabel("Hold the weight from x₁").check();
    const edits = "70:lr:0.1,70:mute:1:2,70:set:fc1.weight:4:1.5,70:hold:fc1.weight:4";
    await expect.poll(() => hashOf(page)).toContain(`&edits=${edits}&step=70`);
    expect(await violationsOf(page)).toEqual([]);
    await scrubber(page).fill("420");
    await expect.poll(() => hashOf(page)).toContain(edits);
    await expect.poll(() => hashOf(page)).not.toContain("step=");
    await expect.poll(() => unitName("1,2")).toContain("ReLU(1.5 x₁");
    const again = await open(hashOf(page).replace("#view=train&", ""));
    const words = await status(again.page).textContent();
    await expect.poll(() => status(page).textContent()).toBe(words);
    await again.page.getByRole("button", { name: "Undo: step 70: layer 1, unit 3 silenced" }).click();
    await expect.poll(() => hashOf(again.page)).not.toContain("mute");
    await again.page.context().close();
    await button(page, "Reset").click();
    await expect.poll(() => hashOf(page)).toBe("#view=train&layers=4:relu&epochs=60&step=0");
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("says what is wrong with the changes of a link, and goes without them", async () => {
    const { page } = await open("epochs=20&edits=5:mute:1:99");
    await expect.poll(() => page.locator("ap-message").allTextContents()).toHaveLength(1);
    expect(await page.locator("ap-message").textContent()).toContain("The change at step 5");
    await page.context().close();
  });

  it("takes every change at once and keeps it in the address", async () => {
    const { page } = await open();
    await page.getByRole("radio", { name: "Exclusive or" }).check({ force: true });
    await expect.poll(() => new URL(page.url()).hash).toBe("#view=train&dataset=xor");
    await page.getByLabel("One more unit in layer 2").click();
    await page.getByRole("button", { name: "add layer" }).click();
    await page.getByRole("button", { name: "ReLU, activation of layer 1" }).click();
    await page.locator("#layer-0").getByRole("radio", { name: "Tanh", exact: true }).check({ force: true });
    await page.keyboard.press("Escape");
    await page.getByLabel("Learning rate").fill("0.03");
    await page.getByLabel("Learning rate").press("Enter");
    await page.getByLabel("Optimizer", { exact: true }).selectOption("rmsprop");
    await expect
      .poll(() => decodeURIComponent(new URL(page.url()).hash))
      .toBe("#view=train&dataset=xor&layers=8:tanh,9:relu,9:relu&optimizer=rmsprop&lr=0.03");
    const again = await open(new URL(page.url()).hash.replace("#view=train&", ""));
    const text = await status(again.page).textContent();
    await again.page.context().close();
    await expect.poll(() => status(page).textContent()).toBe(text);
    await page.getByRole("button", { name: "Put back: Learning rate was 0.01" }).click();
    await expect.poll(() => new URL(page.url()).hash).not.toContain("lr=");
    await page.context().close();
  });

  it("gives a layer a typed formula, a norm and dropout, and a run a schedule and an end", async () => {
    const { page, faults } = await open("epochs=40&layers=8:relu");
    const hash = () => decodeURIComponent(new URL(page.url()).hash.replaceAll("+", " "));
    await page.getByRole("button", { name: "ReLU, activation of layer 1" }).click();
    const sheet = page.locator("ap-layer-sheet");
    await sheet.getByRole("radio", { name: "Your formula" }).check({ force: true });
    await sheet.getByRole("textbox", { name: "Formula of layer 1" }).fill("x * sigmoid(b * x");
    await expect.poll(() => sheet.locator("ap-message").count()).toBe(1);
    await sheet.getByRole("textbox", { name: "Formula of layer 1" }).fill("x * sigmoid(b * x)");
    await sheet.getByLabel("b", { exact: true }).fill("2");
    await sheet.getByLabel("b", { exact: true }).press("Enter");
    await sheet.getByLabel("Norm", { exact: true }).selectOption("layer_norm");
    await sheet.getByLabel("Dropout").fill("0.1");
    await sheet.getByLabel("Dropout").press("Enter");
    await expect
      .poll(hash)
      .toBe("#view=train&layers=8:formula(x * sigmoid(b * x)):b=2/layer_norm/dropout:0.1&epochs=40");
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByText("More settings").click();
    await page.getByLabel("Schedule", { exact: true }).selectOption("one_cycle");
    await page.getByLabel("Stop", { exact: true }).selectOption("target");
    await page.getByLabel("target", { exact: true }).fill("0.8");
    await page.getByLabel("target", { exact: true }).press("Enter");
    await expect.poll(hash).toContain("&schedule=one_cycle&stop=target::0.8");
    await expect
      .poll(() => status(page).textContent())
      .toMatch(/^Ended after \d+ epochs, as test accuracy came to 0.8: test accuracy 0.[89]/);
    await expect.poll(() => button(page, "One step:").isDisabled()).toBe(true);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("shows every data set: classes, numbers, one feature, many features", async () => {
    const { page, faults } = await open("epochs=5");
    const data = page.locator("ap-data-strip input:not([value=table])");
    for (let i = 0; i < (await data.count()); i++) {
      const done = await page.evaluate(() => window.seen.done.length);
      const wasChosen = await data.nth(i).isChecked();
      await data.nth(i).check({ force: true });
      if (!wasChosen) await page.waitForFunction((known) => window.seen.done.length > known, done);
      await expect.poll(() => status(page).textContent()).toContain("After 5 epochs");
    }
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("learns a table of the reader's own, and says by line and column what is wrong with one", async () => {
    const { page, faults } = await open("epochs=20&layers=4:tanh");
    const rows = Array.from({ length: 60 }, (_, i) => [i % 7, (i * 5) % 11, i % 2 ? "red" : "green", i % 3]);
    const csv = (lines: readonly unknown[][]) => ({
      name: "own.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(
        [["long", "wide", "colour", "kind"], ...lines].map((row) => row.join(",")).join("\n"),
      ),
    });
    await page.getByRole("radio", { name: "Your table" }).check({ force: true });
    const panel = page.locator("ap-table-panel");
    const file = panel.getByLabel("CSV file");
    await file.setInputFiles(csv([...rows.slice(0, 8), ["many", 1, "red", 0], [1, 2], ...rows.slice(8)]));
    await expect.poll(() => panel.locator("li").allTextContents()).toHaveLength(2);
    const [first, second] = await panel.locator("li").allTextContents();
    expect(first).toContain('line 10, column 1 ("long"): "many" is not a number');
    expect(second).toContain("line 11: this row has 2 cells, the first one 4");
    expect(hashOf(page)).not.toContain("table");
    await file.setInputFiles(csv(rows));
    await expect
      .poll(() => panel.getByRole("status").textContent())
      .toContain("60 rows, 4 features, to learn 3 classes of “kind”");
    await expect
      .poll(() => hashOf(page))
      .toMatch(/dataset=table&table=[0-9a-f]{16},60,4,3&layers=4:tanh&epochs=20$/);
    await expect
      .poll(() => page.locator("ap-network-graph .unit-name").allTextContents())
      .toEqual(
        ["long", "wide", "… = green", "…ur = red"].map(
          (name) => expect.stringContaining(name.slice(-5)) as string,
        ),
      );
    const classes = { hash: hashOf(page), words: await status(page).textContent() };
    await panel.getByLabel("Column to learn").selectOption("wide");
    await panel.getByLabel("Learn it as").selectOption("regression");
    await expect.poll(() => hashOf(page)).toMatch(/table=[0-9a-f]{16},60,4,0&/);
    await expect.poll(() => status(page).textContent()).toContain("test loss");
    expect(await violationsOf(page)).toEqual([]);
    expect(faults.errors).toEqual([]);
    await page.context().close();

    const again = await open(classes.hash.replace("#view=train&", ""));
    expect(await again.page.locator("ap-message").first().textContent()).toContain(
      "The table of this link is not here.",
    );
    await again.page.locator("ap-table-panel").getByLabel("CSV file").setInputFiles(csv(rows));
    await expect.poll(() => status(again.page).textContent()).toBe(classes.words);
    await expect.poll(() => hashOf(again.page)).toBe(classes.hash);
    expect(again.faults.errors).toEqual([]);
    await again.page.context().close();
  });

  it("names what made a run diverge, and what would help", async () => {
    const { page } = await open("dataset=make_regression&optimizer=sgd&lr=10");
    await expect
      .poll(() => status(page).textContent())
      .toMatch(/^At step \d+ the numbers left the finite: in layer \d/);
    expect(await status(page).textContent()).toContain("A learning rate of 1 instead of 10 would help.");
    await page.context().close();
  });

  it("stands layers one under the other on a phone, and arrow keys follow", async () => {
    const { page } = await open("layers=8:relu,8:relu,8:relu,8:relu,8:relu,8:relu&epochs=5", phone);
    const graph = page.locator("ap-network-graph");
    expect((await graph.boundingBox())?.width).toBeLessThan(260);
    await graph.locator("button[tabindex='0']").focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "Enter"]) await page.keyboard.press(key);
    await expect
      .poll(() => page.locator(".network figcaption").textContent())
      .toMatch(/Layer 2, unit 2 = ReLU\(/);
    const tops = await page.locator("ap-layer-heads .function").evaluateAll((all) =>
      all.map((element) => {
        const [head, host] = [element.getBoundingClientRect(), element.ownerDocument.body.scrollWidth];
        return head.right <= host ? head.top : NaN;
      }),
    );
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(new Set(tops).size).toBe(6);
    await page.context().close();
  });

  it("uses defaults for what it cannot read, and says so", async () => {
    const { page } = await open("layers=8:rleu&noise=7&dataset=make_moon");
    const messages = await page.locator("[part=messages]").allInnerTexts();
    expect(messages.join(" ")).toContain("Did you mean make_moons?");
    expect(await page.locator("ap-message").count()).toBe(3);
    await page.context().close();
  });

  it("shows the defaults when settings are good alone but not together, and says why", async () => {
    const { page, faults } = await open("dataset=make_classification&n-features=2&n-informative=5");
    const messages = page.locator("ap-message");
    await expect.poll(() => messages.allTextContents()).toHaveLength(1);
    expect(await messages.textContent()).toContain("n_informative + n_redundant + n_repeated is 7");
    expect(await page.getByRole("radio", { name: "Two moons" }).isChecked()).toBe(true);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("pauses while it is out of sight", async () => {
    const { page } = await open("epochs=5000&speed=25", { viewport: desktop, motion: true });
    await button(page, "Reset").click();
    await button(page, "Watch it learn").click();
    await button(page, "Pause").waitFor();
    const epoch = () =>
      page.locator("ap-play-bar").evaluate((bar) => (bar as HTMLElement & { step: number }).step);
    await page.evaluate(() => {
      document.body.style.paddingTop = "3000px";
      scrollTo(0, 0);
    });
    await expect.poll(() => button(page, "Go on").count()).toBe(1);
    const hidden = await epoch();
    await page.waitForTimeout(300);
    expect(await epoch()).toBe(hidden);
    await page.evaluate(() => {
      document.body.style.paddingTop = "0";
    });
    await expect.poll(epoch).toBeGreaterThan(hidden);
    await page.context().close();
  });

  const looks = [desktop.width, phone.viewport.width].flatMap((width) =>
    (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
  );

  it.each(looks)("has nothing for axe to find at $width px, $colorScheme", async ({ width, colorScheme }) => {
    const { page } = await open("layers=8:relu,8:tanh,4:gelu", {
      ...(width === desktop.width ? { viewport: desktop } : phone),
      colorScheme,
    });
    for (const name of [
      "More settings",
      "Inside the layers",
      "What it has learned",
      "The pictures as numbers",
    ])
      await page.getByText(name).click();
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.context().close();
  });

  it("goes back step by step on a phone, with its bar in two rows", async () => {
    const { page, faults } = await open("epochs=20", phone);
    const back = button(page, "Back one step");
    for (const step of [139, 138]) {
      await back.tap();
      await expect.poll(() => hashOf(page)).toContain(`step=${step}`);
    }
    const bar = await page.locator("ap-play-bar").boundingBox();
    expect(bar?.height).toBeLessThan(3 * 44);
    expect((await back.boundingBox())?.width).toBeGreaterThanOrEqual(44);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("makes targets of 44 px where fingers are expected", async () => {
    const { page } = await open("", phone);
    const small = await page
      .locator("ap-train-view")
      .locator(
        "button:visible, select:visible, input[type=number]:visible, summary:visible, ap-data-strip label:visible",
      )
      .evaluateAll((all) =>
        all
          .filter((element) => (element.getRootNode() as ShadowRoot).host.localName !== "ap-network-graph")
          .map((element) => ({
            name: element.ariaLabel ?? element.localName,
            height: element.getBoundingClientRect().height,
          }))
          .filter(({ height }) => height < 44)
          .map(({ name, height }) => `${name}: ${height}`),
      );
    expect(small).toEqual([]);
    await page.context().close();
  });
});
