/// Every function of the C boundary under libFuzzer: calls in any order with arguments of any kind.
///
/// At its end the program says how often each function was called, and fails when src/abi/abi.h exports one
/// that never was, or that never accepted its arguments.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "abi/abi.h"
#include "fuzz/input.hpp"

namespace ap::fuzz {
namespace {

std::vector<Target*> all_targets() {
  std::vector<Target*> all;
  for (const std::span<Target> room :
       {data_targets(), formula_targets(), trainer_targets(), edit_targets(), insight_targets()}) {
    for (Target& target : room) all.push_back(&target);
  }
  return all;
}

const std::vector<Target*>& targets() {
  static const std::vector<Target*> all = all_targets();
  return all;
}

/// What the header exports: the names in AP_EXPORT(...), but for the macro's own definition.
std::set<std::string> exported_names() {
  std::ifstream file(AP_ABI_HEADER);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string mark = "\nAP_EXPORT(";
  std::set<std::string> names;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const std::size_t first = at + mark.size();
    names.insert(text.substr(first, text.find(')', first) - first));
  }
  return names;
}

void report() {
  std::set<std::string> missing = exported_names();
  if (missing.empty()) std::printf("fuzz: no export found in %s\n", AP_ABI_HEADER);
  int passed = 0, failed = missing.empty() ? 1 : 0;
  for (const Target* target : targets()) {
    missing.erase(target->name);
    std::printf("%-28s %10lld calls, %10lld accepted\n", target->name, static_cast<long long>(target->calls),
                static_cast<long long>(target->successes));
    ++(target->successes > 0 ? passed : failed);
  }
  for (const std::string& name : missing) {
    std::printf("fuzz: %s is exported, but never called: add it to tests/fuzz\n", name.c_str());
    ++failed;
  }
  std::printf("test cases: %d | %d passed | %d failed\n", passed + failed, passed, failed);
  std::fflush(stdout);
  if (failed > 0) std::_Exit(1);
}

}  // namespace
}  // namespace ap::fuzz

/// Read by the sanitizer at its start: asking for too much memory is no fault, but is to be answered with
/// null.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  ap::fuzz::targets();  // lives longer than what is registered after it
  std::atexit(ap::fuzz::report);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ap::fuzz;
  Input in(data, size);
  Handles handles;
  while (!in.is_empty()) {
    Target& target = *targets()[in.byte() % targets().size()];
    ++target.calls;
    target.successes += target.call(in, handles) == AP_OK;
  }
  for (const std::int32_t trainer : handles.trainers) ap_trainer_destroy(trainer);
  for (const std::int32_t formula : handles.formulas) ap_formula_destroy(formula);
  return 0;
}
