// The built-in packs: every example of every rule holds, and the tables are in order.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include <gongbao/extractor.hpp>
#include <gongbao/json.hpp>

#include "language.hpp"
#include "rule.hpp"

using namespace gongbao;
using nlohmann::json;

namespace {

const extractor& builtin() {
    static const extractor e = extractor::builtin();
    return e;
}

/// Every file of the built-in packs, parsed, by pack and name.
const std::map<std::string, json>& files() {
    static const std::map<std::string, json> all = [] {
        std::map<std::string, json> m;
        for (const pack_source& pack : builtin_packs())
            for (const pack_file& file : pack.files)
                m[pack.name + "/" + file.name] = json::parse(file.text, nullptr, true, true);
        return m;
    }();
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(patterns)

// The built-in patterns are compiled when they are first run: here every one is.
BOOST_AUTO_TEST_CASE(re2_takes_every_built_in_pattern) {
    for (const auto& rule : builtin().words().rules) {
        if (rule->left)
            BOOST_CHECK_MESSAGE(rule->left->re().ok(), rule->id << ": " << rule->left->re().error());
        if (rule->right)
            BOOST_CHECK_MESSAGE(rule->right->re().ok(), rule->id << ": " << rule->right->re().error());
    }
}

BOOST_AUTO_TEST_CASE(the_built_in_packs_load) {
    const auto loaded = extractor::load(builtin_packs());
    if (!loaded)
        for (const problem& p : loaded.problems()) BOOST_ERROR(to_string(p));
}

BOOST_AUTO_TEST_CASE(every_example_holds) {
    for (const problem& p : check_examples(builtin())) BOOST_ERROR(to_string(p));
}

BOOST_AUTO_TEST_CASE(every_rule_says_why_what_it_finds_and_what_it_leaves_alone) {
    const auto rules = builtin().rules();
    BOOST_TEST(rules.size() > 50U);
    for (const rule_info& r : rules) {
        BOOST_TEST_CONTEXT(r.id) {
            BOOST_TEST(!r.why.empty());
            BOOST_TEST(r.yes > 0U);
            BOOST_TEST(r.no > 0U);
            BOOST_TEST(r.line > 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(ids_are_unique_and_rules_stand_in_the_order_in_which_they_win) {
    const auto rules = builtin().rules();
    std::set<std::string> ids;
    for (const rule_info& r : rules) BOOST_TEST(ids.insert(r.id).second, r.id);
    BOOST_TEST(std::is_sorted(rules.begin(), rules.end(), [](const rule_info& a, const rule_info& b) {
        return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
    }));
}

BOOST_AUTO_TEST_CASE(no_word_stands_twice_in_a_list) {
    for (const auto& [name, root] : files()) {
        const std::function<void(const json&, const std::string&)> look = [&](const json& value,
                                                                              const std::string& at) {
            if (value.is_object()) {
                for (const auto& [key, member] : value.items())
                    if (key != "rules") look(member, at + "/" + key);
            } else if (value.is_array()) {
                std::set<std::string> seen;
                for (std::size_t i = 0; i < value.size(); ++i) {
                    if (value[i].is_string())
                        BOOST_TEST(seen.insert(value[i].get<std::string>()).second,
                                   name << " at " << at << ": " << value[i] << " stands twice");
                    else
                        look(value[i], at + "/" + std::to_string(i));
                }
            }
        };
        look(root, "");
    }
}

BOOST_AUTO_TEST_CASE(no_unit_word_belongs_to_two_units) {
    std::map<std::string, std::string> owners;
    for (const auto& [name, root] : files()) {
        if (!root.contains("units")) continue;
        for (const json& unit : root["units"]) {
            BOOST_TEST(unit.contains("class"), name);
            for (const json& word : unit["words"]) {
                const auto [at, fresh] = owners.emplace(to_utf8(fold(word.get<std::string>())), unit.dump());
                BOOST_TEST((fresh || at->second == unit.dump()),
                           word << " is in " << at->second << " and in " << unit.dump());
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
