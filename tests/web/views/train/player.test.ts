import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadEngine } from "../../../../web/engine/index.js";
import type { Engine, Run } from "../../../../web/engine/types.js";
import type { RunSpec } from "../../../../web/spec/run-spec.js";
import { Player } from "../../../../web/views/train/player.js";
import { readState } from "../../../../web/views/train/train-state.js";
import { createEngineClient } from "../../../../web/worker/client.js";
import { FakeWorker } from "../../worker/fake-worker.js";

const client = createEngineClient({ createWorker: () => new FakeWorker() });
let engine: Engine;
let spec: RunSpec;

beforeAll(async () => {
  engine = await loadEngine();
  // 200 training rows in batches of 20: 10 steps an epoch, 60 in all.
  spec = readState({ epochs: "6", batch: "20", layers: "4:relu,4:tanh" }, engine.catalog).value.spec;
});
afterAll(() => {
  client.dispose();
  engine.dispose();
});

function makePlayer() {
  const refused: string[] = [];
  const player = new Player(client, {
    onChange: () => undefined,
    onRefused: (faults) => refused.push(...faults),
    onEditRefused: (faults) => refused.push(...faults),
  });
  return { player, refused };
}

const parameters = (player: Player) => Array.from(player.frame?.parameters ?? []);
const parametersOf = (run: Run) => run.parameters().flatMap(({ data }) => Array.from(data));

/** The run as the engine makes it, with what is done at some steps. */
function expected(
  steps: number,
  deeds: Readonly<Partial<Record<number, (run: Run) => void>>> = {},
): number[] {
  const run = engine.createRun(spec);
  for (let step = 0; step <= steps; step++) {
    deeds[step]?.(run);
    if (step < steps) run.advance(1);
  }
  const values = parametersOf(run);
  run.dispose();
  return values;
}

describe("a run that is played", () => {
  it("goes to any step, back and on, with the same bits and the history up to there", async () => {
    const { player, refused } = makePlayer();
    await player.load(spec, { at: "end", edits: "" });
    expect(player.isFinished).toBe(true);
    for (const step of [60, 59, 13, 40, 0, 31, 60]) {
      await player.seek(step);
      expect(player.frame?.step).toBe(step);
      expect(player.history).toHaveLength(Math.floor(step / 10));
      expect(parameters(player)).toEqual(expected(step));
    }
    expect(player.isFinished).toBe(true);
    expect(refused).toEqual([]);
    player.dispose();
  });

  it("goes to the newest of many steps asked for at once", async () => {
    const { player } = makePlayer();
    await player.load(spec, { at: "start", edits: "" });
    const all = [50, 3, 44, 17].map((step) => player.seek(step));
    expect(player.target).toBe(17);
    await Promise.all(all);
    expect([player.frame?.step, player.target]).toEqual([17, undefined]);
    expect(parameters(player)).toEqual(expected(17));
    player.dispose();
  });

  it("makes the changes of a link at their steps, however often it passes them", async () => {
    const edits = "5:lr:0.1,5:mute:1:2,20:set:fc1.weight:3:0.5,20:hold:fc1.weight:3";
    const deeds = {
      5: (run: Run) => {
        run.setLearningRate(0.1);
        run.ablate(1, 2);
      },
      20: (run: Run) => {
        run.setParameter("fc1.weight", 3, 0.5);
        run.freeze("fc1.weight", 3);
      },
    };
    const { player } = makePlayer();
    await player.load(spec, { at: 30, edits });
    expect(parameters(player)).toEqual(expected(30, deeds));
    expect([player.rate, player.made.length]).toEqual([0.1, 4]);
    await player.seek(3);
    expect([player.rate, player.made.length, player.edits.length]).toEqual([0.01, 0, 4]);
    await player.seek(60);
    expect(parameters(player)).toEqual(expected(60, deeds));
    expect(await player.editsText()).toBe(edits);
    player.dispose();
  });

  it("changes from where it is, and drops what was to be changed later", async () => {
    const { player } = makePlayer();
    await player.load(spec, { at: "end", edits: "30:lr:0.5" });
    await player.seek(12);
    await player.change({ kind: "learning_rate", value: 0.002 });
    await player.seek(60);
    expect(await player.editsText()).toBe("12:lr:0.002");
    expect(parameters(player)).toEqual(
      expected(60, {
        12: (run) => {
          run.setLearningRate(0.002);
        },
      }),
    );
    player.dispose();
  });

  it("shows a change at once", async () => {
    const { player } = makePlayer();
    await player.load(spec, { at: 10, edits: "" });
    await player.change({ kind: "parameter", name: "fc1.weight", index: 0, value: 2 });
    expect(player.frame?.parameters[0]).toBe(2);
    expect(player.frame?.step).toBe(10);
    player.dispose();
  });

  it("says what is wrong with a change, and goes without it", async () => {
    const { player, refused } = makePlayer();
    await player.load(spec, { at: 10, edits: "4:mute:1:99,5:lr:0.02" });
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain("The change at step 4: ");
    expect(await player.editsText()).toBe("5:lr:0.02");
    await player.change({ kind: "parameter", name: "fc9.weight", index: 0, value: 2 });
    expect(refused).toHaveLength(2);
    await player.load(spec, { at: 10, edits: "damaged" });
    expect(refused).toHaveLength(3);
    expect(parameters(player)).toEqual(expected(10));
    player.dispose();
  });

  it("ends at the last step, whatever the changes say", async () => {
    const { player } = makePlayer();
    await player.load(spec, { at: "end", edits: "1000:lr:0.5" });
    expect([player.frame?.step, player.isFinished]).toEqual([60, true]);
    player.dispose();
  });

  it("pauses between two changes, too", async () => {
    const { player } = makePlayer();
    const edits = Array.from({ length: 60 }, (_, step) => `${step}:lr:0.01`).join(",");
    await player.load(spec, { at: "start", edits });
    const playing = player.play({ speed: 200, interval: 0 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await player.pauseNow();
    await playing;
    const step = player.frame?.step ?? 0;
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(60);
    player.dispose();
  });
});
