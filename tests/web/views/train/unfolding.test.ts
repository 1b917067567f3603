import { noChange, type ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Unfolding } from "../../../../web/views/train/unfolding.js";

let frames: (() => void)[];

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (call: () => void) => frames.push(call));
  vi.stubGlobal("cancelAnimationFrame", (id: number) => frames.splice(id - 1, 1));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A view of three parts, of which those of `ready` can be drawn; `frame` gives what it draws in the next animation frame. */
function view(ready: Set<string>) {
  const updates = vi.fn();
  const host = { addController: vi.fn(), requestUpdate: updates } as unknown as ReactiveControllerHost;
  const parts = new Unfolding(host, ["a", "b", "c"] as const, (part) => ready.has(part));
  const draw = () => {
    const drawn = (["a", "b", "c"] as const).filter((part) => parts.draw(part, () => part) !== noChange);
    parts.hostUpdated();
    return drawn.join("");
  };
  const frame = () => {
    for (const call of frames.splice(0)) call();
    return draw();
  };
  return { parts, draw, frame, updates };
}

it("draws one part more in each frame, however often it is drawn between them", () => {
  const { draw, frame, parts } = view(new Set(["a", "b", "c"]));
  expect([draw(), draw(), frame(), draw(), frame(), frame()]).toEqual(["", "", "a", "a", "ab", "abc"]);
  expect([parts.isDone, frames.length]).toEqual([true, 0]);
});

it("waits for what a part needs", () => {
  const ready = new Set(["a"]);
  const { draw, frame, updates } = view(ready);
  expect([draw(), frame(), frame(), frame()]).toEqual(["", "a", "a", "a"]);
  expect(updates).toHaveBeenCalledTimes(1);
  for (const part of ["b", "c"]) ready.add(part);
  expect([draw(), frame(), frame()]).toEqual(["a", "ab", "abc"]);
});

it("begins again with a part, and leaves those after it as they are until their turn", () => {
  const { draw, frame, parts } = view(new Set(["a", "b", "c"]));
  for (let i = 0; i < 4; i++) frame();
  parts.restartAt("b");
  expect([parts.isDone, draw(), frame(), parts.isDone]).toEqual([false, "ab", "abc", true]);
});
