#pragma once
// A set of words with a number each, looked up at a place of the view: the longest word that stands there.
//
// A trie whose edges live in one hash table, so that a step costs one probe whatever the size. The first step takes two
// characters at once: the state behind a first character is the character itself. Nearly every place of a text is refused
// without a probe, by bits for its first character and its first two in a table so small that it stays in the cache; and
// nearly every longer word by bits at the edge for the characters that may follow it.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pair_hash.hpp"

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

    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return beginnings_.size(); }

    /// The longest word that begins at `at`.
    [[nodiscard]] hit longest_at(std::u32string_view text, std::size_t at) const noexcept;
    /// The longest word that ends before `end`; only in a lexicon filled by add_reversed.
    [[nodiscard]] hit longest_before(std::u32string_view text, std::size_t end) const noexcept;
    std::uint32_t add_reversed(std::u32string_view word, std::uint32_t id);

    /// The id of exactly this word, or none().
    [[nodiscard]] std::uint32_t find(std::u32string_view word) const noexcept;
    [[nodiscard]] bool contains(std::u32string_view word) const noexcept { return find(word) != none(); }

    static constexpr std::uint32_t none() noexcept { return UINT32_MAX; }

    /// Gives every word the id that `to` gives for its own.
    template <class To>
    void renumber(const To& to) {
        for (edge& e : edges_)
            if (e.id != none()) e.id = to(e.id);
        for (beginning& b : beginnings_) b.id = to(b.id);
    }

    /// Calls see(first, second, word) for the first two characters of every word whose id is wanted; `word` and no
    /// second character where the first is a word by itself. Words that begin alike are seen each by itself.
    template <class Wanted, class See>
    void each_beginning(const Wanted& wanted, const See& see) const {
        for (const beginning& b : beginnings_)
            if (wanted(b.id)) see(b.first, b.second, b.second == 0);
    }

private:
    // A character, for what stands behind it at the beginning of a word, or a number behind all characters. Behind the
    // first character of a word of one character stands 0.
    using state = std::uint32_t;
    static constexpr state first_state = 0x110000;
    static constexpr state nowhere = 0; // of an edge: there is none
    static constexpr state leaf = 1;    // no word goes on behind it

    struct edge {
        state from{0};
        std::uint32_t by{
            0}; // a character, and above it a bit for every character that goes on, or for several
        state to{nowhere};
        std::uint32_t id{none()}; // of the word that ends with it

        [[nodiscard]] bool is(state f, char32_t c) const noexcept {
            return from == f && (by & character_bits) == c;
        }
        [[nodiscard]] bool may_go_on(char32_t c) const noexcept { return (by & follower(c)) != 0; }
    };
    static constexpr std::uint32_t character_bits = 0x1FFFFF;
    [[nodiscard]] static constexpr std::uint32_t follower(char32_t c) noexcept {
        return std::uint32_t{1} << (21U + c % 8U);
    }
    [[nodiscard]] std::size_t bucket(state from, char32_t by) const noexcept {
        const std::uint64_t key = std::uint64_t{from} << 21U | by;
        return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15ULL >> 40U) & (edges_.size() - 1);
    }
    /// The edge, or where it would stand.
    [[nodiscard]] std::size_t find_edge(state from, char32_t by) const noexcept {
        for (std::size_t b = bucket(from, by);; b = (b + 1) & (edges_.size() - 1)) {
            const edge& e = edges_[b];
            if (e.to == nowhere || e.is(from, by)) return b;
        }
    }
    /// The edge, made where there is none.
    std::size_t add_edge(state from, char32_t by);

    // Of the words that the characters from `first` on make, or those back from `last`; two may begin one.
    [[nodiscard]] hit longest(const char32_t* first, std::size_t most) const noexcept;
    [[nodiscard]] hit longest_back(const char32_t* last, std::size_t most) const noexcept;
    template <class Next>
    [[nodiscard]] hit longest_of(const Next& next, std::size_t most) const noexcept;
    [[nodiscard]] hit alone(char32_t c) const noexcept;

    /// A bit that is set for every two characters that begin a word, for every character that is one, with 0 in place of
    /// the second, and for a few others.
    [[nodiscard]] bool may_begin(char32_t first, char32_t second) const noexcept {
        const std::size_t p = beginning_bit(first, second);
        return (bits_[p / 64] >> (p % 64) & 1U) != 0;
    }
    [[nodiscard]] std::size_t beginning_bit(char32_t first, char32_t second) const noexcept {
        return pair_hash(first, second) >> bit_shift_;
    }
    void note_beginning(char32_t first, char32_t second) noexcept {
        const std::size_t p = beginning_bit(first, second);
        bits_[p / 64] |= std::uint64_t{1} << (p % 64);
    }

    std::vector<std::uint64_t> bits_ = std::vector<std::uint64_t>(16);
    unsigned bit_shift_{22}; // 32 less the binary logarithm of the number of bits
    std::vector<edge> edges_ = std::vector<edge>(16);
    std::size_t edge_count_{0};
    state next_state_{first_state};

    struct beginning {
        char32_t first{0};
        char32_t second{0}; // 0: the first is a word
        std::uint32_t id{0};
    };
    std::vector<beginning> beginnings_; // of all words
};

} // namespace gongbao::detail
