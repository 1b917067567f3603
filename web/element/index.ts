/** The package's `./element` entry: importing it defines `<activation-playground>`. */

export { ActivationPlayground } from "./activation-playground.js";
