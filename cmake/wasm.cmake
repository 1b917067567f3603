# Toolchain file for WebAssembly: cmake --toolchain cmake/wasm.cmake
# Wherever the package manager has put Emscripten, its own CMake file lies beside the real emcc.
find_program(AP_EMCC emcc REQUIRED)
get_filename_component(ap_emscripten_root "${AP_EMCC}" REALPATH)
get_filename_component(ap_emscripten_root "${ap_emscripten_root}" DIRECTORY)

# Header-only packages of the machine (Eigen) are to be found; its libraries are never linked.
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
include("${ap_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")
