/** Reads tables of the user's own for a page: in a worker, so that the page stays free however large the file. */

import { ArgumentError, fault, show } from "../spec/faults.js";
import type { CsvAnswer, CsvRequest } from "./csv-answer.js";
import { kCsvLimits, type CsvOptions, type CsvTable } from "./types.js";

export interface TableReader {
  /**
   * Reads a CSV file. Give `result.table` to the engine's `addTable`, which makes the `data` of a RunSpec of it.
   *
   * Errors: `ArgumentError` with up to 10 faults, each with line and column; the signal's reason.
   */
  read(file: Blob, options?: CsvOptions, call?: { readonly signal?: AbortSignal }): Promise<CsvTable>;
  dispose(): void;
}

export interface TableReaderOptions {
  /** For tests, and for hosts that must start their workers themselves. */
  readonly createWorker?: () => Worker;
}

function startWorker(): Worker {
  return new Worker(new URL("./csv-worker.ts", import.meta.url), { type: "module" });
}

interface Pending {
  readonly resolve: (table: CsvTable) => void;
  readonly reject: (error: unknown) => void;
  readonly request: CsvRequest;
}

/** How long reading may keep the page where there is no worker. Units: ms. */
const kPageSlice = 4;

/** Reads in slices, in the page's own thread. */
async function readHere(file: Blob, options: CsvOptions, isAborted: () => boolean): Promise<CsvTable> {
  const { readCsv } = await import("./read-csv.js");
  const steps = readCsv(new Uint8Array(await file.arrayBuffer()), options);
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (isAborted()) throw new DOMException("the reading was aborted", "AbortError");
    if (performance.now() - since < kPageSlice) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
}

class WorkerTableReader implements TableReader {
  readonly #createWorker: () => Worker;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  /** Once a worker has answered, one that fails is no longer taken for one that cannot be had. */
  #hasAnswered = false;
  #hasNone = false;
  #isDisposed = false;
  #lastId = 0;

  constructor(createWorker: () => Worker) {
    this.#createWorker = createWorker;
    // The script is part of the page's own loading: no request is made when a file comes.
    this.#start();
  }

  async read(
    file: Blob,
    options: CsvOptions = {},
    call: { readonly signal?: AbortSignal } = {},
  ): Promise<CsvTable> {
    const { signal } = call;
    signal?.throwIfAborted();
    if (this.#isDisposed) throw new DOMException("this table reader was disposed", "AbortError");
    if (!(file instanceof Blob)) {
      const suggestion = "give a File or a Blob";
      throw new ArgumentError([fault("file", file, `${show(file)} is not a file`, { suggestion })]);
    }
    if (file.size > kCsvLimits.bytes) {
      const problem = `${file.size} bytes are more than the ${kCsvLimits.bytes} allowed`;
      throw new ArgumentError([fault("file", file, problem, { suggestion: "give a smaller file" })]);
    }
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const abort = () => {
        this.#abort(id, signal?.reason);
      };
      signal?.addEventListener("abort", abort);
      const settle =
        <T>(use: (value: T) => void) =>
        (value: T) => {
          signal?.removeEventListener("abort", abort);
          use(value);
        };
      this.#pending.set(id, {
        resolve: settle(resolve),
        reject: settle(reject),
        request: { id, file, options },
      });
      this.#send(id);
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stop();
    const ended = new DOMException("this table reader was disposed", "AbortError");
    for (const { reject } of this.#pending.values()) reject(ended);
    this.#pending.clear();
  }

  #start(): void {
    if (this.#hasNone) return;
    try {
      const worker = this.#createWorker();
      worker.onmessage = ({ data }: MessageEvent<CsvAnswer>) => {
        this.#hasAnswered = true;
        this.#receive(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.#failed(event.message || "its script could not be loaded");
      };
      this.#worker = worker;
    } catch {
      // A sandboxed frame, a script from another origin, or no workers at all.
      this.#hasNone = true;
    }
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #send(id: number): void {
    const { request } = this.#pending.get(id) as Pending;
    if (this.#worker === undefined) this.#start();
    if (this.#worker !== undefined) {
      try {
        this.#worker.postMessage(request);
      } catch {
        const suggestion = "use texts, numbers and lists only";
        this.#take(id)?.reject(
          new ArgumentError([
            fault("options", request.options, "they cannot be sent to the reader", { suggestion }),
          ]),
        );
      }
      return;
    }
    readHere(request.file, request.options, () => !this.#pending.has(id)).then(
      (table) => this.#take(id)?.resolve(table),
      (error: unknown) => this.#take(id)?.reject(error),
    );
  }

  #receive(answer: CsvAnswer): void {
    const pending = this.#take(answer.id);
    if (pending === undefined) return;
    if ("table" in answer) pending.resolve(answer.table);
    else if ("faults" in answer) pending.reject(new ArgumentError(answer.faults));
    else pending.reject(new Error(`the file could not be read: ${answer.error}`));
  }

  #failed(reason: string): void {
    this.#stop();
    if (!this.#hasAnswered) {
      this.#hasNone = true;
      for (const id of this.#pending.keys()) this.#send(id);
      return;
    }
    for (const id of [...this.#pending.keys()]) {
      this.#take(id)?.reject(new Error(`the reader of tables has stopped (${reason}); try again`));
    }
  }

  /** Reading cannot be interrupted, so its worker ends; what else waits begins again with a new one. */
  #abort(id: number, reason: unknown): void {
    this.#take(id)?.reject(reason);
    if (this.#worker === undefined) return;
    this.#stop();
    this.#start();
    for (const other of this.#pending.keys()) this.#send(other);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}

/** Starts a reader of tables. Make it while the page loads: its worker's script is fetched then, and never later. */
export function createTableReader(options: TableReaderOptions = {}): TableReader {
  return new WorkerTableReader(options.createWorker ?? startWorker);
}
