#pragma once
/// \file fact.hpp
/// The facts: what gongbao gives.
///
/// A fact is one statistic that a report states: a count, an amount, a percentage, a change, a ranking or a ratio,
/// with what it is about, where, when, and whether it has happened. What all kinds share are members of `fact`; what
/// only one kind has stands in `fact::record`, a variant with one alternative a kind.
///
///     for (const gongbao::fact& f : facts) {
///         if (const auto* place = std::get_if<gongbao::ranking>(&f.record)) {
///             std::cout << f.indicator << " is number " << f.value->to_string() << " of " << place->among;
///         }
///     }
///
/// Strings hold UTF-8 in the characters of the text (a traditional text gives traditional fields); an empty string
/// means that the text says nothing. A fact owns what it holds and outlives the text and the extractor.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <gongbao/decimal.hpp>

namespace gongbao {

/// Half-open byte range [begin, end) of the original text.
struct span {
    std::size_t begin{0};
    std::size_t end{0};

    [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
    [[nodiscard]] bool operator==(const span&) const = default;
};

/// The six kinds, in the order of fact::record's alternatives.
enum class kind : std::uint8_t { count, amount, percentage, change, ranking, ratio };

/// How the stated number bounds the true one.
enum class qualifier : std::uint8_t { about, nearly, more_than, at_least, less_than, at_most };

enum class direction : std::uint8_t { up, down, flat };

/// What a change is measured from.
enum class basis : std::uint8_t {
    yoy,        ///< the same period of the year before
    mom,        ///< the month or quarter before
    dod,        ///< the day before
    year_start, ///< the start of the year
    base,       ///< another named earlier time: see change::against
    benchmark,  ///< another entity, an average, a plan: see change::against
    annual      ///< an average per year over several
};

/// Whether the figure has happened.
enum class status : std::uint8_t { actual, target, estimate };

struct count {};
struct amount {};
struct percentage {
    std::string of; ///< the whole, when stated
};
struct change {
    gongbao::direction direction{gongbao::direction::up};
    std::optional<gongbao::basis> basis;
    std::string against; ///< the reference's wording, when basis is base or benchmark
};
struct ranking {
    std::string among;       ///< the population's wording
    bool top{false};         ///< among the first N rather than at place N
    bool from_bottom{false}; ///< counted from the end
    std::string band;        ///< a rank without a number
};
struct ratio {
    decimal numerator;
    decimal denominator{1};
    std::string of; ///< what it is a multiple or part of, when stated
};

struct fact {
    gongbao::span span; ///< where `quote` stands in the original bytes
    std::string quote;  ///< original.substr(span): the number with its qualifier, verb and unit
    std::variant<count, amount, percentage, change, ranking, ratio> record;

    std::optional<decimal> value; ///< absent for a ratio, a band, and a flat change
    std::optional<decimal> upper; ///< the upper end of a range; value is then the lower
    std::optional<gongbao::qualifier> qualifier;
    std::string unit;      ///< the source's wording without the scale word
    std::string unit_code; ///< ISO 4217 or UCUM, where there is one

    std::string indicator; ///< the noun phrase that names what is counted or measured
    std::string action;    ///< the predicate that the number answers to
    std::string scope;     ///< place or population
    std::string period;    ///< EDTF
    gongbao::status status{gongbao::status::actual};

    std::string rule;     ///< the pattern that fired: pack/topic/id
    std::string document; ///< the name that options gave the text; empty: none

    [[nodiscard]] gongbao::kind kind() const noexcept { return static_cast<gongbao::kind>(record.index()); }
};

/// The names that the contract uses: "more_than", "year_start", ...
[[nodiscard]] std::string_view to_string(kind) noexcept;
[[nodiscard]] std::string_view to_string(qualifier) noexcept;
[[nodiscard]] std::string_view to_string(direction) noexcept;
[[nodiscard]] std::string_view to_string(basis) noexcept;
[[nodiscard]] std::string_view to_string(status) noexcept;

[[nodiscard]] std::optional<kind> kind_from(std::string_view) noexcept;
[[nodiscard]] std::optional<qualifier> qualifier_from(std::string_view) noexcept;
[[nodiscard]] std::optional<direction> direction_from(std::string_view) noexcept;
[[nodiscard]] std::optional<basis> basis_from(std::string_view) noexcept;
[[nodiscard]] std::optional<status> status_from(std::string_view) noexcept;

} // namespace gongbao
