#pragma once
// Where two characters stand in a table, or their bit in a set.

#include <cstdint>

namespace gongbao::detail {

/// A number whose upper bits depend on all of both: shift it down to as many bits as are wanted.
constexpr std::uint32_t pair_hash(char32_t first, char32_t second) noexcept {
    return static_cast<std::uint32_t>((first << 16U ^ second) *
                                      0x9E3779B1U); // Knuth's multiplicative hashing
}

} // namespace gongbao::detail
