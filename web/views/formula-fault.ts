/** What is wrong with a typed formula, for the field it was typed in. */

import type { TextFault } from "../components/formula-field.js";
import type { FormulaError } from "../worker/client.js";

export function textFault({ start, end, faults }: FormulaError): TextFault {
  const message = faults.map((fault) => fault.message.replace(/^formula: /, "")).join(" ");
  return {
    start,
    end,
    message: message.charAt(0).toUpperCase() + message.slice(1) + (/[.?]$/.test(message) ? "" : "."),
  };
}
