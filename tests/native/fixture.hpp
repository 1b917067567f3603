#pragma once
/// Reads the reference arrays of tests/fixtures: a .bin of numbers and a .txt that names them.

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace ap::test {

/// All arrays of one fixture, read at once. A missing file, name or type throws, which fails the test.
class Fixture {
 public:
  /// `name` without its ending, below tests/fixtures: "data/rng".
  explicit Fixture(const std::string& name) {
    const std::string path = AP_FIXTURES "/" + name;
    std::ifstream binary(path + ".bin", std::ios::binary);
    if (!binary) throw std::runtime_error("cannot open " + path + ".bin");
    bytes_.assign(std::istreambuf_iterator<char>(binary), std::istreambuf_iterator<char>());
    std::ifstream index(path + ".txt");
    if (!index) throw std::runtime_error("cannot open " + path + ".txt");
    for (std::string line; std::getline(index, line);) {
      std::istringstream fields(line);
      std::string key;
      Entry entry;
      std::getline(fields, key, '\t');
      fields >> entry.type >> entry.count >> entry.offset;
      entries_[key] = entry;
    }
  }

  bool has(const std::string& key) const { return entries_.count(key) != 0; }
  std::vector<double> f64(const std::string& key) const { return read<double>(key, "f64"); }
  std::vector<float> f32(const std::string& key) const { return read<float>(key, "f32"); }
  std::vector<std::int32_t> i32(const std::string& key) const { return read<std::int32_t>(key, "i32"); }

 private:
  struct Entry {
    std::string type;
    std::size_t count = 0;
    std::size_t offset = 0;
  };

  template <class T>
  std::vector<T> read(const std::string& key, const char* type) const {
    const auto found = entries_.find(key);
    if (found == entries_.end()) throw std::runtime_error("no array " + key);
    const Entry& entry = found->second;
    if (entry.type != type || entry.offset + entry.count * sizeof(T) > bytes_.size()) {
      throw std::runtime_error("array " + key + " is not of type " + type);
    }
    std::vector<T> values(entry.count);
    if (!values.empty()) std::memcpy(values.data(), bytes_.data() + entry.offset, entry.count * sizeof(T));
    return values;
  }

  std::vector<char> bytes_;
  std::map<std::string, Entry> entries_;
};

/// FNV-1a over the bytes: equal hashes in two builds mean equal bits.
template <class T>
std::uint64_t hash_of(const std::vector<T>& values) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto* bytes = reinterpret_cast<const unsigned char*>(values.data());
  for (std::size_t i = 0; i < values.size() * sizeof(T); ++i) hash = (hash ^ bytes[i]) * 0x100000001b3u;
  return hash;
}

}  // namespace ap::test
