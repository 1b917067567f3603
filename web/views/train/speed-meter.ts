/** How fast a run goes. */

/** Over how long the speed is measured. Units: ms. */
const kMeasured = 1000;

/** Steps per second over the last second. */
export class SpeedMeter {
  /** 0 while it is not known. */
  measured = 0;
  #marks: { readonly step: number; readonly at: number }[] = [];

  take(step: number): void {
    const at = performance.now();
    this.#marks = [...this.#marks.filter((mark) => at - mark.at < kMeasured), { step, at }];
    const [first] = this.#marks;
    if (at - first.at > kMeasured / 4) this.measured = ((step - first.step) / (at - first.at)) * 1000;
  }

  /** The run stands, or is another. */
  reset(): void {
    this.#marks = [];
  }
}
