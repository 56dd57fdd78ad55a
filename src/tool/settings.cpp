// What the options that several commands share stand for.
#include "commands.hpp"

#include <gongbao/error.hpp>
#include <gongbao/period.hpp>

#include "streams.hpp"

namespace gongbao::tool {

extractor load_extractor(const arguments& given) {
    const std::vector<std::string> folders = given.values("--pack");
    result<extractor> loaded = extractor::load_folders({folders.begin(), folders.end()});
    if (loaded) return *loaded;
    for (const problem& p : loaded.problems()) complain(to_string(p));
    throw pack_error{};
}

options read_options(const arguments& given) {
    options chosen;
    if (const auto text = given.value("--published")) {
        chosen.published = date::parse(*text);
        if (!chosen.published)
            throw usage_error("--published takes a date as YYYY-MM-DD, such as 2020-03-02, not " +
                              in_quotes(*text));
    }
    return chosen;
}

} // namespace gongbao::tool
