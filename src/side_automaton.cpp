#include "side_automaton.hpp"

#include <algorithm>
#include <map>

namespace gongbao::detail {

using op = side_node::op;

// --- alphabet --------------------------------------------------------------------------------------------------------

alphabet::alphabet(const side_trees& trees, const std::vector<char32_t>& literals) : numbers_(0x10000) {
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
        s.side = side;
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
        case op::choice: {
            std::vector<way> ways;
            for (std::uint32_t i = 0; i < n.count; ++i) add_ways(trees_.child(n, i), next, ways);
            return compile_ways(ways);
        }
        case op::repeat:
            return repeat(n, next);
        }
        return next;
    }

    /// A way through a choice: parts in reading order, and what comes behind them.
    struct way {
        std::vector<std::uint32_t> parts;
        std::uint32_t next{0};
    };

    void add_ways(std::uint32_t id, std::uint32_t next, std::vector<way>& out) const {
        const side_node& n = trees_.at(id);
        if (n.what == op::choice) {
            for (std::uint32_t i = 0; i < n.count; ++i) add_ways(trees_.child(n, i), next, out);
            return;
        }
        way w;
        w.next = next;
        if (n.what == op::sequence)
            for (std::uint32_t i = 0; i < n.count; ++i)
                w.parts.push_back(trees_.child(n, backwards_ ? n.count - 1 - i : i));
        else if (n.what != op::nothing)
            w.parts.push_back(id);
        out.push_back(std::move(w));
    }

    std::uint32_t compile_ways(const std::vector<way>& ways) {
        std::vector<const way*> all;
        all.reserve(ways.size());
        for (const way& w : ways) all.push_back(&w);
        return compile_ways(all, 0);
    }

    std::uint32_t add_branch(std::vector<std::pair<std::uint16_t, std::uint32_t>>& branch) {
        std::sort(branch.begin(), branch.end());
        const auto first = static_cast<std::uint32_t>(made.ways.size());
        made.ways.insert(made.ways.end(), branch.begin(), branch.end());
        const std::size_t bits = made.branch_letters.size();
        made.branch_letters.resize(bits + letters_.words());
        for (const auto& [letter, to] : branch)
            made.branch_letters[bits + letter / 64] |= std::uint64_t{1} << (letter % 64);
        return add({.what = side_step::op::branch,
                    .value = first,
                    .next = static_cast<std::uint32_t>(bits),
                    .other = static_cast<std::uint32_t>(made.ways.size())});
    }

    /// The first way is preferred. Of neighbours that begin with letters only those of one letter compete: they keep
    /// their order behind it.
    std::uint32_t compile_in_order(const std::vector<const way*>& ways, std::size_t depth) {
        const auto begins_with_letter = [&](const way* w) {
            return w->parts.size() > depth && trees_.at(w->parts[depth]).what == op::literal;
        };
        std::vector<std::uint32_t> heads;
        for (std::size_t i = 0; i < ways.size();) {
            if (!begins_with_letter(ways[i])) {
                std::uint32_t at = ways[i]->next;
                for (std::size_t k = ways[i]->parts.size(); k-- > depth;) at = compile(ways[i]->parts[k], at);
                heads.push_back(at);
                ++i;
                continue;
            }
            std::vector<const way*> run;
            for (; i < ways.size() && begins_with_letter(ways[i]); ++i) run.push_back(ways[i]);
            std::stable_sort(run.begin(), run.end(), [depth](const way* a, const way* b) {
                return a->parts[depth] < b->parts[depth];
            });
            std::vector<std::pair<std::uint16_t, std::uint32_t>> branch;
            for (std::size_t k = 0; k < run.size();) {
                const std::uint32_t head = run[k]->parts[depth];
                std::vector<const way*> same;
                for (; k < run.size() && run[k]->parts[depth] == head; ++k) same.push_back(run[k]);
                branch.emplace_back(letters_[trees_.at(head).value], compile_ways(same, depth + 1));
            }
            heads.push_back(add_branch(branch));
        }
        std::uint32_t at = heads.back();
        for (std::size_t i = heads.size() - 1; i-- > 0;) at = split(heads[i], at);
        return at;
    }

    /// Ways whose parts from `depth` on begin alike share them; their order does not matter.
    std::uint32_t compile_ways(std::vector<const way*>& ways, std::size_t depth) {
        if (ways.size() == 1) {
            std::uint32_t at = ways[0]->next;
            for (std::size_t i = ways[0]->parts.size(); i-- > depth;) at = compile(ways[0]->parts[i], at);
            return at;
        }
        if (!backwards_) return compile_in_order(ways, depth);
        const auto head_of = [depth](const way* w) {
            return w->parts.size() == depth ? side_trees::none : w->parts[depth];
        };
        std::stable_sort(ways.begin(), ways.end(),
                         [&](const way* a, const way* b) { return head_of(a) < head_of(b); });
        std::vector<std::uint32_t> heads;
        std::vector<std::pair<std::uint16_t, std::uint32_t>> branch; // heads that are one letter
        for (std::size_t i = 0; i < ways.size();) {
            const std::uint32_t head = head_of(ways[i]);
            if (head == side_trees::none) { // these sort to the end
                if (std::find(heads.begin(), heads.end(), ways[i]->next) == heads.end())
                    heads.push_back(ways[i]->next);
                ++i;
                continue;
            }
            std::size_t end = i + 1;
            while (end < ways.size() && head_of(ways[end]) == head) ++end;
            std::vector<const way*> same(ways.begin() + static_cast<std::ptrdiff_t>(i),
                                         ways.begin() + static_cast<std::ptrdiff_t>(end));
            const std::uint32_t rest = compile_ways(same, depth + 1);
            if (trees_.at(head).what == op::literal)
                branch.emplace_back(letters_[trees_.at(head).value], rest);
            else
                heads.push_back(compile(head, rest));
            i = end;
        }
        if (!branch.empty()) heads.push_back(add_branch(branch));
        std::uint32_t at = heads.back();
        for (std::size_t i = heads.size() - 1; i-- > 0;) at = split(heads[i], at);
        return at;
    }

    std::uint16_t side{0};

private:
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
};

} // namespace

namespace {

/// Notes of every step which uses the sides have that it may lead to.
void note_uses(side_program& p, const std::vector<side_program::side>& sides) {
    p.sides = sides.size();
    p.uses.assign(p.steps.size(), 0);
    for (bool more = true; more;) { // once for most steps: they stand behind those that they lead to
        more = false;
        for (std::size_t i = 0; i < p.steps.size(); ++i) {
            const side_step& s = p.steps[i];
            std::uint32_t uses = 0;
            if (s.what == side_step::op::accept)
                uses = sides[s.value].uses;
            else if (s.what == side_step::op::branch)
                for (std::uint32_t w = s.value; w < s.other; ++w) uses |= p.uses[p.ways[w].second];
            else
                uses = p.uses[s.next] | (s.what == side_step::op::split ? p.uses[s.other] : 0U);
            more = more || uses != p.uses[i];
            p.uses[i] = uses;
        }
    }
}

} // namespace

side_program make_left_program(const side_trees& trees, const alphabet& letters,
                               const std::vector<side_program::side>& sides) {
    program_maker maker(trees, letters, true);
    std::vector<program_maker::way> ways;
    for (std::size_t i = 0; i < sides.size(); ++i)
        maker.add_ways(sides[i].tree,
                       maker.add({.what = side_step::op::accept, .value = static_cast<std::uint32_t>(i)}),
                       ways);
    if (!ways.empty()) maker.made.starts.push_back(maker.compile_ways(ways));
    note_uses(maker.made, sides);
    return std::move(maker.made);
}

side_program make_right_program(const side_trees& trees, const alphabet& letters,
                                const std::vector<side_program::side>& sides) {
    program_maker maker(trees, letters, false);
    for (std::size_t i = 0; i < sides.size(); ++i) {
        maker.side = static_cast<std::uint16_t>(i);
        const std::uint32_t accept = maker.add({.what = side_step::op::accept, .value = maker.side});
        maker.made.starts.push_back(maker.compile(sides[i].tree, accept));
    }
    note_uses(maker.made, sides);
    return std::move(maker.made);
}

side_program make_group_program(const side_trees& trees, const alphabet& letters, std::uint32_t tree) {
    return make_right_program(trees, letters, {{tree, 0}});
}

// --- states ----------------------------------------------------------------------------------------------------------

namespace {

// A text of a thousand megabytes makes no more states than this; then they are made anew.
constexpr std::size_t most_items = 1U << 18U;
constexpr std::size_t most_edges = 1U << 16U;
constexpr std::size_t most_row_entries = 1U << 18U;
constexpr std::size_t most_uses = 32; // bits of side_program::side::uses

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
    states_.clear();
    items_.clear();
    accepts_.clear();
    edges_.assign(256, {});
    edge_count_ = 0;
    rows_.clear();
    own_letters_.clear();
    by_hash_.assign(256, UINT32_MAX);
    starts_.assign(most_uses, unknown);
    empties_.assign(most_uses, unknown);
    seen_.assign(program_.steps.size(), 0);
    accepted_.assign(program_.sides, 0);
    round_ = 0;
}

void side_cache::begin_state(std::uint32_t use) {
    new_items_.clear();
    new_accepts_.clear();
    use_ = use;
    ++round_;
}

/// Adds what can be reached from a step without reading a letter.
void side_cache::follow(std::uint32_t step, bool first, bool last) {
    stack_.push_back(step);
    while (!stack_.empty()) {
        const std::uint32_t id = stack_.back();
        stack_.pop_back();
        const side_step& s = program_.steps[id];
        if (seen_[id] == round_ || (program_.uses[id] >> use_ & 1U) == 0) continue;
        // behind a match of a rule its ways of lower preference count no more
        if (ordered_ && accepted_[s.side] == round_) continue;
        seen_[id] = round_;
        switch (s.what) {
        case side_step::op::letter:
        case side_step::op::set:
        case side_step::op::branch:
            new_items_.push_back(id);
            break;
        case side_step::op::split:
            stack_.push_back(s.other);
            stack_.push_back(s.next);
            break;
        case side_step::op::save:
            stack_.push_back(s.next);
            break;
        case side_step::op::at_first:
            if (first) stack_.push_back(s.next);
            break;
        case side_step::op::at_last:
            if (last)
                stack_.push_back(s.next);
            else
                new_items_.push_back(id);
            break;
        case side_step::op::accept:
            if (accepted_[s.value] != round_) {
                accepted_[s.value] = round_;
                new_accepts_.push_back(static_cast<std::uint16_t>(s.value));
            }
            break;
        }
    }
}

/// The state of the items that were gathered.
std::uint32_t side_cache::keep() {
    if (!ordered_) std::sort(new_items_.begin(), new_items_.end());
    std::sort(new_accepts_.begin(), new_accepts_.end());
    std::uint64_t h = mixed(new_items_.size() << 8U | use_);
    for (const std::uint32_t i : new_items_) h = mixed(h ^ i);
    for (const std::uint16_t a : new_accepts_) h = mixed(h + a + 1);
    std::size_t b = h & (by_hash_.size() - 1);
    for (; by_hash_[b] != UINT32_MAX; b = (b + 1) & (by_hash_.size() - 1)) {
        const state& s = states_[by_hash_[b]];
        if (s.use == use_ && s.count == new_items_.size() && s.accept_count == new_accepts_.size() &&
            std::equal(new_items_.begin(), new_items_.end(), items_.begin() + s.first) &&
            std::equal(new_accepts_.begin(), new_accepts_.end(), accepts_.begin() + s.accepts))
            return by_hash_[b];
    }
    state s;
    s.first = static_cast<std::uint32_t>(items_.size());
    s.count = static_cast<std::uint32_t>(new_items_.size());
    s.use = use_;
    s.accepts = static_cast<std::uint32_t>(accepts_.size());
    s.accept_count = static_cast<std::uint32_t>(new_accepts_.size());
    items_.insert(items_.end(), new_items_.begin(), new_items_.end());
    accepts_.insert(accepts_.end(), new_accepts_.begin(), new_accepts_.end());
    states_.push_back(s);
    const auto id = static_cast<std::uint32_t>(states_.size() - 1);
    by_hash_[b] = id;
    if (states_.size() * 2 > by_hash_.size()) {
        std::vector<std::uint32_t> table(by_hash_.size() * 2, UINT32_MAX);
        for (std::uint32_t k = 0; k < states_.size(); ++k) {
            const state& old = states_[k];
            std::uint64_t g = mixed(std::uint64_t{old.count} << 8U | old.use);
            for (std::uint32_t i = 0; i < old.count; ++i) g = mixed(g ^ items_[old.first + i]);
            for (std::uint32_t i = 0; i < old.accept_count; ++i) g = mixed(g + accepts_[old.accepts + i] + 1);
            std::size_t p = g & (table.size() - 1);
            while (table[p] != UINT32_MAX) p = (p + 1) & (table.size() - 1);
            table[p] = k;
        }
        by_hash_.swap(table);
    }
    return id;
}

std::size_t side_cache::find_edge(std::uint32_t from, std::uint16_t letter) const noexcept {
    const std::size_t mask = edges_.size() - 1;
    for (std::size_t b = mixed(std::uint64_t{from} << 16U | letter) & mask;; b = (b + 1) & mask)
        if (edges_[b].from == unknown || (edges_[b].from == from && edges_[b].letter == letter)) return b;
}

/// Readies a state to be gone on from.
void side_cache::open(std::uint32_t id) {
    state& s = states_[id];
    s.row = static_cast<std::uint32_t>(rows_.size());
    rows_.resize(rows_.size() + letters_.kinds(), unknown);
    const std::size_t words = letters_.words();
    s.own_letters = static_cast<std::uint32_t>(own_letters_.size());
    own_letters_.resize(own_letters_.size() + words, 0);
    std::uint64_t* const own = own_letters_.data() + s.own_letters;
    for (std::uint32_t i = 0; i < s.count; ++i) {
        const side_step& step = program_.steps[items_[s.first + i]];
        if (step.what == side_step::op::letter)
            own[step.value / 64] |= std::uint64_t{1} << (step.value % 64);
        else if (step.what == side_step::op::branch)
            for (std::size_t w = 0; w < words; ++w) own[w] |= program_.branch_letters[step.next + w];
    }
}

std::uint32_t side_cache::next_state(std::uint32_t from, std::uint16_t letter) {
    if (states_[from].row == unknown) open(from);
    const state& s = states_[from];
    if ((own_letters_[s.own_letters + letter / 64] >> (letter % 64) & 1U) == 0) {
        const std::size_t way = s.row + letters_.kind_of(letter);
        if (rows_[way] == unknown) {
            const std::uint32_t to = make_next(from, letter);
            rows_[way] = to;
        }
        return rows_[way];
    }
    std::size_t b = find_edge(from, letter);
    if (edges_[b].from != unknown) return edges_[b].to;
    const std::uint32_t to = make_next(from, letter);
    if (++edge_count_ * 2 > edges_.size()) {
        std::vector<edge> old(edges_.size() * 2);
        old.swap(edges_);
        for (const edge& e : old)
            if (e.from != unknown) edges_[find_edge(e.from, e.letter)] = e;
        b = find_edge(from, letter);
    }
    edges_[b] = {from, letter, to};
    return to;
}

std::uint32_t side_cache::make_next(std::uint32_t from, std::uint16_t letter) {
    const state s = states_[from];
    begin_state(s.use);
    for (std::uint32_t i = 0; i < s.count; ++i) {
        const side_step& step = program_.steps[items_[s.first + i]];
        if (step.what == side_step::op::branch) {
            const auto begin = program_.ways.begin() + step.value;
            const auto end = program_.ways.begin() + step.other;
            const auto way = std::lower_bound(begin, end, letter,
                                              [](const auto& w, std::uint16_t l) { return w.first < l; });
            if (way != end && way->first == letter) follow(way->second, false, false);
            continue;
        }
        const bool fits = step.what == side_step::op::letter ? step.value == letter
                          : step.what == side_step::op::set  ? letters_.in(step.value, letter)
                                                             : false;
        if (fits) follow(step.next, false, false);
    }
    return keep();
}

/// Rules that fit when the text ends in a state: kept as a state of its own that has only accepts.
void side_cache::finish(std::uint32_t id) {
    const state s = states_[id];
    begin_state(s.use);
    for (std::uint32_t i = 0; i < s.count; ++i) {
        const std::uint32_t item = items_[s.first + i];
        if (program_.steps[item].what == side_step::op::at_last) follow(item, false, true);
    }
    new_items_.clear();
    const std::uint32_t end = keep(); // which may move the states
    states_[id].end = static_cast<std::int32_t>(end);
}

void side_cache::walk(const std::uint16_t* text, std::size_t at, bool backwards, std::size_t count,
                      std::uint32_t use, std::int32_t* reach) {
    if (program_.starts.empty()) return;
    if (items_.size() > most_items || edge_count_ > most_edges || rows_.size() > most_row_entries) reset();
    const auto take = [&](const state& s, std::size_t length) {
        for (std::uint32_t i = 0; i < s.accept_count; ++i)
            reach[accepts_[s.accepts + i]] = static_cast<std::int32_t>(length);
    };
    if (count == 0) { // both edges of the clause are here
        if (empties_[use] == unknown) {
            begin_state(use);
            for (const std::uint32_t s : program_.starts) follow(s, true, true);
            new_items_.clear();
            empties_[use] = keep();
        }
        take(states_[empties_[use]], 0);
        return;
    }
    if (starts_[use] == unknown) {
        begin_state(use);
        for (const std::uint32_t s : program_.starts) follow(s, true, false);
        starts_[use] = keep();
    }
    std::uint32_t now = starts_[use];
    for (std::size_t n = 0;; ++n) {
        const state& s = states_[now];
        take(s, n);
        if (s.count == 0) return;
        if (n == count) break;
        now = next_state(now, text[backwards ? at - 1 - n : at + n]);
    }
    // ends that wait for the edge of the clause
    if (states_[now].end < 0) finish(now);
    take(states_[static_cast<std::size_t>(states_[now].end)], count);
}

// --- groups ----------------------------------------------------------------------------------------------------------

bool group_finder::find(const side_program& program, const alphabet& letters, const std::uint16_t* text,
                        std::size_t count, std::size_t begin, bool to_end,
                        std::vector<std::int32_t>& groups) {
    std::fill(groups.begin(), groups.end(), -1);
    const std::size_t width = count - begin + 1;
    visited_.assign((program.steps.size() * width + 63) / 64, 0);
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
        for (;;) {
            const std::size_t place = id * width + (at - begin);
            if ((visited_[place / 64] >> (place % 64) & 1U) != 0) break;
            visited_[place / 64] |= std::uint64_t{1} << (place % 64);
            const side_step& s = program.steps[id];
            bool go_on = true;
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
                const auto first = program.ways.begin() + s.value;
                const auto last = program.ways.begin() + s.other;
                const std::uint16_t letter = at < count ? text[at] : std::uint16_t{0};
                const auto way = std::lower_bound(first, last, letter,
                                                  [](const auto& w, std::uint16_t l) { return w.first < l; });
                if (at < count && way != last && way->first == letter) {
                    id = way->second;
                    ++at;
                    continue;
                }
                go_on = false;
                break;
            }
            case side_step::op::split:
                jobs_.push_back({s.other, static_cast<std::int32_t>(at), -1});
                break;
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
            if (!go_on) break;
            id = s.next;
        }
    }
    return false;
}

} // namespace gongbao::detail
