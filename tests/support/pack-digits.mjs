// Packs the handwritten digits for shipping: node tests/support/pack-digits.mjs <digits.csv.gz> <digits.bin>
//
// The input is scikit-learn's own copy (sklearn/datasets/data/digits.csv.gz, in Debian's python3-sklearn), lines of 64 pixels
// 0 to 16 and the digit. The output is one raw deflate stream: 1797 labels, then 1797 * 64 pixels, a byte each.
import { readFileSync, writeFileSync } from "node:fs";
import { constants, deflateRawSync, gunzipSync } from "node:zlib";

const [source, target] = process.argv.slice(2);
const text = gunzipSync(readFileSync(source)).toString("latin1").trim();
const rows = text.split("\n").map((line) => line.split(",").map(Number));
const bytes = Uint8Array.from([...rows.map((row) => row[64]), ...rows.flatMap((row) => row.slice(0, 64))]);
const packed = deflateRawSync(bytes, { level: 9, memLevel: 9, strategy: constants.Z_FILTERED });
writeFileSync(target, packed);
console.log(`${rows.length} digits, ${bytes.length} bytes packed into ${packed.length}`);
