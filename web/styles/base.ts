/** The sheets that components and views share. A component lists the ones it needs in `static styles`. */

import { css } from "lit";

/** For every shadow root: box model, ink, control type, the focus ring, and text for screen readers only. */
export const base = css`
  :host {
    display: block;
    color: var(--ap-ink);
    font: 400 var(--ap-size) / var(--ap-leading) var(--ap-font-ui);
    font-variant-numeric: tabular-nums;
    -webkit-text-size-adjust: 100%;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 2px solid var(--ap-blue);
    outline-offset: 2px;
  }

  .for-reader-only {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Prose, captions, numbers, tables and code. */
export const text = css`
  h2,
  h3 {
    margin: 0;
    font-family: var(--ap-font-text);
    font-weight: 600;
    line-height: 1.2;
    text-wrap: balance;
  }

  h2 {
    font-size: var(--ap-size-title);
  }

  h3 {
    font-size: var(--ap-size-large);
  }

  p {
    margin: 0;
    max-width: var(--ap-measure);
    text-wrap: pretty;
  }

  .prose {
    font-family: var(--ap-font-text);
  }

  .caption,
  figcaption {
    max-width: var(--ap-measure);
    color: var(--ap-muted);
    font-family: var(--ap-font-text);
    font-size: var(--ap-size-small);
  }

  .unit,
  .muted {
    color: var(--ap-muted);
  }

  code,
  pre,
  output.number {
    font-family: var(--ap-font-mono);
    font-size: var(--ap-size-small);
  }

  table {
    border-collapse: collapse;
    font-size: var(--ap-size-small);
  }

  th,
  td {
    padding: var(--ap-half) var(--ap-2) var(--ap-half) 0;
    border-bottom: 1px solid var(--ap-line);
    text-align: left;
    vertical-align: baseline;
  }

  th {
    color: var(--ap-muted);
    font-weight: 400;
  }

  .number {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }

  figure {
    margin: 0;
  }
`;

/** Buttons, fields and the disclosure triangle. */
export const controls = css`
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }

  button,
  .field {
    min-height: var(--ap-target);
    padding: 0 12px;
    border: 1px solid var(--ap-edge);
    border-radius: var(--ap-radius);
    background: var(--ap-panel);
    transition: background-color var(--ap-motion) ease-out;
  }

  button {
    cursor: pointer;
  }

  button:hover {
    background: var(--ap-tint);
  }

  button.primary {
    border-color: var(--ap-blue);
    background: var(--ap-blue);
    color: var(--ap-on-blue);
    font-weight: 600;
  }

  button.primary:hover {
    background: color-mix(in srgb, var(--ap-blue) 88%, var(--ap-ink));
  }

  button.quiet {
    padding: 0 var(--ap-half);
    border-color: transparent;
    background: none;
    color: var(--ap-blue);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }

  button.quiet:hover {
    text-decoration-thickness: 2px;
  }

  button:disabled {
    border-color: var(--ap-line);
    background: none;
    color: var(--ap-muted);
    cursor: default;
  }

  input[type="number"] {
    -moz-appearance: textfield;
    appearance: textfield;
  }

  input[type="number"]::-webkit-inner-spin-button,
  input[type="number"]::-webkit-outer-spin-button {
    -webkit-appearance: none;
    margin: 0;
  }

  [aria-invalid="true"] {
    border-color: var(--ap-red);
  }

  summary {
    min-height: var(--ap-target);
    width: fit-content;
    color: var(--ap-muted);
    font-size: var(--ap-size-small);
    line-height: var(--ap-target);
    cursor: pointer;
  }
`;
