#include <gongbao/numeral.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include "language.hpp"

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
    reader(const view& paragraph, const language& words) : text_(paragraph.points), words_(words), table_(words.numerals) {}

    bool read(std::size_t at, numeral& out);

private:
    [[nodiscard]] char32_t point(std::size_t i) const noexcept { return i < text_.size() ? text_[i] : 0; }
    [[nodiscard]] numeral_table::entry entry(std::size_t i) const noexcept { return table_.at(point(i)); }
    [[nodiscard]] bool is(std::size_t i, numeral_role r) const noexcept { return entry(i).role == r; }
    [[nodiscard]] bool word_at(std::size_t i, const std::vector<std::u32string>& list, std::size_t& length) const;
    /// A unit begins at i that is longer than the scale word there: kilowatt, not thousand.
    [[nodiscard]] bool unit_claims(std::size_t i) const { return words_.units.longest_at(text_, i).length > 1; }
    [[nodiscard]] bool is_power(std::size_t i) const {
        return (is(i, numeral_role::power) || is(i, numeral_role::scale)) && !unit_claims(i);
    }

    std::size_t read_arabic(std::size_t at, numeral& out, decimal& value) const;
    std::size_t read_powers(std::size_t at, int& powers, bool& scaled) const;
    std::size_t read_mixed(std::size_t at, numeral& out, bounds& value);
    std::size_t read_words(std::size_t at, numeral& out, bounds& value);
    std::size_t read_more(std::size_t at, numeral& out, bounds& value);
    std::size_t read_cardinal(std::size_t at, numeral& out, bounds& value);

    const std::u32string& text_;
    const language& words_;
    const numeral_table& table_;
};

bool reader::word_at(std::size_t i, const std::vector<std::u32string>& list, std::size_t& length) const {
    for (const std::u32string& word : list) {
        if (text_.compare(i, word.size(), word) == 0) {
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
    std::string digits;
    for (std::size_t k = at; k < whole_end; ++k) digits += static_cast<char>(text_[k]);
    // 1,234,567: groups of exactly three behind one to three digits
    const auto three = [this](std::size_t k) {
        return is_ascii_digit(point(k)) && is_ascii_digit(point(k + 1)) && is_ascii_digit(point(k + 2)) &&
               !is_ascii_digit(point(k + 3));
    };
    if (digits.size() <= 3 && digits != "0") {
        while (point(i) == U',' && three(i + 1)) {
            for (std::size_t k = i + 1; k < i + 4; ++k) digits += static_cast<char>(text_[k]);
            i += 4;
            out.grouped = true;
        }
    }
    int exponent = 0;
    std::size_t fraction = i;
    if (point(i) == U'.') {
        fraction = i + 1;
        if (point(fraction) == U' ' && at > 0 && digits.size() <= 4) ++fraction; // "1. 85", set apart in print
    }
    if (fraction > i && is_ascii_digit(point(fraction))) {
        std::size_t k = fraction;
        while (is_ascii_digit(point(k))) ++k;
        if (point(k) != U'.' || !is_ascii_digit(point(k + 1))) { // 1.2.3 is a version
            for (std::size_t d = fraction; d < k; ++d) digits += static_cast<char>(text_[d]);
            exponent = -static_cast<int>(k - fraction);
            i = k;
            out.fractional = true;
        }
    }
    out.places = static_cast<std::uint8_t>(std::min<std::size_t>(whole_end - at, 255));
    value = decimal::from_digits(std::move(digits), exponent);
    return i;
}

/// Powers and scale words in a row: ten million is qian wan.
std::size_t reader::read_powers(std::size_t at, int& powers, bool& scaled) const {
    constexpr std::size_t longest_row = 4;
    std::size_t i = at;
    int last_scale = 0;
    while (i - at < longest_row && is_power(i)) {
        // powers come before scale words, and scale words rise: qian wan, wan yi
        const bool scale = is(i, numeral_role::scale);
        if (last_scale != 0 && (!scale || entry(i).value <= last_scale)) break;
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
    if (end == scale_at) return read_more(i, out, value);
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
        const auto digits = static_cast<int>(digits_end - i);
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
    return read_more(i, out, value);
}

/// A number in words.
std::size_t reader::read_words(std::size_t at, numeral& out, bounds& value) {
    struct chunk {
        bounds amount;
        int scale;
    };
    std::vector<chunk> chunks; // finished sections: so many times ten thousand
    bounds section{};          // below ten thousand
    bool has_section = false;
    std::optional<bounds> pending; // a digit that waits for its power
    int last_power = 0;
    bool gap = false; // a zero stands before the pending digit
    std::size_t i = at;
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
            std::size_t run = i;
            while (is(run, numeral_role::digit)) ++run;
            std::size_t first = i;
            while (first + 1 < run && entry(first).value == 0 && (has_section || !chunks.empty())) ++first;
            gap = gap || first > i;
            const std::size_t length = run - first;
            const int a = entry(first).value;
            const int b = length > 1 ? entry(first + 1).value : 0;
            if (length == 1) {
                if (a == 0 && (has_section || !chunks.empty()) && !is(run, numeral_role::power)) {
                    gap = true;
                    i = run;
                    if (i == text_.size() || !is_power(i)) break;
                    continue;
                }
                pending = exactly(decimal{a});
            } else if (length == 2 && a > 0 && (b == a + 1 || (a == 3 && b == 5)) &&
                       (last_power > 0 || !is(run, numeral_role::point))) {
                pending = bounds{decimal{a}, decimal{b}, true};
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
            if (pending || has_section) break;
            section.add(exactly(decimal{e.value * 10}));
            has_section = true;
            last_power = 1;
            ++i;
        } else if (e.role == numeral_role::some || e.role == numeral_role::several) {
            if (pending) break;
            if (e.role == numeral_role::several && !is_power(i + 1)) break;
            // eleven to nineteen behind ten, two to nine elsewhere
            const int low = has_section && last_power == 1 ? 1 : 2;
            pending = bounds{decimal{low}, decimal{9}, true};
            out.vague = true;
            ++i;
        } else if (e.role == numeral_role::power && !unit_claims(i)) {
            const int power = e.value;
            if (!pending && !has_section && !chunks.empty()) break;
            if (has_section && last_power <= power) break;
            if (has_section && !pending && power != 1) break;
            take_pending(power);
            last_power = power;
            ++i;
        } else if (e.role == numeral_role::scale && !unit_claims(i)) {
            const int scale = e.value;
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
            if (!chunks.empty() && chunks.back().scale == scale) break;
            sum.scale(scale);
            chunks.push_back({sum, scale});
            section = bounds{};
            has_section = false;
            last_power = scale;
            out.scaled = true;
            gap = false;
            ++i;
            if (chunks.size() > 8) break;
        } else if (e.role == numeral_role::point && pending && is(i + 1, numeral_role::digit)) {
            std::size_t k = i + 1;
            std::string digits;
            while (is(k, numeral_role::digit)) digits += static_cast<char>('0' + entry(k++).value);
            if (is(k, numeral_role::power)) break; // nine o'clock twenty
            bounds fraction = exactly(decimal::from_digits(digits, -static_cast<int>(digits.size())));
            pending->add(fraction);
            out.fractional = true;
            out.digits_only = false;
            i = k;
            if (!is_power(i)) break;
        } else if (e.role == numeral_role::point && has_section && !pending && is(i + 1, numeral_role::digit)) {
            std::size_t k = i + 1;
            std::string digits;
            while (is(k, numeral_role::digit)) digits += static_cast<char>('0' + entry(k++).value);
            if (is(k, numeral_role::power)) break;
            section.add(exactly(decimal::from_digits(digits, -static_cast<int>(digits.size()))));
            out.fractional = true;
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
        bounds b = *pending;
        // three wan five is 35000: a digit right behind a power stands for the next lower one
        if ((has_section || !chunks.empty()) && last_power >= 2 && !gap && !out.vague) b.scale(last_power - 1);
        section.add(b);
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

bool reader::read(std::size_t at, numeral& out) {
    out = numeral{};
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
    switch (first) {
    case numeral_role::arabic:
        // a letter, a digit behind a point or a hyphenated code before the digits makes them part of a name
        if (i > 0 && (is_ascii_letter(text_[i - 1]) || text_[i - 1] == U'.' || text_[i - 1] == U'_' ||
                      text_[i - 1] == U'#' || text_[i - 1] == U'@'))
            return false;
        break;
    case numeral_role::half:
        out.half = true;
        out.value = decimal::from_digits("5", -1);
        out.end = i + 1;
        return true;
    case numeral_role::several:
        if (!is_power(i + 1)) return false;
        break;
    case numeral_role::digit:
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
    out.bare = (first == numeral_role::power && entry(i).value > 1) || first == numeral_role::scale;
    out.indefinite = end == i + 1 && first == numeral_role::digit && entry(i).value == 1;

    // denominator "parts of" numerator
    std::size_t length = 0;
    if (out.form == numeral_form::plain && word_at(end, table_.part_of, length)) {
        numeral numerator;
        bounds part{};
        const std::size_t part_at = end + length;
        const auto part_role = entry(part_at).role;
        if (part_role == numeral_role::arabic || part_role == numeral_role::digit || part_role == numeral_role::power ||
            part_role == numeral_role::some || part_role == numeral_role::joint || part_role == numeral_role::several) {
            const std::size_t part_end = read_cardinal(part_at, numerator, part);
            if (part_end > part_at) {
                const bool single = end == i + 1;
                if (single && first == numeral_role::power && entry(i).value == 2)
                    out.form = numeral_form::percent;
                else if (single && first == numeral_role::power && entry(i).value == 3)
                    out.form = numeral_form::permille;
                else if (single && first == numeral_role::scale && entry(i).value == 4)
                    out.form = numeral_form::per_myriad;
                else
                    out.form = numeral_form::fraction;
                if (out.form == numeral_form::fraction) out.denominator = value.low;
                out.bare = out.indefinite = out.scaled = false;
                out.more = numerator.more;
                out.vague = numerator.vague;
                value = part;
                end = part_end;
            }
        }
    }
    if (out.arabic && end < text_.size() && out.form == numeral_form::plain) {
        // digits that run into letters are a name unless the letters are a unit: 5G, but 3GW
        if (is_ascii_letter(text_[end])) {
            const auto unit = words_.units.longest_at(text_, end);
            if (!unit || is_ascii_letter(point(end + unit.length)) || is_ascii_digit(point(end + unit.length)))
                return false;
        }
        // 1/4
        if (text_[end] == U'/' && is_ascii_digit(point(end + 1)) && !out.fractional && !out.scaled && !out.more) {
            numeral denominator;
            decimal d;
            const std::size_t d_end = read_arabic(end + 1, denominator, d);
            if (!denominator.fractional && point(d_end) != U'/' && !d.is_zero() && value.low < d &&
                (at == 0 || text_[at - 1] != U'/')) {
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
        }
    }
    // words before a negative number
    if (out.form == numeral_form::plain && i == at) {
        for (const std::u32string& word : table_.negative) {
            if (at >= word.size() && text_.compare(at - word.size(), word.size(), word) == 0) {
                out.begin = at - word.size();
                value.low.negate();
                value.high.negate();
                break;
            }
        }
    }
    if (out.upwards && !out.bare) return false;
    out.value = value.low;
    if (value.range) out.upper = value.high;
    out.end = end;
    return true;
}

} // namespace

void find_numerals(const view& paragraph, const detail::language& words, std::vector<numeral>& out) {
    reader r(paragraph, words);
    const std::u32string& text = paragraph.points;
    for (std::size_t i = 0; i < text.size();) {
        const auto role = words.numerals.at(text[i]).role;
        if (role == numeral_role::none || role == numeral_role::more || role == numeral_role::point) {
            ++i;
            continue;
        }
        if (role == numeral_role::arabic && i > 0 && is_ascii_digit(text[i - 1])) {
            ++i;
            continue; // the rest of a number that was refused
        }
        numeral n;
        if (r.read(i, n) && n.end > i) {
            i = n.end;
            out.push_back(std::move(n));
        } else {
            ++i;
        }
    }
}

} // namespace gongbao
