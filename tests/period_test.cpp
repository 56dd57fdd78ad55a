// The date stage: time expressions of a text, resolved to EDTF as section 4 of the contract has it.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gongbao/extractor.hpp>
#include <gongbao/numeral.hpp>
#include <gongbao/period.hpp>
#include <gongbao/view.hpp>

#include "language.hpp"
#include "support/facts.hpp"

using namespace gongbao;

namespace {

struct found_times {
    view paragraph;
    std::string text;
    std::vector<numeral> numerals;
    std::vector<time_expression> times;
    std::vector<bool> claimed;
};

found_times find(std::string_view text, bool taiwan = false) {
    found_times f;
    f.text = text;
    paragraph_reader reader(f.text);
    if (!reader.next(f.paragraph)) return f;
    const detail::language& words = support::builtin().words();
    find_numerals(f.paragraph, words, f.numerals);
    find_times(f.paragraph, words, f.numerals, taiwan, f.times, f.claimed);
    return f;
}

date day(std::string_view text) {
    const auto d = date::parse(text);
    BOOST_REQUIRE_MESSAGE(d.has_value(), text);
    return *d;
}

/// What every time expression of the text resolves to; those that resolve to nothing are left out.
std::vector<std::string> periods(std::string_view text, const time_context& context, bool taiwan = false) {
    const found_times f = find(text, taiwan);
    BOOST_TEST(f.claimed.size() == f.numerals.size(), text);
    std::vector<std::string> out;
    std::size_t before = 0;
    for (const time_expression& t : f.times) {
        BOOST_TEST((t.begin >= before && t.begin < t.end && t.end <= f.paragraph.size()), text << ": spans");
        before = t.end;
        if (std::string p = resolve(t, context); !p.empty()) out.push_back(std::move(p));
    }
    return out;
}

std::string joined(const std::vector<std::string>& all) {
    std::string out;
    for (const std::string& s : all) out += (out.empty() ? "" : " ") + s;
    return out;
}

struct period_case {
    const char* text;
    const char* published; // empty: not known
    const char* periods;   // of all expressions, by spaces
};

void check(const std::vector<period_case>& cases, bool taiwan = false) {
    for (const period_case& c : cases) {
        time_context context;
        if (*c.published != 0) context.published = day(c.published);
        const std::string found = joined(periods(c.text, context, taiwan));
        BOOST_TEST(found == c.periods,
                   c.text << " (" << c.published << ") -> " << found << ", expected " << c.periods);
    }
}

/// No numeral of the text belongs to a time, and there is none.
void check_no_time(std::string_view text) {
    const found_times f = find(text);
    for (std::size_t i = 0; i < f.numerals.size(); ++i)
        BOOST_TEST(!f.claimed[i], text << ": its number is taken for a date");
    for (const time_expression& t : f.times)
        BOOST_TEST(resolve(t, {.published = date{2020, 3, 2}}).empty(), text << ": resolved");
}

} // namespace

BOOST_AUTO_TEST_SUITE(date_stage)

BOOST_AUTO_TEST_CASE(years) {
    check({
        {"2002年至2009年期间,全县", "", "2002/2009"},
        {"2020年完成投资", "2021-02-01", "2020"},
        {"2020年完成投资", "", "2020"},
        {"２０２０年完成投资", "", "2020"},
        {"二〇二〇年完成投资", "", "2020"},
        {"二零二零年完成投资", "", "2020"},
        {"2020 年完成投资", "", "2020"},
        {"2020年度完成投资", "", "2020"},
        {"今年计划投资", "2020-03-02", "2020"},
        {"去年完成投资", "2010-06-12", "2009"},
        {"上年完成投资", "2010-06-12", "2009"},
        {"前年完成投资", "2010-06-12", "2008"},
        {"明年计划投资", "2010-06-12", "2011"},
        {"今年计划投资", "", ""},
        {"1949年产量", "2020-03-02", "1949"},
        {"2016—2020年累计", "2021-02-01", "2016/2020"},
        {"2016-2020年累计", "", "2016/2020"},
        {"2016年至2020年累计", "", "2016/2020"},
        {"2016年—2020年累计", "", "2016/2020"},
        {"2016至2020年累计", "", "2016/2020"},
        {"2018年和2019年", "", "2018 2019"},
    });
}

BOOST_AUTO_TEST_CASE(months) {
    check({
        {"2020年2月", "", "2020-02"},
        {"2020年2月份", "", "2020-02"},
        {"二〇二〇年二月", "", "2020-02"},
        {"11月份出口", "2020-12-07", "2020-11"},
        {"11月份出口", "2021-01-05", "2020-11"}, // the latest that had ended
        {"十一月份出口", "2020-12-07", "2020-11"},
        {"12月用电量", "2020-01-10", "2019-12"},
        {"11月份出口", "", ""},
        {"去年11月份出口", "2020-12-07", "2019-11"},
        {"今年2月", "2020-03-02", "2020-02"},
        {"上月出口", "2020-01-10", "2019-12"},
        {"本月出口", "2020-01-10", "2020-01"},
        {"5月当月出口", "2020-07-10", "2020-05"}, // that month, not this one
        {"5月份当月出口", "2020-07-10", "2020-05"},
        {"5月和本月出口", "2020-07-10", "2020-05 2020-07"},
        {"1—4月完成投资", "2021-05-20", "2021-01/2021-04"},
        {"1-4月完成投资", "2021-05-20", "2021-01/2021-04"},
        {"1~4月完成投资", "2021-05-20", "2021-01/2021-04"},
        {"1至4月完成投资", "2021-05-20", "2021-01/2021-04"},
        {"1月至4月完成投资", "2021-05-20", "2021-01/2021-04"},
        {"1－4月份完成投资", "2021-05-20", "2021-01/2021-04"},
        {"1—11月完成投资", "2021-01-10", "2020-01/2020-11"},
        {"2015年1—9月", "2016-02-01", "2015-01/2015-09"},
        {"今年1-4月", "2021-05-20", "2021-01/2021-04"},
        {"去年1-4月", "2021-05-20", "2020-01/2020-04"},
        {"2019年12月至2020年2月", "", "2019-12/2020-02"},
        {"前10个月出口", "2021-11-20", "2021-01/2021-10"},
        {"今年前10个月出口", "2021-11-20", "2021-01/2021-10"},
        {"2020年前11个月出口", "2021-11-20", "2020-01/2020-11"},
        {"首10個月出口", "2021-11-20", "2021-01/2021-10"},
        {"7、8月降雨", "2021-09-10", "2021-07/2021-08"},
    });
}

BOOST_AUTO_TEST_CASE(quarters_and_halves) {
    check({
        {"一季度工业增长", "2021-05-20", "2021-01/2021-03"},
        {"第一季度工业增长", "2021-05-20", "2021-01/2021-03"},
        {"1季度工业增长", "2021-05-20", "2021-01/2021-03"},
        {"二季度工业增长", "2021-08-20", "2021-04/2021-06"},
        {"三季度工业增长", "2017-10-19", "2017-07/2017-09"},
        {"四季度工业增长", "2018-01-18", "2017-10/2017-12"},
        {"第三季出口", "2021-11-20", "2021-07/2021-09"},
        {"2015年一季度", "2021-05-20", "2015-01/2015-03"},
        {"去年四季度", "2018-01-18", "2017-10/2017-12"},
        {"前三季度工业增长", "2017-10-19", "2017-01/2017-09"},
        {"前三季度工业增长", "2018-01-19", "2017-01/2017-09"},
        {"今年前三季度", "2017-10-19", "2017-01/2017-09"},
        {"2016年前三季度", "2017-10-19", "2016-01/2016-09"},
        {"上半年工业增长", "2021-08-20", "2021-01/2021-06"},
        {"上半年工业增长", "2016-08-01", "2016-01/2016-06"},
        {"上半年工业增长", "2021-03-20", "2020-01/2020-06"},
        {"下半年工业增长", "2018-01-18", "2017-07/2017-12"},
        {"2020年上半年", "2021-03-20", "2020-01/2020-06"},
        {"去年下半年", "2021-03-20", "2020-07/2020-12"},
        {"二季度末", "2020-08-01", "2020-04/2020-06"},
        {"2019年三季度末", "2020-08-01", "2019-07/2019-09"},
    });
}

BOOST_AUTO_TEST_CASE(lists_that_share_a_unit) {
    check({
        {"2018、2019、2020年产量", "2021-02-01", "2018 2019 2020"},
        {"2019和2020年产量", "2021-02-01", "2019 2020"},
        {"2020年一、二季度产量", "2021-02-01", "2020 2020-01/2020-03 2020-04/2020-06"},
        {"2020年5、7月产量", "2021-02-01", "2020 2020-05 2020-07"},
        {"1、2、3月产量", "2021-04-01", "2021-01 2021-02 2021-03"},
        {"7、8月产量", "2021-09-01", "2021-07/2021-08"}, // two that follow each other are one time
        {"5月1日、2日两天", "2021-06-01", "2021-05-01 2021-05-02"},
        {"2020年12月30日和31日", "2021-06-01", "2020-12-30 2020-12-31"},
        {"5月1日发布,2日实施", "2021-06-03", "2021-05-01 2021-06-02"}, // no list
    });
    check_no_time("五、六季度");
    check_no_time("一、二、三产业");
    check_no_time("12、13年级");
}

BOOST_AUTO_TEST_CASE(days) {
    check({
        {"2020年2月29日", "", "2020-02-29"},
        {"2月29日", "2020-03-02", "2020-02-29"},
        {"2月29日", "", ""},
        {"二月二十九日", "2020-03-02", "2020-02-29"},
        {"12月31日", "2020-01-02", "2019-12-31"},
        // a day of the next weeks is announced, a later one was last year
        {"12月1日起", "2021-11-29", "2021-12-01/.."},
        {"1月8日起", "2021-12-29", "2022-01-08/.."},
        {"12月28日", "2021-11-29", "2020-12-28"},
        {"5/1起", "2021-05-20", "2021-05-01/.."},
        {"12/14前", "2021-11-29", "../2021-12-14"},
        {"2月29号", "2020-03-02", "2020-02-29"},
        {"去年10月1日", "2020-03-02", "2019-10-01"},
        {"明天新增", "2020-02-29", "2020-03-01"},
        {"截至北京时间今天16时", "2020-03-01", "../2020-03-01"},
        {"今日新增", "2020-03-02", "2020-03-02"},
        {"昨日新增", "2020-03-01", "2020-02-29"},
        {"昨天新增", "2020-01-01", "2019-12-31"},
        {"10月1日至7日接待游客", "2019-10-08", "2019-10-01/2019-10-07"},
        {"10月1日—7日接待游客", "2019-10-08", "2019-10-01/2019-10-07"},
        {"10月1-7日接待游客", "2019-10-08", "2019-10-01/2019-10-07"},
        {"2月24日至3月1日", "2020-03-02", "2020-02-24/2020-03-01"},
        {"2020年2月24日至3月1日", "", "2020-02-24/2020-03-01"},
        {"2020-02-29", "", "2020-02-29"},
        {"2020年2月29日10时30分", "", "2020-02-29"},
        {"2月29日上午9点", "2020-03-02", "2020-02-29"},
        {"2月29日0—24时新增", "2020-03-02", "2020-02-29"},
        {"2月29日0时至24时新增", "2020-03-02", "2020-02-29"},
    });
}

BOOST_AUTO_TEST_CASE(parts_of_months_and_ends) {
    check({
        {"2月初", "2020-03-02", "2020-02"},
        {"2月底", "2020-03-02", "2020-02"},
        {"2月末", "2020-03-02", "2020-02"},
        {"2月上旬", "2020-03-02", "2020-02-01/2020-02-10"},
        {"2月中旬", "2020-03-02", "2020-02-11/2020-02-20"},
        {"2月下旬", "2020-03-02", "2020-02-21/2020-02-29"},
        {"2019年2月下旬", "2020-03-02", "2019-02-21/2019-02-28"},
        {"2019年4月下旬", "2020-03-02", "2019-04-21/2019-04-30"},
        {"2020年末", "2021-03-02", "2020"},
        {"2020年底", "2021-03-02", "2020"},
        {"去年底", "2021-03-02", "2020"},
        {"去年末", "2021-03-02", "2020"},
    });
}

BOOST_AUTO_TEST_CASE(open_ends) {
    check({
        {"截至2月29日,全市", "2020-03-02", "../2020-02-29"},
        {"截止2月29日,全市", "2020-03-02", "../2020-02-29"},
        {"截至2020年2月29日,全市", "", "../2020-02-29"},
        {"截至2月29日24时,全市", "2020-03-02", "../2020-02-29"},
        {"截至5月底,全市", "2010-06-12", "../2010-05"},
        {"截至今年5月底,全市", "2010-06-12", "../2010-05"},
        {"截至2019年底,全市", "2020-06-12", "../2019"},
        {"截至2019年末,全市", "2020-06-12", "../2019"},
        {"截至目前,全市", "2020-03-02", "../2020-03-02"},
        {"目前,全市", "2020-03-02", "../2020-03-02"},
        {"至今,全市", "2020-03-02", "../2020-03-02"},
        {"截至目前,全市", "", ""},
        {"2016年以来,全市", "2020-03-02", "2016/.."},
        {"今年以来,全市", "2020-03-02", "2020/.."},
        {"去年以来,全市", "2020-03-02", "2019/.."},
        {"今年3月以来,全市", "2020-06-02", "2020-03/.."},
        {"自2016年以来,全市", "2020-03-02", "2016/.."},
        {"2020年1月20日以来,全市", "2020-03-02", "2020-01-20/.."},
    });
}

BOOST_AUTO_TEST_CASE(plans_and_other_calendars) {
    check({
        {"“十三五”时期,全市", "2021-03-02", "2016/2020"},
        {"“十三五”期间,全市", "2021-03-02", "2016/2020"},
        {"“十二五”时期,全市", "2021-03-02", "2011/2015"},
        {"“十一五”时期,全市", "2021-03-02", "2006/2010"},
        {"“十四五”时期,全市", "2021-03-02", "2021/2025"},
        {"「十三五」時期,全市", "2021-03-02", "2016/2020"},
        {"“十三五”末,全市", "2021-03-02", "2016/2020"},
        {"“十四五”以来,全市", "2022-03-02", "2021/.."},
        {"十三五期末全市", "2021-03-02", "2016/2020"},
        {"民國110年出口", "2022-03-02", "2021"},
        {"民國110年11月出口", "2022-03-02", "2021-11"},
    });
    check(
        {
            {"110年出口", "2022-03-02", "2021"},
            {"110年11月出口", "2022-03-02", "2021-11"},
            {"110學年學生", "2022-03-02", "2021/2022"},
            {"110學年度學生", "2022-03-02", "2021/2022"},
            {"2021年出口", "2022-03-02", "2021"},
            {"111年8月16日", "2022-08-17", "2022-08-16"},
        },
        true);
    check_no_time("110年历史"); // no Taiwan text: a duration
}

BOOST_AUTO_TEST_CASE(periods_without_a_year) {
    const auto with = [](std::string_view text, int named, const char* published, bool target) {
        return joined(periods(text, {.published = day(published), .named_year = named, .target = target}));
    };
    BOOST_TEST(with("全年完成投资", 0, "2013-03-01", false) == "2012");
    BOOST_TEST(with("全年完成投资", 2011, "2013-03-01", false) == "2011");
    BOOST_TEST(with("年末人口", 2011, "2013-03-01", false) == "2011");
    BOOST_TEST(with("年末人口", 0, "2013-03-01", false) == "2012");
    BOOST_TEST(with("年底人口", 0, "2013-03-01", false) == "2012");
    BOOST_TEST(with("上半年投资", 2011, "2013-03-01", false) == "2011-01/2011-06");
    BOOST_TEST(with("全年完成投资", 0, "2013-12-31", false) == "2013"); // had ended by then
    // a target is the next to end
    BOOST_TEST(with("全年完成投资", 0, "2013-03-01", true) == "2013");
    BOOST_TEST(with("上半年完成投资", 0, "2013-03-01", true) == "2013-01/2013-06");
    BOOST_TEST(with("上半年完成投资", 0, "2013-08-01", true) == "2014-01/2014-06");
    // a year that the words name is stronger
    BOOST_TEST(with("2009年上半年投资", 2011, "2013-03-01", false) == "2009-01/2009-06");
    BOOST_TEST(with("去年投资", 2005, "2013-03-01", false) == "2012");
}

BOOST_AUTO_TEST_CASE(times_that_cannot_be_written) {
    check({
        {"近日,全市", "2020-03-02", ""},
        {"日前,全市", "2020-03-02", ""},
        {"近年来,全市", "2020-03-02", ""},
        {"其间,全市", "2020-03-02", ""},
        {"本周,全市", "2020-03-02", ""},
        {"春节期间,全市", "2020-03-02", ""},
        {"国庆黄金周,全市", "2020-03-02", ""},
        {"国庆节期间,全市", "2020-03-02", ""},
        {"五一假期,全市", "2020-06-02", ""},
        {"端午节,全市", "2020-07-02", ""},
        {"3月15日是纪念日", "", ""},
        {"13月完成", "2020-03-02", ""},
        {"2月30日", "2020-03-02", ""},
        {"2020年2月30日", "2020-03-02", ""},
        {"2019年2月29日", "2020-03-02", ""},
        {"2020-13-01", "2020-03-02", ""},
    });
}

BOOST_AUTO_TEST_CASE(numbers_that_are_no_dates) {
    for (const char* text :
         {"为期3年的整治", "15年来首次", "3月龄婴儿", "20年历史", "连续36年增长", "2020版方案",
          "2020个座位",    "2020元",     "用时3个月", "历时5天",  "10日龄雏鸡",   "1月龄",
          "3点建议",       "9点意见",    "5年期贷款", "2020余人", "2019人",       "30年河东",
          "12345热线",     "1/3的企业",  "13/1起"})
        check_no_time(text);
}

BOOST_AUTO_TEST_CASE(no_time_begins_inside_a_number) {
    // 0, and four or five hundred: the plan inside it is none
    const found_times f = find("零十四五百至每余");
    BOOST_TEST(f.times.empty());
    BOOST_TEST(std::count(f.claimed.begin(), f.claimed.end(), true) == 0);
}

BOOST_AUTO_TEST_CASE(numbers_of_dates_are_claimed) {
    for (const char* text : {"2020年2月29日", "1—4月", "截至2月29日24时", "前10个月", "一季度", "上午9点",
                             "9时30分", "2020-02-29", "10月1日至7日", "“十三五”时期", "2016—2020年"}) {
        const found_times f = find(text);
        BOOST_TEST(!f.times.empty(), text);
        for (std::size_t i = 0; i < f.numerals.size(); ++i)
            BOOST_TEST(f.claimed[i], text << ": number " << i);
    }
    // and what stands beside them is not
    const found_times f = find("2月29日,28个项目1—4月投资35亿元");
    std::vector<std::string> free;
    for (std::size_t i = 0; i < f.numerals.size(); ++i)
        if (!f.claimed[i]) free.push_back(f.numerals[i].value.to_string());
    BOOST_TEST(joined(free) == "28 3500000000");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(calendar)

BOOST_AUTO_TEST_CASE(days_of_months) {
    const int common[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int month = 1; month <= 12; ++month) BOOST_TEST(days_in(2019, month) == common[month - 1], month);
    BOOST_TEST(days_in(2020, 2) == 29);
    BOOST_TEST(days_in(2000, 2) == 29);
    BOOST_TEST(days_in(1900, 2) == 28);
    BOOST_TEST(days_in(2100, 2) == 28);
    BOOST_TEST(days_in(2024, 2) == 29);
}

BOOST_AUTO_TEST_CASE(adding_days) {
    const auto plus = [](const char* from, int days) { return add_days(day(from), days).to_string(); };
    BOOST_TEST(plus("2020-03-02", 0) == "2020-03-02");
    BOOST_TEST(plus("2020-03-01", -1) == "2020-02-29");
    BOOST_TEST(plus("2019-03-01", -1) == "2019-02-28");
    BOOST_TEST(plus("2019-12-31", 1) == "2020-01-01");
    BOOST_TEST(plus("2020-01-01", -1) == "2019-12-31");
    BOOST_TEST(plus("2020-01-01", 366) == "2021-01-01");
    BOOST_TEST(plus("2021-01-01", -366) == "2020-01-01");
    BOOST_TEST(plus("2000-02-28", 2) == "2000-03-01");
    // a walk there and back passes every day once
    date d{1999, 12, 25};
    for (int i = 0; i < 1000; ++i) {
        const date next = add_days(d, 1);
        BOOST_TEST((next > d));
        BOOST_TEST((add_days(next, -1) == d));
        d = next;
    }
    BOOST_TEST((d == add_days(date{1999, 12, 25}, 1000)));
    BOOST_TEST(d.to_string() == "2002-09-20");
}

BOOST_AUTO_TEST_CASE(parsing) {
    for (const char* good : {"2020-02-29", "0001-01-01", "9999-12-31", "2000-02-29"}) {
        const auto d = date::parse(good);
        BOOST_TEST(d.has_value(), good);
        if (d) BOOST_TEST(d->to_string() == good);
    }
    for (const char* bad : {"",           "2020",       "2020-02",        "2019-02-29",
                            "1900-02-29", "2020-13-01", "2020-00-01",     "2020-01-00",
                            "2020-04-31", "2020-2-9",   "2020-02-29 ",    " 2020-02-29",
                            "2020/02/29", "20-02-29",   "2020-02-2x",     "+020-02-29",
                            "2020-02--9", "-020-02-29", "２０２０-02-29", "2020-02-290"})
        BOOST_TEST(!date::parse(bad).has_value(), bad);
    BOOST_TEST(!date::parse(std::string_view("2020-02-\0", 9)).has_value());
}

BOOST_AUTO_TEST_CASE(writing) {
    BOOST_TEST((date{2020, 0, 0}).to_string() == "2020");
    BOOST_TEST((date{2020, 3, 0}).to_string() == "2020-03");
    BOOST_TEST((date{2020, 3, 2}).to_string() == "2020-03-02");
    BOOST_TEST((date{987, 3, 2}).to_string() == "0987-03-02"); // EDTF years have four digits
    // no days of a calendar, but what can be held can be written
    BOOST_TEST((date{2020, 0, 5}).to_string() == "2020-00-05");
    BOOST_TEST((date{12345, 0, 0}).to_string() == "12345");
    BOOST_TEST((date{-12, 103, 2}).to_string() == "-012-103-02");
}

BOOST_AUTO_TEST_SUITE_END()
