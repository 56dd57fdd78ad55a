// Tables for a terminal: widths, alignment, and text that must not reach the terminal as it is.
#include <boost/test/unit_test.hpp>

#include <gongbao/table.hpp>

using namespace gongbao;

namespace {

fact simple_fact(const char* value, const char* unit, const char* quote) {
    fact f;
    f.value = decimal::parse(value).value();
    f.unit = unit;
    f.quote = quote;
    return f;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    BOOST_TEST(begin == text.size()); // every line is ended
    return lines;
}

/// The terminal column where `what` begins in `line`.
std::size_t column_of(const std::string& line, std::string_view what) {
    const auto at = line.find(what);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, "no " << what << " in " << line);
    return display_width(std::string_view(line).substr(0, at));
}

} // namespace

BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(widths) {
    BOOST_TEST(display_width("") == 0U);
    BOOST_TEST(display_width("abc 1.5%") == 8U);
    BOOST_TEST(display_width("全省") == 4U);
    BOOST_TEST(display_width("３８％") == 6U);   // fullwidth
    BOOST_TEST(display_width("，。“”") == 6U);   // quotation marks are ambiguous: one column
    BOOST_TEST(display_width("ｱｲｳ") == 3U);      // halfwidth
    BOOST_TEST(display_width("e\u0301") == 1U);  // combining acute
    BOOST_TEST(display_width("か\u3099") == 2U); // combining voicing mark, though East Asian Wide
    BOOST_TEST(display_width("\u200B\uFEFF\u200D\uFE0F") == 0U);
    BOOST_TEST(display_width("\u1112\u1161\u11AB") == 2U); // one syllable of conjoining Hangul
    BOOST_TEST(display_width("한") == 2U);
    BOOST_TEST(display_width("𠮷") == 2U);
    BOOST_TEST(display_width("😀") == 2U);
    BOOST_TEST(display_width("é") == 1U);
    BOOST_TEST(display_width(std::string_view("a\0b\n\x1B", 5)) == 2U);
    BOOST_TEST(display_width("\xFF\x80") == 2U);
    BOOST_TEST(display_width("\xE4\xBA") == 2U); // each byte shows as U+FFFD
}

BOOST_AUTO_TEST_CASE(only_a_heading_without_facts) {
    BOOST_TEST(to_table({}) == "kind  value  unit  how  indicator  scope  period  quote\n");
}

BOOST_AUTO_TEST_CASE(columns_stand_under_each_other) {
    fact a = simple_fact("100", "个", "100个");
    a.indicator = "市重点项目";
    a.scope = "全市";
    fact b = simple_fact("98.5", "%", "近98.5%");
    b.record = percentage{};
    b.qualifier = qualifier::nearly;
    b.indicator = "PMI";
    b.period = "2020-01/2020-03";
    BOOST_TEST(to_table({a, b}) ==
               "kind        value  unit  how     indicator   scope  period           quote\n"
               "count         100  个            市重点项目  全市                    100个\n"
               "percentage   98.5  %     nearly  PMI                2020-01/2020-03  近98.5%\n");
}

BOOST_AUTO_TEST_CASE(what_each_kind_shows) {
    fact range = simple_fact("3", "个", "Q1");
    range.upper = decimal{5};
    fact up = simple_fact("8.3", "%", "Q2");
    up.record = change{.direction = direction::up, .basis = basis::yoy, .against = {}};
    up.status = status::target;
    fact flat = simple_fact("0", "", "Q3");
    flat.value.reset();
    flat.record = change{.direction = direction::flat, .basis = {}, .against = {}};
    fact top = simple_fact("10", "", "Q4");
    top.record = ranking{.among = "全省", .top = true, .from_bottom = true, .band = {}};
    fact band = simple_fact("0", "", "Q5");
    band.value.reset();
    band.record = ranking{.among = {}, .top = false, .from_bottom = false, .band = "前列"};
    fact parts = simple_fact("0", "", "Q6");
    parts.value.reset();
    parts.record = ratio{.numerator = decimal{2}, .denominator = decimal{3}, .of = {}};
    const auto lines = lines_of(to_table({range, up, flat, top, band, parts}));
    BOOST_REQUIRE(lines.size() == 7U);
    BOOST_TEST(column_of(lines[1], "3..5") > 0U);
    BOOST_TEST(column_of(lines[2], "up yoy target") > 0U);
    BOOST_TEST(column_of(lines[3], "flat") == column_of(lines[2], "up yoy"));
    BOOST_TEST(column_of(lines[4], "top from_bottom") == column_of(lines[2], "up yoy"));
    BOOST_TEST(column_of(lines[5], "前列") + 4 ==
               column_of(lines[1], "3..5") + 4); // both end with the column
    BOOST_TEST(column_of(lines[6], "2/3") + 3 == column_of(lines[1], "3..5") + 4);
    for (std::size_t i = 1; i < lines.size(); ++i)
        BOOST_TEST(column_of(lines[i], "Q" + std::to_string(i)) == column_of(lines[0], "quote"));
}

BOOST_AUTO_TEST_CASE(no_line_ends_in_spaces) {
    fact bare = simple_fact("7", "", "");
    for (const std::string& line : lines_of(to_table({bare}))) BOOST_TEST(!line.ends_with(' '));
}

BOOST_AUTO_TEST_CASE(text_cannot_steer_the_terminal) {
    fact f = simple_fact("1", "个", "");
    f.quote = std::string("充分\r\n\r\n运用\x1B[31m") + '\0' + "红\x7F\xC2\x9B\u20281\t2\xFF";
    const std::string text = to_table({f});
    BOOST_TEST(lines_of(text).size() == 2U);
    BOOST_TEST(text.ends_with("充分运用[31m红1 2\xEF\xBF\xBD\n"), text);
}

BOOST_AUTO_TEST_SUITE_END()
