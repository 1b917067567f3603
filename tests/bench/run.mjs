// The benchmark: our engine beside what one would use instead. `node tests/bench/run.mjs --help`
import { loadEngine } from "../../dist/engine.js";
import { describeMachine } from "./harness/machine.mjs";
import { openNodeSession } from "./harness/node-session.mjs";
import { parseOptions, usage } from "./harness/options.mjs";
import { plainText, tableOf } from "./harness/report.mjs";
import { recordResults } from "./harness/results.mjs";
import { runWorkload } from "./harness/run-workload.mjs";
import { peerIds } from "./peers/index.mjs";
import { workloads } from "./workloads/index.mjs";

/** Where peers run: a process each, or a page each. */
async function openPlace(chromium) {
  if (!chromium) return { name: "node", browser: "", open: openNodeSession, close: async () => {} };
  const { openChromium } = await import("./harness/chromium.mjs");
  return openChromium();
}

async function measure(options) {
  const engine = await loadEngine();
  const place = await openPlace(options.chromium);
  const machine = describeMachine(place.browser);
  console.log(`${machine.engine} on ${machine.cpu}; commit ${machine.commit}\n`);
  const sections = [];
  try {
    for (const workload of workloads.filter(({ id }) => options.workloads.includes(id))) {
      console.log(`${workload.id}: ${workload.title}`);
      const rows = await runWorkload(
        workload,
        workload.tasks(engine),
        options.peers,
        place.open,
        options,
        console.log,
      );
      if (!rows.length) continue;
      const { id, title, unit, baseline = "ours" } = workload;
      const section = { id, title, unit, baseline, machine, rows };
      console.log(`${plainText(tableOf(section))}\n`);
      sections.push(section);
    }
  } finally {
    await place.close();
    engine.dispose();
  }
  if (options.record)
    await recordResults(
      place.name,
      sections,
      workloads.map(({ id }) => id),
    );
}

try {
  const options = parseOptions(process.argv.slice(2), {
    workloads: workloads.map(({ id }) => id),
    peers: peerIds,
  });
  if (options.help) console.log(usage);
  else await measure(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
