#pragma once
/// \file utf8.hpp
/// UTF-8, for what reads text in and writes it out.

#include <cstddef>
#include <string_view>

namespace gongbao::detail {

/// U+FFFD, which stands for a byte that is not UTF-8.
inline constexpr std::string_view utf8_replacement = "\xEF\xBF\xBD";

/// Length of the UTF-8 sequence at `at`, or 0 when the bytes there are none (Unicode 15, table 3-7).
inline std::size_t sequence_length(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) -> unsigned {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto within = [&](std::size_t i, unsigned low, unsigned high) {
        return byte(i) >= low && byte(i) <= high;
    };
    const auto tail = [&](std::size_t i) { return within(i, 0x80, 0xBF); };
    const unsigned lead = byte(at);
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return tail(at + 1) ? 2 : 0;
    if (lead < 0xF0) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;  // overlong below
        const unsigned high = lead == 0xED ? 0x9F : 0xBF; // surrogates above
        return within(at + 1, low, high) && tail(at + 2) ? 3 : 0;
    }
    if (lead < 0xF5) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
        return within(at + 1, low, high) && tail(at + 2) && tail(at + 3) ? 4 : 0;
    }
    return 0;
}

/// Writes a code point, in up to four bytes; gives the position behind them.
inline char* write_utf8(char* to, char32_t point) noexcept {
    const auto put = [&to](char32_t b) { *to++ = static_cast<char>(static_cast<unsigned char>(b)); };
    const auto put_six = [&put](char32_t bits) { put(0x80U | (bits & 0x3FU)); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0U | (point >> 6U));
        put_six(point);
    } else if (point < 0x10000) {
        put(0xE0U | (point >> 12U));
        put_six(point >> 6U);
        put_six(point);
    } else {
        put(0xF0U | (point >> 18U));
        put_six(point >> 12U);
        put_six(point >> 6U);
        put_six(point);
    }
    return to;
}

/// The code point at `at` and the position behind it: for a byte that is not UTF-8, U+FFFD and the next byte.
inline char32_t next_point(std::string_view text, std::size_t& at) noexcept {
    const std::size_t length = sequence_length(text, at);
    const auto lead = static_cast<unsigned char>(text[at++]);
    if (length == 0) return 0xFFFD;
    if (length == 1) return lead;
    char32_t point = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        point = (point << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    return point;
}

} // namespace gongbao::detail
