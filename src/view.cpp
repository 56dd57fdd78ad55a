#include <gongbao/view.hpp>

#include <array>

#include "fold_table.hpp"

namespace gongbao {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// Reads one code point at `at` and moves past it; U+FFFD and one byte further where the bytes are not UTF-8.
char32_t decode(std::string_view text, std::size_t& at) noexcept {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const std::uint32_t a = byte(at);
    if (a < 0x80) {
        ++at;
        return a;
    }
    if (a >= 0xE0 && a < 0xF0 && tail(at + 1) && tail(at + 2)) {
        const char32_t c = ((a & 0x0FU) << 12U) | ((byte(at + 1) & 0x3FU) << 6U) | (byte(at + 2) & 0x3FU);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
            at += 3;
            return c;
        }
    } else if (a >= 0xC2 && a < 0xE0 && tail(at + 1)) {
        const char32_t c = ((a & 0x1FU) << 6U) | (byte(at + 1) & 0x3FU);
        at += 2;
        return c;
    } else if (a >= 0xF0 && a < 0xF5 && tail(at + 1) && tail(at + 2) && tail(at + 3)) {
        const char32_t c = ((a & 0x07U) << 18U) | ((byte(at + 1) & 0x3FU) << 12U) |
                           ((byte(at + 2) & 0x3FU) << 6U) | (byte(at + 3) & 0x3FU);
        if (c >= 0x10000 && c <= 0x10FFFF) {
            at += 4;
            return c;
        }
    }
    ++at;
    return replacement;
}

bool is_digit(char32_t c) noexcept {
    return c >= U'0' && c <= U'9';
}

/// Characters that belong to a written number.
bool in_number(char32_t c) noexcept {
    return is_digit(c) || c == U'.' || c == U'%';
}

bool is_han(char32_t c) noexcept {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

/// Marks at which a sentence may stop at the end of a line.
bool ends_sentence(char32_t c) noexcept {
    switch (c) {
    case 0x3002: // ideographic full stop
    case U'!':
    case U'?':
    case U';':
    case U':':
    case 0x2026: // ellipsis
    case 0x201D: // closing quote
    case 0x300B: // closing title mark
    case U')':
    case U']':
    case 0x3011: // closing lenticular bracket
        return true;
    default:
        return false;
    }
}

/// Marks inside a sentence: a line that holds one is prose, not a heading.
bool inside_sentence(char32_t c) noexcept {
    return c == U',' || c == 0x3002 || c == U';';
}

/// The length of an HTML tag at `at`, 0 when none stands there; `parts` when it parts paragraphs.
std::size_t tag_at(std::string_view text, std::size_t at, bool& parts) noexcept {
    constexpr std::size_t longest_tag = 400;
    std::size_t i = at + 1;
    if (i < text.size() && text[i] == '/') ++i;
    const std::size_t name = i;
    while (i < text.size() && ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z')) ++i;
    const std::size_t letters = i - name;
    if (letters == 0) return 0;
    while (i < text.size() && text[i] >= '1' && text[i] <= '6') ++i;
    const std::string_view tag = text.substr(name, i - name);
    if (i < text.size() && text[i] != '>' && text[i] != ' ' && text[i] != '/') return 0;
    while (i < text.size() && i - at < longest_tag && text[i] != '>' && text[i] != '<' && text[i] != '\n')
        ++i;
    if (i >= text.size() || text[i] != '>') return 0;
    for (const std::string_view block :
         {"p", "br", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "P", "BR", "DIV"})
        parts = parts || tag == block;
    return i + 1 - at;
}

/// A prose line shorter than this that stops without a mark is taken for a heading or a caption.
constexpr std::size_t shortest_broken_line = 24;

} // namespace

char32_t fold(char32_t c) noexcept {
    if (c < 0x7F) return c >= 0x20 ? c : (c == U'\t' ? U' ' : 0);
    if (is_han(c) || (c >= 0xF900 && c <= 0xFAFF)) return detail::fold_han(c);
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + U'!';
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

std::u32string fold(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size() / 2);
    for (std::size_t at = 0; at < utf8.size();)
        if (const char32_t c = fold(decode(utf8, at)); c != 0) out += c;
    return out;
}

void append_utf8(std::string& out, char32_t point) {
    const auto put = [&out](std::uint32_t b) { out += static_cast<char>(static_cast<unsigned char>(b)); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0U | (point >> 6U));
        put(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        put(0xE0U | (point >> 12U));
        put(0x80U | ((point >> 6U) & 0x3FU));
        put(0x80U | (point & 0x3FU));
    } else {
        put(0xF0U | (point >> 18U));
        put(0x80U | ((point >> 12U) & 0x3FU));
        put(0x80U | ((point >> 6U) & 0x3FU));
        put(0x80U | (point & 0x3FU));
    }
}

std::string to_utf8(std::u32string_view points) {
    std::string out;
    out.reserve(points.size() * 3);
    for (const char32_t c : points) append_utf8(out, c);
    return out;
}

std::string view::wording(std::size_t begin, std::size_t end) const {
    std::string out;
    if (begin >= end) return out;
    out.reserve((end - begin) * 3);
    for (std::size_t i = begin; i < end; ++i) {
        if (points[i] < 0x80)
            out += static_cast<char>(points[i]);
        else
            out.append(source.substr(offsets[i], ends[i] - offsets[i]));
    }
    return out;
}

bool paragraph_reader::next(view& out) {
    out.clear();
    out.source = text_;
    std::size_t line_begin = 0; // first point of the current line
    bool prose = false;         // the current line holds a mark inside a sentence
    std::size_t space_end = 0;
    std::size_t space = 0;         // a run of spaces is pending since this byte, see `spaced`
    bool spaced = false;           // a run of spaces stands between the last point and the next
    bool number_had_space = false; // the written number at the end of the view had a space before it
    std::size_t number_begin = 0;  // its first point
    bool in_number_run = false;

    const auto push = [&out](char32_t c, std::size_t begin, std::size_t end) {
        out.points += c;
        out.offsets.push_back(begin);
        out.ends.push_back(end);
    };
    const auto drop_point = [&out](std::size_t i) {
        out.points.erase(i, 1);
        out.offsets.erase(out.offsets.begin() + static_cast<std::ptrdiff_t>(i));
        out.ends.erase(out.ends.begin() + static_cast<std::ptrdiff_t>(i));
    };

    // what nearly every character of a report is, and then nothing below has to be asked: three bytes, a Han character
    const auto plain_run = [&] {
        const auto* bytes = reinterpret_cast<const unsigned char*>(text_.data());
        const auto point_at = [bytes](std::size_t i) -> char32_t {
            return ((bytes[i] & 0x0FU) << 12U) | ((bytes[i + 1] & 0x3FU) << 6U) | (bytes[i + 2] & 0x3FU);
        };
        constexpr std::size_t most = 64; // a clause or two, kept on the stack until their number is known
        std::array<char32_t, most> run;
        for (;;) {
            std::size_t length = 0;
            std::size_t at = at_;
            for (; length < most && at + 3 <= text_.size(); at += 3) {
                const unsigned lead = bytes[at];
                if (lead < 0xE4 || lead > 0xE9 || ((bytes[at + 1] | bytes[at + 2]) & 0xC0U) != 0x80U ||
                    (bytes[at + 1] & bytes[at + 2] & 0x80U) == 0)
                    break;
                const char32_t point = point_at(at);
                if (point < 0x4E00) break;
                run[length++] = detail::fold_han(point);
            }
            const std::size_t n = out.points.size();
            out.points.append(run.data(), length);
            out.offsets.resize(n + length);
            out.ends.resize(n + length);
            for (std::size_t i = 0; i < length; ++i) {
                out.offsets[n + i] = at_ + 3 * i;
                out.ends[n + i] = at_ + 3 * i + 3;
            }
            at_ = at;
            if (length < most) return;
        }
    };

    while (at_ < text_.size()) {
        if (!spaced && static_cast<unsigned char>(text_[at_]) >= 0xE4 &&
            static_cast<unsigned char>(text_[at_]) <= 0xE9) {
            const std::size_t before = at_;
            plain_run();
            if (at_ != before) {
                in_number_run = false;
                continue;
            }
        }
        const std::size_t begin = at_;
        char32_t raw = decode(text_, at_);
        bool forced = false; // a tag ends the paragraph, whatever stands before it
        if (raw == U'<') {
            if (const std::size_t length = tag_at(text_, begin, forced); length != 0) {
                at_ = begin + length;
                if (!forced) continue;
                raw = U'\n';
            }
        }
        if (raw == U'\n' || raw == U'\r' || raw == 0x2028 || raw == 0x2029) {
            if (out.points.size() == line_begin) continue; // an empty line
            std::size_t last = out.points.size();
            while (last > line_begin && out.points[last - 1] == U' ') --last;
            const bool broken = !forced && prose && last - line_begin >= shortest_broken_line &&
                                last > line_begin && !ends_sentence(out.points[last - 1]);
            if (!broken) break;
            line_begin = out.points.size();
            prose = false;
            spaced = false;
            continue;
        }
        const char32_t c = fold(raw);
        if (c == 0) continue;
        if (c == U' ') {
            if (!spaced) {
                space = begin;
                space_end = at_;
            }
            spaced = out.points.size() > line_begin; // no indentation
            continue;
        }
        const bool number = in_number(c);
        if (spaced) {
            spaced = false;
            const char32_t before = out.points.back();
            if (in_number(before)) {
                if (is_han(c) || c == U'%') {
                    // "88 ge": the space only sets the number apart, and so does one before the number
                    if (number_had_space) drop_point(number_begin - 1);
                } else {
                    push(U' ', space, space_end);
                }
            } else {
                push(U' ', space, space_end);
            }
            number_had_space = number && is_han(before);
            in_number_run = false;
        } else if (number && !in_number_run) {
            number_had_space = false;
        }
        if (number && !in_number_run) number_begin = out.points.size();
        in_number_run = number;
        prose = prose || inside_sentence(c);
        push(c, begin, at_);
    }
    while (!out.points.empty() && out.points.back() == U' ') drop_point(out.points.size() - 1);
    if (out.points.empty()) {
        out.offsets.push_back(at_); // only at the end of the text: an empty line never leaves the loop
        return false;
    }
    out.offsets.push_back(out.ends.back());
    return true;
}

} // namespace gongbao
