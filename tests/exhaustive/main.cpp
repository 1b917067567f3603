// The error of every elementwise activation over all 2^32 floats: ap_exhaustive [id] [stride].

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "activations/error_scan.hpp"

namespace {

using namespace ap;

template <class F>
test::ScanResult scan_all(const Activation& entry, const float* params, std::uint32_t stride) {
  const test::FloatBlocks blocks(stride);
  std::atomic<std::uint32_t> next{0};
  std::vector<test::ScanResult> results(std::max(1u, std::thread::hardware_concurrency()));
  std::vector<std::thread> threads;
  for (test::ScanResult& result : results) {
    threads.emplace_back([&] {
      for (std::uint32_t b = next++; b < blocks.count(); b = next++)
        result.join(test::scan<F>(entry, params, blocks[b]));
    });
  }
  for (std::thread& thread : threads) thread.join();
  test::ScanResult all;
  for (const test::ScanResult& result : results) all.join(result);
  return all;
}

/// "gelu approximate=tanh": the id, and the options that are not at their default.
std::string title(const ActivationInfo& info, const float* params) {
  std::string text(info.id);
  for (std::size_t i = 0; i < info.params.size(); ++i) {
    if (info.params[i].choices.empty() || params[i] == default_params(info)[i]) continue;
    text.append(" ").append(info.params[i].id).append("=");
    text.append(info.params[i].choices[static_cast<std::size_t>(params[i])]);
  }
  return text;
}

/// Prints one line; false when the errors exceed what is declared.
bool report(const ActivationInfo& info, const std::string& name, const test::ScanResult& r, double seconds) {
  const bool good = r.value.error <= static_cast<double>(info.max_ulp) &&
                    r.slope.error <= static_cast<double>(info.derivative_max_ulp) && r.different == 0;
  std::printf(
      "%-24s %10llu  value %.4f of %.4g ULP at %-14.9g  derivative %.4f of %.4g ULP at %-14.9g %4.0f s%s%s\n",
      name.c_str(), static_cast<unsigned long long>(r.count), r.value.error,
      static_cast<double>(info.max_ulp), static_cast<double>(r.value.x), r.slope.error,
      static_cast<double>(info.derivative_max_ulp), static_cast<double>(r.slope.x), seconds,
      good ? "" : "  EXCEEDED", r.different == 0 ? "" : ", and forward differs from forward_derivative");
  std::fflush(stdout);
  return good;
}

}  // namespace

int main(int argc, char** argv) {
  std::string_view only;
  std::uint32_t stride = 1;
  for (int i = 1; i < argc; ++i) {
    char* end = nullptr;
    const unsigned long number = std::strtoul(argv[i], &end, 10);
    if (*end == '\0' && number > 0 && number < (1ul << 24)) {
      stride = static_cast<std::uint32_t>(number);
    } else {
      only = argv[i];
    }
  }
  int checked = 0, exceeded = 0;
  test::for_each_elementwise([&]<class F>(const Activation& entry) {
    if (!only.empty() && only != F::info.id) return;
    for (const auto& params : test::checked_params(F::info)) {
      const auto start = std::chrono::steady_clock::now();
      const test::ScanResult result = scan_all<F>(entry, params.data(), stride);
      const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
      ++checked;
      if (!report(F::info, title(F::info, params.data()), result, seconds.count())) ++exceeded;
    }
  });
  if (checked == 0) {
    std::fprintf(
        stderr,
        "ap_exhaustive: no elementwise activation is named '%s'; usage: ap_exhaustive [id] [stride]\n",
        std::string(only).c_str());
    return 2;
  }
  std::printf("%d checked, %d beyond what the catalogue declares\n", checked, exceeded);
  return exceeded == 0 ? 0 : 1;
}
