#pragma once
// A set of words with a number each, looked up at a place of the view: the longest word that stands there.
//
// Words that share their first two characters lie side by side, longest first, and a hash table leads to them: a look-up
// reads two places of memory, one in the table and one with the words, and compares. What costs is not comparing but
// memory that is not in the processor's cache: a trie, which reads a place for every character and more for what it
// asks of a node, took three times as long. Nearly every place of a text is refused by its first character, in a
// table of a few KB.
//
// First all words are added, then close() makes the tables; look-ups come behind it.

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
    std::uint32_t add_reversed(std::u32string_view word, std::uint32_t id);
    /// Gives every word the id that `to` gives for its own; before close().
    template <class To>
    void renumber(const To& to) {
        for (entry& e : entries_) e.id = to(e.id);
    }
    /// Makes the tables: words are looked up behind it. A word that is added later needs it again.
    void close();

    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

    /// The longest word that begins at `at`.
    [[nodiscard]] hit longest_at(std::u32string_view text, std::size_t at) const noexcept {
        if (at >= text.size()) return {};
        return longest(text.data() + at, text.size() - at, 1);
    }
    /// The longest word that ends before `end`; only in a lexicon filled by add_reversed.
    [[nodiscard]] hit longest_before(std::u32string_view text, std::size_t end) const noexcept {
        if (end == 0 || end > text.size()) return {};
        return longest(text.data() + end - 1, end, -1);
    }

    /// The id of exactly this word, or none(); before close() too.
    [[nodiscard]] std::uint32_t find(std::u32string_view word) const noexcept;
    [[nodiscard]] bool contains(std::u32string_view word) const noexcept { return find(word) != none(); }

    static constexpr std::uint32_t none() noexcept { return UINT32_MAX; }

    /// Calls see(first, second, word) for the first two characters of every word whose id is wanted; `word` and no
    /// second character where the first is a word by itself.
    template <class Wanted, class See>
    void each_beginning(const Wanted& wanted, const See& see) const {
        for (const entry& e : entries_) {
            if (!wanted(e.id)) continue;
            const bool word = e.length == 1;
            see(characters_[e.begin], word ? char32_t{0} : characters_[e.begin + 1], word);
        }
    }

private:
    struct entry {              // a word
        std::uint32_t begin{0}; // in characters_
        std::uint32_t length{0};
        std::uint32_t id{0};
    };
    [[nodiscard]] std::u32string_view word_of(const entry& e) const noexcept {
        return std::u32string_view(characters_).substr(e.begin, e.length);
    }
    /// The place in exact_ of a word, or where it would stand.
    [[nodiscard]] std::size_t find_exact(std::u32string_view word) const noexcept;

    // What a character may do, in two bits; characters share them, so that it may also do nothing.
    static constexpr unsigned is_word = 1;
    static constexpr unsigned goes_on = 2;
    [[nodiscard]] unsigned beginning(char32_t c) const noexcept {
        const std::size_t at = c & beginnings_mask_;
        return static_cast<unsigned>(beginnings_[at / 4]) >> (at % 4 * 2) & 3U;
    }
    [[nodiscard]] static std::uint32_t mix(std::uint32_t first, std::uint32_t second) noexcept {
        const std::uint64_t key = std::uint64_t{first} << 32U | second;
        return static_cast<std::uint32_t>(key * 0x9E3779B97F4A7C15ULL >> 32U);
    }
    /// A bit that is set for the first two characters of every longer word, and for a few others.
    [[nodiscard]] bool may_begin(std::uint32_t pair_hash) const noexcept {
        const std::size_t bit = pair_hash & pairs_mask_;
        return (pairs_[bit / 64] >> (bit % 64) & 1U) != 0;
    }
    /// The words that begin with two characters, see groups_, or null.
    [[nodiscard]] const std::uint32_t* group(char32_t first, char32_t second,
                                             std::uint32_t hash) const noexcept;
    /// The word whose characters stand one `step` behind the other, the first at `from`, of `room` in all.
    [[nodiscard]] hit longer(const char32_t* from, std::size_t room, std::ptrdiff_t step,
                             std::uint32_t hash) const noexcept;
    [[nodiscard]] hit single(char32_t c) const noexcept;
    [[nodiscard]] hit longest(const char32_t* from, std::size_t room, std::ptrdiff_t step) const noexcept {
        const unsigned what = beginning(*from);
        if ((what & goes_on) != 0 && room > 1) {
            const std::uint32_t hash = mix(from[0], from[step]);
            if (may_begin(hash))
                if (const hit found = longer(from, room, step, hash)) return found;
        }
        return (what & is_word) != 0 ? single(*from) : hit{};
    }

    // all words, for find()
    std::u32string characters_;
    std::vector<entry> entries_;
    std::vector<std::uint32_t> exact_ = std::vector<std::uint32_t>(16); // a hash table: index of an entry + 1

    // For look-ups, from the smallest table to the largest.
    std::vector<unsigned char> beginnings_ = std::vector<unsigned char>(1);
    std::size_t beginnings_mask_{0};
    std::vector<std::uint64_t> pairs_ = std::vector<std::uint64_t>(1);
    std::uint32_t pairs_mask_{0};
    struct single_word {
        char32_t character{0}; // 0: none
        std::uint32_t id{0};
    };
    std::vector<single_word> singles_ = std::vector<single_word>(1); // a hash table
    // A hash table of where groups begin, 0 for nothing, and below it as many bits of the hash as there is room for.
    std::vector<std::uint32_t> places_ = std::vector<std::uint32_t>(1);
    unsigned tag_bits_{0};
    [[nodiscard]] std::uint32_t tag_mask() const noexcept { return (std::uint32_t{1} << tag_bits_) - 1; }
    // Groups of words that share their first two characters. A group is these two, then for every word, longest first,
    // its length, its id and the characters behind the first two; then a 0 for the next length.
    std::vector<std::uint32_t> groups_;
};

} // namespace gongbao::detail
