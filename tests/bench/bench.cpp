// How fast: loading, and extraction against a plain RE2 scan for digits over the same bytes.
//
//     gongbao_bench [CORPUS.jsonl]
//
// Without a corpus the project's own articles are the text. README.md says how to read the figures.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include <gongbao/gongbao.hpp>

namespace {

namespace fs = std::filesystem;

struct texts {
    std::vector<std::string> dense;     // at least 30 ASCII digits in 1,000 bytes
    std::vector<std::string> newspaper; // fewer than 20
    std::size_t dense_bytes{0};
    std::size_t newspaper_bytes{0};

    void add(std::string text) {
        const auto digits = static_cast<std::size_t>(
            std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
        if (text.empty()) return;
        if (digits * 1000 >= 30 * text.size()) {
            dense_bytes += text.size();
            dense.push_back(std::move(text));
        } else if (digits * 1000 < 20 * text.size()) {
            newspaper_bytes += text.size();
            newspaper.push_back(std::move(text));
        }
    }
};

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

texts load_texts(const char* corpus) {
    texts t;
    if (corpus != nullptr) {
        std::ifstream in(corpus);
        for (std::string line; std::getline(in, line);)
            if (!line.empty()) t.add(nlohmann::json::parse(line).at("text").get<std::string>());
        return t;
    }
    for (const char* folder : {"tests/articles", "examples/articles"})
        for (const auto& entry : fs::directory_iterator(fs::path(GONGBAO_SOURCE_DIR) / folder))
            if (entry.path().extension() == ".txt") t.add(read(entry.path()));
    return t;
}

/// The yardstick: every run of digits with RE2, over the same bytes.
std::size_t scan_digits(const std::vector<std::string>& documents) {
    static const RE2 digits("([0-9]+(?:\\.[0-9]+)?)");
    std::size_t found = 0;
    for (const std::string& document : documents) {
        re2::StringPiece rest(document);
        re2::StringPiece number;
        while (RE2::FindAndConsume(&rest, digits, &number)) ++found;
    }
    return found;
}

std::size_t extract_json(const gongbao::extractor& extractor, const std::vector<std::string>& documents) {
    std::string out;
    std::size_t facts = 0;
    for (const std::string& document : documents) {
        out.clear();
        for (const gongbao::fact& f : extractor.extract(document)) {
            gongbao::append_json(out, f);
            ++facts;
        }
        benchmark::DoNotOptimize(out.data());
    }
    return facts;
}

/// A user's pack of so many rules, each with words of its own.
gongbao::pack_source user_pack(int rules) {
    std::string text = "{\"rules\": [";
    for (int i = 0; i < rules; ++i) {
        const std::string word = "zz" + std::to_string(i);
        text += (i > 0 ? "," : "");
        text += R"({"id": "r)" + std::to_string(i) + R"(", "kind": "amount", "priority": 3, "pattern": ")" +
                word + R"( {money}", "why": "benchmark", "yes": [")" + word + R"( 5元"], "no": ["5元"]})";
    }
    text += "]}";
    return {"bench", {{"rules.json", text}}};
}

void load_builtin(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(gongbao::extractor::builtin());
}

void load_with_user_pack(benchmark::State& state) {
    const auto pack = user_pack(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        auto loaded = gongbao::extractor::load(gongbao::with_builtin({pack}));
        if (!loaded) {
            state.SkipWithError(to_string(loaded.problems().front()).c_str());
            return;
        }
        benchmark::DoNotOptimize(loaded);
    }
}

} // namespace

int main(int argc, char** argv) {
    const char* corpus = argc > 1 && argv[1][0] != '-' ? argv[1] : nullptr;
    const texts t = load_texts(corpus);
    const auto extractor = gongbao::extractor::builtin();

    benchmark::RegisterBenchmark("load/builtin", load_builtin)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("load/user_pack", load_with_user_pack)
        ->Arg(200)
        ->Unit(benchmark::kMillisecond);
    const auto add = [](const std::string& name, const std::vector<std::string>& documents, std::size_t bytes,
                        auto run) {
        if (documents.empty()) return;
        benchmark::RegisterBenchmark(name.c_str(), [&documents, bytes, run](benchmark::State& state) {
            std::size_t found = 0;
            for (auto _ : state) found += run(documents);
            state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
            state.SetItemsProcessed(static_cast<std::int64_t>(found));
        })->Unit(benchmark::kMillisecond);
    };
    const auto scan = [](const std::vector<std::string>& d) { return scan_digits(d); };
    const auto extract = [&extractor](const std::vector<std::string>& d) {
        return extract_json(extractor, d);
    };
    add("scan/dense", t.dense, t.dense_bytes, scan);
    add("extract_json/dense", t.dense, t.dense_bytes, extract);
    add("scan/newspaper", t.newspaper, t.newspaper_bytes, scan);
    add("extract_json/newspaper", t.newspaper, t.newspaper_bytes, extract);

    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
