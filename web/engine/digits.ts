/**
 * The handwritten digits: a file beside this script, read when they are asked for.
 *
 * Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998,
 * doi:10.24432/C50P49, licence CC BY 4.0; the 1797 of its test set in the order of scikit-learn's load_digits.
 */

import { kDigits } from "../spec/data-sources.js";
import { EngineError } from "./errors.js";
import type { Table } from "./types.js";

/** One raw deflate stream: all labels, then all pixels row by row, a byte each; see tests/support/pack-digits.mjs. */
const url = new URL("./digits.bin", import.meta.url);

async function readPacked(): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (url.protocol === "file:" && "process" in globalThis) {
    const { readFile } = await import("node:fs/promises");
    return new Blob([await readFile(url)]).stream();
  }
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok || response.body === null)
    throw new Error(`the server answered ${response.status} ${response.statusText}`);
  return response.body;
}

async function read(): Promise<Table> {
  const { n_samples, n_features, n_classes } = kDigits;
  const unpacked = (await readPacked()).pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(unpacked).arrayBuffer());
  if (bytes.length !== n_samples * (n_features + 1))
    throw new Error(`${bytes.length} bytes are not the digits`);
  return {
    features: Float64Array.from(bytes.subarray(n_samples)),
    n_features,
    labels: Int32Array.from(bytes.subarray(0, n_samples)),
    targets: new Float64Array(0),
    n_classes,
  };
}

let loaded: Promise<Table> | undefined;

/** The digits; engines share them. Errors: `EngineError` when the file cannot be had. */
export function readDigits(): Promise<Table> {
  loaded ??= read().catch((cause: unknown) => {
    loaded = undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError(`could not load ${url.href}: ${reason}`, { cause });
  });
  return loaded;
}
