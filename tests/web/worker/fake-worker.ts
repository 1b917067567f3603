/** A Worker for Node: the same host, behind copied messages, on the test's own thread. */

import { EngineHost } from "../../../web/worker/host.js";
import type { Method, ToClient, ToHost } from "../../../web/worker/protocol.js";

export class FakeWorker extends EventTarget implements Worker {
  onmessage: Worker["onmessage"] = null;
  onmessageerror: Worker["onmessageerror"] = null;
  onerror: Worker["onerror"] = null;
  #isRunning = true;
  #crashing: Method | undefined;
  /** Calls that have been received and not been answered yet. */
  openCalls = 0;
  readonly #host: EngineHost | undefined;

  /** `loads: false`: a script that cannot be loaded. */
  constructor({ loads = true }: { readonly loads?: boolean } = {}) {
    super();
    if (!loads) {
      setTimeout(() => {
        this.crash("");
      });
      return;
    }
    const post = (message: ToClient, transfer: ArrayBuffer[]) => {
      const data = structuredClone(message, { transfer });
      if (message.type === "result" || message.type === "error") this.openCalls--;
      setImmediate(() => {
        if (this.#isRunning) this.onmessage?.(new MessageEvent("message", { data }));
      });
    };
    this.#host = new EngineHost({ post, slice: 12 });
  }

  postMessage(message: ToHost, options?: Transferable[] | StructuredSerializeOptions): void {
    const copy = structuredClone(message, { transfer: Array.isArray(options) ? options : [] });
    if (message.type === "call") {
      this.openCalls++;
      if (message.method === this.#crashing) {
        setImmediate(() => {
          this.crash("it has crashed");
        });
        return;
      }
    }
    setImmediate(() => {
      if (this.#isRunning) this.#host?.receive(copy);
    });
  }

  terminate(): void {
    this.#isRunning = false;
    this.#host?.close();
  }

  /** Will end at calls of this method. */
  crashAt(method: Method): void {
    this.#crashing = method;
  }

  /** Ends as a worker does whose script throws. */
  crash(message: string): void {
    if (!this.#isRunning) return;
    this.onerror?.(Object.assign(new Event("error"), { message }) as ErrorEvent);
  }
}
