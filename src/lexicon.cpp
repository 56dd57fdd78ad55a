#include "lexicon.hpp"

namespace gongbao::detail {

void lexicon::grow() {
    std::vector<edge> old(edges_.size() * 2);
    old.swap(edges_);
    for (const edge& e : old)
        if (e.to != nowhere) edges_[find_edge(e.from, e.by)] = e;
}

/// Notes of a node what is asked of it: at the edge that leads to it, and at its root.
void lexicon::mark(std::uint32_t node, place what) noexcept {
    if (node == 0) return;
    const auto [from, by] = origins_[node];
    place& to = edges_[find_edge(from, by)].to;
    to |= what;
    if (from == 0 && by < 0x10000) roots_[(std::size_t{pages_[by >> 6U]} << 6U) + (by & 0x3FU)] = to;
}

std::uint32_t lexicon::step_or_add(std::uint32_t node, char32_t c) {
    const place next = step(node, c);
    if (next != nowhere) return node_of(next);
    if (ids_.size() * 2 > edges_.size()) grow();
    const auto added = static_cast<std::uint32_t>(ids_.size());
    ids_.push_back(none());
    origins_.push_back({node, c});
    edges_[find_edge(node, c)] = {node, c, added << 2U};
    if (node == 0 && c < 0x10000) {
        std::uint16_t& page = pages_[c >> 6U];
        if (page == 0) {
            page = static_cast<std::uint16_t>(roots_.size() >> 6U);
            roots_.resize(roots_.size() + 64, nowhere);
        }
        roots_[(std::size_t{page} << 6U) + (c & 0x3FU)] = added << 2U;
    }
    mark(node, goes_on);
    if (node != 0 && origins_[node].from == 0) {
        constexpr std::size_t least_bits = 8; // a pair
        if (++pair_count_ * least_bits > pairs_.size() * 64) {
            pairs_.assign(pairs_.size() * 2, 0);
            --pair_shift_;
            for (std::uint32_t n = 1; n < added; ++n) note_pair(n);
        }
        note_pair(added);
    }
    return added;
}

void lexicon::note_pair(std::uint32_t node) noexcept {
    const auto [from, by] = origins_[node];
    if (from == 0 || origins_[from].from != 0) return;
    const std::size_t p = pair(origins_[from].by, by);
    pairs_[p / 64] |= std::uint64_t{1} << (p % 64);
}

std::uint32_t lexicon::add(std::u32string_view word, std::uint32_t id) {
    if (word.empty()) return id;
    std::uint32_t node = 0;
    for (const char32_t c : word) node = step_or_add(node, c);
    if (ids_[node] != none()) return ids_[node];
    ids_[node] = id;
    mark(node, word_ends);
    ++words_;
    return id;
}

std::uint32_t lexicon::add_reversed(std::u32string_view word, std::uint32_t id) {
    return add(std::u32string(word.rbegin(), word.rend()), id);
}

lexicon::hit lexicon::longest(std::u32string_view text, std::size_t at, place here) const noexcept {
    std::size_t length = 0;
    std::uint32_t node = 0;
    for (std::size_t i = at + 1;; ++i) {
        if ((here & word_ends) != 0) {
            length = i - at;
            node = node_of(here);
        }
        if ((here & goes_on) == 0 || i == text.size()) break;
        here = step(node_of(here), text[i]);
    }
    return length != 0 ? hit{length, ids_[node]} : hit{};
}

lexicon::hit lexicon::longest_back(std::u32string_view text, std::size_t end, place here) const noexcept {
    std::size_t length = 0;
    std::uint32_t node = 0;
    for (std::size_t i = end - 1;; --i) {
        if ((here & word_ends) != 0) {
            length = end - i;
            node = node_of(here);
        }
        if ((here & goes_on) == 0 || i == 0) break;
        here = step(node_of(here), text[i - 1]);
    }
    return length != 0 ? hit{length, ids_[node]} : hit{};
}

std::uint32_t lexicon::find(std::u32string_view word) const noexcept {
    if (word.empty()) return none();
    std::uint32_t node = 0;
    for (const char32_t c : word) {
        const place next = step(node, c);
        if (next == nowhere) return none();
        node = node_of(next);
    }
    return ids_[node];
}

} // namespace gongbao::detail
