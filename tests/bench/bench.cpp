// How fast: extraction against a plain RE2 scan for digits over the same bytes, stage by stage; loading; memory; and
// with --growth how the cost of a byte changes with the size. README.md says how to read the figures.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <gongbao/gongbao.hpp>

#include "parts.hpp"
#include "passes.hpp"
#include "texts.hpp"

namespace {

constexpr const char* help_page =
    R"(gongbao_bench - how fast gongbao is, over RE2 scanning for digits

Usage: gongbao_bench [OPTION]... [CORPUS.jsonl]

Reads the texts of CORPUS.jsonl (JSON lines with a "text"); without it ../shared/corpus.jsonl where that is there, and
else the project's own articles.

Options:
  --articles        the project's own articles, whatever else is there
  --rounds=N        rounds of the tables (7); of --growth (3)
  --growth          only the cost of a byte by size and number of documents, and of the worst inputs: some minutes
  --tables          only the tables, not the pieces that Google Benchmark measures
  --benchmark_...   are options of Google Benchmark
  -h, --help        show this page
)";

struct settings {
    std::string corpus;
    bool articles{false};
    bool growth{false};
    bool tables{false};
    int rounds{0};
    std::string child; // what a fresh process is to measure
};

[[noreturn]] void refuse(std::string_view word) {
    std::fprintf(stderr, "gongbao_bench: what is '%s'? See --help\n", std::string(word).c_str());
    std::exit(2);
}

/// Takes what is ours; what is Google Benchmark's stays in `argv`.
settings read_settings(int& argc, char** argv) {
    settings s;
    int kept = 1;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word.starts_with("--benchmark_")) {
            argv[kept++] = argv[i];
        } else if (word == "--help" || word == "-h") {
            std::fputs(help_page, stdout);
            std::exit(0);
        } else if (word == "--articles") {
            s.articles = true;
        } else if (word == "--growth") {
            s.growth = true;
        } else if (word == "--tables") {
            s.tables = true;
        } else if (word.starts_with("--rounds=")) {
            s.rounds = std::atoi(argv[i] + std::string_view("--rounds=").size());
            if (s.rounds < 1) refuse(word);
        } else if (word.starts_with("--child=")) {
            s.child = word.substr(std::string_view("--child=").size());
        } else if (word.starts_with('-')) {
            refuse(word);
        } else {
            s.corpus = word;
        }
    }
    argc = kept;
    if (s.corpus.empty() && !s.articles && std::filesystem::exists(GONGBAO_CORPUS)) s.corpus = GONGBAO_CORPUS;
    if (s.articles) s.corpus.clear();
    return s;
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

template <typename F>
void add_pass(const std::string& name, const bench::documents& set, F run) {
    if (set.empty()) return;
    benchmark::RegisterBenchmark(name.c_str(), [&set, run](benchmark::State& state) {
        std::size_t found = 0;
        for (auto _ : state) found += run(set.views());
        state.SetBytesProcessed(static_cast<std::int64_t>(set.bytes()) * state.iterations());
        state.SetItemsProcessed(static_cast<std::int64_t>(found));
    })->Unit(benchmark::kMillisecond);
}

/// The pieces one by one, for a change that is at work on one of them.
void run_pieces(int argc, char** argv, const gongbao::extractor& extractor, const bench::text_sets& sets) {
    benchmark::RegisterBenchmark("load/builtin", load_builtin)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("load/user_pack", load_with_user_pack)
        ->Arg(200)
        ->Unit(benchmark::kMillisecond);
    constexpr auto names = std::to_array<std::string_view>(
        {"text", "marks", "numerals", "times", "quantities", "matches", "facts", "extract", "extract_json"});
    static_assert(names.size() == bench::all_passes.size());
    for (const auto& [set_name, set] : {std::pair{"/dense", &sets.dense}, {"/newspaper", &sets.newspaper}}) {
        add_pass(std::string("scan") + set_name, *set, bench::scan);
        for (std::size_t i = 0; i < bench::all_passes.size(); ++i)
            add_pass(std::string(names[i]) + set_name, *set,
                     [&extractor, p = bench::all_passes[i]](bench::texts documents) {
                         return bench::run(p, extractor, documents);
                     });
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}

} // namespace

int main(int argc, char** argv) {
    const settings s = read_settings(argc, argv);
    const bench::text_sets sets = bench::load_texts(s.corpus);
    if (!s.child.empty()) {
        if (!bench::run_child(s.child, sets)) refuse(s.child);
        return 0;
    }

    const std::vector<std::string> which_texts{s.corpus.empty() ? "--articles" : s.corpus};
    const auto extractor = gongbao::extractor::builtin();
    std::printf("gongbao %s; texts: %s\n", std::string(gongbao::version).c_str(), sets.from.c_str());
    if (s.growth) {
        bench::print_growth(extractor, sets, which_texts, s.rounds > 0 ? s.rounds : 3);
        return 0;
    }
    const int rounds = s.rounds > 0 ? s.rounds : 7;
    bench::print_rounds(extractor, sets, rounds);
    bench::print_threads(extractor, sets, rounds);
    bench::print_fresh(which_texts, rounds);
    std::printf("\n");
    std::fflush(stdout);
    if (!s.tables) run_pieces(argc, argv, extractor, sets);
    return 0;
}
