/** What the module weighs on its way to the page. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { kinds } from "./modules.js";

/** Units: bytes, gzip. The module without SIMD is only for browsers of before 2023. */
const kMost = { simd: 135 * 1024, scalar: 172 * 1024 };

it.each(kinds)("the %s module is not larger than it was", (kind) => {
  const module = readFileSync(`build/wasm/ap_${kind}.wasm`);
  expect(gzipSync(module, { level: 9 }).length).toBeLessThanOrEqual(kMost[kind]);
});
