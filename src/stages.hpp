#pragma once
// The stages up to the quantities as extraction calls them: with the marks of the paragraph made once for all.
// The public functions of the same names make them for themselves. And all stages up to one, for the benchmark.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <gongbao/numeral.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>
#include <gongbao/view.hpp>

#include "language.hpp"
#include "marks.hpp"

namespace gongbao::detail {

void find_numerals(const view& paragraph, const paragraph_marks& marks, const language& words,
                   std::vector<numeral>& out);

void find_times(const view& paragraph, const paragraph_marks& marks, const language& words,
                const std::vector<numeral>& numerals, bool taiwan_years, std::vector<time_expression>& out,
                std::vector<bool>& claimed);

void find_quantities(const view& paragraph, const paragraph_marks& marks, const language& words,
                     const std::vector<numeral>& numerals, const std::vector<time_expression>& times,
                     const std::vector<bool>& claimed, std::vector<quantity>& out);

enum class stage : std::uint8_t { text, marks, numerals, times, quantities, matches, facts, context };

struct workspace;

/// Runs the stages over a text as extraction does, up to `last` and not further; gives how many paragraphs it had.
std::size_t run_stages(std::string_view text, const language& words, workspace& room, stage last);

} // namespace gongbao::detail
