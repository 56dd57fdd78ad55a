#pragma once
// Where in the text of a JSON file a value stands: the JSON library does not say, and a problem should.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gongbao::detail {

// 1-based line of the value that a JSON pointer names; 0 when the pointer leads nowhere. The text must be valid JSON,
// with or without comments.
std::size_t line_of(std::string_view text, std::string_view pointer);

// The lines of the value that a pointer names and of all values in it, by their pointers. One walk, so asking for
// many of them stays linear.
std::unordered_map<std::string, std::size_t> lines_under(std::string_view text, std::string_view pointer);

} // namespace gongbao::detail
