/** Points that a reader draws, step by step, each step to be undone. */

import { kFirstPoints, kMostPoints, snap, writePoints, type DrawnPoints } from "./points-text.js";

/** With fewer there is nothing to hold back for the test. */
export const kLeastPoints = 4;
/** So many steps can be undone. */
const kMostSteps = 200;

export class Drawing {
  #points: DrawnPoints = kFirstPoints;
  #text = writePoints(kFirstPoints);
  readonly #before: DrawnPoints[] = [];

  get points(): DrawnPoints {
    return this.#points;
  }

  /** The points as links carry them. */
  get text(): string {
    return this.#text;
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  get isFull(): boolean {
    return this.#points.labels.length >= kMostPoints;
  }

  /** Whether there is enough to learn from. */
  get isEnough(): boolean {
    const { labels } = this.#points;
    return labels.length >= kLeastPoints && new Set(labels).size >= 2;
  }

  /** Adds a point at the nearest place that a link can hold; nothing when there are as many as it can hold. */
  add(x: number, y: number, label: number): void {
    if (this.isFull) return;
    const { features, labels } = this.#points;
    this.#set({ features: [...features, [snap(x), snap(y)]], labels: [...labels, label] });
  }

  move(index: number, x: number, y: number): void {
    const { features, labels } = this.#points;
    const moved = features.map((place, i) => (i === index ? ([snap(x), snap(y)] as const) : place));
    this.#set({ features: moved, labels });
  }

  remove(index: number): void {
    const { features, labels } = this.#points;
    const others = (_: unknown, i: number) => i !== index;
    this.#set({ features: features.filter(others), labels: labels.filter(others) });
  }

  clear(): void {
    this.#set({ features: [], labels: [] });
  }

  /** Other points instead of these, such as those of a link. */
  replace(points: DrawnPoints): void {
    this.#set(points);
  }

  undo(): void {
    const before = this.#before.pop();
    if (before === undefined) return;
    this.#points = before;
    this.#text = writePoints(before);
  }

  #set(points: DrawnPoints): void {
    const text = writePoints(points);
    if (text === this.#text) return;
    this.#before.push(this.#points);
    if (this.#before.length > kMostSteps) this.#before.shift();
    this.#points = points;
    this.#text = text;
  }
}
