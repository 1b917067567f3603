# After `cmake --install`, find_package(ActivationPlayground) gives the targets ActivationPlayground::<room>.
include(CMakePackageConfigHelpers)
set(ap_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/ActivationPlayground")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ActivationPlaygroundConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ActivationPlaygroundConfigVersion.cmake" DESTINATION "${ap_package_dir}")
install(EXPORT ActivationPlayground NAMESPACE ActivationPlayground:: DESTINATION "${ap_package_dir}"
  FILE ActivationPlaygroundConfig.cmake)
