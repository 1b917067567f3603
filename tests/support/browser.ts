import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findBrowser } from "./browsers/paths.mjs";

/** What a page did beside what was asked of it; every list is empty for a good page. */
export interface PageFaults {
  /** console.error lines and uncaught errors; a violated Content-Security-Policy is one of these. */
  readonly errors: string[];
  /** Answers of 400 or more, and requests that got no answer. */
  readonly failedRequests: string[];
}

/** A page under observation. */
export interface WatchedPage {
  readonly page: Page;
  readonly faults: PageFaults;
  /** Addresses asked for since the last call, or since the page was opened. */
  takeRequests(): string[];
}

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the Chromium of this machine. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findBrowser("chromium");
  if (executablePath === undefined) throw new Error("no Chromium here; run `sh cmake/setup.sh test`");
  return chromium.launch({ executablePath, args, headless: true });
}

/** Opens an empty page whose errors and requests are recorded; close it by `page.context().close()`. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: PageFaults = { errors: [], failedRequests: [] };
  let requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.errors.push(message.text());
  });
  page.on("pageerror", (error) => {
    faults.errors.push(String(error));
  });
  context.on("request", (request) => {
    requests.push(request.url());
  });
  context.on("requestfailed", (request) => {
    faults.failedRequests.push(`${request.url()}: ${request.failure()?.errorText ?? "failed"}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) faults.failedRequests.push(`${response.url()}: ${response.status()}`);
  });
  const takeRequests = () => {
    const taken = requests;
    requests = [];
    return taken;
  };
  return { page, faults, takeRequests };
}
