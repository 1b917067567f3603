// One RunSpec, one fingerprint, in every build: the recorded values are of no particular one.

#include <iomanip>
#include <sstream>

#include "abi/run_spec.hpp"

namespace ap::test {
namespace {

std::string fingerprint(ap_trainer trainer) {
  uint32_t low = 0, high = 0;
  REQUIRE(ap_trainer_fingerprint(trainer, &low, &high) == AP_OK);
  std::ostringstream text;
  text << std::hex << std::setfill('0') << std::setw(8) << high << std::setw(8) << low;
  return text.str();
}

/// The names that RunSpecs give to the tables: that of table i is of the i-th run that names a new one.
std::vector<std::string> table_ids(const Json& runs) {
  std::vector<std::string> ids;
  for (const Json& run : runs.items) {
    const Json* id = run.at("spec").at("data").find("table");
    if (id != nullptr && std::find(ids.begin(), ids.end(), id->text) == ids.end()) ids.push_back(id->text);
  }
  return ids;
}

TEST_CASE("RunSpecs have the recorded fingerprints", "[abi][fingerprints]") {
  const Json recorded = read_json("runs.json");
  const Json& runs = recorded.at("runs");
  REQUIRE(runs.items.size() >= 40);
  const std::vector<std::string> ids = table_ids(runs);
  std::string wrong;
  for (const Json& run : runs.items) {
    INFO(run.at("name").text);
    const Json& spec = run.at("spec");
    const ap_trainer trainer = create_run(spec, recorded.at("tables"), ids);
    const int32_t status = ap_trainer_run(trainer, static_cast<int32_t>(spec.at("epochs").number));
    REQUIRE((status == AP_OK || status == AP_DIVERGED));
    const std::string actual = fingerprint(trainer);
    if (actual != run.at("fingerprint").text) wrong += actual + " " + run.at("name").text + "\n";
    REQUIRE(ap_trainer_destroy(trainer) == AP_OK);
  }
  INFO("computed instead of what is recorded:\n" << wrong);
  REQUIRE(wrong.empty());
}

}  // namespace
}  // namespace ap::test
