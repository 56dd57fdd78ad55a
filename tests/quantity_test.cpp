// The quantity stage: numbers with their units, per-units and qualifiers, and the numbers that are no quantities.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/extractor.hpp>
#include <gongbao/numeral.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>
#include <gongbao/view.hpp>

#include "language.hpp"
#include "support/facts.hpp"

using namespace gongbao;

namespace {

struct found_quantities {
    std::string text;
    view paragraph;
    std::vector<quantity> quantities; // without dates
};

found_quantities find(std::string_view text) {
    found_quantities f;
    f.text = text;
    paragraph_reader reader(f.text);
    if (!reader.next(f.paragraph)) return f;
    const detail::language& words = support::builtin().words();
    std::vector<numeral> numerals;
    std::vector<time_expression> times;
    std::vector<bool> claimed;
    find_numerals(f.paragraph, words, numerals);
    find_times(f.paragraph, words, numerals, false, times, claimed);
    find_quantities(f.paragraph, words, numerals, times, claimed, f.quantities);
    std::size_t before = 0;
    for (const quantity& q : f.quantities) {
        BOOST_TEST((q.begin <= q.number_begin && q.number_begin <= q.number_end &&
                    q.number_end <= f.paragraph.size() && q.end <= f.paragraph.size() &&
                    q.number_begin >= before),
                   text << ": spans");
        before = q.number_end;
    }
    std::erase_if(f.quantities, [](const quantity& q) { return q.klass == quantity_class::date; });
    return f;
}

/// value unit, then the qualifier: "10000 吨 more_than"; "3..5 个"; "2/3 -".
std::string describe(const quantity& q) {
    std::string out = q.value ? q.value->to_string() : "-";
    if (q.upper) out += ".." + q.upper->to_string();
    if (q.denominator) out += "/" + q.denominator->to_string();
    out += " " + (q.unit.empty() ? std::string("-") : q.unit);
    if (q.qualifier) out += " " + std::string(to_string(*q.qualifier));
    return out;
}

std::string all(std::string_view text) {
    std::string out;
    for (const quantity& q : find(text).quantities) out += (out.empty() ? "" : ", ") + describe(q);
    return out;
}

struct quantity_case {
    const char* text;
    const char* quantities;
};

void check(const std::vector<quantity_case>& cases) {
    for (const quantity_case& c : cases) {
        const std::string found = all(c.text);
        BOOST_TEST(found == c.quantities, c.text << " -> " << found << ", expected " << c.quantities);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(quantity_stage)

BOOST_AUTO_TEST_CASE(units_without_their_scale_word) {
    check({
        {"复工28个", "28 个"},
        {"劳动力1.85万名", "18500 名"},
        {"接待游客1.2亿人次", "120000000 人次"},
        {"接待游客120万人次", "1200000 人次"},
        {"投资20万元", "200000 元"},
        {"投资153亿元", "15300000000 元"},
        {"投资三亿五千万元", "350000000 元"},
        {"发电35.6亿千瓦时", "3560000000 千瓦时"},
        {"种植5000亩", "5000 亩"},
        {"种植30万公顷", "300000 公顷"},
        {"全长120公里", "120 公里"},
        {"面积1.2万平方公里", "12000 平方公里"},
        {"面积50平方米", "50 平方米"},
        {"水量3.5亿立方米", "350000000 立方米"},
        {"装机60万千瓦", "600000 千瓦"},
        {"工期21天", "21 天"},
        {"气温25℃", "25 ℃"},
        {"气温25摄氏度", "25 摄氏度"},
        {"病例1例", "1 例"},
        {"运送1,234吨", "1234 吨"},
        {"运送１２３４吨", "1234 吨"},
        {"复工 28 个", "28 个"},
        {"共有 1.85 万名", "18500 名"},
        {"复工二十八个", "28 个"},
        {"增长3番", "3 番"},
        {"增长3.2倍", "3.2 倍"},
    });
}

BOOST_AUTO_TEST_CASE(percent_in_every_spelling) {
    check({
        {"复工率98.5%", "98.5 %"},
        {"复工率98.5％", "98.5 %"},
        {"复工率９８．５％", "98.5 %"},
        {"复工率百分之九十", "90 %"},
        {"复工率百分之三点五", "3.5 %"},
        {"自然增长率5‰", "5 ‰"},
        {"自然增长率千分之五", "5 ‰"},
        {"发病率万分之二", "2 ‱"},
        {"占比三成", "30 %"},
        {"占比三成五", "35 %"},
        {"占比3成", "30 %"},
        {"打八折", "80 %"},
        {"下降2.1个百分点", "2.1 百分点"},
        {"下降2.1個百分點", "2.1 百分点"},
        {"占比30%至40%", "30..40 %"},
        {"占比30%—40%", "30..40 %"},
        {"占比30—40%", "30..40 %"},
        {"占比三至四成", "30..40 %"},
    });
}

BOOST_AUTO_TEST_CASE(compound_units) {
    check({
        {"浓度35微克/立方米", "35 微克/立方米"},
        {"浓度35微克／立方米", "35 微克/立方米"},
        {"浓度每立方米35微克", "35 微克/立方米"},
        {"价格3200元/吨", "3200 元/吨"},
        {"每公斤21元", "21 元/公斤"},
        {"价格每吨3200元", "3200 元/吨"},
        {"每平方公里350人", "350 人/平方公里"},
        {"每千克2.5元", "2.5 元/千克"},
        {"每周至少一次", "1 次/周 at_least"},
        {"每万人1.5件", "1.5 件/万人"},
        {"车速80公里/小时", "80 公里/小时"},
    });
}

BOOST_AUTO_TEST_CASE(qualifiers_before) {
    check({
        {"约1万吨", "10000 吨 about"},
        // the end of a longer word is none, but where another word ends before it
        {"节约1万吨", "10000 吨"},
        {"签约36个", "36 个"},
        {"附近36个", "36 个"},
        {"仅约36个", "36 个 about"},
        {"收入超1万吨", "10000 吨 more_than"},
        {"大约1万吨", "10000 吨 about"},
        {"大概1万吨", "10000 吨 about"},
        {"近1万吨", "10000 吨 nearly"},
        {"将近1万吨", "10000 吨 nearly"},
        {"接近1万吨", "10000 吨 nearly"},
        {"逼近1万吨", "10000 吨 nearly"},
        {"超1万吨", "10000 吨 more_than"},
        {"超过1万吨", "10000 吨 more_than"},
        {"逾1万吨", "10000 吨 more_than"},
        {"突破1万吨", "10000 吨 more_than"},
        {"超出1万吨", "10000 吨 more_than"},
        {"至少1万吨", "10000 吨 at_least"},
        {"最少1万吨", "10000 吨 at_least"},
        {"不少于1万吨", "10000 吨 at_least"},
        {"不低于1万吨", "10000 吨 at_least"},
        {"不足1万吨", "10000 吨 less_than"},
        {"不到1万吨", "10000 吨 less_than"},
        {"低于1万吨", "10000 吨 less_than"},
        {"少于1万吨", "10000 吨 less_than"},
        {"未满18岁", "18 岁 less_than"},
        {"不超过1万吨", "10000 吨 at_most"},
        {"至多1万吨", "10000 吨 at_most"},
        {"最多1万吨", "10000 吨 at_most"},
        {"最高1万吨", "10000 吨 at_most"},
        {"上百个", "100 个 more_than"},
        {"上千名", "1000 名 more_than"},
        {"超過1萬噸", "10000 噸 more_than"},
        {"達到1万吨", "10000 吨"},
        {"达1万吨", "10000 吨"},
        {"完成1万吨", "10000 吨"},
        {"实现1万吨", "10000 吨"},
    });
}

BOOST_AUTO_TEST_CASE(qualifiers_behind_and_inside) {
    check({
        {"运送1万余吨", "10000 吨 more_than"},
        {"运送1万多吨", "10000 吨 more_than"},
        {"运送100余吨", "100 吨 more_than"},
        {"运送百余吨", "100 吨 more_than"},
        {"运送百余个", "100 个 more_than"},
        {"投资5000余万元", "50000000 元 more_than"},
        {"投资20多亿元", "2000000000 元 more_than"},
        {"运送1万吨余", "10000 吨 more_than"},
        {"运送1万吨以上", "10000 吨 at_least"},
        {"运送1万吨以下", "10000 吨 at_most"},
        {"运送1万吨以内", "10000 吨 at_most"},
        {"运送1万吨左右", "10000 吨 about"},
        {"运送1万吨上下", "10000 吨 about"},
        {"提高20%以上", "20 % at_least"},
        {"控制在3%以内", "3 % at_most"},
        {"30余家企业", "30 家 more_than"},
        {"3年多", "3 年 more_than"},
    });
}

BOOST_AUTO_TEST_CASE(ranges_and_vague_numbers) {
    check({
        {"需要3至5个", "3..5 个"},
        {"需要3—5个", "3..5 个"},
        {"需要3-5个", "3..5 个"},
        {"需要3~5个", "3..5 个"},
        {"需要3到5个", "3..5 个"},
        {"需要3个至5个", "3..5 个"},
        {"18—22岁", "18..22 岁"},
        {"2万至3万元", "20000..30000 元"},
        {"2万元至3万元", "20000..30000 元"},
        {"2至3万元", "20000..30000 元"},
        {"需要三五个", "3..5 个"},
        {"需要一两百个", "100..200 个"},
        {"需要数十个", "20..90 个"},
        {"需要几百个", "200..900 个"},
        {"需要几个", "2..9 个"},
        {"需要十几个", "11..19 个"},
        {"投资几十万元", "200000..900000 元"},
        {"需要两三天", "2..3 天"},
        {"半年", "0.5 年"},
        {"两天半", "2.5 天"},
        {"一个半小时", "1.5 小时"},
        {"零下5℃", "-5 ℃"},
        {"-3.2亿元", "-320000000 元"},
        {"零下5℃至3℃", "-5..3 ℃"},
    });
}

BOOST_AUTO_TEST_CASE(shared_units) {
    check({
        {"新增12、15、18个", "12 个, 15 个, 18 个"},
        {"分别增长8.3、5.2、4.1%", "8.3 %, 5.2 %, 4.1 %"},
        {"分别达36万、52万人次", "360000 人次, 520000 人次"},
        {"分别达36万、52项", "360000 -, 52 项"},
        {"流量达36亿GB", "3600000000 GB"},
    });
}

BOOST_AUTO_TEST_CASE(fractions_ratios_ordinals) {
    check({
        {"三分之二的企业", "2/3 -"},
        {"三分之二", "2/3 -"},
        {"比例为1:3", "1/3 -"},
        {"比例为1：3", "1/3 -"},
        {"第3位", "3 -"},
        {"第 3 位", "3 -"},
        {"第三名", "3 -"},
    });
}

BOOST_AUTO_TEST_CASE(money_has_a_code) {
    const std::vector<std::pair<const char*, const char*>> cases{
        {"20万元", "200000 元 CNY"},         {"20万美元", "200000 美元 USD"},
        {"20亿港元", "2000000000 港元 HKD"}, {"20亿欧元", "2000000000 欧元 EUR"},
        {"20亿日元", "2000000000 日元 JPY"}, {"3.5元/吨", "3.5 元/吨 CNY"},
        {"20万元人民币", "200000 元 CNY"},   {"人民币20万元", "200000 元 CNY"},
    };
    for (const auto& [text, wanted] : cases) {
        const found_quantities f = find(text);
        BOOST_TEST(f.quantities.size() == 1U, text);
        if (f.quantities.size() != 1) continue;
        const quantity& q = f.quantities[0];
        BOOST_TEST((q.klass == quantity_class::money), text << ": " << to_string(q.klass));
        const std::string want = wanted;
        BOOST_TEST(describe(q) == want.substr(0, want.rfind(' ')), text << " -> " << describe(q));
        const std::string code = want.substr(want.rfind(' ') + 1);
        BOOST_TEST((q.unit_code == code || q.unit_code.starts_with(code + "/")),
                   text << " -> " << q.unit_code);
    }
}

BOOST_AUTO_TEST_CASE(measures_have_a_code) {
    const std::vector<std::pair<const char*, const char*>> cases{
        {"5公斤", "kg"},   {"5千克", "kg"},     {"5吨", "t"},
        {"5万吨", "t"},    {"5亩", ""},         {"5斤", ""},
        {"5米", "m"},      {"5公里", "km"},     {"5千米", "km"},
        {"5平方米", "m2"}, {"5立方米", "m3"},   {"5平方公里", "km2"},
        {"5℃", "Cel"},     {"5摄氏度", "Cel"},  {"5小时", "h"},
        {"5%", "%"},       {"5克", "g"},        {"5升", "L"},
        {"5千瓦", "kW"},   {"5千瓦时", "kW.h"}, {"5微克/立方米", "ug/m3"},
        {"5公顷", "har"},  {"5个", ""}};
    for (const auto& [text, code] : cases) {
        const found_quantities f = find(text);
        BOOST_TEST(f.quantities.size() == 1U, text);
        if (f.quantities.size() == 1)
            BOOST_TEST(f.quantities[0].unit_code == code, text << " -> " << f.quantities[0].unit_code);
    }
}

BOOST_AUTO_TEST_CASE(classes) {
    const std::vector<std::pair<const char*, quantity_class>> cases{
        {"确诊病例1238", quantity_class::number},
        {"28个", quantity_class::count},
        {"二十八个", quantity_class::count_word},
        {"28元", quantity_class::money},
        {"28天", quantity_class::duration},
        {"二十八天", quantity_class::duration_word},
        {"28岁", quantity_class::age},
        {"28吨", quantity_class::measure},
        {"28%", quantity_class::percent},
        {"2.1个百分点", quantity_class::points},
        {"3.2倍", quantity_class::times},
        {"一番", quantity_class::fold},
        {"三分之二", quantity_class::fraction},
        {"1:3", quantity_class::proportion},
        {"第3位", quantity_class::place},
        {"前列", quantity_class::band},
        {"持平", quantity_class::flat},
        {"一家企业", quantity_class::one},
        {"3个位次", quantity_class::rank_step},
        {"首位", quantity_class::first},
    };
    for (const auto& [text, wanted] : cases) {
        const found_quantities f = find(text);
        BOOST_TEST(f.quantities.size() == 1U, text);
        if (f.quantities.size() == 1)
            BOOST_TEST((f.quantities[0].klass == wanted), text << " -> " << to_string(f.quantities[0].klass));
    }
}

BOOST_AUTO_TEST_CASE(classes_have_different_names) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < static_cast<std::size_t>(quantity_class::size_); ++i)
        names.emplace_back(to_string(static_cast<quantity_class>(i)));
    std::sort(names.begin(), names.end());
    BOOST_TEST((std::adjacent_find(names.begin(), names.end()) == names.end()));
    BOOST_TEST(!names.front().empty());
}

BOOST_AUTO_TEST_CASE(the_span_holds_number_and_unit) {
    const auto spans = [](std::string_view text) {
        const found_quantities f = find(text);
        std::string out;
        for (const quantity& q : f.quantities) {
            const span outer = f.paragraph.bytes(q.begin, std::max(q.end, q.number_end));
            const span inner = f.paragraph.bytes(q.number_begin, q.number_end);
            out += "[" + f.text.substr(outer.begin, outer.size()) + "|" +
                   f.text.substr(inner.begin, inner.size()) + "]";
        }
        return out;
    };
    BOOST_TEST(spans("运送约1.85万名。") == "[约1.85万名|1.85万名]");
    BOOST_TEST(spans("运送１．８５萬名。") == "[１．８５萬名|１．８５萬名]");
    BOOST_TEST(spans("运送 28 个。") == "[28 个|28 个]");
    BOOST_TEST(spans("运送1万吨以上。") == "[1万吨以上|1万吨]");
    BOOST_TEST(spans("增长8.3%、5.2%。") == "[8.3%|8.3%][5.2%|5.2%]");
}

// Section 5: what is not even a quantity. Names and list numbers that only their sentence tells are for the rules.
BOOST_AUTO_TEST_CASE(numbers_that_are_none) {
    for (const char* text : {"鹤政〔2020〕12号", "拨打12345热线", "G107国道", "两手抓",     "一对一帮扶",
                             "两微一端",         "“十三五”规划",  "一带一路", "点对点运输", "四个全面",
                             "三大攻坚战",       "第一书记",      "5G网络",   "三甲医院",   "一级响应",
                             "世界500强",        "万众一心",      "千方百计", "一心一意",   "统一部署",
                             "一定要",           "进一步",        "第一时间", "唯一",       "万一",
                             "2020年2月29日",    "上午9时30分",   "一季度",   "1—4月",      "三农工作",
                             "百年大计",         "三中全会"}) {
        BOOST_TEST(all(text).empty(), text << " -> " << all(text));
    }
}

BOOST_AUTO_TEST_CASE(digits_beside_letters_and_marks) {
    check({
        {"A股28个", "28 个"},
        {"共28个,", "28 个"},
        {"(28个)", "28 个"},
        {"“28个”", "28 个"},
        {"增长8.3%,", "8.3 %"},
        {"共1238", "1238 -"},
    });
}

BOOST_AUTO_TEST_CASE(a_list_shares_the_scale_word_with_the_unit) {
    const auto facts = gongbao::extractor::builtin().extract("两个项目分别投资12、15亿元。");
    std::vector<std::string> values;
    for (const auto& f : facts)
        if (f.unit == "元" && f.value) values.push_back(f.value->to_string());
    BOOST_REQUIRE_EQUAL(values.size(), 2U);
    BOOST_CHECK_EQUAL(values[0], "1200000000");
    BOOST_CHECK_EQUAL(values[1], "1500000000");
}

BOOST_AUTO_TEST_SUITE_END()
