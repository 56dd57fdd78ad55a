#include <gongbao/period.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <span>

#include "han.hpp"
#include "language.hpp"
#include "stages.hpp"

namespace gongbao {

using detail::language;
using detail::time_entry;
using detail::time_role;

int days_in(int year, int month) noexcept {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

date add_days(date d, int days) noexcept {
    d.day += days;
    while (d.day < 1) {
        if (--d.month < 1) {
            d.month = 12;
            --d.year;
        }
        d.day += days_in(d.year, d.month);
    }
    while (d.day > days_in(d.year, d.month)) {
        d.day -= days_in(d.year, d.month);
        if (++d.month > 12) {
            d.month = 1;
            ++d.year;
        }
    }
    return d;
}

std::optional<date> date::parse(std::string_view text) noexcept {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto read = [&text](std::size_t from, std::size_t count) {
        int value = 0;
        for (std::size_t i = from; i < from + count; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    const date d{read(0, 4), read(5, 2), read(8, 2)};
    if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > days_in(d.year, d.month))
        return std::nullopt;
    return d;
}

namespace {

// A year, month and day of any value: less than two dates need in EDTF.
constexpr std::size_t longest_date = 40;

/// A number that is below zero or has more digits than it should.
[[gnu::noinline, gnu::cold]] char* write_odd_number(int value, std::ptrdiff_t width, char* to) noexcept {
    if (value < 0) {
        *to++ = '-';
        --width;
    }
    std::array<char, 12> digits{};
    const auto length =
        std::to_chars(digits.data(), digits.data() + digits.size(), std::abs(std::int64_t{value})).ptr -
        digits.data();
    for (; width > length; --width) *to++ = '0';
    return std::copy_n(digits.data(), length, to);
}

char* write_two_digits(int value, char* to) noexcept {
    if (value < 0 || value > 99) [[unlikely]]
        return write_odd_number(value, 2, to);
    *to++ = static_cast<char>('0' + value / 10);
    *to++ = static_cast<char>('0' + value % 10);
    return to;
}

/// Writes YYYY, YYYY-MM or YYYY-MM-DD; gives where it ends.
char* write(const date& d, char* to) noexcept {
    if (d.year < 0 || d.year > 9999) [[unlikely]] {
        to = write_odd_number(d.year, 4, to);
    } else {
        to = write_two_digits(d.year / 100, to);
        to = write_two_digits(d.year % 100, to);
    }
    if (d.month != 0 || d.day != 0) {
        *to++ = '-';
        to = write_two_digits(d.month, to);
    }
    if (d.day != 0) {
        *to++ = '-';
        to = write_two_digits(d.day, to);
    }
    return to;
}

} // namespace

std::string date::to_string() const {
    std::array<char, longest_date> buffer{};
    return {buffer.data(), write(*this, buffer.data())};
}

namespace {

constexpr int first_plausible_year = 1900;
constexpr int last_plausible_year = 2100;
constexpr int republic_offset = 1911; // year 1 of the Republic of China is 1912

/// Reads time expressions. A position returned equal to the one given means: nothing read.
class reader {
public:
    reader(const view& paragraph, const detail::paragraph_marks& marks, const language& words,
           detail::numeral_span numerals, std::size_t republic_from, std::span<unsigned char> claimed)
        : text_(paragraph.points), marks_(marks), words_(words), numerals_(numerals),
          republic_from_(republic_from), claimed_(claimed) {}

    /// Behind the candidates stands one that begins at SIZE_MAX.
    void run(const detail::time_candidate* candidate, detail::time_list& out);

private:
    /// Behind a separator at i; i when there is none.
    [[nodiscard]] std::size_t separator(std::size_t i, time_role r) const {
        const std::size_t j = skip_space(i);
        const word w = word_at(j);
        return w.is(r) ? skip_space(j + w.length) : i;
    }

    struct word {
        std::size_t length{0};
        time_role role{time_role::none};
        const time_entry* entry{nullptr};
        [[nodiscard]] bool is(time_role r) const noexcept { return role == r; }
    };
    /// The same place is asked about many times in a row.
    [[nodiscard]] word word_at(std::size_t i) const {
        if (!marks_.at(detail::hint::time, i)) return {};
        if (i != last_place_) {
            const auto hit = words_.times.longest_at(text_, i);
            last_word_ = {};
            if (hit) {
                const time_entry& entry = words_.time_entries[hit.id];
                last_word_ = {entry.takes != 0 ? entry.takes : hit.length, entry.role, &entry};
            }
            last_place_ = i;
        }
        return last_word_;
    }
    [[nodiscard]] std::size_t skip_space(std::size_t i) const noexcept {
        return i < text_.size() && text_[i] == U' ' ? i + 1 : i;
    }
    /// The numeral that begins at i, or null.
    [[nodiscard]] const numeral* numeral_at(std::size_t i) const {
        if (i >= text_.size()) return nullptr;
        const detail::numeral_table::entry& here = words_.numerals.at(text_[i]);
        if (here.role == detail::numeral_role::none && !here.may(detail::beside::sign_begins)) return nullptr;
        // near the one that was asked for last
        const numeral* const numerals = numerals_.data(); // with one behind the last
        while (near_ > 0 && numerals[near_ - 1].begin >= i) --near_;
        near_ += numerals[near_].begin < i ? 1 : 0;
        while (numerals[near_].begin < i) ++near_;
        return numerals[near_].begin == i ? numerals + near_ : nullptr;
    }
    /// The numeral belongs to the time that is being read.
    void claim(const numeral* n) { claim(static_cast<std::size_t>(n - numerals_.data())); }
    void claim(std::size_t k) {
        claimed_[k] = 1;
        claims_end_ = std::max(claims_end_, k + 1);
    }
    /// What was read from there on is no time.
    void drop_claims(std::size_t from) {
        for (; claims_end_ > 0 && numerals_[claims_end_ - 1].begin >= from; --claims_end_)
            claimed_[claims_end_ - 1] = 0;
    }

    static std::optional<int> whole(const numeral* n) {
        if (n == nullptr) return std::nullopt;
        const bool form = n->form == numeral_form::plain || n->form == numeral_form::ordinal;
        if (n->more | n->vague | n->fractional | n->grouped | n->half | !form) return std::nullopt;
        const std::int64_t v = n->value.to_int().value_or(-1);
        if (v < 0 || v > 9999) return std::nullopt;
        return static_cast<int>(v);
    }
    [[nodiscard]] bool full_year(const numeral* n) const {
        const auto v = whole(n);
        if (!v || n->form != numeral_form::plain || *v < first_plausible_year || *v > last_plausible_year)
            return false;
        return (n->arabic && n->places == 4) || n->digits_only;
    }
    [[nodiscard]] bool leads_to_time(std::size_t at, const word& w) const;
    [[nodiscard]] bool may_be_time(const numeral& n, std::size_t behind, const word& unit) const;
    /// A word of times or a numeral stands at i.
    [[nodiscard]] bool anything_at(std::size_t i) const {
        return marks_.at(detail::hint::time, i) || numeral_at(i) != nullptr;
    }
    std::size_t read(std::size_t at, time_expression& out);
    std::size_t read_list(std::size_t at, detail::time_list& out);
    [[nodiscard]] bool event_since(std::size_t end) const;
    std::size_t read_point(std::size_t at, time_point& p);
    std::size_t read_year(std::size_t at, time_point& p);
    std::size_t read_within_year(std::size_t at, time_point& p, bool has_year);
    std::size_t read_first_months(std::size_t at, std::size_t n_at, time_point& p);
    std::size_t read_month_tail(std::size_t at, time_point& p);
    std::size_t read_iso(std::size_t at, time_point& p);
    std::size_t read_slash_day(std::size_t at, time_point& p);
    std::size_t read_split_year(std::size_t at, time_point& p);
    std::size_t read_clock(std::size_t at, bool behind_date, bool& clock);

    const std::u32string& text_;
    const detail::paragraph_marks& marks_;
    const language& words_;
    detail::numeral_span numerals_;
    std::size_t republic_from_; // years of the Republic are counted from this point on
    std::span<unsigned char> claimed_;
    std::size_t claims_end_{0}; // behind the last claimed numeral
    mutable std::size_t near_{0};
    mutable std::size_t last_place_{SIZE_MAX};
    mutable word last_word_;
};

/// 2020-03-02 and 2020/3/2.
std::size_t reader::read_iso(std::size_t at, time_point& p) {
    const numeral* y = numeral_at(at);
    if (!full_year(y) || y->end >= text_.size()) return at;
    const char32_t mark = text_[y->end];
    if (mark != U'-' && mark != U'/') return at;
    const auto digits = [this](std::size_t i, std::size_t& end) {
        int v = 0;
        end = i;
        while (end < text_.size() && text_[end] >= U'0' && text_[end] <= U'9' && end - i < 3)
            v = v * 10 + static_cast<int>(text_[end++] - U'0');
        return v;
    };
    std::size_t month_end = 0;
    std::size_t day_end = 0;
    const int month = digits(y->end + 1, month_end);
    if (month < 1 || month > 12 || month_end >= text_.size() || text_[month_end] != mark) return at;
    const int day = digits(month_end + 1, day_end);
    const int year = static_cast<int>(*y->value.to_int());
    if (day < 1 || day > days_in(year, month)) return at;
    p.form = time_point::year_form::absolute;
    p.year = year;
    p.month = month;
    p.day = day;
    for (auto i = static_cast<std::size_t>(y - numerals_.data());
         i < numerals_.size() && numerals_[i].begin < day_end; ++i)
        claim(i);
    return day_end;
}

/// A year of harvest, school or accounts that is not the calendar's: 2021/2022, 2021/22 or 2021-22, before a word for
/// year.
std::size_t reader::read_split_year(std::size_t at, time_point& p) {
    const numeral* const first = numeral_at(at);
    if (first == nullptr || !first->arabic) return at;
    const numeral* const second = first->denominator ? first : numeral_at(first->end + 1);
    if (second == nullptr || !second->arabic) return at;
    const auto year = first->value.to_int();
    const auto next = (first->denominator ? *first->denominator : second->value).to_int();
    if (!year || !next || *year < first_plausible_year || *year > last_plausible_year ||
        (*next != *year + 1 && *next != (*year + 1) % 100))
        return at;
    const word unit = word_at(second->end);
    if (!unit.is(time_role::year) && !unit.is(time_role::school_year)) return at;
    p.form = time_point::year_form::absolute;
    p.year = static_cast<int>(*year);
    p.last_year = p.year + 1;
    claim(first);
    claim(second);
    return second->end + unit.length;
}

/// 5/1, where a word for since or up to follows: else it is a fraction. 5/12 is one numeral, 5/1 are two.
std::size_t reader::read_slash_day(std::size_t at, time_point& p) {
    const numeral* const first = numeral_at(at);
    if (first == nullptr || !first->arabic) return at;
    const numeral* const second = first->denominator ? first : numeral_at(first->end + 1);
    if (second == nullptr || !second->arabic) return at;
    const word behind = word_at(skip_space(second->end));
    if (!behind.is(time_role::since) && !behind.is(time_role::before)) return at;
    const auto month = first->value.to_int();
    const auto day = (first->denominator ? *first->denominator : second->value).to_int();
    constexpr int leap_year = 2000;
    if (!month || !day || *month < 1 || *month > 12 || *day < 1 ||
        *day > days_in(leap_year, static_cast<int>(*month)))
        return at;
    claim(first);
    if (second != first) claim(second);
    p.month = static_cast<int>(*month);
    p.day = static_cast<int>(*day);
    return second->end;
}

std::size_t reader::read_year(std::size_t at, time_point& p) {
    std::size_t i = at;
    word w = word_at(i);
    bool era = false;
    switch (w.role) {
    case time_role::era:
        era = true;
        i = skip_space(i + w.length);
        break;
    case time_role::this_year:
    case time_role::last_year:
    case time_role::year_before_last:
    case time_role::next_year:
        p.form = time_point::year_form::relative;
        p.year = w.is(time_role::this_year)   ? 0
                 : w.is(time_role::last_year) ? -1
                 : w.is(time_role::next_year) ? 1
                                              : -2;
        return at + w.length;
    case time_role::plan:
        p.form = time_point::year_form::absolute;
        p.year = w.entry->first_year;
        p.last_year = w.entry->last_year;
        p.weak = w.entry->weak;
        for (auto n = std::lower_bound(numerals_.begin(), numerals_.end(), at,
                                       [](const numeral&x, std::size_t from) { return x.begin < from; });
             n != numerals_.end() && n->begin < at + w.length; ++n)
            claim(&*n);
        return at + w.length;
    default:
        break;
    }
    const numeral* n = numeral_at(i);
    const auto v = whole(n);
    if (!v || n->form != numeral_form::plain) return at;
    const std::size_t behind = skip_space(n->end);
    w = word_at(behind);
    // 2016-2020 nian
    if (!era && full_year(n) && !w.is(time_role::year)) {
        const std::size_t second_at = separator(n->end, time_role::range);
        const numeral* second = second_at > n->end ? numeral_at(second_at) : nullptr;
        if (second != nullptr && full_year(second) && second->value > n->value) {
            const word unit = word_at(skip_space(second->end));
            if (unit.is(time_role::year) || unit.is(time_role::school_year)) {
                claim(n);
                claim(second);
                p.form = time_point::year_form::absolute;
                p.year = *v;
                p.last_year = *whole(second);
                return skip_space(second->end) + unit.length;
            }
        }
    }
    const bool year = w.is(time_role::year);
    const bool year_end = w.is(time_role::year_end);
    const bool school = w.is(time_role::school_year);
    if (!year && !school && !year_end) return at;
    int absolute = 0;
    if (full_year(n) && !era)
        absolute = *v;
    else if (n->arabic &&
             (era ||
              (n->begin >= republic_from_ && n->places >= 2 && n->places <= 3 && (*v >= 80 || school))) &&
             *v < 200)
        absolute = *v + republic_offset;
    else if (era && !n->arabic && *v < 200)
        absolute = *v + republic_offset;
    else
        return at;
    claim(n);
    p.form = time_point::year_form::absolute;
    p.year = absolute;
    if (school) p.last_year = absolute + 1;
    return behind + w.length;
}

/// early, middle, late, end, or a day.
std::size_t reader::read_month_tail(std::size_t at, time_point& p) {
    const std::size_t i = skip_space(at);
    const word w = word_at(i);
    if (p.last_month == 0) {
        switch (w.role) {
        case time_role::middle:
            p.day = 11;
            p.last_day = 20;
            return i + w.length;
        case time_role::early:
            if (w.length > 1) {
                p.day = 1;
                p.last_day = 10;
            }
            return i + w.length;
        case time_role::late:
            p.day = 21;
            p.last_day = 31;
            p.month_end = true;
            return i + w.length;
        case time_role::end:
            return i + w.length;
        default:
            break;
        }
        const numeral* n = numeral_at(i);
        const auto v = whole(n);
        if (v && n->form == numeral_form::plain && *v >= 1 && *v <= 31) {
            const word unit = word_at(skip_space(n->end));
            if (unit.is(time_role::day)) {
                claim(n);
                p.day = *v;
                return skip_space(n->end) + unit.length;
            }
            // the first of two days: 15-20 ri
            const std::size_t second_at = separator(n->end, time_role::range);
            const numeral* second = second_at > n->end ? numeral_at(second_at) : nullptr;
            const auto to = whole(second);
            if (second != nullptr && to && *to > *v && *to <= 31 &&
                word_at(skip_space(second->end)).is(time_role::day)) {
                claim(n);
                claim(second);
                p.day = *v;
                p.last_day = *to;
                const std::size_t k = skip_space(second->end);
                return k + word_at(k).length;
            }
        }
    } else if (w.is(time_role::end)) {
        return i + w.length;
    }
    return at;
}

/// Behind "the first": some months or quarters; `at` where there is none of them.
std::size_t reader::read_first_months(std::size_t at, std::size_t n_at, time_point& p) {
    const numeral* n = numeral_at(n_at);
    const auto v = whole(n);
    const auto months = [&p](int to) {
        p.month = 1;
        p.last_month = to;
    };
    // "first quarter" may be one word with the numeral left out
    if (n == nullptr) {
        const word unit = word_at(n_at);
        if (unit.is(time_role::quarter) || unit.is(time_role::quarters_unit)) {
            p.named = true;
            months(3);
            return n_at + unit.length;
        }
        return at;
    }
    if (!v || *v < 1 || n->form != numeral_form::plain) return at;
    const std::size_t unit_at = skip_space(n->end);
    const word unit = word_at(unit_at);
    if ((unit.is(time_role::months_unit) || unit.is(time_role::month)) && *v <= 12) {
        claim(n);
        months(*v);
        return unit_at + unit.length;
    }
    if ((unit.is(time_role::quarters_unit) || unit.is(time_role::quarter)) && *v <= 4) {
        claim(n);
        p.named = true;
        months(*v * 3);
        return unit_at + unit.length;
    }
    return at;
}

/// What may follow a year, or stand without one.
std::size_t reader::read_within_year(std::size_t at, time_point& p, bool has_year) {
    const std::size_t i = has_year ? skip_space(at) : at;
    const word w = word_at(i);
    const auto months = [&p](int from, int to) {
        p.month = from;
        p.last_month = to;
    };
    switch (w.role) {
    case time_role::first_half:
        months(1, 6);
        p.named = true;
        return i + w.length;
    case time_role::second_half:
        months(7, 12);
        p.named = true;
        return i + w.length;
    case time_role::whole_year:
    case time_role::year_end:
        p.whole_year = true;
        p.named = true;
        return i + w.length;
    case time_role::early:
    case time_role::end:
        if (has_year) return i + w.length;
        break;
    case time_role::before:
        if (w.length != 1) break;
        [[fallthrough]];
    case time_role::first_n:
        return read_first_months(at, skip_space(i + w.length), p);
    case time_role::this_month:
    case time_role::last_month:
        p.relative_month = true;
        p.month = w.is(time_role::this_month) ? 0 : -1;
        return read_month_tail(i + w.length, p);
    case time_role::today:
    case time_role::yesterday:
    case time_role::tomorrow:
        if (has_year) break;
        p.relative_day = true;
        p.day = w.is(time_role::today) ? 0 : w.is(time_role::yesterday) ? -1 : 1;
        return i + w.length;
    default:
        break;
    }
    const numeral* n = numeral_at(i);
    const auto v = whole(n);
    if (!v) return at;
    const std::size_t unit_at = skip_space(n->end);
    word unit = word_at(unit_at);
    if (unit.is(time_role::quarter) && *v >= 1 && *v <= 4) {
        claim(n);
        p.named = true;
        months(*v * 3 - 2, *v * 3);
        std::size_t end = unit_at + unit.length;
        if (word_at(end).is(time_role::end)) end += word_at(end).length;
        return end;
    }
    if (n->form != numeral_form::plain || *v < 1 || *v > 12) {
        // a day without its month: 26 ri
        if (!has_year && n->form == numeral_form::plain && n->arabic && *v >= 1 && *v <= 31 &&
            unit.is(time_role::day) && unit.length == 1 && !n->upper) {
            claim(n);
            p.day = *v;
            return unit_at + unit.length;
        }
        return at;
    }
    if (unit.is(time_role::month)) {
        claim(n);
        p.month = *v;
        if (n->upper) p.last_month = static_cast<int>(n->upper->to_int().value_or(0));
        const std::size_t end = unit_at + unit.length;
        return read_month_tail(end, p);
    }
    // 1-4 yue, 7, 8 yue, 9, 10 liang ge yue
    for (const time_role r : {time_role::range, time_role::list}) {
        std::size_t next_at = separator(n->end, r);
        if (next_at == n->end) continue;
        const numeral* second = numeral_at(next_at);
        auto to = whole(second);
        if (!to || second->form != numeral_form::plain || *to <= *v || *to > 12) continue;
        if (r == time_role::list && *to != *v + 1)
            continue; // May and July are not May to July: see read_list
        std::size_t k = skip_space(second->end);
        unit = word_at(k);
        if (!unit.is(time_role::month)) {
            const numeral* how_many = numeral_at(k);
            if (how_many == nullptr || !word_at(how_many->end).is(time_role::months_unit)) continue;
            claim(how_many);
            unit = word_at(how_many->end);
            k = how_many->end;
        }
        claim(n);
        claim(second);
        months(*v, *to);
        return read_month_tail(k + unit.length, p);
    }
    if (!has_year && n->arabic && unit.is(time_role::day) && unit.length == 1) {
        claim(n);
        p.day = *v;
        return unit_at + unit.length;
    }
    return at;
}

/// 2018 opened-since: a few words that say what happened then, and behind them the word for since closes the clause.
bool reader::event_since(std::size_t end) const {
    constexpr std::size_t longest_event = 8;
    const std::size_t last = std::min(text_.size(), end + longest_event + 1);
    const std::size_t at = marks_.next(detail::hint::time, end, last);
    if (at == last || at == end) return false;
    const word w = word_at(at);
    const std::size_t behind = at + w.length;
    if (!w.is(time_role::since) || w.length < 2 || behind >= text_.size() || text_[behind] != U',')
        return false;
    for (std::size_t i = end; i < at; ++i)
        if (!detail::is_han(text_[i]) || numeral_at(i) != nullptr) return false;
    return true;
}

std::size_t reader::read_point(std::size_t at, time_point& p) {
    if (const numeral* n = numeral_at(at); n != nullptr && n->end < text_.size()) {
        const char32_t mark = text_[n->end];
        if (mark == U'-' || mark == U'/')
            if (const std::size_t end = read_iso(at, p); end > at) return end;
        if (mark == U'/' || mark == U'-' || n->denominator) [[unlikely]]
            if (const std::size_t end = read_split_year(at, p); end > at) return end;
        if (mark == U'/' || n->denominator) [[unlikely]]
            if (const std::size_t end = read_slash_day(at, p); end > at) return end;
    }
    std::size_t i = read_year(at, p);
    if (i == at) return read_within_year(at, p, false);
    if (p.last_year == 0 && anything_at(skip_space(i))) i = std::max(i, read_within_year(i, p, true));
    return i;
}

/// Times of day, alone or behind a date; they are dropped.
std::size_t reader::read_clock(std::size_t at, bool behind_date, bool& clock) {
    std::size_t i = skip_space(at);
    bool part = false;
    while (word_at(i).is(time_role::day_part)) {
        i = skip_space(i + word_at(i).length);
        part = true;
    }
    const auto hour = [&](std::size_t from) {
        const numeral* n = numeral_at(from);
        const auto v = whole(n);
        if (!v || *v > 24 || n->form != numeral_form::plain) return from;
        std::size_t k = skip_space(n->end);
        const word unit = word_at(k);
        if (!unit.is(time_role::hour)) {
            // 16:30
            if (k + 2 < text_.size() && text_[k] == U':' && n->arabic && text_[k + 1] >= U'0' &&
                text_[k + 1] <= U'5') {
                const numeral* m = numeral_at(k + 1);
                if (m != nullptr && m->places == 2) {
                    claim(n);
                    claim(m);
                    k = m->end;
                    if (k < text_.size() && text_[k] == U':') {
                        if (const numeral* s = numeral_at(k + 1); s != nullptr && s->places == 2) {
                            claim(s);
                            k = s->end;
                        }
                    }
                    return k;
                }
            }
            // 0-12 shi
            const std::size_t next_at = separator(n->end, time_role::range);
            const numeral* m = next_at > n->end ? numeral_at(next_at) : nullptr;
            if (m != nullptr && whole(m) && *whole(m) <= 24 && word_at(m->end).is(time_role::hour) &&
                n->arabic) {
                claim(n);
                claim(m);
                return m->end + word_at(m->end).length;
            }
            return from;
        }
        // the point word is an hour only beside a date or a part of the day, or with minutes behind it
        k += unit.length;
        const numeral* minute = numeral_at(k);
        const bool with_minutes =
            minute != nullptr && (minute->half || word_at(minute->end).is(time_role::minute));
        if (unit.entry->weak && !part && !behind_date && !with_minutes) return from;
        claim(n);
        if (with_minutes) {
            claim(minute);
            k = minute->half ? minute->end : minute->end + word_at(minute->end).length;
        }
        return k;
    };
    std::size_t end = hour(i);
    if (end == i) {
        if (part && behind_date) return i;
        return at;
    }
    clock = true;
    const std::size_t next_at = separator(end, time_role::range);
    if (next_at > end) {
        const std::size_t second = hour(next_at);
        if (second > next_at) end = second;
    }
    return end;
}

/// Reads the time that begins at `at` into an expression that nothing was written to yet.
std::size_t reader::read(std::size_t at, time_expression& out) {
    out.begin = at;
    std::size_t i = at;
    bool from = false;
    word w = word_at(i);
    if (w.is(time_role::vague)) {
        out.vague = true;
        out.end = i + w.length;
        return out.end;
    }
    if (w.is(time_role::until)) {
        out.open_start = true;
        i = skip_space(i + w.length);
        w = word_at(i);
    } else if (w.is(time_role::from)) {
        from = true;
        i = skip_space(i + w.length);
    }
    if (w.is(time_role::now)) {
        out.now = true;
        out.end = i + w.length;
        return out.end;
    }
    std::size_t end = read_point(i, out.first);
    if (end == i) {
        bool clock = false;
        drop_claims(at);
        end = read_clock(at, false, clock);
        if (!clock) return at;
        out.clock = true;
        out.open_start = false;
        out.end = end;
        return end;
    }
    if (anything_at(skip_space(end))) {
        bool clock = false;
        end = read_clock(end, true, clock);
        out.clock = clock;
    }
    // a second point behind "to"
    w = word_at(skip_space(end));
    if (w.is(time_role::range) && !out.open_start) [[unlikely]] {
        const std::size_t second_at = separator(end, time_role::range);
        time_point second;
        std::size_t second_end = read_point(second_at, second);
        if (second_end > second_at && !second.relative_day) {
            bool clock = false;
            second_end = read_clock(second_end, true, clock);
            out.last = second;
            out.range = true;
            end = second_end;
        } else {
            drop_claims(second_at);
        }
        w = word_at(skip_space(end));
    }
    const std::size_t since_at = skip_space(end);
    if (w.is(time_role::before)) {
        out.open_start = true;
        end = since_at + w.length;
    } else if (w.is(time_role::since)) {
        out.open_end = !out.open_start && !out.first.relative_day && !out.first.named;
        out.first.weak = false; // since then it is no programme
        end = since_at + w.length;
    } else if (from) [[unlikely]] {
        // from X on ... since: the closing word stands further on in the clause
        constexpr std::size_t reach = 24;
        for (std::size_t k = end; k < std::min(text_.size(), end + reach); ++k) {
            if (text_[k] == U',' || text_[k] == 0x3002 || text_[k] == U';') {
                if (k > end && word_at(k - 1).is(time_role::since)) out.open_end = true;
                break;
            }
            if (word_at(k).is(time_role::since) && word_at(k).length > 1) {
                out.open_end = true;
                break;
            }
        }
    } else if (!out.open_start && !out.range && event_since(end)) [[unlikely]] {
        out.open_end = !out.first.relative_day && !out.first.named;
    }
    if (!out.range) out.last = out.first; // only now: what was just written in parts is slow to copy
    out.end = end;
    return end;
}

/// Years, quarters or months that share their unit, each a time of its own: 2021, 2022 and 2023 nian. Two months that
/// follow each other are one time: see read_within_year.
std::size_t reader::read_list(std::size_t at, detail::time_list& out) {
    constexpr std::size_t most = 12;
    std::array<const numeral*, most> found{};
    std::size_t count = 0;
    std::size_t i = at;
    for (;;) {
        const numeral* n = numeral_at(i);
        if (!whole(n) || count == most) return at;
        found[count++] = n;
        i = separator(n->end, time_role::list);
        if (i == n->end) break;
    }
    if (count < 2) return at;
    const std::span<const numeral* const> items(found.data(), count);
    const std::size_t unit_at = skip_space(i);
    const word unit = word_at(unit_at);
    const bool years = unit.is(time_role::year);
    const bool months = unit.is(time_role::month);
    if ((!years && !months && !unit.is(time_role::quarter))) return at;
    if (months && items.size() == 2 && *whole(items[1]) == *whole(items[0]) + 1) return at;
    const int most_number = months ? 12 : 4;
    for (const numeral* n : items)
        if (years ? !full_year(n) : *whole(n) < 1 || *whole(n) > most_number) return at;
    for (const numeral* n : items) {
        time_expression& t = out.add();
        t.begin = n->begin;
        t.end = n == items.back() ? unit_at + unit.length : n->end;
        if (years) {
            t.first.form = time_point::year_form::absolute;
            t.first.year = *whole(n);
        } else if (months) {
            t.first.month = *whole(n);
        } else {
            t.first.named = true;
            t.first.month = *whole(n) * 3 - 2;
            t.first.last_month = *whole(n) * 3;
        }
        t.last = t.first;
        claim(n);
    }
    return out.back().end;
}

bool is_bare_day(const time_expression& t) noexcept {
    return !t.range && t.first.form == time_point::year_form::none && t.first.month == 0 &&
           t.first.day != 0 && !t.first.relative_day && !t.first.relative_month;
}

/// Whether a time may begin with the word at `at`, where no numeral does: some do with what stands behind it only.
bool reader::leads_to_time(std::size_t at, const word& w) const {
    constexpr std::uint64_t with_more = bit(time_role::before) | bit(time_role::until) |
                                        bit(time_role::from) | bit(time_role::first_n) | bit(time_role::era);
    if ((with_more & bit(w.role)) == 0) return detail::may_begin_time(w.role);
    return (w.role != time_role::before || w.length == 1) && anything_at(skip_space(at + w.length));
}

/// Whether a time may begin with the numeral, by what stands behind it.
bool reader::may_be_time(const numeral& n, std::size_t behind, const word& unit) const {
    if (detail::joins_date(text_[behind])) return true; // or the 0 behind the last
    switch (unit.role) {
    case time_role::year:
    case time_role::year_end:
    case time_role::school_year:
        return n.digits_only || (n.arabic && (n.places == 4 || n.begin >= republic_from_));
    case time_role::day:
        return n.arabic;
    case time_role::month:
    case time_role::hour:
    case time_role::quarter:
    case time_role::range:
    case time_role::list:
        return true;
    case time_role::since:
    case time_role::before:
        return n.denominator.has_value(); // 5/12
    default:
        return false;
    }
}

void reader::run(const detail::time_candidate* candidate, detail::time_list& out) {
    const std::size_t* next_mark = marks_.points_of(detail::mark::time);
    for (std::size_t i = 0;;) {
        // a time that was read holds a few
        candidate += candidate->begin < i ? 1 : 0;
        while (candidate->begin < i) ++candidate;
        next_mark += *next_mark < i ? 1 : 0;
        while (*next_mark < i) ++next_mark;
        i = detail::least(candidate->begin, *next_mark);
        if (i == SIZE_MAX) return;
        const bool numeral_here = candidate->begin == i;
        const numeral& n = numerals_[candidate->numeral];
        const std::size_t behind = numeral_here ? n.end : i + 1; // where it goes on if it is none
        const word here = i == *next_mark ? word_at(i) : word{};
        word unit;
        bool may_be = false;
        if (numeral_here) {
            near_ = candidate->numeral;
            const std::size_t unit_at = skip_space(behind);
            unit = word_at(unit_at);
            may_be = detail::may_begin_time(here.role) || may_be_time(n, unit_at, unit);
        } else {
            may_be = leads_to_time(i, here);
        }
        if (!may_be) {
            i = behind;
            continue;
        }
        if (unit.is(time_role::list)) [[unlikely]] {
            if (const std::size_t end = read_list(i, out); end > i) {
                i = end;
                continue;
            }
        }
        time_expression& t = out.add();
        const std::size_t end = read(i, t);
        if (end == i) {
            drop_claims(i);
            out.drop_last();
            i = behind;
            continue;
        }
        // "that month" right behind a month says nothing new
        if (t.first.relative_month && t.first.month == 0 && (&t - 1)->end == i && (&t - 1)->last.month != 0) {
            out.drop_last();
            out.back().end = end;
            i = end;
            continue;
        }
        // 1 and 2 May: the second day is in the month of the first
        if (is_bare_day(t)) {
            const time_expression& before = *(&t - 1);
            if (before.end != i && separator(before.end, time_role::list) == i) {
                const int day = t.first.day;
                t.first = before.last;
                t.first.day = day;
                t.last = t.first;
            }
        }
        i = end;
    }
}

/// First and last day, month or year that a point covers.
struct interval {
    date from;
    date to;
};

/// A day of a year that is not named comes next within a few weeks: it is announced, not reported.
bool is_soon(int month, int day, const date& published) noexcept {
    constexpr int few_weeks = 20;
    if (day == 0) return false;
    for (int ahead = 1; ahead <= few_weeks; ++ahead) {
        const date d = add_days(published, ahead);
        if (d.month == month && d.day == day) return true;
    }
    return false;
}

std::optional<interval> cover(const time_point& p, const time_context& context, const date* inherited) {
    int year = p.year;
    int last_year = p.last_year != 0 ? p.last_year : p.year;
    int month = p.month;
    const auto& published = context.published;
    if (p.relative_day) {
        if (!published) return std::nullopt;
        const date d = add_days(*published, p.day);
        return interval{d, d};
    }
    if (p.relative_month) {
        if (!published) return std::nullopt;
        year = published->year;
        month = published->month + p.month;
        if (month < 1) {
            month += 12;
            --year;
        }
        last_year = year;
    } else if (p.form == time_point::year_form::relative) {
        if (!published) return std::nullopt;
        year = last_year = published->year + p.year;
    } else if (p.form == time_point::year_form::none) {
        if (inherited != nullptr) {
            year = inherited->year;
            if (month == 0) month = inherited->month;
        } else if (p.whole_year || p.last_month != 0) {
            // all year, first half, a quarter, January to April
            const int last = p.whole_year ? 12 : p.last_month;
            if (context.named_year != 0 && (p.named || context.same_sentence)) {
                year = context.named_year;
            } else if (published) {
                const bool ended =
                    published->month > last ||
                    (published->month == last && published->day >= days_in(published->year, last));
                year = context.target ? published->year + (ended ? 1 : 0) : published->year - (ended ? 0 : 1);
            } else {
                return std::nullopt;
            }
        } else if (month != 0) {
            if (context.same_sentence && context.named_year != 0)
                year = context.named_year;
            else if (published && is_soon(month, p.day, *published))
                year = month < published->month ? published->year + 1 : published->year;
            else if (published)
                year = month <= published->month || context.target ? published->year : published->year - 1;
            else if (context.named_year != 0)
                year = context.named_year;
            else
                return std::nullopt;
        } else { // a day alone
            if (!published) return std::nullopt;
            year = published->year;
            month = published->month;
            if (p.day > published->day && --month == 0) {
                month = 12;
                --year;
            }
        }
        last_year = year;
    }
    interval i{{year, month, p.day}, {last_year, p.last_month != 0 ? p.last_month : month, p.day}};
    if (p.last_day != 0) i.to.day = p.month_end ? days_in(last_year, i.to.month) : p.last_day;
    if (i.from.day != 0 && i.from.day > days_in(i.from.year, i.from.month)) return std::nullopt;
    if (i.to.day != 0 && i.to.day > days_in(i.to.year, i.to.month)) return std::nullopt;
    return i;
}

} // namespace

void detail::find_times(const view& paragraph, const paragraph_marks& marks, const language& words,
                        numeral_span numerals, const time_candidate* candidates, std::size_t republic_from,
                        time_list& out, std::span<unsigned char> claimed) {
    reader(paragraph, marks, words, numerals, republic_from, claimed).run(candidates, out);
    out.add_end();
}

void find_times(const view& paragraph, const detail::language& words, const std::vector<numeral>& numerals,
                bool taiwan_years, std::vector<time_expression>& out, std::vector<bool>& claimed) {
    detail::paragraph_marks marks;
    marks.make(paragraph.points, words.marks);
    marks.list_points();
    detail::candidate_list candidates;
    for (std::size_t k = 0; k < numerals.size(); ++k)
        candidates.note(
            {numerals[k].begin, k},
            detail::is_time_candidate(paragraph.points, marks, numerals[k].begin, numerals[k].end));
    candidates.end();
    std::vector<numeral> ended = numerals;
    ended.emplace_back().begin = SIZE_MAX;
    std::vector<unsigned char> taken(numerals.size());
    detail::time_list found;
    found.add_end();
    detail::find_times(paragraph, marks, words, {ended.data(), numerals.size()}, candidates.data(),
                       taiwan_years ? 0 : SIZE_MAX, found, taken);
    out.insert(out.end(), found.data() + 1, found.data() + found.size() - 1);
    claimed.assign(taken.begin(), taken.end());
}

std::string resolve(const time_expression& t, const time_context& context) {
    if (t.vague) return {};
    if (t.now) return context.published ? "../" + context.published->to_string() : std::string{};
    const bool only_clock = t.clock && t.first.form == time_point::year_form::none && t.first.month == 0 &&
                            t.first.day == 0 && !t.first.relative_day && !t.first.whole_year;
    if (only_clock) return {};
    const auto first = cover(t.first, context, nullptr);
    if (!first) return {};
    interval all = *first;
    if (t.range) {
        const date inherited = first->from;
        const auto last = cover(t.last, context, &inherited);
        if (!last) return {};
        all.to = last->to;
        // "7 to 9 yue" gives the first end its precision from the second
        if (all.to < all.from) return {};
    }
    std::array<char, 2 * longest_date> buffer{};
    char* to = buffer.data();
    if (t.open_start) {
        to = write(all.to, std::copy_n("../", 3, to));
    } else {
        to = write(all.from, to);
        if (t.open_end) {
            to = std::copy_n("/..", 3, to);
        } else if (all.from != all.to) {
            *to++ = '/';
            to = write(all.to, to);
        }
    }
    return {buffer.data(), to};
}

} // namespace gongbao
