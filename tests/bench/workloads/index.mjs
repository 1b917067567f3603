/** All workloads, in the order of the report. @import { Workload } from "../harness/types.js" */
import { formula } from "./formula.mjs";
import { products } from "./products.mjs";
import { race } from "./race.mjs";
import { w1 } from "./w1.mjs";
import { w2 } from "./w2.mjs";
import { w2b } from "./w2b.mjs";
import { w3 } from "./w3.mjs";
import { w4 } from "./w4.mjs";
import { w4b } from "./w4b.mjs";
import { w5 } from "./w5.mjs";
import { w6 } from "./w6.mjs";

/** @type {readonly Workload[]} */
export const workloads = [w1, w2, w2b, w3, w4, w4b, w5, formula, w6, products, race];
