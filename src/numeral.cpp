#include <gongbao/numeral.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "language.hpp"
#include "paragraphs.hpp"
#include "stages.hpp"

namespace gongbao {
namespace {

using detail::language;
using detail::numeral_role;
using detail::numeral_table;

bool is_ascii_digit(char32_t c) noexcept {
    return c >= U'0' && c <= U'9';
}

bool is_ascii_letter(char32_t c) noexcept {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

/// A lower and an upper bound that are worked on together; equal for an exact number.
struct bounds {
    decimal low;
    decimal high;
    bool range{false};

    void scale(int powers) noexcept {
        low.scale(powers);
        high.scale(powers);
    }
    void negate() noexcept {
        low.negate();
        high.negate();
    }
    void add(const bounds& other) {
        low = low + other.low;
        high = high + other.high;
        range = range || other.range;
    }
};

bounds exactly(const decimal& d) {
    return {d, d, false};
}

/// Reads numerals out of one view. Every reader returns the position behind what it read, or `at` itself.
class reader {
public:
    reader(const view& paragraph, const detail::paragraph_marks& marks, const language& words, bool every)
        : text_(paragraph.points), marks_(marks), words_(words), table_(words.numerals), every_(every) {}

    /// Reads the numeral that may begin at i and appends it; gives the position from which to look for the next. Counts
    /// those that were appended.
    std::size_t read_at(std::size_t i, detail::numeral_list& out, std::size_t& count);
    bool read(std::size_t at, numeral& out);
    /// How long the words before a negative number are that stand at i.
    [[nodiscard]] std::size_t negative_at(std::size_t i) const {
        std::size_t length = 0;
        return word_at(i, table_.negative, length) ? length : 0;
    }

private:
    [[nodiscard]] char32_t point(std::size_t i) const noexcept { return i < text_.size() ? text_[i] : 0; }
    [[nodiscard]] numeral_table::entry entry(std::size_t i) const noexcept { return table_.at(point(i)); }
    /// The same of a point of the text, or of the 0 that stands behind its last.
    [[nodiscard]] const numeral_table::entry& near_entry(std::size_t i) const noexcept {
        return table_.at(text_[i]);
    }
    [[nodiscard]] bool is(std::size_t i, numeral_role r) const noexcept { return entry(i).role == r; }
    [[nodiscard]] bool word_at(std::size_t i, const std::vector<std::u32string>& list,
                               std::size_t& length) const;
    /// A unit begins at i that is longer than the scale word there: kilowatt, not thousand.
    [[nodiscard]] bool unit_claims(std::size_t i) const {
        return marks_.at(detail::hint::unit, i) && words_.units.longest_at(text_, i).length > 1;
    }
    /// How long the words before a negative number are that end before `at`.
    [[nodiscard]] std::size_t negative_before(std::size_t at) const {
        const auto stands = [this, at](const std::u32string& word) {
            return at >= word.size() && text_[at - word.size()] == word[0] &&
                   text_.compare(at - word.size(), word.size(), word) == 0;
        };
        for (const std::u32string& word : table_.negative)
            if (stands(word)) return std::ranges::any_of(table_.not_negative, stands) ? 0 : word.size();
        return 0;
    }
    /// A digit that may stand in a row or behind the point.
    [[nodiscard]] bool row_digit(std::size_t i) const noexcept {
        const auto e = entry(i);
        return e.role == numeral_role::digit && !e.counting;
    }
    [[nodiscard]] bool is_power(std::size_t i) const {
        return (is(i, numeral_role::power) || is(i, numeral_role::scale)) && !unit_claims(i);
    }

    // As nearly all numbers are written, without any of what read() knows. What goes on behind them in any way is not
    // plain: end is 0.
    struct plain_number {
        std::size_t end{0};
        std::uint64_t digits{0};
        int exponent{0};
        std::size_t places{0};
        bool scaled{false};
        bool fractional{false};
        bool more{false};
        bool one{false}; // the word one by itself
    };
    std::size_t read_row(std::size_t at, std::uint64_t& number) const noexcept;
    [[nodiscard]] plain_number plain_digits(std::size_t at) const;
    [[nodiscard]] plain_number plain_words(std::size_t at) const;
    /// Whether a number ends before i, where the character says that it may go on.
    [[nodiscard]] bool ends_number(std::size_t i) const {
        const numeral_table::entry behind = entry(i);
        if (!behind.may(detail::beside::goes_on)) return true;
        if (behind.role == numeral_role::power || behind.role == numeral_role::scale) return unit_claims(i);
        std::size_t length = 0;
        return behind.role == numeral_role::none && point(i) >= 0x80 && !word_at(i, table_.part_of, length) &&
               !word_at(i, table_.mixed, length);
    }
    std::size_t read_arabic(std::size_t at, numeral& out, decimal& value) const;
    std::size_t read_powers(std::size_t at, int& powers, bool& scaled) const;
    std::size_t read_mixed(std::size_t at, numeral& out, bounds& value);
    std::size_t read_words(std::size_t at, numeral& out, bounds& value);
    std::size_t read_more(std::size_t at, numeral& out, bounds& value);
    std::size_t read_cardinal(std::size_t at, numeral& out, bounds& value);
    std::size_t read_part(std::size_t at, numeral& out, bounds& part);
    std::size_t read_fraction(std::size_t end, bool single, numeral& out, bounds& value);
    std::size_t read_mixed_fraction(std::size_t end, numeral& out, bounds& value);
    std::size_t read_suffix(std::size_t at, int& powers) const;
    std::size_t read_exponent(std::size_t at, int& powers) const;
    std::size_t read_raised(std::size_t at, numeral& out, bounds& value) const;

    const std::u32string& text_;
    const detail::paragraph_marks& marks_;
    const language& words_;
    const numeral_table& table_;
    bool every_; // also what no report writes: exponents, powers, improper fractions, parts of versions
};

bool reader::word_at(std::size_t i, const std::vector<std::u32string>& list, std::size_t& length) const {
    if (i >= text_.size()) return false;
    for (const std::u32string& word : list) {
        if (text_[i] == word[0] && text_.compare(i, word.size(), word) == 0) {
            length = word.size();
            return true;
        }
    }
    return false;
}

/// Digits with thousands separators and a decimal point.
std::size_t reader::read_arabic(std::size_t at, numeral& out, decimal& value) const {
    std::size_t i = at;
    while (is_ascii_digit(point(i))) ++i;
    const std::size_t whole_end = i;
    std::size_t count = whole_end - at; // of digits
    // 1,234,567: groups of exactly three behind one to three digits
    const auto three = [this](std::size_t k) {
        return is_ascii_digit(point(k)) && is_ascii_digit(point(k + 1)) && is_ascii_digit(point(k + 2)) &&
               !is_ascii_digit(point(k + 3));
    };
    if (count <= 3 && (count != 1 || text_[at] != U'0')) {
        while (point(i) == U',' && three(i + 1)) {
            count += 3;
            i += 4;
            out.grouped = true;
        }
    }
    int exponent = 0;
    std::size_t fraction = i;
    const bool part = at > 0 && text_[at - 1] == U'.'; // of a version
    if (point(i) == U'.' && !part) {
        fraction = i + 1;
        if (point(fraction) == U' ' && !detail::begins_paragraph(text_, at) && count <= 4)
            ++fraction; // "1. 85", set apart in print
    }
    if (fraction > i && is_ascii_digit(point(fraction))) {
        std::size_t k = fraction;
        while (is_ascii_digit(point(k))) ++k;
        if (point(k) != U'.' || !is_ascii_digit(point(k + 1))) { // 1.2.3 is a version
            count += k - fraction;
            exponent = -static_cast<int>(k - fraction);
            i = k;
            out.fractional = true;
        }
    }
    out.places = static_cast<std::uint8_t>(std::min<std::size_t>(whole_end - at, 255));
    constexpr std::size_t most_few = 18; // digits that a machine integer holds
    if (count <= most_few) {
        std::uint64_t digits = 0;
        for (std::size_t k = at; k < i; ++k)
            if (is_ascii_digit(text_[k])) digits = digits * 10 + (text_[k] - U'0');
        value = decimal::from_digits(digits, exponent);
    } else {
        std::string digits;
        for (std::size_t k = at; k < i; ++k)
            if (is_ascii_digit(text_[k])) digits += static_cast<char>(text_[k]);
        value = decimal::from_digits(digits, exponent);
    }
    return i;
}

/// Powers and scale words in a row: ten million is qian wan.
std::size_t reader::read_powers(std::size_t at, int& powers, bool& scaled) const {
    constexpr std::size_t longest_row = 4;
    std::size_t i = at;
    int last_scale = 0;
    while (i - at < longest_row && is_power(i)) {
        // powers come before scale words, and scale words rise: qian wan, wan yi, wan wan
        const bool scale = is(i, numeral_role::scale);
        if (last_scale != 0 && (!scale || entry(i).value < last_scale)) break;
        if (scale) last_scale = entry(i).value;
        powers += entry(i).value;
        scaled = scaled || is(i, numeral_role::scale);
        ++i;
    }
    return i;
}

/// "and some more" behind digits, and the powers behind it: 10-odd ten thousand.
std::size_t reader::read_more(std::size_t at, numeral& out, bounds& value) {
    if (!is(at, numeral_role::more)) return at;
    int powers = 0;
    const std::size_t i = read_powers(at + 1, powers, out.scaled);
    value.scale(powers);
    out.more = true;
    return i;
}

/// Digits with scale words, and further digits with lower ones: 1.85 wan, 24 wan 2 qian 5 bai, 691 wan 7045.
std::size_t reader::read_mixed(std::size_t at, numeral& out, bounds& value) {
    decimal first;
    std::size_t i = read_arabic(at, out, first);
    value = exactly(first);
    std::size_t scale_at = i;
    if (point(scale_at) == U' ' && is_power(scale_at + 1)) ++scale_at; // set apart in print
    int powers = 0;
    std::size_t end = read_powers(scale_at, powers, out.scaled);
    if (end == scale_at) {
        if (every_) end = read_exponent(scale_at, powers);
        if (every_ && end == scale_at) end = read_suffix(scale_at, powers);
        if (end != scale_at) {
            value.scale(powers);
            return end;
        }
        return read_more(i, out, value);
    }
    value.scale(powers);
    i = end;
    int last = powers;
    // lower groups: every one smaller than the one before it
    while (is_ascii_digit(point(i)) && last > 0) {
        numeral ignored;
        decimal group;
        const std::size_t digits_end = read_arabic(i, ignored, group);
        int group_powers = 0;
        const std::size_t group_end = read_powers(digits_end, group_powers, out.scaled);
        int digits = 0;
        for (std::size_t k = i; k < digits_end; ++k) digits += is_ascii_digit(text_[k]) ? 1 : 0;
        // 7 yi 6000-odd wan: the words for "and some more" stand before the scale of the last group
        if (group_end == digits_end && is(digits_end, numeral_role::more)) {
            int powers_behind = 0;
            const std::size_t behind = read_powers(digits_end + 1, powers_behind, out.scaled);
            if (behind > digits_end + 1 && powers_behind < last && digits + powers_behind <= last) {
                group.scale(powers_behind);
                value.add(exactly(group));
                out.more = true;
                return behind;
            }
        }
        if (group_end > digits_end) {
            if (group_powers >= last || digits + group_powers > last) break;
            group.scale(group_powers);
            last = group_powers;
        } else {
            if (ignored.fractional || digits > last) break;
            if (digits == 1 && group.to_string() != "0") group.scale(last - 1); // 2 wan 3 is 23000
            last = 0;
        }
        value.add(exactly(group));
        i = group_end;
    }
    // lower groups in words: 3 yi wu qian wan
    if (last > 0 && is(i, numeral_role::digit) && is_power(i + 1)) {
        numeral rest;
        bounds lower{};
        const std::size_t rest_end = read_words(i, rest, lower);
        decimal limit{1};
        limit.scale(last);
        if (lower.high < limit) {
            value.add(lower);
            out.scaled = out.scaled || rest.scaled;
            out.more = out.more || rest.more;
            i = rest_end;
        }
    }
    return read_more(i, out, value);
}

/// A number in words.
std::size_t reader::read_words(std::size_t at, numeral& out, bounds& value) {
    // a digit by itself, as most are
    if (is(at, numeral_role::digit) && is(at + 1, numeral_role::none)) {
        value = exactly(decimal{entry(at).value});
        return at + 1;
    }
    struct chunk {
        bounds amount;
        int scale;
    };
    std::vector<chunk> chunks; // finished sections: so many times ten thousand
    bounds section{};          // below ten thousand
    bool has_section = false;
    std::optional<bounds> pending; // a digit that waits for its power
    int last_power = 0;
    bool gap = false;            // a zero stands before the pending digit
    std::size_t pending_at = at; // where it begins, with its zero
    std::size_t chunks_end = at; // behind the last scale word
    std::size_t i = at;
    bool shifted = false;
    // three wan five is 35000: a digit right behind a power stands for the next lower one
    const auto next_place = [&] {
        return (has_section || !chunks.empty()) && last_power >= 2 && !gap && !out.vague;
    };
    const auto take_pending = [&](int power) {
        bounds b = pending ? *pending : exactly(decimal{1});
        b.scale(power);
        section.add(b);
        pending.reset();
        has_section = true;
        gap = false;
    };
    for (;;) {
        const auto e = entry(i);
        if (e.role == numeral_role::digit) {
            if (pending) break;
            // two of the digits that count pair up with a neighbour: one or two, two or three
            if (!gap) pending_at = i;
            std::size_t run = i;
            while (row_digit(run)) ++run;
            if (run == i)
                run +=
                    row_digit(i + 1) && entry(i + 1).value == e.value + 1 && !is(i + 2, numeral_role::digit)
                        ? 2U
                        : 1U;
            else if (run == i + 1 && is(run, numeral_role::digit) && e.value > 0 &&
                     (entry(run).value == e.value + 1 || (e.value == 3 && entry(run).value == 2)))
                ++run;
            std::size_t first = i;
            while (first + 1 < run && entry(first).value == 0 && (has_section || !chunks.empty())) ++first;
            gap = gap || first > i;
            const std::size_t length = run - first;
            const int a = entry(first).value;
            const int b = length > 1 ? entry(first + 1).value : 0;
            if (length == 1) {
                if (a == 0 && (has_section || !chunks.empty()) && !is(run, numeral_role::power)) {
                    // a zero that nothing follows is no part of the number
                    if (!is_power(run) && !is(run, numeral_role::some) && !is(run, numeral_role::digit) &&
                        !is(run, numeral_role::joint))
                        break;
                    gap = true;
                    i = run;
                    continue;
                }
                pending = exactly(decimal{a});
            } else if (length == 2 && a > 0 &&
                       (b == a + 1 || (a == 3 && (b == 5 || (b == 2 && entry(first + 1).counting)))) &&
                       (last_power > 0 || !is(run, numeral_role::point))) {
                pending = bounds{decimal{std::min(a, b)}, decimal{std::max(a, b)}, true};
                out.paired = true;
            } else if (!has_section && chunks.empty()) {
                std::string digits;
                for (std::size_t k = first; k < run; ++k) digits += static_cast<char>('0' + entry(k).value);
                pending = exactly(decimal::from_digits(std::move(digits), 0));
                out.digits_only = true;
            } else {
                pending = exactly(decimal{a});
                run = first + 1;
            }
            i = run;
        } else if (e.role == numeral_role::joint) {
            if (pending || (has_section && last_power <= 1)) break;
            section.add(exactly(decimal{e.value * 10}));
            gap = false;
            has_section = true;
            last_power = 1;
            ++i;
        } else if (e.role == numeral_role::some || e.role == numeral_role::several) {
            if (pending) break;
            if (e.role == numeral_role::several && !is_power(i + 1)) break;
            // eleven to nineteen behind ten, two to nine elsewhere
            const int low = gap || (has_section && last_power == 1) ? 1 : 2;
            if (!gap) pending_at = i;
            pending = bounds{decimal{low}, decimal{9}, true};
            out.vague = true;
            ++i;
        } else if (e.role == numeral_role::power && !unit_claims(i)) {
            const int power = e.value;
            if (!pending && !has_section && !chunks.empty()) break;
            if (has_section && (last_power <= power || (!pending && power != 1))) {
                // two hundred, three hundred: the last digit belongs to the next number
                if (pending) i = pending_at;
                if (pending && pending->range) out.paired = out.vague = false;
                pending.reset();
                break;
            }
            take_pending(power);
            last_power = power;
            ++i;
        } else if (e.role == numeral_role::scale && !unit_claims(i)) {
            int scale = e.value;
            const bool again = !pending && !has_section && !chunks.empty(); // right behind another one
            if (again && chunks.back().scale > scale) break;
            if (again && chunks.back().scale == scale) {
                chunks.back().amount.scale(scale);
                chunks.back().scale *= 2;
                last_power = chunks.back().scale;
                chunks_end = ++i;
                continue;
            }
            if (std::any_of(chunks.begin(), chunks.end(),
                            [scale](const chunk& c) { return c.scale == scale; })) {
                // thirty thousand, fifty thousand: what follows the first scale word belongs to the next number
                i = chunks_end;
                if (pending && pending->range) out.paired = out.vague = false;
                pending.reset();
                section = bounds{};
                break;
            }
            if (!pending && !has_section && chunks.empty()) {
                take_pending(0); // a bare scale word
            } else if (pending) {
                take_pending(0);
            }
            bounds sum = section;
            while (!chunks.empty() && chunks.back().scale < scale) {
                sum.add(chunks.back().amount);
                chunks.pop_back();
            }
            sum.scale(scale);
            chunks.push_back({sum, scale});
            section = bounds{};
            has_section = false;
            last_power = scale;
            out.scaled = true;
            gap = false;
            chunks_end = ++i;
        } else if (e.role == numeral_role::point && (pending || has_section || !chunks.empty()) &&
                   row_digit(i + 1)) {
            std::size_t k = i + 1;
            std::string digits;
            while (row_digit(k)) digits += static_cast<char>('0' + entry(k++).value);
            if (is(k, numeral_role::power)) break; // nine o'clock twenty
            if (pending && next_place()) pending->scale(last_power - 1);
            bounds& whole = pending ? *pending : section;
            whole.add(exactly(decimal::from_digits(digits, -static_cast<int>(digits.size()))));
            shifted = true;
            has_section = has_section || !pending;
            out.fractional = true;
            out.digits_only = false;
            i = k;
            if (!is_power(i)) break;
        } else if (e.role == numeral_role::more && (has_section || !chunks.empty()) && !pending) {
            // fifty-odd ten thousand
            int powers = 0;
            bool scaled = false;
            const std::size_t k = read_powers(i + 1, powers, scaled);
            out.more = true;
            if (k == i + 1) {
                ++i;
                break;
            }
            section.scale(powers);
            out.scaled = out.scaled || scaled;
            i = k;
            break;
        } else {
            break;
        }
    }
    if (pending) {
        if (!shifted && next_place()) pending->scale(last_power - 1);
        section.add(*pending);
    }
    for (const chunk& c : chunks) section.add(c.amount);
    value = section;
    return i;
}

std::size_t reader::read_cardinal(std::size_t at, numeral& out, bounds& value) {
    if (is_ascii_digit(point(at))) {
        out.arabic = true;
        return read_mixed(at, out, value);
    }
    return read_words(at, out, value);
}

/// The part behind "parts of", from the words on; gives the position behind it, or `at` where there is none.
std::size_t reader::read_part(std::size_t at, numeral& out, bounds& part) {
    std::size_t length = 0;
    if (!word_at(at, table_.part_of, length)) return at;
    std::size_t i = at + length;
    if (point(i) == U' ') ++i; // set apart in print
    const std::size_t negative = negative_at(i);
    i += negative;
    switch (entry(i).role) {
    case numeral_role::arabic:
    case numeral_role::digit:
    case numeral_role::power:
    case numeral_role::some:
    case numeral_role::joint:
    case numeral_role::several:
        break;
    default:
        return at;
    }
    const std::size_t end = read_cardinal(i, out, part);
    if (end == i) return at;
    if (negative != 0) part.negate();
    return end;
}

/// Parts of a hundred and the like, and other fractions in words; `end` is behind the denominator.
std::size_t reader::read_fraction(std::size_t end, bool single, numeral& out, bounds& value) {
    if (std::size_t length = 0; !word_at(end, table_.part_of, length)) return end;
    numeral numerator;
    bounds part{};
    std::size_t part_end = read_part(end, numerator, part);
    if (part_end == end) return end;
    const auto of = entry(end - 1);
    if (single && of.role == numeral_role::power && of.value == 2)
        out.form = numeral_form::percent;
    else if (single && of.role == numeral_role::power && of.value == 3)
        out.form = numeral_form::permille;
    else if (single && of.role == numeral_role::scale && of.value == 4)
        out.form = numeral_form::per_myriad;
    else
        out.form = numeral_form::fraction;
    out.bare = out.indefinite = out.scaled = false;
    out.more = numerator.more;
    out.vague = numerator.vague;
    out.paired = numerator.paired;
    out.fractional = numerator.fractional;
    if (out.form == numeral_form::fraction) {
        if (value.low.is_negative()) part.negate();
        if (value.low.is_negative()) value.negate();
        out.denominator = value.low;
    } else if (!part.range) {
        // three to five parts of a hundred: the second number has no unit of its own
        std::size_t length = 0;
        if (word_at(part_end, words_.range.words, length)) {
            const std::size_t next = part_end + length;
            numeral second;
            bounds upper{};
            const auto role = entry(next).role;
            if (role == (numerator.arabic ? numeral_role::arabic : numeral_role::digit) ||
                (!numerator.arabic && role == numeral_role::power)) {
                const std::size_t upper_end = read_cardinal(next, second, upper);
                const bool own =
                    words_.units.longest_at(text_, upper_end) || word_at(upper_end, table_.part_of, length);
                if (upper_end > next && !own && !upper.range && !second.scaled && part.low < upper.low) {
                    part.high = upper.low;
                    part.range = true;
                    part_end = upper_end;
                }
            }
        }
    }
    value = part;
    return part_end;
}

/// A whole number and a fraction; `end` is behind the whole number. In words, and 1 3/5 where everything is read.
std::size_t reader::read_mixed_fraction(std::size_t end, numeral& out, bounds& value) {
    std::size_t length = 0;
    const bool in_words = word_at(end, table_.mixed, length);
    if (!in_words && !every_) return end;
    decimal over;
    decimal under;
    std::size_t i = end;
    if (in_words) {
        numeral ignored;
        bounds denominator{};
        bounds numerator{};
        const std::size_t at = end + length;
        const auto role = entry(at).role;
        if (role != numeral_role::arabic && role != numeral_role::digit && role != numeral_role::power &&
            role != numeral_role::scale)
            return end;
        const std::size_t denominator_end = read_cardinal(at, ignored, denominator);
        if (denominator_end == at) return end;
        i = read_part(denominator_end, ignored, numerator);
        if (i == denominator_end) return end;
        over = numerator.low;
        under = denominator.low;
    } else if (every_ && out.arabic && point(end) == U' ' && is_ascii_digit(point(end + 1))) {
        numeral part;
        const std::size_t slash = read_arabic(end + 1, part, over);
        if (part.fractional || point(slash) != U'/' || !is_ascii_digit(point(slash + 1))) return end;
        i = read_arabic(slash + 1, part, under);
        if (part.fractional || point(i) == U'/') return end;
    } else {
        return end;
    }
    constexpr std::size_t longest = 200; // products of long numbers take their time
    if (under.is_zero() || i - out.begin > longest) return end;
    value = exactly(value.low * under + over);
    out.bare = out.indefinite = out.scaled = false;
    out.denominator = under;
    out.form = numeral_form::fraction;
    return i;
}

/// 2e5; gives the position behind it, or `at`.
std::size_t reader::read_exponent(std::size_t at, int& powers) const {
    constexpr std::size_t most_digits = 3;
    if (point(at) != U'e' && point(at) != U'E') return at;
    const bool negative = point(at + 1) == U'-';
    const std::size_t first = at + (negative || point(at + 1) == U'+' ? 2 : 1);
    std::size_t i = first;
    int exponent = 0;
    while (is_ascii_digit(point(i)) && i - first < most_digits)
        exponent = exponent * 10 + static_cast<int>(text_[i++] - U'0');
    if (i == first || is_ascii_digit(point(i)) || is_ascii_letter(point(i))) return at;
    powers = negative ? -exponent : exponent;
    return i;
}

/// A letter for thousands or millions, unless it begins a word or a unit: 40k.
std::size_t reader::read_suffix(std::size_t at, int& powers) const {
    const std::size_t i = point(at) == U' ' ? at + 1 : at;
    const char32_t c = point(i);
    if ((c != U'k' && c != U'K' && c != U'M') || is_ascii_letter(point(i + 1)) ||
        is_ascii_digit(point(i + 1)) || words_.units.longest_at(text_, i))
        return at;
    powers = c == U'M' ? 6 : 3;
    return i + 1;
}

/// 2^5; a negative exponent gives a fraction. Bounded, so that a short text has no long answer.
std::size_t reader::read_raised(std::size_t at, numeral& out, bounds& value) const {
    constexpr int most_digits = 200;
    if (point(at) != U'^') return at;
    std::size_t i = at + 1;
    bool negative = false;
    for (; point(i) == U'-' || point(i) == U'+'; ++i) negative = negative != (point(i) == U'-');
    const std::size_t first = i;
    int exponent = 0;
    while (is_ascii_digit(point(i)) && exponent <= most_digits)
        exponent = exponent * 10 + static_cast<int>(text_[i++] - U'0');
    if (i == first || is_ascii_digit(point(i)) || is_ascii_letter(point(i)) || point(i) == U'.') return at;
    if (value.low.is_zero() || static_cast<int>(value.low.to_string().size()) * exponent > most_digits)
        return at;
    decimal raised{1};
    for (int k = 0; k < exponent; ++k) raised = raised * value.low;
    if (negative) {
        out.form = numeral_form::fraction;
        out.denominator = raised;
        raised = decimal{1};
    }
    value = exactly(raised);
    return i;
}

/// `out` is a numeral that nothing was written to yet.
bool reader::read(std::size_t at, numeral& out) {
    out.begin = at;
    std::size_t i = at;
    if (is(i, numeral_role::ordinal)) {
        out.form = numeral_form::ordinal;
        ++i;
        if (point(i) == U' ') ++i;
    } else if (is(i, numeral_role::upwards)) {
        out.upwards = true;
        ++i;
        if (!is_power(i) || is(i, numeral_role::digit)) return false;
    }
    const auto first = entry(i).role;
    bounds value{};
    bool leading_point = false; // .5
    switch (first) {
    case numeral_role::arabic:
        // a letter, a digit behind a point or a hyphenated code before the digits makes them part of a name
        if (i > 0 && (is_ascii_letter(text_[i - 1]) || text_[i - 1] == U'_' || text_[i - 1] == U'#' ||
                      text_[i - 1] == U'@'))
            return false;
        if (i > 0 && text_[i - 1] == U'.') {
            if (!every_) return false;
            leading_point = i == 1 || !(is_ascii_digit(text_[i - 2]) || is_ascii_letter(text_[i - 2]) ||
                                        text_[i - 2] == U'.');
        }
        break;
    case numeral_role::half:
        // half a hundred
        if (std::size_t length = 0; every_ && is(i + 1, numeral_role::power) && entry(i + 1).value > 1 &&
                                    !unit_claims(i + 1) && !word_at(i + 2, table_.part_of, length)) {
            out.value = decimal::from_digits("5", entry(i + 1).value - 1);
            out.end = i + 2;
            return true;
        }
        out.half = true;
        out.value = decimal::from_digits("5", -1);
        out.end = i + 1;
        return true;
    case numeral_role::several:
        if (!is_power(i + 1)) return false;
        break;
    case numeral_role::digit:
        if (is_ascii_letter(point(i))) return false; // the letter O is a zero only behind other digits
        break;
    case numeral_role::power:
    case numeral_role::joint:
    case numeral_role::scale:
    case numeral_role::some:
        if (unit_claims(i) && (first == numeral_role::power || first == numeral_role::scale)) return false;
        break;
    default:
        return false;
    }
    std::size_t end = read_cardinal(i, out, value);
    if (end == i) return false;
    if (leading_point) {
        std::size_t behind = i;
        while (is_ascii_digit(point(behind))) ++behind;
        if (behind == end) {
            value.scale(-static_cast<int>(end - i));
            out.begin = at = i - 1;
            i = at;
            out.fractional = true;
        }
    }
    out.bare = (first == numeral_role::power && entry(i).value > 1) || first == numeral_role::scale;
    // a hundred and three, without the one
    if (every_ && out.bare && first == numeral_role::power)
        for (std::size_t k = i + 1; k < end; ++k) out.bare = out.bare && !is(k, numeral_role::digit);
    out.indefinite = end == i + 1 && first == numeral_role::digit && entry(i).value == 1;
    const bool plain = out.form == numeral_form::plain;
    const std::size_t cardinal_end = end;
    if (plain) end = read_fraction(end, end == i + 1, out, value);
    if (plain && end == cardinal_end) end = read_mixed_fraction(end, out, value);
    if (out.arabic && end < text_.size() && out.form == numeral_form::plain) {
        // digits that run into letters are a name unless the letters are a unit: 5G, but 3GW
        if (is_ascii_letter(text_[end])) {
            const auto unit = words_.units.longest_at(text_, end);
            if (!unit || is_ascii_letter(point(end + unit.length)) ||
                is_ascii_digit(point(end + unit.length)))
                return false;
        }
        // 1/4
        if (text_[end] == U'/' && is_ascii_digit(point(end + 1)) && !out.fractional && !out.scaled &&
            !out.more) {
            numeral denominator;
            decimal d;
            const std::size_t d_end = read_arabic(end + 1, denominator, d);
            if (!denominator.fractional && point(d_end) != U'/' && !d.is_zero() &&
                (every_ || value.low < d) && (at == 0 || text_[at - 1] != U'/')) {
                out.form = numeral_form::fraction;
                out.denominator = d;
                end = d_end;
            }
        }
        // 1:3
        else if (text_[end] == U':' && is_ascii_digit(point(end + 1)) && !out.scaled && !out.more) {
            numeral right;
            decimal d;
            const std::size_t d_end = read_arabic(end + 1, right, d);
            const bool more_parts = point(d_end) == U':' || (at > 0 && text_[at - 1] == U':');
            const bool clock = right.places == 2 && !right.fractional && !out.fractional && out.places <= 2;
            if (!more_parts && !clock && !d.is_zero()) {
                out.form = numeral_form::proportion;
                out.denominator = d;
                end = d_end;
            }
        } else if (every_) {
            end = read_raised(end, out, value);
        }
    }
    // words before a negative number
    if (i == at && out.form != numeral_form::proportion) {
        if (const std::size_t negative = negative_before(at); negative != 0) {
            out.begin = at - negative;
            value.negate();
        }
    }
    if (out.upwards && !out.bare) return false;
    out.value = value.low;
    if (value.range) out.upper = value.high;
    out.end = end;
    return true;
}

/// Appends the row of digits that begins at `at` to a number, and gives where it ends. The first four are read without a
/// branch: how many there are nobody foresees.
std::size_t reader::read_row(std::size_t at, std::uint64_t& number) const noexcept {
    const std::size_t end = text_.size();
    const std::uint32_t first = text_[at] - U'0';
    const std::uint32_t second = text_[at + 1] - U'0'; // or the 0 behind the last
    const std::uint32_t third = text_[detail::least(at + 2, end)] - U'0';
    const std::uint32_t fourth = text_[detail::least(at + 3, end)] - U'0';
    const std::uint32_t two = second < 10 ? 1 : 0;
    const std::uint32_t three = two & (third < 10 ? 1 : 0);
    const std::uint32_t four = three & (fourth < 10 ? 1 : 0);
    std::uint64_t value = number * 10 + first;
    value = value * (1 + 9 * two) + second * two;
    value = value * (1 + 9 * three) + third * three;
    value = value * (1 + 9 * four) + fourth * four;
    std::size_t i = at + 1 + two + three + four;
    if (four != 0)
        for (char32_t c = text_[i]; is_ascii_digit(c); c = text_[++i]) value = value * 10 + (c - U'0');
    number = value;
    return i;
}

/// Digits: a few of them, perhaps with a decimal point, scale words, "and some more".
reader::plain_number reader::plain_digits(std::size_t at) const {
    constexpr std::size_t most_few = 18; // digits that a machine integer holds
    plain_number n;
    std::size_t i = read_row(at, n.digits);
    n.places = i - at;
    if (text_[i] == U'.' && is_ascii_digit(text_[i + 1])) {
        const std::size_t fraction = ++i;
        i = read_row(i, n.digits);
        if (text_[i] == U'.') return {}; // a version, perhaps
        n.exponent = -static_cast<int>(i - fraction);
        n.fractional = true;
    } else if ((text_[i] == U'.' && text_[i + 1] == U' ') ||
               (text_[i] == U',' && is_ascii_digit(text_[i + 1]))) {
        return {}; // a fraction set apart, or thousands
    }
    if (i - at > most_few) return {};
    if (near_entry(i).may(detail::beside::goes_on)) {
        i = read_powers(i, n.exponent, n.scaled);
        if (is(i, numeral_role::more)) {
            n.more = true;
            i = read_powers(i + 1, n.exponent, n.scaled);
        }
        if (!ends_number(i)) return {};
    }
    n.end = i;
    return n;
}

/// Digits in words with falling powers, and one scale word at the end: three hundred and five-ten, ten thousand.
reader::plain_number reader::plain_words(std::size_t at) const {
    constexpr std::array<std::uint64_t, 4> powers_of_ten{1, 10, 100, 1000};
    plain_number n;
    std::size_t i = at;
    std::uint64_t digit = 0; // that waits for its power
    unsigned last_power = powers_of_ten.size();
    bool other_behind = false;
    numeral_table::entry here = near_entry(i);
    for (;; here = near_entry(++i)) {
        if (here.role == numeral_role::digit) {
            if (here.value == 0) return {}; // a place left out
            if (digit != 0) {
                // ten-five five: the second digit is another number, unless the two are a row or a pair
                if (n.digits == 0 || here.counting || here.value == digit + 1 || digit == 3) return {};
                other_behind = true;
                break;
            }
            if (here.counting && i != at) return {};
            digit = here.value;
        } else if (here.role == numeral_role::power) {
            // ten needs no digit, where the number begins with it
            if (here.value >= last_power || (digit == 0 && n.digits != 0) || unit_claims(i)) return {};
            last_power = here.value;
            n.digits += std::max<std::uint64_t>(digit, 1) * powers_of_ten[last_power];
            digit = 0;
        } else {
            break;
        }
    }
    const bool short_form = digit != 0 && n.digits != 0 && last_power > 1; // three hundred five: 350
    if (here.role == numeral_role::scale) {
        if (short_form || unit_claims(i)) return {};
        n.scaled = true;
        n.exponent = here.value;
        if (i == at) n.digits = 1;
        here = near_entry(++i);
    } else if (short_form) {
        digit *= powers_of_ten[last_power - 1];
    }
    n.digits += digit;
    n.one = i == at + 1 && n.digits == 1 && n.exponent == 0;
    switch (here.role) {
    case numeral_role::joint:
    case numeral_role::some:
    case numeral_role::several:
    case numeral_role::point:
        break;
    default:
        if (other_behind || !here.may(detail::beside::goes_on) || ends_number(i)) n.end = i;
    }
    return n;
}

std::size_t reader::read_at(std::size_t i, detail::numeral_list& out, std::size_t& count) {
    using detail::beside;
    const numeral_table::entry& before = table_.at(i > 0 ? text_[i - 1] : 0);
    std::size_t first_at = i;
    const bool ordinal = near_entry(i).role == numeral_role::ordinal;
    if (ordinal && text_[++first_at] == U' ') ++first_at;
    const numeral_table::entry& first = near_entry(first_at);
    plain_number plain;
    switch (first.role) {
    case numeral_role::arabic:
        if (before.may(beside::joins) && !ordinal) {
            while (is_ascii_digit(text_[i])) ++i;
            return i;
        }
        plain = plain_digits(first_at);
        break;
    case numeral_role::digit:
        if (!ordinal) {
            // below zero: the zero is a part of the sign
            if (first.may(beside::sign_begins))
                if (const std::size_t sign = negative_at(i); sign != 0) return i + sign;
            // a row of digits that goes on with one that stands in no row is no number
            if (first.counting && before.role == numeral_role::digit) return i + 1;
        }
        if (is_ascii_letter(text_[first_at])) return i + 1; // the letter O is a zero only behind other digits
        if (const auto next = near_entry(first_at + 1);
            next.role == numeral_role::none && !next.may(beside::goes_on)) { // a digit by itself, as most are
            plain.digits = first.value;
            plain.end = first_at + 1;
            plain.one = first.value == 1;
            break;
        }
        [[fallthrough]];
    case numeral_role::power:
    case numeral_role::scale:
        if (!ordinal && first.role != numeral_role::digit && unit_claims(i)) return i + 1;
        plain = plain_words(first_at);
        break;
    case numeral_role::some:
        plain.digits = 2;
        if (!ordinal && near_entry(i + 1).role == numeral_role::none && ends_number(i + 1)) plain.end = i + 1;
        break;
    case numeral_role::half:
        plain.digits = 5;
        plain.exponent = -1;
        if (!ordinal) plain.end = i + 1;
        break;
    default:
        break;
    }
    numeral& n = out.add();
    ++count;
    if ((plain.end == 0) | before.may(beside::sign_ends)) [[unlikely]] {
        if (read(i, n) && n.end > i) return n.end;
        out.drop_last();
        --count;
        return i + 1;
    }
    n.begin = i;
    n.end = plain.end;
    if (ordinal) n.form = numeral_form::ordinal;
    n.value = decimal::from_digits(plain.digits, plain.exponent);
    n.arabic = first.role == numeral_role::arabic;
    n.scaled = plain.scaled;
    n.bare = ((first.role == numeral_role::power) & (first.value > 1)) | (first.role == numeral_role::scale);
    n.indefinite = plain.one;
    n.places = static_cast<std::uint8_t>(plain.places);
    n.fractional = plain.fractional;
    n.half = first.role == numeral_role::half;
    if (first.role == numeral_role::some) [[unlikely]] {
        n.upper = decimal{9};
        n.vague = true;
    }
    n.more = plain.more;
    return plain.end;
}

std::size_t find(const view& paragraph, const detail::paragraph_marks& marks, const language& words,
                 detail::numeral_list& out, detail::candidate_list& for_times) {
    using detail::mark;
    reader r(paragraph, marks, words, false);
    std::size_t count = 0;
    for (const std::size_t* next = marks.points_of(mark::numeral); *next != SIZE_MAX;) {
        std::size_t i = *next;
        do {
            const std::size_t before = count;
            i = r.read_at(i, out, count);
            if (count == before) [[unlikely]]
                continue;
            const std::size_t begin = out.back().begin;
            for_times.note({begin, before}, detail::is_time_candidate(paragraph.points, marks, begin, i));
        } while (marks.at(mark::numeral, i)); // another one right behind it
        ++next;
        next += *next < i ? 1 : 0; // digits behind a point, as in many
        while (*next < i) ++next;
    }
    for_times.end();
    return count;
}

/// The same for find_every_numeral.
void find_every(const view& paragraph, const detail::paragraph_marks& marks, const language& words,
                std::vector<numeral>& out) {
    reader r(paragraph, marks, words, true);
    const std::u32string& text = paragraph.points;
    std::size_t address = 0; // the next one on the web
    for (std::size_t i = 0;;) {
        const std::size_t next = marks.next(detail::mark::numeral, i);
        if (address <= i) address = text.find(U"://", i); // an address holds no numbers
        if (address < next) {
            for (i = address; i < text.size() && text[i] > U' ' && text[i] < 0x7F;) ++i;
            continue;
        }
        i = next;
        if (i >= text.size()) return;
        const auto role = words.numerals.at(text[i]).role;
        if (role == numeral_role::arabic && i > 0 && is_ascii_digit(text[i - 1])) {
            ++i;
            continue; // the rest of a number that was refused
        }
        if (role == numeral_role::digit) {
            // below zero: the zero is a part of the sign
            const std::size_t sign = r.negative_at(i);
            if (sign != 0) {
                i += sign;
                continue;
            }
        }
        if (i > 0 && words.numerals.at(text[i]).counting &&
            words.numerals.is(text[i - 1], numeral_role::digit)) {
            ++i;
            continue; // a row of digits that goes on with one that stands in no row is no number
        }
        numeral& n = out.emplace_back();
        if (r.read(i, n) && n.end > i) {
            i = n.end;
        } else {
            out.pop_back();
            ++i;
        }
    }
}

/// Takes the spaces out that only set the parts of a number, or a number and its unit, apart.
void close_up(view& paragraph, const language& words) {
    const std::u32string& text = paragraph.points;
    if (text.find(U' ') == std::u32string::npos) return;
    enum class kind : std::uint8_t { other, arabic, digit, word };
    const auto kind_of = [&](std::size_t i) {
        const char32_t c = i < text.size() ? text[i] : 0;
        if (is_ascii_digit(c)) return kind::arabic;
        if (words.numerals.is(c, numeral_role::digit)) return c < 0x80 ? kind::other : kind::digit;
        return c >= 0x3400 && c <= 0x9FFF ? kind::word : kind::other;
    };
    // 7 2 tenths of the price: two digits that a space keeps apart
    const auto discount_behind = [&](std::size_t i) {
        if (i < text.size() && text[i] == U' ') ++i;
        const auto unit = words.units.longest_at(text, i);
        return unit && words.unit_entries[unit.id].discount;
    };
    view closed;
    closed.source = paragraph.source;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == U' ' && i > 0) {
            const kind before = kind_of(i - 1);
            const kind after = kind_of(i + 1);
            bool drop = before != kind::other && after != kind::other;
            if (drop && before != kind::word && after != kind::word) {
                const bool alone =
                    i == 1 || (kind_of(i - 2) == kind::other && text[i - 2] != U'.' && text[i - 2] != U',') ||
                    kind_of(i - 2) == kind::word;
                drop = before == after && alone && discount_behind(i + 2);
            }
            if (drop) continue;
        }
        closed.points += text[i];
        closed.offsets.push_back(paragraph.offsets[i]);
    }
    closed.offsets.push_back(paragraph.offsets.back());
    paragraph = std::move(closed);
}

} // namespace

void detail::numeral_table::note_beside_numbers() {
    for (char32_t c = 0; c < 0x10000; ++c) {
        const bool ascii = is_ascii_letter(c) || is_ascii_digit(c);
        switch (at(c).role) {
        case numeral_role::arabic:
        case numeral_role::digit:
        case numeral_role::power:
        case numeral_role::scale:
        case numeral_role::more:
            note_beside(c, beside::goes_on);
            break;
        default: // no number goes on with the others: they begin one, or stand inside
            if (ascii || c == U' ' || c == U'/' || c == U':') note_beside(c, beside::goes_on);
        }
        if (ascii || c == U'.' || c == U'_' || c == U'#' || c == U'@') note_beside(c, beside::joins);
    }
    for (const auto* list : {&part_of, &mixed})
        for (const std::u32string& word : *list) note_beside(word.front(), beside::goes_on);
    for (const std::u32string& word : negative) {
        note_beside(word.front(), beside::sign_begins);
        note_beside(word.back(), beside::sign_ends);
    }
}

std::size_t detail::find_numerals(const view& paragraph, const paragraph_marks& marks, const language& words,
                                  numeral_list& out, candidate_list& for_times) {
    const std::size_t count = find(paragraph, marks, words, out, for_times);
    out.add_end();
    return count;
}

void find_numerals(const view& paragraph, const detail::language& words, std::vector<numeral>& out) {
    detail::paragraph_marks marks;
    marks.make(paragraph.points, words.marks);
    marks.list_points();
    detail::candidate_list ignored;
    detail::numeral_list found;
    find(paragraph, marks, words, found, ignored);
    out.insert(out.end(), std::move_iterator(found.data()), std::move_iterator(found.data() + found.size()));
}

void find_every_numeral(view& paragraph, const detail::language& words, std::vector<numeral>& out) {
    close_up(paragraph, words);
    detail::paragraph_marks marks;
    marks.make(paragraph.points, words.marks);
    find_every(paragraph, marks, words, out);
}

} // namespace gongbao
