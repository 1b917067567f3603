import { describe, expect, it } from "vitest";
import type { Edit } from "../../../../web/engine/types.js";
import { editWords, readEdits, writeEdits } from "../../../../web/views/train/edits-text.js";

const edits: Edit[] = [
  { kind: "learning_rate", step: 0, value: 0.03 },
  { kind: "parameter", step: 7, name: "fc1.weight", index: 5, value: -0.25 },
  { kind: "freeze", step: 7, name: "fc2.bias", index: "all", frozen: true },
  { kind: "freeze", step: 9, name: "fc2.bias", index: 0, frozen: false },
  { kind: "ablate", step: 12, layer: 1, unit: 3, ablated: true },
  { kind: "ablate", step: 40, layer: 1, unit: 3, ablated: false },
];
const text =
  "0:lr:0.03,7:set:fc1.weight:5:-0.25,7:hold:fc2.bias:all,9:free:fc2.bias:0,12:mute:1:3,40:unmute:1:3";

describe("the changes on a run's way as a setting", () => {
  it("come back from what is written of them", () => {
    expect(writeEdits(edits)).toBe(text);
    expect(readEdits(text)).toEqual(edits);
  });

  it("stand in the order of their steps, equal steps as they came", () => {
    expect(readEdits("9:lr:1,7:mute:1:3,7:unmute:1:3")?.map(({ step, kind }) => [step, kind])).toEqual([
      [7, "ablate"],
      [7, "ablate"],
      [9, "learning_rate"],
    ]);
  });

  it("keep only the last of what is about the same thing at the same step", () => {
    const rates = [0.1, 0.2, 0.3].map((value) => ({ kind: "learning_rate", step: 5, value }) as const);
    expect(writeEdits([...rates, { ...rates[0], step: 6 }])).toBe("5:lr:0.3,6:lr:0.1");
  });

  it.each([
    "",
    "lr:0.1",
    "5:lr",
    "5:lr:",
    "5:lr:x",
    "-5:lr:1",
    "5.5:lr:1",
    "5:lr:1:2",
    "5:set:fc1.weight:1",
    "5:set:fc1.weight:x:1",
    "5:set:__proto__:1:1",
    "5:hold:fc1.weight",
    "5:mute:1",
    "5:mute:1:a",
    "5:kill:1:1",
    Array(101).fill("5:lr:1").join(","),
  ])("are refused when damaged: %s", (damaged) => {
    expect(readEdits(damaged)).toBeUndefined();
  });

  it("can be said in words", () => {
    expect(edits.map(editWords)).toEqual([
      "step 0: learning rate 0.03",
      "step 7: fc1.weight[5] = −0.25",
      "step 7: fc2.bias held",
      "step 9: fc2.bias[0] trained again",
      "step 12: layer 1, unit 4 silenced",
      "step 40: layer 1, unit 4 heard again",
    ]);
  });
});
