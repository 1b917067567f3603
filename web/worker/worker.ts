/** The worker: an engine behind messages. */

import { Host } from "./host.js";
import type { FromHost, ToHost } from "./protocol.js";

/** Training yields this often, so that an abort or another call waits no longer than a frame. */
const sliceMs = 12;

const host = new Host(
  {
    postMessage: (message: FromHost, transfer) => {
      self.postMessage(message, { transfer });
    },
  },
  sliceMs,
);

self.addEventListener("message", ({ data }: MessageEvent<ToHost>) => {
  void host.receive(data);
});

// The page waits for this before it sends anything: a worker that never starts is replaced by an engine in the page.
self.postMessage("ready");
