#pragma once
/// \file plain_text.hpp
/// Text that is JSON as it stands.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gongbao::detail {

/// Plain is what needs no escape in a string of JSON and is surely UTF-8: ASCII and characters of three bytes, as nearly
/// all of a report is, without those that begin with E0 or ED, which may be overlong or a surrogate.
inline constexpr std::size_t plain_block = 16;

// Sixteen bytes in one register. Every byte is asked everything at the same time, without decisions.
using byte_block __attribute__((vector_size(plain_block))) = std::uint8_t;
using signed_block __attribute__((vector_size(plain_block))) = std::int8_t;
using word_block __attribute__((vector_size(plain_block))) = std::uint64_t;

// Not with memcpy: GCC 12 takes that for the load of an integer of 16 bytes, and parts it.
inline byte_block load_block(const char* text) noexcept {
    using anywhere __attribute__((vector_size(plain_block), aligned(1), may_alias)) = std::uint8_t;
    return *reinterpret_cast<const anywhere*>(text);
}
inline void store_block(char* to, byte_block block) noexcept {
    std::memcpy(to, &block, sizeof block);
}

// For each byte whether it is at most so much.
inline byte_block at_most(byte_block block, byte_block most) noexcept {
    return reinterpret_cast<byte_block>((block < most ? block : most) == block);
}

/// For each byte of a block whether it is not plain, by the two bytes before it.
inline byte_block odd_bytes(byte_block block, byte_block before, byte_block two_before) noexcept {
    const byte_block none{};
    const auto is = [&](std::uint8_t c) { return reinterpret_cast<byte_block>(block == none + c); };
    const byte_block no_lead = at_most(before > two_before ? before : two_before, none + 0xDF);
    const auto follows =
        reinterpret_cast<byte_block>(reinterpret_cast<signed_block>(block) < -64); // 80 to BF
    const byte_block ends_of_range = at_most(block + 0x10, none + 0x2F); // controls, and leads of four bytes
    const byte_block other_lead = at_most(block - 0xC0, none + 0x20);    // of two bytes, or E0
    return reinterpret_cast<byte_block>(no_lead == follows) | ends_of_range | other_lead | is(0xED) |
           is('"') | is('\\') | is(0x7F);
}

/// The same without knowing what stands before the block: as if it were a text's first.
inline byte_block odd_bytes(byte_block block) noexcept {
    const byte_block none{};
    return odd_bytes(
        block,
        __builtin_shufflevector(none, block, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30),
        __builtin_shufflevector(none, block, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
}

// Eight bytes that are 0.
using no_text = std::array<char, 8>;

/// A text shorter than a block, with spaces behind it. No byte beside it is read. How short it is cannot be foreseen, and
/// is not asked: of eight bytes, four, two and one those that it does not have are taken from `none`, which compilers
/// must not know to be 0, or they ask.
inline byte_block short_block(const char* text, std::size_t size, const no_text& none) noexcept {
    constexpr std::uint64_t spaces = 0x2020202020202020;
    const auto take = [&](auto part) -> std::uint64_t {
        const std::size_t has = size & sizeof part;
        std::memcpy(&part, has != 0 ? text : none.data(), sizeof part);
        text += has;
        return part;
    };
    const std::uint64_t first = take(std::uint64_t{});
    const std::uint64_t four = take(std::uint32_t{});
    const std::uint64_t two = take(std::uint16_t{});
    const std::uint64_t one = take(std::uint8_t{});
    const std::uint64_t rest =
        (one << 8 * (size & 2U) | two) << 8 * (size & 4U) | four | spaces << 8 * (size & 7U);
    const std::uint64_t all = std::uint64_t{0} - (size >> 3U); // all bits where there are eight
    return reinterpret_cast<byte_block>(word_block{first | (rest & ~all), (rest & all) | (spaces & ~all)});
}

/// True when one byte of a block is not 0.
inline bool has_any(byte_block block) noexcept {
    const auto halves = reinterpret_cast<word_block>(block);
    return (halves[0] | halves[1]) != 0;
}

/// Copies a text, and gives whether it is plain. There is room for a block more than it has.
inline bool copy_plain(char* to, const char* text, std::size_t size, const no_text& none) noexcept {
    if (size < plain_block) {
        const byte_block all = short_block(text, size, none);
        store_block(to, all);
        return !has_any(odd_bytes(all)); // a space is no part of a character that is cut short
    }
    // blocks overlap by the two bytes that a block says nothing about
    constexpr std::size_t step = plain_block - 2;
    constexpr byte_block known{0,    0,    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                               0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    const byte_block first = load_block(text);
    store_block(to, first);
    byte_block odd = odd_bytes(first);
    const std::size_t end = size - plain_block;
    for (std::size_t at = step; at < end; at += step) {
        const byte_block next = load_block(text + at);
        store_block(to + at, next);
        odd |= odd_bytes(next) & known;
    }
    const byte_block last = load_block(text + end);
    store_block(to + end, last);
    odd |= odd_bytes(last) & known;
    // no lead is among the last two: a character that is cut short
    constexpr byte_block most{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                              0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xDF, 0xDF};
    return !has_any(odd | ~at_most(last, most));
}

/// How many bytes of a block are plain before the first that is not. The two bytes before the block are looked at too,
/// so that characters may go from one block to the next.
inline std::size_t plain_length(const char* text) noexcept {
    const auto odd =
        reinterpret_cast<word_block>(odd_bytes(load_block(text), load_block(text - 1), load_block(text - 2)));
    const std::uint64_t half = odd[0] != 0 ? odd[0] : odd[1];
    const int zeros =
        std::endian::native == std::endian::big ? std::countl_zero(half) : std::countr_zero(half);
    return (odd[0] != 0 ? 0 : plain_block / 2) + static_cast<std::size_t>(zeros) / 8;
}

} // namespace gongbao::detail
