#pragma once
/// \file pack.hpp
/// Packs: the language as data.
///
/// A pack is a folder of JSON files (comments allowed) with words, units, numerals and rules; `patterns/README.md` is
/// its manual. The built-in packs are compiled into the library and go through the same loader as a user's.
///
///     auto mine = gongbao::read_pack("packs/shipping");          // from a folder
///     gongbao::pack_source inline_pack{"mine", {{"rules.json", R"({"rules": []})"}}};  // from memory
///
/// `gongbao::extractor::load` compiles packs, or gives every problem in them at once.

#include <filesystem>
#include <string>
#include <vector>

#include <gongbao/error.hpp>

namespace gongbao {

/// One file of a pack.
struct pack_file {
    std::string name; ///< relative to the pack, as rule ids and problems name it
    std::string text; ///< JSON
};

/// A pack that has been read but not compiled.
struct pack_source {
    std::string name; ///< the first part of its rules' ids
    std::vector<pack_file> files;
};

/// Reads every .json file of a folder, in the order of their names. A problem names the file that cannot be read.
[[nodiscard]] result<pack_source> read_pack(const std::filesystem::path& folder);

/// The packs that are compiled into the library.
[[nodiscard]] std::vector<pack_source> builtin_packs();

} // namespace gongbao
