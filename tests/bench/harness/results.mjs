/**
 * Keeps the results: one JSON file and one readable table for Node and for Chromium each. A workload that is
 * measured again replaces its earlier numbers, the others stay.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { markdown, tableOf } from "./report.mjs";

const folder = new URL("../results/", import.meta.url);

async function readResults(name) {
  try {
    return JSON.parse(await readFile(new URL(`${name}.json`, folder), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return { workloads: {} };
    throw error;
  }
}

function sectionOf(section) {
  const { id, title, baseline, machine, rows } = section;
  const versions = [...new Set(rows.map(({ version }) => version))].join("; ");
  return `## ${id}: ${title}

${markdown(tableOf(section))}

Ratios to ${baseline}. ${machine.date}, commit ${machine.commit}, ${machine.engine}, ${machine.cpu}, ${machine.system}, load ${machine.load}. ${versions}.
`;
}

const intro = `The machines that measure are shared, so times vary; the ratios of one run are the result. Medians of
repetitions taken in turn, every peer in a process of its own, one thread. "same" means that the peer computed what
ours did, with the largest relative difference; "ratio" is its time divided by ours, "CPU" the time that its process
was given, which other work on the machine does not lengthen. "ours" is timed from its JavaScript interface, training
alone, as the others are; "ours-create" makes data set and network as well.`;

/**
 * @param {string} name "node" or "chromium"
 * @param {readonly { id: string, title: string, unit: string, baseline: string, machine: object, rows: object[] }[]} sections
 */
export async function recordResults(name, sections, order) {
  const results = await readResults(name);
  for (const section of sections) results.workloads[section.id] = section;
  const kept = order.flatMap((id) => results.workloads[id] ?? []);
  const ordered = { workloads: Object.fromEntries(kept.map((section) => [section.id, section])) };
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${name}.json`, folder), JSON.stringify(ordered, undefined, 1) + "\n");
  const text = `# Measured in ${name === "node" ? "Node" : "Chromium"}\n\n${intro}\n\n${kept.map(sectionOf).join("\n")}`;
  await writeFile(new URL(`${name}.md`, folder), text);
}
