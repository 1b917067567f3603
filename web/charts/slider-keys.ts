/** The keys of a slider, as the ARIA pattern gives them, with Shift for larger steps. */

export interface SliderKeyOptions {
  readonly now: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Shift with an arrow key, and the Page keys. */
  readonly largeStep: number;
}

/** Where the key moves the slider to, inside its limits; undefined for a key that is not the slider's. */
export function sliderKey(event: KeyboardEvent, options: SliderKeyOptions): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const { now, min, max, step, largeStep } = options;
  const arrow = event.shiftKey ? largeStep : step;
  const target = (): number | undefined => {
    switch (event.key) {
      case "ArrowLeft":
      case "ArrowDown":
        return now - arrow;
      case "ArrowRight":
      case "ArrowUp":
        return now + arrow;
      case "PageDown":
        return now - largeStep;
      case "PageUp":
        return now + largeStep;
      case "Home":
        return min;
      case "End":
        return max;
      default:
        return undefined;
    }
  };
  const next = target();
  return next === undefined ? undefined : Math.min(max, Math.max(min, next));
}
