/** The views an element can show, by the name of its `view` attribute. */

import "../views/exercise/exercise-view.js";

/** Tag of each view. */
export const viewTags = {
  exercise: "ap-exercise-view",
} as const;

export type ViewName = keyof typeof viewTags;

export const viewNames = Object.keys(viewTags) as ViewName[];
