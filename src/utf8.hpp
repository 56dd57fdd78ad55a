#pragma once
/// \file utf8.hpp
/// UTF-8, for what reads text in and writes it out.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace gongbao::detail {

/// U+FFFD, which stands for a byte that is not UTF-8.
inline constexpr std::string_view utf8_replacement = "\xEF\xBF\xBD";

/// Four bytes, the first in the lowest place, as one number.
inline std::uint32_t four_bytes(const void* at) noexcept {
    std::uint32_t four = 0;
    std::memcpy(&four, at, sizeof four);
    if constexpr (std::endian::native == std::endian::big)
        four = four >> 24U | (four >> 8U & 0xFF00U) | (four << 8U & 0xFF0000U) | four << 24U;
    return four;
}
/// Of four such bytes the first three look like a character of three: surely one, but behind E0 and ED, where it may be
/// overlong or a surrogate.
inline bool begins_with_three(std::uint32_t four) noexcept {
    return (four & 0xC0C0F0U) == 0x8080E0U;
}
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
