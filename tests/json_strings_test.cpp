// The strings that the program takes out of a line of JSON, against those that the JSON library finds there.
#include <boost/test/unit_test.hpp>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "tool/json_strings.hpp"

using gongbao::tool::json_strings;

BOOST_AUTO_TEST_SUITE(strings_of_json)

BOOST_AUTO_TEST_CASE(what_is_taken_and_what_stays) {
    const auto taken = json_strings::taken_from(
        R"( {"id": "hebi-17", "n": [1, "", "a\"b"], "text": "全市100个市重点项目\n开复工77个，é😀"} )");
    BOOST_REQUIRE(taken.has_value());
    BOOST_TEST(taken->rest() == R"( {"": "", "": [1, "", ""], "": ""} )");
    const std::array expected{
        "id", "hebi-17", "n", "", "a\"b", "text", "全市100个市重点项目\n开复工77个，é😀"};
    for (std::size_t i = 0; i < expected.size(); ++i) BOOST_TEST((*taken)[i] == expected[i]);
    BOOST_TEST(json_strings::taken_from("").value().rest().empty());
    BOOST_TEST(json_strings::taken_from("[1, 2").value().rest() == "[1, 2");
}

/// Pieces in any order: right and wrong escapes, bytes that are not UTF-8, texts longer than a block.
BOOST_AUTO_TEST_CASE(right_and_wrong_strings_are_those_of_the_library) {
    using namespace std::string_view_literals;
    constexpr std::array pieces{"a"sv, "7"sv, " "sv, "件"sv, "全市一百个市重点项目"sv, "。"sv, "é"sv, "😀"sv,
                                "한"sv, "ক"sv, "\x7F"sv, R"(\n)"sv, R"(\")"sv, R"(\\)"sv, R"(\/)"sv,
                                R"(\b)"sv, R"(\u4e00)"sv, R"(\u00E9)"sv, R"(\u0041)"sv, R"(\u0000)"sv,
                                R"(\ud83d\ude00)"sv, "ASCII of more than a block"sv,
                                // from here on wrong, all or most
                                R"(\ud83d)"sv, R"(\ude00)"sv, R"(\u12g4)"sv, R"(\u12)"sv, R"(\x)"sv, "\\"sv,
                                "\x01"sv, "\0"sv, "\t"sv, "\xE4"sv, "\xE4\xB8"sv, "\x80"sv, "\xC0\xAF"sv,
                                "\xED\xA0\x80"sv, "\xE0\x80\x80"sv, "\xF4\x90\x80\x80"sv, "\xFF"sv};
    constexpr std::size_t right = 22;
    std::mt19937 random(5);
    std::size_t read = 0;
    std::size_t refused = 0;
    for (int i = 0; i < 30000; ++i) {
        const std::size_t usual = random() % 2 == 0 ? 6 : right;
        std::string text = "[\"";
        for (auto count = random() % 30; count > 0; --count)
            text += pieces[random() % 60 == 0 ? random() % pieces.size() : random() % usual];
        text += "\", \"b\"]";
        const auto known = nlohmann::json::parse(text, nullptr, false);
        const auto taken = json_strings::taken_from(text);
        if (known.is_discarded()) {
            // a backslash before the quote may have made other strings of it, which are right or wrong by themselves
            if (taken && nlohmann::json::accept(taken->rest())) BOOST_ERROR("taken from " << text);
            ++refused;
        } else if (!taken || taken->rest() != R"(["", ""])" || (*taken)[0] != known[0].get<std::string>() ||
                   (*taken)[1] != "b") {
            BOOST_ERROR("not taken from " << text);
        } else {
            ++read;
        }
    }
    BOOST_TEST(read > 10000);
    BOOST_TEST(refused > 1000);
}

BOOST_AUTO_TEST_SUITE_END()
