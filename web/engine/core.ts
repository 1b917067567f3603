/** Calls into the module and moves arrays in and out of its memory. */

import { kStatus, type AbiExports, type AbiFunction, type Pointer } from "./abi.js";
import { EngineError } from "./errors.js";

/** The kinds of arrays that cross the boundary. */
export type Numbers = Float32Array | Float64Array | Int32Array;
type NumbersType<T extends Numbers> = {
  new (buffer: ArrayBufferLike, offset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
};

const statusNames = new Map<number, string>(Object.entries(kStatus).map(([name, code]) => [code, name]));

/** The running module. Every status that the caller does not expect is an `EngineError`. */
export class Core {
  #exports: AbiExports | undefined;
  #end = "this engine was disposed; load a new one with loadEngine()";

  constructor(exports: AbiExports) {
    this.#exports = exports;
  }

  get #running(): AbiExports {
    if (this.#exports === undefined) throw new EngineError(this.#end);
    return this.#exports;
  }

  /** Calls a function; the result is one of the `expected` statuses. */
  call(name: AbiFunction, args: readonly number[], expected: readonly number[] = [kStatus.OK]): number {
    let status: number;
    try {
      status = this.#running[name](...args);
    } catch (cause) {
      if (cause instanceof EngineError) throw cause;
      // After a trap the memory is in no known state.
      this.stop(`the engine has stopped in ${name} (${String(cause)}); load a new one with loadEngine()`);
      throw new EngineError(this.#end, { cause });
    }
    if (expected.includes(status)) return status;
    if (status === kStatus.OUT_OF_MEMORY)
      throw new EngineError(`out of memory in ${name}; use less data or dispose of runs`);
    throw new EngineError(
      `${name} refused its arguments with ${statusNames.get(status) ?? status}; please report this`,
    );
  }

  /** False once the engine was disposed or has stopped. */
  get isRunning(): boolean {
    return this.#exports !== undefined;
  }

  /** Lets go of the module; every later call is an `EngineError`. */
  stop(reason?: string): void {
    if (reason !== undefined) this.#end = reason;
    this.#exports = undefined;
  }

  /** Runs `use` with memory that is given back at its end. */
  withMemory<T>(use: (memory: Scratch) => T): T {
    const exports = this.#running;
    const scratch = new Scratch(exports);
    try {
      return use(scratch);
    } finally {
      // A module that has stopped in between has no memory to give back.
      if (this.#exports !== undefined) scratch.free();
    }
  }
}

/** Memory of the module for the time of one call. */
export class Scratch {
  readonly #exports: AbiExports;
  readonly #blocks: Pointer[] = [];

  constructor(exports: AbiExports) {
    this.#exports = exports;
  }

  /** A block of this many bytes, not cleared. Errors: `EngineError` when there is no memory. */
  allocate(bytes: number): Pointer {
    const address = this.#exports.ap_memory_allocate(bytes) >>> 0;
    if (address === 0)
      throw new EngineError(`out of memory: ${bytes} bytes more are not to be had; use less data`);
    this.#blocks.push(address);
    return address;
  }

  /** A copy of an array. */
  place(values: Numbers): Pointer {
    const address = this.allocate(values.byteLength);
    new Uint8Array(this.#buffer, address, values.byteLength).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return address;
  }

  /** Room for `length` numbers. */
  reserve<T extends Numbers>(type: NumbersType<T>, length: number): Pointer {
    return this.allocate(length * type.BYTES_PER_ELEMENT);
  }

  /** The numbers at an address, as they are until memory is allocated again. */
  view<T extends Numbers>(type: NumbersType<T>, address: Pointer, length: number): T {
    return new type(this.#buffer, address, length);
  }

  /** A copy of the numbers at an address. */
  take<T extends Numbers>(type: NumbersType<T>, address: Pointer, length: number): T {
    return this.view(type, address, length).slice() as T;
  }

  /** The whole memory, until more is allocated. */
  get data(): DataView {
    return new DataView(this.#buffer);
  }

  /** Text of this many bytes; with a limit only, up to the closing zero. */
  text(address: Pointer, length: number): string {
    const bytes = new Uint8Array(this.#buffer, address, length);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  }

  free(): void {
    for (const block of this.#blocks) this.#exports.ap_memory_free(block);
  }

  get #buffer(): ArrayBuffer {
    return this.#exports.memory.buffer;
  }
}
