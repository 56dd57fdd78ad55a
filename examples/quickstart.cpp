// A sentence in, its facts out.
#include <iostream>
#include <string>

#include <gongbao/gongbao.hpp>

int main() {
    // Compiles the patterns: make it once, keep it, share it between threads.
    const auto extractor = gongbao::extractor::builtin();

    const std::string text =
        "截至2月29日,全市28个省重点项目复工率达98.5%,居全省第一;完成投资1.85亿元,同比增长8.3%。";
    const gongbao::options options{.published = gongbao::date{2020, 3, 2}}; // says which year February is in

    for (const gongbao::fact& fact : extractor.extract(text, options)) {
        std::cout << to_string(fact.kind()) << ": " << fact.indicator;
        if (fact.value) std::cout << " = " << fact.value->to_string() << fact.unit;

        // What only one kind has stands in its record.
        if (const auto* place = std::get_if<gongbao::ranking>(&fact.record))
            std::cout << " among " << place->among;
        else if (const auto* change = std::get_if<gongbao::change>(&fact.record))
            std::cout << ' ' << to_string(change->direction);

        std::cout << " [" << fact.scope << ' ' << fact.period << "] \"" << fact.quote << "\"\n";
    }
}
