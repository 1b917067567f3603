/** Where things stand in the exercise view. */

import { css } from "lit";

export const exerciseStyles = css`
  :host {
    container-type: inline-size;
  }

  .columns {
    display: grid;
    gap: var(--ap-4);
  }

  .result {
    display: grid;
    gap: var(--ap-2);
    align-content: start;
    min-width: 0;
  }

  @container (min-width: 900px) {
    .columns {
      grid-template-columns: minmax(0, 9fr) minmax(0, 7fr);
      gap: var(--ap-4);
    }
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ap-1) var(--ap-2);
    font-size: var(--ap-size-small);
  }

  .bar .primary {
    font-size: var(--ap-size);
  }

  /* Room for the four losses and the accuracy before they are printed; a longer print-out scrolls. */
  .print {
    min-height: calc(5 * 1.5em + 2 * var(--ap-1));
    max-height: calc(8 * 1.5em + 2 * var(--ap-1));
    margin: 0;
    padding: var(--ap-1) 12px;
    overflow: auto;
    border-left: 3px solid var(--ap-line);
    line-height: 1.5;
  }

  figure {
    display: grid;
    gap: var(--ap-1);
    min-width: 0;
  }

  figcaption {
    min-height: 1.5em;
  }

  .check {
    display: flex;
    align-items: center;
    gap: var(--ap-1);
    min-height: var(--ap-target);
    cursor: pointer;
  }

  .check input {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--ap-blue);
  }

  .evidence {
    display: grid;
    gap: var(--ap-half);
    min-height: 4.5em;
    align-content: start;
    font-size: var(--ap-size-small);
  }

  .match {
    color: var(--ap-green);
  }

  .hash {
    overflow-wrap: anywhere;
  }

  .scroll {
    max-height: 320px;
    overflow: auto;
  }

  .scroll td.number,
  .scroll th.number,
  .pair td.number,
  .pair th.number {
    text-align: right;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ap-2);
    justify-items: start;
  }

  .tried {
    margin-top: var(--ap-6);
  }

  .pair {
    font-size: var(--ap-size);
  }

  ap-tried-table {
    width: 100%;
  }
`;
