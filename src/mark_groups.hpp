#pragma once
// What is done alike for every point of a group when marks are made. Compilers see only in part that it can be done for
// several points at a time, so it is written out for processors with SSE2; the plain form gives the same on all others,
// and in the tests.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "marks.hpp"

namespace gongbao::detail {

using group_places = std::array<std::uint32_t, mark_table::group>;
using kind_words = std::array<std::uint64_t, mark_kinds>;

namespace plain {

/// The places of pairs of points, each with the one behind it, in the table of pairs.
inline void find_places(const char32_t* points, group_places& out) noexcept {
    for (std::size_t i = 0; i < mark_table::group; ++i) out[i] = mark_table::pair(points[i], points[i + 1]);
}

/// True when a point, or the one behind them, is not of the basic plane.
inline bool any_beyond(const char32_t* points) noexcept {
    return std::any_of(points, points + mark_table::group + 1, [](char32_t c) { return c > 0xFFFF; });
}

/// Puts the marks of the group at `at` into the bits from there on of each kind, and its hints into bytes. True when the
/// group holds a character that a view folds.
inline bool put_together(const mark_table::found& all, std::size_t at, kind_words& kinds,
                         unsigned char* hints) noexcept {
    std::uint32_t any = 0;
    for (std::size_t i = at; i < at + mark_table::group; ++i) {
        any |= all.characters[i];
        const mark_bits beside =
            (all.of_pair[i + 1] & ~mark_table::ends) | (all.of_pair[i] & mark_table::ends);
        const std::uint32_t marks =
            all.characters[i] | (all.characters[i] >> mark_table::with_other & beside);
        hints[i] = static_cast<unsigned char>(marks >> mark_kinds & 0xFFU);
        for (std::size_t k = 0; k < mark_kinds; ++k) kinds[k] |= std::uint64_t{marks >> k & 1U} << i;
    }
    return (any & mark_table::folds) != 0;
}

} // namespace plain

#if defined(__SSE2__)

static_assert(mark_table::with_other == 16); // the halves of a number
template <class T>
inline __m128i load(const T* from) noexcept {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

inline void find_places(const char32_t* points, group_places& out) noexcept {
    const __m128i mask = _mm_set1_epi32(static_cast<int>(mark_table::pair_count - 1));
    for (std::size_t i = 0; i < mark_table::group; i += 4) {
        const __m128i place =
            _mm_xor_si128(_mm_slli_epi32(load(points + i), mark_table::pair_shift), load(points + i + 1));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out.data() + i), _mm_and_si128(place, mask));
    }
}

inline bool any_beyond(const char32_t* points) noexcept {
    __m128i any = load(points + 1); // with the one behind them
    for (std::size_t i = 0; i < mark_table::group; i += 4) any = _mm_or_si128(any, load(points + i));
    any = _mm_or_si128(any, load(points + mark_table::group - 3));
    return _mm_movemask_epi8(_mm_cmpeq_epi32(_mm_srli_epi32(any, 16), _mm_setzero_si128())) != 0xFFFF;
}

inline bool put_together(const mark_table::found& all, std::size_t at, kind_words& kinds,
                         unsigned char* hints) noexcept {
    __m128i any = _mm_setzero_si128();
    const __m128i ends = _mm_set1_epi16(static_cast<short>(mark_table::ends));
    const __m128i low = _mm_set1_epi16(0xFF);
    const auto eight = [&](std::size_t i) {
        const __m128i first = load(all.characters.data() + i);
        const __m128i second = load(all.characters.data() + i + 4);
        any = _mm_or_si128(any, _mm_or_si128(first, second));
        const auto low_halves = [](__m128i c) { return _mm_srai_epi32(_mm_slli_epi32(c, 16), 16); };
        const __m128i always = _mm_packs_epi32(low_halves(first), low_halves(second));
        const __m128i with_other = _mm_packs_epi32(_mm_srai_epi32(first, 16), _mm_srai_epi32(second, 16));
        const __m128i beside = _mm_or_si128(_mm_andnot_si128(ends, load(all.of_pair.data() + i + 1)),
                                            _mm_and_si128(ends, load(all.of_pair.data() + i)));
        return _mm_or_si128(always, _mm_and_si128(with_other, beside));
    };
    const __m128i first = eight(at);
    const __m128i second = eight(at + 8);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(hints + at),
                     _mm_packus_epi16(_mm_srli_epi16(first, 8), _mm_srli_epi16(second, 8)));
    __m128i marks = _mm_packus_epi16(_mm_and_si128(first, low), _mm_and_si128(second, low));
    for (std::size_t k = mark_kinds; k-- > 0;
         marks = _mm_add_epi8(marks, marks)) // the next bit becomes the highest
        kinds[k] |= std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(marks))} << at;
    const __m128i folds = _mm_set1_epi32(static_cast<int>(mark_table::folds));
    return _mm_movemask_epi8(_mm_cmpeq_epi32(_mm_and_si128(any, folds), _mm_setzero_si128())) != 0xFFFF;
}

#else
using plain::any_beyond;
using plain::find_places;
using plain::put_together;
#endif

} // namespace gongbao::detail
