/** The page: its figures, each under its own prefix of the address. */

import "./index.js";
import { applySettings, readHash, replaceHash, writeHash } from "./link-state.js";
import type { Settings } from "../views/view.js";

const figures = [...document.querySelectorAll("activation-playground")];
const settings = new Map<string, Settings>();

function readLink(): void {
  for (const figure of figures) {
    const given = readHash(location.hash, `${figure.id}.`);
    settings.set(figure.id, given);
    applySettings(figure, given);
  }
}

function writeLink(): void {
  const all = [...settings].flatMap(([id, given]) =>
    Object.entries(given).map(([name, value]) => [`${id}.${name}`, value]),
  );
  replaceHash(writeHash(Object.fromEntries(all) as Settings));
}

for (const figure of figures) {
  figure.addEventListener("change", (event) => {
    if (!(event instanceof CustomEvent)) return;
    settings.set(figure.id, (event.detail as { settings: Settings }).settings);
    writeLink();
  });
}
addEventListener("hashchange", readLink);
readLink();
