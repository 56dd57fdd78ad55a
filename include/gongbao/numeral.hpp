#pragma once
/// \file numeral.hpp
/// The numeral stage: every number that a paragraph writes, exactly.
///
/// Digits, Chinese numerals, financial forms and mixtures of them, with their scale words multiplied in:
///
///     1.85 + ten thousand sign     18500                 san yi wu qian wan     350000000
///     bai fen zhi san dian wu      3.5, form percent     ji shi                 20, upper 90
///     san fen zhi er               2/3, form fraction    shi ji wan             110000, upper 190000
///
/// Numbers that are no quantities (dates, names, idioms) are found here too; later stages sort them out. The words
/// and their values are data (`numerals` of a pack); this stage knows arithmetic.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <gongbao/decimal.hpp>
#include <gongbao/view.hpp>

namespace gongbao {

namespace detail {
struct language;
}

/// How a number is written, as far as it matters to its meaning.
enum class numeral_form : std::uint8_t {
    plain,
    ordinal,    ///< behind an ordinal prefix
    fraction,   ///< a part of b, or b/a in digits: value is the numerator
    percent,    ///< parts of a hundred, in words
    permille,   ///< parts of a thousand
    per_myriad, ///< parts of ten thousand
    proportion  ///< a:b; value is a
};

struct numeral {
    numeral() noexcept;

    std::size_t begin{0}; ///< in points of the view
    std::size_t end{0};
    numeral_form form{numeral_form::plain};
    decimal value;
    std::optional<decimal> upper;       ///< of a vague or paired numeral: a few tens, three or five
    std::optional<decimal> denominator; ///< of a fraction or proportion

    bool arabic{false};      ///< begins with ASCII digits
    bool scaled{false};      ///< holds a scale word: ten thousand or more
    bool bare{false};        ///< nothing but a scale word or a power of ten: hundred, ten thousand
    bool indefinite{false};  ///< exactly the word one, which is an article more often than a number
    bool half{false};        ///< exactly the word half
    bool more{false};        ///< "and some more" inside: 10-odd
    bool upwards{false};     ///< "as many as", before a bare power: hundreds
    bool vague{false};       ///< value and upper come from a vague word
    bool grouped{false};     ///< has thousands separators
    bool paired{false};      ///< two digits side by side: three or five
    bool digits_only{false}; ///< a row of Chinese digits without a place value: two zero two zero
    std::uint8_t places{0};  ///< digits before the point of an arabic number, 255 for more
    bool fractional{false};  ///< has a decimal point
};

// Not in the class: then a new one would be cleared whole before its members are made.
inline numeral::numeral() noexcept = default;

/// All numerals of a paragraph, in order, without overlap. Appends to `out`.
void find_numerals(const view& paragraph, const detail::language& words, std::vector<numeral>& out);

/// The same, and also what stands in no report: numbers with spaces inside, which it takes out of the view first, 2e5,
/// 2^5, 40k, .5, 1 3/5, 16/5, the parts of 1.2.3; nothing in web addresses.
void find_every_numeral(view& paragraph, const detail::language& words, std::vector<numeral>& out);

} // namespace gongbao
