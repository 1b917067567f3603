import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { Served, printOut, waitForFigures } from "./figures.js";

/** The element that has the focus, inside whatever shadow roots. */
interface Focused {
  readonly tag: string;
  readonly name: string;
  /** Whether a ring can be seen: on the element, its label, or drawn by the element itself. */
  readonly ring: boolean;
}

async function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element) return { tag: "", name: "", ring: false };
    const drawn = (candidate: Element | null) => {
      if (!candidate) return false;
      const { outlineStyle, outlineWidth, stroke } = getComputedStyle(candidate);
      return (
        (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) ||
        (candidate.localName === "rect" && stroke !== "none")
      );
    };
    return {
      tag: element.localName,
      name: element.ariaLabel ?? element.textContent,
      ring: [element, element.closest("label"), element.querySelector(".focus-ring")].some(drawn),
    };
  });
}

/** Presses Tab until something called `name` has the focus, and returns all that had it on the way. */
async function tabTo(page: Page, name: string): Promise<Focused[]> {
  const passed: Focused[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    passed.push(now);
    if (now.name.trim().startsWith(name)) return passed;
  }
  throw new Error(
    `Tab never reached "${name}"; it passed ${passed.map((each) => each.name.trim()).join(", ")}`,
  );
}

describe("the keyboard alone", () => {
  const served = new Served();

  it("walks the exercise from the program to the table of runs", async () => {
    const { page, faults } = await served.open({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${served.url}embed.html#view=exercise`);
    await waitForFigures(page);

    const passed = await tabTo(page, "Activation of the hidden layer");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => new URL(page.url()).hash).toContain("activation=");
    passed.push(...(await tabTo(page, "Put back nn.ReLU()")));
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toBe("#view=exercise");

    passed.push(...(await tabTo(page, "Seed of the initial weights")));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toContain("seed=43");
    passed.push(...(await tabTo(page, "Train again")));
    await page.keyboard.press("Space");
    await expect.poll(() => printOut(page)).toHaveLength(5);
    passed.push(...(await tabTo(page, "Train them all")));
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("ap-tried-table tbody tr").count()).toBeGreaterThan(4);

    expect(passed.filter(({ ring }) => !ring)).toEqual([]);
    expect(faults.errors).toEqual([]);
    await page.context().close();
  });

  it("switches the softmax with an arrow key", async () => {
    const { page } = await served.open();
    await page.goto(`${served.url}embed.html#view=exercise`);
    await waitForFigures(page);
    await tabTo(page, "Activation of the hidden layer");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => new URL(page.url()).hash).toContain("output=logits");
    await page.context().close();
  });

  it("reaches everything on the page and leaves it again", async () => {
    const { page } = await served.open({ viewport: { width: 1280, height: 720 } });
    await page.goto(served.url);
    await waitForFigures(page);
    await page.evaluate(() => {
      scrollTo(0, 0);
    });
    const names = new Set<string>();
    let left = false;
    for (let presses = 0; presses < 200 && !left; presses++) {
      await page.keyboard.press("Tab");
      const now = await focused(page);
      left = now.tag === "body" || now.tag === "";
      if (!left) {
        names.add(now.name.trim());
        expect(now.ring, `a focus ring on "${now.name.trim()}"`).toBe(true);
      }
    }
    expect(left).toBe(true);
    expect(names.size).toBeGreaterThan(12);
    await page.context().close();
  });
});
