#pragma once
/// \file digits.hpp
/// Numbers in digits without a decision: how long a number of a report is cannot be foreseen.

#include <bit>
#include <cstddef>
#include <cstdint>

namespace gongbao::detail {

/// Below this a number has at most eight digits.
inline constexpr std::uint64_t least_of_nine_digits = 100'000'000;
inline constexpr std::uint64_t eight_zeros = 0x3030303030303030;

/// Writes the bytes of a word, the lowest first: compilers make one store of it.
inline void write_bytes(char* to, std::uint64_t bytes) noexcept {
    for (unsigned i = 0; i < sizeof bytes; ++i) to[i] = static_cast<char>(bytes >> 8 * i & 0xFFU);
}

// The digits of a number as bytes of a word, the first in the lowest byte.
struct digit_bytes {
    std::uint64_t bytes{0}; // with zeros behind the last
    std::size_t count{0};
};

/// All digits of a number below least_of_nine_digits, and as many zeros before them as make it at least `least` digits,
/// which are 1 to 8. Halves are parted into halves, all at the same time.
inline digit_bytes digits_of(std::uint64_t number, std::size_t least) noexcept {
    const std::uint64_t fours = number / 10000 | number % 10000 << 32U;
    const std::uint64_t hundreds = fours * 10486 >> 20U & 0x7F0000007FU; // by 100
    const std::uint64_t twos = hundreds | (fours - hundreds * 100) << 16U;
    const std::uint64_t tens = twos * 103 >> 10U & 0xF000F000F000FU; // by 10
    const std::uint64_t ones = tens | (twos - tens * 10) << 8U;
    // the first that is no zero, or that has to be there
    const int before = std::countr_zero(ones | std::uint64_t{1} << (64 - 8 * least)) & 56;
    return {(ones | eight_zeros) >> before, 8 - static_cast<std::size_t>(before) / 8};
}

} // namespace gongbao::detail
