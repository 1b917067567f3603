import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { catalogArt } from "./catalog-art.js";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  plugins: [catalogArt()],
  test: {
    // A busy machine takes its time: waiting ends long after any answer would have come.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: { name: "web", include: ["tests/{setup,web}/**/*.test.ts"], environment: "node" },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          environment: "node",
          // Two at a time: a test waits for its browser half of its time, but a crowd of browsers would fight for the cores.
          maxWorkers: 2,
          // Real browsers on a busy machine: what fails once is tried once more, and named in the summary of `npm test`.
          retry: 1,
        },
      },
    ],
  },
});
