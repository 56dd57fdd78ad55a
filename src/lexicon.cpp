#include "lexicon.hpp"

#include <string>

namespace gongbao::detail {

std::size_t lexicon::add_edge(state from, char32_t by) {
    std::size_t e = find_edge(from, by);
    if (edges_[e].to != nowhere) return e;
    // memory that is not in the cache costs more than a probe: the table is rather full than large
    if (++edge_count_ * 4 > edges_.size() * 3) {
        std::vector<edge> old(edges_.size() * 2);
        old.swap(edges_);
        for (const edge& o : old)
            if (o.to != nowhere) edges_[find_edge(o.from, o.by & character_bits)] = o;
        e = find_edge(from, by);
    }
    edges_[e] = {from, by, leaf, none()};
    return e;
}

std::uint32_t lexicon::add(std::u32string_view word, std::uint32_t id) {
    if (word.empty()) return id;
    const char32_t second = word.size() > 1 ? word[1] : 0;
    std::size_t last = add_edge(word[0], second);
    for (std::size_t i = 2; i < word.size(); ++i) {
        if (edges_[last].to == leaf) edges_[last].to = next_state_++;
        edges_[last].by |= follower(word[i]);
        last = add_edge(edges_[last].to, word[i]);
    }
    if (edges_[last].id != none()) return edges_[last].id;
    edges_[last].id = id;
    beginnings_.push_back({word[0], second, id});
    constexpr std::size_t least_bits = 8; // a word
    if (beginnings_.size() * least_bits > bits_.size() * 64) {
        bits_.assign(bits_.size() * 2, 0);
        --bit_shift_;
        for (const beginning& b : beginnings_) note_beginning(b.first, b.second);
    }
    note_beginning(word[0], second);
    return id;
}

std::uint32_t lexicon::add_reversed(std::u32string_view word, std::uint32_t id) {
    return add(std::u32string(word.rbegin(), word.rend()), id);
}

/// The word of one character.
lexicon::hit lexicon::alone(char32_t c) const noexcept {
    const edge& e = edges_[find_edge(c, 0)];
    return e.id != none() ? hit{1, e.id} : hit{};
}

template <class Next>
lexicon::hit lexicon::longest_of(const Next& next, std::size_t most) const noexcept {
    hit found;
    state from = next(0);
    for (std::size_t i = 1;;) {
        const edge& e = edges_[find_edge(from, next(i))];
        ++i;
        if (e.id != none()) found = {i, e.id};
        if (i == most || !e.may_go_on(next(i))) break;
        from = e.to;
    }
    return found || !may_begin(next(0), 0) ? found : alone(next(0));
}
[[gnu::noinline]] lexicon::hit lexicon::longest(const char32_t* first, std::size_t most) const noexcept {
    return longest_of([first](std::size_t i) { return first[i]; }, most);
}
[[gnu::noinline]] lexicon::hit lexicon::longest_back(const char32_t* last, std::size_t most) const noexcept {
    return longest_of([last](std::size_t i) { return *(last - i); }, most);
}

// These two only refuse, as they nearly always do: not inlined in the many places that call them, they and their tables
// stay in the caches, and what they call needs no registers saved here.

lexicon::hit lexicon::longest_at(std::u32string_view text, std::size_t at) const noexcept {
    if (at >= text.size()) return {};
    const char32_t* const here = text.data() + at;
    if (at + 1 < text.size() && may_begin(here[0], here[1])) return longest(here, text.size() - at);
    return may_begin(here[0], 0) ? alone(here[0]) : hit{};
}

lexicon::hit lexicon::longest_before(std::u32string_view text, std::size_t end) const noexcept {
    if (end == 0 || end > text.size()) return {};
    const char32_t* const last = text.data() + end - 1;
    if (end > 1 && may_begin(last[0], *(last - 1))) return longest_back(last, end);
    return may_begin(last[0], 0) ? alone(last[0]) : hit{};
}

std::uint32_t lexicon::find(std::u32string_view word) const noexcept {
    if (word.empty()) return none();
    const char32_t second = word.size() > 1 ? word[1] : 0;
    if (!may_begin(word[0], second)) return none();
    const edge* e = &edges_[find_edge(word[0], second)];
    for (std::size_t i = 2; i < word.size(); ++i) {
        if (!e->may_go_on(word[i])) return none();
        e = &edges_[find_edge(e->to, word[i])];
    }
    return e->id;
}

} // namespace gongbao::detail
