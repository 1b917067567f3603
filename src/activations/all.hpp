#pragma once
/// All activations as one list of types, joined from the lists at the foot of the family files.

#include "activations/clipped.hpp"
#include "activations/exponential.hpp"
#include "activations/gated.hpp"
#include "activations/normalizing.hpp"
#include "activations/piecewise.hpp"
#include "activations/sigmoidal.hpp"

namespace ap {

template <class First, class... Rest>
struct JoinedLists {
  using Type = First;
};
template <class... Fs, class... Gs, class... Rest>
struct JoinedLists<ActivationList<Fs...>, ActivationList<Gs...>, Rest...> {
  using Type = typename JoinedLists<ActivationList<Fs..., Gs...>, Rest...>::Type;
};

/// Every activation, in the order of the menu.
using AllActivations = JoinedLists<PiecewiseActivations, ClippedActivations, ExponentialActivations,
                                   SigmoidalActivations, GatedActivations, NormalizingActivations>::Type;

}  // namespace ap
