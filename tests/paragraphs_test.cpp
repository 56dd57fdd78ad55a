// Several paragraphs in one view: they read as each by itself does, and no word, number or fact goes from one to the next.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/extractor.hpp>
#include <gongbao/view.hpp>

#include "paragraphs.hpp"
#include "support/facts.hpp"
#include "wide.hpp"

using namespace gongbao;
using namespace gongbao::detail;
using namespace std::string_literals;

namespace {

/// Empty, or how a paragraph of a view of several differs from the same read by itself.
std::string difference(const view& all, const paragraph_range& p, const view& alone) {
    if (p.size() != alone.size()) return "another length";
    if (all.points.compare(p.begin, p.size(), alone.points) != 0) return "other points";
    for (std::size_t i = 0; i < alone.size(); ++i) {
        if (all.offsets[p.begin + i] != alone.offsets[i])
            return "another offset of point " + std::to_string(i);
        if (all.end_of(p.begin + i) != alone.end_of(i)) return "another end of point " + std::to_string(i);
    }
    if (p.traditional != alone.traditional) return "another count of traditional characters";
    return {};
}

/// All paragraphs of a text, a few at a time: the same as one by one. `most` and `enough` as for the reader.
void check_reading(std::string_view text, std::size_t most, std::size_t enough, view& all) {
    const support::exact_bytes bytes(text);
    const std::vector<view> alone = support::views(bytes.view());
    paragraphs_reader reader(bytes.view());
    std::vector<paragraph_range> found;
    std::size_t before = 0;
    while (reader.next(most, enough, all, found)) {
        reader.fold(all, found);
        BOOST_TEST((found.size() <= most && found.front().begin == 0 && found.back().end == all.size()));
        for (std::size_t k = 0; k < found.size(); ++k) {
            if (before + k >= alone.size()) {
                BOOST_TEST(false, "too many paragraphs: " << text);
                return;
            }
            if (k > 0) {
                BOOST_TEST(found[k].begin == found[k - 1].end + 1);
                BOOST_TEST((all.points[found[k - 1].end] == paragraph_mark));
                BOOST_TEST(begins_paragraph(all.points, found[k].begin));
            }
            const std::string differs = difference(all, found[k], alone[before + k]);
            if (!differs.empty()) BOOST_TEST(false, differs << " in: " << text);
        }
        before += found.size();
    }
    BOOST_TEST(before == alone.size());
}

/// As check_reading, and so without fold(), which would set right what the form of 64 bytes gives: no point but a Han
/// character may differ from what it has to be, and that only by its fold.
void check_wide(std::string_view text) {
    const support::exact_bytes bytes(text);
    const std::vector<view> alone = support::views(bytes.view());
    paragraphs_reader reader(bytes.view());
    std::vector<paragraph_range> found;
    view all;
    std::size_t k = 0;
    while (reader.next(1, SIZE_MAX, all, found)) {
        if (k >= alone.size() || all.size() != alone[k].size()) {
            BOOST_TEST(false, "another length: " << text);
            return;
        }
        for (std::size_t i = 0; i < all.size(); ++i)
            if (fold(all.points[i]) != alone[k].points[i] || all.offsets[i] != alone[k].offsets[i]) {
                BOOST_TEST(false, "point " << i << " of: " << text);
                return;
            }
        ++k;
    }
    BOOST_TEST(k == alone.size());
}

/// All that a fact says but for its time, of which an earlier paragraph may name the year.
std::string without_time(const fact& f, std::size_t offset) {
    return std::to_string(f.span.begin + offset) + "-" + std::to_string(f.span.end + offset) + " " + f.quote +
           " " + std::string(to_string(f.kind())) + " " + (f.value ? f.value->to_string() : "none"s) + " " +
           f.unit + " " + f.indicator + " " + f.action + " " + f.scope + " " + f.rule;
}

} // namespace

BOOST_AUTO_TEST_SUITE(paragraphs)

BOOST_AUTO_TEST_CASE(they_read_as_each_by_itself) {
    view all; // one for all: nothing of an earlier text stays
    for (const support::article& a : support::articles())
        for (const std::size_t most : {1U, 2U, 7U, 64U})
            for (const std::size_t enough : {1U, 100U, 2000U}) check_reading(a.text, most, enough, all);
    for (const std::string& text : {""s, "\n"s, " \n \n"s, "\n\n28个\n\n"s, "28个"s,
                                    "<p>28个</p><p></p><p>3所</p>"s, "较\n較\n较"s, "1.\n 85个\n"s})
        check_reading(text, 64, 2000, all);
}

/// What 64 bytes may hold, at each of their places: characters of one to four bytes, what is folded, what is dropped, what
/// is none, and the end of the text.
BOOST_AUTO_TEST_CASE(every_place_of_a_block) {
    const std::vector<std::string> pieces{"个",
                                          "較",
                                          "，",
                                          "。",
                                          "　",
                                          "“",
                                          "”",
                                          "—",
                                          "…",
                                          "、",
                                          "《",
                                          "～",
                                          "＜",
                                          "￥",
                                          "a",
                                          "<",
                                          "<p>",
                                          " ",
                                          "\n",
                                          "\r",
                                          "\t",
                                          "7",
                                          "\x7F",
                                          "é",
                                          "😀",
                                          "豈",
                                          "\xEF\xBB\xBF",
                                          "\xE2\x80\x8B",
                                          "\xE4",
                                          "\xE4\xB8",
                                          "\xB8",
                                          "\xE0\x80\x80",
                                          "\xED\xA0\x80",
                                          "\xF0\x9F",
                                          "\xFF",
                                          "\xC2\xA0",
                                          "\0"s};
    view all;
    for (const std::string& piece : pieces)
        for (std::size_t before = 0; before < 70; ++before)
            for (const std::string& filler : {"x"s, "中"s}) {
                std::string text;
                while (text.size() < before) text += filler;
                text += piece;
                check_wide(text);
                check_reading(text, 64, 2000, all);
                for (std::size_t k = 0; k < 30; ++k) text += filler;
                check_wide(text);
                check_reading(text, 64, 2000, all);
            }
    if (!has_wide_form()) BOOST_TEST_MESSAGE("this processor has no wide form: it was not compared");
}

BOOST_AUTO_TEST_CASE(every_character_of_the_basic_plane) {
    std::string text;
    for (char32_t c = 0x21; c < 0x10000; ++c) {
        if ((c >= 0xD800 && c <= 0xDFFF) || c == U'<') continue;
        text += "中" + to_utf8({&c, 1});
        if (c % 97 == 0) text += "x";
    }
    check_wide(text);
}

BOOST_AUTO_TEST_CASE(random_bytes) {
    std::mt19937 random(20200302); // NOLINT: the same bytes every time
    const std::vector<std::string> pieces{"全市", "增長", " ",        "\n",   "，",   "。",
                                          "萬",   "％",   "3.5",      "abc",  "\xE4", "\xB8",
                                          "\xFF", "—",    "\xF0\x9F", "<br>", "　"};
    view all;
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        const std::size_t length = random() % 300;
        while (text.size() < length) {
            if (round % 3 == 0)
                text += static_cast<char>(random() % 256);
            else
                text += pieces[random() % pieces.size()];
        }
        check_wide(text);
        check_reading(text, 1 + random() % 5, 1 + random() % 200, all);
    }
}

/// The facts of paragraphs that stand together are those of each alone, but for the year that an earlier one may name.
BOOST_AUTO_TEST_CASE(facts_are_those_of_each_alone) {
    std::vector<std::string> pieces;
    for (const rule_info& r : support::builtin().rules())
        if (!r.example.empty()) pieces.push_back(r.example);
    for (const support::article& a : support::articles())
        for (const view& v : support::views(a.text))
            pieces.push_back(a.text.substr(v.offsets.front(), v.end_of(v.size() - 1) - v.offsets.front()));
    BOOST_TEST(pieces.size() > 200U);
    std::mt19937 random(7); // NOLINT: the same order every time
    const options o{.published = date{2020, 3, 2}};
    for (int round = 0; round < 6; ++round) {
        std::shuffle(pieces.begin(), pieces.end(), random);
        std::string text;
        std::vector<std::string> expected;
        for (const std::string& piece : pieces) {
            // a full stop: or a line that is broken inside a sentence would go on in the next
            const std::string line = piece + "。";
            if (support::views(line).size() != 1) continue;
            for (const fact& f : support::builtin().extract(line, o))
                expected.push_back(without_time(f, text.size()));
            text += line + "\n";
        }
        std::vector<std::string> found;
        for (const fact& f : support::builtin().extract(text, o)) found.push_back(without_time(f, 0));
        BOOST_TEST(found.size() == expected.size());
        for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i)
            if (found[i] != expected[i]) {
                BOOST_TEST(found[i] == expected[i]);
                break;
            }
    }
}

/// What could go on in the next paragraph: lists, brackets, quotes, titles, words cut in two, numbers, cues and subjects.
/// None of these names a year, so the facts of any two are those of each alone, with their times.
BOOST_AUTO_TEST_CASE(nothing_goes_on_in_the_next) {
    const std::vector<std::string> pieces{"粮食产量（",
                                          "新建学校3所，粮食产量（",
                                          "其中小麦）5万吨",
                                          "《全市新建学校3所",
                                          "郑州市》投资5亿元",
                                          "其中小麦）28万吨",
                                          "）28个",
                                          "其中，增长5%",
                                          "全市新建学校3所",
                                          "《关于",
                                          "河南省》洛阳市新建学校3所",
                                          "3、",
                                          "3",
                                          "1. 85个单位",
                                          "3、5所学校",
                                          "-",
                                          "平均每",
                                          "每万人",
                                          "人拥有医生5人",
                                          "约",
                                          "28个",
                                          "比",
                                          "上年增长8%",
                                          "百分之",
                                          "八",
                                          "居全省",
                                          "第一位",
                                          "去",
                                          "年增长3%",
                                          "第",
                                          "5名",
                                          "同比增长",
                                          "8.5亿元",
                                          "个百分点",
                                          "1至2月，增长3%",
                                          "增长4%",
                                          "计划",
                                          "投资5亿元",
                                          "郑州市",
                                          "投资6亿元",
                                          "、5个",
                                          "“十",
                                          "三”规划8个",
                                          "8时，气温3度",
                                          "分别为",
                                          "3%、5%",
                                          "5万",
                                          "吨",
                                          "超过",
                                          "10",
                                          "000元",
                                          "和",
                                          "年均",
                                          "1",
                                          "3",
                                          "5:",
                                          "2"};
    const options o{.published = date{2020, 3, 2}};
    const auto with_time = [&o](const std::string& text, std::size_t offset) {
        std::string all;
        for (const fact& f : support::builtin().extract(text, o))
            all += without_time(f, offset) + " " + f.period + " " + std::string(to_string(f.status)) + "\n";
        return all;
    };
    std::size_t facts = 0;
    for (const std::string& first : pieces)
        for (const std::string& second : pieces) {
            const std::string text = first + "\n" + second;
            if (support::views(text).size() != 2) continue;
            const std::string expected = with_time(first, 0) + with_time(second, first.size() + 1);
            const std::string found = with_time(text, 0);
            if (found != expected) BOOST_TEST(found == expected, text);
            facts += expected.empty() ? 0 : 1;
        }
    BOOST_TEST(facts > 1000U);
}

/// A paragraph of several pieces, whose first sentence is longer by the words before it, so that another point of the rest
/// stands where it may be parted.
std::string long_paragraph(std::string_view before, std::size_t times, std::string_view piece,
                           std::size_t pieces) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += before;
    while (text.size() < pieces * piece_points * 3) text += piece;
    return text;
}

BOOST_AUTO_TEST_CASE(a_long_paragraph_comes_in_pieces) {
    view all; // has room for more from a text before, which must not show
    std::vector<paragraph_range> found;
    BOOST_REQUIRE(paragraphs_reader(std::string(100'000, '7')).next(1, 1, all, found));
    for (const char* sentence : {"全市新建学校19所，同比增长8.3%。", "全省較上年增長８．３％！", "ab c(d);"})
        for (const std::size_t before : {0U, 1U, 5U, 13U}) {
            const std::string text = long_paragraph("新", before, sentence, 5);
            check_reading(text, 64, 2000, all);
            check_wide(text);
            const std::vector<view> pieces = support::views(text);
            BOOST_TEST(pieces.size() >= 5U);
            std::u32string joined;
            for (const view& piece : pieces) {
                joined += piece.points;
                if (&piece == &pieces.back()) break;
                BOOST_TEST(piece.size() >= piece_points);
                BOOST_TEST(piece.size() < piece_points + window_points);
                BOOST_TEST((piece.points.back() == fold(sentence).back()));
                BOOST_TEST(piece.offsets.back() == (&piece + 1)->offsets.front());
            }
            BOOST_TEST((joined == fold(text)));
        }
}

BOOST_AUTO_TEST_CASE(a_piece_states_what_its_sentences_state) {
    const std::string sentence = "全市新建学校19所，同比增长8.3%。";
    const std::string text = long_paragraph("新", 7, sentence, 3);
    const std::vector<fact> alone = support::builtin().extract(sentence);
    const std::vector<fact> facts = support::builtin().extract(text);
    BOOST_TEST(alone.size() == 2U);
    BOOST_TEST(facts.size() == 2 * (text.size() / sentence.size()));
    for (std::size_t i = 2; i < facts.size(); ++i) // before the first stand other words
        if (without_time(facts[i], 0) !=
            without_time(alone[i % 2], facts[i].span.begin - alone[i % 2].span.begin))
            BOOST_TEST(false, i << ": " << without_time(facts[i], 0));
}

/// Wherever a paragraph without sentences, or without any mark, is parted: its numbers stay whole.
BOOST_AUTO_TEST_CASE(no_number_is_parted) {
    struct row {
        const char* piece;
        std::size_t windows; // in which of them it is parted
    };
    for (const auto& [piece, windows] : std::vector<row>{{"投资1,234,567元，", 2},
                                                         {"增长8.3%，占12:34，", 2},
                                                         {"12.5亿元、", 2},
                                                         {"(1", 2},
                                                         {"12,3456,", 2},
                                                         {"1234,", 2},
                                                         {"[1.25,-3.5]", 2},
                                                         {"１２３，４５６．７元，", 2},
                                                         {"比3:15占", 4},
                                                         {"3:15:", 4},
                                                         {"完成投资1.85亿元同比增长8.3%", 4},
                                                         {"2020年1月", 4},
                                                         {"1.25 34 ", 4},
                                                         {"１２３４元", 4}}) {
        const std::string few = std::string(piece) + piece + piece;
        std::vector<std::string> usual;
        for (const number& n : support::builtin().numbers(few)) usual.push_back(n.quote);
        BOOST_TEST(!usual.empty());
        for (const std::size_t before : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 8U, 11U}) {
            const std::string text = long_paragraph("新", before, piece, windows + 1);
            const std::vector<view> pieces = support::views(text);
            BOOST_TEST(pieces.size() > 1U, piece);
            BOOST_TEST(pieces.front().size() >= windows * piece_points, piece);
            BOOST_TEST(pieces.front().size() < windows * piece_points + window_points, piece);
            for (const number& n : support::builtin().numbers(text))
                if (std::find(usual.begin(), usual.end(), n.quote) == usual.end()) {
                    BOOST_TEST(false, n.quote << " in: " << piece);
                    break;
                }
        }
    }
    const std::size_t without_marks = support::views(long_paragraph("新", 1, "学校", 9)).front().size();
    BOOST_TEST(without_marks == 8 * piece_points);
    // what may be one number, however long, stays one
    for (const char* piece : {"1234567890", "123,", "１２３，", "1."})
        BOOST_TEST(support::views(long_paragraph("新", 0, piece, 10)).size() == 1U, piece);
}

BOOST_AUTO_TEST_SUITE_END()
