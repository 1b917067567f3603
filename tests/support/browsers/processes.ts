/** Programs that live as long as a test. */

import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";

export interface Program {
  readonly process: ChildProcess;
  /** Ends it, and waits until it has ended. */
  end(): Promise<void>;
}

/** Starts a program whose output goes nowhere but to `read`. Errors: when it cannot be started. */
export async function startProgram(
  path: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly read?: (text: string) => void } = {},
): Promise<Program> {
  const child = spawn(path, args, {
    stdio: ["ignore", options.read ? "pipe" : "ignore", "ignore"],
    env: options.env ?? process.env,
  });
  child.stdout?.setEncoding("utf8").on("data", (text: string) => options.read?.(text));
  const ended = new Promise<void>((resolve) =>
    child.once("exit", () => {
      resolve();
    }),
  );
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  return {
    process: child,
    end: async () => {
      child.kill();
      const hard = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(hard);
    },
  };
}

/** A port of this machine that nothing listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

/** Calls `attempt` until it gives something, for 30 s at most. Errors: the last error, in a sentence. */
export async function retry<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      return await attempt();
    } catch (cause) {
      if (Date.now() > end) throw new Error(`${what} did not answer within 30 s`, { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
