#pragma once
// The words around a numeral that make it no number: the quantity stage passes such numerals by, and explain says so.

#include <cstddef>
#include <string_view>

#include <gongbao/numeral.hpp>

#include "language.hpp"

namespace gongbao::detail {

// The set phrase that holds the numeral; length 0: none.
struct phrase_place {
    std::size_t begin{0}; // in points of the view
    std::size_t length{0};
};
[[nodiscard]] phrase_place set_phrase_around(std::u32string_view text, const language& words,
                                             const numeral& n);

// The numeral is part of a name: national road 107, hotline 12345.
[[nodiscard]] bool is_part_of_name(std::u32string_view text, const language& words, const numeral& n);

} // namespace gongbao::detail
