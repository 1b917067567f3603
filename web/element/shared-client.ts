/** One engine for all elements of a page: started by the first that needs it, stopped when the last is gone. */

import { createEngineClient } from "../worker/client.js";
import type { EngineClient } from "../worker/types.js";

let shared: EngineClient | undefined;
let users = 0;

/** The page's engine. Pair every call with one of `releaseClient`. */
export function acquireClient(): EngineClient {
  users++;
  shared ??= createEngineClient();
  return shared;
}

/** Gives the engine back; moving an element in the page releases and acquires at once, so stopping waits a moment. */
export function releaseClient(): void {
  users--;
  setTimeout(() => {
    if (users > 0) return;
    shared?.dispose();
    shared = undefined;
  }, 1000);
}
