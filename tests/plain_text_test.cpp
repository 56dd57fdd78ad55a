// What is JSON as it stands.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

#include <gongbao/json.hpp>

#include "plain_text.hpp"

using namespace gongbao;

namespace {

/// Whether a text is plain. It stands in memory of its own, so that reading beside it is found out.
bool is_plain(const std::string& text) {
    const auto own = std::make_unique<char[]>(text.size());
    std::copy(text.begin(), text.end(), own.get());
    std::string copied(text.size() + detail::plain_block, '?');
    const bool plain = detail::copy_plain(copied.data(), own.get(), text.size(), {});
    BOOST_REQUIRE(copied.compare(0, text.size(), text) == 0);
    return plain;
}

/// Asks for a text with so many characters before it and behind it.
template <class Check>
void at_all_places(const std::string& text, const Check& check) {
    for (std::size_t before = 0; before < 3 * detail::plain_block; ++before)
        for (const std::size_t behind : {0, 1, 2, 3, 15, 30})
            check(std::string(before, 'a') + text + std::string(behind, 'z'));
}

/// UTF-8 that needs no escape, by another library.
bool is_json(const std::string& text) {
    try {
        return nlohmann::json(text).dump() == '"' + text + '"';
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(plain_text)

BOOST_AUTO_TEST_CASE(what_a_report_is_made_of_is_plain) {
    for (const char* text :
         {"", "zh-Hans/level/count", "地方性法规", "约2.1万亿元", "“十四五”", "，。、；：（）％", "~ !#[]^"})
        at_all_places(text, [](const std::string& all) { BOOST_TEST(is_plain(all), all); });
}

BOOST_AUTO_TEST_CASE(what_needs_an_escape_or_a_second_look_is_not) {
    for (const char* text : {"\"",
                             "\\",
                             "\n",
                             "\x01",
                             "\x1F",
                             "\x7F",
                             "\xC2\xB7",
                             "\xE0\xA4\x85",
                             "\xED\x95\x9C",
                             "😀",
                             "\x80",
                             "\xBF",
                             "\xE4",
                             "\xE4\xB8",
                             "\xE4z",
                             "\xE4\xB8z",
                             "\xE4\xB8\x80\x80",
                             "\xE4\xE4\xB8\x80",
                             "\xC0\xAF",
                             "\xED\xA0\x80",
                             "\xF4\x90\x80\x80",
                             "\xF8",
                             "\xFF"})
        at_all_places(text, [](const std::string& all) { BOOST_TEST(!is_plain(all), all); });
    at_all_places(std::string(1, '\0'), [](const std::string& all) { BOOST_TEST(!is_plain(all)); });
}

BOOST_AUTO_TEST_CASE(any_three_bytes_that_are_plain_are_json) {
    std::string text = "...";
    for (unsigned a = 0; a < 256; ++a)
        for (unsigned b = 0; b < 256; ++b)
            for (const unsigned c : {0x00U, 0x1FU, 0x22U, 0x41U, 0x5CU, 0x7FU, 0x80U, 0xA0U, 0xBFU, 0xC2U,
                                     0xE4U, 0xF0U, 0xFFU}) {
                text = {static_cast<char>(a), static_cast<char>(b), static_cast<char>(c)};
                for (const std::size_t before : {0, 13, 14, 15, 20})
                    if (is_plain(std::string(before, 'a') + text) && !is_json(text))
                        BOOST_ERROR("bytes " << a << ' ' << b << ' ' << c);
            }
}

BOOST_AUTO_TEST_CASE(texts_of_any_length_are_written_as_another_library_does) {
    constexpr std::array pieces{"a", "0", " ",  "件", "亿", "。", "%",    "·",
                                "é", "😀", "한", "\"", "\\", "\n", "\x7F", "\x01"};
    std::mt19937 random(11);
    for (int i = 0; i < 20000; ++i) {
        const std::size_t plain = random() % 2 == 0 ? 7 : pieces.size(); // half of them of the first few
        std::string text;
        for (auto count = random() % 24; count > 0; --count) text += pieces[random() % plain];
        fact f;
        f.quote = text;
        f.unit = text;
        f.rule = text;
        const auto read = nlohmann::json::parse(to_json(f, text));
        const bool right = read.at("quote") == text && read.value("unit", "") == text &&
                           read.value("rule", "") == text && read.value("document", "") == text;
        if (!right) BOOST_ERROR(text);
        if (is_plain(text) && !is_json(text)) BOOST_ERROR(text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
