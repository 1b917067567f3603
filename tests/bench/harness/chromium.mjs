/**
 * Peers in headless Chromium, a page in a context of its own each. The pages are not cross-origin isolated, so
 * that libraries which would use threads run on one.
 * @import { PeerSession } from "./types.js"
 */
import { chromium } from "playwright-core";
import { build } from "vite";
import { fileURLToPath } from "node:url";
import { findBrowser } from "../../support/browsers/paths.mjs";
import { servePage } from "./page-server.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Bundles the page with all peers; what is loaded only in Node stays outside. */
async function buildPage() {
  await build({
    configFile: false,
    root: here,
    publicDir: false,
    logLevel: "error",
    build: {
      outDir: fileURLToPath(new URL("../../../build/bench/", import.meta.url)),
      emptyOutDir: true,
      target: "es2022",
      chunkSizeWarningLimit: Infinity,
      modulePreload: false,
      rolldownOptions: {
        input: `${here}page.mjs`,
        external: /^node:/,
        output: { entryFileNames: "page.js" },
      },
    },
  });
}

/** @returns {Promise<PeerSession>} */
async function openPageSession(browser, url, peerId) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.openHost !== undefined, undefined, { timeout: 30_000 });
  await page.evaluate((id) => globalThis.openHost(id), peerId);
  const call = (method, argument) =>
    page.evaluate(([name, value]) => globalThis.benchHost[name](value), [method, argument]);
  return {
    load: () => call("load"),
    prepare: (task) => call("prepare", task),
    measure: (ms) => call("measure", ms),
    close: () => context.close(),
  };
}

export async function openChromium() {
  const executablePath = findBrowser("chromium");
  if (!executablePath) throw new Error("no Chromium here; run `sh cmake/setup.sh test`");
  await buildPage();
  const server = await servePage();
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  return {
    name: "chromium",
    browser: `Chromium ${browser.version()}`,
    open: (peerId) => openPageSession(browser, server.url, peerId),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
