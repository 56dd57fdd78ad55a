#pragma once
/// \file han.hpp
/// Which code points are Han characters.

namespace gongbao::detail {

/// CJK Unified Ideographs and their extension A; no mark, letter or digit.
constexpr bool is_han(char32_t c) noexcept {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

} // namespace gongbao::detail
