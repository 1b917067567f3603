/** The worker that reads CSV files; see table-reader.ts. */

import { answerCsv, buffersOf, type CsvRequest } from "./csv-answer.js";

self.addEventListener("message", ({ data }: MessageEvent<CsvRequest>) => {
  void answerCsv(data).then((answer) => {
    self.postMessage(answer, { transfer: buffersOf(answer) });
  });
});
