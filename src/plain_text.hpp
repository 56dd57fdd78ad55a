#pragma once
/// \file plain_text.hpp
/// Text that is JSON as it stands.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gongbao::detail {

/// Plain is what needs no escape in a string of JSON and is surely UTF-8: ASCII and characters of three bytes, as nearly
/// all of a report is, without those that begin with E0 or ED, which may be overlong or a surrogate.
///
/// True when `block` bytes are plain. The two bytes before them are looked at too, so that characters may go from one
/// block to the next. Every byte is asked everything: without decisions, compilers ask all of them at the same time.
inline constexpr std::size_t plain_block = 16;
inline bool is_plain(const char* text) noexcept {
    std::array<std::uint8_t, plain_block>
        odd; // NOLINT(cppcoreguidelines-pro-type-member-init): written below
    const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    for (std::size_t i = 0; i < plain_block; ++i) {
        const std::uint8_t c = byte(i);
        const bool wanted = std::max(byte(i - 1), byte(i - 2)) >= 0xE0; // a lead was there
        const bool follows = static_cast<std::int8_t>(c) < -64;         // 80 to BF
        const bool ends_of_range =
            static_cast<std::uint8_t>(c + 0x10) < 0x30; // controls, and leads of four bytes
        const bool other_lead = static_cast<std::uint8_t>(c - 0xC0) <= 0x20; // of two bytes, or E0
        odd[i] = (wanted != follows) | ends_of_range | other_lead | (c == 0xED) | (c == '"') | (c == '\\') |
                 (c == 0x7F);
    }
    std::array<std::uint64_t, 2> halves{};
    static_assert(sizeof halves == sizeof odd);
    std::memcpy(halves.data(), odd.data(), sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

} // namespace gongbao::detail
