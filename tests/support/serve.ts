import { resolve } from "node:path";
import { preview } from "vite";

/** A running server, with the headers that the built site is shipped with. */
export interface Site {
  /** Address that ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder on a free port of this machine. */
export async function serveFolder(folder: string): Promise<Site> {
  const server = await preview({
    configFile: ".config/vite.config.ts",
    logLevel: "warn",
    build: { outDir: resolve(folder) },
    preview: { port: 0, strictPort: false, host: "127.0.0.1" },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("the preview server has no address");
  return { url, close: () => server.close() };
}

/** Serves the built site. */
export const serveDist = (): Promise<Site> => serveFolder("dist");
