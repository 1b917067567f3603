// The Chromium to test with: CHROME_PATH, else the first one of the usual names that this machine has.
// Run as a program it prints the path, or exits 1 when there is none.
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const names = ["chromium", "google-chrome", "google-chrome-stable", "chrome", "chromium-browser"];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    // Ubuntu's /usr/bin/chromium-browser is a short script that only asks for a snap.
    return (
      statSync(path).isFile() && !(path === "/usr/bin/chromium-browser" && !isProgram("/snap/bin/chromium"))
    );
  } catch {
    return false;
  }
}

/** Path of the browser to test with, or undefined when this machine has none. */
export function findChromium(env = process.env) {
  if (env.CHROME_PATH) return isProgram(env.CHROME_PATH) ? env.CHROME_PATH : undefined;
  const folders = [...(env.PATH ?? "").split(delimiter), "/usr/bin", "/snap/bin", "/opt/google/chrome"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = findChromium();
  if (path) console.log(path);
  else process.exitCode = 1;
}
