/** The one event of every control: the new value, and whether the hand has let go. */

export interface ValueChange<T> {
  readonly value: T;
  /** False while a slider is still being dragged. */
  readonly final: boolean;
}

export type ValueChangeEvent<T> = CustomEvent<ValueChange<T>>;

/** Fires `value-change` on a control; it bubbles inside the view and stays in the view's shadow root. */
export function fireValueChange(control: HTMLElement, value: string | number, final = true): void {
  control.dispatchEvent(new CustomEvent("value-change", { detail: { value, final }, bubbles: true }));
}
