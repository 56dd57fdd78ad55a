// Every place that a report claims: who, in what, at which place, among whom.
//
//     rankings [FILE]
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <gongbao/gongbao.hpp>

namespace {

/// "number 1", "among the top 5", "number 2 from the bottom", or the wording of a rank without a number.
std::string in_words(const gongbao::fact& fact, const gongbao::ranking& place) {
    if (!fact.value) return place.band;
    const std::string number = fact.value->to_string();
    if (place.top) return "among the top " + number;
    if (place.from_bottom) return "number " + number + " from the bottom";
    return "number " + number;
}

const std::string& or_else(const std::string& text, const std::string& other) {
    return text.empty() ? other : text;
}

} // namespace

int main(int argc, char** argv) {
    const std::string path = argc > 1 ? argv[1] : "examples/articles/hexian-report.txt";
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::cerr << "cannot read " << path << '\n';
        return 1;
    }
    const std::string report{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};

    const auto extractor = gongbao::extractor::builtin();
    for (const gongbao::fact& fact : extractor.extract(report)) {
        const auto* place = std::get_if<gongbao::ranking>(&fact.record);
        if (place == nullptr) continue; // another kind of fact

        std::cout << or_else(fact.scope, "?") << ": " << or_else(fact.indicator, "?") << "\n    "
                  << in_words(fact, *place) << ", among " << or_else(place->among, "?")
                  << (fact.status == gongbao::status::target ? ", as a target" : "") << "\n    \""
                  << fact.quote << "\", bytes " << fact.span.begin << " to " << fact.span.end << '\n';
    }
}
