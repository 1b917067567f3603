import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import { fileURLToPath } from "node:url";
import tseslint from "typescript-eslint";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What Node gives its scripts; TypeScript knows by itself. */
const nodeGlobals = [
  "Buffer",
  "URL",
  "WebAssembly",
  "console",
  "fetch",
  "performance",
  "process",
  "setTimeout",
];

export default defineConfig(
  globalIgnores(["build/", "dist/", "**/node_modules/", "tests/fixtures/"]),
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: `${root}tsconfig.json`, tsconfigRootDir: root } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  // Vitest's it.each is meant to be called as it stands.
  { files: ["tests/**/*.ts"], rules: { "@typescript-eslint/unbound-method": "off" } },
  {
    files: ["web/**/*.ts", "tests/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Export by name." },
        { selector: "PropertyDefinition[accessibility='private']", message: "Use #private." },
        { selector: "MethodDefinition[accessibility='private']", message: "Use #private." },
      ],
    },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, "readonly"])) },
    rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_" }] },
  },
);
