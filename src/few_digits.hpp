#pragma once
/// \file few_digits.hpp
/// The digits of small numbers, without a loop.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace gongbao::detail {

/// Eight characters 0.
inline constexpr std::uint64_t eight_zeros = 0x3030'3030'3030'3030ULL;

/// Writes eight bytes, the lowest first whatever the machine.
inline void store(char* to, std::uint64_t eight) noexcept {
    if constexpr (std::endian::native == std::endian::big)
        for (std::size_t i = 0; i < 8; ++i) to[i] = static_cast<char>(eight >> (8 * i) & 0xFFU);
    else
        std::memcpy(to, &eight, sizeof eight);
}

/// The digits of a number that has eight at most, as text: the first in the lowest byte, 0 behind the last.
struct few_digits {
    static constexpr std::uint64_t most = 99'999'999;

    std::uint64_t text{0};
    std::size_t length{0};

    /// `n` is not above `most`. Two halves of four digits are cut in two at the same time, and so on; a division by 100
    /// or 10 is a multiplication that is exact for so few digits.
    explicit few_digits(std::uint64_t n) noexcept {
        const std::uint64_t fours = n / 10'000 | (n % 10'000) << 32U;
        const std::uint64_t hundreds = (fours * 10'486 >> 20U) & 0x0000'007F'0000'007FULL;
        const std::uint64_t twos = hundreds | (fours - 100 * hundreds) << 16U;
        const std::uint64_t tens = (twos * 103 >> 10U) & 0x000F'000F'000F'000FULL;
        const std::uint64_t ones = tens | (twos - 10 * tens) << 8U;
        constexpr std::uint64_t last = std::uint64_t{1} << 56U; // 0 is a digit too
        const auto zeros = static_cast<std::size_t>(std::countr_zero(ones | last)) / 8;
        length = 8 - zeros;
        text = (ones | eight_zeros) >> (8 * zeros);
    }

    /// Room for eight bytes is needed, however few they are.
    char* write_to(char* to) const noexcept {
        store(to, text);
        return to + length;
    }
};

} // namespace gongbao::detail
