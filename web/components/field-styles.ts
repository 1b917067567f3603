/** What fields with a name above them share. */

import { css } from "lit";

export const fieldStyles = css`
  :host {
    min-width: 0;
  }

  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--ap-half);
    min-height: 22px;
    font-size: var(--ap-size-small);
    white-space: nowrap;
  }

  label {
    overflow: hidden;
    color: var(--ap-muted);
    text-overflow: ellipsis;
  }

  .head button {
    min-height: 22px;
    padding: 0;
    font-size: inherit;
  }

  .field {
    padding: 0 var(--ap-1);
  }

  @media (pointer: coarse) {
    .head button {
      min-height: 44px;
    }
  }
`;
