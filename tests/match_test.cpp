// The automata against plain RE2: the same matches, always. RE2 is the oracle; it runs every side of every rule on the
// text of the clause.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include <gongbao/extractor.hpp>
#include <gongbao/numeral.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>

#include "clause.hpp"
#include "language.hpp"
#include "match.hpp"
#include "rule.hpp"
#include "support/facts.hpp"

using namespace gongbao;
using namespace gongbao::detail;

namespace {

std::string describe(const match_list& all, std::size_t i) {
    const match& m = all[i];
    if (m.by == nullptr) return "none";
    std::string out = m.by->id + " " + std::to_string(m.begin) + "-" + std::to_string(m.end);
    if (m.continued) out += " continued";
    for (const capture& c : m.captures)
        out += " " + std::to_string(static_cast<int>(c.what)) + ":" + std::to_string(c.begin) + "-" +
               std::to_string(c.end);
    if (i < all.lost.size())
        for (const rule* r : all.lost[i]) out += " lost " + r->id;
    return out;
}

/// The matches of a text with the automata and with RE2 alone.
class comparison {
public:
    explicit comparison(const extractor& e) : words_(e.words()) {}

    void run(std::string_view text, bool losers) {
        paragraph_reader reader(text);
        view paragraph;
        while (reader.next(paragraph)) {
            std::vector<numeral> numerals;
            std::vector<time_expression> times;
            std::vector<bool> claimed;
            std::vector<quantity> quantities;
            std::vector<clause> clauses;
            find_numerals(paragraph, words_, numerals);
            find_times(paragraph, words_, numerals, false, times, claimed);
            find_quantities(paragraph, words_, numerals, times, claimed, quantities);
            marks_.make(paragraph.points, words_.marks);
            marks_.list_points();
            std::vector<std::uint32_t> with_quantities;
            if (quantities.empty()) continue;
            const paragraph_range whole{0, paragraph.size()};
            find_clauses(paragraph, words_, marks_, {&whole, 1}, quantities, clauses, with_quantities);
            for (const std::uint32_t number : with_quantities) {
                const clause& c = clauses[number];
                match_list fast;
                match_list plain;
                match_clause(paragraph, words_, quantities, c, losers, fast_scratch_, fast);
                match_clause(paragraph, words_, quantities, c, losers, plain_scratch_, plain, true);
                for (std::size_t i = 0; i < plain.size(); ++i) {
                    ++compared;
                    matched += plain[i].by != nullptr ? 1U : 0U;
                    if (describe(fast, i) == describe(plain, i)) continue;
                    BOOST_TEST(describe(fast, i) == describe(plain, i),
                               paragraph.wording(c.begin, c.end) << "\n  automata " << describe(fast, i)
                                                                 << "\n  RE2      " << describe(plain, i));
                }
            }
        }
    }

    std::size_t compared{0};
    std::size_t matched{0};

private:
    const language& words_;
    paragraph_marks marks_;
    match_scratch fast_scratch_;
    match_scratch plain_scratch_;
};

/// Runs of Chinese characters in the patterns of all rules.
std::vector<std::string> words_of_rules(const extractor& e) {
    std::set<std::string> words;
    for (const auto& r : e.words().rules) {
        for (const side_pattern* side : {r->left.get(), r->right.get()}) {
            if (side == nullptr) continue;
            std::string word;
            for (const char c : side->text() + " ") {
                if ((static_cast<unsigned char>(c) & 0x80U) != 0) {
                    word += c;
                } else {
                    if (!word.empty() && word.size() <= 24) words.insert(word);
                    word.clear();
                }
            }
        }
    }
    return {words.begin(), words.end()};
}

} // namespace

BOOST_AUTO_TEST_SUITE(automata_and_re2)

/// RE2 alone is slow: a built-in rule that only RE2 can run should be written otherwise.
BOOST_AUTO_TEST_CASE(every_builtin_side_is_read) {
    const extractor e = extractor::builtin();
    for (const auto& r : e.words().rules) {
        if (r->left) BOOST_TEST(r->left->tree() != side_trees::none, r->id << " left " << r->left->text());
        if (r->right)
            BOOST_TEST(r->right->tree() != side_trees::none, r->id << " right " << r->right->text());
    }
}

BOOST_AUTO_TEST_CASE(real_sentences) {
    const extractor e = extractor::builtin();
    comparison both(e);
    for (const support::article& a : support::articles()) {
        both.run(a.text, false);
        both.run(a.text, true);
    }
    BOOST_TEST(both.compared > 500U);
    BOOST_TEST(both.matched > 300U);
}

/// Documents of the corpus, where it lies beside the project.
BOOST_AUTO_TEST_CASE(corpus) {
    std::ifstream in(std::filesystem::path(GONGBAO_SOURCE_DIR) / "../shared/corpus.jsonl");
    if (!in) {
        BOOST_TEST_MESSAGE("skipped: there is no corpus");
        return;
    }
    const extractor e = extractor::builtin();
    comparison both(e);
    constexpr std::size_t every = 25;
    std::size_t n = 0;
    for (std::string line; std::getline(in, line);)
        if (n++ % every == 0)
            both.run(nlohmann::json::parse(line).at("text").get<std::string>(), n % (2 * every) == 1);
    BOOST_TEST(both.matched > 1000U);
}

/// Words of the rules in no order, with quantities of all kinds between them.
BOOST_AUTO_TEST_CASE(generated_sentences) {
    const extractor e = extractor::builtin();
    const std::vector<std::string> words = words_of_rules(e);
    BOOST_REQUIRE(words.size() > 500U);
    const std::vector<std::string> quantities{
        "5.3%",   "12万吨",   "第三位", "3个百分点", "两倍", "28个", "第一", "三分之一", "6.2级", "4500万元",
        "翻一番", "三成",     "前三名", "1.5倍",     "持平", "3位",  "百强", "1:3.5",    "7天",   "2020年",
        "18人",   "3216.5点", "第二大", "一半",      "90后", "一家", "5",    "约十余家"};
    const std::vector<std::string> marks{",", "、", "。",   "“",  "”",  "(",         ")",
                                         " ", "A",  "全市", "的", "和", "\U00020BB7"};
    std::mt19937 random(20260301); // the same sentences every time
    const auto one_of = [&random](const std::vector<std::string>& from) {
        return from[random() % from.size()];
    };
    comparison both(e);
    constexpr int sentences = 4000;
    for (int i = 0; i < sentences; ++i) {
        std::string text;
        const auto parts = static_cast<unsigned>(3 + random() % 12);
        for (unsigned k = 0; k < parts; ++k) {
            const auto what = random() % 10;
            text += what < 6 ? one_of(words) : what < 9 ? one_of(quantities) : one_of(marks);
        }
        both.run(text, i % 4 == 0);
    }
    BOOST_TEST(both.compared > 5000U);
    BOOST_TEST(both.matched > 2000U);
}

namespace {

/// Letters of a text, forwards or backwards.
class coded_text {
public:
    coded_text(const std::vector<std::uint16_t>& letters, bool backwards)
        : letters_(letters), backwards_(backwards) {}
    [[nodiscard]] std::size_t point() const { return at_; }
    std::int32_t next() {
        if (at_ == letters_.size()) return side_cache::no_letter;
        ++at_;
        return letters_[backwards_ ? letters_.size() - at_ : at_ - 1];
    }

private:
    const std::vector<std::uint16_t>& letters_;
    bool backwards_;
    std::size_t at_{0};
};

/// A pattern of all constructs that packs use, over three characters.
class pattern_writer {
public:
    explicit pattern_writer(std::mt19937& random) : random_(random) {}

    std::string write(int depth) {
        std::string out;
        const auto parts = 1 + random_() % 3;
        for (std::size_t i = 0; i < parts; ++i) {
            if (depth > 0 && random_() % 2 == 0) {
                const auto kind = random_() % 4;
                out += kind == 0 ? "(" : kind == 1 ? "(?P<n" + std::to_string(++names_) + ">" : "(?:";
                const auto ways = 1 + random_() % 3;
                for (std::size_t k = 0; k < ways; ++k) {
                    if (k > 0) out += "|";
                    if (random_() % 8 != 0) out += write(depth - 1);
                }
                out += ")";
                out += repeat();
            } else {
                out += one();
            }
        }
        return out;
    }

private:
    std::string one() {
        static const std::vector<std::string> atoms{
            "a", "b", "c", "ab", "[ab]", "[^a]", ".", "\\p{Han}", "^", "$", "[^\\P{Han}b]", "[a-c]", "\\."};
        const std::size_t i = random_() % atoms.size();
        return atoms[i] == "^" || atoms[i] == "$" ? atoms[i] : atoms[i] + repeat();
    }
    std::string repeat() {
        static const std::vector<std::string> all{"",   "",   "",   "",    "?",     "*",      "+",
                                                  "??", "*?", "+?", "{2}", "{1,2}", "{0,3}?", "{2,}"};
        return all[random_() % all.size()];
    }
    std::mt19937& random_;
    int names_{0};
};

} // namespace

BOOST_AUTO_TEST_CASE(generated_patterns) {
    std::mt19937 random(7);
    constexpr int patterns = 3000;
    constexpr int texts = 12;
    int fitted = 0;
    int patterns_read = 0;
    for (int p = 0; p < patterns; ++p) {
        const std::string inside = pattern_writer(random).write(3);
        for (const bool left : {true, false}) {
            const std::string pattern = left ? "(?s:(?:" + inside + ")$)" : "(?s:^(?:" + inside + "))";
            RE2::Options quiet;
            quiet.set_log_errors(false);
            const RE2 re(pattern, quiet);
            if (!re.ok()) continue;
            side_trees trees;
            const std::uint32_t tree = trees.read(pattern, false);
            const std::uint32_t with_groups = trees.read(pattern, true);
            if (tree == side_trees::none) continue; // a loop around what may be empty
            ++patterns_read;
            // another side in the same program
            const std::string other = pattern_writer(random).write(2);
            const std::string other_pattern = left ? "(?s:(?:" + other + ")$)" : "(?s:^(?:" + other + "))";
            const std::uint32_t other_tree = trees.read(other_pattern, false);
            std::vector<std::uint32_t> sides{tree};
            std::unique_ptr<RE2> other_re;
            if (other_tree != side_trees::none && other_tree != tree) {
                sides.push_back(other_tree);
                other_re = std::make_unique<RE2>(other_pattern, quiet);
            }
            const alphabet letters(trees, trees.literals());
            const side_program program = make_side_program(trees, letters, sides, left);
            const side_gate gate(program, letters, {0});
            const side_words words(trees, sides);
            const side_program groups = make_group_program(trees, letters, with_groups);
            side_cache cache(program, letters, !left);
            group_finder finder;
            for (int t = 0; t < texts; ++t) {
                std::string text;
                std::u32string points;
                std::vector<std::uint16_t> coded;
                std::vector<std::size_t> bytes{0};
                const auto length = random() % 9;
                for (std::size_t i = 0; i < length; ++i) {
                    static const std::vector<std::u32string> all{U"a", U"b", U"c", U"\u4E00", U".", U"d"};
                    const char32_t c = all[random() % all.size()][0];
                    append_utf8(text, c);
                    points += c;
                    bytes.push_back(text.size());
                    coded.push_back(letters[c]);
                }
                constexpr int most = 12;
                std::vector<re2::StringPiece> parts(most);
                const int count = std::min(most, re.NumberOfCapturingGroups() + 1);
                const bool fits = re.Match(text, 0, text.size(), left ? RE2::UNANCHORED : RE2::ANCHOR_START,
                                           parts.data(), count);
                if (t % 2 == 1 && other_re) { // the other side before this one
                    BOOST_TEST((cache.walk(1, coded_text(coded, left)).letters >= 0) ==
                                   RE2::PartialMatch(text, *other_re),
                               other << " on " << text);
                }
                const std::int32_t reach = cache.walk(0, coded_text(coded, left)).letters;
                const std::string where = pattern + " on " + text;
                BOOST_TEST((reach >= 0) == fits, where);
                if (fits) { // no gate may be shut
                    const std::uint64_t* open = gate.beside(coded.empty() ? letters.none()
                                                            : left        ? coded.back()
                                                                          : coded.front());
                    BOOST_TEST((*open & 1U) != 0, where << ": the letter beside the quantity");
                    std::vector<std::uint64_t> with_words = words.without();
                    points += U'%';
                    words.find(points.data(), points.data() + points.size() - 1, with_words.data());
                    BOOST_TEST((with_words[0] & 1U) != 0, where << ": the words in the text");
                }
                if (!fits || reach < 0) continue;
                ++fitted;
                const auto letter = [&](const char* at) {
                    return std::lower_bound(bytes.begin(), bytes.end(),
                                            static_cast<std::size_t>(at - text.data())) -
                           bytes.begin();
                };
                const auto expected = letter(parts[0].data() + parts[0].size()) - letter(parts[0].data());
                BOOST_TEST(reach == expected, where);
                std::vector<std::int32_t> marks(std::size_t{2} * most);
                const std::size_t begin = left ? coded.size() - static_cast<std::size_t>(reach) : 0;
                BOOST_TEST(finder.find(groups, letters, coded.data(), coded.size(), begin, left, marks),
                           where);
                for (int g = 1; g < count; ++g) {
                    const auto& part = parts[static_cast<std::size_t>(g)];
                    const std::int32_t from = marks[static_cast<std::size_t>(2 * g)];
                    const std::int32_t to = marks[static_cast<std::size_t>(2 * g + 1)];
                    if (part.data() == nullptr || part.empty()) {
                        // packs ask for no empty group
                        BOOST_TEST((from < 0 || from == to), where << " group " << g);
                        continue;
                    }
                    BOOST_TEST(from == letter(part.data()), where << " group " << g);
                    BOOST_TEST(to == letter(part.data() + part.size()), where << " group " << g);
                }
            }
        }
    }
    BOOST_TEST(fitted > 10000);
    BOOST_TEST(patterns_read > 2000);
}

namespace {

/// One side that is read forwards, over texts of ASCII.
class one_side {
public:
    explicit one_side(const std::string& pattern)
        : tree_(trees_.read(pattern, false)), letters_(trees_, trees_.literals()),
          program_(make_side_program(trees_, letters_, {tree_}, false)), cache_(program_, letters_, true) {}

    /// How many letters it takes from the start; -1: it does not fit.
    std::int32_t reach(std::string_view text) {
        std::vector<std::uint16_t> coded;
        for (const char c : text) coded.push_back(letters_[static_cast<unsigned char>(c)]);
        return cache_.walk(0, coded_text(coded, false)).letters;
    }
    [[nodiscard]] std::size_t states() const { return cache_.states(); }

private:
    side_trees trees_;
    std::uint32_t tree_;
    alphabet letters_;
    side_program program_;
    side_cache cache_;
};

std::string any_letters(std::mt19937& random, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += random() % 2 == 0 ? 'a' : 'b';
    return text;
}

} // namespace

/// A pattern with more states than are kept: they are made anew, and the answers stay the same.
BOOST_AUTO_TEST_CASE(more_states_than_are_kept) {
    const std::string pattern = "(?s:^(?:[ab]*a[ab]{14}c))";
    const RE2 re(pattern);
    one_side side(pattern);
    std::mt19937 random(11);
    std::size_t before = 0;
    int made_anew = 0;
    constexpr int texts = 8000;
    for (int t = 0; t < texts; ++t) {
        const std::string text = any_letters(random, 40) + 'c';
        const std::int32_t reach = side.reach(text);
        const bool fits = re.Match(text, 0, text.size(), RE2::ANCHOR_START, nullptr, 0);
        if ((reach >= 0) != fits) BOOST_TEST(fits == (reach >= 0), text);
        made_anew += side.states() < before ? 1 : 0;
        before = side.states();
    }
    BOOST_TEST(made_anew > 0);
}

/// More words, and more sets of rules that have one, than the tables have places for: none is missed.
BOOST_AUTO_TEST_CASE(words_that_share_places) {
    side_trees trees;
    std::vector<std::uint32_t> sides;
    std::vector<std::u32string> words;
    for (char32_t i = 0; i < 5000; ++i) {
        words.push_back({U'\u4E00' + i, U'\u5E00' + i * 3, U'%'});
        if (i % 10 == 0) words.back() = {words.back()[0], U'%'};
        const std::string word = to_utf8(words.back().substr(0, words.back().size() - 1));
        sides.push_back(trees.read("(?s:(?:" + word + "[^a]*)$)", false));
    }
    const side_words all(trees, sides);
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::vector<std::uint64_t> found = all.without();
        BOOST_TEST((found[i / 64] >> (i % 64) & 1U) == 0U);
        all.find(words[i].data(), words[i].data() + words[i].size() - 1, found.data());
        BOOST_TEST((found[i / 64] >> (i % 64) & 1U) == 1U);
    }
}

/// One walk over a text without end makes more states than are kept.
BOOST_AUTO_TEST_CASE(more_states_in_one_walk_than_are_kept) {
    one_side side("(?s:^(?:[ab]*a[ab]{18}c))");
    std::mt19937 random(13);
    constexpr int length = 150'000;
    for (const char head : {'a', 'b'}) { // 18 letters behind an a, or no a so near
        std::string text = any_letters(random, length);
        text.append(20, 'b').append(1, head).append(18, 'b').append(1, 'c');
        BOOST_TEST(side.reach(text) == (head == 'a' ? static_cast<std::int32_t>(text.size()) : -1));
        BOOST_TEST(side.states() < 0xFFFFU);
    }
}

/// Which sides the words of a text allow.
BOOST_AUTO_TEST_CASE(words_that_sides_need) {
    side_trees trees;
    std::vector<std::uint32_t> sides;
    for (const char* pattern :
         {"(?s:(?:(?:^|[^x])(?P<quote>(?:ab|c)[^a]*d))$)", "(?s:(?:(?:ab)?[^a]*)$)", "(?s:(?:x{0,2}abc)$)",
          "(?s:(?:\uE003a)$)", "(?s:(?:(?:a|[bc])d)$)"}) // the last: no words, but a character behind them
        sides.push_back(trees.read(pattern, false));
    const side_words words(trees, sides);
    BOOST_TEST(words.without().at(0) == 0b00010U);
    const auto allowed = [&words](std::u32string text) {
        std::vector<std::uint64_t> found = words.without();
        text += U'%';
        words.find(text.data(), text.data() + text.size() - 1, found.data());
        return found[0];
    };
    BOOST_TEST(allowed(U"") == 0b00010U);
    BOOST_TEST(allowed(U"b") == 0b00010U);
    BOOST_TEST(allowed(U"a") == 0b01010U);
    BOOST_TEST(allowed(U"xab") == 0b01111U);
    BOOST_TEST(allowed(U"c") == 0b00011U);
    BOOST_TEST(allowed(U"d") == 0b10010U);
    // a character that shares the place of another is taken for it; its side will refuse it
    BOOST_TEST(allowed(U"\U00010061\U00010062") == 0b01111U);
    BOOST_TEST(allowed(U"\U00010078\U00010079") == 0b00010U);
    BOOST_TEST(allowed(U"a\U00010079") == 0b01010U);
    // wherever they stand in a long text, and however many
    for (const std::size_t before : {62U, 63U, 64U, 65U, 127U, 128U, 1000U}) {
        BOOST_TEST(allowed(std::u32string(before, U'-') + U"ab") == 0b01111U);
        BOOST_TEST(allowed(std::u32string(before, U'-') + U"c" + std::u32string(before, U'-')) == 0b00011U);
        BOOST_TEST(allowed(std::u32string(before, U'd')) == 0b10010U);
    }
}

BOOST_AUTO_TEST_CASE(what_the_automata_leave_to_re2) {
    side_trees trees;
    for (const char* pattern : {"\\bGDP", "(?i:gdp)", "[[:alpha:]]", "a**", "\\x41", "\\w+", "\U00020BB7",
                                "(?=a)", "a{1001}", "(?:a?)*"})
        BOOST_TEST(trees.read(pattern, false) == side_trees::none, pattern);
    for (const char* pattern :
         {"a|", "(?:)", "[]a]", "[^]a]", "[a-]", "\\[", "[\\]x]+(?:a)", "\\d{2}", "(?P<of>.)"})
        BOOST_TEST(trees.read(pattern, true) != side_trees::none, pattern);
}

BOOST_AUTO_TEST_SUITE_END()
