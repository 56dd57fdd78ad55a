// What may begin or end at a point: no mark is missing where a word is, and the next mark is the next mark.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "clause.hpp"
#include "language.hpp"
#include "mark_groups.hpp"
#include "marks.hpp"
#include "support/facts.hpp"

#include <gongbao/view.hpp>

using namespace gongbao;
using namespace gongbao::detail;

namespace {

constexpr std::array all_marks{mark::numeral, mark::time,   mark::head,  mark::clause_end,
                               mark::basis,   mark::status, mark::place, mark::place_end};

constexpr std::array all_hints{hint::phrase,     hint::time,      hint::unit,      hint::status,
                               hint::phrase_end, hint::basis_end, hint::place_end, hint::verb};

/// next() and at() say the same, from every point.
void check_next(const paragraph_marks& marks, std::size_t points) {
    for (const mark m : all_marks) {
        std::size_t next = points;
        for (std::size_t i = points; i-- > 0;) {
            if (marks.at(m, i)) next = i;
            if (marks.next(m, i) != next) BOOST_TEST(marks.next(m, i) == next, "from " << i);
        }
        for (std::size_t i = 0; i < points; ++i) {
            const std::uint64_t bits = marks.bits_from(m, i);
            for (std::size_t k = 0; k < 64; ++k)
                if ((bits >> k & 1U) != static_cast<std::uint64_t>(marks.at(m, i + k)))
                    BOOST_TEST((bits >> k & 1U) == static_cast<std::uint64_t>(marks.at(m, i + k)), i + k);
        }
        BOOST_TEST(marks.next(m, points) == points);
        BOOST_TEST(!marks.at(m, points));
    }
    constexpr std::size_t near = 11; // more than are looked at together
    for (const hint h : all_hints) {
        for (std::size_t from = 0; from <= points; ++from) {
            const std::size_t end = std::min(points, from + near);
            std::size_t expected = from;
            while (expected < end && !marks.at(h, expected)) ++expected;
            if (marks.next(h, from, end) != expected) BOOST_TEST(marks.next(h, from, end) == expected, from);
        }
        BOOST_TEST(!marks.at(h, points));
    }
}

/// Empty, or the word that stands at the point, beside a number perhaps, although its character says that none does.
std::string missing_beside_numbers(const language& words, const std::u32string& text, std::size_t i) {
    const numeral_table::entry here = words.numerals.at(text[i]);
    const auto missing = [&](const lexicon& list, beside what) {
        return list.longest_at(text, i) && !here.may(what);
    };
    if (missing(words.names_after, beside::name_begins)) return "name";
    if (missing(words.range.lookup, beside::range_begins)) return "range";
    if (missing(words.list.lookup, beside::list_begins)) return "list";
    if (missing(words.per.lookup, beside::per_begins)) return "each";
    if (missing(words.half_after.lookup, beside::half_begins)) return "half";
    if (missing(words.count_for_half.lookup, beside::classifier)) return "classifier";
    if (missing(words.unit_not_before, beside::other_begins)) return "word like a unit";
    if (missing(words.qualifiers_after, beside::qualifier_begins)) return "qualifier behind";
    // every set phrase is found from each of its characters that numerals have
    const auto phrase = words.idioms.longest_at(text, i);
    for (std::size_t k = 0; k < phrase.length; ++k) {
        if (words.numerals.at(text[i + k]).role == numeral_role::none) continue;
        const auto places = words.numerals.phrase_places(i + k > 0 ? text[i + k - 1] : 0, text[i + k],
                                                         i + k + 1 < text.size() ? text[i + k + 1] : 0);
        if ((places >> std::min(k, numeral_table::last_phrase_place) & 1U) == 0) return "set phrase";
    }
    return {};
}

/// Empty, or the word that stands where no mark is.
std::string missing(const language& words, const std::u32string& text, const paragraph_marks& marks) {
    const auto is_noun = [&](std::uint32_t id) {
        return (words.phrase_cues.sets[id] >> static_cast<unsigned>(cue::noun) & 1U) != 0;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto name = [&](const char* what) { return what + (" at " + std::to_string(i)); };
        const numeral_role role = words.numerals.at(text[i]).role;
        const numeral_role next = words.numerals.at(i + 1 < text.size() ? text[i + 1] : 0).role;
        const bool before_power = next == numeral_role::power || next == numeral_role::scale;
        if ((numeral_table::begins_alone(role) ||
             (numeral_table::begins_before_power(role) && before_power)) &&
            !marks.at(mark::numeral, i))
            return name("numeral");
        if (words.per.length_at(text, i) != 0 && !marks.at(mark::head, i)) return name("each");
        if ((clause_marks.find(text[i]) != std::u32string_view::npos) != marks.at(mark::clause_end, i))
            return name("end of a clause");
        if (words.heads.longest_at(text, i) && !marks.at(mark::head, i)) return name("head");
        if (words.basis_cues.forward.longest_at(text, i) && !marks.at(mark::basis, i)) return name("basis");
        if (words.status_cues.forward.longest_at(text, i) && !marks.at(mark::status, i))
            return name("status");
        if (words.place_cues.forward.longest_at(text, i) && !marks.at(mark::place, i)) return name("place");
        const auto phrase = words.phrase_cues.forward.longest_at(text, i);
        if (phrase && is_noun(phrase.id) && !marks.at(mark::status, i)) return name("noun");
        if (phrase && !marks.at(hint::phrase, i)) return name("phrase");
        constexpr std::uint64_t predicates = std::uint64_t{1} << static_cast<unsigned>(cue::verb) |
                                             std::uint64_t{1} << static_cast<unsigned>(cue::respectively);
        if (phrase && (words.phrase_cues.sets[phrase.id] & predicates) != 0 && !marks.at(hint::verb, i))
            return name("predicate");
        if (words.units.longest_at(text, i) && !marks.at(hint::unit, i)) return name("unit");
        const auto time = words.times.longest_at(text, i);
        if (time && !marks.at(hint::time, i)) return name("time");
        if (time && may_begin_time(words.time_entries[time.id].role) && !marks.at(mark::time, i))
            return name("time that begins one");
        const auto ends = [&](const lexicon& reversed, hint h) {
            return reversed.longest_before(text, i + 1) && !marks.at(h, i);
        };
        if (ends(words.phrase_cues.reversed, hint::phrase_end)) return name("end of a phrase");
        if (ends(words.basis_cues.reversed, hint::basis_end)) return name("end of a basis");
        if (ends(words.place_cues.reversed, hint::place_end)) return name("end of a place");
        if (ends(words.qualifiers_before, hint::basis_end)) return name("end of a qualifier");
        const std::string beside_numbers = missing_beside_numbers(words, text, i);
        if (!beside_numbers.empty()) return name(beside_numbers.c_str());
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(paragraph_marks_)

BOOST_AUTO_TEST_CASE(no_mark_is_missing_in_the_articles) {
    const language& words = support::builtin().words();
    paragraph_marks marks; // one for all: nothing of an earlier paragraph stays
    int paragraphs = 0;
    for (const support::article& a : support::articles()) {
        paragraph_reader reader(a.text);
        for (view v; reader.next(v); ++paragraphs) {
            marks.make(v.points, words.marks);
            const std::string lost = missing(words, v.points, marks);
            BOOST_TEST(lost.empty(), a.name << ": " << lost << " in " << to_utf8(v.points));
            check_next(marks, v.size());
        }
    }
    BOOST_TEST(paragraphs > 50);
}

/// Words of the packs in any order, over the borders of the words of 64 bits, and a character beyond the basic plane.
BOOST_AUTO_TEST_CASE(no_mark_is_missing_in_any_text) {
    const language& words = support::builtin().words();
    std::u32string characters;
    for (const support::article& a : support::articles()) characters += fold(a.text.substr(0, 600));
    characters += U"\U00020BB7\U00020BB7";
    std::mt19937 random(9);
    paragraph_marks marks;
    for (std::size_t length = 1; length < 200; ++length) {
        std::u32string text;
        while (text.size() < length) {
            const std::size_t from = random() % characters.size();
            text += characters.substr(from, 1 + random() % 5);
        }
        text.resize(length);
        marks.make(text, words.marks);
        const std::string lost = missing(words, text, marks);
        BOOST_TEST(lost.empty(), lost << " in " << to_utf8(text));
        check_next(marks, text.size());
    }
}

/// A few marks in texts of every length: each place of a group of points, first and last ones too, and the points that
/// stand in for those beyond the basic plane.
BOOST_AUTO_TEST_CASE(marks_stand_at_every_place) {
    const char32_t rare = 0x20BB7;
    const std::u32string words_of_rare[] = {{rare, U'a'}, {U'b', rare}, {rare, rare + 1}};
    lexicon words;
    lexicon reversed;
    for (const std::u32string& word : words_of_rare) {
        words.add(word, 0);
        reversed.add_reversed(word, 0);
    }
    mark_table table;
    table.add(words, mark::place);
    table.add(words, hint::unit);
    table.add_ends(reversed, hint::phrase_end);
    table.add(U'c', mark::clause_end);
    table.add_folded(U'\u8F03');
    table.add(words, mark::head, [](std::uint32_t) { return false; }); // none of them
    std::mt19937 random(3);
    char32_t other = U'\u8F03';
    paragraph_marks marks;
    for (std::size_t length = 0; length < 150; ++length) {
        std::u32string text;
        while (text.size() < length)
            text += std::u32string{U'a', U'b', U'c', U'd', rare, rare + 1}[random() % 6];
        if (length > 0) { // a character that should have been folded, anywhere
            const std::size_t at = random() % length;
            std::swap(text[at], other);
            BOOST_TEST(marks.make(text, table));
            std::swap(text[at], other);
        }
        BOOST_TEST(!marks.make(text, table));
        for (std::size_t i = 0; i < length; ++i) {
            BOOST_TEST(marks.at(mark::clause_end, i) == (text[i] == U'c'));
            BOOST_TEST(!marks.at(mark::head, i));
            if (words.longest_at(text, i)) BOOST_TEST((marks.at(mark::place, i) && marks.at(hint::unit, i)));
            if (reversed.longest_before(text, i + 1)) BOOST_TEST(marks.at(hint::phrase_end, i));
            // no word begins with this character, or ends with that one
            if (text[i] == U'a' || text[i] == U'd') BOOST_TEST(!marks.at(mark::place, i));
            if (text[i] == U'b' || text[i] == U'd') BOOST_TEST(!marks.at(hint::phrase_end, i));
        }
        check_next(marks, length);
    }
}

/// What is written out for several points at a time gives what the plain form gives.
BOOST_AUTO_TEST_CASE(groups_are_as_in_the_plain_form) {
    std::mt19937 random(17);
    for (int round = 0; round < 2000; ++round) {
        std::array<char32_t, mark_table::group + 1> points{};
        for (char32_t& c : points)
            c = static_cast<char32_t>(random() & (round % 3 == 0 && random() % 9 == 0 ? 0x1FFFFU : 0xFFFFU));
        BOOST_TEST(any_beyond(points.data()) == plain::any_beyond(points.data()));
        group_places places{};
        group_places plain_places{};
        find_places(points.data(), places);
        plain::find_places(points.data(), plain_places);
        BOOST_TEST((places == plain_places));

        mark_table::found all{};
        for (std::uint32_t& c : all.characters) c = static_cast<std::uint32_t>(random());
        for (mark_bits& b : all.of_pair) b = static_cast<mark_bits>(random());
        kind_words kinds{};
        kind_words plain_kinds{};
        std::array<unsigned char, mark_table::block> hints{};
        std::array<unsigned char, mark_table::block> plain_hints{};
        for (std::size_t at = 0; at < mark_table::block; at += mark_table::group) {
            for (std::size_t i = at; i < at + mark_table::group; ++i)
                if (round % 2 == 0 || i % 16 != 5) all.characters[i] &= ~mark_table::folds;
            const bool folds = put_together(all, at, kinds, hints.data());
            BOOST_TEST(folds == plain::put_together(all, at, plain_kinds, plain_hints.data()));
            BOOST_TEST(folds == ((all.characters[at + 5] & mark_table::folds) != 0));
        }
        BOOST_TEST((kinds == plain_kinds));
        BOOST_TEST((hints == plain_hints));
    }
}

BOOST_AUTO_TEST_SUITE_END()
