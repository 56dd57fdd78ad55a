// The files of patterns/ as they were when the library was built. The definition is generated (src/cmake/embed.cpp).
#pragma once

#include <span>
#include <string_view>

namespace gongbao::detail {

struct embedded_file {
    std::string_view path; // within patterns/, as in "zh-Hans/units.json"
    std::string_view text; // the bytes of the file; a '\0' follows them
};

// All files of all built-in packs, in the byte order of their paths. Lives as long as the program.
std::span<const embedded_file> embedded_packs() noexcept;

} // namespace gongbao::detail
