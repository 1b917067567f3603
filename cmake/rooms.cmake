# The rooms under src as CMake targets. A room's files are found by globbing, so that no list is typed twice.

include(GNUInstallDirs)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)

# Flags of every file under src, tests and users of the headers apart.
set(ap_private_flags -fno-exceptions -fno-rtti)
set(ap_warning_flags -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(AP_WARNINGS_AS_ERRORS)
  list(APPEND ap_warning_flags -Werror)
endif()

# Equal bits everywhere need the compiler to keep every rounding: this goes to users of the headers, too.
set(ap_public_flags -ffp-contract=off)

# Sets in the caller <out>: what the lane type needs for variant simd or scalar. Emscripten's own target is "x86".
function(ap_simd_flags variant out)
  if(variant STREQUAL "scalar")
    set(flags -DAP_SIMD_SCALAR=1)
  elseif(EMSCRIPTEN)
    set(flags -msimd128)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    set(flags -msse4.1)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT flags MATCHES "sse")
    # Where it makes vectors of plain code, GCC 12 leaves out a rounding from double to float and back.
    list(APPEND flags -fno-tree-slp-vectorize)
  endif()
  set(${out} ${flags} PARENT_SCOPE)
endfunction()

# ap_room_sources(<out> <room>...): all .cpp files of the rooms; may be empty.
function(ap_room_sources out)
  set(sources)
  foreach(room IN LISTS ARGN)
    file(GLOB found CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${room}/*.cpp")
    list(APPEND sources ${found})
  endforeach()
  set(${out} ${sources} PARENT_SCOPE)
endfunction()

# Options of a target that compiles files of src. Eigen stays an affair of these files, so users need not have it.
function(ap_private_options target)
  target_compile_options(${target} PRIVATE ${ap_private_flags} ${ap_warning_flags})
  target_include_directories(${target} SYSTEM PRIVATE
    $<BUILD_INTERFACE:$<TARGET_PROPERTY:Eigen3::Eigen,INTERFACE_INCLUDE_DIRECTORIES>>)
endfunction()

# ap_add_room(<room> [known rooms...]): target ap_<room>, a header-only target when the room has no .cpp.
function(ap_add_room room)
  ap_room_sources(sources ${room})
  set(target ap_${room})
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    ap_private_options(${target})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  list(TRANSFORM ARGN PREPEND ap_ OUTPUT_VARIABLE known)
  target_link_libraries(${target} ${scope} ${known})
  add_library(ActivationPlayground::${room} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${room})
  install(TARGETS ${target} EXPORT ActivationPlayground)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/src/${room}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/activation-playground"
    FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")
endfunction()
