/** Where the engine runs: in a worker, or in the page itself where the page may not start one. */

import type { FromHost, Port, ToHost } from "./protocol.js";

export interface Channel extends Port<ToHost> {
  close(): void;
}

export interface ChannelEvents {
  readonly onMessage: (message: FromHost) => void;
  /** The other side is gone for good. */
  readonly onCrash: (reason: string) => void;
}

/** Training in the page keeps the thread no longer than this at a time, so that input stays smooth. */
const inPageSliceMs = 4;

/**
 * Opens a worker. A page of opaque origin (`sandbox="allow-scripts"`), or one that loads this script from another
 * origin, may not start one: there the same host runs in the page, in short slices.
 */
export function openChannel(events: ChannelEvents): Channel {
  const buffered: { message: ToHost; transfer: Transferable[] }[] = [];
  let current: Channel | undefined;
  let closed = false;

  const use = (channel: Channel) => {
    current = channel;
    for (const { message, transfer } of buffered.splice(0)) channel.postMessage(message, transfer);
  };
  const useOwnPage = () => {
    openInPage(events).then(
      (channel) => {
        if (closed) channel.close();
        else use(channel);
      },
      (error: unknown) => {
        events.onCrash(error instanceof Error ? error.message : String(error));
      },
    );
  };

  openWorker(events).then((channel) => {
    if (closed) channel.close();
    else use(channel);
  }, useOwnPage);

  return {
    postMessage(message, transfer) {
      if (current) current.postMessage(message, transfer);
      else buffered.push({ message, transfer });
    },
    close() {
      closed = true;
      current?.close();
    },
  };
}

/** Rejects when the worker cannot be started; a worker says `ready` as soon as its script runs. */
function openWorker({ onMessage, onCrash }: ChannelEvents): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    let started = false;
    worker.onmessage = ({ data }: MessageEvent<FromHost | "ready">) => {
      if (data !== "ready") {
        onMessage(data);
        return;
      }
      started = true;
      resolve({
        postMessage: (message, transfer) => {
          worker.postMessage(message, transfer);
        },
        close: () => {
          worker.terminate();
        },
      });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      if (started) onCrash(event.message);
      else reject(new Error("the worker did not start"));
    };
  });
}

async function openInPage({ onMessage }: ChannelEvents): Promise<Channel> {
  const { Host } = await import("./host.js");
  const { port1, port2 } = new MessageChannel();
  const host = new Host(port2, inPageSliceMs);
  port1.onmessage = ({ data }: MessageEvent<FromHost>) => {
    onMessage(data);
  };
  port2.onmessage = ({ data }: MessageEvent<ToHost>) => {
    void host.receive(data);
  };
  return {
    postMessage: (message, transfer) => {
      port1.postMessage(message, transfer);
    },
    close: () => {
      port1.close();
    },
  };
}
