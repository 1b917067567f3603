// Writes the digits as they are before packing, all labels and then all pixels, a byte each, for the C++ tests:
//   node tests/support/unpack-digits.mjs <file>
import { readFileSync, writeFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

const packed = readFileSync(new URL("../../web/engine/digits.bin", import.meta.url));
writeFileSync(process.argv[2], inflateRawSync(packed));
