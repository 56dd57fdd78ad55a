#include <gongbao/fact.hpp>

#include <array>

namespace gongbao {
namespace {

using namespace std::string_view_literals;

// In the order of the enumerations: the position is the value.
constexpr std::array kinds{"count"sv, "amount"sv, "percentage"sv, "change"sv, "ranking"sv, "ratio"sv};
constexpr std::array qualifiers{"about"sv,    "nearly"sv,    "more_than"sv,
                                "at_least"sv, "less_than"sv, "at_most"sv};
constexpr std::array directions{"up"sv, "down"sv, "flat"sv};
constexpr std::array bases{"yoy"sv, "mom"sv, "dod"sv, "year_start"sv, "base"sv, "benchmark"sv, "annual"sv};
constexpr std::array statuses{"actual"sv, "target"sv, "estimate"sv};

static_assert(kinds[static_cast<std::size_t>(kind::ratio)] == "ratio"sv);
static_assert(qualifiers[static_cast<std::size_t>(qualifier::at_most)] == "at_most"sv);
static_assert(directions[static_cast<std::size_t>(direction::flat)] == "flat"sv);
static_assert(bases[static_cast<std::size_t>(basis::annual)] == "annual"sv);
static_assert(statuses[static_cast<std::size_t>(status::estimate)] == "estimate"sv);

/// Empty for a value that is none of the enumeration's.
template <class Enum, std::size_t Size>
constexpr std::string_view name_of(Enum value, const std::array<std::string_view, Size>& names) noexcept {
    const auto index = static_cast<std::size_t>(value);
    return index < Size ? names[index] : std::string_view{};
}

template <class Enum, std::size_t Size>
constexpr std::optional<Enum> value_of(std::string_view name,
                                       const std::array<std::string_view, Size>& names) noexcept {
    for (std::size_t i = 0; i < Size; ++i)
        if (names[i] == name) return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace

std::string_view to_string(kind k) noexcept {
    return name_of(k, kinds);
}

std::string_view to_string(qualifier q) noexcept {
    return name_of(q, qualifiers);
}

std::string_view to_string(direction d) noexcept {
    return name_of(d, directions);
}

std::string_view to_string(basis b) noexcept {
    return name_of(b, bases);
}

std::string_view to_string(status s) noexcept {
    return name_of(s, statuses);
}

std::optional<kind> kind_from(std::string_view name) noexcept {
    return value_of<kind>(name, kinds);
}

std::optional<qualifier> qualifier_from(std::string_view name) noexcept {
    return value_of<qualifier>(name, qualifiers);
}

std::optional<direction> direction_from(std::string_view name) noexcept {
    return value_of<direction>(name, directions);
}

std::optional<basis> basis_from(std::string_view name) noexcept {
    return value_of<basis>(name, bases);
}

std::optional<status> status_from(std::string_view name) noexcept {
    return value_of<status>(name, statuses);
}

} // namespace gongbao
