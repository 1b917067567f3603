/** The command line of the benchmark. */
import { parseArgs } from "node:util";

export const usage = `Usage: node tests/bench/run.mjs [options]
  --only W1,W5       workloads to run (default: all)
  --peers ours,jax   peers to run (default: all)
  --chromium         in headless Chromium instead of Node
  --quick            short repetitions, nothing recorded
  --no-record        leave tests/bench/results/ as it is
  --help`;

/** Leaves out what is not known, and says so. */
function chosen(text, known, what) {
  if (text === undefined) return known;
  const ids = text.split(",").map((id) => id.trim());
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length) throw new Error(`no ${what} ${unknown.join(", ")}; there are: ${known.join(", ")}`);
  return known.filter((id) => ids.includes(id));
}

/** @param {string[]} args @param {{ workloads: string[], peers: string[] }} known */
export function parseOptions(args, known) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string" },
      peers: { type: "string" },
      chromium: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      "no-record": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const pace = values.quick
    ? { repetitions: 3, repetitionMs: 60, warmUpMs: 200 }
    : { repetitions: 9, repetitionMs: 120, warmUpMs: 1500 };
  return {
    help: values.help,
    chromium: values.chromium,
    record: !values.quick && !values["no-record"],
    workloads: chosen(values.only, known.workloads, "workload"),
    peers: chosen(values.peers, known.peers, "peer"),
    ...pace,
  };
}
