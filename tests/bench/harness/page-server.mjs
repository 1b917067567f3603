/** Serves the page, our engine and the files that libraries load while they run, on a free port. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const benchModules = new URL("../node_modules/", import.meta.url);

/** Folders by the first part of the address. */
const folders = {
  bench: new URL("build/bench/", root),
  dist: new URL("dist/", root),
  core: new URL("build/wasm/", root),
  "tfjs-wasm": new URL("@tensorflow/tfjs-backend-wasm/dist/", benchModules),
};

const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const page = `<!doctype html><meta charset="utf-8" /><link rel="icon" href="data:," />
<script type="module" src="/bench/page.js"></script>`;

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/") {
    response.setHeader("Content-Type", "text/html").end(page);
    return;
  }
  const [, first, ...rest] = normalize(decodeURIComponent(pathname)).split("/");
  const folder = folders[first];
  const path = folder && fileURLToPath(new URL(rest.join("/"), folder));
  if (!path || !(await stat(path).catch(() => undefined))?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
  createReadStream(path).pipe(response);
}

/** @returns {Promise<{ url: string, close(): Promise<void> }>} */
export async function servePage() {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
