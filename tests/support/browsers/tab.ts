/** One tab of a real browser, in the few words that a test needs in all of them. */

export const browserKinds = ["chromium", "firefox", "webkit"] as const;
export type BrowserKind = (typeof browserKinds)[number];

export interface Tab {
  /** Opens a page and waits until it has loaded. Errors: when there is no answer. */
  goto(url: string): Promise<void>;
  /**
   * The value of a JavaScript expression in the page, as JSON; a promise is waited for. The page's own Content-Security-Policy
   * does not apply to it. Errors: what the expression throws.
   */
  evaluate(expression: string): Promise<unknown>;
  /** Ends the browser. */
  close(): Promise<void>;
}

/** Longest wait for a page or an expression. Units: ms. */
export const kPatience = 120_000;
