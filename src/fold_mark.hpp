// The folds of what is neither ASCII nor Han: marks, forms of other widths, spaces, and what disappears. Apart from the
// reader of text because a table is made of them when the library is built (src/cmake/fold_table.cpp).
#pragma once

namespace gongbao::detail {

inline constexpr char32_t first_full_width = 0xFF01;
inline constexpr char32_t last_full_width = 0xFF5E;

/// 0 for one that disappears.
constexpr char32_t fold_mark(char32_t c) noexcept {
    if (c >= first_full_width && c <= last_full_width) return c - first_full_width + U'!';
    switch (c) {
    case 0x00A0:
    case 0x3000:
    case 0x202F:
    case 0x205F:
        return U' ';
    case 0x2013: // en dash
    case 0x2014: // em dash
    case 0x2015: // horizontal bar
    case 0x2500: // box drawing, typed for a dash
        return 0x2014;
    case 0x2010: // hyphen
    case 0x2011:
    case 0x2212: // minus
    case 0xFE63:
        return U'-';
    case 0x301C: // wave dash
    case 0x223C: // tilde operator
        return U'~';
    case 0x300C: // corner brackets
    case 0x201C:
        return 0x201C;
    case 0x300D:
    case 0x201D:
        return 0x201D;
    case 0x300E:
    case 0x2018:
        return 0x2018;
    case 0x300F:
    case 0x2019:
        return 0x2019;
    case 0xFF61:
        return 0x3002;
    case 0xFF64:
        return 0x3001;
    case 0xFE6A: // small percent sign
        return U'%';
    case 0x2215: // division slash
    case 0x2044: // fraction slash
        return U'/';
    case 0x2236: // ratio
    case 0xFE55:
        return U':';
    case 0x00AD:
    case 0xFEFF:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x2060:
        return 0;
    default:
        break;
    }
    if (c >= 0x2000 && c <= 0x200A) return U' ';
    if (c < 0xA0) return 0;
    return c;
}

} // namespace gongbao::detail
