#include "data/make_classification.hpp"

#include <algorithm>

#include "data/random_state.hpp"
#include "data/rows.hpp"

namespace ap {

namespace {

/// The arguments by name.
struct Options {
  explicit Options(const DatasetArguments& a)
      : n_samples(static_cast<std::size_t>(a.integer("n_samples"))),
        n_features(static_cast<std::size_t>(a.integer("n_features"))),
        n_informative(static_cast<std::size_t>(a.integer("n_informative"))),
        n_redundant(static_cast<std::size_t>(a.integer("n_redundant"))),
        n_repeated(static_cast<std::size_t>(a.integer("n_repeated"))),
        n_classes(static_cast<std::size_t>(a.integer("n_classes"))),
        n_clusters_per_class(static_cast<std::size_t>(a.integer("n_clusters_per_class"))),
        flip_y(a.real("flip_y")),
        class_sep(a.real("class_sep")),
        hypercube(a.flag("hypercube")),
        shuffle(a.flag("shuffle")),
        weights(a.list("weights")),
        shift(a.list("shift")),
        scale(a.list("scale")) {}

  std::size_t n_clusters() const { return n_classes * n_clusters_per_class; }

  std::size_t n_samples, n_features, n_informative, n_redundant, n_repeated, n_classes, n_clusters_per_class;
  double flip_y, class_sep;
  bool hypercube, shuffle;
  std::span<const double> weights, shift, scale;
};

/// A row-major matrix.
struct Matrix {
  Matrix(std::size_t n_rows, std::size_t n_cols) : cols(n_cols), values(n_rows * n_cols) {}
  double* row(std::size_t i) { return values.data() + i * cols; }

  std::size_t cols;
  std::vector<double> values;
};

/// Uniform numbers in [-1, 1).
Matrix draw_mixing(std::size_t rows, std::size_t cols, RandomState& random) {
  Matrix matrix(rows, cols);
  for (double& x : matrix.values) x = 2.0 * random.random_sample() - 1.0;
  return matrix;
}

/// out[j] = sum over i of x[i] * matrix[i][j], from i = 0 up.
void multiply_row(const double* x, std::size_t n, Matrix& matrix, double* out) {
  std::fill(out, out + matrix.cols, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const double* row = matrix.row(i);
    for (std::size_t j = 0; j < matrix.cols; ++j) out[j] += x[i] * row[j];
  }
}

std::vector<std::size_t> cluster_sizes(const Options& o) {
  std::vector<double> weights(o.weights.begin(), o.weights.end());
  if (weights.empty()) {
    weights.assign(o.n_classes, 1.0 / static_cast<double>(o.n_classes));
  } else if (weights.size() + 1 == o.n_classes) {
    double sum = 0.0;
    for (const double w : weights) sum += w;
    weights.push_back(1.0 - sum);
  }
  std::vector<std::size_t> sizes(o.n_clusters());
  std::size_t total = 0;
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    const double share = static_cast<double>(o.n_samples) * weights[k % o.n_classes];
    sizes[k] = static_cast<std::size_t>(share / static_cast<double>(o.n_clusters_per_class));
    total += sizes[k];
  }
  for (std::size_t i = 0; total < o.n_samples; ++i, ++total) ++sizes[i % sizes.size()];
  return sizes;
}

/// scikit-learn's sample_without_replacement(n, count), whose method depends on the share that is drawn.
std::vector<std::int32_t> draw_distinct(int n, int count, RandomState& random) {
  const double ratio = static_cast<double>(count) / static_cast<double>(n);
  if (ratio > 0.01 && ratio < 0.99) return random.choice_without_replacement(n, count);
  std::vector<std::int32_t> drawn;
  drawn.reserve(static_cast<std::size_t>(count));
  if (ratio < 0.2) {
    std::vector<std::int32_t> sorted;
    while (drawn.size() < static_cast<std::size_t>(count)) {
      const auto value = static_cast<std::int32_t>(random.randint(0, n));
      const auto place = std::lower_bound(sorted.begin(), sorted.end(), value);
      if (place != sorted.end() && *place == value) continue;
      sorted.insert(place, value);
      drawn.push_back(value);
    }
    return drawn;
  }
  for (std::int32_t i = 0; i < count; ++i) drawn.push_back(i);
  for (std::int32_t i = count; i < n; ++i) {
    const std::int64_t j = random.randint(0, std::int64_t{i} + 1);
    if (j < count) drawn[static_cast<std::size_t>(j)] = i;
  }
  return drawn;
}

/// Corners of the hypercube with edge 2 * class_sep around 0, one for each cluster.
Matrix draw_centroids(const Options& o, RandomState& random) {
  constexpr std::size_t kMaxDrawnDigits = 30;
  Matrix corners(o.n_clusters(), o.n_informative);
  const std::size_t digits = std::min(o.n_informative, kMaxDrawnDigits);
  const std::size_t leading = o.n_informative - digits;
  for (std::size_t k = 0; k < o.n_clusters(); ++k) {
    for (std::size_t j = 0; j < leading; ++j) corners.row(k)[j] = static_cast<double>(random.randint(0, 2));
  }
  const auto drawn = draw_distinct(1 << digits, static_cast<int>(o.n_clusters()), random);
  for (std::size_t k = 0; k < o.n_clusters(); ++k) {
    for (std::size_t j = 0; j < digits; ++j) corners.row(k)[leading + j] = (drawn[k] >> (digits - 1 - j)) & 1;
  }
  for (double& x : corners.values) x = x * (2.0 * o.class_sep) - o.class_sep;
  if (o.hypercube) return corners;
  for (std::size_t k = 0; k < o.n_clusters(); ++k) {
    const double factor = random.random_sample();
    for (std::size_t j = 0; j < corners.cols; ++j) corners.row(k)[j] *= factor;
  }
  for (std::size_t j = 0; j < corners.cols; ++j) {
    const double factor = random.random_sample();
    for (std::size_t k = 0; k < o.n_clusters(); ++k) corners.row(k)[j] *= factor;
  }
  return corners;
}

/// Columns first..last-1 of all rows become standard normals, row by row.
void fill_normal(const Options& o, std::size_t first, std::size_t last, RandomState& random,
                 std::span<double> x) {
  for (std::size_t i = 0; i < o.n_samples; ++i) {
    for (std::size_t j = first; j < last; ++j) x[i * o.n_features + j] = random.standard_normal();
  }
}

/// Gives each cluster its own covariance, corner and label.
void place_clusters(const Options& o, Matrix& centroids, RandomState& random, const DatasetView& out) {
  const std::vector<std::size_t> sizes = cluster_sizes(o);
  std::vector<double> mixed(o.n_informative);
  std::size_t row = 0;
  for (std::size_t k = 0; k < sizes.size(); ++k) {
    Matrix mixing = draw_mixing(o.n_informative, o.n_informative, random);
    // Weights that sum to more than 1 leave the last clusters short.
    for (const std::size_t end = std::min(row + sizes[k], o.n_samples); row < end; ++row) {
      double* x = &out.features[row * o.n_features];
      multiply_row(x, o.n_informative, mixing, mixed.data());
      for (std::size_t j = 0; j < o.n_informative; ++j) x[j] = mixed[j] + centroids.row(k)[j];
      out.labels[row] = static_cast<std::int32_t>(k % o.n_classes);
    }
  }
}

/// Adds the redundant, repeated and useless columns.
void add_columns(const Options& o, RandomState& random, std::span<double> x) {
  const std::size_t useful = o.n_informative + o.n_redundant;
  if (o.n_redundant > 0) {
    Matrix mixing = draw_mixing(o.n_informative, o.n_redundant, random);
    for (std::size_t i = 0; i < o.n_samples; ++i) {
      double* row = &x[i * o.n_features];
      multiply_row(row, o.n_informative, mixing, row + o.n_informative);
    }
  }
  for (std::size_t j = useful; j < useful + o.n_repeated; ++j) {
    const auto source =
        static_cast<std::size_t>(static_cast<double>(useful - 1) * random.random_sample() + 0.5);
    for (std::size_t i = 0; i < o.n_samples; ++i) x[i * o.n_features + j] = x[i * o.n_features + source];
  }
  fill_normal(o, useful + o.n_repeated, o.n_features, random, x);
}

void flip_labels(const Options& o, RandomState& random, std::span<std::int32_t> labels) {
  std::vector<std::size_t> flipped;
  for (std::size_t i = 0; i < o.n_samples; ++i) {
    if (random.random_sample() < o.flip_y) flipped.push_back(i);
  }
  for (const std::size_t i : flipped) {
    labels[i] = static_cast<std::int32_t>(random.randint(0, static_cast<std::int64_t>(o.n_classes)));
  }
}

/// One number for each column from a list of one, of all, or of none (then `draw` gives them).
template <class Draw>
std::vector<double> per_column(std::span<const double> list, std::size_t n_features, Draw draw) {
  if (list.size() == 1) return std::vector<double>(n_features, list[0]);
  std::vector<double> values(list.begin(), list.end());
  while (values.size() < n_features) values.push_back(draw());
  return values;
}

void shift_and_scale(const Options& o, RandomState& random, std::span<double> x) {
  const auto shift =
      per_column(o.shift, o.n_features, [&] { return (2.0 * random.random_sample() - 1.0) * o.class_sep; });
  const auto scale = per_column(o.scale, o.n_features, [&] { return 1.0 + 100.0 * random.random_sample(); });
  for (std::size_t i = 0; i < o.n_samples; ++i) {
    double* row = &x[i * o.n_features];
    for (std::size_t j = 0; j < o.n_features; ++j) row[j] = (row[j] + shift[j]) * scale[j];
  }
}

}  // namespace

Result<DatasetShape> MakeClassification::shape(const DatasetArguments& arguments) {
  const Options o(arguments);
  const Result<DatasetShape> shape =
      checked_shape(arguments, arguments.integer("n_features"), arguments.integer("n_classes"));
  if (!shape.ok()) return shape.status();
  if (o.n_informative + o.n_redundant + o.n_repeated > o.n_features) return Status::kOutOfRange;
  const bool few_corners = o.n_informative < 30;  // 2^30 corners are enough for any number of clusters
  if (few_corners && o.n_clusters() > std::size_t{1} << o.n_informative) return Status::kOutOfRange;
  const auto fits = [](std::span<const double> list, std::size_t a, std::size_t b) {
    return list.empty() || list.size() == a || list.size() == b;
  };
  if (!fits(o.weights, o.n_classes, o.n_classes - 1)) return Status::kBadShape;
  if (!fits(o.shift, o.n_features, 1) || !fits(o.scale, o.n_features, 1)) return Status::kBadShape;
  double sum = 0.0;
  for (const double w : o.weights) sum += w;
  if (o.weights.size() + 1 == o.n_classes && sum > 1.0) return Status::kOutOfRange;
  return shape;
}

void MakeClassification::generate(const DatasetArguments& arguments, const DatasetView& out) {
  // scikit-learn's order of draws, step by step: the bits of the data depend on it.
  const Options o(arguments);
  RandomState random(arguments.seed());
  Matrix centroids = draw_centroids(o, random);
  fill_normal(o, 0, o.n_informative, random, out.features);
  place_clusters(o, centroids, random, out);
  add_columns(o, random, out.features);
  flip_labels(o, random, out.labels);
  shift_and_scale(o, random, out.features);
  if (!o.shuffle) return;
  const std::vector<std::int32_t> rows = random.permutation(static_cast<int>(o.n_samples));
  permute_rows(out.features, o.n_features, rows);
  permute_rows(out.labels, 1, rows);
  permute_columns(out.features, random.permutation(static_cast<int>(o.n_features)));
}

}  // namespace ap
