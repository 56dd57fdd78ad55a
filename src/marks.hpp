#pragma once
// What may begin or end at every point of a paragraph, looked up once for all stages.
//
// A stage asks for the next point at which one of its words may begin, and nearly every point is passed by without
// being looked at: eight kinds of words are eight bits of a point, and the bits of one kind stand together, 64 points
// in a word. Eight further kinds, the hints, are only asked for at a point that a stage is at, and stand together by
// point. A table by character says what may begin or end with it; where only longer words do, a second table by two
// characters has to agree. A mark may stand where no word is; none is missing where one is.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "lexicon.hpp"

namespace gongbao::detail {

enum class mark : std::uint8_t {
    numeral,
    time,       // a word that begins a time, where no numeral does
    head,       // a word that stands for a quantity
    clause_end, // a mark that may end a clause
    basis,
    status,    // a word of status, or a noun, which may hold one
    place,     // the name of a place, or a title
    place_end, // the character ends the name of a place
    size_
};
inline constexpr std::size_t mark_kinds = 8;
static_assert(static_cast<std::size_t>(mark::size_) == mark_kinds);

enum class hint : std::uint8_t {
    phrase, // a word of the cues for noun phrases begins
    time,   // any word of times begins
    unit,
    status,     // a word of status, and no noun
    verb,       // a predicate begins, or "respectively": few of the words for noun phrases are one
    phrase_end, // a word of the cues for noun phrases ends with the point
    basis_end,  // a word of basis, or a qualifier before a number
    place_end,
    size_
};
static_assert(static_cast<std::size_t>(hint::size_) == 8);

// A name that no list has is at most so long, without its ending.
inline constexpr std::size_t longest_unlisted_place = 3;

using mark_bits = std::uint16_t; // marks, and hints above them
constexpr mark_bits bit(mark m) noexcept {
    return static_cast<mark_bits>(1U << static_cast<unsigned>(m));
}
constexpr mark_bits bit(hint h) noexcept {
    return static_cast<mark_bits>(1U << (mark_kinds + static_cast<unsigned>(h)));
}

// A few hints of a point, asked for together.
using hint_bits = unsigned;
constexpr hint_bits hint_bit(hint h) noexcept {
    return 1U << static_cast<unsigned>(h);
}

class mark_table {
public:
    using bits = mark_bits;

    /// The mark stands at the character whatever is beside it.
    void add(char32_t c, mark m) {
        if (c < 0x10000) characters_[c].always |= bit(m);
    }
    /// The mark stands where a word of the lexicon may begin whose id is wanted.
    template <class Mark, class Wanted>
    void add(const lexicon& words, Mark m, const Wanted& wanted) {
        words.each_beginning(wanted, [&](char32_t first, char32_t second, bool word) {
            add_beginning(first, second, word, bit(m));
        });
    }
    template <class Mark>
    void add(const lexicon& words, Mark m) {
        add(words, m, [](std::uint32_t) { return true; });
    }
    /// The hint stands where a word of a reversed lexicon may end.
    void add_ends(const lexicon& words, hint h) {
        words.each_beginning(
            [](std::uint32_t) { return true; },
            [&](char32_t last, char32_t before, bool word) { add_beginning(last, before, word, bit(h)); });
    }

    /// Writes the marks of `count` points, at least one, and their hints. `before` stands in front of the first and
    /// `behind` behind the last of them, 0 for nothing.
    void look_up(const char32_t* points, std::size_t count, char32_t before, char32_t behind,
                 unsigned char* marks, unsigned char* hints) const noexcept {
        // to the compiler what is written might be the tables, were they read through this
        const character* const characters = characters_.data();
        const bits* const pairs = pairs_.data();
        bits with_before = pairs[pair(before, points[0])];
        const auto note = [&](std::size_t i, char32_t c, char32_t next) {
            const bits with_next = pairs[pair(c, next)];
            const character here = c < 0x10000 ? characters[c] : beyond_;
            const auto all = static_cast<bits>(
                here.always | (here.with_other & ((with_next & ~ends) | (with_before & ends))));
            marks[i] = static_cast<unsigned char>(all & 0xFFU);
            hints[i] = static_cast<unsigned char>(all >> mark_kinds);
            with_before = with_next;
        };
        char32_t c = points[0];
        for (std::size_t i = 0; i + 1 < count; ++i) {
            const char32_t next = points[i + 1];
            note(i, c, next);
            c = next;
        }
        note(count - 1, c, behind);
    }

private:
    // Those that look at the character before, not at the one behind.
    static constexpr bits ends = bit(hint::phrase_end) | bit(hint::basis_end) | bit(hint::place_end);

    struct character {
        bits always{0};
        bits with_other{0};
    };
    static constexpr std::size_t pair_count = std::size_t{1} << 15U;
    [[nodiscard]] static std::size_t pair(char32_t a, char32_t b) noexcept {
        return (a << 5U ^ b) & (pair_count - 1);
    }
    void add_beginning(char32_t first, char32_t second, bool word, bits what) {
        character& c = first < 0x10000 ? characters_[first] : beyond_;
        if (word) {
            c.always |= what;
        } else {
            c.with_other |= what;
            pairs_[(what & ends) != 0 ? pair(second, first) : pair(first, second)] |= what;
        }
    }

    std::vector<character> characters_ = std::vector<character>(0x10000);
    std::vector<bits> pairs_ = std::vector<bits>(pair_count);
    character beyond_; // all characters beyond the basic plane
};

/// Eight bytes, the first in the lowest place, as one number.
inline std::uint64_t number_of(const unsigned char* bytes) noexcept {
    std::uint64_t number = 0;
    if constexpr (std::endian::native == std::endian::little)
        std::memcpy(&number, bytes, sizeof number);
    else
        for (std::size_t i = 0; i < sizeof number; ++i) number |= std::uint64_t{bytes[i]} << (8 * i);
    return number;
}

// The marks of one paragraph; kept for its memory.
class paragraph_marks {
public:
    void make(std::u32string_view text, const mark_table& table);

    /// The next marked point at or behind `from` and before `end`; `end` when there is none. Whoever asks again and again
    /// without going on says how far to look: or every time the whole text behind is gone through.
    [[nodiscard]] std::size_t next(mark m, std::size_t from, std::size_t end) const noexcept {
        end = std::min(end, points_);
        if (from >= end) return end;
        const std::uint64_t* words = bits_[static_cast<std::size_t>(m)].data();
        std::size_t at = from / 64;
        std::uint64_t word = words[at] & (~std::uint64_t{0} << (from % 64));
        while (word == 0) {
            if (++at * 64 >= end) return end;
            word = words[at];
        }
        return std::min(end, at * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }
    [[nodiscard]] std::size_t next(mark m, std::size_t from) const noexcept { return next(m, from, points_); }
    [[nodiscard]] bool at(mark m, std::size_t i) const noexcept {
        return i < points_ && (bits_[static_cast<std::size_t>(m)][i / 64] >> (i % 64) & 1U) != 0;
    }

    /// The next point with the hint, as above; eight points are looked at together.
    [[nodiscard]] std::size_t next(hint h, std::size_t from, std::size_t end) const noexcept {
        const std::size_t last = std::min(end, points_);
        const std::uint64_t wanted = 0x0101010101010101ULL << static_cast<unsigned>(h);
        for (; from < last; from += sizeof wanted)
            if (const std::uint64_t found = number_of(hints_.data() + from) & wanted; found != 0) {
                from += static_cast<std::size_t>(std::countr_zero(found)) / 8;
                break;
            }
        return from < last ? from : end;
    }
    [[nodiscard]] bool at(hint h, std::size_t i) const noexcept {
        return i < points_ && (hints_[i] >> static_cast<unsigned>(h) & 1U) != 0;
    }

    /// The marks of 64 points, from one of the paragraph on.
    [[nodiscard]] std::uint64_t bits_from(mark m, std::size_t i) const noexcept {
        const std::uint64_t* const words = bits_[static_cast<std::size_t>(m)].data() + i / 64;
        const std::uint64_t behind = i / 64 + 1 < words_ ? words[1] : 0;
        return words[0] >> (i % 64) | behind << 1U << (63 - i % 64);
    }

    /// All hints of a point of the paragraph.
    [[nodiscard]] hint_bits hints_at(std::size_t i) const noexcept { return hints_[i]; }

private:
    std::size_t points_{0};
    std::size_t words_{0};             // of 64 points
    std::vector<unsigned char> hints_; // and eight more that are read and do not matter
    std::array<std::vector<std::uint64_t>, static_cast<std::size_t>(mark::size_)> bits_;
};

} // namespace gongbao::detail
