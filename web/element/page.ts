/** The page: its figures, each under its own prefix of the address. */

import "./index.js";
import { decodeLink, encodeLink } from "../spec/link.js";
import type { Settings } from "../views/view.js";
import { applySettings, replaceHash, settingsByFigure } from "./link-state.js";

const figures = [...document.querySelectorAll("activation-playground")];
const ids = figures.map(({ id }) => id);
const settings = new Map<string, Settings>();

function readLink(): void {
  const { value, faults } = decodeLink(location.hash);
  const { byFigure, unknown } = settingsByFigure(value, ids);
  for (const figure of figures) {
    const given = byFigure.get(figure.id) ?? {};
    settings.set(figure.id, given);
    applySettings(figure, given);
  }
  // What belongs to no figure is said by the first.
  figures[0].notices = [
    ...faults.map(({ message }) => `In the address, ${message}.`),
    ...unknown.map(
      (name) => `In the address, "${name}" belongs to no figure; names begin with ${ids.join(", ")}.`,
    ),
  ];
}

function writeLink(): void {
  const all = [...settings].flatMap(([id, given]) =>
    Object.entries(given).map(([name, value]) => [`${id}.${name}`, value]),
  );
  replaceHash(encodeLink(Object.fromEntries(all) as Settings));
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
