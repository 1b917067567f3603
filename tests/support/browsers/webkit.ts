/** WebKitGTK's MiniBrowser, by its WebDriver; it has no headless mode, so it gets a screen of its own that nobody sees. */

import { findBrowser } from "./paths.mjs";
import { freePort, retry, startProgram, type Program } from "./processes.js";
import type { Tab } from "./tab.js";
import { openTab, type Command, type Send } from "./web-driver.js";

const routes: Readonly<Record<Exclude<Command, "NewSession">, string>> = {
  SetTimeouts: "timeouts",
  Navigate: "url",
  ExecuteAsyncScript: "execute/async",
};

interface Answer {
  readonly value: unknown;
}

async function ask(method: "GET" | "POST" | "DELETE", url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = (await response.json()) as Answer;
  if (!response.ok) throw new Error((value as { message: string }).message);
  return value;
}

/** A screen in memory; the server itself chooses the number of the display. */
async function startScreen(): Promise<{ readonly program: Program; readonly display: string }> {
  let tell: (display: string) => void = () => undefined;
  const display = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const args = ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
  const program = await startProgram("Xvfb", args, {
    read: (text) => {
      tell(`:${text.trim()}`);
    },
  });
  return { program, display: await display };
}

export async function openWebkit(): Promise<Tab> {
  const path = findBrowser("webkit");
  if (path === undefined) throw new Error("no WebKitWebDriver here; run `sh cmake/setup.sh test`");
  const screen = await startScreen();
  const programs = [screen.program];
  let session = "";
  const end = async () => {
    if (session) await ask("DELETE", session).catch(() => undefined);
    for (const program of programs.reverse()) await program.end();
  };
  try {
    const port = await freePort();
    // Wayland's screen would come first, and accessibility would ask for a bus that is not there.
    const env = { ...process.env, DISPLAY: screen.display, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" };
    programs.push(await startProgram(path, [`--port=${port}`], { env }));
    const base = `http://127.0.0.1:${port}`;
    await retry("WebKitWebDriver", () => ask("GET", `${base}/status`));
    const started = (await ask("POST", `${base}/session`, { capabilities: {} })) as { sessionId: string };
    session = `${base}/session/${started.sessionId}`;
    const send: Send = (command, parameters) =>
      ask("POST", command === "NewSession" ? `${base}/session` : `${session}/${routes[command]}`, parameters);
    return await openTab(send, end);
  } catch (error) {
    await end();
    throw error;
  }
}
