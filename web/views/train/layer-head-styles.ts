/** Styles of the heads of the layers. */

import { css } from "lit";

export const layerHeadStyles = css`
  .heads {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
  }

  .head {
    display: flex;
    flex-direction: column;
    align-items: center;
    min-width: 0;
    font-size: var(--ap-size-small);
    text-align: center;
  }

  .name {
    display: flex;
    align-items: center;
    min-height: var(--ap-target);
  }

  .muted,
  .head > .quiet {
    font-size: 12px;
  }

  .head > .quiet {
    min-height: 28px;
    border-color: transparent;
    white-space: nowrap;
  }

  .function {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 5px;
    width: calc(100% - 6px);
    max-width: 132px;
    padding: 0 4px;
    overflow: hidden;
    white-space: nowrap;
  }

  .function ap-glyph {
    flex: none;
  }

  .function span {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .narrow .function {
    flex-direction: column;
    gap: 0;
    padding: 3px 2px 1px;
    font-size: 11px;
    line-height: 1.2;
  }

  .narrow .function span {
    max-width: 100%;
  }

  :host([flow="down"]) .heads {
    height: 100%;
    grid-auto-flow: row;
    grid-auto-rows: minmax(0, 1fr);
  }

  :host([flow="down"]) .head {
    justify-content: center;
  }

  :host([flow="down"]) .function {
    justify-content: start;
    width: 100%;
    gap: 4px;
    font-size: 12.5px;
  }

  .units {
    display: flex;
    align-items: center;
  }

  .step {
    min-width: 24px;
    min-height: 28px;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--ap-muted);
  }

  .step:hover {
    color: var(--ap-ink);
  }

  .count {
    min-width: 1.2em;
  }

  .sheet {
    position: fixed;
    inset: auto;
    width: min(440px, 100vw - 16px);
    max-height: min(560px, 90vh);
    margin: 0;
    padding: var(--ap-2);
    border: 1px solid var(--ap-edge);
    border-radius: var(--ap-radius);
    background: var(--ap-panel);
    color: var(--ap-ink);
    overflow-y: auto;
    box-shadow: 0 6px 24px rgb(0 0 0 / 14%);
    text-align: left;
  }

  .extras {
    max-width: 100%;
    overflow: hidden;
    color: var(--ap-muted);
    font-size: 11px;
    line-height: 1.2;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  @media (pointer: coarse) {
    .step {
      min-width: 34px;
      min-height: 44px;
    }

    .head > .quiet {
      min-height: 44px;
    }
  }
`;
