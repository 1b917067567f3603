#pragma once
/// The natural logarithm with the last bit that NumPy's normals have.

namespace ap {

/// ln x as the C libraries of Linux compute it on machines with fused multiply-add, for positive normal x.
///
/// ap::log is nearer to the truth, but in about one of 20,000 values it ends in another bit than the random
/// numbers that NumPy draws; this one has glibc's bits on every machine. Accuracy: 0.519 ULP. Source: Arm
/// optimized routines, math/log.c, which glibc (since 2.28) and musl use.
double c_library_log(double x);

}  // namespace ap
