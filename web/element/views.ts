/** The views an element can show, by the name of its `view` attribute. */

import "../views/curve/curve-view.js";
import "../views/exercise/exercise-view.js";
import "../views/softmax/softmax-view.js";

/** Tag of each view. */
export const viewTags = {
  curve: "ap-curve-view",
  softmax: "ap-softmax-view",
  exercise: "ap-exercise-view",
} as const;

export type ViewName = keyof typeof viewTags;

export const viewNames = Object.keys(viewTags) as ViewName[];
