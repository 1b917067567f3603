# The shipped WebAssembly modules: one file from all rooms, without glue code.

# Sets in the caller <out>: how far the compiler goes. With SIMD, -O3 is larger than -O2 by a thirtieth and no faster, but
# for the loops of dropout and batch norm; without, it is the smaller one.
function(ap_wasm_level variant out)
  if(variant STREQUAL "simd")
    set(${out} -O2 PARENT_SCOPE)
  else()
    set(${out} -O3 PARENT_SCOPE)
  endif()
endfunction()

# ap_add_wasm_module(<variant>): target ap_<variant>, file ap_<variant>.wasm; its objects are ap_<variant>_objects, so
# that the tests link exactly what is shipped. Exported functions carry an export_name in src/abi/abi.h.
function(ap_add_wasm_module variant)
  ap_room_sources(sources ${ARGN})
  if(NOT sources)
    message(STATUS "No .cpp file in src yet: no module ap_${variant}")
    return()
  endif()
  ap_simd_flags(${variant} simd_flags)
  # What runs once per run of a network or text of a formula, or when somebody looks: small is better than fast, and the
  # bits are the same.
  ap_room_sources(small_sources abi data formula)
  list(REMOVE_ITEM small_sources "${PROJECT_SOURCE_DIR}/src/formula/evaluate.cpp") # the arithmetic of formulas
  foreach(file ablation analysis assessment backtrace checks collapse frozen landscape run_edits timeline trainer)
    list(APPEND small_sources "${PROJECT_SOURCE_DIR}/src/nn/${file}.cpp")
  endforeach()
  set_source_files_properties(${small_sources} PROPERTIES COMPILE_OPTIONS -Oz)
  ap_wasm_level(${variant} level)
  set_source_files_properties("${PROJECT_SOURCE_DIR}/src/nn/network.cpp" PROPERTIES COMPILE_OPTIONS -O3)
  set(objects ap_${variant}_objects)
  add_library(${objects} OBJECT ${sources})
  target_include_directories(${objects} PUBLIC "${PROJECT_SOURCE_DIR}/src")
  target_compile_features(${objects} PUBLIC cxx_std_20)
  target_compile_options(${objects} PUBLIC ${ap_public_flags} ${simd_flags} PRIVATE ${level})
  ap_private_options(${objects})

  add_executable(ap_${variant} $<TARGET_OBJECTS:${objects}>)
  set_target_properties(ap_${variant} PROPERTIES SUFFIX .wasm LINKER_LANGUAGE CXX)
  target_link_options(ap_${variant} PRIVATE -O3 -sSTANDALONE_WASM --no-entry -sALLOW_MEMORY_GROWTH
    -sMALLOC=emmalloc -sTOTAL_STACK=262144 -sINITIAL_MEMORY=1048576 -sFILESYSTEM=0)
endfunction()
