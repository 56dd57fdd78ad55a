#pragma once
/// \file copy_part.hpp
/// Parts of a text, without deciding on their length.

#include <cstddef>
#include <string>
#include <string_view>

namespace gongbao::detail {

/// Appends a part of a text. How long a short one is cannot be foreseen: so much as every string has room for is copied,
/// where the text goes on for as long, and cut off behind the part.
inline void append_part(std::string& out, std::string_view text, std::size_t first, std::size_t length) {
    constexpr std::size_t usual = 15;
    const std::size_t before = out.size();
    if ((unsigned{length < usual} & unsigned{text.size() - first >= usual} &
         unsigned{out.capacity() - before >= usual}) != 0) {
        out.append(text.data() + first, usual);
        out.resize(before + length);
    } else {
        out.append(text.data() + first, length);
    }
}

} // namespace gongbao::detail
