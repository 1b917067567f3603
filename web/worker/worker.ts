/** The worker: a host of the engine. */

import { EngineHost } from "./host.js";
import type { ToHost } from "./protocol.js";

/** Short enough for the page's next frame. Units: ms. */
const kSlice = 12;

const host = new EngineHost({
  post: (message, transfer) => {
    self.postMessage(message, { transfer });
  },
  slice: kSlice,
});

self.addEventListener("message", ({ data }: MessageEvent<ToHost>) => {
  host.receive(data);
});
