/** What a result needs beside it to be understood: hardware, engine, commit. */
import { execFileSync } from "node:child_process";
import os from "node:os";

function git(...args) {
  try {
    return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}

/** @param {string} browser name and version of the browser, or an empty text for Node */
export function describeMachine(browser) {
  const cpus = os.cpus();
  const changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "web", "cmake") !== "";
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: (git("rev-parse", "--short", "HEAD") || "unknown") + (changed ? " with changes" : ""),
    cpu: `${cpus[0]?.model.trim() ?? "unknown"}, ${cpus.length} logical cores`,
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    // Of other work as well; with more than one busy process on two cores, times are longer and uneven.
    load: os.loadavg()[0].toFixed(1),
    engine: browser || `Node ${process.versions.node} (V8 ${process.versions.v8})`,
  };
}
