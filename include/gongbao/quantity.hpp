#pragma once
/// \file quantity.hpp
/// The quantity stage: numbers with what they count or measure.
///
/// A quantity is a numeral with its unit, per-unit and qualifier, or a word that stands for one (first place, level
/// with, front rank). Beside the quantities this stage finds the spans that are *not* quantities: dates, names,
/// idioms, document numbers.
///
///     yue 1 wan yu dun            10000 dun, more_than     class measure
///     mei gong jin 21 yuan        21 yuan/gong jin         class money
///     di 3 wei                    3                        class ordinal
///
/// Which quantities are facts, and of which kind, is for the rules of the packs.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/decimal.hpp>
#include <gongbao/fact.hpp>
#include <gongbao/numeral.hpp>
#include <gongbao/period.hpp>

namespace gongbao {

/// What rules see of a quantity: its class. A pattern names a class, or a set of classes, in braces.
enum class quantity_class : std::uint8_t {
    number,      ///< a bare number in digits
    number_word, ///< a bare number in words
    scaled,      ///< a bare number with a scale word
    count,       ///< a number with a classifier or count unit
    count_word,  ///< the same, the number in words
    person,      ///< a number of persons, by their own classifiers
    one,         ///< the word one with a unit: an article more often than a number
    money,
    duration,
    duration_word,
    age,
    measure, ///< any other measured unit
    level,   ///< grades: earthquakes and winds, but also ranks in names
    index,   ///< index points
    percent,
    points,   ///< percentage points
    times,    ///< multiples
    doubling, ///< words for one doubling
    fold,     ///< doublings
    rank_step,
    ordinal, ///< a bare ordinal
    place,   ///< an ordinal with a word for place: number 3 in rank
    first,   ///< words for first place
    largest, ///< the first (second, ...) largest
    fraction,
    proportion,
    band, ///< a rank without a number
    flat, ///< unchanged
    date, ///< a time expression: never a fact, but rules may refer to it
    size_ ///< how many there are
};

/// The name that patterns use, in braces.
[[nodiscard]] std::string_view to_string(quantity_class) noexcept;

struct quantity {
    quantity() noexcept;

    std::size_t begin{0}; ///< with the qualifiers, in points of the view
    std::size_t end{0};
    std::size_t number_begin{0}; ///< without the qualifiers
    std::size_t number_end{0};   ///< behind the unit
    std::size_t unit_begin{0};   ///< where the unit begins
    std::size_t per_begin{0};    ///< where the words of a per-unit begin, when they stand before the number
    std::size_t per_end{0};      ///< and where they end
    quantity_class klass{quantity_class::number};
    std::optional<gongbao::qualifier> qualifier;
    bool has_per{false};
    bool arabic{false};
    bool half{false};
    bool shared_unit{false}; ///< the unit was taken from the next number of the list

    std::optional<decimal> value;
    std::optional<decimal> upper;
    std::optional<decimal> denominator;
    std::string unit;
    std::string unit_code;
};

// Not in the class: then a new one would be cleared whole before its members are made.
inline quantity::quantity() noexcept = default;

/// All quantities of a paragraph in order. `times` and `claimed` come from find_times.
void find_quantities(const view& paragraph, const detail::language& words,
                     const std::vector<numeral>& numerals, const std::vector<time_expression>& times,
                     const std::vector<bool>& claimed, std::vector<quantity>& out);

} // namespace gongbao
