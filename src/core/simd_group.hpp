#pragma once
/// `Group<T, N>`: N lane values worked on side by side, so that independent instructions stand next to each
/// other.
///
/// A polynomial is one long chain of dependent operations; N chains interleaved keep the arithmetic units
/// busy where one would wait. The vocabulary is that of simd.hpp, applied to each member; nothing depends on
/// N but speed.
///
/// T is float or f32x4 (functions of float), or double or f64x4: then the functions of math_wide.hpp apply,
/// good to about 40 bits, which is what a result needs that is rounded to float in the end.

#include "core/simd.hpp"

namespace ap {

template <class T, int N>
struct Group {
  T v[N];

  Group() = default;
  Group(T a) {
    for (int i = 0; i < N; ++i) v[i] = a;
  }
  template <class Number>
  requires(std::is_arithmetic_v<Number> && !std::is_same_v<Number, T>) Group(Number a) : Group(T(a)) {}
};

/// N conditions, one for each member of a group.
template <class M, int N>
struct GroupMask {
  M v[N];
};

template <class T, int N>
struct LaneTraits<Group<T, N>> {
  using Scalar = ScalarOf<T>;
  using Bits = Group<BitsOf<T>, N>;
  using Mask = GroupMask<MaskOf<T>, N>;
};

namespace simd_detail {

template <class R, int N, class F>
[[gnu::always_inline]] inline R group_of(F f) {
  R r;
  for (int i = 0; i < N; ++i) r.v[i] = f(i);
  return r;
}

}  // namespace simd_detail

#define AP_GROUP_BINARY(op)                                                                                \
  template <class T, int N>                                                                                \
  [[gnu::always_inline]] inline Group<T, N> operator op(const Group<T, N>& a, const Group<T, N>& b) {      \
    return simd_detail::group_of<Group<T, N>, N>([&](int i) { return a.v[i] op b.v[i]; });                 \
  }                                                                                                        \
  template <class T, int N>                                                                                \
  [[gnu::always_inline]] inline Group<T, N> operator op(const Group<T, N>& a, std::type_identity_t<T> b) { \
    return simd_detail::group_of<Group<T, N>, N>([&](int i) { return a.v[i] op b; });                      \
  }                                                                                                        \
  template <class T, int N>                                                                                \
  [[gnu::always_inline]] inline Group<T, N> operator op(std::type_identity_t<T> a, const Group<T, N>& b) { \
    return simd_detail::group_of<Group<T, N>, N>([&](int i) { return a op b.v[i]; });                      \
  }
AP_GROUP_BINARY(+)
AP_GROUP_BINARY(-)
AP_GROUP_BINARY(*)
AP_GROUP_BINARY(/)
AP_GROUP_BINARY(&)
AP_GROUP_BINARY(|)
#undef AP_GROUP_BINARY

#define AP_GROUP_COMPARISON(op)                                                                    \
  template <class T, int N>                                                                        \
  [[gnu::always_inline]] inline MaskOf<Group<T, N>> operator op(const Group<T, N>& a,              \
                                                                const Group<T, N>& b) {            \
    return simd_detail::group_of<MaskOf<Group<T, N>>, N>([&](int i) { return a.v[i] op b.v[i]; }); \
  }
AP_GROUP_COMPARISON(<)
AP_GROUP_COMPARISON(<=)
AP_GROUP_COMPARISON(>)
AP_GROUP_COMPARISON(>=)
AP_GROUP_COMPARISON(==)
AP_GROUP_COMPARISON(!=)
#undef AP_GROUP_COMPARISON

#define AP_GROUP_UNARY(name)                                                           \
  template <class T, int N>                                                            \
  [[gnu::always_inline]] inline Group<T, N> name(const Group<T, N>& a) {               \
    return simd_detail::group_of<Group<T, N>, N>([&](int i) { return name(a.v[i]); }); \
  }
AP_GROUP_UNARY(sqrt)
AP_GROUP_UNARY(abs)
#undef AP_GROUP_UNARY

#define AP_GROUP_PAIR(name)                                                                    \
  template <class T, int N>                                                                    \
  [[gnu::always_inline]] inline Group<T, N> name(const Group<T, N>& a, const Group<T, N>& b) { \
    return simd_detail::group_of<Group<T, N>, N>([&](int i) { return name(a.v[i], b.v[i]); }); \
  }
AP_GROUP_PAIR(min)
AP_GROUP_PAIR(max)
AP_GROUP_PAIR(copysign)
AP_GROUP_PAIR(scale_by_shifted)
AP_GROUP_PAIR(flip_sign_by_shifted)
#undef AP_GROUP_PAIR

template <class T, int N>
[[gnu::always_inline]] inline Group<T, N> operator-(const Group<T, N>& a) {
  return simd_detail::group_of<Group<T, N>, N>([&](int i) { return -a.v[i]; });
}
template <class T, int N>
[[gnu::always_inline]] inline Group<T, N> operator<<(const Group<T, N>& a, int n) {
  return simd_detail::group_of<Group<T, N>, N>([&](int i) { return a.v[i] << n; });
}
template <class T, int N>
[[gnu::always_inline]] inline Group<T, N> operator>>(const Group<T, N>& a, int n) {
  return simd_detail::group_of<Group<T, N>, N>([&](int i) { return a.v[i] >> n; });
}
template <class M, int N>
[[gnu::always_inline]] inline GroupMask<M, N> operator&(const GroupMask<M, N>& a, const GroupMask<M, N>& b) {
  return simd_detail::group_of<GroupMask<M, N>, N>([&](int i) { return a.v[i] & b.v[i]; });
}
template <class M, int N>
[[gnu::always_inline]] inline GroupMask<M, N> operator|(const GroupMask<M, N>& a, const GroupMask<M, N>& b) {
  return simd_detail::group_of<GroupMask<M, N>, N>([&](int i) { return a.v[i] | b.v[i]; });
}
template <class M, int N>
[[gnu::always_inline]] inline GroupMask<M, N> operator!(const GroupMask<M, N>& a) {
  return simd_detail::group_of<GroupMask<M, N>, N>([&](int i) { return !a.v[i]; });
}
template <class M, int N>
[[gnu::always_inline]] inline bool any(const GroupMask<M, N>& a) {
  GroupMask<M, 1> all{a.v[0]};
  for (int i = 1; i < N; ++i) all.v[0] = all.v[0] | a.v[i];
  return any(all.v[0]);
}
template <class M, class T, int N>
[[gnu::always_inline]] inline Group<T, N> select(const GroupMask<M, N>& m, const Group<T, N>& if_true,
                                                 const Group<T, N>& if_false) {
  return simd_detail::group_of<Group<T, N>, N>(
      [&](int i) { return select(m.v[i], if_true.v[i], if_false.v[i]); });
}

template <class T, int N>
[[gnu::always_inline]] inline auto bits(const Group<T, N>& a) {
  return simd_detail::group_of<BitsOf<Group<T, N>>, N>([&](int i) { return bits(a.v[i]); });
}
template <class B, int N>
[[gnu::always_inline]] inline auto from_bits(const Group<B, N>& a) {
  using T = decltype(from_bits(a.v[0]));
  return simd_detail::group_of<Group<T, N>, N>([&](int i) { return from_bits(a.v[i]); });
}

/// load_pairs of each member.
template <class B, class T, int N>
[[gnu::always_inline]] inline void load_pairs(const double* table, const Group<B, N>& index,
                                              Group<T, N>& first, Group<T, N>& second) {
  for (int i = 0; i < N; ++i) load_pairs(table, index.v[i], first.v[i], second.v[i]);
}

/// The double type that goes with a float type V: Group<double, 1>, Group<f64x4, 1> or Group<f64x4, N>.
template <class V>
struct WideTraits;
template <>
struct WideTraits<float> {
  using Type = Group<double, 1>;
};
template <>
struct WideTraits<f32x4> {
  using Type = Group<f64x4, 1>;
};
template <int N>
struct WideTraits<Group<float, N>> {
  using Type = Group<double, N>;
};
template <int N>
struct WideTraits<Group<f32x4, N>> {
  using Type = Group<f64x4, N>;
};
template <class V>
using WideOf = typename WideTraits<V>::Type;

/// The float type that goes with a group of doubles: of WideOf, the inverse, with groups of one kept as
/// groups.
template <class W>
struct FloatTraits;
template <int N>
struct FloatTraits<Group<double, N>> {
  using Type = Group<float, N>;
};
template <int N>
struct FloatTraits<Group<f64x4, N>> {
  using Type = Group<f32x4, N>;
};
template <class W>
using FloatOf = typename FloatTraits<W>::Type;

template <class V>
inline constexpr bool kIsGroup = false;
template <class T, int N>
inline constexpr bool kIsGroup<Group<T, N>> = true;

/// The floats as doubles, exactly.
template <class V>
[[gnu::always_inline]] inline WideOf<V> widened(const V& a) {
  if constexpr (kIsGroup<V>) {
    return [&]<class T, int N>(const Group<T, N>& group) {
      return simd_detail::group_of<WideOf<V>, N>([&](int i) { return widen(group.v[i]); });
    }(a);
  } else {
    WideOf<V> r;
    r.v[0] = widen(a);
    return r;
  }
}
/// Each double rounded to the nearest float, once.
template <class V, class W, int N>
[[gnu::always_inline]] inline V narrowed(const Group<W, N>& a) {
  if constexpr (kIsGroup<V>) {
    return simd_detail::group_of<V, N>([&](int i) { return narrow(a.v[i]); });
  } else {
    return narrow(a.v[0]);
  }
}

/// Two results of one function: f(x) and f'(x).
template <class V>
struct ValueAndSlope {
  V value;
  V slope;
};

}  // namespace ap
