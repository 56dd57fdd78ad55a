#pragma once
/// \file commands.hpp
/// The subcommands, one source file each.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/extractor.hpp>

#include "arguments.hpp"

namespace gongbao::tool {

/// What the program ends with.
enum exit_code : int {
    done = 0,
    input_failed = 1, ///< some input or the output; the rest was done
    nothing_done = 2  ///< the command line or a pack is wrong
};

struct command {
    std::string_view name;
    std::string_view help; ///< the whole page
    int (*run)(const std::vector<std::string>& words, std::string_view help);
};

extern const command extract_command;
extern const command numbers_command;
extern const command explain_command;
extern const command packs_command;

/// A pack is wrong; its problems have been complained about.
struct pack_error {};

/// The built-in packs and those of --pack; throws pack_error.
[[nodiscard]] extractor load_extractor(const arguments&);

/// The date of --published; throws usage_error when it is none.
[[nodiscard]] options read_options(const arguments&);

} // namespace gongbao::tool
