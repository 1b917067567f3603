import { afterEach, describe, expect, it } from "vitest";
import { answerCsv, buffersOf, type CsvRequest } from "../../../web/data/csv-answer.js";
import { createTableReader, type TableReader } from "../../../web/data/table-reader.js";
import { loadEngine } from "../../../web/engine/index.js";
import { ArgumentError } from "../../../web/spec/faults.js";

/** A Worker for Node: reads on the test's own thread, behind copied messages. */
class FakeCsvWorker extends EventTarget implements Worker {
  onmessage: Worker["onmessage"] = null;
  onmessageerror: Worker["onmessageerror"] = null;
  onerror: Worker["onerror"] = null;
  isRunning = true;
  requests = 0;
  /** What becomes of the next request. */
  mode: "answer" | "crash" | "hang" = "answer";

  constructor({ loads = true }: { readonly loads?: boolean } = {}) {
    super();
    if (!loads) {
      setTimeout(() => {
        this.#crash("");
      });
    }
  }

  postMessage(message: CsvRequest): void {
    this.requests++;
    const copy = structuredClone({ ...message, file: 0 });
    if (this.mode === "crash") {
      setTimeout(() => {
        this.#crash("out of memory");
      });
    }
    if (this.mode !== "answer") return;
    void answerCsv({ ...copy, file: message.file }).then((answer) => {
      const data = structuredClone(answer, { transfer: buffersOf(answer) });
      if (this.isRunning) this.onmessage?.(new MessageEvent("message", { data }));
    });
  }

  terminate(): void {
    this.isRunning = false;
  }

  #crash(message: string): void {
    if (this.isRunning) this.onerror?.(Object.assign(new Event("error"), { message }) as ErrorEvent);
  }
}

const text = "x,y\n1,cat\n2,dog\n3,cat\n";
const file = (source: string = text) => new Blob([source]);
const readers: TableReader[] = [];

/** A reader, and the workers that it started. */
function open(createWorker: () => FakeCsvWorker = () => new FakeCsvWorker()) {
  const workers: FakeCsvWorker[] = [];
  const reader = createTableReader({
    createWorker: () => {
      const worker = createWorker();
      workers.push(worker);
      return worker;
    },
  });
  readers.push(reader);
  return { reader, workers };
}

afterEach(() => {
  for (const reader of readers.splice(0)) reader.dispose();
});

describe.each([
  ["in a worker", () => open().reader],
  [
    "in the page, where the worker's script cannot be had",
    () => open(() => new FakeCsvWorker({ loads: false })).reader,
  ],
  [
    "in the page, where there are no workers",
    () =>
      open(() => {
        throw new DOMException("no workers here", "SecurityError");
      }).reader,
  ],
])("a table reader %s", (_name, make) => {
  it("reads a file, and the engine takes the table", async () => {
    const { table, class_names } = await make().read(file());
    expect(class_names).toEqual(["cat", "dog"]);
    const engine = await loadEngine();
    expect(engine.addTable(table)).toMatchObject({
      name: "table",
      n_samples: 3,
      n_features: 1,
      n_classes: 2,
    });
    engine.dispose();
  });

  it("gives all faults of a file", async () => {
    const error: unknown = await make()
      .read(file("x,y\n1,2\n3\n4,5,6\n"))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).faults.map(({ path }) => path)).toEqual(["line 3", "line 4"]);
  });

  it("refuses what is no file, and wrong options", async () => {
    const reader = make();
    await expect(reader.read(text as never)).rejects.toThrow(
      /file: "x,y.*" is not a file; give a File or a Blob/s,
    );
    await expect(reader.read(file(), { separator: ":" as never })).rejects.toThrow(/separator: .*":"/);
    await expect(reader.read(file(), { label: "z" })).rejects.toThrow('label: there is no column "z"');
  });

  it("stops when it is told to, and reads on", async () => {
    const reader = make();
    const abort = new AbortController();
    const [first, second] = [reader.read(file(), {}, { signal: abort.signal }), reader.read(file())];
    abort.abort(new Error("another file"));
    await expect(first).rejects.toThrow("another file");
    expect((await second).table.n_features).toBe(1);
    await expect(reader.read(file(), {}, { signal: abort.signal })).rejects.toThrow("another file");
  });

  it("says after its end that it has ended", async () => {
    const reader = make();
    const open_read = reader.read(file());
    reader.dispose();
    await expect(open_read).rejects.toThrow("this table reader was disposed");
    await expect(reader.read(file())).rejects.toThrow("this table reader was disposed");
  });
});

describe("a table reader", () => {
  it("refuses a file that is too large before it reads it", async () => {
    const { reader, workers } = open();
    const large = Object.defineProperty(file(), "size", { value: 2 ** 30 });
    await expect(reader.read(large)).rejects.toThrow(
      "file: 1073741824 bytes are more than the 67108864 allowed",
    );
    expect(workers[0].requests).toBe(0);
  });

  it("ends a worker whose work is not wanted any more", async () => {
    const { reader, workers } = open();
    workers[0].mode = "hang";
    const abort = new AbortController();
    const read = reader.read(file(), {}, { signal: abort.signal });
    abort.abort();
    await expect(read).rejects.toThrow();
    expect(workers.map(({ isRunning }) => isRunning)).toEqual([false, true]);
  });

  it("says when its worker fails, and starts another", async () => {
    const { reader, workers } = open();
    await reader.read(file());
    workers[0].mode = "crash";
    await expect(reader.read(file())).rejects.toThrow(
      "the reader of tables has stopped (out of memory); try again",
    );
    expect((await reader.read(file())).label_name).toBe("y");
    expect(workers).toHaveLength(2);
  });
});
