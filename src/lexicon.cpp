#include "lexicon.hpp"

#include <algorithm>
#include <bit>

namespace gongbao::detail {

std::size_t lexicon::find_exact(std::u32string_view word) const noexcept {
    std::uint32_t hash = 0;
    for (const char32_t c : word) hash = mix(hash, c);
    const std::size_t mask = exact_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask)
        if (exact_[at] == 0 || word_of(entries_[exact_[at] - 1]) == word) return at;
}

std::uint32_t lexicon::add(std::u32string_view word, std::uint32_t id) {
    if (word.empty()) return id;
    std::size_t at = find_exact(word);
    if (exact_[at] != 0) return entries_[exact_[at] - 1].id;
    if (entries_.size() * 2 >= exact_.size()) {
        exact_.assign(exact_.size() * 2, 0);
        for (std::size_t i = 0; i < entries_.size(); ++i)
            exact_[find_exact(word_of(entries_[i]))] = static_cast<std::uint32_t>(i + 1);
        at = find_exact(word);
    }
    entries_.push_back(
        {static_cast<std::uint32_t>(characters_.size()), static_cast<std::uint32_t>(word.size()), id});
    characters_ += word;
    exact_[at] = static_cast<std::uint32_t>(entries_.size());
    return id;
}

std::uint32_t lexicon::add_reversed(std::u32string_view word, std::uint32_t id) {
    return add(std::u32string(word.rbegin(), word.rend()), id);
}

void lexicon::close() {
    const auto second_of = [this](const entry& e) {
        return e.length == 1 ? char32_t{0} : characters_[e.begin + 1];
    };
    std::vector<entry> sorted = entries_;
    std::sort(sorted.begin(), sorted.end(), [&](const entry& a, const entry& b) {
        if (characters_[a.begin] != characters_[b.begin]) return characters_[a.begin] < characters_[b.begin];
        if (second_of(a) != second_of(b)) return second_of(a) < second_of(b);
        return a.length != b.length ? a.length > b.length : a.begin < b.begin;
    });

    groups_.assign(1, 0); // none begins at 0
    std::vector<std::uint32_t> begins;
    std::size_t firsts = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const entry& e = sorted[i];
        const char32_t first = characters_[e.begin];
        const bool same_first = i > 0 && characters_[sorted[i - 1].begin] == first;
        firsts += same_first ? 0 : 1;
        if (!same_first || second_of(sorted[i - 1]) != second_of(e)) {
            if (i > 0) groups_.push_back(0);
            begins.push_back(static_cast<std::uint32_t>(groups_.size()));
            groups_.push_back(first);
            groups_.push_back(second_of(e));
        }
        groups_.push_back(e.length);
        groups_.push_back(e.id);
        for (std::uint32_t k = 2; k < e.length; ++k) groups_.push_back(characters_[e.begin + k]);
    }
    groups_.push_back(0);
    constexpr int most_tag_bits = 8;
    tag_bits_ = static_cast<unsigned>(
        std::clamp<int>(std::countl_zero(static_cast<std::uint32_t>(groups_.size())), 0, most_tag_bits));

    constexpr std::size_t room_for_a_first = 8; // so that few characters share their bits
    beginnings_mask_ = std::bit_ceil(std::max<std::size_t>(4, firsts * room_for_a_first)) - 1;
    beginnings_.assign(beginnings_mask_ / 4 + 1, 0);
    places_.assign(std::bit_ceil(2 * begins.size() + 1), 0);
    const std::size_t mask = places_.size() - 1;
    for (const std::uint32_t begin : begins) {
        const char32_t first = groups_[begin];
        const char32_t second = groups_[begin + 1];
        const std::size_t bits = first & beginnings_mask_;
        beginnings_[bits / 4] |=
            static_cast<unsigned char>((second == 0 ? is_word : goes_on) << (bits % 4 * 2));
        const std::uint32_t hash = mix(first, second);
        std::size_t at = hash >> tag_bits_ & mask;
        while (places_[at] != 0) at = (at + 1) & mask;
        places_[at] = begin << tag_bits_ | (hash & tag_mask());
    }
}

const std::uint32_t* lexicon::group(char32_t first, char32_t second) const noexcept {
    const std::uint32_t hash = mix(first, second);
    const std::size_t mask = places_.size() - 1;
    for (std::size_t at = hash >> tag_bits_ & mask; places_[at] != 0; at = (at + 1) & mask) {
        if (((places_[at] ^ hash) & tag_mask()) != 0) continue;
        const std::uint32_t* found = groups_.data() + (places_[at] >> tag_bits_);
        if (found[0] == first && found[1] == second) return found + 2;
    }
    return nullptr;
}

lexicon::hit lexicon::longest(const char32_t* from, std::size_t room, std::ptrdiff_t step) const noexcept {
    const unsigned what = beginning(*from);
    if ((what & goes_on) != 0 && room > 1) {
        const std::uint32_t* word = group(from[0], from[step]);
        if (word != nullptr) {
            for (std::uint32_t length = 0; (length = word[0]) != 0; word += length) {
                if (length > room) continue;
                std::uint32_t same = 2; // characters; the third of a word stands at word[2]
                while (same < length && word[same] == from[static_cast<std::ptrdiff_t>(same) * step]) ++same;
                if (same >= length) return {length, word[1]};
            }
        }
    }
    if ((what & is_word) != 0)
        if (const std::uint32_t* word = group(*from, 0)) return {1, word[1]};
    return {};
}

std::uint32_t lexicon::find(std::u32string_view word) const noexcept {
    const std::uint32_t at = exact_[find_exact(word)];
    return at != 0 && !word.empty() ? entries_[at - 1].id : none();
}

} // namespace gongbao::detail
