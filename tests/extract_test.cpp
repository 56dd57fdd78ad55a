// From sentence to facts: the tables of the contract, and what holds for any bytes.
//
// A sentence stands with the lines that its facts must give (support/facts.hpp says how a line reads); a sentence with
// no line is a near miss: it holds a number and states nothing.
#include <boost/test/unit_test.hpp>

#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/extractor.hpp>

#include "support/facts.hpp"

using namespace gongbao;
using namespace std::string_literals;

namespace {

struct sentence {
    std::string text;
    std::vector<std::string> facts;
};

void check(const std::vector<sentence>& sentences) {
    for (const sentence& s : sentences) support::check_text(s.text, s.facts, {.published = date{2020, 3, 2}});
}

void check_nothing(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) support::check_text(text, {}, {.published = date{2020, 3, 2}});
}

/// The promises, for a text in a block of exactly its size; and that a second time gives the same.
std::vector<fact> check_promises(std::string_view text, const options& o = {}) {
    const support::exact_bytes bytes(text);
    std::vector<fact> facts = support::builtin().extract(bytes.view(), o);
    const std::string broken = support::broken_promise(bytes.view(), facts);
    BOOST_TEST(broken.empty(), broken);
    const std::vector<fact> again = support::builtin().extract(bytes.view(), o);
    if (support::lines(facts) != support::lines(again)) BOOST_TEST(false, "a second time gives other facts");
    return facts;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds)

BOOST_AUTO_TEST_CASE(counts) {
    check({
        {"28个省重点项目已全部复工。", {"28个 count 28 个"}},
        {"全市已有1.85万名劳动力返岗。", {"1.85万名 count 18500 名"}},
        {"他捐出了百余个口罩。", {"百余个 count 100 个 more_than"}},
        {"全市接待游客1.2亿人次。", {"1.2亿人次 count 120000000 人次"}},
        {"累计发放通行证A证265个。", {"265个 count 265 个"}},
        {"100个市重点项目开复工77个。", {"100个 count 100 个", "77个 count 77 个"}},
        {"全县新增农村公路项目12个。", {"12个 count 12 个"}},
        {"新开工保障性住房3500套。", {"3500套 count 3500 套"}},
        {"累计报告确诊病例1238例。", {"1238例 count 1238 例"}},
        {"截至2月29日,全省累计报告确诊病例1238。", {"1238 count 1238 -"}},
        {"每周至少一次到村走访。", {"每周至少一次 count 1 次/周 at_least"}},
        {"全区每平方公里350人。", {"350人 count 350 人/平方公里"}},
        {"每1000名学生145人参加。", {"145人 count 145 人/1000名"}},
        {"全省每万人1.5件。", {"1.5件 count 1.5 件/万人"}},
        {"本月仅1例输入病例。", {"1例 count 1 例"}},
        {"组织志愿者三五个人一组巡查。", {"三五个 count 3..5 个"}},
        {"设立检查点数十个。", {"数十个 count 20..90 个"}},
        {"派出医护人员近300人。", {"300人 count 300 人 nearly"}},
        {"发放口罩１２００个。", {"１２００个 count 1200 个"}},
        {"發放口罩1200個。", {"1200個 count 1200 個"}},
        {"发放口罩 1200 个。", {"1200 count 1200 个"}},
    });
}

BOOST_AUTO_TEST_CASE(amounts) {
    check({
        {"划拨20万元党费用于疫情防控。", {"20万元 amount 200000 元"}},
        {"累计运送蔬菜1万余吨。", {"1万余吨 amount 10000 吨 more_than"}},
        {"整个工期21天。", {"21天 amount 21 天"}},
        {"这位91岁的老党员捐款1000元。", {"91岁 amount 91 岁", "1000元 amount 1000 元"}},
        {"PM2.5平均浓度为35微克/立方米。", {"35微克/立方米 amount 35 微克/立方米"}},
        {"全市完成投资36.2亿元。", {"36.2亿元 amount 3620000000 元"}},
        {"制造业采购经理指数(PMI)为50.2。", {"50.2 amount 50.2 -"}},
        {"当日最低气温零下5℃。", {"零下5℃ amount -5 ℃"}},
        {"财政赤字3.2亿元。", {"3.2亿元 amount 320000000 元"}},
        {"从业人员年龄在18—22岁。", {"18—22岁 amount 18..22 岁"}},
        {"单笔贷款不超过50万元。", {"不超过50万元 amount 500000 元 at_most"}},
        {"每户最多省6000元。", {"6000元 amount 6000 元/户|元 at_most"}},
        {"每公斤21元。", {"21元 amount 21 元/公斤"}},
        {"黄瓜价格3.2元/公斤。", {"3.2元/公斤 amount 3.2 元/公斤"}},
        {"出口总额跃上千亿元台阶。", {"千亿元 amount 100000000000 元 more_than"}},
        {"经济总量迈过2000亿元台阶。", {"2000亿元 amount 200000000000 元 more_than"}},
        {"全市经济连续36年增长。", {"36年 amount 36 年"}},
        {"出口總額為123.4億港元。", {"123.4億港元 amount 12340000000 港元"}},
        {"新增贷款120亿元。", {"120亿元 amount 12000000000 元"}},
        {"工程历时两天半完成。", {"两天半 amount 2.5 天"}},
    });
}

BOOST_AUTO_TEST_CASE(percentages) {
    check({
        {"省重点项目复工率达98.5%。", {"98.5% percentage 98.5 %"}},
        {"服务业占比三成。", {"三成 percentage 30 %"}},
        {"合格率百分之九十。", {"百分之九十 percentage 90 %"}},
        {"发病率为千分之五。", {"千分之五 percentage 5 ‰"}},
        {"事故率为万分之二。", {"万分之二 percentage 2 ‱"}},
        {"逾半数企业已复工。", {"逾半数 percentage 50 % more_than"}},
        {"门票一律打八折。", {"八折 percentage 80 %"}},
        {"完成投资36.2亿元,占年度投资计划的43.2%。",
         {"36.2亿元 amount 3620000000 元", "43.2% percentage 43.2 % of=年度投资计划"}},
        {"制造业采购经理指数(PMI)为50.2%。", {"50.2% percentage 50.2 %"}},
        {"复工率达９８．５％。", {"９８．５％ percentage 98.5 %"}},
        {"优良率在90%以上。", {"90%以上 percentage 90 % at_least"}},
        {"入住率为70%至80%。", {"70%至80% percentage 70..80 %"}},
    });
}

BOOST_AUTO_TEST_CASE(changes_and_their_basis) {
    check({
        {"固定资产投资同比增长8.3%。", {"增长8.3% change 8.3 % up yoy"}},
        {"固定资产投资增长8.3%。", {"增长8.3% change 8.3 % up"}},
        {"失业率同比下降2.1个百分点。", {"下降2.1个百分点 change 2.1 百分点 down yoy"}},
        {"失业率下降2.1个百分点。", {"下降2.1个百分点 change 2.1 百分点 down"}},
        {"五年间农民收入翻一番。", {"翻一番 change 1 番 up"}},
        {"贷款余额比年初增加153亿元。", {"比年初增加153亿元 change 15300000000 元 up year_start"}},
        {"贷款余额较上年末增加153亿元。", {"较上年末增加153亿元 change 15300000000 元 up year_start"}},
        {"增速高于全省平均1.2个百分点。", {"1.2个百分点 change 1.2 百分点 up benchmark against=全省平均"}},
        {"粮食总产量比上年增产312万吨,增长2.5%。",
         {"增产312万吨 change 3120000 吨 up yoy", "增长2.5% change 2.5 % up yoy"}},
        {"进口额较上年同期下降3.5%。", {"3.5% change 3.5 % down yoy"}},
        {"出口额比去年同期增长3.5%。", {"3.5% change 3.5 % up yoy"}},
        {"消费价格环比上涨0.3%。", {"上涨0.3% change 0.3 % up mom"}},
        {"消费价格比上月上涨0.3%。", {"0.3% change 0.3 % up mom"}},
        {"新增病例比昨日减少12例。", {"12例 change 12 例 down dod"}},
        {"新增病例较前一日减少12例。", {"12例 change 12 例 down dod"}},
        {"森林面积比2015年增加12万亩。", {"12万亩 change 120000 亩 up base against=2015年"}},
        {"地区生产总值年均增长7.5%。", {"7.5% change 7.5 % up annual"}},
        {"两年平均增长5.1%。", {"5.1% change 5.1 % up annual"}},
        {"用电量同比持平。", {"持平 change - - flat yoy"}},
        {"工业增加值增长-3.2%。", {"增长-3.2% change 3.2 % down"}},
        {"工业增加值增速8.3%。", {"增速8.3% change 8.3 % up"}},
        {"用水量降幅3%。", {"降幅3% change 3 % down"}},
        {"出口增幅12%。", {"增幅12% change 12 % up"}},
        {"出口增长率为6%。", {"6% change 6 % up"}},
        {"投资降幅收窄2.2个百分点。", {"2.2个百分点 change 2.2 百分点 down"}},
        {"工业增速回落0.3个百分点。", {"0.3个百分点 change 0.3 百分点 down"}},
        {"出口按年上升12.4%。", {"上升12.4% change 12.4 % up yoy"}},
        {"出口總額較上年同期增加12.4%。", {"12.4% change 12.4 % up yoy"}},
        {"外銷訂單年增3.2%。", {"年增3.2% change 3.2 % up yoy"}},
        {"外銷訂單月增3.2%。", {"月增3.2% change 3.2 % up mom"}},
        {"减少办事成本5000余万元。", {"5000余万元 change 50000000 元 down more_than"}},
        {"全市排名前移3位。", {"前移3位 change 3 位 up"}},
        {"全市排名上升2个位次。", {"上升2个位次 change 2 位 up"}},
        {"税收收入增加3至5亿元。", {"3至5亿元 change 300000000..500000000 元 up"}},
        {"投资增长约8%。", {"8% change 8 % up about"}},
        {"进度快于全国3个百分点。", {"3个百分点 change 3 百分点 up benchmark against=全国"}},
    });
}

BOOST_AUTO_TEST_CASE(growth_to_a_level_is_the_level) {
    check({
        {"森林覆盖率提高到45%。", {"45% percentage 45 %"}},
        {"产量增长到35万吨。", {"35万吨 amount 350000 吨"}},
        {"企业数量增至120家。", {"120家 count 120 家"}},
        {"能耗降至35万吨。", {"35万吨 amount 350000 吨"}},
        {"农民人均收入由2476元增加到4140元。", {"2476元 amount 2476 元", "4140元 amount 4140 元"}},
    });
}

BOOST_AUTO_TEST_CASE(the_basis_does_not_cross_a_sentence) {
    check({
        {"投资同比增长8.3%,出口增长5%。", {"8.3% change 8.3 % up yoy", "5% change 5 % up yoy"}},
        {"投资同比增长8.3%。出口增长5%。", {"8.3% change 8.3 % up yoy", "5% change 5 % up"}},
        {"消费价格环比上涨0.3%,同比上涨2.1%。", {"0.3% change 0.3 % up mom", "2.1% change 2.1 % up yoy"}},
    });
}

BOOST_AUTO_TEST_CASE(rankings) {
    check({
        {"省重点项目复工率居全省第一。", {"居全省第一 ranking 1 - among=全省"}},
        {"进出口总额位列全国第3位。", {"第3位 ranking 3 - among=全国"}},
        {"进出口总额位列全国第 3 位。", {"位列全国第 ranking 3 - among=全国"}},
        {"综合指数进入全省前十。", {"全省前十 ranking 10 - top among=全省"}},
        {"空气质量排全省倒数第二。", {"倒数第二 ranking 2 - from_bottom among=全省"}},
        {"复工率居全国首位。", {"居全国首位 ranking 1 - among=全国"}},
        {"主要指标增速居全省前列。", {"居全省前列 ranking - - band=前列 among=全省"}},
        {"综合考核位居全市第一方阵。", {"第一方阵 ranking - - band=第一方阵 among=全市"}},
        {"增速居18个省辖市第5位。", {"第5位 ranking 5 - among=18个省辖市"}},
        {"该县居全国百强县第35位。", {"第35位 ranking 35 - among=全国百强县|百强县"}},
        {"东盟为我国第一大贸易伙伴。", {"第一大 ranking 1 - among=我国"}},
        {"总量居全省第三名。", {"第三名 ranking 3 - among=全省"}},
        {"固定资产投资同比增长8.3%、居全省第1位。",
         {"8.3% change 8.3 % up yoy", "居全省第1位 ranking 1 - among=全省"}},
    });
}

BOOST_AUTO_TEST_CASE(ratios) {
    check({
        {"三分之二的企业已复工。", {"三分之二 ratio 2/3 -"}},
        {"师生比为1:3。", {"1:3 ratio 1/3 -"}},
        {"师生比为1：3。", {"1：3 ratio 1/3 -"}},
        {"规模是2015年的3.2倍。", {"3.2倍 ratio 3.2/1 - of=2015年"}},
        {"产量相当于全国的五分之一。", {"五分之一 ratio 1/5 - of=全国"}},
    });
}

BOOST_AUTO_TEST_CASE(status_of_figures) {
    const auto status_of = [](std::string_view text, std::string_view wanted) {
        const auto facts = support::builtin().extract(text, {.published = date{2020, 3, 2}});
        BOOST_TEST(facts.size() == 1U, text << support::lines(facts));
        for (const fact& f : facts) BOOST_TEST(to_string(f.status) == wanted, text);
    };
    status_of("计划新开工项目27个。", "target");
    status_of("力争完成投资27亿元。", "target");
    status_of("确保粮食产量达到27万吨。", "target");
    status_of("地区生产总值预期增长7%。", "target");
    status_of("到2025年森林覆盖率达到27%。", "target");
    status_of("预计完成投资27亿元。", "estimate");
    status_of("初步核算,地区生产总值27亿元。", "actual");
    status_of("计划新开工项目已开工27个。", "actual");
    status_of("完成投资27亿元。", "actual");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(near_misses)

BOOST_AUTO_TEST_CASE(dates_and_numbers_of_things) {
    check_nothing({
        "会议于2020年2月29日上午9时30分召开。",
        "根据鹤政〔2020〕12号文件要求开展工作。",
        "如有疑问请拨打12345热线。",
        "咨询电话0392-3316666。",
        "G107国道恢复通行。",
        "第四救援队队长带队出发。",
        "核发通行证A证。",
        "加快5G网络建设。",
        "新冠19病毒检测。",
        "一、提高思想认识",
        "(二)加强组织领导",
        "依照第三条规定执行。",
        "地址:人民路128号。",
        "启动一级响应。",
        "转入三甲医院治疗。",
        "入围世界500强。",
        "软件更新到3.0版。",
    });
}

BOOST_AUTO_TEST_CASE(idioms_and_slogans) {
    check_nothing({
        "坚持疫情防控和复工复产两手抓。",
        "实行一对一帮扶。",
        "落实“三不”原则。",
        "开展六心关爱活动。",
        "通过两微一端发布信息。",
        "编制“十三五”规划。",
        "融入一带一路建设。",
        "组织点对点运输。",
        "贯彻四个全面战略布局。",
        "打好三大攻坚战。",
        "确保一名不漏。",
        "党员干部第一时间到岗。",
        "全市上下万众一心。",
        "千方百计保障供应。",
        "进一步提高统一调度水平。",
    });
}

BOOST_AUTO_TEST_CASE(the_indefinite_one) {
    check_nothing({
        "一位护士告诉记者。",
        "他一次又一次地上门。",
        "一家企业负责人介绍。",
        "这是一种状态。",
        "涌现出一大批先进典型。",
    });
}

BOOST_AUTO_TEST_CASE(words_that_look_like_ranks) {
    check_nothing({
        "建成全市首个智慧工厂。",
        "成为全省首家试点单位。",
        "首次实现全覆盖。",
        "率先完成任务。",
        "第五届博览会开幕。",
        "第二批医疗队出发。",
        "驻村第一书记走村入户。",
        "大力发展第一产业。",
        "规模最高、数量最多。",
        "召开第十三次党代会。",
    });
}

BOOST_AUTO_TEST_CASE(frames_and_limits_of_groups) {
    check_nothing({
        "近两年来,全市环境持续改善。",
        "60岁及以上人口持续增长。",
        "亿元以上项目加快推进。",
        "规模以上工业平稳运行。",
        "前10个月,经济运行平稳。",
    });
}

BOOST_AUTO_TEST_CASE(near_misses_with_a_fact_beside_them) {
    check({
        {"五年全国新增就业6500万人。", {"6500万人 count 65000000 人"}},
        {"G107国道投放车辆35辆。", {"35辆 count 35 辆"}},
        {"第四救援队派出队员35名。", {"35名 count 35 名"}},
        {"12345热线受理诉求350件。", {"350件 count 350 件"}},
        {"2020年2月29日,新增病例35例。", {"35例 count 35 例"}},
        {"规模以上工业增加值增长8.3%。", {"8.3% change 8.3 % up"}},
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(any_bytes)

BOOST_AUTO_TEST_CASE(nothing_gives_nothing) {
    for (const std::string& text :
         {""s, "\n"s, "\0"s, "\0\0\0"s, " "s, "\xEF\xBB\xBF"s, "\xFF"s, "。"s, "没有数字。"s})
        BOOST_TEST(check_promises(text).empty(), "bytes: " << text.size());
}

BOOST_AUTO_TEST_CASE(one_fact_after_the_other) {
    const extractor& e = support::builtin();
    for (const support::article& a : support::articles()) {
        std::vector<fact> found;
        e.extract(a.text, {.published = a.published}, [&found](fact&& f) { found.push_back(std::move(f)); });
        BOOST_TEST(support::lines(found) == support::lines(e.extract(a.text, {.published = a.published})),
                   a.name);
    }
    // what the sink throws comes through, and leaves nothing behind for the next call
    const std::string text = "全市新建学校19所。\n引进博士36名。";
    std::size_t seen = 0;
    const auto stop = [&seen](fact&&) {
        ++seen;
        throw std::runtime_error("enough");
    };
    BOOST_CHECK_THROW(e.extract(text, {}, stop), std::runtime_error);
    BOOST_TEST(seen == 1U);
    BOOST_TEST(e.extract(text).size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_same_facts_in_any_spelling) {
    const std::vector<std::string> wanted{"count 28 个", "change 8.3 % up yoy"};
    for (const std::string& text :
         {"复工28个项目,投资同比增长8.3%。"s, "复工２８个项目，投资同比增长８．３％。"s,
          "复工 28 个项目,投资同比增长 8.3 %。"s, "复工28"s + '\0' + "个项目,投资同比增长8.3%。",
          "\xEF\xBB\xBF复工28个项目,投资同比增长8.3%。"s,
          "复工28\xE2\x80\x8B个项目,投资同比\xE2\x80\x8B增长8.3%。"s,
          "\xFF\xFE复工28个项目,投资同比增长8.3%。\xE4"s,
          "\xE3\x80\x80\xE3\x80\x80复工28个项目,投资同比增长8.3%。\r\n"s,
          "复工28\xC2\xA0个项目,投资同比增长8.3%。"s}) {
        const std::vector<fact> facts = check_promises(text);
        BOOST_TEST(facts.size() == wanted.size(), text << '\n' << support::lines(facts));
        for (std::size_t i = 0; i < facts.size() && i < wanted.size(); ++i) {
            const std::string line = support::render(facts[i], "? " + wanted[i]);
            BOOST_TEST(line.ends_with(wanted[i]), text << " -> " << line);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_published_date_or_none) {
    for (const support::article& a : support::articles()) {
        const auto with = check_promises(a.text, {.published = a.published});
        const auto without = check_promises(a.text);
        // the date decides when a figure is about, not whether it is one
        BOOST_TEST(with.size() == without.size(), a.name);
        for (std::size_t i = 0; i < with.size() && i < without.size(); ++i)
            BOOST_TEST((with[i].span == without[i].span), a.name);
    }
}

BOOST_AUTO_TEST_CASE(articles_hold_facts) {
    for (const support::article& a : support::articles())
        BOOST_TEST(!support::builtin().extract(a.text).empty(), a.name);
}

BOOST_AUTO_TEST_CASE(an_article_behind_another_gives_the_same_spans_moved) {
    const auto& all = support::articles();
    for (std::size_t i = 1; i < all.size(); ++i) {
        // no date, so that no year is carried over; a paragraph mark keeps them apart
        const std::string before = all[i - 1].text + "。\n\n";
        const auto alone = support::builtin().extract(all[i].text);
        const auto both = check_promises(before + all[i].text);
        std::vector<fact> behind;
        for (const fact& f : both)
            if (f.span.begin >= before.size()) behind.push_back(f);
        BOOST_TEST(behind.size() == alone.size(), all[i - 1].name << " + " << all[i].name);
        for (std::size_t k = 0; k < behind.size() && k < alone.size(); ++k) {
            BOOST_TEST(behind[k].span.begin - before.size() == alone[k].span.begin, all[i].name);
            BOOST_TEST(behind[k].quote == alone[k].quote);
        }
    }
}

BOOST_AUTO_TEST_CASE(mutated_articles) {
    std::mt19937 random(20200229); // NOLINT: the same mutations every time
    const std::vector<std::string> pieces{"\0"s,
                                          "\xFF",
                                          "\xE4",
                                          "\xE4\xB8",
                                          "1",
                                          "9999999999",
                                          "%",
                                          "％",
                                          "万",
                                          "亿",
                                          "第",
                                          "、",
                                          "。",
                                          "\n",
                                          "个",
                                          "分之",
                                          "百",
                                          "比",
                                          "至",
                                          "—",
                                          "-",
                                          ".",
                                          ",",
                                          "每",
                                          "半",
                                          "年",
                                          "月",
                                          "(",
                                          ")",
                                          "“",
                                          "分别",
                                          "同比",
                                          "倍",
                                          "几",
                                          "余",
                                          "：",
                                          "\xE3\x80\x80",
                                          "\xEF\xBB\xBF",
                                          "其中"};
    for (const support::article& a : support::articles()) {
        for (int round = 0; round < 25; ++round) {
            std::string text = a.text;
            if (text.size() > 6000) { // a window, so that a round stays short
                const std::size_t begin = random() % (text.size() - 6000);
                text = text.substr(begin, 6000);
            }
            const std::size_t edits = 1 + random() % 40;
            for (std::size_t e = 0; e < edits && !text.empty(); ++e) {
                const std::size_t at = random() % text.size();
                switch (random() % 4) {
                case 0:
                    text.erase(at, 1 + random() % 9);
                    break;
                case 1:
                    text.insert(at, pieces[random() % pieces.size()]);
                    break;
                case 2:
                    text[at] = static_cast<char>(random() % 256);
                    break;
                default:
                    text.insert(random() % text.size(), text.substr(at, random() % 60));
                    break;
                }
            }
            check_promises(text, {.published = round % 2 == 0 ? a.published : std::nullopt});
        }
    }
}

BOOST_AUTO_TEST_CASE(every_prefix_and_suffix) {
    const std::string text =
        "截至2月29日,全市28个省重点项目复工率达98.5%,居全省第一;投资同比增长8.3%,比2015年增加约3至5亿元,"
        "占年度计划的三分之二,１．８５萬名勞動力返崗。";
    for (std::size_t i = 0; i <= text.size(); ++i) {
        check_promises(text.substr(0, i));
        check_promises(text.substr(i));
    }
}

BOOST_AUTO_TEST_CASE(rows_of_numeral_characters) {
    std::mt19937 random(7); // NOLINT
    const std::vector<std::string> pieces{
        "一", "二",   "十",     "百", "千", "万", "亿", "两", "半",   "几", "数", "余", "多", "第",   "零",
        "点", "分之", "百分之", "1",  "0",  ".",  ",",  "%",  "‰",    "成", "年", "月", "日", "个",   "元",
        "至", "—",    "-",      "、", "/",  ":",  "每", "约", "以上", "倍", "番", "廿", "贰", "季度", "截至"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const std::size_t length = 1 + random() % 24;
        for (std::size_t i = 0; i < length; ++i) text += pieces[random() % pieces.size()];
        check_promises(text, {.published = date{2020, 3, 2}});
    }
}

// Were time not linear in the input, the test's time limit would say so.
void check_long(std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece;
    const auto facts = support::builtin().extract(text, {.published = date{2020, 3, 2}});
    const std::string broken = support::broken_promise(text, facts);
    BOOST_TEST(broken.empty(), piece << ": " << broken.substr(0, 300));
}

constexpr std::size_t megabyte = 1U << 20U;

BOOST_AUTO_TEST_CASE(a_megabyte_of_paragraphs) {
    for (const char* piece : {"全市完成投资36.2亿元,同比增长8.3%,居全省第1位。\n", "28个\n", "1\n",
                              "截至2月29日。\n", "\n", "　\n", "\xFF\n"})
        check_long(piece, megabyte);
}

BOOST_AUTO_TEST_CASE(a_megabyte_without_an_end) {
    for (const char* piece : {"7", "1.", "一", "十", "万", "三千", "增", "第", "(", "“", "-", "　", "\xFF",
                              "2020年", "\xE2\x80\x8B"})
        check_long(piece, megabyte);
}

// One sentence that never ends; no longer, for the sake of the sanitizers' time.
constexpr std::size_t long_sentence = 32U << 10U;

BOOST_AUTO_TEST_CASE(a_sentence_without_an_end) {
    for (const char* piece :
         {"投资增长8.3%,", "28个、", "1,", "1 ", "1:", "1/", "1—", "比", "每", "约", "截至2月29日,",
          "分别增长3%、5%、", "百分之", "全市", "计划", "其中", "比2015年增加5个", "居全省第1,"})
        check_long(piece, long_sentence);
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_promises_too) {
    for (const support::article& a : support::articles()) {
        const support::exact_bytes bytes(a.text);
        std::size_t before = 0;
        for (const number& n : support::builtin().numbers(bytes.view())) {
            BOOST_TEST((n.span.begin >= before && n.span.begin < n.span.end && n.span.end <= a.text.size()),
                       a.name);
            BOOST_TEST(a.text.substr(n.span.begin, n.span.size()) == n.quote, a.name);
            BOOST_TEST((n.value.has_value() || n.numerator.has_value()), a.name << ": " << n.quote);
            before = n.span.begin;
        }
        BOOST_TEST(!support::builtin().explain(bytes.view().substr(0, 3000)).empty());
    }
}

/// Several paragraphs are in work at a time: what is said in one still holds in those behind it, however many lie between,
/// and the facts come in their order.
BOOST_AUTO_TEST_CASE(paragraphs_far_apart) {
    for (const std::size_t between : {0U, 1U, 6U, 7U, 8U, 9U, 40U}) {
        std::string text = "2018年，全市新建学校3所。\n";
        for (std::size_t i = 0; i < between; ++i) text += "全市有桥梁" + std::to_string(i + 10) + "座。\n";
        text += "上半年，新建公园5个。";
        const std::vector<fact> facts = support::builtin().extract(text);
        BOOST_TEST(facts.size() == between + 2);
        if (facts.size() != between + 2) continue;
        BOOST_TEST(facts.front().period == "2018");
        BOOST_TEST(facts.back().period == "2018-01/2018-06");
        for (std::size_t i = 0; i < between; ++i)
            BOOST_TEST(facts[i + 1].value->to_string() == std::to_string(i + 10));
        std::size_t streamed = 0;
        support::builtin().extract(text, {}, [&](fact&& f) {
            BOOST_TEST(f.quote == facts[streamed].quote);
            BOOST_TEST(f.indicator == facts[streamed].indicator);
            BOOST_TEST(text.substr(f.span.begin, f.span.size()) == f.quote);
            ++streamed;
        });
        BOOST_TEST(streamed == facts.size());
    }
}

BOOST_AUTO_TEST_SUITE_END()
