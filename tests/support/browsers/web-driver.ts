/** The W3C WebDriver commands of a tab, over any way of sending them. */

import { kPatience, type Tab } from "./tab.js";

/** Sends one command and gives the value of its answer. Errors: when the browser refuses. */
export type Send = (command: Command, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
export type Command = "NewSession" | "SetTimeouts" | "Navigate" | "ExecuteAsyncScript";

/** What the script of `evaluate` answers. */
type Outcome = { readonly value: unknown } | { readonly error: string };

/** Starts a session and gives its tab; `end` ends the browser. */
export async function openTab(send: Send, end: () => Promise<void>): Promise<Tab> {
  await send("SetTimeouts", { pageLoad: kPatience, script: kPatience });
  return {
    goto: async (url) => {
      await send("Navigate", { url });
    },
    evaluate: async (expression) => {
      const script = `const tell = arguments[arguments.length - 1];
        Promise.resolve().then(() => (${expression})).then(
          (value) => tell({ value: value === undefined ? null : value }), (error) => tell({ error: String(error) }));`;
      const outcome = (await send("ExecuteAsyncScript", { script, args: [] })) as Outcome;
      if ("error" in outcome) throw new Error(outcome.error);
      return outcome.value;
    },
    close: end,
  };
}
