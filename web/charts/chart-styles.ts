/** Styles that every chart shares: ink for lines and words, from the page's tokens. */

import { css } from "lit";

/** A canvas, and what is drawn over it, fill their chart. */
export const overlayStyles = css`
  canvas,
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
`;

export const chartStyles = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    font: 400 0.8125rem/1.3 var(--ap-font-ui, system-ui, sans-serif);
    font-variant-numeric: tabular-nums lining-nums;
    color: var(--ap-ink);
    container-type: inline-size;
  }
  :host([hidden]) {
    display: none;
  }
  svg {
    display: block;
    width: 100%;
    height: 100%;
    overflow: visible;
    user-select: none;
    -webkit-user-select: none;
  }
  text {
    font: inherit;
    font-size: 13px;
    fill: var(--ap-ink);
  }
  .tick,
  .axis-name {
    fill: var(--ap-muted);
    font-size: 12px;
  }
  .grid,
  .asymptote {
    stroke: var(--ap-line);
    stroke-width: 1;
    shape-rendering: crispEdges;
    fill: none;
  }
  .zero,
  .hair {
    stroke: var(--ap-muted);
    stroke-width: 1;
    shape-rendering: crispEdges;
    fill: none;
  }
  .line {
    fill: none;
    stroke: var(--series);
    stroke-width: 2.25;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .thin {
    stroke-width: 1.5;
  }
  .dashed {
    stroke-dasharray: 7 5;
    stroke-linecap: butt;
  }
  .dotted {
    stroke-dasharray: 0.1 5;
  }
  .faded {
    opacity: 0.4;
  }
  .dot {
    fill: var(--series);
    stroke: var(--ap-ground);
    stroke-width: 1.5;
  }
  .ring {
    fill: var(--ap-ground);
    stroke: var(--series);
    stroke-width: 1.75;
  }
  .series-label {
    fill: var(--series);
    font-weight: 600;
  }
  .halo {
    stroke: var(--ap-ground);
    stroke-width: 4px;
    stroke-linejoin: round;
    paint-order: stroke;
  }
  .blue {
    --series: var(--ap-blue);
  }
  .orange {
    --series: var(--ap-orange);
  }
  .green {
    --series: var(--ap-green);
  }
  .pink {
    --series: var(--ap-pink);
  }
  .teal {
    --series: var(--ap-teal);
  }
  .violet {
    --series: var(--ap-violet);
  }
  .red {
    --series: var(--ap-red);
  }
  .ink {
    --series: var(--ap-ink);
  }
  .muted {
    --series: var(--ap-muted);
  }
  .focusable {
    outline: none;
  }
  .focus-ring {
    fill: none;
    stroke: none;
    stroke-width: 2;
  }
  .focusable:focus-visible .focus-ring {
    stroke: var(--ap-blue);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
