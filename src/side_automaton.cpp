#include "side_automaton.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>

namespace gongbao::detail {

using op = side_node::op;

// --- alphabet --------------------------------------------------------------------------------------------------------

alphabet::alphabet(const side_trees& trees, const std::vector<char32_t>& literals) {
    const std::size_t sets = trees.sets().size();
    // for every set its borders: between two borders of any set all characters are alike
    std::vector<char32_t> borders{0, 0x10000};
    for (const character_ranges& set : trees.sets())
        for (const auto& [from, to] : set) {
            borders.push_back(from);
            borders.push_back(to + 1);
        }
    std::sort(borders.begin(), borders.end());
    borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
    std::map<std::vector<bool>, std::uint16_t> by_sets;
    std::vector<std::size_t> at(sets, 0); // the range of each set that ends at or behind the border
    std::vector<std::vector<bool>> members;
    std::vector<bool> inside(sets);
    for (std::size_t b = 0; b + 1 < borders.size(); ++b) {
        const char32_t c = borders[b];
        for (std::size_t s = 0; s < sets; ++s) {
            const character_ranges& set = trees.sets()[s];
            while (at[s] < set.size() && set[at[s]].second < c) ++at[s];
            inside[s] = at[s] < set.size() && set[at[s]].first <= c;
        }
        const auto [place, added] = by_sets.try_emplace(inside, static_cast<std::uint16_t>(members.size()));
        if (added) members.push_back(inside);
        std::fill(numbers_.begin() + c, numbers_.begin() + borders[b + 1], place->second);
    }
    kind_count_ = members.size();
    for (std::size_t kind = 0; kind < kind_count_; ++kind) kinds_.push_back(static_cast<std::uint16_t>(kind));
    for (const char32_t c : literals) {
        kinds_.push_back(kinds_[numbers_[c]]);
        members.push_back(members[numbers_[c]]);
        numbers_[c] = static_cast<std::uint16_t>(members.size() - 1);
    }
    numbers_[beyond] = static_cast<std::uint16_t>(members.size());
    sets_.assign(sets, std::vector<bool>(members.size()));
    for (std::size_t letter = 0; letter < members.size(); ++letter)
        for (std::size_t s = 0; s < sets; ++s) sets_[s][letter] = members[letter][s];
}

// --- programs --------------------------------------------------------------------------------------------------------

namespace {

class program_maker {
public:
    program_maker(const side_trees& trees, const alphabet& letters, bool backwards)
        : trees_(trees), letters_(letters), backwards_(backwards) {}

    side_program made;

    std::uint32_t add(side_step s) {
        made.steps.push_back(s);
        return static_cast<std::uint32_t>(made.steps.size() - 1);
    }

    std::uint32_t split(std::uint32_t a, std::uint32_t b) {
        return add({.what = side_step::op::split, .next = a, .other = b});
    }

    /// The steps of a tree, with `next` behind them.
    std::uint32_t compile(std::uint32_t id, std::uint32_t next) {
        const side_node& n = trees_.at(id);
        switch (n.what) {
        case op::nothing:
            return next;
        case op::literal:
            return add({.what = side_step::op::letter, .value = letters_[n.value], .next = next});
        case op::set:
            return add({.what = side_step::op::set, .value = n.value, .next = next});
        case op::begin:
            return add({.what = backwards_ ? side_step::op::at_last : side_step::op::at_first, .next = next});
        case op::end:
            return add({.what = backwards_ ? side_step::op::at_first : side_step::op::at_last, .next = next});
        case op::group: {
            const std::uint32_t close =
                add({.what = side_step::op::save, .value = n.value * 2 + 1, .next = next});
            const std::uint32_t inside = compile(trees_.child(n, 0), close);
            return add({.what = side_step::op::save, .value = n.value * 2, .next = inside});
        }
        case op::sequence: {
            std::uint32_t at = next;
            for (std::uint32_t i = 0; i < n.count; ++i)
                at = compile(trees_.child(n, backwards_ ? i : n.count - 1 - i), at);
            return at;
        }
        case op::choice:
            return choice(id, next);
        case op::repeat:
            return repeat(n, next);
        }
        return next;
    }

    /// Adds the ways through a tree to those that wait to be compiled.
    void add_ways(std::uint32_t id, std::uint32_t next) {
        const side_node& n = trees_.at(id);
        if (n.what == op::choice) {
            for (std::uint32_t i = 0; i < n.count; ++i) add_ways(trees_.child(n, i), next);
            return;
        }
        const std::uint32_t parts = n.what == op::sequence ? n.count : n.what == op::nothing ? 0U : 1U;
        ways_.push_back({id, parts, next, static_cast<std::uint32_t>(ways_.size())});
    }

    /// Compiles the ways from `first` on.
    std::uint32_t compile_ways(std::size_t first) { return compile_ways(first, ways_.size(), 0); }

private:
    /// A way through a choice: the parts of a tree, in reading order, and what comes behind them.
    struct way {
        std::uint32_t tree{0};
        std::uint32_t parts{0};
        std::uint32_t next{0};
        std::uint32_t order{0}; // of preference
    };
    [[nodiscard]] std::uint32_t part(const way& w, std::uint32_t depth) const {
        const side_node& n = trees_.at(w.tree);
        if (n.what != op::sequence) return w.tree;
        return trees_.child(n, backwards_ ? n.count - 1 - depth : depth);
    }
    /// The steps of what a way has from `depth` on.
    std::uint32_t compile_rest(const way& w, std::uint32_t depth) {
        std::uint32_t at = w.next;
        for (std::uint32_t i = w.parts; i-- > depth;) at = compile(part(w, i), at);
        return at;
    }

    /// A branch over the letters and steps that were gathered from `first` on.
    std::uint32_t add_branch(std::size_t first) {
        const auto begin = branches_.begin() + static_cast<std::ptrdiff_t>(first);
        std::sort(begin, branches_.end());
        const auto first_way = static_cast<std::uint32_t>(made.ways.size());
        const std::size_t bits = made.branch_words.size();
        made.branch_words.resize(bits + letters_.words());
        for (auto b = begin; b != branches_.end(); ++b) {
            made.ways.push_back(b->second);
            made.branch_words[bits + b->first / 64].letters |= std::uint64_t{1} << (b->first % 64);
        }
        branches_.resize(first);
        std::uint32_t before = 0;
        for (std::size_t word = bits; word < made.branch_words.size(); ++word) {
            made.branch_words[word].ways_before = before;
            before += static_cast<std::uint32_t>(std::popcount(made.branch_words[word].letters));
        }
        return add(
            {.what = side_step::op::branch, .value = first_way, .next = static_cast<std::uint32_t>(bits)});
    }
    /// The heads that were gathered from `first` on, the first preferred.
    std::uint32_t join_heads(std::size_t first) {
        std::uint32_t at = heads_.back();
        for (std::size_t i = heads_.size() - 1; i-- > first;) at = split(heads_[i], at);
        heads_.resize(first);
        return at;
    }
    /// Sorts ways by their part at a depth; those that have none come last, equal ones stay in order.
    void sort_ways(std::size_t first, std::size_t last, std::uint32_t depth) {
        std::sort(ways_.begin() + static_cast<std::ptrdiff_t>(first),
                  ways_.begin() + static_cast<std::ptrdiff_t>(last), [&](const way& a, const way& b) {
                      const std::uint32_t of_a = a.parts == depth ? side_trees::none : part(a, depth);
                      const std::uint32_t of_b = b.parts == depth ? side_trees::none : part(b, depth);
                      return of_a != of_b ? of_a < of_b : a.order < b.order;
                  });
    }
    [[nodiscard]] bool begins_with_letter(const way& w, std::uint32_t depth) const {
        return w.parts > depth && trees_.at(part(w, depth)).what == op::literal;
    }
    /// Behind the ways that have the same part there.
    [[nodiscard]] std::size_t end_of_group(std::size_t i, std::size_t last, std::uint32_t depth) const {
        const std::uint32_t head = part(ways_[i], depth);
        while (++i < last && ways_[i].parts > depth && part(ways_[i], depth) == head) {
        }
        return i;
    }

    /// Ways whose parts from `depth` on begin alike share them; read backwards, their order does not matter.
    std::uint32_t compile_ways(std::size_t first, std::size_t last, std::uint32_t depth) {
        if (last - first == 1) {
            const way only = ways_[first];
            return compile_rest(only, depth);
        }
        const std::size_t first_head = heads_.size();
        if (backwards_) {
            sort_ways(first, last, depth);
            const std::size_t first_branch = branches_.size();
            for (std::size_t i = first; i < last;) {
                const way here = ways_[i];
                if (here.parts == depth) {
                    const auto begin = heads_.begin() + static_cast<std::ptrdiff_t>(first_head);
                    if (std::find(begin, heads_.end(), here.next) == heads_.end())
                        heads_.push_back(here.next);
                    ++i;
                    continue;
                }
                const std::uint32_t head = part(here, depth);
                const std::size_t end = end_of_group(i, last, depth);
                const std::uint32_t rest = compile_ways(i, end, depth + 1);
                if (trees_.at(head).what == op::literal)
                    branches_.emplace_back(letters_[trees_.at(head).value], rest);
                else
                    heads_.push_back(compile(head, rest));
                i = end;
            }
            if (branches_.size() > first_branch) heads_.push_back(add_branch(first_branch));
            return join_heads(first_head);
        }
        // Forwards the first way is preferred. Of neighbours that begin with letters only those of one letter compete:
        // they keep their order behind it.
        for (std::size_t i = first; i < last;) {
            if (!begins_with_letter(ways_[i], depth)) {
                const way here = ways_[i++];
                heads_.push_back(compile_rest(here, depth));
                continue;
            }
            std::size_t run = i + 1;
            while (run < last && begins_with_letter(ways_[run], depth)) ++run;
            sort_ways(i, run, depth);
            const std::size_t first_branch = branches_.size();
            while (i < run) {
                const std::uint32_t head = part(ways_[i], depth);
                const std::size_t end = end_of_group(i, run, depth);
                const std::uint32_t rest = compile_ways(i, end, depth + 1);
                branches_.emplace_back(letters_[trees_.at(head).value], rest);
                i = end;
            }
            heads_.push_back(add_branch(first_branch));
        }
        return join_heads(first_head);
    }

    /// A choice is part of many sides: the steps that it was made to are copied.
    std::uint32_t choice(std::uint32_t id, std::uint32_t next) {
        if (const auto known = choices_.find(id); known != choices_.end()) return copy(known->second, next);
        const std::size_t first_step = made.steps.size();
        const std::size_t first_way = made.ways.size();
        const std::size_t first = ways_.size();
        add_ways(id, next);
        const std::uint32_t at = compile_ways(first);
        ways_.resize(first);
        choices_.emplace(id, block{first_step, made.steps.size(), first_way, made.ways.size(), at, next});
        return at;
    }

    /// Steps that lead to one another, or to what comes behind them.
    struct block {
        std::size_t first_step{0};
        std::size_t last_step{0}; // one behind the last
        std::size_t first_way{0};
        std::size_t last_way{0};
        std::uint32_t start{0};
        std::uint32_t next{0};
    };
    std::uint32_t copy(const block& b, std::uint32_t next) {
        const auto further = static_cast<std::uint32_t>(made.steps.size() - b.first_step);
        const auto further_way = static_cast<std::uint32_t>(made.ways.size() - b.first_way);
        const auto moved = [&](std::uint32_t step) { return step == b.next ? next : step + further; };
        for (std::size_t i = b.first_step; i < b.last_step; ++i) {
            side_step s = made.steps[i];
            if (s.what == side_step::op::branch)
                s.value += further_way;
            else
                s.next = moved(s.next);
            if (s.what == side_step::op::split) s.other = moved(s.other);
            made.steps.push_back(s);
        }
        for (std::size_t i = b.first_way; i < b.last_way; ++i) made.ways.push_back(moved(made.ways[i]));
        return moved(b.start);
    }

    std::uint32_t repeat(const side_node& n, std::uint32_t next) {
        const std::uint32_t child = trees_.child(n, 0);
        const auto either = [&](std::uint32_t inside, std::uint32_t outside) {
            return n.greedy ? split(inside, outside) : split(outside, inside);
        };
        std::uint32_t at = next;
        if (n.most < 0) {
            const std::uint32_t loop = add({.what = side_step::op::split});
            const std::uint32_t inside = compile(child, loop);
            made.steps[loop].next = n.greedy ? inside : next;
            made.steps[loop].other = n.greedy ? next : inside;
            at = loop;
            // one copy of those that must be there is the loop's own
            for (int i = 0; i < n.least; ++i) at = i == 0 ? inside : compile(child, at);
        } else {
            for (int i = n.least; i < n.most; ++i) at = either(compile(child, at), next);
            for (int i = 0; i < n.least; ++i) at = compile(child, at);
        }
        return at;
    }

    const side_trees& trees_;
    const alphabet& letters_;
    bool backwards_;
    std::unordered_map<std::uint32_t, block> choices_; // by tree
    // stacks: what is below belongs to the choices around
    std::vector<way> ways_;
    std::vector<std::uint32_t> heads_;
    std::vector<std::pair<std::uint16_t, std::uint32_t>> branches_;
};

} // namespace

side_program make_side_program(const side_trees& trees, const alphabet& letters,
                               const std::vector<std::uint32_t>& sides, bool backwards) {
    program_maker maker(trees, letters, backwards);
    for (const std::uint32_t tree : sides) {
        const std::uint32_t accept = maker.add({.what = side_step::op::accept});
        maker.made.starts.push_back(maker.compile(tree, accept));
    }
    for (side_step& s : maker.made.steps)
        if (s.what == side_step::op::split) s.value = maker.made.splits++;
    return std::move(maker.made);
}

side_program make_group_program(const side_trees& trees, const alphabet& letters, std::uint32_t tree) {
    return make_side_program(trees, letters, {tree}, false);
}

namespace {

/// Goes through what can be reached from a step without reading a letter, in order of preference: see(id) for steps that
/// read one, accept, or wait for the end of the text where that is not here. `first`, `last`: the edges of the text that
/// are here. A step is passed by where `met` has the round for it. Clearing the stack ends it.
template <class See>
void reach(const side_program& program, std::uint32_t from, bool first, bool last,
           std::vector<std::uint32_t>& stack, std::vector<std::uint32_t>& met, std::uint32_t round,
           const See& see) {
    stack.push_back(from);
    while (!stack.empty()) {
        const std::uint32_t id = stack.back();
        stack.pop_back();
        if (met[id] == round) continue;
        met[id] = round;
        const side_step& s = program.steps[id];
        switch (s.what) {
        case side_step::op::split:
            stack.push_back(s.other);
            stack.push_back(s.next);
            break;
        case side_step::op::save:
            stack.push_back(s.next);
            break;
        case side_step::op::at_first:
            if (first) stack.push_back(s.next);
            break;
        case side_step::op::at_last:
            if (last)
                stack.push_back(s.next);
            else
                see(id);
            break;
        default:
            see(id);
            break;
        }
    }
}

} // namespace

// --- gates -----------------------------------------------------------------------------------------------------------

side_gate::side_gate(const side_program& program, const alphabet& letters,
                     const std::vector<std::uint16_t>& sides)
    : words_(words_for_rules(sides.size())), bits_((letters.none() + std::size_t{2}) * words_) {
    const std::size_t edge = letters.none();
    const std::size_t any = edge + 1;
    std::vector<std::vector<std::size_t>> rules(program.starts.size()); // by side
    for (std::size_t rule = 0; rule < sides.size(); ++rule) {
        if (sides[rule] == no_side)
            for (std::size_t letter = 0; letter <= any; ++letter) open_beside(letter, rule);
        else
            rules[sides[rule]].push_back(rule);
    }
    std::vector<std::uint32_t> stack;
    std::vector<std::uint32_t> seen(program.steps.size());
    for (std::uint32_t side = 0; side < program.starts.size(); ++side) {
        const auto open = [&](std::size_t letter) {
            for (const std::size_t rule : rules[side]) open_beside(letter, rule);
        };
        open(any);
        reach(program, program.starts[side], true, false, stack, seen, side + 1, [&](std::uint32_t id) {
            const side_step& s = program.steps[id];
            switch (s.what) {
            case side_step::op::letter:
                open(s.value);
                break;
            case side_step::op::set:
                for (std::size_t letter = 0; letter < edge; ++letter)
                    if (letters.in(s.value, static_cast<std::uint16_t>(letter))) open(letter);
                break;
            case side_step::op::branch:
                for (std::size_t word = 0; word < letters.words(); ++word)
                    for (std::uint64_t left = program.branch_words[s.next + word].letters; left != 0;
                         left &= left - 1)
                        open(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
                break;
            case side_step::op::accept:
                for (std::size_t letter = 0; letter <= edge; ++letter) open(letter);
                break;
            default: // the end of the text: what follows it may be more than the end
                open(edge);
                break;
            }
        });
    }
}

side_words::side_words(const side_trees& trees, const std::vector<std::uint32_t>& sides)
    : without_(words_for_rules(sides.size())) {
    using bits = std::vector<std::uint64_t>;
    // by row and column; the first column: whatever the second character is
    std::map<std::uint32_t, std::map<std::uint32_t, bits>> known;
    std::uint32_t rows = 1;
    std::uint32_t used_columns = 1;
    const auto row_of = [&](char32_t c) {
        std::uint16_t& its = slots_[slot_of(c)].row;
        if (its == 0) its = static_cast<std::uint16_t>(rows++);
        return its;
    };
    const auto column_of = [&](char32_t c) {
        std::uint16_t& its = slots_[slot_of(c)].column;
        if (its == 0) its = static_cast<std::uint16_t>(1 + (used_columns++ - 1) % (columns - 1));
        return its;
    };
    std::vector<std::pair<char32_t, char32_t>> words;
    for (std::size_t rule = 0; rule < sides.size(); ++rule) {
        const std::uint64_t bit = std::uint64_t{1} << (rule % 64);
        words.clear();
        if (sides[rule] == side_trees::none || !trees.words_of(sides[rule], words)) {
            without_[rule / 64] |= bit;
            continue;
        }
        for (const auto& [first, second] : words) {
            bits& its = known[row_of(first)][second == 0 ? 0 : column_of(second)];
            its.resize(without_.size());
            its[rule / 64] |= bit;
        }
    }
    std::map<bits, std::uint8_t> numbers;
    sets_.assign(most_sets * without_.size(), ~std::uint64_t{0});
    const auto number_of = [&](const bits& set) -> std::uint8_t {
        const std::size_t next = numbers.size();
        if (next + 1 == most_sets && numbers.count(set) == 0) return most_sets - 1;
        const auto [at, added] = numbers.try_emplace(set, static_cast<std::uint8_t>(next));
        if (added)
            std::copy(set.begin(), set.end(), sets_.begin() + static_cast<std::ptrdiff_t>(next * set.size()));
        return at->second;
    };
    pairs_.resize(std::size_t{rows} * columns, number_of(bits(without_.size())));
    for (auto& [row, its] : known) {
        std::uint8_t* const pairs = pairs_.data() + std::size_t{row} * columns;
        bits& alone = its[0];
        alone.resize(without_.size());
        std::fill(pairs, pairs + columns, number_of(alone));
        for (auto& [column, set] : its) {
            for (std::size_t w = 0; w < set.size(); ++w) set[w] |= alone[w];
            pairs[column] = number_of(set);
        }
    }
}

// --- states ----------------------------------------------------------------------------------------------------------

namespace {

// A text of a thousand megabytes makes no more than this; then they are made anew.
constexpr std::size_t most_items = 1U << 18U;
constexpr std::size_t most_ways = 1U << 21U;
constexpr std::size_t most_states = 1U << 15U;

std::uint64_t mixed(std::uint64_t v) noexcept {
    v *= 0x9E3779B97F4A7C15ULL;
    return v ^ (v >> 29U);
}

} // namespace

side_cache::side_cache(const side_program& program, const alphabet& letters, bool ordered)
    : program_(program), letters_(letters), ordered_(ordered) {
    reset();
}

void side_cache::reset() {
    constexpr std::size_t first_places = 1024;
    by_hash_.assign(first_places, unknown);
    own_sets_.assign(first_places, unknown);
    ways_.assign(letters_.kinds(), unknown_way);
    own_words_.assign(letters_.words(), {});
    own_sets_[0] = 0;                  // where the empty set would stand
    states_.assign(1, {.dead = true}); // the first is where nothing goes on
    contents_.assign(1, {});
    items_.clear();
    starts_.assign(program_.starts.size(), unknown);
    fits_nothing_.assign(program_.starts.size(), answer::unknown);
    seen_.assign(program_.steps.size(), 0);
    closures_.assign(program_.steps.size(), {});
    closed_.clear();
    closed_in_.assign(program_.steps.size(), 0);
    closing_round_ = 0;
    round_ = 0;
    ++resets_;
}

void side_cache::begin_state() noexcept {
    new_items_.clear();
    new_accepts_ = false;
    ++round_;
}

/// Adds what can be reached from a step without reading a letter, away from the edges of the text.
void side_cache::follow(std::uint32_t step) {
    if (closures_[step].first == unknown) make_closure(step);
    const std::uint32_t first = closures_[step].first;
    const std::uint32_t last = first + closures_[step].count;
    for (std::uint32_t i = first; i < last; ++i) {
        const std::uint32_t id = closed_[i];
        if (seen_[id] == round_) continue;
        seen_[id] = round_;
        if (program_.steps[id].what != side_step::op::accept) {
            new_items_.push_back(id);
            continue;
        }
        new_accepts_ = true;
        if (ordered_) return; // the ways of lower preference count no more
    }
}

void side_cache::make_closure(std::uint32_t step) {
    const auto first = static_cast<std::uint32_t>(closed_.size());
    reach(program_, step, false, false, stack_, closed_in_, ++closing_round_,
          [this](std::uint32_t id) { closed_.push_back(id); });
    closures_[step].first = first;
    closures_[step].count = static_cast<std::uint32_t>(closed_.size()) - first;
}

/// The same at an edge of the text.
void side_cache::follow_at_edge(std::uint32_t step, bool first, bool last) {
    reach(program_, step, first, last, stack_, seen_, round_, [this](std::uint32_t id) {
        if (program_.steps[id].what != side_step::op::accept) {
            new_items_.push_back(id);
            return;
        }
        new_accepts_ = true;
        if (ordered_) stack_.clear(); // the ways of lower preference count no more
    });
}

/// The state of the items that were gathered.
std::uint32_t side_cache::keep() {
    if (!ordered_) std::sort(new_items_.begin(), new_items_.end());
    std::uint64_t h = new_accepts_ ? 1 : 0;
    for (const std::uint32_t i : new_items_) h = mixed(h ^ i);
    const auto hash = static_cast<std::uint32_t>(h);
    std::size_t b = hash & (by_hash_.size() - 1);
    for (; by_hash_[b] != unknown; b = (b + 1) & (by_hash_.size() - 1)) {
        const content& s = contents_[by_hash_[b]];
        if (s.hash == hash && s.count == new_items_.size() && states_[by_hash_[b]].accepts == new_accepts_ &&
            std::equal(new_items_.begin(), new_items_.end(), items_.begin() + s.first))
            return by_hash_[b];
    }
    if (states_.size() >= most_states || items_.size() > most_items || ways_.size() > most_ways) {
        reset();
        b = hash & (by_hash_.size() - 1);
    }
    const auto id = static_cast<std::uint32_t>(states_.size());
    states_.push_back({.accepts = new_accepts_, .dead = new_items_.empty()});
    contents_.push_back({static_cast<std::uint32_t>(items_.size()),
                         static_cast<std::uint32_t>(new_items_.size()), hash, answer::unknown});
    items_.insert(items_.end(), new_items_.begin(), new_items_.end());
    by_hash_[b] = id;
    if (states_.size() * 2 > by_hash_.size()) grow_states();
    return id;
}

void side_cache::grow_states() {
    by_hash_.assign(by_hash_.size() * 2, unknown);
    for (std::uint32_t id = 1; id < states_.size(); ++id) {
        std::size_t b = contents_[id].hash & (by_hash_.size() - 1);
        while (by_hash_[b] != unknown) b = (b + 1) & (by_hash_.size() - 1);
        by_hash_[b] = id;
    }
}

std::uint32_t side_cache::make_start(std::uint32_t side) {
    begin_state();
    follow_at_edge(program_.starts[side], true, false);
    const std::uint32_t made = keep(); // which may forget all starts
    return starts_[side] = made;
}

/// Readies a state to be gone on from.
void side_cache::open(std::uint32_t id) {
    new_letters_.assign(letters_.words(), {});
    const content& its = contents_[id];
    for (std::uint32_t i = its.first; i < its.first + its.count; ++i) {
        const side_step& step = program_.steps[items_[i]];
        if (step.what == side_step::op::letter)
            new_letters_[step.value / 64].letters |= std::uint64_t{1} << (step.value % 64);
        else if (step.what == side_step::op::branch)
            for (std::size_t w = 0; w < new_letters_.size(); ++w)
                new_letters_[w].letters |= program_.branch_words[step.next + w].letters;
    }
    state& s = states_[id];
    s.own = keep_letters();
    s.ways = static_cast<std::uint32_t>(ways_.size());
    const side_program::branch_word& last = own_words_[s.own + letters_.words() - 1];
    const std::size_t own = last.ways_before + static_cast<unsigned>(std::popcount(last.letters));
    ways_.resize(ways_.size() + letters_.kinds() + own, unknown_way);
}

/// The set of letters that was gathered; many states have the same.
std::uint32_t side_cache::keep_letters() {
    std::uint64_t h = 0;
    for (const auto& word : new_letters_) h = mixed(h ^ word.letters);
    std::size_t b = h & (own_sets_.size() - 1);
    for (; own_sets_[b] != unknown; b = (b + 1) & (own_sets_.size() - 1))
        if (std::equal(new_letters_.begin(), new_letters_.end(),
                       own_words_.begin() + static_cast<std::ptrdiff_t>(own_sets_[b]),
                       [](const auto& one, const auto& other) { return one.letters == other.letters; }))
            return own_sets_[b];
    const auto at = static_cast<std::uint32_t>(own_words_.size());
    std::uint32_t before = 0;
    for (const auto& word : new_letters_) {
        own_words_.push_back({word.letters, before});
        before += static_cast<std::uint32_t>(std::popcount(word.letters));
    }
    own_sets_[b] = at;
    if (own_words_.size() / new_letters_.size() * 2 > own_sets_.size()) grow_letters();
    return at;
}

void side_cache::grow_letters() {
    own_sets_.assign(own_sets_.size() * 2, unknown);
    const std::size_t words = letters_.words();
    for (std::size_t set = 0; set < own_words_.size(); set += words) {
        std::uint64_t h = 0;
        for (std::size_t w = 0; w < words; ++w) h = mixed(h ^ own_words_[set + w].letters);
        std::size_t b = h & (own_sets_.size() - 1);
        while (own_sets_[b] != unknown) b = (b + 1) & (own_sets_.size() - 1);
        own_sets_[b] = static_cast<std::uint32_t>(set);
    }
}

/// The way from a state by a letter that is not known yet.
std::uint32_t side_cache::next_state(std::uint32_t from, std::uint16_t letter) {
    if (states_[from].ways == 0) open(from);
    const std::size_t place = place_of(states_[from], letter);
    const std::size_t resets = resets_;
    take(contents_[from], letter);
    const std::uint32_t to = taken_.empty() ? 0 : state_of_taken();
    if (resets == resets_) ways_[place] = static_cast<std::uint16_t>(to); // else the state is gone
    return to;
}

/// The steps that a letter leads to.
void side_cache::take(const content& from, std::uint16_t letter) {
    taken_.clear();
    for (std::uint32_t i = from.first; i < from.first + from.count; ++i) {
        const side_step& step = program_.steps[items_[i]];
        if (step.what == side_step::op::branch) {
            if (const std::uint32_t next = program_.way(step, letter); next != side_program::no_way)
                taken_.push_back(next);
        } else if (step.what == side_step::op::set) {
            if (letters_.in(step.value, letter)) taken_.push_back(step.next);
        } else if (step.what == side_step::op::letter && step.value == letter) {
            taken_.push_back(step.next);
        }
    }
}

/// The state of what can be reached from the steps taken.
std::uint32_t side_cache::state_of_taken() {
    const std::uint32_t first = taken_.front();
    const bool alone = taken_.size() == 1; // as mostly
    if (alone && closures_[first].state != unknown) return closures_[first].state;
    begin_state();
    for (const std::uint32_t step : taken_) {
        follow(step);
        if (ordered_ && new_accepts_) break; // the ways of lower preference count no more
    }
    const std::uint32_t to = keep();
    if (alone) closures_[first].state = to;
    return to;
}

/// The side fits where the text ends in the state.
bool side_cache::fits_at_end(std::uint32_t id) {
    content& s = contents_[id];
    if (s.fits_at_end == answer::unknown) {
        begin_state();
        for (std::uint32_t i = s.first; i < s.first + s.count && !(ordered_ && new_accepts_); ++i)
            if (program_.steps[items_[i]].what == side_step::op::at_last)
                follow_at_edge(items_[i], false, true);
        s.fits_at_end = new_accepts_ ? answer::yes : answer::no;
    }
    return s.fits_at_end == answer::yes;
}

/// The side fits where there is no text.
bool side_cache::fits_nothing(std::uint32_t side) {
    if (fits_nothing_[side] == answer::unknown) {
        begin_state();
        follow_at_edge(program_.starts[side], true, true);
        fits_nothing_[side] = new_accepts_ ? answer::yes : answer::no;
    }
    return fits_nothing_[side] == answer::yes;
}

// --- groups ----------------------------------------------------------------------------------------------------------

bool group_finder::find(const side_program& program, const alphabet& letters, const std::uint16_t* text,
                        std::size_t count, std::size_t begin, bool to_end,
                        std::vector<std::int32_t>& groups) {
    std::fill(groups.begin(), groups.end(), -1);
    const std::size_t width = count - begin + 1;
    visited_.assign((program.splits * width + 63) / 64, 0);
    jobs_.clear();
    jobs_.push_back({program.starts.front(), static_cast<std::int32_t>(begin), -1});
    while (!jobs_.empty()) {
        const job j = jobs_.back();
        jobs_.pop_back();
        if (j.group >= 0) {
            groups[static_cast<std::size_t>(j.group)] = j.at;
            continue;
        }
        std::uint32_t id = j.step;
        auto at = static_cast<std::size_t>(j.at);
        for (bool go_on = true; go_on;) {
            const side_step& s = program.steps[id];
            id = s.next;
            switch (s.what) {
            case side_step::op::letter:
                go_on = at < count && text[at] == s.value;
                ++at;
                break;
            case side_step::op::set:
                go_on = at < count && letters.in(s.value, text[at]);
                ++at;
                break;
            case side_step::op::branch: {
                const std::uint32_t way =
                    at < count ? program.way(s, text[at]) : std::uint32_t{side_program::no_way};
                go_on = way != side_program::no_way;
                id = way;
                ++at;
                break;
            }
            case side_step::op::split: {
                // only here ways part: no way is gone on twice when none is from here
                const std::size_t place = s.value * width + (at - begin);
                go_on = (visited_[place / 64] >> (place % 64) & 1U) == 0;
                if (!go_on) break;
                visited_[place / 64] |= std::uint64_t{1} << (place % 64);
                jobs_.push_back({s.other, static_cast<std::int32_t>(at), -1});
                break;
            }
            case side_step::op::at_first:
                go_on = at == 0;
                break;
            case side_step::op::at_last:
                go_on = at == count;
                break;
            case side_step::op::save:
                if (s.value < groups.size()) {
                    jobs_.push_back({0, groups[s.value], static_cast<std::int32_t>(s.value)});
                    groups[s.value] = static_cast<std::int32_t>(at);
                }
                break;
            case side_step::op::accept:
                if (!to_end || at == count) return true;
                go_on = false;
                break;
            }
        }
    }
    return false;
}

} // namespace gongbao::detail
