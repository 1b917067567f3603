// The JSON writer against the C library's parser, and the catalogue's numbers against its tables.

#include "abi/json_writer.hpp"

#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

#include "abi/abi.h"
#include "abi/catalog.hpp"
#include "activations/table.hpp"
#include "data/table.hpp"
#include "nn/table.hpp"

namespace ap::test {
namespace {

template <class T>
std::string written(T value) {
  return std::string(JsonWriter().number(value).view());
}

double read_back(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

TEST_CASE("numbers are written as a person would", "[abi]") {
  CHECK(written(0.0) == "0");
  CHECK(written(-0.0) == "0");
  CHECK(written(1.0) == "1");
  CHECK(written(-0.01) == "-0.01");
  CHECK(written(0.1) == "0.1");
  CHECK(written(0.99999) == "0.99999");
  CHECK(written(12.5) == "12.5");
  CHECK(written(1e-8) == "1e-8");
  CHECK(written(1e-16) == "1e-16");
  CHECK(written(4294967295.0) == "4294967295");
  CHECK(written(1e6) == "1000000");
  CHECK(written(1.5e22) == "15e21");
  CHECK(written(1.0 / 3.0) == "0.33333333333333331");
  CHECK(written(-0.27846455f) == "-0.27846456");  // the nearest of eight digits
  CHECK(written(0.1f) == "0.1");
  CHECK(written(1e300 * 1e300) == "\"Infinity\"");
  CHECK(written(-1e300 * 1e300) == "\"-Infinity\"");
  CHECK(written(std::nan("")) == "null");
}

TEST_CASE("numbers read back as the same bits", "[abi]") {
  std::mt19937_64 random(1);
  int nulls = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double mantissa = std::ldexp(static_cast<double>(random() >> 11), -53) + 0.5;
    const double value = std::ldexp(mantissa, static_cast<int>(random() % 70) - 18);
    const std::string text = written(value);
    if (text == "null") ++nulls;
    if (text != "null" && read_back(text) != value) FAIL(text << " is not " << value);
    const auto single = static_cast<float>(value);
    const std::string short_text = written(single);
    if (short_text != "null" && static_cast<float>(read_back(short_text)) != single)
      FAIL(short_text << " is not " << single);
  }
  CHECK(nulls == 0);
}

TEST_CASE("text is escaped", "[abi]") {
  JsonWriter json;
  json.open('{').key("a\"b").text("\\frac{1}{2}\n\x01 \xc3\xa9").key("c").open('[').boolean(true).number(1);
  json.open('{').close('}').close(']').close('}');
  CHECK(json.view() == "{\"a\\\"b\":\"\\\\frac{1}{2}\\u000a\\u0001 \xc3\xa9\",\"c\":[true,1,{}]}");
}

/// Every number of the tables has a form of its own in JSON.
template <class Infos>
void check_params(const Infos& infos) {
  for (const auto& param : infos) {
    INFO(param.id);
    for (const double value : {param.min, param.max, param.default_value}) {
      if (std::isinf(value)) continue;
      CHECK(read_back(written(value)) == value);
    }
  }
}

TEST_CASE("the catalogue writes every number of its tables", "[abi]") {
  for (const Activation& a : activations()) {
    check_params(a.info->params);
    for (const float value : a.info->example) CHECK(static_cast<float>(read_back(written(value))) == value);
    for (const float value : a.info->kinks) CHECK(static_cast<float>(read_back(written(value))) == value);
  }
  for (const Entry* entry : losses()) check_params(entry->params);
  for (const Entry* entry : optimizers()) check_params(entry->params);
  for (const DatasetGenerator& generator : datasets()) check_params(generator.info->params);
  for (const std::string_view missing : {":null", ",null", "[null"})
    CHECK(catalog_json().find(missing) == std::string_view::npos);
}

TEST_CASE("the catalogue is one text for the life of the module", "[abi]") {
  const char *first = nullptr, *second = nullptr;
  int32_t length = 0;
  REQUIRE(ap_catalog_json(&first, &length) == AP_OK);
  REQUIRE(ap_catalog_json(&second, &length) == AP_OK);
  CHECK(first == second);
  CHECK(std::string_view(first, static_cast<std::size_t>(length)) == catalog_json());
  CHECK(ap_catalog_json(nullptr, &length) == AP_NULL_POINTER);
  CHECK(ap_catalog_json(&first, nullptr) == AP_NULL_POINTER);
}

}  // namespace
}  // namespace ap::test
