#pragma once
// A set of words with a number each, looked up at a place of the view: the longest word that stands there.
//
// A trie whose edges live in one hash table, so that a step costs one probe whatever the size; the first character
// is refused by a bit set, which is what happens nearly always.

#include <array>
#include <bitset>
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
        if (at >= text.size() || !may_begin(text[at])) return {};
        return longest(text, at);
    }
    /// The longest word that ends before `end`; only in a lexicon filled by add_reversed.
    [[nodiscard]] hit longest_before(std::u32string_view text, std::size_t end) const noexcept {
        if (end == 0 || end > text.size() || !may_begin(text[end - 1])) return {};
        return longest_back(text, end);
    }
    std::uint32_t add_reversed(std::u32string_view word, std::uint32_t id);

    /// The id of exactly this word, or none().
    [[nodiscard]] std::uint32_t find(std::u32string_view word) const noexcept;
    [[nodiscard]] bool contains(std::u32string_view word) const noexcept { return find(word) != none(); }

    [[nodiscard]] bool may_begin(char32_t c) const noexcept {
        return c < 0x10000 ? first_[c] : !words_is_bmp_;
    }

    static constexpr std::uint32_t none() noexcept { return UINT32_MAX; }

private:
    struct slot {
        std::uint64_t key{UINT64_MAX}; // node << 32 | character
        std::uint32_t node{0};
    };
    [[nodiscard]] hit longest(std::u32string_view text, std::size_t at) const noexcept;
    [[nodiscard]] hit longest_back(std::u32string_view text, std::size_t end) const noexcept;
    [[nodiscard]] std::uint32_t step(std::uint32_t node, char32_t c) const noexcept;
    std::uint32_t step_or_add(std::uint32_t node, char32_t c);
    void grow();
    void insert(std::uint64_t key, std::uint32_t node) noexcept;
    [[nodiscard]] std::size_t bucket(std::uint64_t key) const noexcept {
        return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32U) & (slots_.size() - 1);
    }

    /// The node of a first character: pages of 64 characters, the first of them empty.
    [[nodiscard]] std::uint32_t root(char32_t c) const noexcept {
        return c < 0x10000 ? roots_[(std::size_t{pages_[c >> 6U]} << 6U) + (c & 0x3FU)] : step(0, c);
    }

    std::vector<slot> slots_ = std::vector<slot>(64);
    std::vector<std::uint32_t> ids_{none()};
    std::vector<bool> goes_on_{false}; // by node: a word goes on from here
    std::array<std::uint16_t, 1024> pages_{};
    std::vector<std::uint32_t> roots_ = std::vector<std::uint32_t>(64, none());
    std::size_t edges_{0};
    std::size_t words_{0};
    bool words_is_bmp_{true};
    std::bitset<0x10000> first_;
};

} // namespace gongbao::detail
