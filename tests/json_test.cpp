// The JSON of a fact: fields, their order, and strings that are not what they should be.
#include <boost/test/unit_test.hpp>

#include <nlohmann/json.hpp>

#include <gongbao/extractor.hpp>
#include <gongbao/json.hpp>

using namespace gongbao;

namespace {

decimal number_of(const char* text) {
    return decimal::parse(text).value();
}

std::string literal(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

/// A fact with a value, as short as it can be.
fact plain_fact(const char* value) {
    fact f;
    f.quote = "q";
    f.span = {0, 1};
    f.value = number_of(value);
    return f;
}

} // namespace

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(the_ranking_of_the_contract) {
    fact f;
    f.span = {105, 120};
    f.quote = "居全省第一";
    f.record = ranking{.among = "全省", .top = false, .from_bottom = false, .band = {}};
    f.value = decimal{1};
    f.indicator = "省重点项目复工率";
    f.rule = "zh-Hans/ranking/place";
    BOOST_TEST(
        to_json(f, "hebi.txt") ==
        R"({"document": "hebi.txt", "span": [105, 120], "quote": "居全省第一", "kind": "ranking", "value": 1, )"
        R"("among": "全省", "indicator": "省重点项目复工率", "rule": "zh-Hans/ranking/place"})");
}

BOOST_AUTO_TEST_CASE(everything_a_change_can_say_in_its_order) {
    fact f;
    f.span = {3, 30};
    f.quote = "比2015年增加约3至5亿元";
    f.record = change{.direction = direction::up, .basis = basis::base, .against = "2015年"};
    f.value = decimal{300000000};
    f.upper = decimal{500000000};
    f.qualifier = qualifier::about;
    f.unit = "元";
    f.unit_code = "CNY";
    f.indicator = "投资";
    f.action = "完成";
    f.scope = "全市";
    f.period = "2020";
    f.status = status::estimate;
    f.rule = "a/b/c";
    BOOST_TEST(
        to_json(f) ==
        R"({"span": [3, 30], "quote": "比2015年增加约3至5亿元", "kind": "change", "value": 300000000, )"
        R"("upper": 500000000, "qualifier": "about", "unit": "元", "unit_code": "CNY", "direction": "up", )"
        R"("basis": "base", "against": "2015年", "indicator": "投资", "action": "完成", "scope": "全市", )"
        R"("period": "2020", "status": "estimate", "rule": "a/b/c"})");
}

BOOST_AUTO_TEST_CASE(a_flat_change_has_no_value) {
    fact f;
    f.quote = "持平";
    f.span = {0, 6};
    f.record = change{.direction = direction::flat, .basis = basis::yoy, .against = {}};
    BOOST_TEST(to_json(f) ==
               R"({"span": [0, 6], "quote": "持平", "kind": "change", "direction": "flat", "basis": "yoy"})");
}

BOOST_AUTO_TEST_CASE(rankings) {
    fact f = plain_fact("10");
    f.record = ranking{.among = "全国", .top = true, .from_bottom = true, .band = {}};
    BOOST_TEST(to_json(f) ==
               R"({"span": [0, 1], "quote": "q", "kind": "ranking", "value": 10, "among": "全国", )"
               R"("top": true, "from_bottom": true})");
    f.value.reset();
    f.record = ranking{.among = {}, .top = false, .from_bottom = false, .band = "前列"};
    BOOST_TEST(to_json(f) == R"({"span": [0, 1], "quote": "q", "kind": "ranking", "band": "前列"})");
}

BOOST_AUTO_TEST_CASE(a_ratio_has_two_numbers_instead_of_a_value) {
    fact f = plain_fact("99");
    f.record = ratio{.numerator = number_of("3.2"), .denominator = decimal{1}, .of = "2015年"};
    BOOST_TEST(to_json(f) ==
               R"({"span": [0, 1], "quote": "q", "kind": "ratio", "numerator": 3.2, "denominator": 1, )"
               R"("of": "2015年"})");
}

BOOST_AUTO_TEST_CASE(percentages_counts_and_amounts) {
    fact f = plain_fact("43.2");
    f.unit = "%";
    f.record = percentage{"年度投资计划"};
    f.status = status::target;
    BOOST_TEST(to_json(f) ==
               R"({"span": [0, 1], "quote": "q", "kind": "percentage", "value": 43.2, "unit": "%", )"
               R"("of": "年度投资计划", "status": "target"})");
    BOOST_TEST(to_json(plain_fact("7")) == R"({"span": [0, 1], "quote": "q", "kind": "count", "value": 7})");
    fact a = plain_fact("7");
    a.record = amount{};
    BOOST_TEST(to_json(a) == R"({"span": [0, 1], "quote": "q", "kind": "amount", "value": 7})");
}

BOOST_AUTO_TEST_CASE(values_keep_their_digits) {
    for (const char* digits :
         {"0", "-3.2", "5.0", "0.050", "123456789012345678901234567890", "0.1234567890123456789"}) {
        const std::string text = to_json(plain_fact(digits));
        BOOST_TEST(text.ends_with(std::string("\"value\": ") + digits + "}"), text);
    }
}

/// Longer than what is gathered in one piece, with everything that is escaped and cut anywhere.
BOOST_AUTO_TEST_CASE(long_texts) {
    fact f;
    for (std::size_t length = 1; length < 4000; length = length * 3 / 2 + 1) {
        f.quote.clear();
        f.indicator.clear();
        while (f.quote.size() < length) f.quote += "\xE4\xB8\x80\x01\"\xF0\xA0\xAE\xB7q\\";
        while (f.indicator.size() < length) f.indicator += "\xE4\xB8\x80\xE4\xBA\x8C 12 mm, ";
        f.value.reset();
        const auto read = nlohmann::ordered_json::parse(to_json(f));
        BOOST_TEST(read.at("quote").get<std::string>() == f.quote);
        BOOST_TEST(read.at("indicator").get<std::string>() == f.indicator);
        f.value = decimal::from_digits(std::string(length, '7'), 0); // more than the other library reads
        BOOST_TEST(to_json(f).find("\"value\": " + std::string(length, '7') + ",") != std::string::npos);
        std::string alone;
        append_json_string(alone, f.quote);
        BOOST_TEST(nlohmann::json::parse(alone).get<std::string>() == f.quote);
    }
}

BOOST_AUTO_TEST_CASE(append_adds_to_what_is_there) {
    std::string out = "x";
    append_json(out, plain_fact("1"), "d");
    BOOST_TEST(out == "x" + to_json(plain_fact("1"), "d"));
}

BOOST_AUTO_TEST_CASE(numbers) {
    number n;
    n.span = {4, 18446744073709551615U};
    n.quote = "三五个";
    n.value = decimal{3};
    n.upper = decimal{5};
    n.unit = "个";
    BOOST_TEST(
        to_json(n) ==
        R"({"span": [4, 18446744073709551615], "quote": "三五个", "value": 3, "upper": 5, "unit": "个"})");
    number part;
    part.quote = "三分之二";
    part.span = {0, 12};
    part.numerator = decimal{2};
    part.denominator = decimal{3};
    BOOST_TEST(to_json(part) ==
               R"({"span": [0, 12], "quote": "三分之二", "numerator": 2, "denominator": 3})");
}

BOOST_AUTO_TEST_CASE(strings_escape_what_json_forbids) {
    BOOST_TEST(literal("") == R"("")");
    BOOST_TEST(literal(R"(a"b\c/d)") == R"("a\"b\\c/d")");
    BOOST_TEST(literal("\b\f\n\r\t") == R"("\b\f\n\r\t")");
    BOOST_TEST(literal(std::string_view("a\0b", 3)) == R"("a\u0000b")");
    BOOST_TEST(literal("\x01\x1B\x1F\x7F") == R"("\u0001\u001b\u001f\u007f")");
    BOOST_TEST(literal("亿é😀\u2028") == "\"亿é😀\u2028\"");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_become_replacements) {
    const std::string r = "\xEF\xBF\xBD";
    BOOST_TEST(literal("\xFF") == '"' + r + '"');
    BOOST_TEST(literal("a\x80z") == "\"a" + r + "z\"");
    BOOST_TEST(literal("\xE4\xBA") == '"' + r + r + '"');                 // cut short
    BOOST_TEST(literal("\xE4\xBAz") == '"' + r + r + "z\"");              // cut short by something else
    BOOST_TEST(literal("\xC0\xAF") == '"' + r + r + '"');                 // overlong
    BOOST_TEST(literal("\xE0\x80\xAF") == '"' + r + r + r + '"');         // overlong
    BOOST_TEST(literal("\xED\xA0\x80") == '"' + r + r + r + '"');         // a surrogate
    BOOST_TEST(literal("\xF4\x90\x80\x80") == '"' + r + r + r + r + '"'); // behind U+10FFFF
    BOOST_TEST(literal("\xF4\x8F\xBF\xBF") == "\"\xF4\x8F\xBF\xBF\"");    // U+10FFFF itself
    BOOST_TEST(literal("\xEE\x80\x80") == "\"\xEE\x80\x80\"");            // private use is UTF-8
}

BOOST_AUTO_TEST_CASE(another_library_reads_any_two_bytes_as_we_write_them) {
    for (unsigned a = 0; a < 256; ++a)
        for (unsigned b = 0; b < 256; ++b) {
            const std::string text{static_cast<char>(a), static_cast<char>(b), 'z'};
            fact f = plain_fact("1");
            f.quote = text;
            const auto object = nlohmann::json::parse(to_json(f), nullptr, false);
            BOOST_REQUIRE_MESSAGE(!object.is_discarded(), "bytes " << a << ' ' << b);
            BOOST_REQUIRE_MESSAGE(object["quote"].get<std::string>().back() == 'z',
                                  "bytes " << a << ' ' << b);
        }
}

BOOST_AUTO_TEST_CASE(names_there_and_back) {
    const auto both_ways = [](auto last, auto from) {
        using value = decltype(last);
        for (int i = 0; i <= static_cast<int>(last); ++i) {
            const auto name = to_string(static_cast<value>(i));
            BOOST_TEST(!name.empty());
            BOOST_TEST((from(name) == static_cast<value>(i)), name);
        }
        BOOST_TEST(to_string(static_cast<value>(static_cast<int>(last) + 1)).empty());
        BOOST_TEST(!from(""));
        BOOST_TEST(!from("Count"));
    };
    both_ways(kind::ratio, kind_from);
    both_ways(qualifier::at_most, qualifier_from);
    both_ways(direction::flat, direction_from);
    both_ways(basis::annual, basis_from);
    both_ways(status::estimate, status_from);
    BOOST_TEST(to_string(qualifier::more_than) == "more_than");
    BOOST_TEST(to_string(basis::year_start) == "year_start");
    BOOST_TEST((kind_from("change") == kind::change));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(the_name_of_options_is_the_document) {
    const auto e = gongbao::extractor::builtin();
    gongbao::options o;
    o.document = "city.txt";
    const auto facts = e.extract("全市100个市重点项目开复工77个。", o);
    BOOST_REQUIRE(!facts.empty());
    BOOST_CHECK_EQUAL(facts.front().document, "city.txt");
    BOOST_CHECK(gongbao::to_json(facts.front()).find("{\"document\": \"city.txt\"") == 0);
    BOOST_CHECK(gongbao::to_json(facts.front(), "other.txt").find("{\"document\": \"other.txt\"") == 0);
}
