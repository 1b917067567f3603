/**
 * Runs all peers on one workload: each in a process or page of its own, one repetition of each in turn, so
 * that whatever else the machine does falls on all of them.
 * @import { PeerSession, Row, Task, Workload } from "./types.js"
 */
import { verdict } from "./compare.mjs";
import { quantile } from "./statistics.mjs";

/** A unit that takes longer than this is repeated fewer times. */
const slowUnitMs = 500;
const slowRepetitions = 3;

/**
 * @typedef {{ repetitions: number, repetitionMs: number, warmUpMs: number }} Pace
 * @typedef {{ id: string, version: string, session: PeerSession, failure: string }} Runner
 */

/** First line of what went wrong; the rest is of use only to the peer's authors. */
const reason = (error) => String(error?.message ?? error).split("\n", 1)[0];

/** @returns {Promise<Runner[]>} */
async function startPeers(peerIds, openSession, say) {
  const runners = [];
  for (const id of peerIds) {
    const runner = { id, version: "", session: undefined, failure: "" };
    try {
      runner.session = await openSession(id);
      runner.version = await runner.session.load();
    } catch (error) {
      runner.failure = reason(error);
      say(`  ${id} cannot run here: ${runner.failure}`);
    }
    runners.push(runner);
  }
  return runners;
}

/** Prepares, checks and warms up one peer; undefined when it cannot take part. */
async function warmUp(runner, task, tolerance, pace, say) {
  if (runner.failure) return undefined;
  try {
    const prepared = await runner.session.prepare(task);
    if (!prepared.supported) return undefined;
    const { ms: unitMs } = await runner.session.measure(pace.warmUpMs);
    return {
      runner,
      verdict: verdict(prepared, task, tolerance),
      note: prepared.note,
      repetitions: unitMs > slowUnitMs ? Math.min(slowRepetitions, pace.repetitions) : pace.repetitions,
      times: [],
    };
  } catch (error) {
    say(`  ${runner.id} failed on ${task.id}: ${reason(error)}`);
    return undefined;
  }
}

async function repeatInTurn(entries, task, pace, say) {
  for (let repetition = 0; repetition < pace.repetitions; ++repetition) {
    for (const entry of entries) {
      if (repetition >= entry.repetitions || entry.failed) continue;
      try {
        entry.times.push(await entry.runner.session.measure(pace.repetitionMs));
      } catch (error) {
        entry.failed = true;
        say(`  ${entry.runner.id} failed on ${task.id}: ${reason(error)}`);
      }
    }
  }
}

/** @returns {Row} */
function toRow(entry, task, scale) {
  const times = entry.times.map(({ ms }) => ms * scale);
  const cpu = quantile(
    entry.times.map(({ cpuMs }) => cpuMs * scale),
    0.5,
  );
  return {
    task: task.id,
    peer: entry.runner.id,
    version: entry.runner.version,
    median: quantile(times, 0.5),
    low: Math.min(...times),
    high: Math.max(...times),
    cpu: Number.isNaN(cpu) ? null : cpu,
    repetitions: times.length,
    verdict: entry.verdict,
    note: entry.note,
  };
}

/**
 * @param {Workload} workload @param {readonly Task[]} tasks @param {readonly string[]} peerIds
 * @param {(id: string) => Promise<PeerSession>} openSession @param {Pace} pace @param {(line: string) => void} say
 * @returns {Promise<Row[]>}
 */
export async function runWorkload(workload, tasks, peerIds, openSession, pace, say) {
  const warmUpMs = Math.min(pace.warmUpMs, workload.warmUpMs ?? Infinity);
  const runners = await startPeers(peerIds, openSession, say);
  const rows = [];
  try {
    for (const task of tasks) {
      const entries = [];
      for (const runner of runners) {
        const entry = await warmUp(runner, task, workload.tolerance, { ...pace, warmUpMs }, say);
        if (entry) entries.push(entry);
      }
      await repeatInTurn(entries, task, pace, say);
      const finished = entries.filter(({ times }) => times.length > 0);
      rows.push(...finished.map((entry) => toRow(entry, task, workload.scale(task))));
    }
  } finally {
    await Promise.all(runners.map(({ session }) => session?.close()));
  }
  return rows;
}
