#include <gongbao/view.hpp>

#include <algorithm>
#include <array>

#include "fold_table.hpp"
#include "utf8.hpp"

namespace gongbao {
namespace {

constexpr bool is_digit(char32_t c) noexcept {
    return c >= U'0' && c <= U'9';
}

/// Characters that belong to a written number.
constexpr bool in_number(char32_t c) noexcept {
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
constexpr bool inside_sentence(char32_t c) noexcept {
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
    static constexpr std::array<std::string_view, 15> blocks{"p",  "br", "div", "li", "tr", "td", "h1", "h2",
                                                             "h3", "h4", "h5",  "h6", "P",  "BR", "DIV"};
    parts = parts || std::find(blocks.begin(), blocks.end(), tag) != blocks.end();
    return i + 1 - at;
}

/// A prose line shorter than this that stops without a mark is taken for a heading or a caption.
constexpr std::size_t shortest_broken_line = 24;

constexpr char32_t first_full_width = 0xFF01;
constexpr char32_t last_full_width = 0xFF5E;

/// Folds of what is neither ASCII nor Han.
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

// The folds of marks, U+2000 to U+30FF, by number: the reader meets one in every fifth character.
constexpr char32_t first_mark = 0x2000;
constexpr std::size_t mark_count = 0x1100;
constexpr std::array<char16_t, mark_count> mark_folds = [] {
    std::array<char16_t, mark_count> folds{};
    for (std::size_t i = 0; i < folds.size(); ++i)
        folds[i] = static_cast<char16_t>(fold_mark(first_mark + static_cast<char32_t>(i)));
    return folds;
}();

} // namespace

char32_t fold(char32_t c) noexcept {
    if (c < 0x7F) return c >= 0x20 ? c : (c == U'\t' ? U' ' : 0);
    if (is_han(c) || (c >= 0xF900 && c <= 0xFAFF)) return detail::fold_han(c);
    return c - first_mark < mark_count ? mark_folds[c - first_mark] : fold_mark(c);
}

std::u32string fold(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size() / 2);
    for (std::size_t at = 0; at < utf8.size();)
        if (const char32_t c = fold(detail::next_point(utf8, at)); c != 0) out += c;
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

std::size_t view::end_of(std::size_t point) const noexcept {
    const std::size_t at = offsets[point];
    const auto lead = static_cast<unsigned char>(source[at]);
    // what was read as a character is as long as its first byte says
    if (points[point] != 0xFFFD) return at + (lead < 0x80 ? 1U : lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : 4U);
    return at + std::max<std::size_t>(1, detail::sequence_length(source, at));
}

std::string view::wording(std::size_t begin, std::size_t end) const {
    std::string out;
    append_wording(out, begin, end);
    return out;
}

void view::append_wording(std::string& out, std::size_t begin, std::size_t end) const {
    if (begin >= end) return;
    const std::size_t first = offsets[begin];
    const std::size_t length = end_of(end - 1) - first;
    // nearly always the original has it in one piece: all characters are of three bytes, and nothing stands between them
    const auto of_three = [](char32_t c) { return c >= 0x800 && c < 0xFFFD; };
    if (length == 3 * (end - begin) &&
        std::all_of(points.begin() + static_cast<std::ptrdiff_t>(begin),
                    points.begin() + static_cast<std::ptrdiff_t>(end), of_three)) {
        out.append(source, first, length);
        return;
    }
    out.reserve(out.size() + length);
    for (std::size_t i = begin; i < end;) {
        if (points[i] < 0x80) {
            out += static_cast<char>(points[i++]);
            continue;
        }
        // characters that follow each other in the original are copied in one go
        const std::size_t from = offsets[i];
        std::size_t to = end_of(i++);
        while (i < end && points[i] >= 0x80 && offsets[i] == to) to = end_of(i++);
        out.append(source, from, to - from);
    }
}

namespace {

// What the reader has to do at an ASCII character, or at one that a full-width form became.
enum class step : std::uint8_t {
    plain,
    number, // belongs to a written number
    mark,   // stands inside a sentence
    other   // spaces, controls, line ends, tags
};
constexpr std::array<step, 0x80> ascii_steps = [] {
    std::array<step, 0x80> steps{};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto c = static_cast<char32_t>(i);
        if (c <= U' ' || c == U'<' || c >= 0x7F)
            steps[i] = step::other;
        else if (in_number(c))
            steps[i] = step::number;
        else if (inside_sentence(c))
            steps[i] = step::mark;
    }
    return steps;
}();

/// What the reader remembers of the line that it is in.
struct line_state {
    bool prose{false};            // holds a mark inside a sentence
    bool in_number_run{false};    // the last point belongs to a written number
    bool number_had_space{false}; // which had a space before it
    std::size_t number_begin{0};  // its first point
};

/// Points on their way into a view: appended many at a time.
class gatherer {
public:
    explicit gatherer(view& out) : out_(out) {}

    void push(char32_t c, std::size_t offset) {
        if (count_ == most) flush();
        points_[count_] = c;
        offsets_[count_++] = offset;
    }
    std::size_t push_plain(const unsigned char* bytes, std::size_t at, std::size_t size, line_state& line);
    void flush() {
        out_.points.append(points_.data(), count_);
        out_.offsets.insert(out_.offsets.end(), offsets_.begin(),
                            offsets_.begin() + static_cast<std::ptrdiff_t>(count_));
        count_ = 0;
    }
    [[nodiscard]] std::size_t size() const noexcept { return out_.points.size() + count_; }
    [[nodiscard]] char32_t back() const noexcept {
        return count_ != 0 ? points_[count_ - 1] : out_.points.back();
    }
    void drop(std::size_t point) {
        flush();
        out_.points.erase(point, 1);
        out_.offsets.erase(out_.offsets.begin() + static_cast<std::ptrdiff_t>(point));
    }

private:
    static constexpr std::size_t most = 128;
    view& out_;
    std::size_t count_{0};
    std::array<char32_t, most> points_;     // NOLINT(cppcoreguidelines-pro-type-member-init): written before
    std::array<std::size_t, most> offsets_; // they are read
};

/// What nearly every character of a report is: Han, a mark, a digit or a letter. Gives the position of the first that
/// is something else: a space, the end of a line, a tag, what is rare. One loop and nothing else in its function: all
/// that it needs stays in registers.
[[gnu::noinline]] std::size_t gatherer::push_plain(const unsigned char* bytes, std::size_t at,
                                                   std::size_t size, line_state& line) {
    std::size_t count = count_;
    std::size_t traditional = 0;
    bool prose = line.prose;
    bool in_number_run = line.in_number_run;
    for (; at < size;) {
        if (count == most) {
            count_ = count;
            flush();
            count = 0;
        }
        char32_t c = bytes[at];
        std::size_t length = 1;
        if (c >= 0x80) {
            if (at + 4 > size) break; // the end of the text
            // Han characters by themselves, as many as there is room for
            std::uint32_t four = detail::four_bytes(bytes + at);
            char32_t raw = detail::point_of_three(four);
            const std::size_t first = count;
            const std::size_t last = count + std::min(most - count, (size - at - 1) / 3);
            while (count != last) {
                four = detail::four_bytes(bytes + at);
                raw = detail::point_of_three(four);
                if (!detail::begins_with_three(four) ||
                    raw - detail::han_first > detail::han_last - detail::han_first)
                    break;
                const char32_t folded = detail::han_fold[raw - detail::han_first];
                traditional += folded != raw ? 1 : 0;
                points_[count] = folded;
                offsets_[count++] = at;
                at += 3;
            }
            if (count != first) {
                in_number_run = false;
                continue;
            }
            if (!detail::begins_with_three(four)) break;
            length = 3;
            if (raw - first_mark < mark_count)
                c = mark_folds[raw - first_mark];
            else if (raw >= first_full_width && raw <= last_full_width)
                c = raw - first_full_width + U'!';
            else
                break; // rare, or no character at all
            if (raw == 0x2028 || raw == 0x2029) break;
        }
        const step what = c < 0x80 ? ascii_steps[c] : step::plain;
        if (what == step::other) break;
        prose = prose || what == step::mark || c == 0x3002;
        const bool number = what == step::number;
        if (number && !in_number_run) {
            line.number_had_space = false;
            line.number_begin = out_.points.size() + count;
        }
        in_number_run = number;
        points_[count] = c;
        offsets_[count++] = at;
        at += length;
    }
    count_ = count;
    out_.traditional += traditional;
    line.prose = prose;
    line.in_number_run = in_number_run;
    return at;
}

} // namespace

bool paragraph_reader::next(view& out) {
    out.clear();
    out.source = text_;
    gatherer points(out);
    line_state line;
    std::size_t line_begin = 0; // first point of the current line
    std::size_t space = 0;      // a run of spaces is pending since this byte, see `spaced`
    bool spaced = false;        // a run of spaces stands between the last point and the next

    while (at_ < text_.size()) {
        if (!spaced) {
            at_ = points.push_plain(reinterpret_cast<const unsigned char*>(text_.data()), at_, text_.size(),
                                    line);
            if (at_ == text_.size()) break;
        }
        const std::size_t begin = at_;
        char32_t raw = detail::next_point(text_, at_);
        bool forced = false; // a tag ends the paragraph, whatever stands before it
        if (raw == U'<') {
            if (const std::size_t length = tag_at(text_, begin, forced); length != 0) {
                at_ = begin + length;
                if (!forced) continue;
                raw = U'\n';
            }
        }
        if (raw == U'\n' || raw == U'\r' || raw == 0x2028 || raw == 0x2029) {
            if (points.size() == line_begin) continue; // an empty line
            points.flush();
            std::size_t last = out.points.size();
            while (last > line_begin && out.points[last - 1] == U' ') --last;
            const bool broken = !forced && line.prose && last - line_begin >= shortest_broken_line &&
                                last > line_begin && !ends_sentence(out.points[last - 1]);
            if (!broken) break;
            line_begin = out.points.size();
            line.prose = false;
            spaced = false;
            continue;
        }
        const char32_t c = fold(raw);
        if (c == 0) continue;
        if (c == U' ') {
            if (!spaced) space = begin;
            spaced = points.size() > line_begin; // no indentation
            continue;
        }
        const bool number = in_number(c);
        if (spaced) {
            spaced = false;
            const char32_t before = points.back();
            if (in_number(before)) {
                if (is_han(c) || c == U'%') {
                    // "88 ge": the space only sets the number apart, and so does one before the number
                    if (line.number_had_space) points.drop(line.number_begin - 1);
                } else {
                    points.push(U' ', space);
                }
            } else {
                points.push(U' ', space);
            }
            line.number_had_space = number && is_han(before);
            if (number) line.number_begin = points.size();
        } else if (number && !line.in_number_run) {
            line.number_had_space = false;
            line.number_begin = points.size();
        }
        line.in_number_run = number;
        line.prose = line.prose || inside_sentence(c);
        out.traditional += c != raw && is_han(c) ? 1 : 0;
        points.push(c, begin);
    }
    points.flush();
    while (!out.points.empty() && out.points.back() == U' ') points.drop(out.points.size() - 1);
    if (out.points.empty()) {
        out.offsets.push_back(at_); // only at the end of the text: an empty line never leaves the loop
        return false;
    }
    out.offsets.push_back(out.end_of(out.points.size() - 1));
    return true;
}

} // namespace gongbao
