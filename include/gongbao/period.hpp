#pragma once
/// \file period.hpp
/// The date stage: when a figure is about, as EDTF (ISO 8601-2).
///
/// First the time expressions of a paragraph are found; their numbers are no quantities. Then an expression is
/// resolved with the date of publication and the year named last:
///
///     1-4 yue               published 2021-05-20     2021-01/2021-04
///     shang ban nian        published 2016-08-01     2016-01/2016-06
///     jie zhi 5 yue di      published 2010-06-12     ../2010-05
///     qu nian               published 2010-06-12     2009
///     "shi san wu"                                   2016/2020
///
/// An expression that leaves open what a report could mean resolves to nothing: a mistaken period is worse than none.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/numeral.hpp>
#include <gongbao/view.hpp>

namespace gongbao {

/// A day of the Gregorian calendar.
struct date {
    int year{0};
    int month{0}; ///< 1..12, or 0: the whole year
    int day{0};   ///< 1..31, or 0: the whole month

    /// YYYY-MM-DD, and a real day.
    [[nodiscard]] static std::optional<date> parse(std::string_view text) noexcept;
    [[nodiscard]] std::string to_string() const; ///< YYYY, YYYY-MM or YYYY-MM-DD
    [[nodiscard]] auto operator<=>(const date&) const = default;
};

/// Number of days of a month.
[[nodiscard]] int days_in(int year, int month) noexcept;
/// The day `days` later (or earlier, when negative).
[[nodiscard]] date add_days(date, int days) noexcept;

/// One end of a time expression, as far as the text says it.
struct time_point {
    enum class year_form : std::uint8_t { none, absolute, relative };
    year_form form{year_form::none};
    int year{0};                ///< the year, or the difference to the year of publication
    int last_year{0};           ///< of a plan period or a school year; 0: same as year
    int month{0};               ///< 0: none
    int last_month{0};          ///< of a quarter, a half, a range; 0: same as month
    int day{0};                 ///< 0: none
    int last_day{0};            ///< of a ten-day part
    bool whole_year{false};     ///< says "the year" without naming it: all year, year end
    bool relative_day{false};   ///< day is the difference to the day of publication
    bool relative_month{false}; ///< month is the difference to the month of publication
    bool named{false};     ///< a quarter, a half, the whole year: without a year it is the year named last
    bool weak{false};      ///< a plan period without the word for period: counts in its own clause only
    bool month_end{false}; ///< last_day is the end of the month
};

struct time_expression {
    time_expression() noexcept;

    std::size_t begin{0}; ///< in points of the view
    std::size_t end{0};
    time_point first;
    time_point last; ///< equals first unless `range`
    bool range{false};
    bool open_start{false}; ///< up to: ../end
    bool open_end{false};   ///< since: start/..
    bool vague{false};      ///< recently, the holidays: a time, but none that can be written
    bool now{false};        ///< at present: ../ + published
    bool clock{false};      ///< holds a time of day
};

// Not in the class: then a new one would be cleared whole before its members are made.
inline time_expression::time_expression() noexcept = default;

/// Every time expression, in order, without overlap. Numerals that belong to one are listed by their index in
/// `claimed` (same length as `numerals`).
void find_times(const view& paragraph, const detail::language& words, const std::vector<numeral>& numerals,
                bool taiwan_years, std::vector<time_expression>& out, std::vector<bool>& claimed);

/// What a time expression is resolved with.
struct time_context {
    std::optional<date> published;
    int named_year{0};         ///< the year named last before it in the document; 0: none
    bool same_sentence{false}; ///< and that was in the same sentence
    bool target{false};        ///< the figure is a target: a period without a year is the next to end
};

/// EDTF, or an empty string.
[[nodiscard]] std::string resolve(const time_expression&, const time_context&);

} // namespace gongbao
