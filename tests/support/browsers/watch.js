/* global addEventListener, document, location */
// The first script of every page under test: it notes what goes wrong in the page, and which figures are ready. Not every
// browser's driver can tell; the page itself can in all of them.
const seen = { faults: [], ready: [] };
Object.defineProperty(globalThis, "seen", { value: seen });

const note = (...words) => seen.faults.push(words.map(String).join(" "));
const { error } = console;
console.error = (...words) => {
  note("console:", ...words);
  error.apply(console, words);
};
// Captured, as files that do not load tell nobody but their own element.
addEventListener(
  "error",
  ({ message, target }) => note("error:", message ?? `${target.localName} of ${location.href} did not load`),
  true,
);
addEventListener("unhandledrejection", ({ reason }) => note("rejection:", reason));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  note("policy:", violatedDirective, blockedURI),
);
document.addEventListener("ready", ({ detail }) => seen.ready.push(detail.view));
