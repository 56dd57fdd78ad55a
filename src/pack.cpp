#include <gongbao/pack.hpp>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <system_error>

#include "embedded.hpp"
#include "loader.hpp"

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
    constexpr std::size_t most_files = 1000;
    constexpr std::uintmax_t most_bytes = 32U << 20U; // of all files; the loader bounds each of them
    const auto failed = [&](const fs::path& what, std::string why) {
        return std::vector<problem>{problem{what.string(), 0, {}, {}, std::move(why)}};
    };
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return failed(folder, "no such folder; a pack is a folder of .json files");
    std::vector<fs::path> paths;
    std::uintmax_t bytes = 0;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (!it->is_regular_file(error) || it->path().extension() != ".json") continue;
        paths.push_back(it->path());
        bytes += it->file_size(error);
        if (paths.size() > most_files)
            return failed(folder, "holds more than " + std::to_string(most_files) + " .json files");
        if (bytes > most_bytes)
            return failed(folder, "holds more than " + std::to_string(most_bytes) + " bytes of .json files");
    }
    if (error) return failed(folder, "cannot be listed: " + error.message());
    std::sort(paths.begin(), paths.end());
    pack_source pack;
    // "packs/shipping/" and "." too have a name
    const fs::path whole = fs::weakly_canonical(folder, error);
    pack.name = whole.filename().string();
    pack.folder = folder.generic_string();
    while (pack.folder.size() > 1 && pack.folder.back() == '/') pack.folder.pop_back();
    for (const fs::path& path : paths) {
        std::ifstream in(path, std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        if (!in && !in.eof()) return failed(path, "cannot be read");
        pack.files.push_back({path.lexically_relative(folder).generic_string(), std::move(text)});
    }
    if (pack.files.empty()) return failed(folder, "holds no .json file; a pack is a folder of .json files");
    return pack;
}

std::vector<pack_source> builtin_packs() {
    std::vector<pack_source> packs;
    for (const detail::embedded_file& file : detail::embedded_packs()) {
        const auto slash = file.path.find('/');
        const std::string name(file.path.substr(0, slash));
        if (packs.empty() || packs.back().name != name) packs.push_back({name, {}, {}, true});
        packs.back().files.push_back({std::string(file.path.substr(slash + 1)), std::string(file.text)});
    }
    return packs;
}

std::vector<pack_source> with_builtin(std::vector<pack_source> packs) {
    std::vector<pack_source> builtin = builtin_packs();
    std::vector<bool> wanted(builtin.size(), false);
    const std::function<void(const pack_source&)> want = [&](const pack_source& pack) {
        const auto extended = detail::extends_of(pack);
        for (std::size_t i = 0; i < builtin.size(); ++i) {
            if (wanted[i] || builtin[i].name == pack.name) continue;
            if (extended ? std::find(extended->begin(), extended->end(), builtin[i].name) == extended->end()
                         : pack.builtin)
                continue;
            wanted[i] = true;
            want(builtin[i]);
        }
    };
    for (const pack_source& pack : packs) want(pack);
    for (pack_source& pack : packs) {
        for (std::size_t i = 0; i < builtin.size(); ++i) {
            if (builtin[i].name != pack.name) continue;
            wanted[i] = false;
            pack.builtin = true; // it stands for the built-in one
        }
    }
    std::vector<pack_source> all;
    for (std::size_t i = 0; i < builtin.size(); ++i)
        if (wanted[i]) all.push_back(std::move(builtin[i]));
    for (pack_source& pack : packs) all.push_back(std::move(pack));
    return all;
}

} // namespace gongbao
