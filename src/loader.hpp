#pragma once
// From packs to the tables that the stages use, or every problem at once.

#include <memory>
#include <vector>

#include <gongbao/error.hpp>
#include <gongbao/pack.hpp>

#include "language.hpp"

namespace gongbao::detail {

result<std::shared_ptr<const language>> compile(const std::vector<pack_source>& packs);

} // namespace gongbao::detail
