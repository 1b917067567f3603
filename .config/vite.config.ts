import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { catalogArt } from "./catalog-art.js";
import { contentSecurityPolicy, siteHeaders } from "./csp.js";
import { shortTemplates } from "./short-templates.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is built: the pages and the three entries of the package, whose file names are part of its interface. */
const inputs = {
  index: `${root}web/index.html`,
  embed: `${root}web/embed.html`,
  "activation-playground": `${root}web/element/index.ts`,
  engine: `${root}web/engine/index.ts`,
  client: `${root}web/worker/index.ts`,
};
/** Chunks that the client loads when they are needed, in Node as well. */
const runsInNode = /\/(engine|host|race|training-host)-[^/]*$/;
/**
 * What (nearly) every view needs lies in one file: many small ones pack worse. No part of the client is in it, nor what asks
 * for the client, since that runs in Node too.
 */
const everyView = new RegExp(
  [
    "node_modules/(@lit|lit)",
    "catalog-glyphs",
    "web/styles/(base|tokens|colors)",
    "web/components/(message|glyph|formula-id|numbers|value-change|slider|choice)",
    "web/charts/(chart-styles|scale|format|path|series|size|slider)",
    "web/views/(view|later|activation-params|formula-params|train/entry-text)",
  ].join("|"),
);
/** The engine also runs in Node, where it reads its module from the disk. */
const nodeModules = /^node:/;
const packageEntries = new Set(["activation-playground", "engine", "client"]);

function addPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
        injectTo: "head-prepend",
      },
    ],
  };
}

export default defineConfig({
  root: `${root}web`,
  base: "./",
  publicDir: false,
  cacheDir: `${root}node_modules/.vite`,
  plugins: [addPolicy(), catalogArt(), shortTemplates()],
  worker: { format: "es", rolldownOptions: { external: nodeModules } },
  build: {
    outDir: `${root}dist`,
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Preloading asks for a document, which the client has not got in Node.
      resolveDependencies: (file, dependencies) => (runsInNode.test(file) ? [] : dependencies),
    },
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(inputs).filter(([, path]) => existsSync(path))),
      external: nodeModules,
      preserveEntrySignatures: "strict",
      output: {
        codeSplitting: { groups: [{ name: "base", test: everyView }] },
        entryFileNames: ({ name }) => (packageEntries.has(name) ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { fs: { allow: [root] } },
  preview: { port: 4173, strictPort: false, headers: siteHeaders },
});
