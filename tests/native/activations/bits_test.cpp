#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "activations/support.hpp"

namespace {

using namespace ap;

/// FNV-1a over the bits of floats, every NaN counted as the same one.
class BitHash {
 public:
  void add(const std::vector<float>& values) {
    for (const float v : values) {
      const auto word = std::isnan(v) ? 0x7fc00000u : static_cast<std::uint32_t>(bits(v));
      for (int shift = 0; shift < 32; shift += 8)
        state_ = (state_ ^ ((word >> shift) & 0xff)) * 0x100000001b3u;
    }
  }
  std::string text() const {
    std::ostringstream out;
    out << std::hex << state_;
    return out.str();
  }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325u;
};

std::string hash_of(const Activation& f) {
  const auto params = default_params(*f.info);
  BitHash hash;
  // All exponents with 2^19 mantissas, then twice as many where functions bend.
  auto x = test::float_sample(0x1234567u, 8191, 1u << 19);
  for (int i = 0; i < (1 << 20); ++i) x.push_back(static_cast<float>(i - (1 << 19)) * 0x1.1p-15f);
  if (!f.info->rowwise) {
    const test::Sample s = test::sample(f, x, params.data());
    hash.add(s.y);
    hash.add(s.dy);
    return hash.text();
  }
  for (float& v : x) v = std::isfinite(v) ? std::fmod(v, 90.0f) : 0.0f;
  std::vector<float> y(x.size() / static_cast<std::size_t>(f.info->row_divisor)), grad(x.size());
  for (const int cols : {2, 6, 1024}) {
    f.rows(x.data(), static_cast<int>(x.size()) / cols, cols, params.data(), y.data());
    hash.add(y);
  }
  const int units = 32, batch = 1 << 14;
  f.columns(x.data(), units, batch, batch, params.data(), y.data());
  f.columns_backward(x.data(), y.data(), y.data(), units, batch, batch, params.data(), grad.data());
  hash.add(y);
  hash.add(grad);
  return hash.text();
}

}  // namespace

TEST_CASE("Every build computes the same bits", "[activations][bits]") {
  const std::string path = std::string(AP_FIXTURES) + "/activations/bits.txt";
  // To record anew after a deliberate change: AP_RECORD=1 with the native build; all other builds must then
  // agree.
  if (std::getenv("AP_RECORD") != nullptr) {
    std::ofstream record(path);
    for (const Activation& f : activations()) record << f.info->id << '\t' << hash_of(f) << '\n';
  }
  std::map<std::string, std::string, std::less<>> recorded;
  std::ifstream file(path);
  REQUIRE(file);
  for (std::string id, hash; file >> id >> hash;) recorded[id] = hash;
  for (const Activation& f : activations()) {
    const auto found = recorded.find(f.info->id);
    CAPTURE(f.info->id, kSimdBackend);
    // A new activation is recorded by AP_RECORD=1.
    REQUIRE(found != recorded.end());
    CHECK(hash_of(f) == found->second);
  }
}
