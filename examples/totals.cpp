// What a report counts and measures, unit by unit: a line a figure and, where a unit has several, their sum.
// The sum is exact: decimals are added, not binary floating point. Whether it means anything is for the reader to say;
// targets, ranges and figures of a rate ("3 yuan a kilogram") are listed but not added.
//
//     totals [FILE]
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <gongbao/gongbao.hpp>

namespace {

/// Text filled up to a width. A Chinese character takes two columns of a terminal, so neither bytes nor characters
/// will do to count by.
std::string padded(const std::string& text, std::size_t width, bool right = false) {
    const std::size_t used = gongbao::display_width(text);
    const std::string space(used < width ? width - used : 0, ' ');
    return right ? space + text : text + space;
}

void print_line(const std::string& value, const std::string& unit, const std::string& what) {
    std::cout << "  " << padded(value, 14, true) << ' ' << padded(unit, 8) << ' ' << what << '\n';
}

bool can_be_added(const gongbao::fact& fact) {
    return !fact.upper && fact.status == gongbao::status::actual && fact.unit.find('/') == std::string::npos;
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
    std::map<std::string, std::vector<gongbao::fact>> by_unit;
    for (const gongbao::fact& fact : extractor.extract(report))
        if (fact.kind() == gongbao::kind::count || fact.kind() == gongbao::kind::amount)
            by_unit[fact.unit].push_back(fact);

    for (const auto& [unit, facts] : by_unit) {
        std::cout << (unit.empty() ? "(no unit)" : unit) << '\n';
        gongbao::decimal sum;
        std::size_t added = 0;
        for (const gongbao::fact& fact : facts) {
            std::string value = fact.value->to_string();
            if (fact.upper) value += ".." + fact.upper->to_string();
            std::string what = fact.indicator;
            if (fact.qualifier) what += " (" + std::string(to_string(*fact.qualifier)) + ")";
            if (fact.status != gongbao::status::actual)
                what += " (" + std::string(to_string(fact.status)) + ")";
            print_line(value, unit, what);
            if (!can_be_added(fact)) continue;
            sum = sum + *fact.value;
            ++added;
        }
        if (added > 1) print_line("= " + sum.to_string(), unit, "sum of " + std::to_string(added));
    }
}
