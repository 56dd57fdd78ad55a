#pragma once
// What the packs say, compiled: tables and lexicons that the stages look words up in. Immutable after loading, shared
// by threads.

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <gongbao/decimal.hpp>
#include <gongbao/fact.hpp>
#include <gongbao/quantity.hpp>

#include "lexicon.hpp"
#include "marks.hpp"
#include "numeral_table.hpp"
#include "side_automaton.hpp"

namespace gongbao::detail {

struct rule;

// A rule, and its sides in the automata.
struct sided_rule {
    static constexpr std::uint16_t no_side = side_gate::no_side;
    const rule* by{nullptr};
    int priority{0};
    std::uint16_t left{no_side};
    std::uint16_t right{no_side};
    bool plain{false}; // has a side that only RE2 can run
};

// All rules, by falling priority, then by id. Which of them may fit a quantity is found out for all together: a bit for
// every rule, in words of 64.
struct rule_table {
    std::vector<sided_rule> rules;
    std::vector<std::uint64_t> of_class; // by quantity_class
    std::vector<std::uint64_t> sided;    // those that ask something of what is beside the quantity
    side_gate left_gate;
    side_gate right_gate;
    side_words left_words;
    [[nodiscard]] std::size_t words() const noexcept { return sided.size(); }
};

// The sides of all rules, equal ones once, by their trees; and what runs them.
struct rule_sides {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    side_program left_program;
    side_program right_program;
};

struct unit_entry {
    quantity_class klass{quantity_class::count};
    std::string as;       // how the unit is reported; empty: as written
    std::string code;     // ISO 4217 or UCUM
    bool tenths{false};   // value times ten percent
    bool discount{false}; // the same, for a price
    bool arabic_only{false};
    bool per_only{false}; // only behind "/" or "each"
};

struct qualifier_entry {
    gongbao::qualifier value{gongbao::qualifier::about};
};

// Words that stand for a quantity by themselves.
struct head_entry {
    quantity_class klass{quantity_class::ordinal};
    std::optional<decimal> value;
    std::string unit;
    std::optional<gongbao::qualifier> qualifier;
};

enum class time_role : std::uint8_t {
    year,
    school_year,
    month,
    day,
    hour,
    minute,
    quarter,
    first_half,
    second_half,
    early,
    middle,
    late,
    end,
    before, // behind a date: up to it
    this_year,
    last_year,
    year_before_last,
    next_year,
    whole_year,
    year_end,
    today,
    yesterday,
    tomorrow,
    this_month,
    last_month,
    now,
    until,
    since,
    from,
    first_n,
    months_unit,
    quarters_unit,
    ordinal,
    era,
    day_part,
    vague,
    plan,
    range,
    list,
    none // a longer word that holds one of the others
};

constexpr std::uint64_t bit(time_role r) noexcept {
    return std::uint64_t{1} << static_cast<unsigned>(r);
}
// The roles of words that a time may begin with, or that the text counts years of an era by: a bit each.
inline constexpr std::uint64_t time_begin_roles = [] {
    std::uint64_t roles = 0;
    for (const time_role r : {time_role::first_half, time_role::second_half, time_role::before,
                              time_role::this_year,  time_role::last_year,   time_role::year_before_last,
                              time_role::next_year,  time_role::whole_year,  time_role::year_end,
                              time_role::today,      time_role::yesterday,   time_role::tomorrow,
                              time_role::this_month, time_role::last_month,  time_role::now,
                              time_role::until,      time_role::from,        time_role::first_n,
                              time_role::era,        time_role::day_part,    time_role::vague,
                              time_role::plan})
        roles |= bit(r);
    return roles;
}();
constexpr bool may_begin_time(time_role r) noexcept {
    return (time_begin_roles & bit(r)) != 0;
}

struct time_entry {
    time_role role{time_role::vague};
    int first_year{0}; // of a plan period
    int last_year{0};
    bool weak{false}; // an hour that may be a point; a plan that may be part of a name
    // so many of its characters belong to it, the others only have to stand there; 0: all
    std::size_t takes{0};
};

// Words that the context stage acts on, by role. The names are the keys of "cues" in a pack.
enum class cue : std::uint8_t {
    yoy,
    mom,
    dod,
    year_start,
    annual,
    earlier,     // names an earlier time without a date
    compare,     // before a reference: than
    compare_end, // behind a reference: compared with
    target,      // planned: holds to the end of the sentence
    future,      // will: holds in its clause
    estimate,
    actual,
    status_none, // a longer word that holds one of the status words
    compute,     // computed: with a future it is a projection
    aim,         // behind the number: the target of
    verb,        // predicates that precede a number: completed, received
    adverb,      // dropped from the ends of an indicator
    stop,        // words at which a noun phrase behind a number ends
    lead,        // words dropped from the front of an indicator
    rate_noun,   // nouns that make an elliptic indicator: total, growth
    place_word,  // whole province, our city
    region,      // names of places
    subset,      // of which
    respectively,
    list_more,      // and so on, closing a list
    source,         // reported by: what stands before is no indicator
    organisation,   // behind the name of a place: an office, not the place
    superlative,    // behind a place: the largest in the province is in no scope
    not_scope,      // behind a place: people, -wide; the place is no scope
    not_place,      // words that end like an administrative unit
    toward,         // before a place: with, to, from
    from,           // before a level that has changed to another: from 36 to 52
    partner,        // before a place, behind another: with whom that one deals
    short_noun,     // nouns of one character; any other alone is no indicator
    modifier,       // an adjective: before its particle it is no noun
    dealing,        // behind such a place: what one does with the partner: exports, investment
    determiner,     // this: always dropped before a noun phrase
    body,           // bodies that are counted by themselves, whatever is said of them: provinces, users
    dimension,      // long, wide: between a measure and its noun
    measure_noun,   // nouns of level: one replaces another in an elliptic clause
    place_none,     // longer words that hold the name of a place
    country,        // names that no administrative ending extends
    weak_region,    // names that are places only at the start of a clause
    place_end,      // administrative endings that extend the name of a place
    weak_place_end, // those that end ordinary words too
    phrase_start,   // opens a modifier that is a phrase of its own: because of, hit by
    frame,          // ends a clause that only sets the view: from the point of
    frame_noun,     // says what sort of number it is and not of what: a level of, a speed of
    topic,          // ends a clause that names what the next is about: in the field of
    joining,        // a verb that joins its subject to a noun of measure: industry achieves value added
    noun,           // nouns that may follow a number directly although they look like verbs
    size_
};

using cue_bits = std::uint64_t;
constexpr cue_bits bit(cue c) noexcept {
    return cue_bits{1} << static_cast<unsigned>(c);
}
static_assert(static_cast<unsigned>(cue::size_) <= 64);

// A few words, to be gone through or looked up.
struct word_list {
    std::vector<std::u32string> words;
    lexicon lookup;
    std::size_t longest{0};
    std::uint64_t beginnings{0}; // a bit for each of their first characters, or for several

    void push_back(const std::u32string& word) {
        longest = std::max(longest, word.size());
        if (!word.empty()) beginnings |= std::uint64_t{1} << (word[0] % 64);
        lookup.add(word, static_cast<std::uint32_t>(words.size()));
        words.push_back(word);
    }
    /// The length of the longest that stands at `at`; 0: none.
    [[nodiscard]] std::size_t length_at(std::u32string_view text, std::size_t at) const noexcept {
        const bool may_begin = at < text.size() && (beginnings >> (text[at] % 64) & 1U) != 0;
        return may_begin ? lookup.longest_at(text, at).length : 0;
    }
};

struct language {
    numeral_table numerals;

    lexicon units;
    std::vector<unit_entry> unit_entries;
    lexicon unit_not_before; // a unit and a character behind it that make another word

    lexicon qualifiers_before; // reversed
    lexicon qualifiers_after;
    std::vector<qualifier_entry> qualifier_entries;

    lexicon heads;
    lexicon ordinal_suffixes; // what an ordinal takes in: place, name
    std::vector<head_entry> head_entries;

    lexicon times;
    std::vector<time_entry> time_entries;

    std::bitset<0x10000> era_characters; // that words of an era begin with

    lexicon idioms; // words with a numeral in them that are no numbers
    std::size_t longest_idiom{0};
    lexicon names_before; // reversed: a number behind one of these is part of a name
    lexicon names_after;  // a number before one of these is part of a name

    word_list per;                            // each
    word_list range;                          // to, between two numbers
    word_list list;                           // and, between numbers of a list
    word_list half_after;                     // and a half, behind a unit
    word_list count_for_half;                 // the classifier before "and a half"
    char32_t attributive{0};                  // the particle between a number or modifier and its noun
    std::vector<std::u32string> money_before; // currency names before the number
    std::vector<std::string> money_before_unit;

    // Cue words in groups that do not compete: within a group the longest word wins, between groups each finds its own.
    struct cue_group {
        lexicon forward;
        lexicon reversed;
        std::vector<std::uint64_t> sets; // id -> bits of cue

        /// When all words are known. Words with the same roles get the same id: so few sets stay in the cache.
        void share_sets() {
            std::vector<std::uint64_t> distinct = sets;
            std::sort(distinct.begin(), distinct.end());
            distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
            for (lexicon* l : {&forward, &reversed})
                l->renumber([&](std::uint32_t id) {
                    return static_cast<std::uint32_t>(
                        std::lower_bound(distinct.begin(), distinct.end(), sets[id]) - distinct.begin());
                });
            sets = std::move(distinct);
        }
    };
    cue_group basis_cues;  // yoy .. earlier
    cue_group status_cues; // target .. aim
    cue_group place_cues;  // place words and names of places
    cue_group phrase_cues; // all others
    word_list short_nouns; // cue::short_noun

    std::vector<std::shared_ptr<const rule>> rules;
    mark_table marks;

    side_trees trees;
    alphabet letters;
    rule_sides sides;
    rule_table table;
};

} // namespace gongbao::detail
