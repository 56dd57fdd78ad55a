#include "passes.hpp"

#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include <gongbao/gongbao.hpp>

namespace bench {
namespace {

/// The stages up to the quantities, as the extractor runs them.
std::size_t run_stages(pass upto, const gongbao::extractor& extractor, texts documents) {
    const gongbao::detail::language& words = extractor.words();
    std::size_t found = 0;
    for (const std::string_view document : documents) {
        // new for every document, as in extract()
        gongbao::paragraph_reader reader(document);
        gongbao::view paragraph;
        std::vector<gongbao::numeral> numerals;
        std::vector<gongbao::time_expression> times;
        std::vector<bool> claimed;
        std::vector<gongbao::quantity> quantities;
        while (reader.next(paragraph)) {
            if (upto == pass::text) {
                found += paragraph.size();
                continue;
            }
            numerals.clear();
            gongbao::find_numerals(paragraph, words, numerals);
            if (upto == pass::numerals) {
                found += numerals.size();
                continue;
            }
            times.clear();
            claimed.clear();
            gongbao::find_times(paragraph, words, numerals, false, times, claimed);
            if (upto == pass::times) {
                found += times.size();
                continue;
            }
            quantities.clear();
            gongbao::find_quantities(paragraph, words, numerals, times, claimed, quantities);
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
    for (const std::string_view document : documents) {
        const auto found = extractor.extract(document);
        facts += found.size();
        if (p == pass::json) {
            out.clear();
            for (const gongbao::fact& f : found) gongbao::append_json(out, f);
            benchmark::DoNotOptimize(out.data());
        }
        benchmark::DoNotOptimize(found.data());
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
