import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { preview, type Plugin } from "vite";
import { siteHeaders } from "../../.config/csp.js";

/** A running server, with the headers that the built site is shipped with. */
export interface Site {
  /** Address that ends in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder on a free port of this machine. */
export async function serveFolder(folder: string, plugins: Plugin[] = []): Promise<Site> {
  const server = await preview({
    configFile: ".config/vite.config.ts",
    logLevel: "warn",
    plugins,
    build: { outDir: resolve(folder) },
    preview: { port: 0, strictPort: false, host: "127.0.0.1" },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("the preview server has no address");
  return { url, close: () => server.close() };
}

/** Serves the built site. */
export const serveDist = (): Promise<Site> => serveFolder("dist");

/** The built site, with eyes on it. */
export interface WatchedSite extends Site {
  /** What browsers have reported against the Content-Security-Policy, workers included, since the last call. */
  takeReports(): string[];
}

const support = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
/** Scripts that are served besides the site. */
const scriptPaths = ["browsers/watch.js", "browsers/runs.js", "recorded-runs.mjs"];
const policy = "Content-Security-Policy";

/**
 * Serves the built site with `watch.js` as the first script of every page, the page `runs.html` of `runs.js`, and a policy
 * that has violations reported. The pages, and what else they load, are those that are shipped.
 */
export async function serveWatched(): Promise<WatchedSite> {
  let reports: string[] = [];
  const scripts = new Map(scriptPaths.map((path) => [`/${basename(path)}`, support(path)]));
  const headers = { ...siteHeaders, [policy]: `${siteHeaders[policy]}; report-uri /policy-report` };
  const runs = `<!doctype html><html lang="en"><head><title>Runs</title><link rel="icon" href="data:," />
    <script type="module" src="/runs.js"></script></head></html>`;
  const page = (name: string) => {
    const html = name === "runs.html" ? runs : readFileSync(resolve("dist", name), "utf8");
    return html.replace("<head>", '<head><script src="/watch.js"></script>');
  };
  const plugin: Plugin = {
    name: "watched-site",
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? "/", "http://localhost").pathname;
        if (path === "/policy-report") {
          request.setEncoding("utf8").on("data", (text: string) => reports.push(text));
          response.writeHead(204).end();
          return;
        }
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        const script = scripts.get(path);
        if (script !== undefined) {
          response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
        } else if (path === "/" || path.endsWith(".html")) {
          response
            .writeHead(200, { "Content-Type": "text/html; charset=utf-8" })
            .end(page(path === "/" ? "index.html" : path.slice(1)));
        } else next();
      });
    },
  };
  const site = await serveFolder("dist", [plugin]);
  return {
    ...site,
    takeReports: () => {
      const taken = reports;
      reports = [];
      return taken;
    },
  };
}
