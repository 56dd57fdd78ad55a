#pragma once
// The smaller of two numbers, without a branch: for where nobody foresees which. Compilers make one of std::min.

#include <cstddef>

namespace gongbao::detail {

constexpr std::size_t least(std::size_t a, std::size_t b) noexcept {
    return b ^ ((a ^ b) & (std::size_t{0} - std::size_t{a < b}));
}

} // namespace gongbao::detail
