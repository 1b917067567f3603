/** Which attributes of the element are settings of its view. */

import type { Settings } from "../views/view.js";

/** The element's own, and those that HTML gives every element. */
const reserved = new Set(
  (
    "view theme class id style slot part title lang dir hidden tabindex role inert translate is nonce draggable " +
    "accesskey contenteditable autofocus exportparts popover enterkeyhint inputmode itemid itemprop itemref " +
    "itemscope itemtype spellcheck"
  ).split(" "),
);

/** True for an attribute that means something to a view rather than to HTML or a framework. */
function isSetting(name: string): boolean {
  return !reserved.has(name) && !/^(?:data-|aria-|on|_|:|@|v-|ng-)/.test(name) && !name.includes(":");
}

/** The view's settings as the element's attributes give them; an attribute without a value reads "on". */
export function settingsOf(element: Element): Settings {
  const attributes = [...element.attributes].filter(({ name }) => isSetting(name));
  return Object.fromEntries(attributes.map(({ name, value }) => [name, value === "" ? "on" : value]));
}
