// The browsers to test with: what the environment names, else the first one of the usual names that this machine has.
// Run as a program with `chromium`, `firefox` or `webkit` it prints the path, or exits 1 when there is none.
import { accessSync, closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const kinds = {
  chromium: {
    variable: "CHROME_PATH",
    names: ["chromium", "google-chrome", "google-chrome-stable", "chrome", "chromium-browser"],
    folders: ["/usr/bin", "/snap/bin", "/opt/google/chrome"],
  },
  firefox: {
    variable: "FIREFOX_PATH",
    names: ["firefox-esr", "firefox"],
    folders: ["/usr/bin", "/snap/bin", "/opt/firefox"],
  },
  webkit: { variable: "WEBKIT_DRIVER_PATH", names: ["WebKitWebDriver"], folders: ["/usr/bin"] },
};

/** The first bytes of a file as text; a program in machine code gives no words that we look for. */
function beginning(path) {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(4096);
    return bytes.toString("latin1", 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    if (!statSync(path).isFile()) return false;
    // Ubuntu's chromium-browser and firefox are short scripts that start a snap, or ask for it when it is not there.
    const snap = /^#![^]*?(\/snap\/bin\/[\w-]+)/.exec(beginning(path))?.[1];
    return snap === undefined || isProgram(snap);
  } catch {
    return false;
  }
}

/** Path of the browser (of the driver for `webkit`), or undefined when this machine has none. */
export function findBrowser(kind, env = process.env) {
  const { variable, names, folders } = kinds[kind];
  const named = env[variable];
  if (named) return isProgram(named) ? named : undefined;
  const places = [...(env.PATH ?? "").split(delimiter), ...folders];
  return names.flatMap((name) => places.map((folder) => join(folder, name))).find(isProgram);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = Object.hasOwn(kinds, process.argv[2]) && findBrowser(process.argv[2]);
  if (path) console.log(path);
  else process.exitCode = 1;
}
