#pragma once
// From packs to the tables that the stages use, or every problem at once.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gongbao/error.hpp>
#include <gongbao/pack.hpp>

#include "language.hpp"

namespace gongbao {
class extractor;
}

namespace gongbao::detail {

result<std::shared_ptr<const language>> compile(const std::vector<pack_source>& packs);

// The packs that a pack says it extends; nothing when it does not say, or cannot be read.
std::optional<std::vector<std::string>> extends_of(const pack_source& pack);

// Problems of the examples of all rules but those of built-in packs (src/examples.cpp).
std::vector<problem> failed_examples(const extractor& e, const std::vector<pack_source>& packs);

// What may stand in a pack: for every sort of object its keys, and for every key with fixed values those. patterns/
// schema.json says the same; the tests compare them. Sorted.
using name_table = std::map<std::string, std::vector<std::string>, std::less<>>;
const name_table& pack_keys();
const name_table& pack_values();

} // namespace gongbao::detail
