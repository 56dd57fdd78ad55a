#pragma once
// One pass over documents: the yardstick, the stages, the whole of it.

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include <gongbao/extractor.hpp>

namespace bench {

using texts = std::span<const std::string_view>;

/// How far a pass goes. Each does what the one before it does, and one stage more: a stage costs the difference. The last
/// stage is the context; `extract` has it, and gives the facts to a sink.
enum class pass { text, marks, numerals, times, quantities, matches, facts, extract, json };

inline constexpr std::array<pass, 9> all_passes{pass::text,  pass::marks,      pass::numerals,
                                                pass::times, pass::quantities, pass::matches,
                                                pass::facts, pass::extract,    pass::json};

std::string_view name_of(pass) noexcept;

/// Gives the number of facts for `extract` and `json`, of paragraphs for a stage.
std::size_t run(pass, const gongbao::extractor&, texts);

/// The yardstick: every run of digits with RE2, over the same bytes.
std::size_t scan(texts);

} // namespace bench
