// Loading packs: what they may do to each other, every problem with its message, bounds, the schema, the examples.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <sys/wait.h>

#include <nlohmann/json.hpp>

#include <gongbao/extractor.hpp>
#include <gongbao/json.hpp>

#include "json_place.hpp"
#include "loader.hpp"

namespace fs = std::filesystem;
using namespace gongbao;
using nlohmann::json;

namespace {

std::string contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

pack_source pack(std::string name, std::string text) {
    return {std::move(name), {{"a.json", std::move(text)}}};
}

/// Beside the built-in packs; must load.
extractor loaded(std::vector<pack_source> packs) {
    auto e = extractor::load(with_builtin(std::move(packs)));
    if (!e)
        for (const problem& p : e.problems()) BOOST_ERROR(to_string(p));
    BOOST_REQUIRE(e.has_value());
    return *e;
}

/// The problems, a line each.
std::string refused(std::vector<pack_source> packs) {
    const auto e = extractor::load(with_builtin(std::move(packs)));
    BOOST_REQUIRE(!e.has_value());
    std::string out;
    for (const problem& p : e.problems()) out += to_string(p) + "\n";
    return out;
}

std::string facts(const extractor& e, std::string_view text) {
    std::string out;
    for (const fact& f : e.extract(text)) out += to_json(f) + "\n";
    return out;
}

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

// Tests run in the folder of the project.
BOOST_AUTO_TEST_SUITE(packs)

BOOST_AUTO_TEST_CASE(every_broken_pack_is_refused_with_its_message) {
    const auto folders = folders_in("tests/packs");
    BOOST_TEST(folders.size() > 30U);
    for (const fs::path& folder : folders) {
        BOOST_TEST_CONTEXT(folder.string()) {
            const auto e = extractor::load_folders({folder});
            BOOST_REQUIRE(!e.has_value());
            std::string out;
            for (const problem& p : e.problems()) out += to_string(p) + "\n";
            BOOST_TEST(out == contents(folder.string() + ".expected"));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_example_packs_load_and_hold) {
    for (const fs::path& folder : folders_in("examples/packs")) {
        BOOST_TEST_CONTEXT(folder.string()) {
            const auto e = extractor::load_folders({folder});
            if (!e)
                for (const problem& p : e.problems()) BOOST_ERROR(to_string(p));
            BOOST_REQUIRE(e.has_value());
            auto copy = *extractor::load_folders({folder});
            for (const problem& p : check_examples(copy))
                if (p.rule.starts_with(folder.filename().string() + "/")) BOOST_ERROR(to_string(p));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_miniature_is_small_and_stands_alone) {
    const std::string text = contents("examples/packs/miniature/pack.json");
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') < 30);
    auto e = extractor::load_folders({"examples/packs/miniature"});
    BOOST_REQUIRE(e.has_value());
    BOOST_TEST(e->rules().size() == 2U);
    BOOST_TEST(holds(facts(*e, "完成率居全省第二方阵。"), R"("band": "第二方阵")"));
    BOOST_TEST(facts(*e, "投资增长8.3%。") == "");
}

BOOST_AUTO_TEST_CASE(the_shipping_pack_adds_units_words_and_rules) {
    auto e = extractor::load_folders({"examples/packs/shipping"});
    BOOST_REQUIRE(e.has_value());
    BOOST_TEST(holds(facts(*e, "完成集装箱吞吐量120万FEU。"), R"("value": 1200000, "unit": "FEU")"));
    BOOST_TEST(holds(facts(*e, "泊位利用率环比飘红3.2%。"), R"("direction": "up", "basis": "mom")"));
    BOOST_TEST(holds(facts(*e, "船舶平均在港时间1.8天。"), "shipping/ports/berth-time"));
}

BOOST_AUTO_TEST_CASE(the_house_style_switches_rules_off) {
    auto e = extractor::load_folders({"examples/packs/house-style"});
    BOOST_REQUIRE(e.has_value());
    const extractor all = extractor::builtin();
    for (const char* id : {"zh-Hans/change/saving", "zh-Hans/share/multiple-of"}) {
        const auto has = [&](const extractor& x) {
            const auto rules = x.rules();
            return std::any_of(rules.begin(), rules.end(), [&](const rule_info& r) { return r.id == id; });
        };
        BOOST_TEST(has(all), id);
        BOOST_TEST(!has(*e), id);
    }
    BOOST_TEST(!holds(facts(*e, "减少办事成本5000余万元。"), R"("kind": "change")"));
}

BOOST_AUTO_TEST_CASE(a_pack_has_the_last_word_on_what_it_extends) {
    const extractor e =
        loaded({pack("mine", R"({"units": [{"class": "mass", "as": "箱", "words": ["标箱"]}]})")});
    BOOST_TEST(holds(facts(e, "完成120标箱。"), R"("kind": "amount", "value": 120, "unit": "箱")"));
    const extractor f = loaded({pack("mine", R"({"fragments": {"than": "相形于"}})")});
    BOOST_TEST(f.rules().size() == extractor::builtin().rules().size());
}

BOOST_AUTO_TEST_CASE(packs_of_which_neither_extends_the_other_must_agree) {
    const auto a = pack("aa", R"({"units": [{"class": "mass", "words": ["大箱"]}]})");
    const auto b = pack("bb", R"({"units": [{"class": "count", "words": ["大箱"]}]})");
    const std::string expected = "bb/a.json:1: the unit \"大箱\" means something else in aa/a.json at "
                                 "/units/0/words/0, and neither pack extends the other; let them agree (at "
                                 "/units/0/words/0)\n";
    BOOST_TEST(refused({a, b}) == expected);
    BOOST_TEST(refused({b, a}) == expected);
    const auto c =
        pack("cc", R"({"extends": ["zh-Hans", "aa"], "units": [{"class": "count", "words": ["大箱"]}]})");
    BOOST_TEST(holds(facts(loaded({a, c}), "完成120大箱。"), R"("kind": "count")"));
    BOOST_TEST(holds(facts(loaded({c, a}), "完成120大箱。"), R"("kind": "count")"));
}

BOOST_AUTO_TEST_CASE(the_order_of_packs_and_files_plays_no_part) {
    const pack_file words{
        "words.json",
        R"({"words": {"up_verb": ["飘红"]}, "units": [{"class": "count", "words": ["大箱"]}]})"};
    const pack_file rules{"rules.json", R"({"rules": [
        {"id": "b", "kind": "amount", "priority": 40, "pattern": "凡{count}", "why": "w"},
        {"id": "a", "kind": "count", "priority": 40, "pattern": "[凡每]{count}", "why": "w"}]})"};
    const pack_source one{"one", {words, rules}};
    const pack_source other{"one", {rules, words}};
    const pack_source two = pack("two", R"({"words": {"up_verb": ["走红"]}})");
    const std::string text = "吞吐量飘红3%，走红5%，凡120大箱。";
    const std::string expected = facts(loaded({one, two}), text);
    BOOST_TEST(holds(expected, "one/rules/a"));
    BOOST_TEST(facts(loaded({two, one}), text) == expected);
    BOOST_TEST(facts(loaded({other, two}), text) == expected);
}

BOOST_AUTO_TEST_CASE(packs_that_stand_alone_or_take_the_place_of_a_built_in_one) {
    BOOST_TEST(loaded({pack("alone", R"({"extends": []})")}).rules().empty());
    BOOST_TEST(loaded({pack("zh-Hans", R"({"extends": []})")}).rules().empty());
    BOOST_TEST(refused({pack("aa", R"({"extends": ["bb"]})"), pack("bb", R"({"extends": ["aa"]})")}) ==
               "aa/a.json:1: packs extend each other in a circle; one of them must not (at /extends)\n"
               "bb/a.json:1: packs extend each other in a circle; one of them must not (at /extends)\n");
    BOOST_TEST(holds(refused({pack("aa", "{}"), pack("aa", "{}")}), "two packs are called \"aa\""));
}

BOOST_AUTO_TEST_CASE(two_packs_cannot_both_replace_a_rule) {
    const auto replacing = [](const char* name) {
        return pack(
            name,
            R"({"rules": [{"id": "r", "replaces": "zh-Hans/ranking/place", "kind": "ranking", "priority": 10,
            "pattern": "位次{ordinal}", "why": "w"}]})");
    };
    BOOST_TEST(holds(refused({replacing("aa"), replacing("bb")}), "is replaced by \"aa/a/r\" too"));
    const auto rules = loaded({replacing("aa")}).rules();
    BOOST_TEST(std::none_of(rules.begin(), rules.end(),
                            [](const rule_info& r) { return r.id == "zh-Hans/ranking/place"; }));
}

BOOST_AUTO_TEST_CASE(hostile_packs_are_refused_in_time) {
    const auto start = std::chrono::steady_clock::now();
    BOOST_TEST(holds(refused({pack("big", "{\"source\": \"" + std::string(5U << 20U, 'x') + "\"}")}),
                     "larger than"));
    BOOST_TEST(holds(refused({pack("deep", std::string(1000000, '['))}), "deep"));
    BOOST_TEST(
        holds(refused({pack("word", "{\"idioms\": {\"words\": [\"" + std::string(1000, 'x') + "\"]}}")}),
              "at most 64"));
    std::string doubling = R"({"fragments": {"a0": "x")";
    for (int i = 1; i < 40; ++i) {
        const std::string before = "{a" + std::to_string(i - 1) + "}";
        doubling += ", \"a" + std::to_string(i) + "\": \"" + before + before + "\"";
    }
    BOOST_TEST(!refused({pack("doubling", doubling + "}}")}).empty());
    std::string many = R"({"rules": [)";
    for (int i = 0; i < 6000; ++i)
        many += (i == 0 ? "" : ",") + std::string(R"({"id": "r)") + std::to_string(i) +
                R"(", "kind": "count", "pattern": "x)" + std::to_string(i) + R"({count}", "why": "w"})";
    BOOST_TEST(holds(refused({pack("many", many + "]}")}), "more than 5000 rules"));
    std::string wrong = "{\"rules\": [";
    for (int i = 0; i < 3000; ++i) wrong += std::string(i == 0 ? "" : ",") + "{}";
    const std::string problems = refused({pack("wrong", wrong + "]}")});
    BOOST_TEST(std::count(problems.begin(), problems.end(), '\n') == 500);
    BOOST_TEST((std::chrono::steady_clock::now() - start < std::chrono::seconds(60)));
}

BOOST_AUTO_TEST_CASE(nothing_breaks_on_any_beginning_of_a_pack) {
    const std::string text = contents("examples/packs/miniature/pack.json");
    for (std::size_t n = 0; n < text.size(); n += 7)
        BOOST_TEST(!extractor::load({pack("cut", text.substr(0, n))}).has_value(), n);
}

BOOST_AUTO_TEST_CASE(lines_are_found_under_comments_and_escapes) {
    const std::string text = "{ // a\n \"a/b\": [1,\n /* x\n */ {\"c\": \"\\\"]\"}\n ]}";
    BOOST_TEST(detail::line_of(text, "/a~1b/0") == 2U);
    BOOST_TEST(detail::line_of(text, "/a~1b/1/c") == 4U);
    BOOST_TEST(detail::line_of(text, "/nowhere") == 0U);
    const auto lines = detail::lines_under(text, "/a~1b");
    BOOST_TEST(lines.size() == 4U);
    BOOST_TEST(lines.at("/a~1b/1/c") == 4U);
}

BOOST_AUTO_TEST_CASE(the_schema_names_what_the_loader_knows) {
    const json schema = json::parse(contents("patterns/schema.json"));
    const json& defs = schema.at("$defs");
    for (const auto& [name, keys] : detail::pack_keys()) {
        BOOST_TEST_CONTEXT(name) {
            BOOST_REQUIRE(defs.contains(name));
            std::vector<std::string> in_schema;
            for (const auto& [key, value] : defs[name].at("properties").items()) in_schema.push_back(key);
            BOOST_TEST(in_schema == keys, boost::test_tools::per_element());
            BOOST_TEST(defs[name].at("additionalProperties") == false);
        }
    }
    BOOST_TEST(defs.size() == detail::pack_keys().size());
    const auto values = [&](const char* sort, const char* def, const char* key) {
        std::vector<std::string> in_schema;
        for (const json& v : defs.at(def).at("properties").at(key).at("enum"))
            in_schema.push_back(v.get<std::string>());
        std::sort(in_schema.begin(), in_schema.end());
        BOOST_TEST_CONTEXT(sort)
        BOOST_TEST(in_schema == detail::pack_values().find(sort)->second, boost::test_tools::per_element());
    };
    values("unit.class", "unit", "class");
    values("unit.only", "unit", "only");
    values("head.class", "head", "class");
    values("time.role", "time", "role");
    values("kind", "rule", "kind");
    values("qualifier", "qualifier", "qualifier");
    values("direction", "set", "direction");
    values("basis", "set", "basis");
    values("status", "set", "status");
}

BOOST_AUTO_TEST_CASE(the_manual_names_every_key_symbol_and_cue) {
    const std::string manual = contents("patterns/README.md");
    for (const auto& [name, keys] : detail::pack_keys())
        for (const std::string& key : keys) BOOST_TEST(holds(manual, "`" + key + "`"), name << "." << key);
    for (const auto& [name, values] : detail::pack_values())
        for (const std::string& value : values)
            BOOST_TEST(holds(manual, "`" + value + "`"), name << " " << value);
    for (const pack_source& p : builtin_packs())
        for (const pack_file& f : p.files) {
            const json root = json::parse(f.text, nullptr, true, true);
            for (const char* section : {"words", "fragments"})
                if (root.contains(section))
                    for (const auto& [name, value] : root[section].items())
                        BOOST_TEST(holds(manual, "`{" + name + "}`"), name);
        }
}

/// Every block of the manual that is marked as a file is a pack that loads, with examples that hold.
BOOST_AUTO_TEST_CASE(the_packs_in_the_manual_hold) {
    const std::string manual = contents("patterns/README.md");
    std::size_t blocks = 0;
    for (std::size_t at = manual.find("```json\n"); at != std::string::npos;
         at = manual.find("```json\n", at + 1)) {
        const std::size_t begin = at + 8;
        const std::string text = manual.substr(begin, manual.find("```", begin) - begin);
        ++blocks;
        const extractor e = loaded({pack("manual", text)});
        for (const problem& p : check_examples(e))
            if (p.rule.starts_with("manual/")) BOOST_ERROR(to_string(p));
    }
    BOOST_TEST(blocks >= 3U);
}

#ifdef GONGBAO_TOOL

namespace {

struct outcome {
    int code{-1};
    std::string out; ///< standard output and standard error
};

outcome run(const std::string& words) {
    std::FILE* pipe =
        ::popen((std::string("\"") + GONGBAO_TOOL + "\" packs " + words + " 2>&1").c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    outcome o;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) o.out += static_cast<char>(c);
    const int state = ::pclose(pipe);
    o.code = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
    return o;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_command_check) {
    const outcome good = run("check examples/packs/shipping");
    BOOST_TEST(good.code == 0, good.out);
    BOOST_TEST(holds(good.out, "2 rules, 4 examples, 0 problems"));
    const outcome bad = run("check tests/packs/unknown-key");
    BOOST_TEST(bad.code == 2);
    BOOST_TEST(bad.out == contents("tests/packs/unknown-key.expected") + "1 problem\n");
    BOOST_TEST(run("check").code == 0);
    BOOST_TEST(run("check nowhere").code == 2);
}

BOOST_AUTO_TEST_CASE(the_command_list) {
    const outcome o = run("list examples/packs/miniature");
    BOOST_TEST(o.code == 0);
    BOOST_TEST(
        o.out ==
        "count\n  miniature/pack/boxes  (examples/packs/miniature/pack.json:13)\n    a number of boxes\n"
        "    完成吞吐量约120万标箱。\n\nranking\n  miniature/pack/band  "
        "(examples/packs/miniature/pack.json:17)\n    a rank without a number\n    完成率居全省第二方阵。\n");
}

BOOST_AUTO_TEST_CASE(the_command_try) {
    const outcome o = run("try --pack examples/packs/shipping 增长3%,完成吞吐量120万FEU。");
    BOOST_TEST(o.code == 0);
    BOOST_TEST(o.out.starts_with("  {\"span\": ["), o.out);
    BOOST_TEST(holds(o.out, "\n+ {\"span\": ["));
    BOOST_TEST(o.out.ends_with("1 fact the same, 0 changed, 1 new, 0 gone\n"), o.out);
    BOOST_TEST(run("try 完成").code == 2);
    BOOST_TEST(run("try --pack examples/packs/shipping").code == 2);
}

BOOST_AUTO_TEST_CASE(the_command_diff) {
    const outcome same = run("diff builtin builtin tests/articles");
    BOOST_TEST(same.code == 0);
    BOOST_TEST(same.out.ends_with(" facts the same, 0 changed, 0 new, 0 gone\n"), same.out);
    const outcome other = run("diff builtin examples/packs/miniature tests/articles");
    BOOST_TEST(other.code == 0);
    BOOST_TEST(holds(other.out, "- {\"document\": \""));
    BOOST_TEST(run("diff builtin builtin nowhere.txt").code == 1);
    BOOST_TEST(run("diff builtin").code == 2);
    BOOST_TEST(run("frobnicate").code == 2);
}

#endif

BOOST_AUTO_TEST_SUITE_END()
