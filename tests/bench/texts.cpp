#include "texts.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

namespace bench {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void sort_in(text_sets& sets, std::string text) {
    const auto digits = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
    if (text.empty()) return;
    if (digits * 1000 >= 30 * text.size())
        sets.dense.add(std::move(text));
    else if (digits * 1000 < 20 * text.size())
        sets.newspaper.add(std::move(text));
}

/// Where a character ends that begins before `at`: no character is cut in two.
std::size_t character_end(std::string_view text, std::size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    return at;
}

} // namespace

void documents::add(std::string text) {
    bytes_ += text.size();
    texts_.push_back(std::move(text));
    views_.emplace_back(texts_.back());
}

text_sets load_texts(const std::string& corpus) {
    text_sets sets;
    if (!corpus.empty()) {
        std::ifstream in(corpus);
        for (std::string line; std::getline(in, line);)
            if (!line.empty()) sort_in(sets, nlohmann::json::parse(line).at("text").get<std::string>());
        if (sets.dense.empty() && sets.newspaper.empty()) {
            std::fprintf(stderr, "gongbao_bench: no texts in '%s'\n", corpus.c_str());
            std::exit(2);
        }
        sets.from = corpus;
        return sets;
    }
    for (const char* folder : {"tests/articles", "examples/articles", "tests/bench/articles"}) {
        std::vector<fs::path> paths; // in the order of their names, not in that of the disk
        for (const auto& entry : fs::directory_iterator(fs::path(GONGBAO_SOURCE_DIR) / folder))
            if (entry.path().extension() == ".txt") paths.push_back(entry.path());
        std::sort(paths.begin(), paths.end());
        for (const fs::path& path : paths) sort_in(sets, read(path));
    }
    sets.from = "the project's own articles";
    return sets;
}

std::string sample(const text_sets& sets, std::size_t bytes) {
    // Both sorts in turn, every so many documents, so that the sample is of the whole set and not of its beginning.
    const std::size_t all = sets.dense.bytes() + sets.newspaper.bytes();
    const std::size_t stride = std::max<std::size_t>(1, all / bytes);
    std::string out;
    for (std::size_t first = 0; out.size() < bytes; first = (first + 1) % stride) {
        const std::size_t most = std::max(sets.dense.views().size(), sets.newspaper.views().size());
        for (std::size_t i = first; i < most && out.size() < bytes; i += stride) {
            for (const documents* set : {&sets.dense, &sets.newspaper}) {
                if (i >= set->views().size()) continue;
                out += set->views()[i];
                if (!out.ends_with('\n')) out += '\n';
            }
        }
    }
    std::size_t end = bytes;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
    out.resize(end);
    out.resize(bytes, '\n');
    return out;
}

std::vector<std::string_view> cut(std::string_view text, std::size_t bytes) {
    std::vector<std::string_view> out;
    while (text.size() > bytes) {
        const std::size_t line = text.rfind('\n', bytes - 1);
        const std::size_t end =
            line != std::string_view::npos && line >= bytes / 2 ? line + 1 : character_end(text, bytes);
        out.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    if (!text.empty()) out.push_back(text);
    return out;
}

} // namespace bench
