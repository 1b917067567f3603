/**
 * Runs one peer where this file is loaded, a Node process or a page: prepares a task, checks it, keeps time.
 * @import { Job, Peer, Prepared, Task, Timing } from "./types.js"
 */

/** Units that take less than this are timed several at a time, so that the clock's steps do not matter. */
const shortestTimedMs = 5;

/** As many values as are expected, evenly over all. @param {ArrayLike<number>} values @param {number} count */
function pick(values, count) {
  const stride = Math.max(1, Math.floor(values.length / count));
  return Array.from({ length: Math.min(values.length, count) }, (_, i) => values[i * stride]);
}

/** CPU time that this process has taken, in ms; NaN in a page, which cannot know. */
const cpuNow = globalThis.document
  ? () => NaN
  : () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    };

/** Time of `count` units. @param {Job} job @param {number} count @returns {Promise<Timing>} */
async function timeUnits(job, count) {
  if (count === 1) {
    const resetting = job.reset?.();
    if (resetting) await resetting;
  }
  const cpuStart = cpuNow();
  const start = performance.now();
  for (let i = 0; i < count; ++i) {
    const pending = job.unit();
    if (pending) await pending;
  }
  const ms = performance.now() - start;
  return { ms, cpuMs: cpuNow() - cpuStart };
}

/** The functions that the harness calls from outside. @param {Peer} peer */
export function createHost(peer) {
  /** @type {Job | undefined} */
  let job;
  let count = 1;

  /** @param {number} ms @returns {Promise<Timing>} */
  async function measure(ms) {
    if (!job) throw new Error("nothing prepared");
    if (job.measure) return job.measure(ms);
    const total = { ms: 0, cpuMs: 0 };
    let units = 0;
    while (total.ms < ms) {
      const taken = await timeUnits(job, count);
      total.ms += taken.ms;
      total.cpuMs += taken.cpuMs;
      units += count;
    }
    return { ms: total.ms / units, cpuMs: total.cpuMs / units };
  }

  /** Finds out how many units to time at once; doubles as the first warm-up. */
  async function calibrate() {
    count = 1;
    if (!job || job.measure) return;
    while ((await timeUnits(job, count)).ms < shortestTimedMs) count *= 2;
  }

  return {
    load: () => peer.load(),
    /** @param {Task} task @returns {Promise<Prepared>} */
    async prepare(task) {
      job = await peer.prepare(task);
      if (!job) return { supported: false, note: "", comparable: false, values: [] };
      const values = pick(await job.check(), task.expected.length);
      await calibrate();
      return { supported: true, note: job.note ?? "", comparable: job.comparable ?? true, values };
    },
    measure,
  };
}
