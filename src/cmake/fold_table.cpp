// Writes the tables behind src/fold_table.hpp: fold_table OUTPUT.cpp [--list]
// ICU's transliterator Traditional-Simplified decides, but for the exceptions below. With --list every fold
// is printed as "U+XXXX U+YYYY" instead of being written as C++.
#include "../fold_table.hpp"
#include "../fold_mark.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fold = gongbao::detail;

// Where ICU is not followed: character -> what it becomes (itself: it stays).
const std::map<char32_t, char32_t>& exceptions() {
    static const std::map<char32_t, char32_t> table = {
        // Simplified texts write these too, with a meaning that the fold would destroy: they stay.
        {0x4E7E, 0x4E7E}, // qian2 in the names of places; gan1 'dry' is the traditional use
        {0x4FF1, 0x4FF1}, // ju4 'all', as in club; never ju4 'tool'
        {0x5412, 0x5412}, // zha1, in the name Nezha
        {0x56CD, 0x56CD}, // xi3, double happiness; not xi3 'auspicious'
        {0x59CA, 0x59CA}, // zi3 'elder sister', a word of its own beside jie3
        {0x6607, 0x6607}, // sheng1: in practice only in names; folded it would be the cue word 'rise'
        {0x6C39, 0x6C39}, // dang4, in the name of an island of Macau
        {0x77AD, 0x77AD}, // liao4 'watch from a height'; liao3 'understand' is the traditional use
        {0x8457, 0x8457}, // zhu4 'marked, famous' is standard in both scripts; zhe is the traditional use
        {0x85C9, 0x85C9}, // ji2 'in disorder'; jie4 'by means of' is the traditional use
        {0x8DE4, 0x8DE4}, // jiao1 'a fall', as in wrestling; not jiao1 'cross'
        {0x962A, 0x962A}, // ban3, in the name of Osaka
        // ICU has a cycle here: zhu4 'ramie' gets its simplified form, ning2 'limonene' stays.
        {0x82CE, 0x82CE},
        {0x82E7, 0x82CE},
        {0x85B4, 0x85B4},
        // Variants of Hong Kong and Taiwan, and slips of the input method, that ICU leaves.
        {0x5CEF, 0x5CF0}, // feng1 'peak'
        {0x5DFF, 0x5E02}, // fu2, an ancient apron: in a report always a slip for shi4 'city'
        {0x6ED9, 0x6C47}, // hui4 'exchange'
        {0x7526, 0x82CF}, // su1 'revive'
        {0x885E, 0x536B}, // wei4 'guard, health'
        {0x965C, 0x9655}, // xia2: in a report always a slip for shan3, the province
    };
    return table;
}

char32_t simplified(char32_t c, const icu::Transliterator& to_simplified, const icu::Normalizer2& nfkc) {
    if (!u_isdefined(static_cast<UChar32>(c))) return c;
    icu::UnicodeString text(static_cast<UChar32>(c));
    if (c >= fold::compat_first) {
        UErrorCode status = U_ZERO_ERROR;
        text = nfkc.normalize(text, status);
        if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
    }
    if (const auto found = exceptions().find(static_cast<char32_t>(text.char32At(0)));
        text.length() == 1 && found != exceptions().end())
        return found->second;
    to_simplified.transliterate(text);
    if (text.length() != 1) // nothing, several characters, or one beyond the BMP
        return c;
    return static_cast<char32_t>(text.char32At(0));
}

std::vector<char32_t> make_table() {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> to_simplified(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));

    std::vector<char32_t> table;
    const auto add = [&](char32_t first, char32_t last) {
        for (char32_t c = first; c <= last; ++c) table.push_back(simplified(c, *to_simplified, *nfkc));
    };
    add(fold::han_first, fold::han_last);
    add(fold::compat_first, fold::compat_last);

    for (const char32_t c : table)
        if (c >= fold::han_first && c <= fold::han_last && table[c - fold::han_first] != c)
            throw std::runtime_error("a fold is folded again: add an exception");
    return table;
}

char32_t character_at(std::size_t i) {
    constexpr std::size_t han = fold::han_last - fold::han_first + 1;
    return static_cast<char32_t>(i < han ? fold::han_first + i : fold::compat_first + (i - han));
}

/// The character stays what it is, and no more has to be known about it.
bool is_plain(char32_t c, const std::vector<char32_t>& han) {
    if (c < 0x7F) return c > U' ' && c != U'<';
    if (c < 0x800) return false; // of two bytes
    if (c >= fold::han_first && c <= fold::han_last) return han[c - fold::han_first] == c;
    if (c >= 0xD800) return false;                // surrogates, and what has rare forms
    if (c == 0x2028 || c == 0x2029) return false; // they end a line
    return fold::fold_mark(c) == c;
}

template <class Number>
void write_table(std::ostream& out, const std::string& declaration, const std::vector<Number>& table) {
    constexpr std::size_t in_a_line = 8;
    out << "\nconst " << declaration << " = {" << std::hex;
    for (std::size_t i = 0; i < table.size(); ++i)
        out << (i % in_a_line == 0 ? "\n    " : " ") << "0x" << std::uint64_t{table[i]} << ',';
    out << "\n};\n";
}

} // namespace

int main(int argc, char** argv) {
    const bool list = argc == 3 && std::string_view(argv[2]) == "--list";
    if (argc != 2 && !list) {
        std::cerr << "usage: fold_table OUTPUT.cpp [--list]\n";
        return 2;
    }
    try {
        const std::vector<char32_t> table = make_table();
        std::ofstream out(argv[1], std::ios::binary);
        if (list) {
            char entry[32];
            for (std::size_t i = 0; i < table.size(); ++i)
                if (table[i] != character_at(i)) {
                    std::snprintf(entry, sizeof entry, "U+%04X U+%04X\n",
                                  static_cast<unsigned>(character_at(i)), static_cast<unsigned>(table[i]));
                    out << entry;
                }
        } else {
            std::vector<std::uint64_t> plain(fold::plain_size / 64);
            for (char32_t c = 0; c < fold::plain_size; ++c)
                if (is_plain(c, table)) plain[c / 64] |= std::uint64_t{1} << (c % 64);
            out << "// Generated from ICU by src/cmake/fold_table.cpp: do not edit.\n#include "
                   "\"fold_table.hpp\"\n\n"
                   "namespace gongbao::detail {\n";
            write_table(out, "char16_t han_fold[han_fold_size]", table);
            write_table(out, "std::uint64_t plain_characters[plain_size / 64]", plain);
            out << "\n} // namespace gongbao::detail\n";
        }
        out.close();
        if (!out) throw std::runtime_error(std::string("cannot write ") + argv[1]);
    } catch (const std::exception& e) {
        std::cerr << "fold_table: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
