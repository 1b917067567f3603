// Emscripten 3.1.6 takes Node's fetch for a browser's and asks it for a file path; without it, it reads the file.
globalThis.fetch = undefined;
