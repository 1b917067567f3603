/** The views an element can show, by the name of its `view` attribute. */

interface ViewEntry {
  readonly tag: string;
  /** Defines the tag; a page downloads only the views that it shows. */
  readonly load: () => Promise<unknown>;
}

export const views = {
  curve: { tag: "ap-curve-view", load: () => import("../views/curve/curve-view.js") },
  softmax: { tag: "ap-softmax-view", load: () => import("../views/softmax/softmax-view.js") },
  exercise: { tag: "ap-exercise-view", load: () => import("../views/exercise/exercise-view.js") },
  train: { tag: "ap-train-view", load: () => import("../views/train/train-view.js") },
} as const satisfies Readonly<Record<string, ViewEntry>>;

export type ViewName = keyof typeof views;

export const viewNames = Object.keys(views) as ViewName[];
