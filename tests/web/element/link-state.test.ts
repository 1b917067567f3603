import { describe, expect, it } from "vitest";
import { settingsByFigure } from "../../../web/element/link-state.js";
import { decodeLink } from "../../../web/spec/link.js";

describe("the settings of a page", () => {
  const of = (hash: string) => settingsByFigure(decodeLink(hash).value, ["curve", "exercise"]);

  it("are kept apart by figure", () => {
    const { byFigure, unknown } = of("#exercise.seed=7&curve.activation=tanh&exercise.output=logits");
    expect(byFigure.get("exercise")).toEqual({ seed: "7", output: "logits" });
    expect(byFigure.get("curve")).toEqual({ activation: "tanh" });
    expect(unknown).toEqual([]);
  });

  it("that belong to no figure are named", () => {
    const { byFigure, unknown } = of("#seed=7&race.seed=1&curve.x=2");
    expect(unknown).toEqual(["seed", "race.seed"]);
    expect(byFigure.get("curve")).toEqual({ x: "2" });
    expect(byFigure.get("exercise")).toEqual({});
  });
});
