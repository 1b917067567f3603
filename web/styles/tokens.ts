/** The tokens as an adoptable sheet: only the outermost element takes it, everything inside inherits. */

import { unsafeCSS } from "lit";
import text from "./tokens.css?inline";

export const tokens = unsafeCSS(text);
