#include <gongbao/fact.hpp>

#include <array>

#include "fact_names.hpp"

namespace gongbao {
namespace {

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
    return name_of(k, detail::kind_names);
}

std::string_view to_string(qualifier q) noexcept {
    return name_of(q, detail::qualifier_names);
}

std::string_view to_string(direction d) noexcept {
    return name_of(d, detail::direction_names);
}

std::string_view to_string(basis b) noexcept {
    return name_of(b, detail::basis_names);
}

std::string_view to_string(status s) noexcept {
    return name_of(s, detail::status_names);
}

std::optional<kind> kind_from(std::string_view name) noexcept {
    return value_of<kind>(name, detail::kind_names);
}

std::optional<qualifier> qualifier_from(std::string_view name) noexcept {
    return value_of<qualifier>(name, detail::qualifier_names);
}

std::optional<direction> direction_from(std::string_view name) noexcept {
    return value_of<direction>(name, detail::direction_names);
}

std::optional<basis> basis_from(std::string_view name) noexcept {
    return value_of<basis>(name, detail::basis_names);
}

std::optional<status> status_from(std::string_view name) noexcept {
    return value_of<status>(name, detail::status_names);
}

} // namespace gongbao
