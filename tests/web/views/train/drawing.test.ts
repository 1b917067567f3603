import { describe, expect, it, vi } from "vitest";
import type { PointsSpec } from "../../../../web/spec/run-spec.js";
import { DrawingDesk } from "../../../../web/views/train/drawing-desk.js";
import { drawingWords } from "../../../../web/views/train/drawing-parts.js";
import { Drawing } from "../../../../web/views/train/drawing.js";
import {
  kFirstPoints,
  kMostPoints,
  readPoints,
  writePoints,
} from "../../../../web/views/train/points-text.js";

/** A drawing of so many points, classes 0 and 1 in turn. */
function drawn(count: number): Drawing {
  const drawing = new Drawing();
  drawing.clear();
  for (let i = 0; i < count; i++) drawing.add((i % 25) / 5 - 2.5, Math.floor(i / 25) / 5 - 2, i % 2);
  return drawing;
}

const spec = (points: {
  features: readonly (readonly number[])[];
  labels: readonly number[];
}): PointsSpec => ({
  name: "points",
  ...points,
});

describe("a drawing", () => {
  it("adds, moves and removes points, at places that a link holds", () => {
    const drawing = drawn(4);
    drawing.add(7.5, -1.2345, 3);
    expect(drawing.points.features[4]).toEqual([6, -316 / 256]);
    drawing.move(4, 1, 2);
    drawing.remove(0);
    expect(drawing.points.labels).toEqual([1, 0, 1, 3]);
    expect(drawing.points.features[3]).toEqual([1, 2]);
    expect(readPoints(drawing.text)).toEqual(drawing.points);
  });

  it("undoes every step to where it began", () => {
    const drawing = new Drawing();
    const texts = [drawing.text];
    const steps = [
      () => {
        drawing.add(1, 1, 5);
      },
      () => {
        drawing.move(0, 2, 2);
      },
      () => {
        drawing.remove(3);
      },
      () => {
        drawing.clear();
      },
    ];
    for (const step of steps) {
      step();
      texts.push(drawing.text);
    }
    for (const text of texts.slice(0, -1).reverse()) {
      expect(drawing.canUndo).toBe(true);
      drawing.undo();
      expect(drawing.text).toBe(text);
    }
    expect(drawing.canUndo).toBe(false);
    drawing.undo();
    expect(drawing.points).toBe(kFirstPoints);
  });

  it("says what is missing, and takes no more than a link holds", () => {
    expect(drawingWords(drawn(1))).toContain("1 point of 1 class, too few to learn: draw at least 4");
    expect(drawn(3).isEnough).toBe(false);
    expect(drawn(4).isEnough).toBe(true);
    expect(drawingWords(drawn(4))).toBe("4 points of 2 classes.");
    const full = drawn(kMostPoints);
    const { text } = full;
    full.add(0, 0, 0);
    expect(full.text).toBe(text);
    expect(drawingWords(full)).toContain(`no more than ${kMostPoints} fit into a link`);
  });
});

describe("the desk for drawing", () => {
  const open = () => {
    const onDrawn = vi.fn();
    return { desk: new DrawingDesk({ requestUpdate: vi.fn() }, onDrawn), onDrawn };
  };

  it("has a drawing learned as soon as there is enough of it", () => {
    const { desk, onDrawn } = open();
    desk.do((drawing) => {
      drawing.clear();
    });
    for (let i = 0; i < 4; i++) {
      desk.do((drawing) => {
        drawing.add(i, 0, i % 2);
      });
      expect(onDrawn).toHaveBeenCalledTimes(i < 3 ? 0 : 1);
    }
    expect(onDrawn).toHaveBeenCalledWith({ points: desk.drawing.text });
  });

  it("loses nothing that is drawn when other settings come, and takes what a link brings, to be undone", () => {
    const { desk } = open();
    desk.do((drawing) => {
      drawing.clear();
    });
    desk.take(spec(kFirstPoints));
    expect(desk.drawing.points.labels).toEqual([]);
    const linked = readPoints(drawn(6).text);
    if (linked === undefined) throw new Error("these points fit into a link");
    desk.take(spec(linked));
    expect(desk.drawing.points).toEqual(linked);
    expect(desk.cover(spec(linked))?.isLearned).toBe(true);
    expect(desk.cover(spec(kFirstPoints))?.isLearned).toBe(false);
    expect(desk.settings).toEqual({ points: writePoints(linked) });
    desk.drawing.undo();
    expect(desk.drawing.points.labels).toEqual([]);
  });
});
