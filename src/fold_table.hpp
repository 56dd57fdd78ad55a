// Traditional -> simplified, one Han character at a time, and what nearly every character of a report is. The
// tables are generated, the first from ICU (src/cmake/fold_table.cpp), so that no call of ICU is left at run time. What a
// phrase would decide is not decided here: see the exceptions there.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gongbao::detail {

inline constexpr char32_t han_first = 0x3400; // CJK extension A, Yijing hexagrams, CJK unified ideographs
inline constexpr char32_t han_last = 0x9FFF;
inline constexpr char32_t compat_first = 0xF900; // CJK compatibility ideographs
inline constexpr char32_t compat_last = 0xFAFF;
inline constexpr std::size_t han_fold_size = (han_last - han_first + 1) + (compat_last - compat_first + 1);

extern const char16_t han_fold[han_fold_size]; // the first block, then the second

// The simplified form of c, or c itself. All that it changes and all that it gives take three bytes in UTF-8,
// so a fold never moves a byte. Folding twice changes nothing more.
inline char32_t fold_han(char32_t c) noexcept {
    if (c - han_first <= han_last - han_first) return han_fold[c - han_first];
    if (c - compat_first <= compat_last - compat_first)
        return han_fold[c - compat_first + (han_last - han_first + 1)];
    return c;
}

// A bit for every character that a view takes as it is. None for spaces, for what ends a line or may begin a tag, for what
// disappears or becomes something else, and for characters of two bytes in UTF-8. 8 KB, which a cache holds beside the
// text.
inline constexpr std::size_t plain_size = 0x10000;
extern const std::uint64_t plain_characters[plain_size / 64];
inline bool is_plain(char32_t c) noexcept {
    return c < plain_size && (plain_characters[c / 64] >> (c % 64) & 1U) != 0;
}

} // namespace gongbao::detail
