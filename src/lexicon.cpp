#include "lexicon.hpp"

namespace gongbao::detail {

void lexicon::insert(std::uint64_t key, std::uint32_t node) noexcept {
    std::size_t b = bucket(key);
    while (slots_[b].key != UINT64_MAX) b = (b + 1) & (slots_.size() - 1);
    slots_[b] = {key, node};
}

void lexicon::grow() {
    std::vector<slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const slot& s : old)
        if (s.key != UINT64_MAX) insert(s.key, s.node);
}

std::uint32_t lexicon::step(std::uint32_t node, char32_t c) const noexcept {
    const std::uint64_t key = (std::uint64_t{node} << 32U) | c;
    for (std::size_t b = bucket(key);; b = (b + 1) & (slots_.size() - 1)) {
        if (slots_[b].key == key) return slots_[b].node;
        if (slots_[b].key == UINT64_MAX) return none();
    }
}

std::uint32_t lexicon::step_or_add(std::uint32_t node, char32_t c) {
    const std::uint32_t next = step(node, c);
    if (next != none()) return next;
    if ((edges_ + 1) * 2 > slots_.size()) grow();
    const auto added = static_cast<std::uint32_t>(ids_.size());
    ids_.push_back(none());
    goes_on_.push_back(false);
    goes_on_[node] = true;
    if (node == 0 && c < 0x10000) {
        std::uint16_t& page = pages_[c >> 6U];
        if (page == 0) {
            page = static_cast<std::uint16_t>(roots_.size() >> 6U);
            roots_.resize(roots_.size() + 64, none());
        }
        roots_[(std::size_t{page} << 6U) + (c & 0x3FU)] = added;
    }
    insert((std::uint64_t{node} << 32U) | c, added);
    ++edges_;
    return added;
}

std::uint32_t lexicon::add(std::u32string_view word, std::uint32_t id) {
    if (word.empty()) return id;
    if (word.front() < 0x10000)
        first_[word.front()] = true;
    else
        words_is_bmp_ = false;
    std::uint32_t node = 0;
    for (const char32_t c : word) node = step_or_add(node, c);
    if (ids_[node] != none()) return ids_[node];
    ids_[node] = id;
    ++words_;
    return id;
}

std::uint32_t lexicon::add_reversed(std::u32string_view word, std::uint32_t id) {
    return add(std::u32string(word.rbegin(), word.rend()), id);
}

lexicon::hit lexicon::longest(std::u32string_view text, std::size_t at) const noexcept {
    hit best;
    std::uint32_t node = root(text[at]);
    for (std::size_t i = at; node != none();) {
        if (ids_[node] != none()) best = {i + 1 - at, ids_[node]};
        if (!goes_on_[node] || ++i == text.size()) break;
        node = step(node, text[i]);
    }
    return best;
}

lexicon::hit lexicon::longest_back(std::u32string_view text, std::size_t end) const noexcept {
    hit best;
    std::uint32_t node = root(text[end - 1]);
    for (std::size_t i = end; node != none();) {
        if (ids_[node] != none()) best = {end + 1 - i, ids_[node]};
        if (!goes_on_[node] || --i == 0) break;
        node = step(node, text[i - 1]);
    }
    return best;
}

std::uint32_t lexicon::find(std::u32string_view word) const noexcept {
    if (word.empty()) return none();
    std::uint32_t node = 0;
    for (const char32_t c : word) {
        node = step(node, c);
        if (node == none()) return none();
    }
    return ids_[node];
}

} // namespace gongbao::detail
