/** From bytes to text, piece by piece. */

import type { CsvFaults } from "./faults.js";
import type { Encoding } from "./types.js";

/** Bytes that are decoded at once: a few milliseconds of work. */
const kPiece = 2 ** 18;

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

const beginsWith = (bytes: Uint8Array, start: readonly number[]) =>
  start.every((byte, i) => bytes[i] === byte);

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += kPiece) yield bytes.subarray(at, at + kPiece);
}

/** Whether the bytes are UTF-8; yields between pieces. */
function* isUtf8(bytes: Uint8Array): Generator<undefined, boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (const piece of pieces(bytes)) {
      decoder.decode(piece, { stream: true });
      yield;
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The encoding of the bytes, as asked for or as they tell. */
export function* findEncoding(
  bytes: Uint8Array,
  asked: Encoding | "auto",
  notes: string[],
): Generator<undefined, Encoding> {
  if (asked !== "auto") return asked;
  const marked = marks.find(([, mark]) => beginsWith(bytes, mark));
  if (marked !== undefined) return marked[0];
  if (yield* isUtf8(bytes)) return "utf-8";
  notes.push("The file is not UTF-8; it was read as windows-1252, and letters with accents may be wrong.");
  return "windows-1252";
}

/** Notes files that are no text at all. */
export function checkKind(bytes: Uint8Array, faults: CsvFaults): void {
  if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    faults.addToFile("this is an Excel or ZIP file, not a CSV file", "save the sheet as CSV, and open that");
  } else if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    faults.addToFile("this is an old Excel file, not a CSV file", "save the sheet as CSV, and open that");
  } else if (beginsWith(bytes, [0x25, 0x50, 0x44, 0x46])) {
    faults.addToFile("this is a PDF file, not a CSV file", "give a table as text");
  }
}

/** The text in pieces, with `\n` at the end of each line whatever the file has. */
export function* decode(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding);
  let held = ""; // a carriage return whose line feed may come with the next piece
  const lines = (text: string) => {
    const all = held + text;
    held = all.endsWith("\r") ? "\r" : "";
    const ready = held === "" ? all : all.slice(0, -1);
    return ready.includes("\r") ? ready.replaceAll(/\r\n?/g, "\n") : ready;
  };
  for (const piece of pieces(bytes)) yield lines(decoder.decode(piece, { stream: true }));
  yield lines(decoder.decode()) + (held === "" ? "" : "\n");
}
