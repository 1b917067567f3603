#pragma once
/// What `Trainer::create` refuses.

#include "nn/loss.hpp"
#include "nn/trainer.hpp"

namespace ap {

/// Ids, sizes and parameters. Errors: kOutOfRange, kUnknownId, kBadShape.
Status check_spec(const TrainerSpec& spec);

/// What the spec asks of the numbers of rows: a batch norm needs two in each batch, and a stop rule must look
/// at something that is measured. The spec must have passed `check_spec`. Errors: kBadShape.
Status check_rows(const TrainerSpec& spec, int train_rows, int test_rows);

/// Outputs of the last activation; the spec must have passed `check_spec`.
int output_count(const TrainerSpec& spec);

/// Lengths and values of one set; `rows` receives its size. Errors: kBadShape, kOutOfRange, kNotFinite.
Status check_samples(const Samples& samples, int fan_in, int outputs, const Loss& loss, int& rows);

}  // namespace ap
