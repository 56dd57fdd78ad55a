#pragma once
// The characters that numerals are written with, one role each; filled from a pack.

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gongbao::detail {

enum class numeral_role : std::uint8_t {
    none,
    arabic,  // 0..9
    digit,   // one
    power,   // ten, hundred, thousand: value is the power of ten
    joint,   // twenty in one character: value is the number of tens
    scale,   // ten thousand, hundred million: value is the power of ten
    point,   // decimal point as a word
    half,    // half
    some,    // a few: 2..9
    several, // several, only before a power: 2..9
    upwards, // as many as, only before a bare power
    more,    // and some more, behind a number
    ordinal  // the ordinal prefix
};

struct numeral_table {
    struct entry {
        numeral_role role{numeral_role::none};
        std::uint8_t value{0};
        bool counting{false};    // a digit that counts but stands in no row and behind no point: a couple
        std::uint8_t phrases{0}; // into phrase_places
    };

    [[nodiscard]] entry at(char32_t c) const noexcept { return c < 0x10000 ? by_point[c] : entry{}; }
    [[nodiscard]] bool is(char32_t c, numeral_role r) const noexcept { return at(c).role == r; }

    /// A numeral may begin with it.
    [[nodiscard]] bool may_begin(char32_t c) const noexcept { return c < 0x10000 && beginning[c]; }
    /// Made from by_point when that is complete.
    void mark_beginnings() {
        for (std::size_t c = 0; c < by_point.size(); ++c) {
            const numeral_role r = by_point[c].role;
            beginning[c] = r != numeral_role::none && r != numeral_role::more && r != numeral_role::point;
        }
    }

    /// Where in set phrases a character of numerals stands: bit k, as the k-th from the start; the last bit, there or
    /// further on.
    std::vector<std::uint64_t> phrase_places{0};
    static constexpr std::size_t last_phrase_place = 63;
    void note_in_phrase(std::u32string_view phrase) {
        for (std::size_t k = 0; k < phrase.size(); ++k) {
            if (at(phrase[k]).role == numeral_role::none) continue;
            std::uint8_t& index = by_point[phrase[k]].phrases;
            if (index == 0) {
                if (phrase_places.size() > UINT8_MAX)
                    phrase_places.back() = ~std::uint64_t{0};
                else
                    phrase_places.push_back(0);
                index = static_cast<std::uint8_t>(phrase_places.size() - 1);
            }
            phrase_places[index] |= std::uint64_t{1} << std::min(k, last_phrase_place);
        }
    }

    std::bitset<0x10000> beginning;
    std::vector<entry> by_point = std::vector<entry>(0x10000);
    std::vector<std::u32string> negative; // words before a negative number
    std::vector<std::u32string> part_of;  // between denominator and numerator
    std::vector<std::u32string> mixed;    // between a whole number and a fraction
};

} // namespace gongbao::detail
