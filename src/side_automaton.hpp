#pragma once
// The left sides, or the right sides, of the rules as automata.
//
// A walk from the quantity outwards says of a side how far it reaches, in place of RE2. Which sides need no walk is found
// out before: by the letter beside the quantity, and by words that must stand somewhere in the text. An automaton of all
// sides together would have many times as many states, most of them for sides that cannot fit.
// Left sides are read backwards: of the matches that end at the quantity RE2 takes the one that begins first, which is
// the longest. Right sides are read forwards with RE2's order of preference. The states are made when a text first
// needs them and kept in a cache that belongs to one thread.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "side_tree.hpp"

namespace gongbao::detail {

// Characters by number: those that no pattern tells apart share one.
class alphabet {
public:
    alphabet() = default;
    explicit alphabet(const side_trees& trees, const std::vector<char32_t>& literals);

    /// Of characters beyond the basic plane, which have no letter: none().
    [[nodiscard]] std::uint16_t operator[](char32_t c) const noexcept {
        return numbers_[std::min<char32_t>(c, beyond)];
    }
    /// One behind the last letter: what stands for no letter.
    [[nodiscard]] std::uint16_t none() const noexcept { return numbers_[beyond]; }
    [[nodiscard]] bool in(std::uint32_t set, std::uint16_t letter) const noexcept {
        return sets_[set][letter];
    }
    /// Letters of one kind are in the same sets: only as letters of their own does anything tell them apart.
    [[nodiscard]] std::uint16_t kind_of(std::uint16_t letter) const noexcept { return kinds_[letter]; }
    [[nodiscard]] std::size_t kinds() const noexcept { return kind_count_; }
    [[nodiscard]] std::size_t size() const noexcept { return kinds_.size(); }
    /// Words of 64 bits that hold a bit for every letter.
    [[nodiscard]] std::size_t words() const noexcept { return (kinds_.size() + 63) / 64; }

private:
    static constexpr char32_t beyond = 0x10000;
    std::vector<std::uint16_t> numbers_ = std::vector<std::uint16_t>(beyond + 1); // by character
    std::vector<std::uint16_t> kinds_;                                            // by letter
    std::size_t kind_count_{0};
    std::vector<std::vector<bool>> sets_;
};

struct side_step {
    enum class op : std::uint8_t { letter, set, branch, split, at_first, at_last, save, accept };
    op what{op::accept};
    std::uint32_t value{0}; // letter, set, group mark; branch: the first of its ways; split: its number
    std::uint32_t next{0};  // branch: where the bits of its letters begin
    std::uint32_t other{0}; // split: the way that is tried second
};

// Steps, and where each side begins.
struct side_program {
    std::vector<side_step> steps;
    std::vector<std::uint32_t> ways; // of branches, by letter: the next step
    // The letters of a branch: a bit for each.
    struct branch_word {
        std::uint64_t letters{0};
        std::uint32_t ways_before{0}; // the ways of the words before it
    };
    std::vector<branch_word> branch_words;
    std::vector<std::uint32_t> starts; // by side
    std::uint32_t splits{0};           // how many there are

    static constexpr std::uint32_t no_way = UINT32_MAX;
    /// Where a branch goes on with a letter.
    [[nodiscard]] std::uint32_t way(const side_step& branch, std::uint16_t letter) const noexcept {
        const branch_word& word = branch_words[branch.next + letter / 64U];
        const std::uint64_t bit = std::uint64_t{1} << (letter % 64U);
        if ((word.letters & bit) == 0) return no_way;
        return ways[branch.value + word.ways_before +
                    static_cast<unsigned>(std::popcount(word.letters & (bit - 1)))];
    }
};

/// Sides one behind the other, read from the quantity outwards: backwards those that stand before it.
side_program make_side_program(const side_trees& trees, const alphabet& letters,
                               const std::vector<std::uint32_t>& sides, bool backwards);
/// One side, forwards, with its groups.
side_program make_group_program(const side_trees& trees, const alphabet& letters, std::uint32_t tree);

// Rules are bits, in words of 64: an even number of words, which side_words::find takes two at a time.
constexpr std::size_t words_for_rules(std::size_t rules) noexcept {
    return rules / 128 * 2 + 2;
}

// Which rules may fit beside a letter. Asked before their sides are run: for most the letter beside the quantity is the
// wrong one.
class side_gate {
public:
    static constexpr std::uint16_t no_side = UINT16_MAX;

    side_gate() = default;
    /// `sides`: what every rule has there; no_side: nothing, and the rule fits beside everything.
    side_gate(const side_program& program, const alphabet& letters, const std::vector<std::uint16_t>& sides);

    /// Those that may fit where the text goes on with the letter; for alphabet::none(), where there is no more text; for
    /// one behind it, all of them.
    [[nodiscard]] const std::uint64_t* beside(std::size_t letter) const noexcept {
        return bits_.data() + letter * words_;
    }

private:
    void open_beside(std::size_t letter, std::size_t rule) noexcept {
        bits_[letter * words_ + rule / 64] |= std::uint64_t{1} << (rule % 64);
    }

    std::size_t words_{0};
    std::vector<std::uint64_t> bits_; // by letter
};

// Which rules may fit behind the words of a text. Most have a word that must stand somewhere before the quantity, often
// with any text between, and for most quantities it does not. Where characters or words share a place in the tables, a
// rule may be let through that need not be.
class side_words {
public:
    side_words() = default;
    /// `sides`: the tree that every rule has there; none: nothing.
    side_words(const side_trees& trees, const std::vector<std::uint32_t>& sides);

    /// Those that have no such word.
    [[nodiscard]] const std::vector<std::uint64_t>& without() const noexcept { return without_; }

    /// Adds those of which a word begins in [from, end); one character can be read behind them. Without decisions: where
    /// words are cannot be foreseen.
    void find(const char32_t* from, const char32_t* end, std::uint64_t* found) const noexcept {
        const std::uint8_t* const pairs = pairs_.data();
        const std::size_t width = without_.size();
        for (std::size_t w = 0; w < width; w += 2) { // once, for fewer than 128 rules
            const std::uint64_t* const sets = sets_.data() + w;
            std::uint64_t low = 0;
            std::uint64_t high = 0;
            std::size_t row = slots_[slot_of(*from)].row;
            for (const char32_t* at = from; at != end; ++at) {
                const slot second = slots_[slot_of(at[1])];
                const std::uint64_t* const set = sets + pairs[row * columns + second.column] * width;
                low |= set[0];
                high |= set[1];
                row = second.row;
            }
            found[w] |= low;
            found[w + 1] |= high;
        }
    }

private:
    // Characters that begin no word have the first row, and those that are second in none the first column.
    struct slot {
        std::uint16_t row{0};
        std::uint16_t column{0};
    };
    static constexpr std::size_t slots = 4096;
    static constexpr std::size_t columns = 256;
    static constexpr std::size_t most_sets = 256; // the last is all rules: for what finds no room
    [[nodiscard]] static std::size_t slot_of(char32_t c) noexcept { return c & (slots - 1); }

    std::vector<slot> slots_ = std::vector<slot>(slots); // by character
    std::vector<std::uint8_t> pairs_;                    // in rows: the set of rules
    std::vector<std::uint64_t> sets_;                    // each once
    std::vector<std::uint64_t> without_;
};

// How far a side reaches.
struct side_reach {
    std::int32_t letters{-1}; // -1: it does not fit
    std::size_t at{0};        // the point behind the last of them
    bool unread{false};       // came to a character that the automata do not know
};

// The states of sides that texts have needed so far. Not shared between threads.
class side_cache {
public:
    /// `ordered`: of the ways through a side the first counts that fits, as forwards with RE2, not the longest.
    side_cache(const side_program& program, const alphabet& letters, bool ordered);

    /// Runs a side over a text, which gives letters: next() the next one, or no_letter or unknown_letter; point() where
    /// it is, behind those it gave.
    template <class Text>
    side_reach walk(std::uint32_t side, Text text) {
        side_reach reach;
        reach.at = text.point();
        std::int32_t letter = text.next();
        if (letter == no_letter) { // both edges of the text are here
            if (fits_nothing(side)) reach.letters = 0;
            return reach;
        }
        std::uint32_t now = starts_[side];
        if (now == unknown) now = make_start(side);
        std::size_t at = reach.at;
        for (std::int32_t n = 0;; ++n) {
            const state& s = states_[now];
            if (s.accepts) {
                reach.letters = n;
                reach.at = at;
            }
            if (s.dead) return reach;
            if (letter < 0) {
                reach.unread = letter == unknown_letter;
                if (letter == no_letter && fits_at_end(now)) {
                    reach.letters = n;
                    reach.at = at;
                }
                return reach;
            }
            at = text.point();
            const auto here = static_cast<std::uint16_t>(letter);
            letter = text.next();
            const std::uint16_t to = ways_[place_of(s, here)];
            now = to != unknown_way ? to : next_state(now, here); // nearly always the way is known
        }
    }

    /// How many there are now; they are made anew when they become too many, in the middle of a walk too.
    [[nodiscard]] std::size_t states() const noexcept { return states_.size(); }

    static constexpr std::int32_t no_letter = -1;
    static constexpr std::int32_t unknown_letter = -2;

private:
    enum class answer : std::uint8_t { unknown, no, yes };
    // What walks read of a state: apart from the rest, so that many stand in the cache.
    struct state {
        std::uint32_t ways{0}; // where its ways begin; 0: not opened yet, and none is known
        std::uint32_t own{0};  // where the words of the letters begin that have ways of their own
        bool accepts{false};   // the side fits here
        bool dead{false};      // and goes on with nothing
    };
    // What a state is made of.
    struct content {
        std::uint32_t first{0}; // items: steps that read a letter or wait for the end
        std::uint32_t count{0};
        std::uint32_t hash{0};
        answer fits_at_end{answer::unknown}; // the side fits when the text ends here
    };
    // What can be reached from a step without reading a letter.
    struct closure {
        std::uint32_t first{unknown}; // in closed_, in order of preference
        std::uint32_t count{0};
        std::uint32_t state{unknown}; // that holds this and nothing else
    };
    static constexpr std::uint32_t unknown = UINT32_MAX;
    static constexpr std::uint16_t unknown_way = UINT16_MAX;
    void reset();
    void begin_state() noexcept;
    void follow(std::uint32_t step);
    void make_closure(std::uint32_t step);
    void follow_at_edge(std::uint32_t step, bool first, bool last);
    std::uint32_t keep();
    void grow_states();
    std::uint32_t make_start(std::uint32_t side);
    std::uint32_t next_state(std::uint32_t from, std::uint16_t letter);
    void take(const content& from, std::uint16_t letter);
    std::uint32_t state_of_taken();
    void open(std::uint32_t id);
    std::uint32_t keep_letters();
    void grow_letters();
    /// Where the way of a state by a letter stands: first those by kind, behind them those by letters of its own. Without a
    /// decision: which of the two it is cannot be foreseen.
    [[nodiscard]] std::size_t place_of(const state& s, std::uint16_t letter) const noexcept {
        const side_program::branch_word& word = own_words_[s.own + letter / 64U];
        const std::uint64_t bit = std::uint64_t{1} << (letter % 64U);
        const std::size_t as_own = letters_.kinds() + word.ways_before +
                                   static_cast<unsigned>(std::popcount(word.letters & (bit - 1)));
        const std::size_t as_kind = letters_.kind_of(letter);
        return s.ways + ((word.letters & bit) != 0 ? as_own : as_kind);
    }
    bool fits_nothing(std::uint32_t side);
    bool fits_at_end(std::uint32_t id);

    const side_program& program_;
    const alphabet& letters_;
    bool ordered_;

    std::vector<state> states_;
    std::vector<content> contents_; // by state
    std::vector<std::uint32_t> items_;
    // The ways of opened states, and before them unknown ones for the others. Small numbers: this is what walks read.
    std::vector<std::uint16_t> ways_;
    std::vector<side_program::branch_word> own_words_; // sets of letters, each once; the first is empty
    std::vector<std::uint32_t> own_sets_;              // open table of where they begin
    std::vector<side_program::branch_word> new_letters_;
    std::vector<std::uint32_t> by_hash_; // open table of states
    std::vector<closure> closures_;      // by step
    std::vector<std::uint32_t> closed_;  // steps that read a letter, wait for the end, or accept
    std::vector<std::uint32_t> starts_;  // by side
    std::vector<answer> fits_nothing_;   // by side
    std::size_t resets_{0};

    // of the state that is being made
    std::vector<std::uint32_t> taken_; // where the steps that read the letter lead
    std::vector<std::uint32_t> new_items_;
    bool new_accepts_{false};
    std::vector<std::uint32_t> seen_; // by step: the round it was last met in
    std::vector<std::uint32_t> stack_;
    std::uint32_t round_{0};

    // of the closure that is being made
    std::vector<std::uint32_t> closed_in_; // by step: the round it was last met in
    std::uint32_t closing_round_{0};
};

// Where the groups of a side match. Not shared between threads.
class group_finder {
public:
    /// The match of greatest preference that begins at `begin` of [0, count) and, if asked, ends at the end. groups[2n],
    /// groups[2n + 1]: where group n begins and ends; -1: not part of the match. False when there is none.
    bool find(const side_program& program, const alphabet& letters, const std::uint16_t* text,
              std::size_t count, std::size_t begin, bool to_end, std::vector<std::int32_t>& groups);

private:
    struct job {
        std::uint32_t step;
        std::int32_t at;    // or the value to put back
        std::int32_t group; // -1: none; else the mark to put back
    };
    std::vector<job> jobs_;
    std::vector<std::uint64_t> visited_;
};

} // namespace gongbao::detail
