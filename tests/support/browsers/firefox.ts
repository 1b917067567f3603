/** Firefox, by its own remote protocol Marionette: WebDriver's commands as JSON over a socket, `length:[0,id,name,parameters]`. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { findBrowser } from "./paths.mjs";
import { retry, startProgram } from "./processes.js";
import type { Tab } from "./tab.js";
import { openTab, type Send } from "./web-driver.js";

/** Nothing is asked of the network, and nothing is animated. */
const preferences = {
  "marionette.port": 0,
  "app.update.disabledForTesting": true,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "ui.prefersReducedMotion": 1,
};

/** The messages in what has arrived so far, and the rest that is not yet whole. */
function takeMessages(bytes: Buffer): { readonly messages: readonly string[]; readonly rest: Buffer } {
  const messages: string[] = [];
  let rest = bytes;
  for (;;) {
    const colon = rest.indexOf(":");
    const end = colon + 1 + Number(rest.toString("latin1", 0, colon));
    if (colon < 0 || rest.length < end) return { messages, rest };
    messages.push(rest.toString("utf8", colon + 1, end));
    rest = rest.subarray(end);
  }
}

/** Sends commands over the socket; each answer is `[1, id, error, result]`. */
function speak(socket: Socket): Send {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let bytes: Buffer = Buffer.alloc(0);
  let lastId = 0;
  socket.on("data", (chunk: Buffer) => {
    const { messages, rest } = takeMessages(Buffer.concat([bytes, chunk]));
    bytes = rest;
    for (const message of messages) {
      const answer = JSON.parse(message) as unknown;
      if (!Array.isArray(answer)) continue; // the greeting
      const [, id, error, result] = answer as [number, number, { message: string } | null, unknown];
      const { resolve, reject } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (error) reject?.(new Error(error.message));
      // Simple answers come in a wrapping of their own.
      else
        resolve?.(result !== null && typeof result === "object" && "value" in result ? result.value : result);
    }
  });
  socket.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("Firefox has closed the connection"));
  });
  return (command, parameters) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      const text = JSON.stringify([0, id, `WebDriver:${command}`, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}

export async function openFirefox(): Promise<Tab> {
  const path = findBrowser("firefox");
  if (path === undefined) throw new Error("no Firefox here; run `sh cmake/setup.sh test`");
  // Inside the project, as Firefox from a snap cannot read the machine's folder for temporary files.
  mkdirSync("build", { recursive: true });
  const profile = mkdtempSync(join(process.cwd(), "build", "firefox-"));
  writeFileSync(
    join(profile, "user.js"),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(""),
  );
  // As root, Firefox refuses to start in a home that is somebody else's, as in the containers of some build services.
  const program = await startProgram(
    path,
    ["--marionette", "--headless", "--no-remote", "--profile", profile],
    { env: process.getuid?.() === 0 ? { ...process.env, HOME: profile } : process.env },
  );
  let socket: Socket | undefined;
  const end = async () => {
    socket?.destroy();
    await program.end();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    socket = await retry("Firefox", () => {
      const port = Number(readFileSync(join(profile, "MarionetteActivePort"), "utf8"));
      return new Promise<Socket>((resolve, reject) => {
        const attempt = connect(port, "127.0.0.1", () => {
          resolve(attempt);
        });
        attempt.once("error", reject);
      });
    });
    const send = speak(socket);
    await send("NewSession", {});
    return await openTab(send, end);
  } catch (error) {
    await end();
    throw error;
  }
}
