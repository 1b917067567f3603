#pragma once
/// How the benchmark's own module exports a function.

#define AP_BENCH_EXPORT(name) extern "C" __attribute__((export_name(#name)))
