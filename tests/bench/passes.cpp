#include "passes.hpp"

#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include <gongbao/gongbao.hpp>

#include "stages.hpp"

namespace bench {
namespace {

/// The stages up to the quantities, as the extractor runs them.
std::size_t run_stages(pass upto, const gongbao::extractor& extractor, texts documents) {
    const gongbao::detail::language& words = extractor.words();
    std::size_t found = 0;
    for (const std::string_view document : documents) {
        // new for every document; extract() keeps them from one to the next
        gongbao::paragraph_reader reader(document);
        gongbao::view paragraph;
        std::vector<gongbao::numeral> numerals;
        std::vector<gongbao::time_expression> times;
        std::vector<bool> claimed;
        std::vector<gongbao::quantity> quantities;
        gongbao::detail::paragraph_marks marks;
        while (reader.next(paragraph)) {
            if (upto == pass::text) {
                found += paragraph.size();
                continue;
            }
            numerals.clear();
            marks.make(paragraph.points, words.marks);
            gongbao::detail::find_numerals(paragraph, marks, words, numerals);
            if (upto == pass::numerals) {
                found += numerals.size();
                continue;
            }
            times.clear();
            claimed.clear();
            gongbao::detail::find_times(paragraph, marks, words, numerals, false, times, claimed);
            if (upto == pass::times) {
                found += times.size();
                continue;
            }
            quantities.clear();
            gongbao::detail::find_quantities(paragraph, marks, words, numerals, times, claimed, quantities);
            found += quantities.size();
        }
        benchmark::DoNotOptimize(paragraph.points.data());
    }
    return found;
}

} // namespace

std::string_view name_of(pass p) noexcept {
    switch (p) {
    case pass::text:
        return "text";
    case pass::numerals:
        return "+ numerals";
    case pass::times:
        return "+ times";
    case pass::quantities:
        return "+ quantities";
    case pass::extract:
        return "+ match, fact, context: extract";
    case pass::json:
        return "+ JSON";
    }
    return {};
}

std::size_t run(pass p, const gongbao::extractor& extractor, texts documents) {
    if (p < pass::extract) return run_stages(p, extractor, documents);
    std::string out;
    std::size_t facts = 0;
    constexpr std::size_t written_out = std::size_t{1} << 20U; // as a program that writes would do
    for (const std::string_view document : documents) {
        out.clear();
        extractor.extract(document, {}, [&](gongbao::fact&& f) {
            ++facts;
            if (p == pass::json) {
                gongbao::append_json(out, f);
                if (out.size() > written_out) out.clear();
            }
            benchmark::DoNotOptimize(f);
        });
        benchmark::DoNotOptimize(out.data());
    }
    return facts;
}

std::size_t scan(texts documents) {
    static const RE2 digits("([0-9]+(?:\\.[0-9]+)?)");
    std::size_t found = 0;
    for (const std::string_view document : documents) {
        re2::StringPiece rest(document.data(), document.size());
        re2::StringPiece number;
        while (RE2::FindAndConsume(&rest, digits, &number)) ++found;
    }
    return found;
}

} // namespace bench
