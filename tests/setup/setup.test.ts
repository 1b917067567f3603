import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const debian = 'ID=debian\nVERSION_ID="12"\n';
const ubuntu = 'ID=ubuntu\nVERSION_ID="24.04"\n';
const fedora = "ID=fedora\nVERSION_ID=42\n";

/** Ordinary commands of the script, which the simulated machine has as well. */
const ordinary = [
  "sh",
  "dirname",
  "cmp",
  "cut",
  "grep",
  "sed",
  "cat",
  "awk",
  "mkdir",
  "rm",
  "mv",
  "cp",
  "tr",
  "env",
];

describe("cmake/setup.sh", () => {
  let project: string;
  let bin: string;

  /** Adds a command to the machine; each call of it is noted in the file `calls`. */
  function addCommand(name: string, script = "") {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"${project}/calls"\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }

  function run(level: string, system: string) {
    writeFileSync(join(project, "os-release"), system);
    const { status, stdout, stderr } = spawnSync("/bin/sh", [join(project, "cmake/setup.sh"), level], {
      encoding: "utf8",
      env: { PATH: bin, AP_OS_RELEASE: join(project, "os-release") },
    });
    const calls = existsSync(join(project, "calls")) ? readFileSync(join(project, "calls"), "utf8") : "";
    return {
      status,
      stdout,
      stderr,
      installs: calls.split("\n").filter((line) => line.startsWith("apt-get")),
    };
  }

  /** A machine with Node and the project's packages, and nothing to build with. */
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "setup-"));
    bin = join(project, "bin");
    mkdirSync(bin);
    mkdirSync(join(project, "node_modules"));
    cpSync("cmake/setup.sh", join(project, "cmake/setup.sh"));
    cpSync("package-lock.json", join(project, "package-lock.json"));
    cpSync("package-lock.json", join(project, "node_modules/.installed-lock.json"));
    for (const name of ordinary) {
      const path = [`/usr/bin/${name}`, `/bin/${name}`].find((candidate) => existsSync(candidate));
      if (path) symlinkSync(path, join(bin, name));
    }
    addCommand("node", "case $1 in -p) echo 20 ;; --version) echo v20.0.0 ;; *) exit 1 ;; esac");
    addCommand("npm");
    addCommand("id", "echo 0");
    addCommand("apt-get");
    addCommand("apt-cache");
  });

  afterEach(() => {
    rmSync(project, { recursive: true });
  });

  it("is silent and installs nothing when nothing is missing", () => {
    for (const name of ["g++", "cmake", "ninja", "emcc"]) addCommand(name);
    expect(run("build", debian)).toEqual({ status: 0, stdout: "", stderr: "", installs: [] });
  });

  it("says what it installs and why, before it does", () => {
    for (const name of ["g++", "cmake"]) addCommand(name);
    addCommand("apt-get", "echo 'now installing'");
    const { status, stdout, installs } = run("build", debian);
    expect(status).toBe(0);
    expect(installs).toEqual(["apt-get install -y --no-install-recommends ninja-build emscripten"]);
    expect(stdout).toMatch(/emscripten +C\+\+ to WebAssembly[^]*now installing[^]*done/);
  });

  it("reads the package lists again when a package is unknown", () => {
    for (const name of ["g++", "cmake", "ninja"]) addCommand(name);
    addCommand("apt-cache", "exit 100");
    expect(run("build", debian).installs).toEqual([
      "apt-get update",
      "apt-get install -y --no-install-recommends emscripten",
    ]);
  });

  it("prints the exact command when it has no root rights", () => {
    addCommand("id", "echo 1000");
    const { status, stderr, installs } = run("build", debian);
    expect(status).toBe(1);
    expect(installs).toEqual([]);
    expect(stderr).toContain(
      "sudo apt-get update && sudo apt-get install -y --no-install-recommends g++ cmake ninja-build emscripten",
    );
  });

  it("uses sudo when it asks for no password", () => {
    for (const name of ["g++", "cmake", "ninja"]) addCommand(name);
    addCommand("id", "echo 1000");
    addCommand("sudo", '[ "$1" != -n ] || exit 0\n"$@"');
    const { status, installs } = run("build", debian);
    expect(status).toBe(0);
    expect(installs).toEqual(["apt-get install -y --no-install-recommends emscripten"]);
  });

  it("lists everything with versions on a system it does not know, and installs nothing", () => {
    const { status, stderr, installs } = run("test", fedora);
    expect(status).toBe(1);
    expect(installs).toEqual([]);
    expect(stderr).toContain("this system (fedora-42)");
    for (const line of [
      "g\\+\\+ +10 or newer",
      "emscripten +3.1.6",
      "chromium +120",
      "firefox-esr +128",
      "webkit2gtk-driver +2.42",
      "xvfb +21",
      "Catch2 +3.4 or newer",
    ]) {
      expect(stderr).toMatch(new RegExp(line));
    }
  });

  /** A machine on which only what tests need is missing. */
  function addBuildTools() {
    for (const name of ["g++", "cmake", "ninja", "emcc"]) addCommand(name);
    const catchFolder = join(project, "build/third_party/catch2");
    mkdirSync(catchFolder, { recursive: true });
    for (const ending of ["cpp", "hpp"])
      writeFileSync(join(catchFolder, `catch_amalgamated.${ending}`), "//");
  }

  it("installs the three browsers on Debian", () => {
    addBuildTools();
    const { status, stdout, installs } = run("test", debian);
    expect(status).toBe(0);
    expect(installs).toEqual([
      "apt-get install -y --no-install-recommends clang-format-14 clang-14 libclang-rt-14-dev chromium firefox-esr webkit2gtk-driver xvfb",
    ]);
    expect(stdout).toMatch(/firefox-esr +browser for [^\n]*\(apt\)/);
  });

  it("installs the fuzzer that a clang is without", () => {
    addBuildTools();
    addCommand("clang++-14", "echo /nowhere");
    expect(run("test", debian).installs).toEqual([
      "apt-get install -y --no-install-recommends clang-format-14 libclang-rt-14-dev chromium firefox-esr webkit2gtk-driver xvfb",
    ]);
  });

  it("installs all the rest on an Ubuntu without snap, then says what to do about each browser it cannot have", () => {
    addBuildTools();
    const { status, stdout, stderr, installs } = run("test", ubuntu);
    expect(status).toBe(1);
    expect(installs).toEqual([
      "apt-get install -y --no-install-recommends clang-format-14 clang-14 libclang-rt-14-dev webkit2gtk-driver xvfb",
    ]);
    expect(stdout).toMatch(/firefox +browser for [^\n]*\(snap\)/);
    expect(stderr).toMatch(/chromium without snap[^]*google.com\/chrome[^]*CHROME_PATH/);
    expect(stderr).toMatch(/firefox without snap[^]*install-firefox-linux[^]*FIREFOX_PATH/);
  });

  it("installs the snaps of an Ubuntu that has snap", () => {
    addBuildTools();
    addCommand("snap");
    expect(run("test", ubuntu).status).toBe(0);
    expect(readFileSync(join(project, "calls"), "utf8")).toContain("snap install chromium firefox\n");
  });

  it("passes on the failure of the package manager in one message", () => {
    addCommand("apt-get", '[ "$1" = update ] || exit 100');
    const { status, stderr } = run("build", debian);
    expect(status).toBe(1);
    expect(stderr).toContain("setup: error: apt-get could not install: g++ cmake ninja-build emscripten");
  });

  it("installs the packages of JavaScript anew when the lock file has changed", () => {
    for (const name of ["g++", "cmake", "ninja", "emcc"]) addCommand(name);
    writeFileSync(join(project, "package-lock.json"), "{}");
    const { status, stdout } = run("build", debian);
    expect(status).toBe(0);
    expect(stdout).toContain("npm ci");
    expect(readFileSync(join(project, "calls"), "utf8")).toContain("npm ci --no-audit --no-fund");
    expect(readFileSync(join(project, "node_modules/.installed-lock.json"), "utf8")).toBe("{}");
  });

  it("refuses an old Node and an unknown level", () => {
    expect(run("tests", debian)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("unknown level 'tests'") as string,
    });
    addCommand("node", "case $1 in -p) echo 18 ;; *) echo v18.19.0 ;; esac");
    expect(run("build", debian)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Node.js 20 or newer is needed, this is v18.19.0") as string,
    });
  });
});
