import { describe, expect, it } from "vitest";
import { readCsv } from "../../../web/data/read-csv.js";
import { faultsOf, read } from "./read-csv.js";

const kBytes = 50 * 2 ** 20;

/** Rows of numbers with 17 digits and a class, repeated up to 50 MB. */
function bigTable(columns: number): Uint8Array {
  const rows = Array.from({ length: 512 }, (_, i) => {
    const numbers = Array.from({ length: columns }, (_unused, j) => Math.sin(i * columns + j).toFixed(17));
    return `${numbers.join(",")},${["cat", "dog"][i % 2]}\n`;
  });
  const block = new TextEncoder().encode(rows.join(""));
  const bytes = new Uint8Array(Math.floor(kBytes / block.length) * block.length);
  for (let at = 0; at < bytes.length; at += block.length) bytes.set(block, at);
  return bytes;
}

describe("a file of 50 MB", () => {
  it("is read in seconds, never long at a time", () => {
    const bytes = bigTable(26);
    const steps = readCsv(bytes);
    let [longest, from] = [0, performance.now()];
    const start = from;
    for (;;) {
      const step = steps.next();
      const now = performance.now();
      if (step.done === true) {
        expect(step.value.table.features.length / 26).toBeGreaterThan(90_000);
        break;
      }
      [longest, from] = [Math.max(longest, now - from), now];
    }
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(longest).toBeLessThan(1000);
  }, 60_000);

  it.each([
    ["of one line", ",".repeat(kBytes), "line 1"],
    ["of one quote", `a,b\n1,"${"x".repeat(kBytes)}`, "line 2"],
    ["of empty lines", "\n".repeat(kBytes), "file: its beginning is blank"],
    ["of one number", "7".repeat(kBytes), "line 1"],
    ["of quotes", '"'.repeat(kBytes), "line 1"],
    ["of carriage returns", "\r".repeat(kBytes), "file: its beginning is blank"],
    ["of too many rows", "1,0\n".repeat(kBytes / 4), "line 100001: there are more than 100000 rows"],
  ])(
    "%s is refused in seconds",
    (_name, text, message) => {
      const start = performance.now();
      expect(faultsOf(text)[0]).toContain(message);
      expect(performance.now() - start).toBeLessThan(15_000);
    },
    30_000,
  );

  it("with many texts of one column holds on to none of them", () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `name ${i} ${"x".repeat(300)},${i},${i % 2}`);
    const { feature_names, notes } = read(`name,x,y\n${rows.join("\n")}\n`);
    expect(feature_names).toEqual(["x"]);
    expect(notes).toHaveLength(1);
  }, 60_000);

  it("is refused at once when it is larger than allowed", () => {
    expect(faultsOf(new Uint8Array(64 * 2 ** 20 + 1))).toEqual([
      "file: 67108865 bytes are more than the 67108864 allowed; give a smaller file",
    ]);
  });
});
