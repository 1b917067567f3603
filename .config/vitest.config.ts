import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { catalogArt } from "./catalog-art.js";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  plugins: [catalogArt()],
  test: {
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
