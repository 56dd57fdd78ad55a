#include "passes.hpp"

#include <memory>
#include <string>

#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include <gongbao/gongbao.hpp>

#include "stages.hpp"
#include "workspace.hpp"

namespace bench {

using gongbao::detail::stage;
// the first passes are the stages, in their order
static_assert(static_cast<int>(pass::text) == static_cast<int>(stage::text));
static_assert(static_cast<int>(pass::facts) == static_cast<int>(stage::facts));

std::string_view name_of(pass p) noexcept {
    switch (p) {
    case pass::text:
        return "text";
    case pass::marks:
        return "+ marks";
    case pass::numerals:
        return "+ numerals";
    case pass::times:
        return "+ times";
    case pass::quantities:
        return "+ quantities";
    case pass::matches:
        return "+ matches";
    case pass::facts:
        return "+ facts";
    case pass::extract:
        return "+ context: extract";
    case pass::json:
        return "+ JSON";
    }
    return {};
}

std::size_t run(pass p, const gongbao::extractor& extractor, texts documents) {
    if (p < pass::extract) {
        // kept from one document to the next, as the extractor does
        static const auto room = std::make_unique<gongbao::detail::workspace>();
        std::size_t paragraphs = 0;
        for (const std::string_view document : documents)
            paragraphs +=
                gongbao::detail::run_stages(document, extractor.words(), *room, static_cast<stage>(p));
        return paragraphs;
    }
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
