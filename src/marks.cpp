#include "marks.hpp"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// What is done for every point alike is done for several at a time. Compilers see that only in part, so it is written out
// for processors with SSE2; the plain form below it gives the same on all others.

namespace gongbao::detail {
namespace {

constexpr std::size_t block = mark_table::block;
constexpr std::size_t group = mark_table::group;

using places = std::array<std::uint32_t, group>;
using kind_words = std::array<std::uint64_t, mark_kinds>;

#if defined(__SSE2__)

template <class T>
__m128i load(const T* from) noexcept {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

/// The places of pairs of points, each with the one behind it, in a table of `count`: a power of two.
void find_places(const char32_t* points, std::uint32_t count, places& out) noexcept {
    const __m128i mask = _mm_set1_epi32(static_cast<int>(count - 1));
    for (std::size_t i = 0; i < group; i += 4) {
        const __m128i place = _mm_xor_si128(_mm_slli_epi32(load(points + i), 5), load(points + i + 1));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out.data() + i), _mm_and_si128(place, mask));
    }
}

/// True when a point is not of the basic plane.
bool any_beyond(const char32_t* points) noexcept {
    __m128i any = load(points + 1); // with the one behind them
    for (std::size_t i = 0; i < group; i += 4) any = _mm_or_si128(any, load(points + i));
    any = _mm_or_si128(any, load(points + group - 3));
    return _mm_movemask_epi8(_mm_cmpeq_epi32(_mm_srli_epi32(any, 16), _mm_setzero_si128())) != 0xFFFF;
}

/// Puts the marks of the group at `at` into the bits from there on of each kind, and its hints into bytes.
void put_together(const mark_table::found& all, std::size_t at, kind_words& kinds,
                  unsigned char* hints) noexcept {
    const __m128i ends = _mm_set1_epi16(static_cast<short>(mark_table::ends));
    const __m128i low = _mm_set1_epi16(0xFF);
    const auto eight = [&](std::size_t i) {
        const __m128i first = load(all.characters.data() + i);
        const __m128i second = load(all.characters.data() + i + 4);
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
}

#else

void find_places(const char32_t* points, std::uint32_t count, places& out) noexcept {
    for (std::size_t i = 0; i < group; ++i) out[i] = (points[i] << 5U ^ points[i + 1]) & (count - 1);
}

bool any_beyond(const char32_t* points) noexcept {
    return std::any_of(points, points + group + 1, [](char32_t c) { return c > 0xFFFF; });
}

void put_together(const mark_table::found& all, std::size_t at, kind_words& kinds,
                  unsigned char* hints) noexcept {
    for (std::size_t i = at; i < at + group; ++i) {
        const mark_bits beside =
            (all.of_pair[i + 1] & ~mark_table::ends) | (all.of_pair[i] & mark_table::ends);
        const std::uint32_t marks = all.characters[i] | (all.characters[i] >> 16U & beside);
        hints[i] = static_cast<unsigned char>(marks >> mark_kinds & 0xFFU);
        for (std::size_t k = 0; k < mark_kinds; ++k) kinds[k] |= std::uint64_t{marks >> k & 1U} << i;
    }
}

#endif

/// Writes the places of the bits of a word behind the `count` numbers of a list. `Few` are written without asking whether
/// there are so many: what is too much is written over.
template <unsigned Few>
void list_bits(std::uint64_t word, std::size_t first, std::vector<std::size_t>& list, std::size_t& count) {
    // for those of one word, and the two that end the list
    if (const std::size_t most = count + block + 2; list.size() < most) [[unlikely]]
        list.resize(std::max(most, 2 * list.size()));
    constexpr std::uint64_t last = std::uint64_t{1} << (block - 1); // for countr_zero, which would ask for 0
    std::size_t* to = list.data() + count;
    for (unsigned k = 0; k < Few; ++k) {
        *to = first + static_cast<std::size_t>(std::countr_zero(word | last));
        to += word != 0 ? 1 : 0;
        word &= word - 1;
    }
    for (; word != 0; word &= word - 1)
        *to++ = first + static_cast<std::size_t>(std::countr_zero(word | last));
    count = static_cast<std::size_t>(to - list.data());
}

} // namespace

void mark_table::look_up(const char32_t* points, std::size_t groups, found& all) const noexcept {
    const std::uint32_t* const by_character = characters_.data();
    const bits* const by_pair = pairs_.data();
    for (std::size_t at = 0; at < groups * group; at += group) {
        const char32_t* here = points + at;
        std::array<char32_t, group + 1>
            stand_ins; // NOLINT(cppcoreguidelines-pro-type-member-init): seldom needed
        if (any_beyond(here)) [[unlikely]] {
            for (std::size_t i = 0; i <= group; ++i) stand_ins[i] = std::min(here[i], beyond);
            here = stand_ins.data();
        }
        places pairs; // NOLINT(cppcoreguidelines-pro-type-member-init): written here
        find_places(here, pair_count, pairs);
#pragma GCC unroll 16
        for (std::size_t i = 0; i < group; ++i) {
            all.characters[at + i] = by_character[here[i]];
            all.of_pair[at + i + 1] = by_pair[pairs[i]];
        }
    }
}

void paragraph_marks::make(std::u32string_view text, const mark_table& table) {
    points_ = text.size();
    const std::size_t words = (points_ + block - 1) / block;
    if (const std::size_t most = (words + 1) * mark_kinds; bits_.size() < most)
        bits_.resize(std::max(most, 2 * bits_.size()));
    constexpr std::size_t eight = 8; // next() reads so many at once
    if (const std::size_t most = words * block + eight; hints_.size() < most)
        hints_.resize(std::max(most, 2 * hints_.size()));
    mark_table::found here; // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    here.of_pair[0] = text.empty() ? mark_table::bits{} : table.before(text[0]);
    for (std::size_t w = 0; w < words; ++w) {
        const std::size_t begin = w * block;
        const std::size_t count = std::min(block, points_ - begin);
        const std::size_t groups = (count + group - 1) / group;
        const char32_t* from = text.data() + begin;
        std::array<char32_t, block + 1> last; // NOLINT(cppcoreguidelines-pro-type-member-init): written below
        if (begin + block >= points_) {       // behind the last nothing stands
            std::copy(from, from + count, last.begin());
            std::fill(last.begin() + static_cast<std::ptrdiff_t>(count), last.end(), U'\0');
            from = last.data();
        }
        // all of a block is looked up before any of it is used: what was just written in parts cannot be read as a whole
        table.look_up(from, groups, here);
        kind_words kinds{};
        for (std::size_t at = 0; at < groups * group; at += group)
            put_together(here, at, kinds, hints_.data() + begin);
        here.of_pair.front() = here.of_pair.back();
        std::copy(kinds.begin(), kinds.end(), bits_.begin() + static_cast<std::ptrdiff_t>(place(mark{}, w)));
    }
    // none behind the last
    std::fill_n(bits_.begin() + static_cast<std::ptrdiff_t>(place(mark{}, words)), mark_kinds, 0);
}

void paragraph_marks::list_points() {
    const std::size_t words = (points_ + block - 1) / block;
    std::array<std::size_t, listed_kinds> counts{};
    std::uint64_t before = 0; // the last bit of the word before
    for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t numerals = bits_[place(mark::numeral, w)];
        list_bits<3>(numerals & ~(numerals << 1U | before), w * block, lists_[0], counts[0]);
        list_bits<2>(bits_[place(mark::time, w)], w * block, lists_[1], counts[1]);
        list_bits<1>(bits_[place(mark::head, w)], w * block, lists_[2], counts[2]);
        before = numerals >> (block - 1);
    }
    for (std::size_t k = 0; k < listed_kinds; ++k) {
        if (lists_[k].empty()) lists_[k].resize(2); // of no points
        lists_[k][counts[k]] = lists_[k][counts[k] + 1] = SIZE_MAX;
    }
}

} // namespace gongbao::detail
