#include "parts.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <iterator>
#include <thread>

#include "measure.hpp"
#include "passes.hpp"

namespace bench {
namespace {

/// What the rounds measured of one pass over one set.
struct row {
    std::vector<double> ns;    // of the whole set
    std::vector<double> ratio; // to the scans right before and after it
    std::size_t facts{0};
};

/// A pass over less than this would end before the clock shows much: it is repeated.
constexpr std::size_t enough_bytes = 1'000'000;

std::size_t repeats(std::size_t bytes) {
    return 1 + enough_bytes / std::max<std::size_t>(bytes, 1);
}

/// Nanoseconds of one run, of so many.
template <typename F>
double repeated(std::size_t times, F&& work) {
    const double ns = thread_ns_of([&] {
        for (std::size_t i = 0; i < times; ++i) work();
    });
    return ns / static_cast<double>(times);
}

struct table {
    const char* name;
    const documents* set;
    std::vector<double> scan_ns{};
    std::array<row, all_passes.size()> rows{};
    row on_end{}; // the last pass, each document several times on end
};

/// Then the processor foresees every branch of a document but the first time, and its caches hold what it needs.
constexpr std::size_t times_on_end = 8;

double on_end_ns(const gongbao::extractor& extractor, texts documents) {
    const double ns = thread_ns_of([&] {
        for (std::size_t i = 0; i < documents.size(); ++i)
            for (std::size_t k = 0; k < times_on_end; ++k)
                run(all_passes.back(), extractor, documents.subspan(i, 1));
    });
    return ns / times_on_end;
}

/// A round over one set: scan, pass, scan, pass, ... scan. A pass is compared with the scans on both sides of it, so
/// that a machine that slows down for a while slows down both.
void run_round(table& t, const gongbao::extractor& extractor, bool counts) {
    const texts documents = t.set->views();
    // The other set came before and has taken the rules' caches: without this the first pass that extracts would pay
    // for filling them. How much that is shows where the documents are read cold.
    run(pass::extract, extractor, documents);
    const std::size_t times = repeats(t.set->bytes());
    double before = repeated(times, [&] { scan(documents); });
    for (std::size_t i = 0; i < all_passes.size(); ++i) {
        row& r = t.rows[i];
        const double ns = repeated(times, [&] { r.facts = run(all_passes[i], extractor, documents); });
        const double after = repeated(times, [&] { scan(documents); });
        if (counts) {
            r.ns.push_back(ns);
            r.ratio.push_back((before + after) / 2 / ns);
            t.scan_ns.push_back(after);
        }
        before = after;
    }
    if (!counts) return;
    const double ns = on_end_ns(extractor, documents);
    const double after = repeated(times, [&] { scan(documents); });
    t.on_end.ns.push_back(ns);
    t.on_end.ratio.push_back((before + after) / 2 / ns);
}

void print_table(const table& t) {
    const auto bytes = static_cast<double>(t.set->bytes());
    std::printf("\n%s: %zu documents, %.2f MB\n", t.name, t.set->views().size(), bytes / 1e6);
    std::printf("  %-32s %9s %9s %9s %10s  %-16s %9s\n", "", "ns/byte", "step", "MB/s", "x of scan",
                "(least..most)", "facts/s");
    const double scan_ns = spread_of(t.scan_ns).median;
    std::printf("  %-32s %9.2f %9s %9.1f %10s\n", "scan", scan_ns / bytes, "", bytes / scan_ns * 1e3, "1");
    double previous = 0;
    for (std::size_t i = 0; i < all_passes.size(); ++i) {
        const row& r = t.rows[i];
        const double ns = spread_of(r.ns).median;
        const spread ratio = spread_of(r.ratio);
        const std::string range = "(" + std::to_string(ratio.least).substr(0, 6) + ".." +
                                  std::to_string(ratio.most).substr(0, 6) + ")";
        std::printf("  %-32s %9.2f %9.2f %9.1f %10.4f  %-16s", std::string(name_of(all_passes[i])).c_str(),
                    ns / bytes, (ns - previous) / bytes, bytes / ns * 1e3, ratio.median, range.c_str());
        if (all_passes[i] >= pass::extract) std::printf(" %9.0f", static_cast<double>(r.facts) / ns * 1e9);
        std::printf("\n");
        previous = ns;
    }
    const double ns = spread_of(t.on_end.ns).median;
    std::printf("  %-32s %9.2f %9s %9.1f %10.4f\n",
                ("the last, " + std::to_string(times_on_end) + " times on end").c_str(), ns / bytes, "",
                bytes / ns * 1e3, spread_of(t.on_end.ratio).median);
}

struct clocks {
    double wall{0};
    double cpu{0};
};

/// Every document once, each by the thread that is free first.
clocks run_threads(const gongbao::extractor& extractor, texts documents, int threads) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < documents.size(); i = next++)
            run(pass::json, extractor, documents.subspan(i, 1));
    };
    const clocks start{wall_ns(), process_ns()};
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
    return {wall_ns() - start.wall, process_ns() - start.cpu};
}

} // namespace

void print_rounds(const gongbao::extractor& extractor, const text_sets& sets, int rounds) {
    std::vector<table> tables;
    if (!sets.dense.empty()) tables.push_back({"dense", &sets.dense});
    if (!sets.newspaper.empty()) tables.push_back({"newspaper", &sets.newspaper});
    for (int i = 0; i <= rounds; ++i) // the first warms up and does not count
        for (table& t : tables) run_round(t, extractor, i > 0);
    std::printf("Warm, one thread, median of %d rounds; time is that of the thread, not of the clock\n",
                rounds);
    for (const table& t : tables) print_table(t);
}

void print_threads(const gongbao::extractor& extractor, const text_sets& sets, int rounds) {
    std::vector<std::string_view> all;
    for (std::size_t i = 0; i < repeats(sets.dense.bytes() + sets.newspaper.bytes()); ++i)
        for (const documents* set : {&sets.dense, &sets.newspaper})
            all.insert(all.end(), set->views().begin(), set->views().end());
    run_threads(extractor, all, 2);
    std::vector<double> throughput;
    std::vector<double> cpu;
    for (int i = 0; i < rounds; ++i) {
        const clocks one = run_threads(extractor, all, 1);
        const clocks two = run_threads(extractor, all, 2);
        throughput.push_back(one.wall / two.wall);
        cpu.push_back(two.cpu / one.cpu);
    }
    const spread t = spread_of(throughput);
    const spread c = spread_of(cpu);
    std::printf("\nTwo threads that share an extractor, over one (extract + JSON, both sorts of text)\n"
                "  throughput by the clock   %.2f x (%.2f..%.2f)\n"
                "  processor time a byte     %.2f x (%.2f..%.2f)\n",
                t.median, t.least, t.most, c.median, c.least, c.most);
}

} // namespace bench
