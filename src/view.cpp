#include <gongbao/view.hpp>

#include <algorithm>
#include <array>

#include "copy_part.hpp"
#include "fold_mark.hpp"
#include "fold_table.hpp"
#include "han.hpp"
#include "paragraphs.hpp"
#include "utf8.hpp"
#include "wide.hpp"

namespace gongbao {
namespace {

constexpr bool is_digit(char32_t c) noexcept {
    return c >= U'0' && c <= U'9';
}

/// Characters that belong to a written number.
constexpr bool in_number(char32_t c) noexcept {
    return is_digit(c) || c == U'.' || c == U'%';
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

/// The name of a tag that parts paragraphs.
bool parts_paragraphs(std::string_view tag) noexcept {
    switch (tag.size()) {
    case 1:
        return tag == "p" || tag == "P";
    case 2:
        if (tag[0] == 'h') return tag[1] >= '1' && tag[1] <= '6';
        return tag == "br" || tag == "li" || tag == "tr" || tag == "td" || tag == "BR";
    case 3:
        return tag == "div" || tag == "DIV";
    default:
        return false;
    }
}

/// The length of an HTML tag at `at`, 0 when none stands there; `parts` when it parts paragraphs.
std::size_t tag_at(std::string_view text, std::size_t at, bool& parts) noexcept {
    constexpr std::size_t longest_tag = 400;
    std::size_t i = at + 1;
    if (i < text.size() && text[i] == '/') ++i;
    const std::size_t name = i;
    while (i < text.size() && ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z')) ++i;
    if (i == name) return 0;
    while (i < text.size() && text[i] >= '1' && text[i] <= '6') ++i;
    const std::string_view tag = text.substr(name, i - name);
    if (i < text.size() && text[i] != '>' && text[i] != ' ' && text[i] != '/') return 0;
    while (i < text.size() && i - at < longest_tag && text[i] != '>' && text[i] != '<' && text[i] != '\n')
        ++i;
    if (i >= text.size() || text[i] != '>') return 0;
    parts = parts || parts_paragraphs(tag);
    return i + 1 - at;
}

/// A prose line shorter than this that stops without a mark is taken for a heading or a caption.
constexpr std::size_t shortest_broken_line = 24;

using detail::piece_points;

} // namespace

char32_t fold(char32_t c) noexcept {
    if (detail::is_plain(c)) return c;
    if (c < 0x7F) return c >= 0x20 ? c : (c == U'\t' ? U' ' : 0);
    if (detail::is_han(c) || (c >= detail::compat_first && c <= detail::compat_last))
        return detail::fold_han(c);
    return detail::fold_mark(c);
}

std::u32string fold(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size() / 2);
    for (std::size_t at = 0; at < utf8.size();)
        if (const char32_t c = fold(detail::next_point(utf8, at)); c != 0) out += c;
    return out;
}

void append_utf8(std::string& out, char32_t point) {
    std::array<char, 4> bytes{};
    out.append(bytes.data(), detail::write_utf8(bytes.data(), point));
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

namespace {

// Four points in one register.
using point_block __attribute__((vector_size(16))) = std::int32_t;

/// For each of four points a number that is negative where no character of three bytes stands.
point_block odd_points(const char32_t* points) noexcept {
    using anywhere __attribute__((vector_size(16), aligned(1), may_alias)) = std::int32_t;
    const point_block c = *reinterpret_cast<const anywhere*>(points);
    return (c - 0x800) | (0xFFFC - c);
}

/// The points stand in the original one behind the other, each of them a character of three bytes, as nearly always. Not
/// asked at the end of a paragraph.
bool in_one_piece(const view& text, std::size_t begin, std::size_t end) noexcept {
    constexpr std::size_t window = 8; // points, in two blocks: few texts of facts are longer
    const std::size_t last = text.offsets[end - 1];
    if (last - text.offsets[begin] != 3 * (end - 1 - begin) ||
        (static_cast<unsigned char>(text.source[last]) & 0xF0U) != 0xE0)
        return false;
    const char32_t* const points = text.points.data();
    point_block odd{};
    for (; end - begin > window; begin += window)
        odd |= odd_points(points + begin) | odd_points(points + begin + window / 2);
    if (text.points.size() - begin < window) return false;
    // how many are left cannot be foreseen: all of the window are asked, and those behind the end left out
    constexpr point_block numbers{0, 1, 2, 3};
    const auto left = static_cast<std::int32_t>(end - begin);
    odd |= odd_points(points + begin) & (numbers < left);
    odd |= odd_points(points + begin + window / 2) & (numbers + 4 < left);
    using halves __attribute__((vector_size(16))) = std::uint64_t;
    const auto negative = reinterpret_cast<halves>(odd < 0);
    return (negative[0] | negative[1]) == 0;
}

// Brackets stay as wide as they are: between Han characters they are punctuation.
constexpr std::string_view full_width_open = "\xEF\xBC\x88";
constexpr std::string_view full_width_close = "\xEF\xBC\x89";

/// What is not in one piece.
[[gnu::noinline]] void append_pieces(const view& text, std::string& out, std::size_t begin, std::size_t end) {
    out.reserve(out.size() + text.end_of(end - 1) - text.offsets[begin]);
    for (std::size_t i = begin; i < end;) {
        if (text.points[i] < 0x80) {
            const char32_t c = text.points[i];
            const std::string_view written = text.source.substr(text.offsets[i], full_width_open.size());
            ++i;
            if ((c == U'(' && written == full_width_open) || (c == U')' && written == full_width_close))
                out += written;
            else
                out += static_cast<char>(c);
            continue;
        }
        // characters that follow each other in the original are copied in one go
        const std::size_t from = text.offsets[i];
        std::size_t to = text.end_of(i++);
        while (i < end && text.points[i] >= 0x80 && text.offsets[i] == to) to = text.end_of(i++);
        out.append(text.source, from, to - from);
    }
}

} // namespace

void view::append_wording(std::string& out, std::size_t begin, std::size_t end) const {
    if (begin >= end) return;
    const std::size_t first = offsets[begin];
    if (in_one_piece(*this, begin, end)) {
        const std::size_t length = 3 * (end - begin);
        detail::append_part(out, source, first, length);
    } else {
        append_pieces(*this, out, begin, end);
    }
}

namespace {

// The number of a character of three bytes is a sum: of its first byte, and of the two behind, the former of them
// shifted by six bits. A byte that cannot stand there makes the sum larger than that of any such character. So does E0:
// what it begins may be overlong. What EF begins counts as so many less that full-width forms become ASCII.
constexpr char32_t not_of_three = 0x100000;
constexpr std::array<char32_t, 256> first_of_three = [] {
    std::array<char32_t, 256> sums{};
    sums.fill(not_of_three);
    for (std::size_t byte = 0xE1; byte <= 0xEF; ++byte)
        sums[byte] = static_cast<char32_t>((byte & 0x0FU) << 12U);
    sums[0xEF] -= detail::first_full_width - U'!';
    return sums;
}();
constexpr std::array<char32_t, 256> behind_first = [] {
    std::array<char32_t, 256> sums{};
    sums.fill(not_of_three);
    for (std::size_t byte = 0x80; byte <= 0xBF; ++byte) sums[byte] = static_cast<char32_t>(byte & 0x3FU);
    return sums;
}();

/// Writes points into a view, over what is left in it of an earlier paragraph, so that its memory is seldom filled anew.
class writer {
public:
    explicit writer(view& out)
        : out_(out), points_(out.points.data()), offsets_(out.offsets.data()),
          room_(std::min(out.points.size(), out.offsets.size())) {}

    /// So many points are likely to come: room that is made in one go need not be filled twice.
    void expect(std::size_t points) {
        if (points > room_) make_room(points);
    }
    /// push_plain() writes up to so many points.
    void set_bound(std::size_t points) noexcept { bound_ = points; }
    void push(char32_t c, std::size_t offset) {
        if (count_ == room_) grow();
        points_[count_] = c;
        offsets_[count_++] = offset;
    }
    std::size_t push_plain(const unsigned char* bytes, std::size_t at, std::size_t size);
    /// The same where has_wide_form(), but that traditional characters stay what they are.
    std::size_t push_plain_wide(const unsigned char* bytes, std::size_t at, std::size_t size) {
        for (;;) {
            detail::point_room to{points_, offsets_, std::min(room_, bound_), count_};
            at = detail::read_plain_wide(bytes, at, size, to);
            count_ = to.count;
            if (!to.full || to.room == bound_) return at;
            grow();
        }
    }
    void drop(std::size_t point) noexcept {
        std::copy(points_ + point + 1, points_ + count_, points_ + point);
        std::copy(offsets_ + point + 1, offsets_ + count_, offsets_ + point);
        --count_;
    }
    /// The view is complete. `end` is behind its last point where it has none.
    void finish(std::size_t end) {
        out_.points.resize(count_);
        out_.offsets.resize(count_);
        out_.offsets.push_back(count_ == 0 ? end : out_.end_of(count_ - 1));
    }
    /// The same, but for offsets behind the last that are left over: they are the larger part of the memory, and need not
    /// be cleared when they are wanted again.
    void finish_points() {
        if (count_ == room_) grow();
        out_.points.resize(count_);
        if (count_ != 0) offsets_[count_] = out_.end_of(count_ - 1);
    }

    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    /// How many of the points are traditional characters that became simplified ones.
    [[nodiscard]] std::size_t traditional() const noexcept { return traditional_; }
    void count_traditional(std::size_t more) noexcept { traditional_ += more; }
    [[nodiscard]] std::u32string_view from(std::size_t point) const noexcept {
        return {points_ + point, count_ - point};
    }

private:
    [[gnu::noinline]] void grow() {
        constexpr std::size_t least = 128;
        make_room(std::max(least, 2 * room_));
    }
    void make_room(std::size_t room) {
        room_ = room;
        out_.points.resize(room_);
        if (out_.offsets.size() < room_) out_.offsets.resize(room_);
        points_ = out_.points.data();
        offsets_ = out_.offsets.data();
    }

    view& out_;
    char32_t* points_;
    std::size_t* offsets_;
    std::size_t room_;
    std::size_t bound_{SIZE_MAX};
    std::size_t count_{0};
    std::size_t traditional_{0};
};

/// What nearly every character of a report is: Han, a mark, a digit or a letter. Gives the position of the first that
/// is something else: a space, the end of a line, a tag, what is rare; or one of the last two bytes of the text.
/// Two small loops and nothing else in its function: all that they need stays in registers.
[[gnu::noinline]] std::size_t writer::push_plain(const unsigned char* bytes, std::size_t at,
                                                 std::size_t size) {
    for (;;) {
        if (count_ == room_) grow();
        char32_t* const points = points_;
        std::size_t* const offsets = offsets_;
        std::size_t count = count_;
        // whatever stands there
        const std::size_t end = count + std::min(std::min(room_, bound_) - count, (size - at) / 3);
        for (std::size_t before = end; before != count && count != end;) {
            before = count;
            for (; count != end; at += 3) {
                char32_t c = first_of_three[bytes[at]] + (behind_first[bytes[at + 1]] << 6U) +
                             behind_first[bytes[at + 2]];
                if (!detail::is_plain(c)) {
                    if (!detail::is_han(c)) break;
                    c = detail::fold_han(c);
                    ++traditional_;
                }
                points[count] = c;
                offsets[count++] = at;
            }
            for (; count != end; ++at) {
                const char32_t c = bytes[at];
                if (!detail::is_plain(c)) break; // or the first byte of a longer character
                points[count] = c;
                offsets[count++] = at;
            }
        }
        count_ = count;
        if (count != end || count != room_) return at;
    }
}

/// A space sets a number apart that the points end with: where it stands, when the number is not before `from` and Han
/// stands in front of it; else 0.
std::size_t space_before_number(std::u32string_view points, std::size_t from) noexcept {
    std::size_t begin = points.size();
    while (begin > from && in_number(points[begin - 1])) --begin;
    const bool apart =
        begin > from && begin >= 2 && points[begin - 1] == U' ' && detail::is_han(points[begin - 2]);
    return apart ? begin - 1 : 0;
}

/// The line goes on in the next one: it is prose that stops inside a sentence.
bool is_broken(std::u32string_view line) noexcept {
    return line.size() >= shortest_broken_line && !ends_sentence(line.back()) &&
           std::any_of(line.begin(), line.end(), inside_sentence);
}

/// The next points of a text begin with a group of three digits, and may be the rest of a number.
bool begins_with_group(std::string_view text) noexcept {
    constexpr std::size_t of_group = 3;
    std::size_t digits = 0;
    for (std::size_t at = 0; at < text.size() && digits <= of_group; ++digits)
        if (!is_digit(fold(detail::next_point(text, at)))) break;
    return digits == of_group;
}

/// A piece may end with these points of a paragraph, which goes on with `rest`, behind a space where it is `spaced`. No
/// number of digits is parted.
[[gnu::cold]] bool ends_piece(std::u32string_view points, std::string_view rest, bool spaced) noexcept {
    const char32_t last = points.back();
    if (last == 0x3002 || last == U'!' || last == U'?' || last == U';') return true;
    if (points.size() < 2 * piece_points) return false;
    if (last == U'(' || last == U')' || last == U'[' || last == U']' || last == 0x3001) return true;
    const bool behind_digit = is_digit(points[points.size() - 2]);
    if (last == U',') return !behind_digit || !begins_with_group(rest);
    if (last == U':' && !behind_digit) return true;
    if (points.size() < 4 * piece_points) return false;
    std::size_t behind = 0;
    const char32_t next = fold(detail::next_point(rest, behind));
    if (is_digit(next)) return spaced || !in_number(last);
    return points.size() >= 8 * piece_points && detail::is_han(last) && detail::is_han(next);
}

/// Reads the next paragraph behind what is written already; nothing at the end of the text. `at` is moved on.
template <bool wide>
void read_paragraph(std::string_view text, std::size_t& at, writer& points) {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    const std::size_t first = points.size();
    std::size_t line_begin = first; // first point of the current line
    std::size_t number_from = 0; // where the number that is being read begins at the earliest, behind `first`
    std::size_t space = 0;       // a run of spaces is pending since this byte, see `spaced`
    bool spaced = false;         // a run of spaces stands between the last point and the next

    std::size_t window = first + piece_points; // the next one begins here, or we are in it
    points.set_bound(window - 1);

    while (at < text.size()) {
        const auto here = static_cast<unsigned char>(text[at]);
        if (points.size() >= window) [[unlikely]] {
            if (points.size() >= window + detail::window_points) {
                window += piece_points;
                points.set_bound(window - 1);
            } else if (ends_piece(points.from(first), text.substr(at), spaced)) {
                break;
            }
        }
        // in a window point by point
        if (!spaced && here > ' ' && here != '<' && points.size() < window) {
            at = wide ? points.push_plain_wide(bytes, at, text.size())
                      : points.push_plain(bytes, at, text.size());
            if (at == text.size()) break;
        }
        const std::size_t begin = at;
        char32_t raw = detail::next_point(text, at);
        bool forced = false; // a tag ends the paragraph, whatever stands before it
        if (raw == U'<') {
            if (const std::size_t length = tag_at(text, begin, forced); length != 0) {
                at = begin + length;
                if (!forced) continue;
                raw = U'\n';
            }
        }
        if (raw == U'\n' || raw == U'\r' || raw == 0x2028 || raw == 0x2029) {
            if (points.size() == line_begin) continue; // an empty line
            if (forced || !is_broken(points.from(line_begin))) break;
            line_begin = points.size();
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
        if (spaced) {
            spaced = false;
            if (in_number(points.from(line_begin).back()) && (detail::is_han(c) || c == U'%')) {
                // "88 ge": the space only sets the number apart, and so does one before the number
                if (const std::size_t before = space_before_number(points.from(first), number_from);
                    before != 0)
                    points.drop(first + before);
                number_from = points.size() - first;
            } else {
                points.push(U' ', space);
            }
        }
        points.count_traditional(c != raw && detail::is_han(c) ? 1 : 0);
        points.push(c, begin);
    }
}

} // namespace

bool paragraph_reader::next(view& out) {
    out.source = text_;
    writer points(out);
    read_paragraph<false>(text_, at_, points);
    points.finish(at_);
    out.traditional = points.traditional();
    return !out.points.empty();
}

bool detail::paragraphs_reader::next(std::size_t most, std::size_t enough, view& out,
                                     std::vector<paragraph_range>& found) {
    out.source = text_;
    found.clear();
    writer points(out);
    const auto read = has_wide_form() && !folds_ ? read_paragraph<true> : read_paragraph<false>;
    constexpr std::size_t least_bytes = 2; // of a point, as a rule
    points.expect(std::min((text_.size() - at_) / least_bytes, enough + enough / 4));
    while (found.size() < most && points.size() < enough) {
        if (!found.empty()) points.push(paragraph_mark, at_);
        const std::size_t begin = points.size();
        const std::size_t traditional = points.traditional();
        read(text_, at_, points);
        if (points.size() == begin) { // the end of the text
            if (begin != 0) points.drop(begin - 1);
            break;
        }
        found.push_back({begin, points.size(), points.traditional() - traditional});
    }
    points.finish_points();
    out.traditional = points.traditional();
    return !found.empty();
}

void detail::paragraphs_reader::fold(view& text, std::vector<paragraph_range>& paragraphs) noexcept {
    folds_ = true;
    for (paragraph_range& p : paragraphs)
        for (std::size_t i = p.begin; i < p.end; ++i) {
            const char32_t folded =
                detail::is_han(text.points[i]) ? fold_han(text.points[i]) : text.points[i];
            p.traditional += folded != text.points[i] ? 1 : 0;
            text.traditional += folded != text.points[i] ? 1 : 0;
            text.points[i] = folded;
        }
}

} // namespace gongbao
