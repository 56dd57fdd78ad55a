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
///     auto e = gongbao::extractor::load(gongbao::with_builtin({inline_pack}));          // beside the built-in packs
///     auto f = gongbao::extractor::load_folders({"packs/shipping"});                    // the same, from folders
///
/// `gongbao::extractor::load` compiles packs, or gives every problem in them at once. The order in which packs and
/// files are given plays no part in what is compiled.

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
    std::string folder{}; ///< what problems put before the file names; empty: the pack's name
    bool builtin{
        false}; ///< packs that do not say what they extend extend these; their examples are not run again
};

/// Reads every .json file of a folder, in the order of their names. A problem names the file that cannot be read.
[[nodiscard]] result<pack_source> read_pack(const std::filesystem::path& folder);

/// The packs that are compiled into the library.
[[nodiscard]] std::vector<pack_source> builtin_packs();

/// The packs, and before them the built-in packs that they extend: all of them for a pack that does not say
/// ("extends" is absent), none for one that stands alone ("extends": []). A pack with the name of a built-in one takes
/// its place.
[[nodiscard]] std::vector<pack_source> with_builtin(std::vector<pack_source> packs);

} // namespace gongbao
