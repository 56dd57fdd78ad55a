#pragma once
// What may begin or end at every point of a text, looked up once for all stages.
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
    clause_end, // a mark that may end a clause; these four are listed
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
        if (c < beyond) characters_[c] |= bit(m);
    }
    /// A view folds the character: where it still stands, the view has to be folded.
    void add_folded(char32_t c) {
        if (c < beyond) characters_[c] |= folds;
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

    /// What the table has for nothing and the first character of a text.
    [[nodiscard]] bits before(char32_t first) const noexcept {
        return pairs_[pair(0, std::min(first, beyond))];
    }

    static constexpr std::size_t group = 16; // points, of which nothing is asked one by one
    static constexpr std::size_t block = 64; // points that are looked up at a time
    // What the table has for so many points.
    struct found {
        // The marks that always stand at the character, and above them those that stand where the one beside it agrees.
        std::array<std::uint32_t, block> characters;
        // Of the point before the first and the first, of the first and the one behind it, and so on.
        std::array<bits, block + 1> of_pair;
    };
    /// Looks up so many groups, and one more point can be read behind them; of the point before the first is known already
    /// what it has with the first.
    void look_up(const char32_t* points, std::size_t groups, found& all) const noexcept;

    // Where two characters stand in the table of pairs.
    static constexpr std::uint32_t pair_count = std::uint32_t{1} << 15U;
    static constexpr int pair_shift = 5;
    [[nodiscard]] static constexpr std::uint32_t pair(char32_t a, char32_t b) noexcept {
        return (a << unsigned{pair_shift} ^ b) & (pair_count - 1);
    }

    // Those that look at the character before, not at the one behind.
    static constexpr bits ends = bit(hint::phrase_end) | bit(hint::basis_end) | bit(hint::place_end);

    static constexpr unsigned with_other = 16; // how far above: see found
    // Where no mark can stand: ends of clauses need no other character.
    static constexpr std::uint32_t folds = std::uint32_t{bit(mark::clause_end)} << with_other;

private:
    void add_beginning(char32_t first, char32_t second, bool word, bits what) {
        first = std::min(first, beyond);
        second = std::min(second, beyond);
        if (word) {
            characters_[first] |= what;
        } else {
            characters_[first] |= std::uint32_t{what} << with_other;
            pairs_[(what & ends) != 0 ? pair(second, first) : pair(first, second)] |= what;
        }
    }

    static constexpr char32_t beyond = 0x10000; // stands for all characters beyond the basic plane
    std::vector<std::uint32_t> characters_ = std::vector<std::uint32_t>(beyond + 1); // see found
    std::vector<bits> pairs_ = std::vector<bits>(pair_count);
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

// The marks of a paragraph, or of a few in one view; kept for its memory.
class paragraph_marks {
public:
    /// True when the text holds a character that a view folds: see paragraphs_reader.
    bool make(std::u32string_view text, const mark_table& table);

    /// The next marked point at or behind `from` and before `end`; `end` when there is none. Whoever asks again and again
    /// without going on says how far to look: or every time the whole text behind is gone through.
    [[nodiscard]] std::size_t next(mark m, std::size_t from, std::size_t end) const noexcept {
        end = std::min(end, points_);
        if (from >= end) return end;
        std::size_t at = from / 64;
        std::uint64_t word = bits_[place(m, at)] & (~std::uint64_t{0} << (from % 64));
        while (word == 0) {
            if (++at * 64 >= end) return end;
            word = bits_[place(m, at)];
        }
        return std::min(end, at * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }
    [[nodiscard]] std::size_t next(mark m, std::size_t from) const noexcept { return next(m, from, points_); }
    [[nodiscard]] bool at(mark m, std::size_t i) const noexcept {
        return i < points_ && (bits_[place(m, i / 64)] >> (i % 64) & 1U) != 0;
    }

    /// Lists the marks that a stage goes through from the first to the last; after make().
    void list_points();
    /// Whether the mark stands anywhere in [from, end).
    [[nodiscard]] bool any(mark m, std::size_t from, std::size_t end) const noexcept {
        if ((from ^ end) / 64 != 0) [[unlikely]] // not in one word
            return next(m, from, end) < end;
        const std::uint64_t inside = (std::uint64_t{1} << (end - from)) - 1;
        return (bits_[place(m, from / 64)] >> (from % 64) & inside) != 0;
    }
    /// The listed points of a kind, in order, and SIZE_MAX twice behind the last. Of numerals, those that are not right
    /// behind another one.
    [[nodiscard]] const std::size_t* points_of(mark m) const noexcept {
        return lists_[static_cast<std::size_t>(m)].data();
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
        return bits_[place(m, i / 64)] >> (i % 64) | bits_[place(m, i / 64 + 1)] << 1U << (63 - i % 64);
    }

    /// All hints of a point of the paragraph.
    [[nodiscard]] hint_bits hints_at(std::size_t i) const noexcept { return hints_[i]; }

private:
    // The words of 64 points stand together, by kind.
    [[nodiscard]] static std::size_t place(mark m, std::size_t word) noexcept {
        return word * mark_kinds + static_cast<std::size_t>(m);
    }

    std::size_t points_{0};
    std::vector<std::uint64_t> bits_;  // and those of 64 points more, where there are none
    std::vector<unsigned char> hints_; // and eight more that are read and do not matter

    static constexpr std::size_t listed_kinds = 4; // numerals, times, heads, and ends of clauses
    std::array<std::vector<std::size_t>, listed_kinds> lists_;
};

} // namespace gongbao::detail
