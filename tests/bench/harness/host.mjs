/**
 * Runs one peer where this file is loaded, a Node process or a page: prepares a task, checks it, keeps time.
 * @import { Job, Peer, Prepared, Task } from "./types.js"
 */

/** Units that take less than this are timed several at a time, so that the clock's steps do not matter. */
const shortestTimedMs = 5;

/** As many values as are expected, evenly over all. @param {ArrayLike<number>} values @param {number} count */
function pick(values, count) {
  const stride = Math.max(1, Math.floor(values.length / count));
  return Array.from({ length: Math.min(values.length, count) }, (_, i) => values[i * stride]);
}

/** @param {Job} job @param {number} count */
async function timeUnits(job, count) {
  if (count === 1) {
    const resetting = job.reset?.();
    if (resetting) await resetting;
  }
  const start = performance.now();
  for (let i = 0; i < count; ++i) {
    const pending = job.unit();
    if (pending) await pending;
  }
  return performance.now() - start;
}

/** The functions that the harness calls from outside. @param {Peer} peer */
export function createHost(peer) {
  /** @type {Job | undefined} */
  let job;
  let count = 1;

  /** @param {number} ms */
  async function measure(ms) {
    if (!job) throw new Error("nothing prepared");
    if (job.measure) return job.measure(ms);
    let elapsed = 0;
    let units = 0;
    while (elapsed < ms) {
      elapsed += await timeUnits(job, count);
      units += count;
    }
    return elapsed / units;
  }

  /** Finds out how many units to time at once; doubles as the first warm-up. */
  async function calibrate() {
    count = 1;
    if (!job || job.measure) return;
    for (let taken = await timeUnits(job, 1); taken < shortestTimedMs; taken = await timeUnits(job, count)) {
      count *= 2;
    }
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
