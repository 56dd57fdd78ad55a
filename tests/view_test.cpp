// The text stage: what is folded, what is not, and that every point of a view leads back to its bytes.
#include <boost/test/unit_test.hpp>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/view.hpp>

#include "support/facts.hpp"

using namespace gongbao;
using support::views;
using namespace std::string_literals;

namespace {

std::vector<std::string> folded(std::string_view text) {
    const support::exact_bytes bytes(text);
    std::vector<std::string> out;
    for (const view& v : views(bytes.view())) out.push_back(to_utf8(v.points));
    return out;
}

/// The only paragraph of a text.
std::string one(std::string_view text) {
    const std::vector<std::string> all = folded(text);
    BOOST_TEST(all.size() == 1U, "paragraphs of: " << text);
    return all.size() == 1 ? all[0] : std::string{};
}

/// Empty, or what is wrong with the way back.
std::string lost_way(const view& v, std::string_view text) {
    const auto at = [](const char* what, std::size_t i) {
        return std::string(what) + " at point " + std::to_string(i);
    };
    if (v.source.data() != text.data() || v.source.size() != text.size()) return "source is not the text";
    if (v.points.empty()) return "an empty paragraph";
    if (v.offsets.size() != v.size() + 1) return "offsets: one more than points";
    for (std::size_t i = 0; i < v.size(); ++i) {
        if (v.offsets[i] >= v.end_of(i)) return at("a point without bytes", i);
        if (v.end_of(i) > v.offsets[i + 1]) return at("points overlap", i);
        const span bytes = v.bytes(i, i + 1);
        if (bytes.begin != v.offsets[i] || bytes.end != v.end_of(i)) return at("bytes() of one point", i);
        // and these bytes alone are the point
        if (fold(text.substr(bytes.begin, bytes.size())) != v.points.substr(i, 1))
            return at("bytes that fold to something else", i);
        if (v.points[i] == 0 || v.points[i] == U'\n' || v.points[i] == U'\r')
            return at("a control character", i);
    }
    if (v.offsets.back() > text.size()) return "beyond the text";
    const span whole = v.bytes(0, v.size());
    if (whole.begin != v.offsets.front() || whole.end != v.end_of(v.size() - 1)) return "bytes() of all";
    if (const span none = v.bytes(v.size(), v.size()); none.begin != none.end || none.end > text.size())
        return "bytes() of nothing";
    if (v.points.front() == U' ' || v.points.back() == U' ') return "outer space";
    return {};
}

void check_way_back(std::string_view text) {
    const support::exact_bytes bytes(text);
    std::size_t before = 0;
    for (const view& v : views(bytes.view())) {
        const std::string lost = lost_way(v, bytes.view());
        BOOST_TEST(lost.empty(), lost << " in: " << text);
        if (!lost.empty()) return;
        BOOST_TEST(v.offsets.front() >= before, "paragraphs overlap in: " << text);
        before = v.end_of(v.size() - 1);
    }
}

/// The bytes from which the folded words `part` came.
std::string original(std::string_view text, std::string_view part) {
    const support::exact_bytes bytes(text);
    for (const view& v : views(bytes.view())) {
        const std::u32string wanted = fold(part);
        const std::size_t at = v.points.find(wanted);
        if (at == std::u32string::npos) continue;
        const span s = v.bytes(at, at + wanted.size());
        return std::string(bytes.view().substr(s.begin, s.size()));
    }
    return "(not found)";
}

struct fold_case {
    std::string text;
    std::string view;
};

/// Prose of more than a line, with a mark inside.
const std::string prose = "各级各部门认真贯彻落实党中央决策部署,积极破解难题,充分";

} // namespace

BOOST_AUTO_TEST_SUITE(text_stage)

BOOST_AUTO_TEST_CASE(widths_and_punctuation) {
    const std::vector<fold_case> cases{
        {"３８％", "38%"},
        {"１，２３４．５", "1,234.5"},
        {"ＡＢＣｘｙｚ", "ABCxyz"},
        {"（一）；：！？", "(一);:!?"},
        {"［１］／２", "[1]/2"},
        {"﹪", "%"},
        {"1∶3", "1:3"},
        {"1：3", "1:3"},
        {"增长8．3％，居第1", "增长8.3%,居第1"},
        {"、。", "、。"}, // the ideographic comma and full stop stay
        {"｡､", "。、"},   // their half-width forms become them
        {"10²", "10²"},   // never 102
        {"①②", "①②"},     // nor 12
        {"㎡", "㎡"},
        {"½", "½"},
        {"μg", "μg"},
        {"5‰", "5‰"},
        {"25℃", "25℃"},
    };
    for (const fold_case& c : cases) BOOST_TEST(one(c.text) == c.view, c.text << " -> " << one(c.text));
}

BOOST_AUTO_TEST_CASE(dashes_minus_and_quotes) {
    const std::vector<fold_case> cases{
        {"18—22", "18—22"},         {"18–22", "18—22"},       {"18―22", "18—22"},  {"18─22", "18—22"},
        {"18~22", "18~22"},         {"18～22", "18~22"},      {"18〜22", "18~22"}, {"18-22", "18-22"},
        {"18－22", "18-22"},        {"−3.2", "-3.2"},         {"‐3", "-3"},        {"「十三五」", "“十三五”"},
        {"『十三五』", "‘十三五’"}, {"“十三五”", "“十三五”"},
    };
    for (const fold_case& c : cases) BOOST_TEST(one(c.text) == c.view, c.text << " -> " << one(c.text));
}

BOOST_AUTO_TEST_CASE(traditional_becomes_simplified_one_to_one) {
    const std::vector<fold_case> cases{
        {"較去年同期增長", "较去年同期增长"},
        {"億", "亿"},
        {"萬", "万"},
        {"個", "个"},
        {"車輛", "车辆"},
        {"億萬個", "亿万个"},
        {"按年上升", "按年上升"},
        {"貳拾", "贰拾"},
        {"點", "点"},
        {"歲", "岁"},
        {"塊", "块"},
        {"兩", "两"},
        {"總額", "总额"},
    };
    for (const fold_case& c : cases) BOOST_TEST(one(c.text) == c.view, c.text << " -> " << one(c.text));
}

BOOST_AUTO_TEST_CASE(the_way_back_through_every_fold) {
    const std::vector<fold_case> cases{
        // text, and the words (folded) whose original bytes are asked for: below
        {"３８％，　較去年增長", "較去年"},
        {"出口總額為１２３．４億元，", "１２３．４億元"},
        {"18–22歲", "18–22歲"},
        {"「十三五」時期", "「十三五」"},
        {"a\xC2\xA0"
         "b",
         "b"},
        {"\xEF\xBB\xBF"
         "28个",
         "28个"},
    };
    for (const fold_case& c : cases) BOOST_TEST(original(c.text, c.view) == c.view, c.text);
    // what was dropped inside a slice is inside the bytes
    BOOST_TEST(original("28 个", "28个") == "28 个");
    BOOST_TEST(original("28\xE3\x80\x80个", "28个") == "28\xE3\x80\x80个");
    BOOST_TEST(original("28\xE2\x80\x8B个", "28个") == "28\xE2\x80\x8B个");
    // and what was dropped outside of it is not
    BOOST_TEST(original("达 28 个 ,", "28个") == "28 个");
}

BOOST_AUTO_TEST_CASE(spaces) {
    const std::vector<fold_case> cases{
        {"a b", "a b"},
        {"a  \t  b", "a b"},
        {"a\xC2\xA0"
         "b",
         "a b"},
        {"a\xE3\x80\x80"
         "b",
         "a b"},
        {"a\xE2\x80\x89"
         "b",
         "a b"},
        {"  28个  ", "28个"},
        {"\xE3\x80\x80\xE3\x80\x80各地", "各地"},
        {"28 个", "28个"},
        {"达 28 个", "达28个"},
        {"第 3 位", "第3位"},
        {"共 1.85 万名", "共1.85万名"},
        {"增长 8.3 %", "增长8.3%"},
        {"增长 8.3 ％。", "增长8.3%。"},
        {"2020 年 2 月 29 日", "2020年2月29日"},
        {"至 2 月", "至2月"},
        {"28\xC2\xA0个", "28个"},
        {"28\xE3\x80\x80个", "28个"},
        {"达 88 %5 个", "达88%5个"}, // the space before the number goes once
        {"达 88 5 个", "达 88 5个"}, // that before another number stays
        {"a 88 个", "a 88个"},       // only behind Han
        {"达 88 % % % 个", "达88%%%个"},
    };
    for (const fold_case& c : cases) BOOST_TEST(one(c.text) == c.view, c.text << " -> " << one(c.text));
}

BOOST_AUTO_TEST_CASE(two_numbers_do_not_run_together) {
    for (const char* text : {"28 35", "2019 2020",
                             "28\xE3\x80\x80"
                             "35",
                             "28\t35"})
        BOOST_TEST(one(text).find(' ') != std::string::npos, text << " -> " << one(text));
}

BOOST_AUTO_TEST_CASE(what_disappears) {
    const std::vector<fold_case> cases{
        {"\xEF\xBB\xBF各地", "各地"},
        {"各\xEF\xBB\xBF地", "各地"},
        {"1\xE2\x80\x8B"
         "2",
         "12"},
        {"1\xE2\x80\x8C\xE2\x80\x8D"
         "2",
         "12"},
        {"1\xE2\x81\xA0"
         "2",
         "12"},
        {"1\xC2\xAD"
         "2",
         "12"},
        {"\xE2\x80\x8E"
         "28个\xE2\x80\x8F",
         "28个"},
        {"28"s + '\0' + "个", "28个"},
        {"\0\0"s + "28个" + "\0"s, "28个"},
        {"28\x01\x1F\x7F个", "28个"},
        {"28\xC2\x85个", "28个"},
    };
    for (const fold_case& c : cases) BOOST_TEST(one(c.text) == c.view, c.text << " -> " << one(c.text));
}

BOOST_AUTO_TEST_CASE(nothing_to_read) {
    const std::vector<std::string> cases{"",        "\n",           "\r\n\r\n",
                                         " ",       "\xE3\x80\x80", "\xEF\xBB\xBF",
                                         "\0\0\0"s, "\xE2\x80\x8B", " \n \t \n\xC2\xA0\n"};
    for (const std::string& text : cases) BOOST_TEST(folded(text).empty(), "bytes: " << text.size());
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_keep_their_place) {
    const std::vector<std::string> bad{"\xFF",
                                       "\x80",
                                       "\xC0\xAF",
                                       "\xC3",
                                       "\xE4",
                                       "\xE4\xB8",
                                       "\xE0\x80\x80",
                                       "\xED\xA0\x80",
                                       "\xF0\x80\x80\x80",
                                       "\xF0\x9F\x98",
                                       "\xF4\x90\x80\x80",
                                       "\xF8\x88\x80\x80\x80",
                                       "\xFE"};
    const std::string text = "增长８.３%的"; // cut between any two characters
    const std::vector<std::string> characters{"增", "长", "８", ".", "３", "%", "的"};
    for (const std::string& b : bad) {
        for (std::size_t place = 0; place <= characters.size(); ++place) {
            std::string before;
            std::string behind;
            for (std::size_t i = 0; i < characters.size(); ++i)
                (i < place ? before : behind) += characters[i];
            const std::string all = before + b + behind;
            std::string wanted = to_utf8(fold(before));
            for (std::size_t i = 0; i < b.size(); ++i) wanted += "\xEF\xBF\xBD";
            wanted += to_utf8(fold(behind));
            BOOST_TEST(one(all) == wanted, "bad bytes at " << place << " -> " << one(all));
            check_way_back(all);
        }
    }
}

/// The reader's short way says the same of every character as fold() does, and of any three bytes as the long way.
BOOST_AUTO_TEST_CASE(the_short_way_reads_as_the_long_one) {
    const auto check = [](const std::string& middle, const std::u32string& folded) {
        std::string text = "\u5404";
        text += middle;
        text += "\u5730\u5404";
        view v;
        paragraph_reader reader(text);
        const bool found = reader.next(v);
        if (!found || v.points != U"各" + folded + U"地各")
            BOOST_TEST(false, "bytes: " << middle << " -> " << to_utf8(v.points));
        const std::string lost = lost_way(v, text);
        BOOST_TEST(lost.empty(), lost << " in: " << text);
    };
    for (char32_t c = 0x21; c < 0x10000; ++c) {
        if ((c >= 0xD800 && c <= 0xDFFF) || c == 0x2028 || c == 0x2029) continue;
        const char32_t folded = fold(c);
        if (folded != U' ') check(to_utf8({&c, 1}), folded != 0 ? std::u32string(1, folded) : U"");
    }
    for (unsigned lead = 0xC0; lead <= 0xFF; ++lead)
        for (const int second : {0x21, 0x7A, 0x80, 0x81, 0x9F, 0xA0, 0xBC, 0xBD, 0xBF, 0xC0, 0xE4, 0xFF})
            for (const int third : {0x21, 0x7A, 0x80, 0x81, 0xBF, 0xC0, 0xE4, 0xFF}) {
                const std::string bytes{static_cast<char>(lead), static_cast<char>(second),
                                        static_cast<char>(third)};
                if (lead == 0xE2 && second == 0x80) continue; // spaces and ends of lines
                const std::u32string folded = fold(bytes);
                if (folded.find(U' ') == std::u32string::npos) check(bytes, folded);
            }
}

BOOST_AUTO_TEST_CASE(a_cut_character_at_the_end_reads_nothing_beyond) {
    for (const std::string& whole : {"亿"s, "é"s, "😀"s, "較"s}) {
        for (std::size_t cut = 1; cut < whole.size(); ++cut) {
            const std::string text = "28" + whole.substr(0, cut);
            std::string wanted = "28";
            for (std::size_t i = 0; i < cut; ++i) wanted += "\xEF\xBF\xBD";
            BOOST_TEST(one(text) == wanted);
            check_way_back(text);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_character_folds_to_itself_or_to_something_stable) {
    for (char32_t c = 1; c < 0x30000; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        const char32_t once = fold(c);
        if (once == 0) continue;
        const char32_t twice = fold(once);
        if (once != twice) BOOST_TEST(false, "U+" << std::hex << static_cast<unsigned>(c));
    }
    for (char32_t c = 0x21; c < 0x7F; ++c) BOOST_TEST((fold(c) == c));
    BOOST_TEST((fold(0x1F600) == char32_t{0x1F600}));
    BOOST_TEST((fold(0x10FFFF) == char32_t{0x10FFFF}));
    BOOST_TEST((fold(0xFFFD) == char32_t{0xFFFD}));
}

BOOST_AUTO_TEST_CASE(utf8_of_points) {
    BOOST_TEST(to_utf8(U"a\u00E9\u4EBF\U0001F600") == "a\xC3\xA9\xE4\xBA\xBF\xF0\x9F\x98\x80");
    std::string out = "x";
    append_utf8(out, 0x10FFFF);
    append_utf8(out, 0x7FF);
    append_utf8(out, 0x800);
    BOOST_TEST(out == "x\xF4\x8F\xBF\xBF\xDF\xBF\xE0\xA0\x80");
}

BOOST_AUTO_TEST_CASE(lines) {
    using strings = std::vector<std::string>;
    const auto check = [](const std::string& text, const strings& wanted) {
        const strings found = folded(text);
        BOOST_TEST(found == wanted, boost::test_tools::per_element());
    };
    check("一\n二", {"一", "二"});
    check("一\r\n二\r三\n\n\n四\n", {"一", "二", "三", "四"});
    check("一\u2028二", {"一", "二"});
    check("\n\n一", {"一"});
    check("  一  \n  二  ", {"一", "二"});
    // a sentence that has ended ends the paragraph, however long
    check(prose + "发挥作用。\n全市增长", {prose + "发挥作用。", "全市增长"});
    // a heading does not run on, nor does what looks like one
    check("我市复工复产有序推进\n全市增长8%。", {"我市复工复产有序推进", "全市增长8%。"});
    check("一、总体情况\n初步核算", {"一、总体情况", "初步核算"});
    check("  本报讯  \n全市增长", {"本报讯", "全市增长"});
}

BOOST_AUTO_TEST_CASE(a_line_broken_inside_a_sentence_runs_on) {
    for (const char* gap : {"\n", "\r\n", "\n\n", "\r\n\r\n", "\r", "\n \n", "\n　　", " \n"}) {
        const std::string text = prose + gap + "运用我市资源,复工28个。";
        BOOST_TEST(one(text) == prose + "运用我市资源,复工28个。", "gap of " << std::string(gap).size());
        check_way_back(text);
    }
    // also inside a number, and then the slice holds the break
    const std::string text = prose + "开工2\n\n8个。";
    BOOST_TEST(one(text) == prose + "开工28个。");
    BOOST_TEST(original(text, "28个") == "2\n\n8个");
}

BOOST_AUTO_TEST_CASE(wording_keeps_the_characters) {
    const auto wording = [](std::string_view text) {
        const std::vector<view> all = views(text);
        return all.size() == 1 ? all[0].wording(0, all[0].size()) : std::string{"(not one)"};
    };
    BOOST_TEST(wording("個") == "個");                     // the characters stay
    BOOST_TEST(wording("微克／立方米") == "微克/立方米");  // widths do not
    BOOST_TEST(wording("县（市、区）") == "县（市、区）"); // but those of brackets do
    BOOST_TEST(wording("28 個") == "28個");                // nor do dropped spaces
    BOOST_TEST(wording("「十三五」") == "「十三五」");
}

/// What disappeared between two characters is no part of their wording, whatever the bytes add up to.
BOOST_AUTO_TEST_CASE(wording_leaves_out_what_disappeared) {
    const auto wording = [](std::string_view text) {
        const std::vector<view> all = views(text);
        return all.size() == 1 ? all[0].wording(0, all[0].size()) : std::string("not one paragraph");
    };
    BOOST_TEST(wording("甲\xC2\xB7\x01\xC2\xB7\x01乙") == "甲\xC2\xB7\xC2\xB7乙"); // two bytes and a control
    BOOST_TEST(wording("甲\xFF\x01\x01乙") == "甲\xFF乙"); // a byte that is no character
    BOOST_TEST(wording("甲\xE2\x80\x8B乙") == "甲乙");     // a space without width
    BOOST_TEST(wording("甲\xF0\xA0\xAE\xB7\xC2\xB7乙") == "甲\xF0\xA0\xAE\xB7\xC2\xB7乙");
}

BOOST_AUTO_TEST_CASE(the_readers_memory_is_reused_but_not_its_content) {
    const std::string text = "很长的第一行没有标点\n二";
    paragraph_reader reader(text);
    view v;
    BOOST_TEST(reader.next(v));
    BOOST_TEST(reader.next(v));
    BOOST_TEST(to_utf8(v.points) == "二");
    BOOST_TEST(v.bytes(0, 1).end == text.size());
    BOOST_TEST(!reader.next(v));
    BOOST_TEST(!reader.next(v));
}

// In a text that is valid every slice is valid, and folds to the points that it was asked for.
BOOST_AUTO_TEST_CASE(slices_hold_whole_characters) {
    const auto check = [](std::string_view text) {
        for (const view& v : views(text)) {
            for (std::size_t i = 0; i < v.size(); ++i) {
                const span s = v.bytes(i, i + 1);
                const std::u32string back = fold(text.substr(s.begin, s.size()));
                if (v.points[i] == U' ' ? back.find_first_not_of(U' ') != std::u32string::npos || back.empty()
                                        : back != std::u32string(1, v.points[i])) {
                    BOOST_TEST(false, "point " << i << " (" << to_utf8(v.points.substr(i, 1)) << ") of "
                                               << to_utf8(v.points).substr(0, 200));
                    return;
                }
            }
        }
    };
    for (const char* text : {"a\xE3\x80\x80"
                             "b",
                             "a\xC2\xA0"
                             "b",
                             "甲\xE3\x80\x80乙", "甲 \xC2\xA0 乙", "較 28 個"})
        check(text);
    for (const support::article& a : support::articles()) check(a.text);
}

BOOST_AUTO_TEST_CASE(nothing_of_an_article_is_lost) {
    for (const support::article& a : support::articles()) {
        check_way_back(a.text);
        // what lies between the points folds to nothing, to space, or to a line break
        std::size_t at = 0;
        std::string dropped;
        for (const view& v : views(a.text)) {
            for (std::size_t i = 0; i < v.size(); ++i) {
                dropped += a.text.substr(at, v.offsets[i] - at);
                at = v.end_of(i);
            }
        }
        dropped += a.text.substr(at);
        const std::u32string left = fold(dropped);
        BOOST_TEST((left.find_first_not_of(U' ') == std::u32string::npos), a.name << ": " << to_utf8(left));
    }
}

BOOST_AUTO_TEST_CASE(random_bytes) {
    std::mt19937 random(20200302); // NOLINT: the same bytes every time
    const std::vector<std::string> pieces{"１", "２", " ",    "\n",           "\r",           "，",
                                          "。", "個", "万",   "\xE3\x80\x80", "\xEF\xBB\xBF", "\xC2\xA0",
                                          "%",  ".",  "\xE4", "\xB8",         "\xFF",         "—",
                                          "増", "3",  "a",    "\xF0\x9F"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const std::size_t length = random() % 80;
        while (text.size() < length) {
            if (round % 2 == 0)
                text += static_cast<char>(random() % 256);
            else
                text += pieces[random() % pieces.size()];
            if (random() % 9 == 0) text += '\0';
        }
        check_way_back(text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
