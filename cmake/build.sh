#!/bin/sh
# Configures and builds one CMake tree under build/, and with --test runs its tests.
#   sh cmake/build.sh native|native-scalar|sanitize|wasm [--test]
set -eu
cd "$(dirname "$0")/.."

tree=$1
case $tree in
  native) set -- "${2:-}" ;;
  native-scalar) set -- "${2:-}" -DAP_SIMD=scalar ;;
  sanitize) set -- "${2:-}" -DAP_SANITIZE=address,undefined ;;
  wasm) set -- "${2:-}" --toolchain cmake/wasm.cmake ;;
  *)
    echo "build: unknown tree '$tree'; use native, native-scalar, sanitize or wasm" >&2
    exit 1
    ;;
esac
test=$1
shift

mkdir -p "build/$tree"
# Two builds in one tree at the same time would disturb each other: the second one waits.
exec 9>"build/$tree/.lock"
if command -v flock >/dev/null 2>&1; then flock 9; fi

cmake -S . -B "build/$tree" -G Ninja --log-level=WARNING -DAP_WARNINGS_AS_ERRORS=ON "$@" >"build/$tree/configure.log" || {
  cat "build/$tree/configure.log"
  exit 1
}
if [ -z "$test" ]; then
  cmake --build "build/$tree"
else
  cmake --build "build/$tree" --target all ap_all_tests
  ctest --test-dir "build/$tree" --verbose
fi
