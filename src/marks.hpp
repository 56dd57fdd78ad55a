#pragma once
// What may begin at every point of a paragraph, looked up once for all stages.
//
// A stage asks for the next point at which one of its words may begin, and nearly every point is passed by without
// being looked at: eight kinds of words are eight bits of a point, and the bits of one kind stand together, 64 points
// in a word. A table by character says what may begin with it; where only longer words begin with it, a second table
// by two characters has to agree. A mark may stand where no word is; none is missing where one is.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lexicon.hpp"

namespace gongbao::detail {

enum class mark : std::uint8_t {
    numeral,
    time,
    head,       // a word that stands for a quantity
    clause_end, // a mark that may end a clause
    basis,
    status,    // a word of status, or a noun, which may hold one
    place,     // the name of a place, or a title; and before a place_end, a name that no list has
    place_end, // the character ends the name of a place
    size_
};
inline constexpr std::size_t mark_kinds = 8;
static_assert(static_cast<std::size_t>(mark::size_) == mark_kinds);

// A name that no list has is at most so long, without its ending.
inline constexpr std::size_t longest_unlisted_place = 3;

class mark_table {
public:
    using bits = std::uint8_t;
    [[nodiscard]] static constexpr bits bit(mark m) noexcept {
        return static_cast<bits>(1U << static_cast<unsigned>(m));
    }

    /// The mark stands at the character whatever is behind it.
    void add(char32_t c, mark m) {
        if (c < 0x10000) characters_[c].always |= bit(m);
    }
    /// The mark stands where a word of the lexicon may begin whose id is wanted.
    template <class Wanted>
    void add(const lexicon& words, mark m, const Wanted& wanted) {
        words.each_beginning(wanted, [&](char32_t first, char32_t second, bool word) {
            if (first >= 0x10000) {
                beyond_ |= bit(m);
            } else if (word) {
                characters_[first].always |= bit(m);
            } else {
                characters_[first].with_next |= bit(m);
                pairs_[pair(first, second)] |= bit(m);
            }
        });
    }
    void add(const lexicon& words, mark m) {
        add(words, m, [](std::uint32_t) { return true; });
    }

    [[nodiscard]] bits of(char32_t c, char32_t next) const noexcept {
        if (c >= 0x10000) return beyond_;
        const character here = characters_[c];
        return static_cast<bits>(here.always | (here.with_next & pairs_[pair(c, next)]));
    }

private:
    struct character {
        bits always{0};
        bits with_next{0};
    };
    static constexpr std::size_t pair_count = std::size_t{1} << 15U;
    [[nodiscard]] static std::size_t pair(char32_t a, char32_t b) noexcept {
        return (a * 0x6E5U + b * 0x2F5U) & (pair_count - 1);
    }

    std::vector<character> characters_ = std::vector<character>(0x10000);
    std::vector<bits> pairs_ = std::vector<bits>(pair_count);
    bits beyond_{0}; // of characters beyond the basic plane
};

// The marks of one paragraph; kept for its memory.
class paragraph_marks {
public:
    void make(std::u32string_view text, const mark_table& table);

    /// The next marked point at or behind `from`; the number of points when there is none.
    [[nodiscard]] std::size_t next(mark m, std::size_t from) const noexcept {
        if (from >= points_) return points_;
        const std::uint64_t* words = bits_[static_cast<std::size_t>(m)].data();
        std::size_t at = from / 64;
        std::uint64_t word = words[at] & (~std::uint64_t{0} << (from % 64));
        while (word == 0) {
            if (++at == words_) return points_;
            word = words[at];
        }
        return at * 64 + static_cast<std::size_t>(std::countr_zero(word));
    }
    [[nodiscard]] bool at(mark m, std::size_t i) const noexcept {
        return i < points_ && (bits_[static_cast<std::size_t>(m)][i / 64] >> (i % 64) & 1U) != 0;
    }

private:
    std::size_t points_{0};
    std::size_t words_{0}; // of 64 points
    std::array<std::vector<std::uint64_t>, mark_kinds> bits_;
};

} // namespace gongbao::detail
