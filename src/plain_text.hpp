#pragma once
/// \file plain_text.hpp
/// Text that is JSON as it stands.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gongbao::detail {

/// Plain is what needs no escape in a string of JSON and is surely UTF-8: ASCII and characters of three bytes, as nearly
/// all of a report is, without those that begin with E0 or ED, which may be overlong or a surrogate.
inline constexpr std::size_t plain_block = 16;

/// For each byte of a block a byte that is not 0 where it is not plain. The two bytes before the block are looked at too,
/// so that characters may go from one block to the next. Every byte is asked everything: without decisions, compilers ask
/// all of them at the same time.
inline std::array<std::uint64_t, 2> odd_bytes(const char* text) noexcept {
    std::array<std::uint8_t, plain_block>
        odd; // NOLINT(cppcoreguidelines-pro-type-member-init): written below
    for (std::size_t i = 0; i < plain_block; ++i) {
        const auto c = static_cast<std::uint8_t>(text[i]);
        const auto before = static_cast<std::uint8_t>(text[i - 1]);
        const auto two_before = static_cast<std::uint8_t>(text[i - 2]);
        const bool wanted = std::max(before, two_before) >= 0xE0; // a lead was there
        const bool follows = static_cast<std::int8_t>(c) < -64;   // 80 to BF
        const bool ends_of_range =
            static_cast<std::uint8_t>(c + 0x10) < 0x30; // controls, and leads of four bytes
        const bool other_lead = static_cast<std::uint8_t>(c - 0xC0) <= 0x20; // of two bytes, or E0
        odd[i] = (wanted != follows) | ends_of_range | other_lead | (c == 0xED) | (c == '"') | (c == '\\') |
                 (c == 0x7F);
    }
    std::array<std::uint64_t, 2> halves{};
    static_assert(sizeof halves == sizeof odd);
    std::memcpy(halves.data(), odd.data(), sizeof halves);
    return halves;
}

/// True when all bytes of a block are plain.
inline bool is_plain(const char* text) noexcept {
    const auto [first, second] = odd_bytes(text);
    return (first | second) == 0;
}

/// How many bytes of a block are plain before the first that is not.
inline std::size_t plain_length(const char* text) noexcept {
    const auto [first, second] = odd_bytes(text);
    const std::uint64_t half = first != 0 ? first : second;
    const int zeros =
        std::endian::native == std::endian::big ? std::countl_zero(half) : std::countr_zero(half);
    return (first != 0 ? 0 : plain_block / 2) + static_cast<std::size_t>(zeros) / 8;
}

} // namespace gongbao::detail
