#pragma once
// The characters that numerals are written with, one role each; filled from a pack.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pair_hash.hpp"

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

// What a character may be beside a number. Nearly every number has none of it beside itself, and one look at the
// character says so. For a word, the bit says that it may stand there.
enum class beside : std::uint16_t {
    goes_on = 1U << 0U,           // behind: the number may go on with it, or be refused for it
    joins = 1U << 1U,             // before digits: they are part of a name, or of a number that was refused
    sign_begins = 1U << 2U,       // a word for "minus" begins with it
    sign_ends = 1U << 3U,         // and ends with it
    name_begins = 1U << 4U,       // behind: a word that makes the number part of a name
    range_begins = 1U << 5U,      // behind a number or its unit: a word for "to"
    list_begins = 1U << 6U,       // a word for "and"
    per_begins = 1U << 7U,        // a word for "each", or a mark for it
    half_begins = 1U << 8U,       // a word for "and a half"
    classifier = 1U << 9U,        // the classifier before "and a half"
    other_begins = 1U << 10U,     // a word that begins like a unit and is none
    qualifier_begins = 1U << 11U, // a qualifier
    currency_ends = 1U << 12U,    // before a number: the name of a currency
    name_ends = 1U << 13U         // a mark that makes it part of a name
};

struct numeral_table {
    struct alignas(8) entry {
        numeral_role role{numeral_role::none};
        std::uint8_t value{0};
        bool counting{false};    // a digit that counts but stands in no row and behind no point: a couple
        std::uint8_t phrases{0}; // into last_places
        std::uint16_t besides{0};

        [[nodiscard]] bool may(beside b) const noexcept {
            return (besides & static_cast<std::uint16_t>(b)) != 0;
        }
    };

    [[nodiscard]] const entry& at(char32_t c) const noexcept {
        return c < 0x10000 ? entries[numbers[c]] : beyond;
    }
    /// That of a character of the basic plane, to be changed.
    [[nodiscard]] entry& own(char32_t c) {
        if (numbers[c] == 0) { // less than 2^16: surrogates have none
            numbers[c] = static_cast<std::uint16_t>(entries.size());
            entries.emplace_back();
        }
        return entries[numbers[c]];
    }
    [[nodiscard]] bool is(char32_t c, numeral_role r) const noexcept { return at(c).role == r; }

    /// A numeral may begin with the role, whatever stands behind it.
    [[nodiscard]] static bool begins_alone(numeral_role r) noexcept {
        switch (r) {
        case numeral_role::none:
        case numeral_role::more:
        case numeral_role::point:
        case numeral_role::several:
        case numeral_role::upwards:
            return false;
        default:
            return true;
        }
    }
    /// A numeral may begin with the role where a power or a scale word stands behind it.
    [[nodiscard]] static bool begins_before_power(numeral_role r) noexcept {
        return r == numeral_role::several || r == numeral_role::upwards;
    }

    void note_beside(char32_t c, beside b) {
        if (c < 0x10000) own(c).besides |= static_cast<std::uint16_t>(b);
    }
    /// Made from everything else when that is complete.
    void note_beside_numbers();

    // Where in set phrases a character of numerals may stand, by itself and with the characters beside it: bit k, as the
    // k-th from the start; the last bit, there or further on. Two characters say so that no phrase has in that order.
    using places = std::uint16_t;
    static constexpr std::size_t last_phrase_place = 15;
    [[nodiscard]] places phrase_places(char32_t before, char32_t c, char32_t behind) const noexcept {
        // the first of a phrase has nothing before it, the last nothing behind it
        const auto from = static_cast<places>(places_behind[pair(before, c)] | 1U);
        const auto to = static_cast<places>(places_before[pair(c, behind)] | last_places[at(c).phrases]);
        return from & to;
    }
    void note_in_phrase(std::u32string_view phrase) {
        for (std::size_t k = 0; k < phrase.size(); ++k) {
            const char32_t c = phrase[k];
            if (at(c).role == numeral_role::none) continue;
            const auto place = static_cast<places>(1U << std::min(k, last_phrase_place));
            if (k > 0) places_behind[pair(phrase[k - 1], c)] |= place;
            if (k + 1 < phrase.size()) {
                places_before[pair(c, phrase[k + 1])] |= place;
                continue;
            }
            std::uint8_t& index = own(c).phrases;
            if (index == 0) {
                if (last_places.size() > UINT8_MAX)
                    last_places.back() = UINT16_MAX;
                else
                    last_places.push_back(0);
                index = static_cast<std::uint8_t>(last_places.size() - 1);
            }
            last_places[index] |= place;
        }
    }

    static constexpr unsigned pair_bits = 14;
    static constexpr std::size_t pair_count = std::size_t{1} << pair_bits;
    [[nodiscard]] static std::size_t pair(char32_t a, char32_t b) noexcept {
        return pair_hash(a, b) >> (32U - pair_bits);
    }
    std::vector<places> places_behind = std::vector<places>(pair_count); // of the second of two characters
    std::vector<places> places_before = std::vector<places>(pair_count); // of the first
    std::vector<places> last_places{0};                                  // by entry::phrases

    // Few characters have an entry of their own: all others share the first. So most of what is read stays in the caches.
    std::vector<std::uint16_t> numbers = std::vector<std::uint16_t>(0x10000); // by character, into entries
    std::vector<entry> entries = std::vector<entry>(1);
    // All characters beyond the basic plane. They join nothing; what else they may be is looked up.
    entry beyond{numeral_role::none, 0, false, 0,
                 static_cast<std::uint16_t>(~static_cast<unsigned>(beside::joins))};
    std::vector<std::u32string> negative;     // words before a negative number
    std::vector<std::u32string> not_negative; // longer words that end like them
    std::vector<std::u32string> part_of;      // between denominator and numerator
    std::vector<std::u32string> mixed;        // between a whole number and a fraction
};

} // namespace gongbao::detail
