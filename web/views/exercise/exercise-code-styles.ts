/** How the program stands on the page: one line of code a line, with room for the controls in it. */

import { css } from "lit";

export const programStyles = css`
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    color: var(--ap-muted);
    font-size: var(--ap-size-small);
  }

  .code {
    padding: var(--ap-1) 0;
    border-top: 1px solid var(--ap-line);
    border-bottom: 1px solid var(--ap-line);
    font-family: var(--ap-font-mono);
    font-size: var(--ap-size-small);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }

  /* A line that does not fit hangs two characters behind its own indent. */
  .line {
    display: block;
    min-height: 1.5em;
    margin-left: -12px;
    padding-left: calc(12px - 2px + 2ch);
    border-left: 2px solid transparent;
    text-indent: -2ch;
    white-space: pre-wrap;
  }

  .indent-1 {
    padding-left: calc(12px - 2px + 6ch);
    text-indent: -6ch;
  }

  .indent-2 {
    padding-left: calc(12px - 2px + 10ch);
    text-indent: -10ch;
  }

  .open {
    padding-block: 2px;
    background: color-mix(in srgb, var(--ap-tint) 45%, transparent);
  }

  .changed {
    border-left-color: var(--ap-blue);
  }

  .slot {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    vertical-align: middle;
    white-space: pre;
  }

  select,
  input {
    min-height: var(--ap-target);
    border: 1px solid var(--ap-edge);
    border-radius: var(--ap-radius);
    background-color: var(--ap-panel);
    color: var(--ap-ink);
    line-height: 1.2;
  }

  @media (pointer: fine) {
    select,
    input,
    ap-segments,
    button {
      --ap-target: 26px;
    }
  }

  select {
    max-width: 100%;
    padding: 0 var(--ap-half);
    font-weight: 600;
    cursor: pointer;
  }

  select:hover,
  input:hover {
    background-color: var(--ap-tint);
  }

  input {
    width: 7ch;
    padding: 0 6px;
    text-align: right;
  }

  input.seed {
    width: 12ch;
  }

  @supports (field-sizing: content) {
    select,
    input,
    input.seed {
      width: auto;
      min-width: 5ch;
      field-sizing: content;
    }
  }

  ap-formula-field {
    --ap-size-formula: var(--ap-size-small);
    display: inline-grid;
    width: calc(100% - 3ch);
    vertical-align: middle;
    font-family: var(--ap-font-ui);
    text-indent: 0;
  }

  ap-segments {
    font-family: var(--ap-font-ui);
    font-size: var(--ap-size-small);
    vertical-align: middle;
  }

  .hint {
    display: inline-block;
    white-space: nowrap;
    text-indent: 0;
  }

  button.was {
    min-height: var(--ap-target);
    padding: 0;
    white-space: nowrap;
    font-family: inherit;
    color: var(--ap-muted);
  }
`;
