// What each number is about, where, when, from what, and whether it has happened: FACTS.md, sections 3 and 4.
//
// A row is a sentence and one line for each of its facts, in order: words of the quote, then the fields that the line
// looks at. `-` is a field that the text leaves open, `x|y` two readings that will both do. Phrases are compared as the
// scorer compares them, scope, period, status and basis exactly.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gongbao/extractor.hpp>

#include "support/facts.hpp"
#include "support/score.hpp"

using namespace gongbao;

namespace {

struct row {
    std::string text;
    std::vector<std::string> facts;
    std::optional<date> published{};
};

constexpr date spring_2021{2021, 5, 20};
constexpr date autumn_2021{2021, 11, 25};

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);)
        if (!part.empty()) out.push_back(part);
    return out;
}

/// A field by its name, "" where the fact leaves it open.
std::string field_of(const fact& f, std::string_view name) {
    const auto* c = std::get_if<change>(&f.record);
    const auto* r = std::get_if<ranking>(&f.record);
    if (name == "indicator") return f.indicator;
    if (name == "scope") return f.scope;
    if (name == "period") return f.period;
    if (name == "status") return std::string(to_string(f.status));
    if (name == "kind") return std::string(to_string(f.kind()));
    if (name == "basis") return c != nullptr && c->basis ? std::string(to_string(*c->basis)) : "";
    if (name == "direction") return c != nullptr ? std::string(to_string(c->direction)) : "";
    if (name == "against") return c != nullptr ? c->against : "";
    if (name == "among") return r != nullptr ? r->among : "";
    if (name == "top") return r != nullptr && r->top ? "true" : "";
    if (name == "band") return r != nullptr ? r->band : "";
    if (name == "of") {
        if (const auto* p = std::get_if<percentage>(&f.record)) return p->of;
        if (const auto* q = std::get_if<ratio>(&f.record)) return q->of;
        return "";
    }
    return "(no field " + std::string(name) + ")";
}

bool is_phrase(std::string_view name) {
    return name == "indicator" || name == "among" || name == "of" || name == "against";
}

/// What is wrong with a fact; empty when it meets its line.
std::string differences(const fact& f, const std::string& line) {
    const std::vector<std::string> parts = split(line, ' ');
    std::string out;
    if (f.quote.find(parts.at(0)) == std::string::npos) out += " quote: " + f.quote;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::size_t equals = parts[i].find('=');
        const std::string name = parts[i].substr(0, equals);
        const std::string found = field_of(f, name);
        const std::vector<std::string> wanted = split(parts[i].substr(equals + 1), '|');
        const bool right = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& w) {
            const std::string want = w == "-" ? "" : w;
            return is_phrase(name) ? support::same_phrase(found, want) : found == want;
        });
        if (!right) out += " " + name + ": " + (found.empty() ? "-" : found);
    }
    return out;
}

/// What is wrong with a sentence; empty when all is right.
std::string wrong(const row& r, date published) {
    const std::vector<fact> facts =
        support::builtin().extract(r.text, {.published = r.published.value_or(published)});
    std::string out = support::broken_promise(r.text, facts);
    for (std::size_t i = 0; i < std::max(facts.size(), r.facts.size()); ++i) {
        if (i >= facts.size()) {
            out += "\n    missing  " + r.facts[i];
        } else if (i >= r.facts.size()) {
            out += "\n    too much " + facts[i].quote;
        } else if (const std::string bad = differences(facts[i], r.facts[i]); !bad.empty()) {
            out += "\n    expected " + r.facts[i] + "\n    found   " + bad;
        }
    }
    return out;
}

void check(const std::vector<row>& rows, date published = spring_2021) {
    for (const row& r : rows) {
        const std::string bad = wrong(r, published);
        BOOST_TEST(bad.empty(), r.text << bad);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(indicators)

BOOST_AUTO_TEST_CASE(noun_phrase_before_or_behind) {
    check({
        {"全县累计发布用工岗位信息15635条。", {"15635条 indicator=用工岗位信息 scope=全县"}},
        {"街道划拨20万元党费。", {"20万元 indicator=党费"}},
        {"规模以上工业增加值同比增长8.3%。", {"8.3% indicator=规模以上工业增加值 scope=- basis=yoy"}},
        {"全省完成营造林面积35万亩。", {"35万亩 indicator=营造林面积 scope=全省"}},
        {"全区新建口袋公园12个。", {"12个 indicator=口袋公园 scope=全区"}},
        {"新引进博士研究生36名。", {"36名 indicator=博士研究生"}},
        {"城镇居民人均可支配收入18650元。", {"18650元 indicator=城镇居民人均可支配收入"}},
        {"“放心消费”示范店达到320家。", {"320家 indicator=放心消费示范店|“放心消费”示范店"}},
        {"全市建成的充电桩有1.2万个。", {"1.2万个 indicator=充电桩 scope=全市"}},
        {"省重点项目复工率达98.5%。", {"98.5% indicator=省重点项目复工率"}},
        {"全市发放电动车牌照3.6万副。", {"3.6万副 indicator=电动车牌照 scope=全市"}},
        {"新增高新技术企业45家。", {"45家 indicator=高新技术企业"}},
        // a subject and a verb stand before, the noun phrase opens with a character that ends others
        {"活动共组织18名中共党员参加。", {"18名 indicator=中共党员"}},
        // a verb inside a noun, a numeral as part of one
        {"农村公路通车里程3200公里。", {"3200公里 indicator=农村公路通车里程 scope=-"}},
        {"一、二级医院诊疗6.7万人次。", {"6.7万人次 indicator=一、二级医院诊疗"}},
        {"山东、江苏两省粮食产量1.1亿吨。", {"1.1亿吨 indicator=粮食产量 scope=山东、江苏"}},
        // what is counted, not what is said of it; behind other units it is the whole noun phrase
        {"36个行业增加值同比增长。", {"36个 indicator=行业"}},
        {"36个大中城市重点商圈客流量增长。", {"36个 indicator=大中城市"}},
        {"新增36个行业协会。", {"36个 indicator=行业协会"}},
        {"36个重大项目总投资增长8%。", {"36个 indicator=重大项目", "8% indicator=重大项目总投资"}},
        {"每万人口专利拥有量36件。", {"每万人口专利拥有量36件 indicator=专利拥有量"}},
        {"36万户宽带用户停机。", {"36万户 indicator=宽带用户"}},
        {"下达36亿元行业增加值。", {"36亿元 indicator=行业增加值"}},
        {"表彰36名优秀教师。", {"36名 indicator=优秀教师"}},
        {"高技术产业实际使用外资36亿元。", {"36亿元 indicator=高技术产业实际使用外资"}},
    });
}

/// The words of the language that a phrase ends with, or that must not be taken apart.
BOOST_AUTO_TEST_CASE(objects_behind_a_number) {
    check({
        // a verb takes what stands behind the number and its particle
        {"银行提供36万元的贷款。", {"36万元 indicator=贷款"}},
        {"公司获得36%的市场份额。", {"36% indicator=市场份额"}},
        {"公司承担了36万元的损失。", {"36万元 indicator=损失"}},
        {"平均海拔3600米的高原。", {"3600米 indicator=平均海拔"}},
        // what happened to them
        {"事故造成36人丧生,12人被困。", {"36人 indicator=丧生", "12人 indicator=被困"}},
        {"36名群众获救。", {"36名 indicator=群众"}},
        {"产业带动36万人就业。", {"36万人 indicator=就业"}},
        {"36个县均通车,12家省属企业参加。", {"36个 indicator=县", "12家 indicator=省属企业"}},
        // what a bracket is about ends with it
        {"确诊病例36例(住院患者12例),全市3例。",
         {"36例 indicator=确诊病例", "12例 indicator=住院患者", "3例 indicator=确诊病例 scope=全市"}},
        // one character alone is no indicator, unless it is a noun
        {"净利36亿元,去年亏52亿元。", {"36亿元 indicator=净利", "52亿元 indicator=亏"}},
        {"客流量分别达36万、52万人次。", {"36万 indicator=客流量", "52万人次 indicator=客流量"}},
        {"股价大涨8%,报36元。", {"8% indicator=股价", "36元 indicator=股价"}},
        // an adjective before its particle is no noun
        {"建成36个高水平的数字化车间。", {"36个 indicator=数字化车间"}},
        {"举办36场形式多样的展台活动。", {"36场 indicator=展台活动"}},
        {"36个县（市、区）通车。", {"36个 indicator=县（市、区）"}},
        // a count right before a measure
        {"新建3座500千伏变电站。", {"3座 indicator=变电站", "500千伏 indicator=变电站"}},
        {"特别国债20年期36亿元、30年期52亿元。",
         {"36亿元 indicator=特别国债20年期", "52亿元 indicator=30年期"}},
        // other sorts of the same unit in a bracket
        {"36个县(市、区)的12个项目开工。", {"36个 indicator=县(市、区)", "12个 indicator=项目"}},
        {"全国12个省(区、市)用电增速超过36%。", {"12个 indicator=省(区、市)", "36% indicator=用电"}},
        {"全国30个省(区、市)86个城市参加。", {"30个 indicator=省(区、市)", "86个 indicator=城市"}},
        // behind a list stands what its items are
        {"建成36个学校、医院等民生项目。", {"36个 indicator=学校、医院等民生项目"}},
        {"建成36个学校、医院等。", {"36个 indicator=学校、医院"}},
        // so does the time that something takes
        {"渔船进入为期36天的休渔期。", {"36天 indicator=休渔期"}},
        {"建设周期36天的项目开工。", {"36天 indicator=建设周期"}},
        // a quotation that began before
        {"建成“36桥52隧”、城市道路7000公里。", {"7000公里 indicator=城市道路"}},
        // a heading goes on behind a space
        {"口岸客流超36万人次 车流创新高", {"36万人次 indicator=口岸客流"}},
        // a share of what stands behind it without a particle
        {"带动36%村庄增收。", {"36% indicator=村庄"}},
        {"业务收入占比36%村庄受益。", {"36% indicator=业务收入占比"}},
        {"指数处于36%扩张区间。", {"36% indicator=指数"}},
        // but not a noun that only says what sort of number it is, nor for what the number measures
        {"公司达到36万元的水平。", {"36万元 indicator=公司"}},
        {"年产值达到36万元的企业很多。", {"36万元 indicator=年产值"}},
    });
}

BOOST_AUTO_TEST_CASE(where_a_noun_phrase_ends) {
    check({
        {"36个县城首次全部通上高铁。", {"36个 indicator=县城"}},
        {"27家医院已经开展互认。", {"27家 indicator=医院"}},
        {"18个部门联合印发意见。", {"18个 indicator=部门"}},
        {"52个品牌入驻园区。", {"52个 indicator=品牌"}},
        {"36名选手斩获奖牌。", {"36名 indicator=选手"}},
        {"为36家企业办理贷款3亿元。", {"36家 indicator=企业", "3亿元 indicator=贷款"}},
        {"调查发现36座古窑。", {"36座 indicator=古窑"}},
        {"铁路累计运输货物36万吨。", {"36万吨 indicator=货物"}},
        {"银行和支付机构共处理交易36万笔。", {"36万笔 indicator=交易"}},
        {"外销比例高达36%。", {"36% indicator=外销比例"}},
        {"设备总重达36吨。", {"36吨 indicator=设备总重"}},
        {"积石山6.2级地震灾后重建。", {"6.2级 indicator=地震"}},
        {"抢修36个因灾断电的居民社区。", {"36个 indicator=因灾断电的居民社区"}},
        {"全市还已统筹专项资金3亿元。", {"3亿元 indicator=专项资金 scope=全市"}},
        {"全县建设游园36个。", {"36个 indicator=游园 scope=全县"}},
        {"新设立合资公司27家。", {"27家 indicator=合资公司"}},
        {"脱贫人口务工规模36万人。", {"36万人 indicator=脱贫人口务工规模"}},
        {"境外采购商到会5200人。", {"5200人 indicator=境外采购商"}},
        {"会上共收到提案520件。", {"520件 indicator=提案"}},
        // it opens with a place, or with a predicate of its own
        {"展会上有48个中国品牌。", {"48个 indicator=中国品牌"}},
        {"展会迎来36名来自海外的设计师。", {"36名 indicator=设计师"}},
        // a measure right before a noun, a share before the particle
        {"烘干360吨稻谷。", {"360吨 indicator=稻谷"}},
        {"首台1200吨履带吊下线。", {"1200吨 indicator=履带吊"}},
        {"中央设立6年过渡期。", {"6年 indicator=过渡期"}},
        {"外贸订单连续6个月回升。", {"6个月 indicator=外贸订单"}},
        {"稻谷产量360吨全部入库。", {"360吨 indicator=稻谷产量"}},
        {"园区以15%的土地创收。", {"15% indicator=土地"}},
    });
}

BOOST_AUTO_TEST_CASE(elliptic_clauses) {
    check({
        // a level is not measured by another
        {"建筑面积36万平方米,总投资36亿元。", {"36万平方米 indicator=建筑面积", "36亿元 indicator=总投资"}},
        {"销售收入达36亿元,利润增长8%。", {"36亿元 indicator=销售收入", "8% indicator=利润"}},
        // a clause without a number has the nearest subject, if it is of a measure; not for a number that goes on
        {"用户达36万户,宽带用户规模持续扩大,达到52万户。",
         {"36万户 indicator=用户", "52万户 indicator=宽带用户规模"}},
        // it ends at a word that opens a phrase
        {"工业用电量增长8%,居民用电量在高温带动下,增长6%。",
         {"8% indicator=工业用电量", "6% indicator=居民用电量"}},
        // a duration that only sets the frame parts no words
        {"居民收入五年增长36%。", {"36% indicator=居民收入"}},
        {"用户规模过去三年累计扩大52万户。", {"52万户 indicator=用户规模"}},
        // the object that an auxiliary marks
        {"国家将加计扣除比例由36%提高到52%。", {"36% indicator=加计扣除比例", "52% indicator=加计扣除比例"}},
        // a year in a name; the third issue
        {"2020电影节票房达36亿元。", {"36亿元 indicator=电影节票房"}},
        {"发行第三期36亿元国债。", {"36亿元 indicator=国债"}},
        // who says it is no indicator
        {"专家认为,同比增长8%。", {"8% indicator=-"}},
        // nothing inside a title is a predicate
        {"影片《给远方的信》票房达36亿元。", {"36亿元 indicator=影片《给远方的信》票房"}},
        // one of so many
        {"水库是全省36项重点工程之一。", {"36项 indicator=重点工程"}},
        // in the field of
        {"在出口方面,同比增长8%。", {"8% indicator=出口"}},
        {"出口额达36亿元,结构持续优化,增长8%。", {"36亿元 indicator=出口额", "8% indicator=出口额"}},
        {"发电量再创新高,达到36万千瓦时。", {"36万千瓦时 indicator=发电量"}},
        {"出口规模历史同期首次突破36亿元。", {"36亿元 indicator=出口规模"}},
        {"全市固定资产投资同比增长8.3%,增速居全省第2位。",
         {"8.3% indicator=固定资产投资 scope=全市 basis=yoy", "第2位 indicator=固定资产投资增速 among=全省"}},
        {"全市生产总值增长6%,总量居全省第三。",
         {"6% indicator=生产总值", "第三 indicator=生产总值总量 among=全省"}},
        {"全县粮食总产量42万吨,同比增长2.1%。",
         {"42万吨 indicator=粮食总产量 scope=全县", "2.1% indicator=粮食总产量 scope=全县 basis=yoy"}},
        {"固定资产投资增长9.1%。其中,民间投资增长11.2%。",
         {"9.1% indicator=固定资产投资", "11.2% indicator=民间投资"}},
        {"100个市重点项目开复工77个。", {"100个 indicator=市重点项目", "77个 indicator=市重点项目"}},
        {"工业用电量下降3.2%,降幅收窄2.2个百分点。",
         {"3.2% indicator=工业用电量 direction=down", "2.2个百分点 indicator=工业用电量降幅 direction=down"}},
        // a new sentence with a subject of its own
        {"出口增长6%。新增就业1.2万人。", {"6% indicator=出口", "1.2万人 indicator=就业"}},
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(lists)

BOOST_AUTO_TEST_CASE(pairs) {
    check({
        // "and" inside an item; the list in the clause before
        {"教育、社会保障和就业支出分别增长6%、8%。",
         {"6% indicator=教育支出", "8% indicator=社会保障和就业支出"}},
        {"电池和船舶出口增长较快,分别增长6%和8%。", {"6% indicator=电池出口", "8% indicator=船舶出口"}},
        // a noun of its own, a part of it, none at all
        {"事故起数、死亡人数分别下降6%、8%。", {"6% indicator=事故起数", "8% indicator=死亡人数"}},
        {"小微企业、高新技术企业数量分别增长6%、8%。",
         {"6% indicator=小微企业数量", "8% indicator=高新技术企业数量"}},
        {"钢铁、成品油供应量分别增加6%、8%。", {"6% indicator=钢铁供应量", "8% indicator=成品油供应量"}},
        {"零售总额和固定资产投资,分别达到3万元、6万元,分别增长1%、2%。",
         {"3万元 indicator=零售总额", "6万元 indicator=固定资产投资", "1% indicator=零售总额",
          "2% indicator=固定资产投资"}},
        {"电池、船舶等产品出口均实现较快增长,增幅分别为6%、8%。",
         {"6% indicator=电池出口", "8% indicator=船舶等产品出口"}},
        {"电池、船舶、玻璃出口分别增长6%、8%。",
         {"6% indicator=电池、船舶、玻璃出口", "8% indicator=电池、船舶、玻璃出口"}},
        {"钢材、水泥、玻璃产量分别增长5.1%、3.2%和1.4%。",
         {"5.1% indicator=钢材产量", "3.2% indicator=水泥产量", "1.4% indicator=玻璃产量"}},
        {"进口、出口分别同比下降2.4%和1.1%。",
         {"2.4% indicator=进口 basis=yoy direction=down", "1.1% indicator=出口 basis=yoy direction=down"}},
        {"建成幼儿园12所、小学8所、卫生室30个。",
         {"12所 indicator=幼儿园", "8所 indicator=小学", "30个 indicator=卫生室"}},
    });
}

/// A list whose count does not fit gives no invented pairs.
BOOST_AUTO_TEST_CASE(heads_that_items_share) {
    check({
        // a comma parts what one number counts from the words of the next
        {"北区设36个场馆、南区3个场馆。", {"36个 indicator=场馆", "3个 indicator=场馆"}},
        {"提供36个岗位、住房补贴52万元。", {"36个 indicator=岗位", "52万元 indicator=住房补贴"}},
        // what is counted and what is measured, each with a noun of its own
        {"旅客人数、运输收入分别为36万人次、52亿元,分别增长8%、6%。",
         {"36万人次 indicator=旅客人数", "52亿元 indicator=运输收入", "8% indicator=旅客人数",
          "6% indicator=运输收入"}},
        {"棉布、化纤产量分别为36亿米、52万吨。", {"36亿米 indicator=棉布产量", "52万吨 indicator=化纤产量"}},
        {"营业收入和快递业务量分别增长8%、6%。", {"8% indicator=营业收入", "6% indicator=快递业务量"}},
        {"一、二、三产业增加值分别增长3.1%、6.2%、8.4%。",
         {"3.1% indicator=一产业增加值", "6.2% indicator=二产业增加值", "8.4% indicator=三产业增加值"}},
        {"第一、第二、第三产业投资分别为3亿元、62亿元、84亿元。",
         {"3亿元 indicator=第一产业投资", "62亿元 indicator=第二产业投资", "84亿元 indicator=第三产业投资"}},
        {"全国第一、第二、第三产业投资分别增长3.1%、6.2%和8.4%。",
         {"3.1% indicator=第一产业投资", "6.2% indicator=第二产业投资", "8.4% indicator=第三产业投资"}},
        {"全省第二、三产业增加值分别增长6.2%、8.4%。",
         {"6.2% indicator=第二产业增加值", "8.4% indicator=三产业增加值"}},
        {"生产总值、投资、消费增速分列全省第3、第5、第2位。",
         {"第3 indicator=生产总值增速 among=全省", "第5 indicator=投资增速 among=全省",
          "第2位 indicator=消费增速 among=全省"}},
        {"全年进口额、出口额依次为36亿元、52亿元。", {"36亿元 indicator=进口额", "52亿元 indicator=出口额"}},
        {"全省小学、初中招生分别为52万人、48万人。",
         {"52万人 indicator=小学招生|小学 scope=全省", "48万人 indicator=初中招生 scope=全省"}},
    });
}

BOOST_AUTO_TEST_CASE(places_in_order) {
    check({
        {"郑州、洛阳两市生产总值分别为3600亿元、1520亿元。",
         {"3600亿元 scope=郑州 indicator=生产总值", "1520亿元 scope=洛阳 indicator=生产总值"}},
        {"山东、江苏和浙江分别增长5.1%、4.8%和6%。", {"5.1% scope=山东", "4.8% scope=江苏", "6% scope=浙江"}},
        {"青海、新疆增幅较大,分别增长9.3%、7.3%。", {"9.3% scope=青海", "7.3% scope=新疆"}},
        {"对日本、韩国出口分别增长2.1%和3.4%。", {"2.1% scope=日本", "3.4% scope=韩国"}},
        // the indicators are as many as the numbers: each place has both
        {"郑州、洛阳进口、出口分别增长3%、4%。",
         {"3% scope=郑州、洛阳 indicator=进口", "4% scope=郑州、洛阳 indicator=出口"}},
        // three places, two numbers: nobody can tell
        {"北京、上海、广州分别增长2%、3%。", {"2% scope=北京、上海、广州", "3% scope=北京、上海、广州"}},
    });
}

BOOST_AUTO_TEST_CASE(times_in_order) {
    check({
        {"2018年、2019年和2020年分别增长3.1%、5%和6.2%。",
         {"3.1% period=2018", "5% period=2019", "6.2% period=2020"}},
        {"2019、2020年产量分别为36万吨、52万吨。", {"36万吨 period=2019", "52万吨 period=2020"}},
        {"2020年一、二、三季度用电量分别增长2.5%、4.9%和6.1%。",
         {"2.5% period=2020-01/2020-03", "4.9% period=2020-04/2020-06", "6.1% period=2020-07/2020-09"}},
        {"去年9、10月日均装车分别达14.8万车、14.9万车。",
         {"14.8万车 period=2020-09", "14.9万车 period=2020-10"}},
        {"今年1、2、3月产量分别为3吨、4吨和5吨。",
         {"3吨 period=2021-01", "4吨 period=2021-02", "5吨 period=2021-03"}},
        {"3月1日、2日接待游客分别为3万人次、4万人次。",
         {"3万人次 period=2021-03-01", "4万人次 period=2021-03-02"}},
        {"到2025年和2030年产能分别达到3万吨和5万吨。",
         {"3万吨 period=2025 status=target", "5万吨 period=2030 status=target"}},
        // one number for times that follow each other, and for times that do not
        {"去年5月和6月共销售160辆。", {"160辆 period=2020-05/2020-06"}},
        {"2020年3月和9月两次上调限价,共上调160元。", {"两次 period=-", "上调160元 period=-"}},
        // with a year before is no list
        {"今年一季度与去年同期相比增长5.1%。", {"5.1% basis=yoy period=2021-01/2021-03"}},
    });
}

BOOST_AUTO_TEST_CASE(lists_that_do_not_fit) {
    const std::string text = "钢材、水泥、玻璃产量分别增长5.1%、3.2%。";
    const std::vector<fact> facts = support::builtin().extract(text, {});
    BOOST_REQUIRE_EQUAL(facts.size(), 2U);
    BOOST_TEST(facts[0].indicator != "钢材产量");
    BOOST_TEST(facts[1].indicator != "水泥产量");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(scopes)

BOOST_AUTO_TEST_CASE(places_and_populations) {
    check({
        // a partner, whose name stays with what is done with it
        {"全省进出口36亿元,对东盟进出口12亿元。",
         {"36亿元 scope=全省", "12亿元 indicator=对东盟进出口 scope=全省"}},
        {"对美国出口36亿元。", {"36亿元 indicator=对美国出口 scope=-"}},
        {"全市从巴西进口大豆36万吨。", {"36万吨 indicator=从巴西进口大豆 scope=全市"}},
        {"对拉美、非洲出口分别增长12%、36%。", {"12% scope=拉美", "36% scope=非洲"}},
        {"中国铁建新签订单36亿元。", {"36亿元 scope=-"}},
        {"全国首单业务落地,新增机构36家。", {"36家 scope=-"}},
        // a place behind a number of another clause, or in an item of a list there, is no topic
        {"新增36个全国示范园区,零售额增长8%。", {"36个", "8% scope=-"}},
        {"建成文化中心、湛江体育馆等设施,新增机构36家。", {"36家 scope=-"}},
        {"36名队员进驻清丰县,抢修机井12眼。", {"36名", "12眼 scope=清丰县"}},
        {"湛江新增企业36家,税收增长8%。", {"36家 scope=湛江", "8% scope=湛江"}},
        // a verb is no verb inside a name
        {"确诊病例:福建3例、汉中2例。",
         {"3例 scope=福建 indicator=确诊病例", "2例 scope=汉中 indicator=确诊病例"}},
        // a bullet with spaces opens a sentence of its own; a dot in a name does not
        {"• 全市新增企业36家 • 明年税收增长8%", {"36家 scope=全市", "8% scope=-"}},
        {"全市举办“山•海”展览36场。", {"36场 scope=全市"}},
        // a place in a quoted name, but not in what somebody says
        {"“山西精品”认证产品36个。", {"36个 scope=-"}},
        {"“全市新建学校36所”,他说。", {"36所 scope=全市"}},
        // a place in the name of a body
        {"全国妇联开展活动36次。", {"36次 scope=-"}},
        // a place in the object of another
        {"天津推动京津冀协同发展等36项行动。", {"36项 scope=天津"}},
        // reaches of a river, and short names where a province stands before them
        {"长江干线港口吞吐量达36亿吨。", {"36亿吨 scope=长江干线"}},
        {"江苏昆山新增企业36家。", {"36家 scope=江苏昆山"}},
        {"我市完成造林12万亩。", {"12万亩 indicator=造林 scope=我市"}},
        {"浚县新建高标准农田5万亩。", {"5万亩 indicator=高标准农田 scope=浚县"}},
        {"全国居民消费价格同比上涨2.1%。", {"2.1% indicator=居民消费价格 scope=全国"}},
        {"全省发送旅客120万人次,其中郑州市35万人次。", {"120万人次 scope=全省", "35万人次 scope=郑州市"}},
        {"全市新建学校12所,新增学位1.5万个。",
         {"12所 indicator=学校 scope=全市", "1.5万个 indicator=学位 scope=全市"}},
        {"杭州市余杭区实现财政收入320亿元。", {"320亿元 indicator=财政收入 scope=杭州市余杭区|余杭区"}},
        {"内蒙古自治区粮食产量732亿斤。", {"732亿斤 indicator=粮食产量 scope=内蒙古自治区"}},
        {"湛江港货物吞吐量2.6亿吨。", {"2.6亿吨 indicator=货物吞吐量 scope=湛江港"}},
        {"湛江港口货物吞吐量2.6亿吨。", {"2.6亿吨 indicator=港口货物吞吐量 scope=湛江"}},
        {"亚洲和美洲销量增长3%。", {"3% indicator=销量 scope=亚洲和美洲"}},
        // the last of a list of others, a part of a name with a dash
        {"18个省（区、市）和天津报告病例3例。", {"18个 scope=-", "3例 scope=-"}},
        {"西部12个县和东部6个县通车。", {"12个 scope=西部", "6个 scope=东部"}},
        {"郑州—西安航线运量36万吨。", {"36万吨 scope=-"}},
        {"郑州至西安航线运量36万吨。", {"36万吨 scope=-"}},
        {"当地警方在郑州抓获36人。", {"36人 scope=郑州"}},
        {"郑州警方抓获36人。", {"36人 scope=-"}},
        {"郑州消费者协会受理投诉36件。", {"36件 scope=-"}},
        {"郑州消费者投诉36件。", {"36件 scope=郑州"}},
        {"福建对东盟出口额36亿元。", {"36亿元 indicator=出口额 scope=福建"}},
        {"对东盟出口额36亿元。", {"36亿元 indicator=对东盟出口额 scope=-"}},
        {"福建对东盟、欧盟出口额分别为36亿元、52亿元。", {"36亿元 scope=东盟", "52亿元 scope=欧盟"}},
        {"全市平均降雨36毫米,局地超过52毫米。",
         {"36毫米 indicator=平均降雨 scope=全市", "52毫米 indicator=平均降雨"}},
        {"全市平均气温36℃。", {"36℃ indicator=平均气温 scope=全市"}},
        {"全市第三产业增加值增长8%。", {"8% indicator=第三产业增加值 scope=全市"}},
        {"其中港澳台居民36万人次。", {"36万人次 indicator=港澳台居民 scope=-"}},
        // places that are counted themselves, and what they are the scope of
        {"全省有开封、洛阳等5个城市开通。", {"5个 indicator=城市 scope=全省"}},
        {"辐射开封、洛阳两个城市。", {"两个 indicator=城市 scope=-"}},
        {"开封、洛阳新建36个车站。", {"36个 indicator=车站 scope=开封、洛阳"}},
        {"开封、洛阳等5个城市用电量增长8%。", {"5个 scope=-", "8% scope=开封、洛阳"}},
        {"服务辐射全市36家企业。", {"36家 indicator=企业 scope=全市"}},
        // no place
        {"规模以上工业企业利润增长8%。", {"8% indicator=规模以上工业企业利润 scope=-"}},
        {"展商620家,其中国际展商52家。", {"620家 scope=-", "52家 indicator=国际展商 scope=-"}},
        {"中国人民银行下拨贷款3亿元。", {"3亿元 indicator=贷款 scope=-"}},
        // the population that a rank is taken among is no scope
        {"固定资产投资增速居全省第二。", {"第二 among=全省 scope=-"}},
        // not into the next sentence
        {"全市新建学校12所。建成停车位3000个。", {"12所 scope=全市", "3000个 scope=-"}},
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(periods)

BOOST_AUTO_TEST_CASE(own_times) {
    check({
        {"2020年全市生产总值1200亿元。", {"1200亿元 period=2020"}},
        {"1—4月,全省进出口增长5%。", {"5% period=2021-01/2021-04"}},
        {"一季度,全省进出口增长5%。", {"5% period=2021-01/2021-03"}},
        {"截至2月29日,累计报告病例12例。", {"12例 period=../2020-02-29"}, date{2020, 3, 2}},
        {"今年以来,全县新建公厕36座。", {"36座 period=2021/.."}},
        {"去年全县新建公厕36座。", {"36座 period=2020"}},
        {"“十三五”时期,全省新建公路3.2万公里。", {"3.2万公里 period=2016/2020"}},
        {"2016—2020年,全省新建公路3.2万公里。", {"3.2万公里 period=2016/2020"}},
        {"3月中旬,全市降水120毫米。", {"120毫米 period=2021-03-11/2021-03-20"}},
        {"4月末,贷款余额1200亿元。", {"1200亿元 period=2021-04"}},
        {"截至目前,全市已开工项目86个。", {"86个 period=../2021-05-20"}},
        {"上半年,全市税收增长6%。", {"6% period=2020-01/2020-06"}},
        {"2018年上半年,全市税收增长6%。", {"6% period=2018-01/2018-06"}},
        {"2020年,税收增长6%。出口增长8%。", {"6% period=2020", "8% period=2020"}},
        // since then, wherever the word stands; but a record since then is no time
        {"自2018年首条航线开通以来,运输货物36万吨。", {"36万吨 period=2018/.."}},
        {"出口达36亿元,为2018年以来最高。", {"36亿元 period=-"}},
        // announced, it is still to come
        {"展会将于11月3日开幕,设展馆36个。", {"36个 period=2021-11-03"}},
        {"展会于11月3日开幕,设展馆36个。", {"36个 period=2020-11-03"}},
        // the time of the number that it is said of, and of no other
        {"2021年,航线由2018年的36条增至52条。", {"36条 period=2018", "52条 period=2021"}},
        {"出口额从2018年的36亿元增长到2020年的52亿元,年均增长20%。",
         {"36亿元 period=2018", "52亿元 period=2020", "20% period=2020"}},
    });
}

BOOST_AUTO_TEST_CASE(times_that_are_none_of_the_fact) {
    check({
        {"2020年粮食产量比2015年增加12万吨。", {"12万吨 period=2020 basis=base against=2015年"}},
        {"粮食产量比上年增加12万吨。", {"12万吨 period=- basis=yoy"}},
        {"近日,县里投放消毒液3吨。", {"3吨 period=-"}},
        {"近年来,全村种植果树600亩。", {"600亩 period=-"}},
        {"春节期间,全市接待游客120万人次。", {"120万人次 period=- scope=全市"}},
        // a level of reference has its own time, a change has not
        {"2020年失业率为5.2%,低于2019年的5.6%。", {"5.2% period=2020", "5.6% period=2019"}},
        {"2020年入园率比2019年的36%提高2个百分点。", {"36% period=2019", "2个百分点 period=2020"}},
        {"3月出口36亿元,同比2019年增长8%。", {"36亿元 period=2021-03", "8% period=2021-03"}, spring_2021},
        {"2020年产量是2010年的3.6倍。", {"3.6倍 period=2020"}},
        // the year in a name behind "up to"
        {"截至4月30日,2021年新增贷款36亿元。", {"36亿元 period=../2021-04-30"}, spring_2021},
        {"截至4月30日,2020年新增贷款36亿元。", {"36亿元 period=2020"}, spring_2021},
        {"2019年产量36万吨,未来三年将达52万吨。", {"36万吨 period=2019", "52万吨 period=-"}},
        // a duration behind a time is a frame; what it was until now is a level
        {"春运36天,客流平稳。", {}},
        {"“十四五”前四年,路况平稳。", {}},
        {"运行时间由目前36个小时缩短。", {"36个小时 period=../2021-05-20"}, spring_2021},
        // years that are not the calendar's
        {"2019/20年度食糖产量36万吨。", {"36万吨 period=2019/2020"}},
        {"2018/2019榨季产量36万吨,2010财年净利52亿元。", {"36万吨 period=2018/2019", "52亿元 period=2010"}},
        // up to this year, not: until now
        {"去年11月8日至今年2月28日,销售36万台。", {"36万台 period=2020-11-08/2021-02-28"}},
        {"2019年至今,销售36万台。", {"36万台 period=../2021-05-20"}},
        // today is what it is now, before a noun
        {"今天的港口,泊位达36个。", {"36个 period=../2021-05-20"}},
        {"今天的会议通过议案36件。", {"36件 period=2021-05-20"}},
        {"2019年产量36万吨。前几年,产量52万吨。", {"36万吨 period=2019", "52万吨 period=-"}},
        // what happened then stands before the word for since, which closes its clause
        {"景区2018年开放以来,累计接待36万人次。", {"36万人次 period=2018/.."}},
        {"景区2018年收入创2012年以来新高,达36万元。", {"36万元 period=2018"}},
        {"景区2018年客流创历史以来新高,达36万人次。", {"36万人次 period=2018"}},
        // from a day in a bracket to another
        {"今天(5月20日)起至22日,降水36毫米。", {"36毫米 period=2021-05-20/2021-05-22"}, spring_2021},
        {"今天(5月20日)至8月2日,展品36件。", {"36件 period=2021-05-20/2021-08-02"}, spring_2021},
        // what was before, inside a phrase
        {"一季度,税收由上年全年下降转为增长8%。", {"8% period=2021-01/2021-03"}, spring_2021},
        {"一季度,全市扭转去年10月以来的降势,出口增长8%。", {"8% period=2021-01/2021-03"}, spring_2021},
        {"前4个月,全市开行班列36列,已超去年全年,货值52亿元。",
         {"36列 period=2021-01/2021-04", "52亿元 period=2021-01/2021-04"},
         spring_2021},
        // a quarter that has just ended is not that of the year an earlier paragraph names
        {"2019年方案发布,新设机构36个。\n\n一季度,全市税收增长8%。",
         {"36个 period=2019", "8% period=2021-01/2021-03"},
         spring_2021},
        {"2019年方案发布,新设机构36个。一季度,全市税收增长8%。",
         {"36个 period=2019", "8% period=2019-01/2019-03"},
         spring_2021},
        {"2019年方案发布,新设机构36个。\n\n一季度,全市税收增长8%。",
         {"36个 period=2019", "8% period=2019-01/2019-03"},
         autumn_2021},
        {"2021年一季度用电量较2019年同期增长12%。",
         {"12% period=2021-01/2021-03 basis=base against=2019年同期"}},
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(statuses)

BOOST_AUTO_TEST_CASE(plans_forecasts_and_what_has_happened) {
    check({
        // years of which none is over
        {"“十四五”时期,全市建成学校36所,新增床位52张。",
         {"36所 status=target period=2021/2025", "52张 status=target"},
         spring_2021},
        {"“十三五”时期,全市建成学校36所。", {"36所 status=actual"}, spring_2021},
        {"到2025年,全市森林覆盖率达到36%。", {"36% status=target period=2025 indicator=森林覆盖率"}},
        {"今年计划新建学校12所。", {"12所 status=target indicator=学校 period=2021"}},
        {"今年计划新开工项目120个。", {"120个 indicator=项目 status=target period=2021"}},
        {"力争全年新增就业5万人。", {"5万人 status=target indicator=就业 period=2021"}},
        {"确保粮食产量稳定在42万吨以上。", {"42万吨以上 status=target indicator=粮食产量"}},
        {"预计全年接待游客300万人次。", {"300万人次 status=estimate indicator=游客"}},
        {"项目建成后将新增就业岗位800个。", {"800个 status=target indicator=就业岗位"}},
        {"经初步核算,全年生产总值1200亿元。", {"1200亿元 status=actual indicator=生产总值 period=2020"}},
        {"计划新开工项目36个,已开工27个。", {"36个 status=target", "27个 status=actual"}},
        // words that only look like a plan
        {"主要农产品产量增长3%。", {"3% status=actual indicator=主要农产品产量"}},
        {"计划生育家庭奖励1200户。", {"1200户 status=actual"}},
        {"人均预期寿命78.2岁。", {"78.2岁 status=actual indicator=人均预期寿命"}},
        {"预计增长5%。上月实际增长6%。", {"5% status=estimate", "6% status=actual"}},
        {"价格可能达到36元。", {"36元 status=estimate"}},
        {"从价格上看,上涨2%。", {"2% status=actual"}},
        {"年度计划投资36亿元。", {"36亿元 status=target"}},
        // what a forecast goes on to say is part of it
        {"年发电量预计达36万千瓦时,将节约标准煤5吨。", {"36万千瓦时 status=estimate", "5吨 status=estimate"}},
        {"预计发送旅客36万人次,同比增长8%。", {"36万人次 status=estimate", "8% status=estimate"}},
        {"铁路预计发送旅客36万人次,同比增长8%。", {"36万人次 status=estimate", "8% status=estimate"}},
        {"计划投资36亿元,已完成8亿元,同比增长3%。",
         {"36亿元 status=target", "8亿元 status=actual", "3% status=actual"}},
        {"完成投资36亿元,占年度计划投资的66%。", {"36亿元 status=actual", "66% status=actual"}},
        // the auxiliary and the mark of the object are one word
        {"公司将投资36亿元。", {"36亿元 status=target"}},
        {"警方将36名嫌疑人抓获。", {"36名 status=actual"}},
        {"我省将36个县纳入试点。", {"36个 status=actual"}},
        {"我省将新建36所学校。", {"36所 status=target"}},
        // the level before a change is there already
        {"通车后车程将由5小时缩短至2小时。", {"5小时 status=actual", "2小时 status=target"}},
        {"到2025年,覆盖率由36%提高到52%。", {"36% status=actual period=-", "52% status=target period=2025"}},
        // aims that were reached, and that will be
        {"圆满完成全年目标任务,粮食总产36万吨。", {"36万吨 status=actual"}},
        {"2030年前我省将完成目标任务,治理沙化土地36万亩。", {"36万亩 status=target"}},
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(references)

BOOST_AUTO_TEST_CASE(from_one_level_to_another) {
    check({
        // what stands between the two is a verb, whatever verb
        {"合作社从36家裂变至52家。", {"36家 indicator=合作社", "52家 indicator=合作社"}},
        {"合作社由去年的36家优化整合为52家。",
         {"36家 indicator=合作社 period=2020", "52家 indicator=合作社"},
         spring_2021},
        {"申报项目由最初的36项精简到7项。", {"36项 indicator=申报项目", "7项 indicator=申报项目"}},
        // but not a noun, nor where "from" is none
        {"试点从3个城市扩大到6个。", {"3个 indicator=城市", "6个"}},
        {"在36个城市开展52项试点。", {"36个 indicator=城市", "52项 indicator=试点"}},
        // the former level is no plan
        {"到2030年,车程将由3小时压减至1小时。",
         {"3小时 indicator=车程 status=actual", "1小时 status=target"},
         spring_2021},
    });
}

BOOST_AUTO_TEST_CASE(changes) {
    check({
        {"粮食产量比上年增产312万吨,增长2.5%。", {"312万吨 basis=yoy", "2.5% basis=yoy direction=up"}},
        {"出口同比增长3%。进口增长2%。", {"3% basis=yoy", "2% basis=-"}},
        {"增速高于全省平均水平1.2个百分点。", {"1.2个百分点 basis=benchmark against=全省平均水平"}},
        {"投资完成率超时序进度5.6个百分点。", {"5.6个百分点 basis=benchmark against=时序进度 direction=up"}},
        {"住户存款比年初增加153亿元。", {"153亿元 basis=year_start indicator=住户存款"}},
        {"五年来,农民收入年均增长8.1%。", {"8.1% basis=annual indicator=农民收入"}},
        {"居民消费价格环比下降0.3%,同比上涨1.2%。",
         {"0.3% basis=mom direction=down", "1.2% basis=yoy direction=up indicator=居民消费价格"}},
        {"用电量与上年同期持平。", {"持平 kind=change direction=flat basis=yoy indicator=用电量"}},
        {"人均收入由2476元增加到4140元。",
         {"2476元 kind=amount indicator=人均收入", "4140元 kind=amount indicator=人均收入"}},
        {"利润增长-3.2%。", {"3.2% kind=change direction=down indicator=利润"}},
        {"综合排名较上年前移3位。", {"3位 kind=change basis=yoy direction=up"}},
        // a named time goes on within the sentence, but for points and where another time is named
        {"资产比2018年末增长52%,存款增长57%。",
         {"52% basis=base against=2018年末", "57% basis=base against=2018年末"}},
        {"资产比2018年末增长52%,存款同比增长57%。", {"52% basis=base", "57% basis=yoy against=-"}},
        {"增速比一季度提高3个百分点,拉动投资增长2个百分点。",
         {"3个百分点 basis=base", "2个百分点 basis=- against=-"}},
        {"资产比2018年末增长52%,2020年存款增长57%。", {"52% basis=base", "57% basis=- against=-"}},
        {"为企业降低成本36亿元。", {"36亿元 kind=change direction=down indicator=成本"}},
        {"填充棉每吨涨了36元。", {"36元 kind=change direction=up"}},
        {"投资、消费增速分别提高3.5个和6个百分点。",
         {"3.5个 kind=change indicator=投资增速", "6个百分点 kind=change indicator=消费增速"}},
        {"药品集采为患者减负36亿元。", {"36亿元 kind=change direction=down"}},
        {"项目年减排二氧化碳36万吨。", {"36万吨 kind=change direction=down indicator=二氧化碳"}},
        // the reference stands before the word of comparison, in its clause or in the one before
        {"产量与2018年相比分别增长52%和57%。",
         {"52% basis=base against=2018年", "57% basis=base against=2018年"}},
        {"参保人数与“十三五”末相比下降8%。", {"8% basis=base against=“十三五”末"}},
        {"与普通电机相比,能耗下降8%。", {"8% basis=benchmark against=普通电机 indicator=能耗"}},
        {"与2018年相比,湿地面积增加52万亩,草原面积减少57万亩。",
         {"52万亩 basis=base against=2018年", "57万亩 basis=base against=2018年"}},
        {"与去年同期相比,出口增长8%。", {"8% basis=yoy against=-"}},
        // another part of the year before is an earlier time, for its clause
        {"一季度,工业增速比上年四季度提高2个百分点,出口增长8%。",
         {"2个百分点 basis=base against=上年四季度 period=2021-01/2021-03", "8% basis=- against=-"},
         spring_2021},
        {"一季度,工业产量比上年一季度增长2%。",
         {"2% basis=yoy against=- period=2021-01/2021-03"},
         spring_2021},
        {"一季度,工业产量同比增长2%,比上年全年提高1个百分点,出口增长8%。",
         {"2% basis=yoy", "1个百分点 basis=base against=上年全年", "8% basis=yoy against=-"},
         spring_2021},
        // before something happened is an earlier time
        {"药价比改革启动前下降8%。", {"8% basis=base against=改革启动前"}},
        // a level, no change
        {"二氧化碳减排量36万吨。", {"36万吨 kind=amount indicator=二氧化碳减排量"}},
        {"改造提升农田36万亩。", {"36万亩 kind=amount indicator=农田"}},
        {"涨幅从上月的3.6%回落到2.1%。", {"3.6% kind=change direction=up", "2.1% kind=change direction=up"}},
        {"失业率下降到5.1%。", {"5.1% kind=percentage indicator=失业率"}},
        {"新增床位300张。", {"300张 kind=count indicator=床位"}},
    });
}

BOOST_AUTO_TEST_CASE(numbers_inside_a_reference) {
    check({
        {"综合得分居18个省辖市第三位。", {"第三位 kind=ranking among=18个省辖市 indicator=综合得分"}},
        {"全港新增確診個案92宗,較前一日增加15宗。",
         {"92宗 indicator=確診個案 scope=全港", "15宗 kind=change basis=dod indicator=確診個案"}},
        {"零售業銷貨值較一年前同期上升12%。", {"12% basis=yoy indicator=零售業銷貨值"}},
    });
}

BOOST_AUTO_TEST_CASE(rankings_and_shares) {
    check({
        // a share from one level to another is of the same whole
        {"服务业占GDP比重由2015年的36%提高到52%。",
         {"36% of=GDP period=2015 indicator=服务业", "52% of=GDP indicator=服务业"}},
        {"出口占全部贷款比例长期保持在36%。", {"36% of=全部贷款"}},
        {"外贸占比由上年的21%上升到23%。", {"21% indicator=外贸占比 of=-", "23% indicator=外贸占比 of=-"}},
        {"产量较2019年显著上升36%。", {"36% against=2019年"}},
        // what the place was before is no population
        {"机场吞吐量全国排名由第8位升至第5位。",
         {"第8位 indicator=机场吞吐量 among=全国排名", "第5位 indicator=机场吞吐量 among=-"}},
        {"产量增长8%,成为全国第二大产区。", {"8%", "第二大 indicator=产量 among=全国"}},
        // where no words before say what is ranked, the noun behind does
        {"贵州成为全国第二大茶叶产区。", {"全国第二大 indicator=茶叶产区 scope=贵州"}},
        {"产量增长8%,贵州成为全国第二大茶叶产区。", {"8%", "第二大 indicator=茶叶产区"}},
        // the number ends inside a word
        {"贵州保持茶叶第一大省地位。", {"第一大 indicator=-"}},
        {"环境空气质量进入全国前十。", {"前十 kind=ranking among=全国 top=true indicator=环境空气质量"}},
        {"农民收入增速居全省前列。", {"前列 kind=ranking band=前列 among=全省 indicator=农民收入增速"}},
        {"完成投资36.2亿元,占年度投资计划的43.2%。",
         {"36.2亿元 indicator=投资 of=-", "43.2% of=年度投资计划 indicator=投资"}},
        {"服务业增加值占生产总值的比重为52.3%。", {"52.3% of=生产总值 indicator=服务业增加值"}},
        {"出口额是2015年的3.2倍。", {"3.2倍 kind=ratio of=2015年 indicator=出口额"}},
        {"女职工占三分之二。", {"三分之二 kind=ratio indicator=女职工"}},
        // no rank
        {"全市首家智能工厂投产。", {}},
        {"全市最大的水库蓄水3亿立方米。", {"3亿立方米 kind=amount"}},
    });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(traditional)

BOOST_AUTO_TEST_CASE(taiwan) {
    check(
        {
            {"10月外銷訂單金額591億美元,年增14.6%、月減6.1%。",
             {"591億美元 indicator=外銷訂單金額 period=2021-10",
              "14.6% basis=yoy direction=up indicator=外銷訂單金額",
              "6.1% basis=mom direction=down indicator=外銷訂單金額 period=2021-10"}},
            {"第3季經濟成長率3.7%,較上季減少0.8個百分點。",
             {"3.7% kind=change direction=up indicator=經濟成長率|經濟 period=2021-07/2021-09",
              "0.8個百分點 basis=mom direction=down"}},
            {"民國109年底全台人口2356萬人。", {"2356萬人 indicator=人口 scope=全台 period=2020"}},
            {"110年第2季製造業產值年增率18.3%。",
             {"18.3% kind=change basis=yoy indicator=製造業產值 period=2021-04/2021-06"}},
            {"109學年大專校院學生人數120萬3千人。",
             {"120萬3千人 indicator=大專校院學生人數 period=2020/2021"}},
            {"全國稅收新台幣2194億元,年增28.1%。",
             {"2194億元 indicator=稅收 scope=全國", "28.1% basis=yoy indicator=稅收"}},
            {"稻米產量逾百萬公噸。", {"百萬公噸 indicator=稻米產量"}},
            {"預估今年經濟成長率6.09%。", {"6.09% status=estimate period=2021"}},
            {"累計至10月底,外匯存底5467億美元。", {"5467億美元 indicator=外匯存底 period=../2021-10"}},
            {"就業人數較上月增加2萬4千人或0.21%。",
             {"2萬4千人 kind=change basis=mom indicator=就業人數",
              "0.21% kind=change direction=up basis=mom indicator=就業人數"}},
            {"出口值創8年9個月新高。", {}},
            {"明年度總預算編列教育經費2,600億元。",
             {"2,600億元 indicator=教育經費 period=2022 status=target"}},
            {"工業生產指數年成長率9.6%。", {"9.6% kind=change basis=yoy indicator=工業生產指數"}},
            {"第2劑疫苗覆蓋率約莫占4成。", {"4成 indicator=第2劑疫苗覆蓋率"}},
        },
        autumn_2021);
}

BOOST_AUTO_TEST_CASE(hong_kong) {
    check(
        {
            {"租金跌幅加快至0.9%。", {"0.9% kind=change direction=down"}},
            {"租金升幅減慢至0.9%。", {"0.9% kind=change direction=up"}},
            {"本港10月整體出口貨值按年上升21.4%,進口貨值則升17.7%。",
             {"21.4% indicator=整體出口貨值|出口貨值 scope=本港 basis=yoy period=2021-10",
              "17.7% indicator=進口貨值 basis=yoy"}},
            {"失業率由7至9月的4.5%,下跌至8至10月的4.3%。",
             {"4.5% indicator=失業率 period=2021-07/2021-09",
              "4.3% kind=percentage indicator=失業率 period=2021-08/2021-10"}},
            {"樓價指數按月跌0.9%,按季升1.2%。",
             {"0.9% basis=mom direction=down indicator=樓價指數",
              "1.2% basis=mom direction=up indicator=樓價指數"}},
            {"樓價指數按周升1.22%。", {"1.22% basis=mom direction=up indicator=樓價指數"}},
            {"新增個案2520宗,比前一天增加95宗,亦較上周同期增加38宗。",
             {"2520宗 indicator=個案", "95宗 basis=dod indicator=個案", "38宗 indicator=個案 kind=change"}},
            {"訪港旅客約120萬人次,比去年同期多3倍。",
             {"120萬人次 indicator=訪港旅客", "3倍 kind=change basis=yoy indicator=訪港旅客"}},
            {"政府料全年經濟增長6.4%。", {"6.4% status=estimate"}},
            {"原料今年漲價12%。", {"12% status=actual indicator=原料|原料價格 period=2021"}},
            {"本地生產總值按年實質上升5.4%。", {"5.4% indicator=本地生產總值 scope=- basis=yoy"}},
            {"私人住宅租金跌幅加快至0.9%。", {"0.9% kind=change direction=down indicator=私人住宅租金"}},
            {"調查訪問了1,000間公司。", {"1,000間 indicator=公司"}},
            {"通脹率預料達2.5%。", {"2.5% status=estimate indicator=通脹率"}},
        },
        autumn_2021);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(explanations)

namespace {

/// The lines of an explanation from the one that opens the fact `quote` to the next fact.
std::string part_of(const std::string& explanation, const std::string& quote) {
    const std::string open = "\n  fact        " + quote;
    const std::size_t begin = explanation.find(open);
    if (begin == std::string::npos) return {};
    return explanation.substr(begin, explanation.find("\n  fact ", begin + open.size()) - begin);
}

} // namespace

BOOST_AUTO_TEST_CASE(fields_name_the_words_they_come_from) {
    const std::string text =
        "2020年,全市固定资产投资同比增长8.3%。今年计划新建学校12所。用电量比2015年增加12亿千瓦时。";
    const std::string all = support::builtin().explain(text, {.published = spring_2021});
    const std::vector<std::pair<std::string, std::vector<std::string>>> wanted{
        {"增长8.3%", {"indicator \"固定资产投资\"", "scope \"全市\"", "period \"2020年\"", "basis \"同比\""}},
        {"12所", {"indicator \"学校\"", "period \"今年\"", "status \"计划\""}},
        {"比2015年增加12亿千瓦时", {"indicator \"用电量\"", "against \"2015年\""}},
    };
    for (const auto& [quote, fields] : wanted) {
        const std::string part = part_of(all, quote);
        BOOST_TEST(!part.empty(), "no fact " << quote << " in\n" << all);
        for (const std::string& field : fields)
            BOOST_TEST((part.find(field) != std::string::npos), field << " is not explained in" << part);
    }
}

BOOST_AUTO_TEST_CASE(paired_fields_say_so_once) {
    const std::string explanation = support::builtin().explain("青海、新疆增幅较大,分别增长9.3%、7.3%。");
    const std::string part = part_of(explanation, "7.3%");
    BOOST_TEST(part.find("scope \"新疆\": its place in the list of places") != std::string::npos, part);
    BOOST_TEST(part.find("scope") == part.rfind("scope"), part);
}

BOOST_AUTO_TEST_CASE(carried_fields_say_so) {
    const std::string all =
        support::builtin().explain("全市新建学校12所,同比增长20%。", {.published = spring_2021});
    const std::string part = part_of(all, "增长20%");
    BOOST_TEST((part.find("scope \"全市\": carried") != std::string::npos), all);
    BOOST_TEST((part.find("indicator \"学校\": carried") != std::string::npos), all);
}

BOOST_AUTO_TEST_CASE(numbers_without_a_fact_name_the_rule) {
    const std::string all =
        support::builtin().explain("最近18天产量很稳。出口值創8年9個月新高。", {.published = spring_2021});
    BOOST_TEST((all.find("zh-Hans/none/recent") != std::string::npos), all);
    BOOST_TEST((all.find("zh-Hant/none/frame-record-long") != std::string::npos), all);
    BOOST_TEST((all.find("\n  fact ") == std::string::npos), all);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none_say_why) {
    const std::string explanation = support::builtin().explain("拨打12345热线,第一时间处理,新建学校19所。");
    for (const char* line : {"numeral     12345\n    no fact   part of a name",
                             "numeral     第一\n    no fact   part of the set phrase 第一时间"})
        BOOST_TEST(explanation.find(line) != std::string::npos, line << " is not in\n" << explanation);
    // what became a quantity or a date is told there
    BOOST_TEST(support::builtin().explain("2020年3月新建学校19所。").find("numeral ") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
