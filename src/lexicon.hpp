#pragma once
// A set of words with a number each, looked up at a place of the view: the longest word that stands there.
//
// A trie whose edges live in one hash table, so that a step costs one probe whatever the size. What is asked of the
// node behind an edge, whether a word ends there and whether one goes on, stands beside the edge. Nearly every place of
// a text is refused without a probe: by its first character, or by a bit for its first two.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongbao::detail {

class lexicon {
public:
    struct hit {
        std::size_t length{0}; // in code points; 0: no word
        std::uint32_t id{0};
        explicit operator bool() const noexcept { return length != 0; }
    };

    /// Adds a word. Of two ids for one word the first stays, and add() says so by returning it; else it returns id.
    std::uint32_t add(std::u32string_view word, std::uint32_t id);

    [[nodiscard]] bool empty() const noexcept { return words_ == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return words_; }

    /// The longest word that begins at `at`.
    [[nodiscard]] hit longest_at(std::u32string_view text, std::size_t at) const noexcept {
        if (at >= text.size()) return {};
        const place here = root(text[at]);
        if (here == nowhere) return {};
        if (at + 1 == text.size() || (here & goes_on) == 0 || !may_go_on(text[at], text[at + 1]))
            return (here & word_ends) != 0 ? hit{1, ids_[node_of(here)]} : hit{};
        return longest(text, at, here);
    }
    /// The longest word that ends before `end`; only in a lexicon filled by add_reversed.
    [[nodiscard]] hit longest_before(std::u32string_view text, std::size_t end) const noexcept {
        if (end == 0 || end > text.size()) return {};
        const place here = root(text[end - 1]);
        if (here == nowhere) return {};
        if (end == 1 || (here & goes_on) == 0 || !may_go_on(text[end - 1], text[end - 2]))
            return (here & word_ends) != 0 ? hit{1, ids_[node_of(here)]} : hit{};
        return longest_back(text, end, here);
    }
    std::uint32_t add_reversed(std::u32string_view word, std::uint32_t id);

    /// The id of exactly this word, or none().
    [[nodiscard]] std::uint32_t find(std::u32string_view word) const noexcept;
    [[nodiscard]] bool contains(std::u32string_view word) const noexcept { return find(word) != none(); }

    static constexpr std::uint32_t none() noexcept { return UINT32_MAX; }

    /// Calls see(first, second, word) for the first two characters of every word whose id is wanted; `word` and no
    /// second character where the first is a word by itself.
    template <class Wanted, class See>
    void each_beginning(const Wanted& wanted, const See& see) const {
        std::vector<bool> leads(ids_.size()); // to a word that is wanted; a node comes behind its parent
        for (std::size_t n = ids_.size(); --n > 0;) {
            const bool word = ids_[n] != none() && wanted(ids_[n]);
            const auto [from, by] = origins_[n];
            if (word && from == 0) see(by, char32_t{0}, true);
            leads[n] = leads[n] || word;
            if (!leads[n] || from == 0) continue;
            leads[from] = true;
            if (origins_[from].from == 0) see(origins_[from].by, by, false);
        }
    }

private:
    // A node with what is known of it: whether a word ends there, and whether one goes on behind it.
    using place = std::uint32_t;
    static constexpr place nowhere = 0;
    static constexpr place word_ends = 1;
    static constexpr place goes_on = 2;
    [[nodiscard]] static std::uint32_t node_of(place p) noexcept { return p >> 2U; }

    struct edge {
        std::uint32_t from{0};
        char32_t by{0};
        place to{nowhere};
    };
    [[nodiscard]] hit longest(std::u32string_view text, std::size_t at, place here) const noexcept;
    [[nodiscard]] hit longest_back(std::u32string_view text, std::size_t end, place here) const noexcept;
    [[nodiscard]] std::size_t bucket(std::uint32_t from, char32_t by) const noexcept {
        const std::uint64_t key = std::uint64_t{from} << 21U | by;
        return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15ULL >> 40U) & (edges_.size() - 1);
    }
    /// The edge, or where it would stand.
    [[nodiscard]] std::size_t find_edge(std::uint32_t from, char32_t by) const noexcept {
        for (std::size_t b = bucket(from, by);; b = (b + 1) & (edges_.size() - 1)) {
            const edge& e = edges_[b];
            if (e.to == nowhere || (e.from == from && e.by == by)) return b;
        }
    }
    [[nodiscard]] place step(std::uint32_t from, char32_t by) const noexcept {
        return edges_[find_edge(from, by)].to;
    }
    std::uint32_t step_or_add(std::uint32_t node, char32_t c);
    void mark(std::uint32_t node, place what) noexcept;
    void grow();
    void note_pair(std::uint32_t node) noexcept;

    /// A bit that is set for every two characters that begin a word, and for a few others.
    [[nodiscard]] std::size_t pair(char32_t first, char32_t second) const noexcept {
        return ((first << 16U ^ second) * 0x9E3779B1U & UINT32_MAX) >> pair_shift_;
    }
    [[nodiscard]] bool may_go_on(char32_t first, char32_t second) const noexcept {
        const std::size_t p = pair(first, second);
        return (pairs_[p / 64] >> (p % 64) & 1U) != 0;
    }

    /// Behind a first character: pages of 64 characters, the first of them empty.
    [[nodiscard]] place root(char32_t c) const noexcept {
        return c < 0x10000 ? roots_[(std::size_t{pages_[c >> 6U]} << 6U) + (c & 0x3FU)] : step(0, c);
    }

    std::vector<edge> edges_ = std::vector<edge>(64);
    struct origin {
        std::uint32_t from{0};
        char32_t by{0};
    };
    std::vector<origin> origins_{{}}; // by node: the edge that leads to it
    std::vector<std::uint32_t> ids_{none()};
    std::array<std::uint16_t, 1024> pages_{};
    std::vector<place> roots_ = std::vector<place>(64, nowhere);
    std::vector<std::uint64_t> pairs_ = std::vector<std::uint64_t>(16);
    unsigned pair_shift_{22}; // 32 less the binary logarithm of the number of bits
    std::size_t pair_count_{0};
    std::size_t words_{0};
};

} // namespace gongbao::detail
