import { preview } from "vite";

/** A running server of the built site, with the headers that it is shipped with. */
export interface Site {
  /** Address that ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves dist/ on a free port of this machine. */
export async function serveDist(): Promise<Site> {
  const server = await preview({
    configFile: ".config/vite.config.ts",
    logLevel: "warn",
    preview: { port: 0, strictPort: false, host: "127.0.0.1" },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("the preview server has no address");
  return { url, close: () => server.close() };
}
