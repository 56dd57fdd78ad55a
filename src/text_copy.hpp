#pragma once
/// \file text_copy.hpp
/// Copies of short texts. How long a text of a fact is cannot be foreseen, and a copy that asks for it is a branch taken
/// wrongly; what is behind a text does not matter, so that a few copies of fixed length do.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>

namespace gongbao::detail {

// A string with room for so many bytes is written in one go.
inline constexpr std::size_t text_block = 48;

/// `to` becomes the text of `length` bytes at `from`, where `readable` bytes may be read.
inline void assign_text(std::string& to, const char* from, std::size_t length, std::size_t readable) {
    constexpr std::size_t within = 15; // nearly every string has room for so many, without memory of its own
    if (length <= text_block && text_block <= std::min(readable, to.capacity())) {
        to.assign(from, text_block);
        to.erase(length);
    } else if (length <= within && within <= readable) {
        to.assign(from, within);
        to.erase(length);
    } else {
        to.assign(from, length);
    }
}

/// Copies four pieces of one length, which overlap as the text needs it: it is at least one of them long, and at most
/// four.
template <std::size_t piece>
void copy_pieces(char* to, const char* from, std::size_t length) noexcept {
    const std::size_t second = length / (2 * piece) * piece;
    const std::size_t last = length - piece;
    std::memcpy(to, from, piece);
    std::memcpy(to + second, from + second, piece);
    std::memcpy(to + last - second, from + last - second, piece);
    std::memcpy(to + last, from + last, piece);
}

/// Copies none to three bytes, some of them twice. Where there is none, it is the byte that ends the string, and one more
/// than the text is overwritten.
inline void copy_few(char* to, const char* from, std::size_t length) noexcept {
    const std::size_t last = length - std::min<std::size_t>(length, 1);
    to[0] = from[0];
    to[length / 2] = from[length / 2];
    to[last] = from[last];
}
inline constexpr std::size_t most_few = 3;

/// Copies the bytes of a string and up to one more; gives the position behind them.
inline char* copy_text(char* to, const std::string& from) noexcept {
    const char* const text = from.c_str();
    const std::size_t length = from.size();
    if (length <= most_few) {
        copy_few(to, text, length);
    } else if (length <= 16) {
        copy_pieces<4>(to, text, length);
    } else if (length <= 64) {
        copy_pieces<16>(to, text, length);
    } else {
        std::memcpy(to, text, length);
    }
    return to + length;
}

} // namespace gongbao::detail
