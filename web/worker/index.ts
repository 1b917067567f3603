/** The package's `./client` entry: the engine in a worker, each call a promise, and races on all cores; in Node in-process. */

export { createEngineClient, type ClientOptions } from "./client.js";
export type * from "./types.js";
