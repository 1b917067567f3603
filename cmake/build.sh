#!/bin/sh
# Configures and builds one CMake tree under build/, and with --test runs its tests.
#   sh cmake/build.sh native|native-scalar|sanitize|wasm [--test]
# and with --fuzz, in the tree sanitize, gives the C boundary a million inputs.
#   sh cmake/build.sh sanitize --fuzz [inputs]
set -eu
cd "$(dirname "$0")/.."

tree=$1
inputs=${3:-1000000}
case $tree in
  native) set -- "${2:-}" ;;
  native-scalar) set -- "${2:-}" -DAP_SIMD=scalar ;;
  # Clang has the fuzzer, and checks conversions that GCC's sanitizer lets pass.
  sanitize) set -- "${2:-}" -DAP_SANITIZE=address,undefined -DCMAKE_CXX_COMPILER=clang++-14 ;;
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

# CMake would go on with a tree of another compiler, but forget its options: such a tree is begun anew.
if [ "$tree" = sanitize ] && ! grep -qs '^CMAKE_CXX_COMPILER:.*clang' "build/$tree/CMakeCache.txt"; then
  rm -rf "build/$tree/CMakeCache.txt" "build/$tree/CMakeFiles"
fi

cmake -S . -B "build/$tree" -G Ninja --log-level=WARNING -DAP_WARNINGS_AS_ERRORS=ON "$@" >"build/$tree/configure.log" || {
  cat "build/$tree/configure.log"
  exit 1
}
if [ -z "$test" ]; then
  cmake --build "build/$tree"
elif [ "$test" = --fuzz ]; then
  cmake --build "build/$tree" --target ap_fuzz
  "build/$tree/tests/ap_fuzz" -runs="$inputs" -max_len=160 -len_control=0 -timeout=20 -print_final_stats=1 -artifact_prefix="build/$tree/"
else
  cmake --build "build/$tree" --target all ap_all_tests
  ctest --test-dir "build/$tree" --verbose --parallel "$(nproc 2>/dev/null || echo 2)"
fi
