#pragma once
// The words around a numeral: those that make it no number, which the quantity stage passes by and explain shows, and
// those that may stand beside one.

#include <cstddef>
#include <string>
#include <string_view>

#include <gongbao/numeral.hpp>

#include "language.hpp"

namespace gongbao::detail {

// The set phrase that holds the numeral; length 0: none.
struct phrase_place {
    std::size_t begin{0}; // in points of the view
    std::size_t length{0};
};
[[nodiscard]] phrase_place phrase_at_places(std::u32string_view text, const language& words, const numeral& n,
                                            unsigned places);
/// The places in phrases that the first character of the numeral may have, if it is one that numerals are written with.
[[nodiscard]] inline unsigned places_in_phrases(const std::u32string& text, const language& words,
                                                const numeral& n) noexcept {
    // behind the last character stands a 0
    return words.numerals.phrase_places(n.begin > 0 ? text[n.begin - 1] : 0, text[n.begin],
                                        text[n.begin + 1]);
}
[[nodiscard]] inline phrase_place set_phrase_around(const std::u32string& text, const language& words,
                                                    const numeral& n) {
    // a word for "minus" may have any place
    const unsigned places = words.numerals.at(text[n.begin]).role != numeral_role::none
                                ? places_in_phrases(text, words, n)
                                : UINT16_MAX;
    return places != 0 ? phrase_at_places(text, words, n, places) : phrase_place{};
}

// Notes in the table of numerals what every character may be beside a number: made when all other words are complete.
void note_beside_numbers(language& words);

// The numeral is part of a name: national road 107, hotline 12345.
[[nodiscard]] bool name_stands_beside(std::u32string_view text, const language& words, const numeral& n);
[[nodiscard]] inline bool is_part_of_name(std::u32string_view text, const language& words, const numeral& n) {
    const numeral_table& table = words.numerals;
    const bool may_be = (n.end < text.size() && table.at(text[n.end]).may(beside::name_begins)) ||
                        (n.begin > 0 && table.at(text[n.begin - 1]).may(beside::name_ends));
    return may_be && name_stands_beside(text, words, n);
}

// Whether the numeral may be either, by the characters at its ends: one question for nearly all of them.
[[nodiscard]] inline bool may_be_no_number(const std::u32string& text, const language& words,
                                           const numeral& n) noexcept {
    const numeral_table& table = words.numerals;
    const char32_t before = n.begin > 0 ? text[n.begin - 1] : 0;
    const unsigned names = (table.at(before).besides & static_cast<unsigned>(beside::name_ends)) |
                           (table.at(text[n.end]).besides & static_cast<unsigned>(beside::name_begins));
    const unsigned sign = table.at(text[n.begin]).role == numeral_role::none ? 1U : 0U;
    return (places_in_phrases(text, words, n) | names | sign) != 0;
}

} // namespace gongbao::detail
