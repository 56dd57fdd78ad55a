#pragma once
// All left sides, or all right sides, of the rules as one automaton.
//
// One walk from the quantity outwards says of every side how far it reaches, where RE2 would be run once a rule. A walk
// has a use, which stands for the class of its quantity, and sees only the sides of that use.
// Left sides are read backwards: of the matches that end at the quantity RE2 takes the one that begins first, which is
// the longest. Right sides are read forwards with RE2's order of preference. The states are made when a text first
// needs them and kept in a cache that belongs to one thread.

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

    [[nodiscard]] std::uint16_t operator[](char32_t c) const noexcept {
        return numbers_[c];
    } // of the basic plane
    [[nodiscard]] bool in(std::uint32_t set, std::uint16_t letter) const noexcept {
        return sets_[set][letter];
    }
    /// Letters of one kind are in the same sets: only as letters of their own does anything tell them apart.
    [[nodiscard]] std::uint16_t kind_of(std::uint16_t letter) const noexcept { return kinds_[letter]; }
    [[nodiscard]] std::size_t kinds() const noexcept { return kind_count_; }
    /// Words of 64 bits that hold a bit for every letter.
    [[nodiscard]] std::size_t words() const noexcept { return (kinds_.size() + 63) / 64; }

private:
    std::vector<std::uint16_t> numbers_; // by character
    std::vector<std::uint16_t> kinds_;   // by letter
    std::size_t kind_count_{0};
    std::vector<std::vector<bool>> sets_;
};

struct side_step {
    enum class op : std::uint8_t { letter, set, branch, split, at_first, at_last, save, accept };
    op what{op::accept};
    std::uint16_t side{0};  // that it is part of; of several where they share it
    std::uint32_t value{0}; // letter, set, group mark; branch: the first of its ways
    std::uint32_t next{0};  // branch: where the bits of its letters begin
    std::uint32_t other{0}; // split: the way that is tried second; branch: behind the last of its ways
};

// Steps, and where each side begins.
struct side_program {
    struct side {
        std::uint32_t tree{0};
        std::uint32_t uses{0}; // a bit for every use
    };
    std::vector<side_step> steps;
    std::vector<std::pair<std::uint16_t, std::uint32_t>> ways; // of branches: letter, by order, and next step
    std::vector<std::uint64_t> branch_letters;
    std::vector<std::uint32_t> starts; // in the order of the sides; one when they share
    std::vector<std::uint32_t> uses;   // by step: of the sides that it may lead to
    std::size_t sides{0};
};

/// All the sides that are read backwards, equal beginnings shared.
side_program make_left_program(const side_trees& trees, const alphabet& letters,
                               const std::vector<side_program::side>& sides);
/// The sides that are read forwards, one behind the other.
side_program make_right_program(const side_trees& trees, const alphabet& letters,
                                const std::vector<side_program::side>& sides);
/// One side, forwards, with its groups.
side_program make_group_program(const side_trees& trees, const alphabet& letters, std::uint32_t tree);

// The states of a program that texts have needed so far. Not shared between threads.
class side_cache {
public:
    side_cache(const side_program& program, const alphabet& letters, bool ordered);

    /// Walks over `count` letters: forwards the letters from `at` on, or backwards those before it. reach[side], which
    /// was -1, becomes the number of letters that the side takes where it fits and has the use, which is the number of
    /// a bit; `fitting` gets these sides, each once.
    void walk(const std::uint16_t* text, std::size_t at, bool backwards, std::size_t count, std::uint32_t use,
              std::int32_t* reach, std::vector<std::uint16_t>& fitting);

    /// How many there are now; they are made anew when they become too many.
    [[nodiscard]] std::size_t states() const noexcept { return states_.size(); }

private:
    struct state {
        std::uint32_t first{0}; // items: steps that read a letter or wait for the end
        std::uint32_t count{0};
        std::uint32_t accepts{0}; // sides that fit here
        std::uint32_t accept_count{0};
        std::int32_t end{-1};       // set of sides that fit when the text ends here; -1: not known yet
        std::uint32_t use{0};       // whose state it is
        std::uint32_t hash{0};      // of what it is made of
        std::uint32_t row{unknown}; // where its ways by the kind of the letter begin; unknown: not opened yet
        std::uint32_t own_letters{0}; // where the bits of the letters begin that have ways of their own
    };
    // The way by one letter that a state tells from others of its kind.
    struct edge {
        std::uint32_t from{unknown};
        std::uint16_t letter{0};
        std::uint16_t to{0};
    };
    // What can be reached from a step without reading a letter, in order of preference: in closed_.
    struct closure {
        std::uint32_t first{unknown};
        std::uint32_t count{0};
    };
    static constexpr std::uint32_t unknown = UINT32_MAX;
    void reset();
    void begin_state(std::uint32_t use);
    void follow(std::uint32_t step);
    void make_closure(std::uint32_t step);
    void follow_at_edge(std::uint32_t step, bool first, bool last);
    std::uint32_t keep();
    std::uint32_t next_state(std::uint32_t from, std::uint16_t letter);
    std::uint32_t make_next(std::uint32_t from, std::uint16_t letter, bool own);
    void open(std::uint32_t id);
    std::uint32_t keep_letters();
    [[nodiscard]] std::size_t find_edge(std::uint32_t from, std::uint16_t letter) const noexcept;
    void finish(std::uint32_t id);

    const side_program& program_;
    const alphabet& letters_;
    bool ordered_;

    std::vector<state> states_;
    std::vector<std::uint32_t> items_;
    std::vector<std::uint16_t> accepts_;
    std::vector<edge> edges_; // open table
    std::size_t edge_count_{0};
    // For every opened state, its way by each kind of letter. Small numbers: this is what walks read.
    std::vector<std::uint16_t> rows_;
    std::vector<std::uint64_t> own_letters_; // sets of letters, each once
    std::vector<std::uint32_t> own_sets_;    // open table of where they begin
    std::vector<std::uint64_t> new_letters_;
    std::vector<std::uint32_t> by_hash_; // open table of states
    std::vector<closure> closures_;      // by step
    std::vector<std::uint32_t> closed_;  // steps that read a letter, wait for the end, or accept
    std::vector<std::uint32_t> starts_;  // by use
    std::vector<std::uint32_t> empties_; // by use: the sides that fit where there is no text

    // of the state that is being made
    std::uint32_t use_{0};
    std::vector<std::uint32_t> new_items_;
    std::vector<std::uint16_t> new_accepts_;
    std::vector<std::uint32_t> seen_; // by step: the round it was last met in
    std::vector<std::uint32_t> accepted_;
    std::vector<std::uint32_t> stack_;
    std::uint32_t round_{0};

    // of the closure that is being made
    std::vector<std::uint32_t> closing_;
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
