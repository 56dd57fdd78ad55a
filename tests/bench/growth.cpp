#include "parts.hpp"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "measure.hpp"
#include "passes.hpp"

namespace bench {
namespace {

constexpr std::size_t base = 1'000'000; // the bytes that every size is made of
constexpr double enough_ns = 5e7;       // a shorter run is repeated until it takes so long

/// Nanoseconds of one run, of as many as take long enough.
template <typename F>
double repeated(F&& work) {
    double ns = 0;
    int runs = 0;
    do {
        ns += thread_ns_of(work);
        ++runs;
    } while (ns < enough_ns);
    return ns / runs;
}

/// One size or number of documents.
struct point {
    std::string name;
    std::vector<std::string_view> documents; // all that are measured
    std::size_t at_once{0};                  // so many in one pass
    std::size_t bytes{0};
    std::vector<double> ns_per_byte{};
    std::vector<double> ratio{};
};

void extract_all(const gongbao::extractor& extractor, const point& p) {
    texts rest = p.documents;
    while (!rest.empty()) {
        const std::size_t some = std::min(p.at_once, rest.size());
        run(pass::json, extractor, rest.first(some));
        rest = rest.subspan(some);
    }
}

void measure(std::vector<point>& points, const gongbao::extractor& extractor, int rounds) {
    for (int round = 0; round <= rounds; ++round) {
        for (point& p : points) {
            const bool large = p.bytes > 20 * base;
            if (large && round == 0) continue; // what it could warm up is warm
            const double before = repeated([&] { scan(p.documents); });
            const double ns = repeated([&] { extract_all(extractor, p); });
            const double after = repeated([&] { scan(p.documents); });
            if (round == 0) continue;
            p.ns_per_byte.push_back(ns / static_cast<double>(p.bytes));
            p.ratio.push_back((before + after) / 2 / ns);
        }
    }
}

std::string size_name(std::size_t bytes) {
    return bytes >= base ? std::to_string(bytes / base) + " MB" : std::to_string(bytes / 1000) + " KB";
}

void print_head(const char* fresh) {
    std::printf("  %-10s %9s  %-16s %10s %14s %9s %9s\n", "", "ns/byte", "(least..most)", "x of scan", fresh,
                "MB peak", "MB above");
}

void print_point(const point& p, const std::vector<std::string>& which_texts, const std::string& task) {
    std::vector<std::string> arguments = which_texts;
    arguments.push_back("--child=" + task);
    const std::vector<double> fresh = run_self(arguments);
    const spread s = spread_of(p.ns_per_byte);
    char range[40]; // NOLINT: filled by snprintf
    std::snprintf(range, sizeof range, "(%.2f..%.2f)", s.least, s.most);
    std::printf("  %-10s %9.2f  %-16s %10.4f", p.name.c_str(), s.median, range, spread_of(p.ratio).median);
    if (fresh.size() >= 8)
        std::printf(" %14.2f %9.1f %9.1f", fresh[0] / fresh[3], fresh[5] / 1e6,
                    std::max(0.0, fresh[5] - fresh[4] - fresh[6]) / 1e6);
    std::printf("\n");
    std::fflush(stdout);
}

double per_byte(const std::vector<point>& points, std::string_view name) {
    for (const point& p : points)
        if (p.name == name) return spread_of(p.ns_per_byte).median;
    return 0;
}

/// A row for each point; `fresh` names what the new process of a row measures, before its number.
void print_points(const std::vector<point>& points, const std::vector<std::string>& which_texts,
                  const std::string& fresh, const std::vector<std::size_t>& numbers) {
    print_head("fresh ns/byte");
    for (std::size_t i = 0; i < numbers.size(); ++i)
        print_point(points[i], which_texts, fresh + std::to_string(numbers[i]));
}

void print_sizes(const gongbao::extractor& extractor, const std::string& text,
                 const std::vector<std::string>& which_texts, int rounds) {
    const std::vector<std::size_t> sizes{1000, 10'000, 100'000, base, 10 * base, 100 * base};
    std::vector<std::string> large; // the views of the points stay on these
    large.reserve(sizes.size());
    std::vector<point> points;
    for (const std::size_t size : sizes) {
        point p{size_name(size), {}, 1, std::max(size, base)};
        if (size <= base) {
            p.documents = cut(text, size);
        } else {
            std::string& repeated_text = large.emplace_back();
            repeated_text.reserve(size);
            while (repeated_text.size() < size) repeated_text += text;
            p.documents = {repeated_text};
        }
        points.push_back(std::move(p));
    }
    measure(points, extractor, rounds);
    std::printf("\nThe size of a document (extract + JSON; up to 1 MB the same 1 MB of text, cut into such "
                "documents)\n");
    print_points(points, which_texts, "size:", sizes);
    std::printf("  100 MB to 1 MB: %.2f   100 MB to 1 KB: %.2f\n",
                per_byte(points, "100 MB") / per_byte(points, "1 MB"),
                per_byte(points, "100 MB") / per_byte(points, "1 KB"));
}

void print_numbers(const gongbao::extractor& extractor, const std::string& text,
                   const std::vector<std::string>& which_texts, int rounds) {
    const auto pieces = cut(text, 1000);
    std::vector<point> points;
    const std::vector<std::size_t> numbers{1, 10, 100, 1000, 10'000, 100'000};
    for (const std::size_t number : numbers) {
        // Fewer documents than there are pieces would be other text: then all pieces, so many at a time.
        point p{std::to_string(number), {}, number, 0};
        for (std::size_t i = 0; i < std::max(number, pieces.size()); ++i) {
            p.documents.push_back(pieces[i % pieces.size()]);
            p.bytes += p.documents.back().size();
        }
        points.push_back(std::move(p));
    }
    measure(points, extractor, rounds);
    std::printf(
        "\nThe number of documents of 1 KB in one pass (extract + JSON; up to 1,000 the same text)\n");
    print_points(points, which_texts, "documents:", numbers);
    std::printf("  100000 to 1: %.2f   100000 to 1000: %.2f\n",
                per_byte(points, "100000") / per_byte(points, "1"),
                per_byte(points, "100000") / per_byte(points, "1000"));
}

std::string repeat(std::string_view piece, std::size_t bytes) {
    std::string out;
    out.reserve(bytes + piece.size());
    while (out.size() < bytes) out += piece;
    return out;
}

constexpr std::string_view four_places = "东山县、西河区、南城市、北塘镇、";
constexpr std::string_view four_numbers = "12.5亿元、8.7亿元、103亿元、6.4亿元、";

/// Four times so many places, then as many numbers, paired by the word for "respectively".
std::string list_of(std::size_t fours) {
    std::string out = "全市";
    for (std::size_t i = 0; i < fours; ++i) out += four_places;
    out += "分别完成投资";
    for (std::size_t i = 0; i < fours; ++i) out += four_numbers;
    return out + "同比增长8.3%。";
}

std::string one_list(std::size_t bytes) {
    return list_of(bytes / (four_places.size() + four_numbers.size()) + 1);
}

struct worst_case {
    const char* name;
    std::string (*make)(std::size_t bytes);
};

const std::vector<worst_case>& worst_cases() {
    static const std::vector<worst_case> cases{
        {"one sentence of many clauses",
         [](std::size_t n) { return repeat("全市新建学校19所,同比增长8.3%,", n); }},
        {"one clause, numbers without any punctuation",
         [](std::size_t n) { return repeat("全市完成投资1.85亿元同比增长8.3%", n); }},
        {"no punctuation and no numbers",
         [](std::size_t n) { return repeat("坚持以人民为中心的发展思想", n); }},
        {"one list of places behind 分别", one_list},
        {"lists of a thousand numbers behind 分别",
         [](std::size_t n) {
             static const std::string thousand = list_of(250);
             return repeat(thousand, n);
         }},
        {"one list without a sentence around it", [](std::size_t n) { return repeat("12.5亿元、", n); }},
        {"names in a list, no numbers", [](std::size_t n) { return repeat("东山县、", n); }},
        {"one row of digits", [](std::size_t n) { return repeat("1234567890", n); }},
        {"one row of Chinese digits", [](std::size_t n) { return repeat("二三五七", n); }},
        {"nothing but units", [](std::size_t n) { return repeat("万元", n); }},
        {"nothing but times", [](std::size_t n) { return repeat("2020年1月", n); }},
        {"verbs without an end", [](std::size_t n) { return repeat("同比增长", n) + "8.3%"; }},
        {"places before a rank", [](std::size_t n) { return repeat("居全省", n) + "第一"; }},
        {"opened brackets", [](std::size_t n) { return repeat("(1", n); }},
        {"spaces", [](std::size_t n) { return repeat(" ", n); }},
        {"bytes that are not UTF-8", [](std::size_t n) { return repeat("\xff\xfe", n); }},
        {"lines that run on", [](std::size_t n) { return repeat("全市新建学校19所\n", n); }},
    };
    return cases;
}

void print_worst(const gongbao::extractor& extractor) {
    constexpr double too_long_ns = 120e9;
    const std::vector<std::size_t> sizes{1U << 16U, 1U << 18U, 1U << 20U};
    std::printf("\nThe worst inputs (extract + JSON, ns/byte; flat is linear)\n  %9s %9s %9s %13s\n", "64 KB",
                "256 KB", "1 MB", "1 MB to 64 KB");
    for (const worst_case& c : worst_cases()) {
        std::vector<double> per_byte;
        std::string text = c.make(1U << 14U);
        double last = thread_ns_of([&] { run(pass::json, extractor, std::vector<std::string_view>{text}); });
        bool stopped = false;
        for (const std::size_t size : sizes) {
            // four times the text takes sixteen times as long where the cost is its square
            if (last * 16 > too_long_ns) stopped = true;
            if (stopped) {
                std::printf("  %9s", "too long");
                continue;
            }
            text = c.make(size);
            const std::vector<std::string_view> documents{text};
            last = repeated([&] { run(pass::json, extractor, documents); });
            per_byte.push_back(last / static_cast<double>(text.size()));
            std::printf(per_byte.size() == 1 ? "  %9.2f" : " %9.2f", per_byte.back());
            std::fflush(stdout);
        }
        if (per_byte.size() == sizes.size())
            std::printf(" %13.2f", per_byte.back() / per_byte.front());
        else
            std::printf(" %13s", "-");
        std::printf("  %s\n", c.name);
    }
}

} // namespace

void print_growth(const gongbao::extractor& extractor, const text_sets& sets,
                  const std::vector<std::string>& which_texts, int rounds) {
    const std::string text = sample(sets, base);
    std::printf("Growth, median of %d rounds; 'fresh' is a process that sees the text for the first time\n",
                rounds);
    print_sizes(extractor, text, which_texts, rounds);
    print_numbers(extractor, text, which_texts, rounds);
    print_worst(extractor);
}

} // namespace bench
