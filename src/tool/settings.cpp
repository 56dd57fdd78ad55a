// What the options that several commands share stand for.
#include "commands.hpp"

#include <gongbao/error.hpp>
#include <gongbao/pack.hpp>
#include <gongbao/period.hpp>

#include "streams.hpp"

namespace gongbao::tool {

extractor load_extractor(const arguments& given) {
    const std::vector<std::string> folders = given.values("--pack");
    if (folders.empty()) return extractor::builtin();
    std::vector<pack_source> packs = builtin_packs();
    std::vector<problem> problems; // of all packs, so that they can be mended in one go
    for (const std::string& folder : folders) {
        result<pack_source> pack = read_pack(folder);
        if (pack)
            packs.push_back(std::move(*pack));
        else
            problems.insert(problems.end(), pack.problems().begin(), pack.problems().end());
    }
    result<extractor> loaded = extractor::load(packs);
    if (!loaded) problems.insert(problems.end(), loaded.problems().begin(), loaded.problems().end());
    for (const problem& p : problems) complain(to_string(p));
    if (!problems.empty()) throw pack_error{};
    return *loaded;
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
