#include <gongbao/pack.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "embedded.hpp"

namespace gongbao {

std::string to_string(const problem& p) {
    std::string line = p.file;
    if (p.line != 0) line += ":" + std::to_string(p.line);
    line += ": ";
    if (!p.rule.empty()) line += "rule " + p.rule + ": ";
    line += p.message;
    if (!p.pointer.empty()) line += " (at " + p.pointer + ")";
    return line;
}

result<pack_source> read_pack(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    const auto failed = [&](const fs::path& what, std::string why) {
        return std::vector<problem>{problem{what.string(), 0, {}, {}, std::move(why)}};
    };
    std::error_code error;
    if (!fs::is_directory(folder, error)) return failed(folder, "no such folder; a pack is a folder of .json files");
    std::vector<fs::path> paths;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (it->is_regular_file(error) && it->path().extension() == ".json") paths.push_back(it->path());
    if (error) return failed(folder, "cannot be listed: " + error.message());
    std::sort(paths.begin(), paths.end());
    pack_source pack;
    pack.name = folder.filename().empty() ? folder.parent_path().filename().string() : folder.filename().string();
    for (const fs::path& path : paths) {
        std::ifstream in(path, std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        if (!in && !in.eof()) return failed(path, "cannot be read");
        pack.files.push_back({fs::relative(path, folder, error).generic_string(), std::move(text)});
    }
    if (pack.files.empty()) return failed(folder, "holds no .json file; a pack is a folder of .json files");
    return pack;
}

std::vector<pack_source> builtin_packs() {
    std::vector<pack_source> packs;
    for (const detail::embedded_file& file : detail::embedded_packs()) {
        const auto slash = file.path.find('/');
        const std::string name(file.path.substr(0, slash));
        if (packs.empty() || packs.back().name != name) packs.push_back({name, {}});
        packs.back().files.push_back({std::string(file.path.substr(slash + 1)), std::string(file.text)});
    }
    return packs;
}

} // namespace gongbao
