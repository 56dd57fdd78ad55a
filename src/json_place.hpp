#pragma once
// Where in the text of a JSON file a value stands: the JSON library does not say, and a problem should.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gongbao::detail {

// 1-based line of the value that a JSON pointer names; 0 when the pointer leads nowhere. The text must be valid JSON,
// with or without comments.
std::size_t line_of(std::string_view text, std::string_view pointer);

// The lines of the value that a pointer names and of all values in it, by their pointers. One walk, so asking for
// many of them stays linear.
std::unordered_map<std::string, std::size_t> lines_under(std::string_view text, std::string_view pointer);

// What the JSON library does not tell: how deep a text goes, and keys that stand twice in one object, of which it keeps
// one silently. Takes any text; does not check that it is JSON.
struct json_scan {
    struct repeated_key {
        std::string key;
        std::size_t line{0};
        std::size_t first_line{0};
    };
    std::size_t too_deep{0}; // 1-based line where it goes deeper than asked for; 0: nowhere
    std::vector<repeated_key> repeated;
};
json_scan scan_json(std::string_view text, std::size_t most_depth);

} // namespace gongbao::detail
