#pragma once
// One pass over documents: the yardstick, the stages, the whole of it.

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <gongbao/extractor.hpp>

namespace bench {

using texts = std::span<const std::string_view>;

/// How far a pass goes. Each does what the one before it does, and one stage more: a stage costs the difference. What
/// lies between the quantities and the facts has no public function, so `extract` is three stages more.
enum class pass { text, numerals, times, quantities, extract, json };

inline constexpr std::array<pass, 6> all_passes{pass::text,       pass::numerals, pass::times,
                                                pass::quantities, pass::extract,  pass::json};

std::string_view name_of(pass) noexcept;

/// Gives the number of what was found: of facts for `extract` and `json`.
std::size_t run(pass, const gongbao::extractor&, texts);

/// The yardstick: every run of digits with RE2, over the same bytes.
std::size_t scan(texts);

} // namespace bench
