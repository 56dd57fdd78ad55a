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
    std::vector<entry> sorted; // the words of more than one character
    std::vector<single_word> singles;
    for (const entry& e : entries_) {
        if (e.length > 1)
            sorted.push_back(e);
        else
            singles.push_back({characters_[e.begin], e.id});
    }
    std::sort(sorted.begin(), sorted.end(), [this](const entry& a, const entry& b) {
        const char32_t* const x = characters_.data() + a.begin;
        const char32_t* const y = characters_.data() + b.begin;
        if (x[0] != y[0]) return x[0] < y[0];
        if (x[1] != y[1]) return x[1] < y[1];
        return a.length != b.length ? a.length > b.length : a.begin < b.begin;
    });

    groups_.assign(1, 0); // none begins at 0
    std::vector<std::uint32_t> begins;
    std::size_t firsts = singles.size();
    const char32_t* before = nullptr;
    for (const entry& e : sorted) {
        const char32_t* const word = characters_.data() + e.begin;
        firsts += before == nullptr || before[0] != word[0] ? 1 : 0;
        if (before == nullptr || before[0] != word[0] || before[1] != word[1]) {
            if (before != nullptr) groups_.push_back(0);
            begins.push_back(static_cast<std::uint32_t>(groups_.size()));
            groups_.insert(groups_.end(), {word[0], word[1]});
        }
        groups_.insert(groups_.end(), {e.length, e.id});
        groups_.insert(groups_.end(), word + 2, word + e.length);
        before = word;
    }
    groups_.push_back(0);
    constexpr int most_tag_bits = 8;
    tag_bits_ = static_cast<unsigned>(
        std::min(most_tag_bits, std::countl_zero(static_cast<std::uint32_t>(groups_.size()))));

    constexpr std::size_t bits_for_each = 8; // so that few that are none have theirs set
    beginnings_mask_ = std::bit_ceil(std::max<std::size_t>(4, firsts * bits_for_each)) - 1;
    beginnings_.assign(beginnings_mask_ / 4 + 1, 0);
    const auto note = [this](char32_t first, unsigned what) {
        const std::size_t at = first & beginnings_mask_;
        beginnings_[at / 4] |= static_cast<unsigned char>(what << (at % 4 * 2));
    };
    pairs_mask_ = static_cast<std::uint32_t>(
        std::bit_ceil(std::max<std::size_t>(64, begins.size() * bits_for_each)) - 1);
    pairs_.assign(pairs_mask_ / 64 + 1, 0);
    places_.assign(std::bit_ceil(2 * begins.size() + 1), 0);
    for (const std::uint32_t begin : begins) {
        const std::uint32_t hash = mix(groups_[begin], groups_[begin + 1]);
        note(groups_[begin], goes_on);
        pairs_[(hash & pairs_mask_) / 64] |= std::uint64_t{1} << (hash & pairs_mask_) % 64;
        std::size_t at = hash >> tag_bits_ & (places_.size() - 1);
        while (places_[at] != 0) at = (at + 1) & (places_.size() - 1);
        places_[at] = begin << tag_bits_ | (hash & tag_mask());
    }
    singles_.assign(std::bit_ceil(2 * singles.size() + 1), {});
    for (const single_word& s : singles) {
        note(s.character, is_word);
        std::size_t at = s.character & (singles_.size() - 1);
        while (singles_[at].character != 0) at = (at + 1) & (singles_.size() - 1);
        singles_[at] = s;
    }
}

lexicon::hit lexicon::single(char32_t c) const noexcept {
    const std::size_t mask = singles_.size() - 1;
    for (std::size_t at = c & mask; singles_[at].character != 0; at = (at + 1) & mask)
        if (singles_[at].character == c) return {1, singles_[at].id};
    return {};
}

const std::uint32_t* lexicon::group(char32_t first, char32_t second, std::uint32_t hash) const noexcept {
    const std::size_t mask = places_.size() - 1;
    for (std::size_t at = hash >> tag_bits_ & mask; places_[at] != 0; at = (at + 1) & mask) {
        if (((places_[at] ^ hash) & tag_mask()) != 0) continue;
        const std::uint32_t* found = groups_.data() + (places_[at] >> tag_bits_);
        if (found[0] == first && found[1] == second) return found + 2;
    }
    return nullptr;
}

lexicon::hit lexicon::longer(const char32_t* from, std::size_t room, std::ptrdiff_t step,
                             std::uint32_t hash) const noexcept {
    const std::uint32_t* word = group(from[0], from[step], hash);
    if (word == nullptr) return {};
    for (std::uint32_t length = 0; (length = word[0]) != 0; word += length) {
        if (length > room) continue;
        std::uint32_t same = 2; // characters; the third of a word stands at word[2]
        while (same < length && word[same] == from[static_cast<std::ptrdiff_t>(same) * step]) ++same;
        if (same == length) return {length, word[1]};
    }
    return {};
}

std::uint32_t lexicon::find(std::u32string_view word) const noexcept {
    const std::uint32_t at = exact_[find_exact(word)];
    return at != 0 && !word.empty() ? entries_[at - 1].id : none();
}

} // namespace gongbao::detail
