/** The real browsers in which the same tests run. */

import { openChromium } from "./chromium.js";
import { openFirefox } from "./firefox.js";
import type { BrowserKind, Tab } from "./tab.js";
import { openWebkit } from "./webkit.js";

export { browserKinds, type BrowserKind, type Tab } from "./tab.js";

const openers: Readonly<Record<BrowserKind, () => Promise<Tab>>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebkit,
};

/** Starts one of the browsers of this machine. Errors: when it is not there, or does not start. */
export const openBrowser = (kind: BrowserKind): Promise<Tab> => openers[kind]();
