/** The two ways to a host: a worker of its own, or the page's own thread. */

import type { EngineHost } from "./host.js";
import type { ToClient, ToHost } from "./protocol.js";

export interface TransportEvents {
  readonly onMessage: (message: ToClient) => void;
  /** The host is gone without a word of its own. */
  readonly onFailure: (reason: string) => void;
}

export interface Transport {
  post(message: ToHost, transfer?: ArrayBuffer[]): void;
  close(): void;
}

/** Starts the worker of this package. */
export function startWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}

/** A host in a worker. Errors: what `create` throws where a worker cannot be had. */
export function workerTransport(create: () => Worker, { onMessage, onFailure }: TransportEvents): Transport {
  const worker = create();
  worker.onmessage = ({ data }: MessageEvent<ToClient>) => {
    onMessage(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    onFailure(event.message || "the worker's script could not be loaded");
  };
  worker.onmessageerror = () => {
    onFailure("the worker sent what cannot be read");
  };
  return {
    post: (message, transfer = []) => {
      worker.postMessage(message, transfer);
    },
    close: () => {
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      worker.terminate();
    },
  };
}

/** How long training may keep the page. Units: ms. */
const kPageSlice = 4;

async function loadHost(post: (message: ToClient) => void): Promise<EngineHost> {
  const { EngineHost } = await import("./host.js");
  return new EngineHost({ post, slice: kPageSlice });
}

/** A host in the page, for where no worker can be had. Its code is loaded only when it is needed. */
export function pageTransport({ onMessage, onFailure }: TransportEvents): Transport {
  let isClosed = false;
  const post = (message: ToClient) => {
    if (!isClosed) onMessage(message);
  };
  const host = loadHost(post);
  host.catch((error: unknown) => {
    if (!isClosed) onFailure(`the engine's script could not be loaded (${String(error)})`);
  });
  const withHost = (use: (host: EngineHost) => void) => {
    host.then(use, () => undefined);
  };
  return {
    post: (message, transfer = []) => {
      // As with a worker, what the caller changes afterwards does not count.
      const copy = structuredClone(message, { transfer });
      withHost((ready) => {
        ready.receive(copy);
      });
    },
    close: () => {
      isClosed = true;
      withHost((ready) => {
        ready.close();
      });
    },
  };
}
