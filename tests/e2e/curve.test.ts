import { describe, expect, it } from "vitest";
import { Served, waitForFigures, type WatchedOptions } from "./figures.js";
import { expectReading, probeX, sigmoid, sigmoidSecond, sigmoidSlope } from "./reading.js";

describe("the curve view: its probe, its axis and its marks", () => {
  const served = new Served();

  async function open(settings: string, options: WatchedOptions = {}) {
    return served.openView(`curve${settings}`, options);
  }

  it("moves the probe with the pointer", async () => {
    const { page, faults } = await open("&activation=sigmoid");
    const box = await page.locator("ap-curve-chart svg").boundingBox();
    if (!box) throw new Error("the chart is not on the page");
    const seen = new Set<number>();
    for (const share of [0.15, 0.4, 0.62, 0.9]) {
      await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
      await expect.poll(async () => seen.has(await probeX(page))).toBe(false);
      await expectReading(page, sigmoid, sigmoidSlope, sigmoidSecond);
      seen.add(await probeX(page));
    }
    expect(seen.size).toBe(4);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("moves the probe with a finger", async () => {
    const { page } = await open("&activation=tanh", {
      hasTouch: true,
      viewport: { width: 360, height: 740 },
    });
    const box = await page.locator("ap-curve-chart svg").boundingBox();
    if (!box) throw new Error("the chart is not on the page");
    await page.touchscreen.tap(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await expect.poll(() => probeX(page)).toBeLessThan(-1);
    await expectReading(page, Math.tanh, (x) => 1 - Math.tanh(x) ** 2);
    await page.context().close();
  });

  it("moves the probe with the keys", async () => {
    const { page } = await open("&activation=sigmoid&x=0");
    const probe = page.getByRole("slider", { name: /Arrow keys move the probe/ });
    await probe.focus();
    const steps: readonly (readonly [key: string, x: number])[] = [
      ["ArrowRight", 0.1],
      ["ArrowRight", 0.2],
      ["Shift+ArrowRight", 1.2],
      ["ArrowLeft", 1.1],
      ["Home", -6],
      ["End", 6],
      ["PageDown", 5],
    ];
    for (const [key, x] of steps) {
      await page.keyboard.press(key);
      await expect.poll(() => probeX(page)).toBe(x);
      await expectReading(page, sigmoid, sigmoidSlope);
    }
    await expect
      .poll(() => probe.getAttribute("aria-valuetext"))
      .toBe("x = 5, f of x = 0.9933, slope 0.0066, second derivative −0.0066");
    await expect.poll(() => new URL(page.url()).hash).toContain("x=5");
    await page.context().close();
  });

  it("takes a typed x, also one outside the axis", async () => {
    const { page } = await open("&activation=tanh");
    const field = page.getByLabel("x of the probe");
    for (const x of ["-0.25", "9"]) {
      await field.fill(x);
      await field.press("Enter");
      await expectReading(page, Math.tanh, (value) => 1 - Math.tanh(value) ** 2);
    }
    await page.getByRole("button", { name: "whole axis" }).click();
    await expect.poll(() => new URL(page.url()).hash).not.toContain("from=");
    for (const [typed, x] of [
      ["1e9", "10000"],
      ["2e9", "10000"],
      ["", "10000"],
    ]) {
      await field.fill(typed);
      await field.press("Enter");
      await expect.poll(() => field.inputValue()).toBe(x);
    }
    await page.reload();
    await waitForFigures(page);
    await expect.poll(() => field.inputValue()).toBe("10000");
    expect(await page.locator("ap-message").count()).toBe(0);
    await page.context().close();
  });

  it("draws the kink of ReLU as a gap, and says what PyTorch takes there", async () => {
    const { page } = await open("&activation=relu&x=0");
    // One where the slope ends, one where the second derivative has no value but an impulse.
    await expect.poll(() => page.locator("ap-curve-chart circle.ring").count()).toBe(2);
    expect(await page.locator("ap-curve-chart path.impulse").count()).toBe(1);
    await expect.poll(() => page.locator("figcaption").textContent()).toContain("PyTorch takes 0");
    await page.getByRole("checkbox", { name: "Draw the second derivative" }).uncheck();
    await expect.poll(() => page.locator("ap-curve-chart circle.ring").count()).toBe(1);
    await page.context().close();
  });

  it("writes no number over an impulse, on a phone either", async () => {
    const { page } = await open("&activation=relu&x=1", { viewport: { width: 360, height: 740 } });
    const arrow = page.locator("ap-curve-chart path.impulse");
    await expect.poll(() => arrow.count()).toBe(1);
    const box = await arrow.boundingBox();
    for (const label of await page.locator("ap-curve-chart .point-label").all()) {
      const other = await label.boundingBox();
      const apart =
        box &&
        other &&
        (other.x > box.x + box.width ||
          other.x + other.width < box.x ||
          other.y > box.y + box.height ||
          other.y + other.height < box.y);
      expect(apart, (await label.textContent()) ?? "").toBe(true);
    }
    await page.context().close();
  });

  it("draws no tangent where the value jumps", async () => {
    const { page } = await open("&activation=binary_step&x=0");
    await expect.poll(() => page.locator("figcaption").textContent()).toContain("value itself jumps");
    expect(await page.locator("ap-curve-chart .tangent").count()).toBe(0);
    await page.context().close();
  });

  it("zooms with Ctrl and the wheel, and leaves the plain wheel to the page", async () => {
    const { page } = await open("&activation=sigmoid", { viewport: { width: 800, height: 500 } });
    const probe = page.getByRole("slider", { name: /Arrow keys move the probe/ });
    await probe.hover();
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    expect(await probe.getAttribute("aria-valuemax")).toBe("6");
    await probe.hover();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await expect.poll(async () => Number(await probe.getAttribute("aria-valuemax"))).toBeLessThan(6);
    await probe.focus();
    await page.keyboard.press("0");
    await expect.poll(() => probe.getAttribute("aria-valuemax")).toBe("6");
    await page.context().close();
  });

  it("moves the axis with the mouse's button down, and the probe without", async () => {
    const { page, faults } = await open("&activation=sigmoid&x=2");
    const probe = page.getByRole("slider", { name: /Arrow keys move the probe/ });
    const box = await probe.boundingBox();
    if (!box) throw new Error("the chart is not on the page");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await expect.poll(() => probeX(page)).toBeLessThan(1);
    const held = await probeX(page);
    await page.mouse.down();
    await page.mouse.move(middle.x + 50, middle.y, { steps: 5 });
    await page.mouse.move(middle.x + 100, middle.y, { steps: 5 });
    await expect.poll(async () => Number(await probe.getAttribute("aria-valuemax"))).toBeLessThan(5);
    const ends = ["aria-valuemin", "aria-valuemax"].map(async (name) =>
      Number(await probe.getAttribute(name)),
    );
    const [low, high] = await Promise.all(ends);
    expect(high - low).toBeCloseTo(12, 2);
    expect(Math.abs((await probeX(page)) - held)).toBeLessThan(0.1);
    await page.mouse.up();
    await page.mouse.move(middle.x - 100, middle.y);
    await expect.poll(() => probeX(page)).toBeLessThan(held - 1);
    await expectReading(page, sigmoid, sigmoidSlope);
    expect(await probe.getAttribute("aria-valuemax")).toBe(String(high));
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("moves and zooms the axis with the keys alone, within its limits", async () => {
    const { page } = await open("&activation=sigmoid&x=2");
    const probe = page.getByRole("slider", { name: /Arrow keys move the probe/ });
    await probe.focus();
    const ends = async (): Promise<(string | null)[]> =>
      Promise.all(["aria-valuemin", "aria-valuemax"].map((name) => probe.getAttribute(name)));
    for (const [key, shown] of [
      [".", ["-3", "9"]],
      [",", ["-6", "6"]],
      ["-", ["-10", "8"]],
      ["+", ["-6", "6"]],
      ["0", ["-6", "6"]],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(ends).toEqual(shown);
    }
    for (let i = 0; i < 20; i++) await page.keyboard.press("-");
    for (let i = 0; i < 30; i++) await page.keyboard.press(".");
    await expect.poll(ends).toEqual(["8000", "10000"]);
    await expect.poll(() => new URL(page.url()).hash).toContain("to=10000");
    await page.reload();
    await waitForFigures(page);
    await expect.poll(ends).toEqual(["8000", "10000"]);
    await page.context().close();
  });

  it("pinches with two fingers: what is under each stays under it", async () => {
    const { page } = await open("&activation=tanh&x=0", {
      hasTouch: true,
      viewport: { width: 360, height: 740 },
    });
    const probe = page.getByRole("slider", { name: /Arrow keys move the probe/ });
    const box = await probe.boundingBox();
    if (!box) throw new Error("the chart is not on the page");
    const session = await page.context().newCDPSession(page);
    const touch = async (
      type: "touchStart" | "touchMove" | "touchEnd",
      ...shares: number[]
    ): Promise<void> => {
      const touchPoints = shares.map((share, id) => ({ x: box.x + box.width * share, y: box.y + 100, id }));
      await session.send("Input.dispatchTouchEvent", { type, touchPoints });
    };
    await touch("touchStart", 0.4, 0.6);
    for (const spread of [0.12, 0.16, 0.2]) await touch("touchMove", 0.5 - spread, 0.5 + spread);
    await touch("touchEnd");
    const span = async (): Promise<number> =>
      Number(await probe.getAttribute("aria-valuemax")) - Number(await probe.getAttribute("aria-valuemin"));
    await expect.poll(span).toBeCloseTo(6, 0);
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
    await page.context().close();
  });

  it("shows the formula of the form that is chosen", async () => {
    const { page } = await open("&activation=gelu");
    const formulas = page.locator("ap-formula math");
    await expect.poll(() => formulas.first().textContent()).toContain("erf");
    await page.getByRole("radio", { name: "tanh", exact: true }).check();
    await expect.poll(() => formulas.first().textContent()).toContain("tanh");
    await expect.poll(() => formulas.last().textContent()).toContain("tanh");
    await page.context().close();
  });

  it("draws no second derivative when it is not wanted", async () => {
    const { page } = await open("&activation=gelu");
    const lines = page.locator("ap-curve-chart path.line");
    await expect.poll(() => lines.count()).toBe(3);
    await page.getByRole("checkbox", { name: "Draw the second derivative" }).uncheck();
    await expect.poll(() => lines.count()).toBe(2);
    await expect.poll(() => new URL(page.url()).hash).toContain("second=off");
    await page.context().close();
  });

  it("says that there is no second derivative where the slope jumps", async () => {
    const { page } = await open("&activation=relu&x=0");
    await expect.poll(() => page.locator("[data-number=second]").textContent()).toBe("none");
    await page.context().close();
  });
});
