/** Layout of the train view: one column on a phone, network, map and curves side by side where there is room. */

import { css, unsafeCSS } from "lit";
import { classTokens } from "../../charts/palette.js";

export const trainStyles = css`
  :host {
    container-type: inline-size;
  }

  .view {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ap-2);
  }

  .status {
    max-width: none;
    /* Room for its longest form, so that nothing below jumps while the numbers change. */
    min-height: 4.2em;
    font-family: var(--ap-font-text);
    font-size: 1.0625em;
    line-height: 1.4;
    text-wrap: pretty;
  }

  figcaption {
    font-size: 12.5px;
    line-height: 1.4;
  }

  .map ap-decision-map {
    max-width: 420px;
    margin: 0 auto;
  }

  .network .right {
    overflow-x: auto;
    scrollbar-width: thin;
  }

  .network .right > * {
    min-width: calc(var(--layers) * 62px);
  }

  .network .right ap-network-graph {
    height: 300px;
  }

  .network .down {
    display: grid;
    grid-template-columns: 108px minmax(0, 1fr);
    gap: var(--ap-half);
    height: calc(var(--layers) * 96px);
  }

  .charts {
    display: grid;
    gap: var(--ap-2);
  }

  .charts ap-history-chart {
    height: 128px;
  }

  .charts ap-layer-bars {
    height: 150px;
  }

  .drawing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ap-half) var(--ap-2);
    margin-top: var(--ap-half);
  }

  /* Room for its longer forms, so that the plane stays under the hand. */
  .drawing p {
    flex: 1 1 260px;
    max-width: none;
    min-height: 2lh;
  }

  .drawing .classes,
  .drawing .acts {
    display: flex;
    gap: var(--ap-half);
  }

  .drawing .classes label {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    min-height: var(--ap-target);
    padding: 0 4px;
    cursor: pointer;
  }

  .drawing .classes input {
    margin: 0;
    accent-color: var(--ap-blue);
  }

  ${unsafeCSS(classTokens.map((token, k) => `.class-${k} { color: var(--ap-${token}); }`).join(" "))}

  .edits {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--ap-2);
    font-size: var(--ap-size-small);
  }

  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(118px, 1fr));
    align-items: end;
    gap: var(--ap-1) var(--ap-2);
  }

  .more fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    align-items: end;
    gap: var(--ap-1) var(--ap-2);
    margin: 0 0 var(--ap-2);
    padding: 0;
    border: 0;
  }

  .more legend {
    padding: 0;
    font-weight: 600;
  }

  .bottom {
    position: sticky;
    bottom: 0;
    z-index: 1;
    padding: var(--ap-1) 0;
    border-top: 1px solid var(--ap-line);
    background: var(--ap-ground);
  }

  .tables {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ap-3) var(--ap-6);
    overflow-x: auto;
  }

  caption {
    padding-bottom: var(--ap-half);
    font-weight: 600;
    text-align: left;
  }

  @container (min-width: 640px) {
    .status {
      min-height: 2.8em;
    }

    .view {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }

    .view > * {
      grid-column: 1 / -1;
    }

    .view > .map {
      grid-column: 1;
    }

    .view > .charts {
      grid-column: 2;
      grid-row: 3;
      align-content: start;
    }
  }

  @container (min-width: 1000px) {
    .status {
      min-height: 1.4em;
    }

    .drawing p {
      min-height: 1lh;
    }

    .view {
      grid-template-columns: minmax(0, 1fr) 324px 252px;
      gap: var(--ap-1) var(--ap-3);
    }

    .view > .network {
      grid-column: 1;
      grid-row: 3;
    }

    .view > .map {
      grid-column: 2;
      grid-row: 3;
    }

    .view > .charts {
      grid-column: 3;
      grid-row: 3;
      gap: var(--ap-1);
    }

    .network {
      display: flex;
      flex-direction: column;
    }

    .network .right {
      flex: 1;
      display: flex;
      flex-direction: column;
    }

    .network .right ap-network-graph {
      flex: 1;
      height: auto;
      min-height: 250px;
    }

    .charts ap-history-chart {
      height: 122px;
    }

    .charts ap-history-chart.tall {
      height: 250px;
    }

    .charts ap-layer-bars {
      height: 140px;
    }

    .settings {
      grid-template-columns: none;
      grid-auto-columns: minmax(0, 164px);
      grid-auto-flow: column;
    }
  }
`;
