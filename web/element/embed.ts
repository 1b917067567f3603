/** The embedded figure: its settings are the hash of its address; it tells the page around it how tall it is. */

import "./index.js";
import { decodeLink, encodeLink } from "../spec/link.js";
import type { Settings } from "../views/view.js";
import { applySettings, replaceHash } from "./link-state.js";

/** What the parent page gets. Units: CSS px. */
interface HeightMessage {
  readonly type: "activation-playground";
  readonly version: 1;
  readonly height: number;
}

const figure = document.createElement("activation-playground");

function readLink(): void {
  const { value, faults } = decodeLink(location.hash);
  const { view, theme, ...settings } = value as Settings;
  figure.notices = faults.map(({ message }) => `In the address, ${message}.`);
  if (view !== undefined) figure.setAttribute("view", view);
  if (theme !== undefined) {
    figure.setAttribute("theme", theme);
    document.documentElement.setAttribute("theme", theme);
  }
  applySettings(figure, settings);
}

function postHeight(): void {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  const message: HeightMessage = { type: "activation-playground", version: 1, height };
  // The height is no secret, and a sandboxed frame cannot know who is around it.
  if (parent !== window) parent.postMessage(message, "*");
}

figure.addEventListener("change", (event) => {
  if (!(event instanceof CustomEvent)) return;
  const { view, theme } = decodeLink(location.hash).value as Settings;
  replaceHash(encodeLink({ view, theme, ...(event.detail as { settings: Settings }).settings }));
});
addEventListener("hashchange", readLink);
new ResizeObserver(postHeight).observe(document.documentElement);
readLink();
const fallback = document.querySelector("main > p");
fallback?.replaceWith(figure);
if (fallback) figure.append(fallback);
