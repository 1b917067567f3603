/** What the properties of a function mean, in plain words. */

import { css, html, type TemplateResult } from "lit";
import type { ActivationInfo } from "../../engine/types.js";

/** The properties of the catalogue as a reader would say them, with what each is good for. */
const PROPERTY_WORDS: Readonly<Record<string, readonly [word: string, meaning: string]>> = {
  smooth: ["smooth", "it has a derivative everywhere, and so has that"],
  continuous: ["continuous", "a small change of x changes f(x) a little"],
  monotonic: ["monotonic", "it never falls"],
  bounded: ["bounded", "outputs cannot grow without limit"],
  zero_centered: ["zero-centred", "f(−x) = −f(x), so outputs average to about zero"],
  saturating: ["saturating", "far from zero the slope fades, and with it the gradient"],
  sparse: ["sparse", "it is exactly 0 on a whole stretch"],
  identity_at_zero: ["identity near zero", "small signals pass unchanged"],
  learnable: ["learnable", "a parameter is trained with the weights"],
  zero_gradient: [
    "no gradient",
    "the slope is 0 wherever it exists: gradient descent cannot train through it",
  ],
};

/** A property in words: the word, and what it means. A property without words here is shown by its name. */
export function propertyWords(name: string): readonly [word: string, meaning: string] {
  return name in PROPERTY_WORDS ? PROPERTY_WORDS[name] : [name.replaceAll("_", " "), ""];
}

export const propertyListStyles = css`
  dl.properties {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--ap-half) var(--ap-2);
    margin: 0;
    font-size: var(--ap-size-small);
  }
  .properties dt {
    font-weight: 600;
  }
  .properties dd {
    margin: 0;
    color: var(--ap-muted);
  }
`;

/** A line for each property of the function. */
export function propertyList({ properties }: ActivationInfo): TemplateResult {
  return html`<dl class="properties">
    ${properties.map((name) => {
      const [word, meaning] = propertyWords(name);
      return html`<dt>${word}</dt>
        <dd>${meaning}</dd>`;
    })}
  </dl>`;
}
