#pragma once
/// \file table.hpp
/// Facts as a table for a terminal.
///
///     std::cout << gongbao::to_table(extractor.extract(report));
///
///     kind        value  unit  how     indicator        scope       period   quote
///     count         100  ge            shi zhong dian   quan shi             100 ge
///     percentage   98.5  %     nearly  fu gong lv       quan sheng  2020-03  jin 98.5%
///
/// A terminal gives a Chinese character two columns and a combining mark none, so cells are padded by
/// `display_width`, not by bytes or code points. The table is for people; programs read json.hpp.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/fact.hpp>

namespace gongbao {

/// Columns that a UTF-8 string takes in a terminal: 2 for a character that is East Asian Wide or Fullwidth, 0 for
/// combining marks, controls and other invisible ones, 1 for the rest and for each byte that is not UTF-8.
[[nodiscard]] std::size_t display_width(std::string_view utf8) noexcept;

/// A heading and one line a fact, each ended by a newline; only the heading when there are no facts. `value` holds a
/// range as a..b, a ratio as a/b, and the wording of a rank without a number; `how` holds qualifier, direction, basis,
/// top, from_bottom and status. Controls are taken out of the text, so it cannot break lines or steer the terminal.
[[nodiscard]] std::string to_table(const std::vector<fact>& facts);

} // namespace gongbao
