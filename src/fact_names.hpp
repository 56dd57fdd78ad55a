#pragma once
/// \file fact_names.hpp
/// The names that the contract uses for the enumerations of fact.hpp, in the order of these: the position is the value.

#include <array>
#include <string_view>

#include <gongbao/fact.hpp>

namespace gongbao::detail {

inline constexpr std::array<std::string_view, 6> kind_names{"count",  "amount",  "percentage",
                                                            "change", "ranking", "ratio"};
inline constexpr std::array<std::string_view, 6> qualifier_names{"about",    "nearly",    "more_than",
                                                                 "at_least", "less_than", "at_most"};
inline constexpr std::array<std::string_view, 3> direction_names{"up", "down", "flat"};
inline constexpr std::array<std::string_view, 7> basis_names{"yoy",  "mom",       "dod",   "year_start",
                                                             "base", "benchmark", "annual"};
inline constexpr std::array<std::string_view, 3> status_names{"actual", "target", "estimate"};

static_assert(kind_names[static_cast<std::size_t>(kind::ratio)] == "ratio");
static_assert(qualifier_names[static_cast<std::size_t>(qualifier::at_most)] == "at_most");
static_assert(direction_names[static_cast<std::size_t>(direction::flat)] == "flat");
static_assert(basis_names[static_cast<std::size_t>(basis::annual)] == "annual");
static_assert(status_names[static_cast<std::size_t>(status::estimate)] == "estimate");

} // namespace gongbao::detail
