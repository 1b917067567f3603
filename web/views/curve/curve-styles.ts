/** Lay-out of the curve and softmax views: figure beside card where there is room, one column where there is not. */

import { css } from "lit";

export const sheetStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .view {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ap-2);
  }
  .sheet {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ap-4);
    align-items: start;
  }
  figure {
    display: grid;
    gap: var(--ap-2);
    min-width: 0;
  }
  figcaption {
    color: var(--ap-ink);
    font-size: var(--ap-size);
    min-height: 3em;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ap-1) var(--ap-3);
    font-size: var(--ap-size);
  }
  .numbers > * {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    white-space: nowrap;
  }
  .math {
    font-family: var(--ap-font-text);
    font-style: italic;
  }
  .math .upright,
  .upright {
    font-style: normal;
  }
  .numbers b {
    min-width: 4.2em;
    font-weight: 600;
    text-align: left;
  }
  .numbers input {
    width: 5.5em;
    text-align: right;
  }
  figure th,
  figure td {
    padding-right: var(--ap-1);
  }
  .caption-row {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: var(--ap-1) var(--ap-2);
  }
  .caption-row figcaption {
    flex: 1 1 20em;
  }
  .zoom {
    margin-left: auto;
    display: inline-flex;
    gap: var(--ap-half);
  }
  .zoom button:not(.quiet) {
    width: var(--ap-target);
    padding: 0;
  }
  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 0;
  }
  .tools > details {
    width: 100%;
  }
  .beside {
    margin: var(--ap-1) 0;
  }
  .files {
    display: inline-flex;
    align-items: center;
    gap: var(--ap-1);
    min-height: var(--ap-target);
    font-size: var(--ap-size-small);
  }
  .scroll {
    max-height: 20em;
    overflow: auto;
  }
  .card,
  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ap-2);
    align-content: start;
    min-width: 0;
  }
  .second input {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--ap-blue);
  }
  @container (min-width: 820px) {
    .sheet {
      grid-template-columns: minmax(0, 1fr) minmax(300px, 36%);
      gap: var(--ap-2) var(--ap-6);
    }
    /* The card beside both the figure and what stands below it. */
    .card {
      grid-column: 2;
      grid-row: 1 / span 2;
    }
  }
`;
