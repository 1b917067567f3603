#include "data/table.hpp"

#include "data/make_classification.hpp"
#include "data/patterns.hpp"
#include "data/playground.hpp"
#include "data/regression.hpp"
#include "data/shapes.hpp"

namespace ap {

namespace {

template <class... Gs>
struct Generators {
  static constexpr DatasetGenerator kTable[] = {{&Gs::info, &Gs::shape, &Gs::generate}...};
};

/// A new generator is named here and nowhere else.
using All = Generators<MakeClassification, MakeMoons, MakeCircles, MakeBlobs, PlaygroundCircle, PlaygroundXor,
                       PlaygroundGauss, PlaygroundSpiral, Checkerboard, SineBorder, MakeRegression,
                       MakeFriedman1, PlaygroundPlane, PlaygroundHills, OneDimensionalCurve>;

}  // namespace

std::span<const DatasetGenerator> datasets() { return All::kTable; }

int dataset_count() { return static_cast<int>(datasets().size()); }

const DatasetGenerator& dataset(int index) { return datasets()[static_cast<std::size_t>(index)]; }

const DatasetGenerator* find_dataset(std::string_view id) {
  for (const DatasetGenerator& generator : datasets()) {
    if (generator.info->id == id) return &generator;
  }
  return nullptr;
}

}  // namespace ap
