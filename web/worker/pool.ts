/** Several sessions that share a pile of work. */

import type { Session } from "./session.js";

/** More workers than this are of no use to the page, whatever the device has. */
const kMostByDefault = 8;

/** A task whose worker stops is begun once more, in a new one. */
const kAttempts = 2;

/** How many workers suit a device of so many cores. */
export function poolSize(cores: number): number {
  return Math.max(1, Math.min(cores, kMostByDefault));
}

/** Cores of this device; 1 where it is not told, as in Node. */
export function coreCount(): number {
  return typeof navigator === "undefined" ? 1 : navigator.hardwareConcurrency;
}

/** Does something with a session; `signal` is aborted when the work is given up. */
export type Task = (session: Session, signal: AbortSignal) => Promise<void>;

/** Workers are started when they are first needed, and kept for the next pile. */
export class WorkerPool {
  readonly #start: () => Session;
  readonly #sessions: Session[] = [];
  #end: Error | undefined;

  constructor(start: () => Session) {
    this.#start = start;
  }

  /**
   * Does all tasks, in their order, `size` at a time: a session gets the next one when it has done the one before. Where
   * there are no workers, one session in the page does them all. Errors: those of the first task that fails, or the
   * signal's reason; the tasks under way are aborted then, the others never begun. A task whose session ends is begun again
   * in a new one; when that one ends, too, the task has failed.
   */
  async run(tasks: readonly Task[], size: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const control = new AbortController();
    const abort = () => {
      control.abort(signal?.reason);
    };
    signal?.addEventListener("abort", abort);
    let next = 0;
    const lane = async (place: number) => {
      // The page is one thread: the first place does its work.
      if (place > 0 && this.#session(place).isInPage) return;
      await this.#session(place).ready;
      if (place > 0 && this.#session(place).isInPage) return;
      while (next < tasks.length) {
        control.signal.throwIfAborted();
        await this.#attempt(tasks[next++], place, control.signal);
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(size, tasks.length) }, (_, place) => lane(place)));
    } catch (error) {
      control.abort(error);
      throw error;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Ends all sessions, for good. */
  close(reason: Error): void {
    this.#end = reason;
    for (const session of this.#sessions.splice(0)) session.close(reason);
  }

  /** The session of a place; a new one where the last has ended. */
  #session(place: number): Session {
    if (this.#end !== undefined) throw this.#end;
    const known = this.#sessions.at(place);
    if (known !== undefined && known.end === undefined) return known;
    const session = this.#start();
    this.#sessions[place] = session;
    return session;
  }

  async #attempt(task: Task, place: number, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const session = this.#session(place);
      try {
        await task(session, signal);
        return;
      } catch (error) {
        if (session.end === undefined || attempt === kAttempts || signal.aborted) throw error;
      }
    }
  }
}
