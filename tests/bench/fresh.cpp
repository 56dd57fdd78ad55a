#include "parts.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <gongbao/gongbao.hpp>

#include "measure.hpp"
#include "passes.hpp"

namespace bench {
namespace {

/// Bytes in memory that the facts of a document and their JSON take: what goes when they are let go.
std::size_t output_bytes(const gongbao::extractor& extractor, std::string_view document) {
    std::size_t with = 0;
    {
        const auto facts = extractor.extract(document);
        std::string out;
        for (const gongbao::fact& f : facts) gongbao::append_json(out, f);
        give_back();
        with = resident();
    }
    give_back();
    const std::size_t without = resident();
    return with > without ? with - without : 0;
}

/// Measures a pass over documents that this process has not seen, and prints for the parent: ns of the pass, facts,
/// ns of a scan, bytes of text; resident bytes before and at the peak, bytes of the largest output; ns of loading.
void run_once(const std::vector<std::string_view>& documents) {
    const double load_start = thread_ns();
    const auto extractor = gongbao::extractor::builtin();
    const double load = thread_ns() - load_start;

    forget_peak();
    const std::size_t before = resident();
    std::size_t facts = 0;
    const double ns = thread_ns_of([&] { facts = run(pass::json, extractor, documents); });
    const std::size_t peak = peak_resident();

    std::size_t bytes = 0;
    std::string_view largest;
    for (const std::string_view document : documents) {
        bytes += document.size();
        if (document.size() > largest.size()) largest = document;
    }
    const std::size_t output = output_bytes(extractor, largest);

    scan(documents);
    std::vector<double> scans;
    scans.reserve(5);
    for (int i = 0; i < 5; ++i) scans.push_back(thread_ns_of([&] { scan(documents); }));
    std::printf("%.0f %zu %.0f %zu %zu %zu %zu %.0f\n", ns, facts, spread_of(scans).median, bytes, before,
                peak, output, load);
}

std::size_t number_behind(const std::string& task, std::string_view name) {
    return task.starts_with(name) ? std::strtoull(task.c_str() + name.size(), nullptr, 10) : 0;
}

double megabytes(double bytes) {
    return bytes / 1e6;
}

void print_cold(const std::vector<std::string>& which_texts, int rounds) {
    std::printf("\nCold: a fresh process, each document once (extract + JSON), median of %d processes\n",
                rounds);
    std::printf("  %-10s %9s %10s  %-16s %9s %9s %9s %9s %9s\n", "", "ns/byte", "x of scan", "(least..most)",
                "facts/s", "load ms", "MB before", "MB peak", "MB above");
    for (const char* set : {"dense", "newspaper"}) {
        std::vector<double> ns;
        std::vector<double> ratio;
        std::vector<double> facts;
        std::vector<double> load;
        std::vector<double> before;
        std::vector<double> peak;
        std::vector<double> above;
        for (int i = 0; i < rounds; ++i) {
            std::vector<std::string> arguments = which_texts;
            arguments.push_back(std::string("--child=") + set);
            const std::vector<double> of = run_self(arguments);
            if (of.size() < 8 || of[3] == 0) continue; // no such texts
            ns.push_back(of[0] / of[3]);
            ratio.push_back(of[2] / of[0]);
            facts.push_back(of[1] / of[0] * 1e9);
            load.push_back(of[7] / 1e6);
            before.push_back(megabytes(of[4]));
            peak.push_back(megabytes(of[5]));
            above.push_back(megabytes(std::max(0.0, of[5] - of[4] - of[6])));
        }
        const spread r = spread_of(ratio);
        char range[32]; // NOLINT: filled by snprintf
        std::snprintf(range, sizeof range, "(%.4f..%.4f)", r.least, r.most);
        std::printf("  %-10s %9.2f %10.4f  %-16s %9.0f %9.1f %9.1f %9.1f %9.1f\n", set, spread_of(ns).median,
                    r.median, range, spread_of(facts).median, spread_of(load).median,
                    spread_of(before).median, spread_of(peak).median, spread_of(above).median);
    }
}

void print_start() {
#ifdef GONGBAO_TOOL
    constexpr int runs = 20;
    const std::vector<std::string> command{GONGBAO_TOOL, "extract",
                                           GONGBAO_SOURCE_DIR "/examples/articles/hexian-report.txt"};
    run_program(command); // brings the program into the system's memory
    std::vector<double> first;
    first.reserve(runs);
    for (int i = 0; i < runs; ++i) first.push_back(run_program(command).first_byte_ns / 1e6);
    const spread s = spread_of(first);
    std::printf("\nStart: gongbao extract PAGE, from the start of the process to the first fact, of %d runs\n"
                "  %.1f ms by the clock (%.1f..%.1f)\n",
                runs, s.median, s.least, s.most);
#endif
}

} // namespace

void print_fresh(const std::vector<std::string>& which_texts, int rounds) {
    print_cold(which_texts, rounds);
    print_start();
}

bool run_child(const std::string& task, const text_sets& sets) {
    if (task == "dense" || task == "newspaper") {
        run_once(task == "dense" ? sets.dense.views() : sets.newspaper.views());
        return true;
    }
    constexpr std::size_t base = 1'000'000;
    if (const std::size_t bytes = number_behind(task, "size:"); bytes > 0) {
        const std::string one = sample(sets, std::min(bytes, base));
        std::string text;
        text.reserve(bytes);
        while (text.size() < bytes) text += one;
        run_once({text});
        return true;
    }
    if (const std::size_t number = number_behind(task, "documents:"); number > 0) {
        const std::string text = sample(sets, base);
        const auto pieces = cut(text, 1000);
        std::vector<std::string_view> documents;
        documents.reserve(number);
        for (std::size_t i = 0; i < number; ++i) documents.push_back(pieces[i % pieces.size()]);
        run_once(documents);
        return true;
    }
    return false;
}

} // namespace bench
