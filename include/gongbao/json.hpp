#pragma once
/// \file json.hpp
/// Facts as JSON, with the fields and their order as FACTS.md has them.
///
///     gongbao::to_json(fact)                 {"span": [0, 9], "quote": "...", "kind": "count", "value": 28, ...}
///     gongbao::to_json(fact, "hebi.txt")     {"document": "hebi.txt", "span": ...
///
/// Absent fields are left out. Values are JSON numbers with exactly the digits of the decimal, whatever their length:
/// a reader that keeps only doubles may round them, the text does not. This header needs no JSON library; to get an
/// nlohmann::json, parse the string.

#include <string>
#include <string_view>

#include <gongbao/extractor.hpp>
#include <gongbao/fact.hpp>

namespace gongbao {

/// One object on one line. Without `document` the name that options gave; left out when there is none. Bytes that are
/// not UTF-8 become U+FFFD.
[[nodiscard]] std::string to_json(const fact&, std::string_view document = {});
/// The same, appended without a temporary.
void append_json(std::string& out, const fact&, std::string_view document = {});

[[nodiscard]] std::string to_json(const number&);

/// A JSON string literal, quotes included.
void append_json_string(std::string& out, std::string_view utf8);

} // namespace gongbao
