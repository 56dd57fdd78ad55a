#pragma once
/// \file version.hpp
/// The version of the library, as CMakeLists.txt has it.
///
///     std::cout << gongbao::version << '\n';    // 0.1.0

#include <string_view>

namespace gongbao {

inline constexpr int version_major = 0;
inline constexpr int version_minor = 1;
inline constexpr int version_patch = 0;
inline constexpr std::string_view version = "0.1.0";

} // namespace gongbao
