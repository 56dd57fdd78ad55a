// The annotated articles of tests/articles: what is found in them, compared with their gold at the levels A, B and C
// of the contract (support/score.hpp), stays above the line "own A=...,B=...,C=..." of floors.txt.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <utility>

#include "support/facts.hpp"
#include "support/score.hpp"

using namespace gongbao;
using namespace support;

namespace {

constexpr const char* level_names = "ABC";
constexpr std::size_t shown_articles = 3;
constexpr std::size_t shown_lines = 12; // of disagreements, in a failure

const std::vector<gold_article>& gold() {
    static const auto all = read_gold_folder(std::filesystem::path(GONGBAO_SOURCE_DIR) / "tests/articles");
    return all;
}

struct graded {
    std::string name;
    support::score score;
};

const std::vector<graded>& own_scores() {
    static const std::vector<graded> all = [] {
        std::vector<graded> out;
        for (const gold_article& a : gold())
            out.push_back({a.name, compare(a, builtin().extract(a.text, {a.published}))});
        return out;
    }();
    return all;
}

support::score own_total() {
    support::score total;
    for (const graded& g : own_scores()) total += g.score;
    return total;
}

double rounded(double share) {
    return std::round(share * 10'000) / 10'000;
}

std::string digits(double share) {
    std::array<char, 16> out{};
    std::snprintf(out.data(), out.size(), "%.4f", share);
    return out.data();
}

/// The floors of a set of articles by level, from a line such as "own A=0.95,B=0.90,C=0.70".
std::array<double, 3> read_floors(const std::string& set) {
    std::ifstream in(std::filesystem::path(GONGBAO_SOURCE_DIR) / "tests/floors.txt");
    std::array<double, 3> floors{-1, -1, -1};
    for (std::string line; std::getline(in, line);) {
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream words(line);
        std::string part;
        if (!(words >> part) || part != set) continue;
        while (words >> part)
            if (part.size() > 2 && part[1] == '=' && part[0] >= 'A' && part[0] <= 'C')
                floors[static_cast<std::size_t>(part[0] - 'A')] = std::stod(part.substr(2));
    }
    return floors;
}

/// The worst articles at a level, and the first things that are wrong in them.
std::string worst(level l) {
    std::vector<graded> all = own_scores();
    std::stable_sort(all.begin(), all.end(),
                     [&](const graded& a, const graded& b) { return a.score.f1(l) < b.score.f1(l); });
    all.resize(std::min(all.size(), shown_articles));
    std::string out = "; the worst articles are";
    for (const graded& g : all) out += " " + g.name + " (" + digits(g.score.f1(l)) + ")";
    std::size_t lines = 0;
    for (const graded& g : all)
        for (const std::string& line : g.score.wrong[static_cast<std::size_t>(l)])
            if (lines++ < shown_lines) out += "\n    " + line;
    return out;
}

// What the scorer is tried on: a sentence with a count and a percentage, its facts as found, and its gold.
const std::string sentence = "全市28个省重点项目复工率达98.5%。";
const std::string gold_count =
    R"({"quote": "28个", "kind": "count", "value": 28, "unit": "个", "indicator": "省重点项目", "scope": "全市"})";
const std::string gold_rate =
    R"({"quote": "98.5%", "kind": "percentage", "value": 98.5, "unit": "%", "indicator": "省重点项目复工率",
        "scope": "全市"})";

fact made_fact(std::string quote, std::string unit, std::string indicator) {
    fact f;
    f.span.begin = sentence.find(quote);
    f.span.end = f.span.begin + quote.size();
    f.quote = std::move(quote);
    f.unit = std::move(unit);
    f.indicator = std::move(indicator);
    f.scope = "全市";
    return f;
}

std::vector<fact> found_facts() {
    fact projects = made_fact("28个", "个", "省重点项目");
    projects.value = decimal{28};
    fact rate = made_fact("98.5%", "%", "省重点项目复工率");
    rate.record = percentage{};
    rate.value = decimal::parse("98.5");
    return {projects, rate};
}

/// The score of these facts against gold in JSON, without the list's brackets.
support::score score_of(const std::string& facts_json, const std::vector<fact>& found = found_facts()) {
    return compare(read_gold("made-up", sentence, R"({"facts": [)" + facts_json + "]}"), found);
}

std::array<std::size_t, 5> counts(const support::score& s) {
    return {s.gold, s.found, s.right[0], s.right[1], s.right[2]};
}

void check_counts(const support::score& s, const std::array<std::size_t, 5>& gold_found_a_b_c) {
    BOOST_TEST(counts(s) == gold_found_a_b_c, boost::test_tools::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_scorer)

BOOST_AUTO_TEST_CASE(phrases) {
    BOOST_TEST(same_phrase("", ""));
    BOOST_TEST(!same_phrase("", "全省"));
    BOOST_TEST(!same_phrase("全省", ""));
    BOOST_TEST(same_phrase("省重点项目", "省重点项目"));
    BOOST_TEST(same_phrase("项目", "重点项目"));    // half as long
    BOOST_TEST(!same_phrase("项目", "省重点项目")); // less than half
    BOOST_TEST(same_phrase("商品 出口", "商品出口"));
    BOOST_TEST(same_phrase("社会消费品零售总额", "社会消费品零售额")); // 6 + 6 of 8 + 7 pairs
    BOOST_TEST(!same_phrase("进口贸易额", "出口贸易额度"));            // 3 + 3 of 4 + 5 pairs
    BOOST_TEST(!same_phrase("省", "市"));
}

BOOST_AUTO_TEST_CASE(all_right) {
    check_counts(score_of(gold_count + "," + gold_rate), {2, 2, 2, 2, 2});
}

BOOST_AUTO_TEST_CASE(missed_and_too_much) {
    check_counts(score_of(gold_count), {1, 2, 1, 1, 1}); // the rate is too much
    check_counts(score_of(gold_count + "," + gold_rate, {}), {2, 0, 0, 0, 0});
    const auto s = score_of(gold_count);
    BOOST_TEST_REQUIRE(s.wrong[0].size() == 1U);
    BOOST_TEST(s.wrong[0][0].starts_with("made-up: too much: "), s.wrong[0][0]);
    BOOST_TEST(std::abs(s.f1(level::a) - 2.0 / 3) < 1e-12);
    BOOST_TEST(s.precision(level::a) == 0.5);
    BOOST_TEST(s.recall(level::a) == 1.0);
}

BOOST_AUTO_TEST_CASE(optional_facts_count_neither_for_nor_against) {
    std::string optional = gold_rate;
    optional.insert(1, R"("optional": true, )");
    check_counts(score_of(gold_count + "," + optional), {1, 1, 1, 1, 1});
    check_counts(score_of(optional, {}), {0, 0, 0, 0, 0});
}

BOOST_AUTO_TEST_CASE(a_level_holds_the_ones_before_it) {
    const auto rate = [](const std::string& more) {
        return gold_count + R"(,{"quote": "98.5%", "unit": "%", )" + more + "}";
    };
    const std::string about = R"("indicator": "省重点项目复工率", "scope": "全市")";
    check_counts(score_of(rate(R"("kind": "percentage", "value": 98, )" + about)), {2, 2, 1, 1, 1});
    check_counts(score_of(rate(R"("kind": "amount", "value": 98.5, )" + about)), {2, 2, 2, 1, 1});
    check_counts(score_of(rate(R"("kind": "percentage", "value": 98.5, "qualifier": "about", )" + about)),
                 {2, 2, 2, 1, 1});
    check_counts(score_of(rate(R"("kind": "percentage", "value": 98.5, "period": "2020", )" + about)),
                 {2, 2, 2, 2, 1});
    check_counts(score_of(rate(R"("kind": "percentage", "value": 98.5, "status": "target", )" + about)),
                 {2, 2, 2, 2, 1});
}

BOOST_AUTO_TEST_CASE(alternatives_and_spellings) {
    const auto rate = [](const std::string& more) {
        return gold_count +
               R"(,{"quote": "98.5%", "kind": "percentage", "value": 98.50, "indicator": "项目复工率", )" +
               more + "}";
    };
    check_counts(score_of(rate(R"("unit": "％", "scope": "全市")")), {2, 2, 2, 2, 2});
    check_counts(score_of(rate(R"("unit": [null, "%"], "scope": ["全省", "全市"])")), {2, 2, 2, 2, 2});
    check_counts(score_of(rate(R"("unit": [null, "倍"], "scope": "全市")")), {2, 2, 1, 1, 1});
    check_counts(score_of(rate(R"("unit": "%", "scope": [null, "全省"])")), {2, 2, 2, 2, 1});
}

BOOST_AUTO_TEST_CASE(quotes_are_found_in_text_order) {
    const auto article = read_gold("made-up", "3个,又3个,共6个", R"({"facts": [
        {"quote": "3个", "kind": "count", "value": 3}, {"quote": "3个", "kind": "count", "value": 3}]})");
    BOOST_TEST((article.facts[0].span == span{0, 4}));
    BOOST_TEST((article.facts[1].span == span{8, 12}));
}

BOOST_AUTO_TEST_CASE(gold_that_breaks_the_contract_is_refused) {
    for (const std::string bad :
         {R"({"quote": "3人", "kind": "count", "value": 3})",
          R"({"quote": "3个", "kind": "number", "value": 3})", R"({"quote": "3个", "kind": "count"})",
          R"({"quote": "3个", "kind": "count", "value": "3"})",
          R"({"quote": "3个", "kind": "count", "value": 3, "place": "全市"})",
          R"({"quote": "3个", "kind": "count", "value": 3, "qualifier": "roughly"})",
          R"({"quote": "3个", "kind": "ratio", "value": 3})",
          R"({"quote": "3个", "kind": "change", "value": 3})"})
        BOOST_CHECK_THROW(read_gold("made-up", "3个", R"({"facts": [)" + bad + "]}"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(own_articles)

BOOST_AUTO_TEST_CASE(there_are_enough_of_them) {
    BOOST_TEST(gold().size() >= 12U);
    for (const gold_article& a : gold()) BOOST_TEST(a.facts.size() > 5U, a.name);
}

BOOST_AUTO_TEST_CASE(quotes_are_what_the_spans_hold) {
    for (const gold_article& a : gold()) {
        const std::string broken = broken_promise(a.text, builtin().extract(a.text, {a.published}));
        BOOST_TEST(broken.empty(), a.name << ": " << broken);
    }
}

BOOST_AUTO_TEST_CASE(accuracy_is_above_the_floors) {
    const support::score total = own_total();
    const std::array<double, 3> floors = read_floors("own");
    for (const level l : all_levels) {
        const auto i = static_cast<std::size_t>(l);
        const std::string name{level_names[i]};
        BOOST_TEST_MESSAGE("own " << name << ": precision " << digits(total.precision(l)) << " recall "
                                  << digits(total.recall(l)) << " F1 " << digits(total.f1(l)) << ", floor "
                                  << digits(floors[i]));
        BOOST_TEST_REQUIRE(floors[i] >= 0.0,
                           "tests/floors.txt has no line \"own A=...,B=...,C=...\" with " << name);
        BOOST_TEST(rounded(total.f1(l)) >= floors[i], name << " of the own articles is "
                                                           << digits(total.f1(l)) << ", its floor "
                                                           << digits(floors[i]) << worst(l));
    }
}

BOOST_AUTO_TEST_SUITE_END()
