/** A peer in a Node process of its own. @import { PeerSession } from "./types.js" */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const childPath = fileURLToPath(new URL("node-child.mjs", import.meta.url));

/** Keeps what the libraries print (welcome texts, warnings) out of the table, for the case of a failure. */
function collectOutput(child) {
  let text = "";
  const add = (chunk) => {
    text = (text + chunk).slice(-2000);
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  return () => text.trim();
}

/** @param {string} peerId @returns {Promise<PeerSession>} */
export async function openNodeSession(peerId) {
  const child = fork(childPath, [peerId], { serialization: "advanced", silent: true });
  const output = collectOutput(child);
  const waiting = new Map();
  let ended;
  const exited = new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      ended = new Error(`process ended (${signal ?? code}): ${output()}`);
      for (const { reject } of waiting.values()) reject(ended);
      waiting.clear();
      resolve();
    });
  });
  child.on("message", ({ id, value, error }) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  });
  const answer = (id) =>
    new Promise((resolve, reject) => {
      if (ended) reject(ended);
      else waiting.set(id, { resolve, reject });
    });
  let calls = 0;
  const call = (method, argument) => {
    const result = answer(++calls);
    if (!ended) child.send({ id: calls, method, argument });
    return result;
  };
  await answer("ready");
  return {
    load: () => call("load"),
    prepare: (task) => call("prepare", task),
    measure: (ms) => call("measure", ms),
    async close() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
