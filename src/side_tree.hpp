#pragma once
// The sides of rules, read from RE2 syntax into trees that share equal parts.
//
// Knows what patterns of packs are made of: literals, classes with \p{...}, groups, alternatives, repetitions, ^ and $.
// A side with anything else is not read, and RE2 runs it. What \p{...} stands for is asked of RE2, so that both agree.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gongbao::detail {

// Ranges of characters of the basic plane, in order, both ends included.
using character_ranges = std::vector<std::pair<char32_t, char32_t>>;

struct side_node {
    enum class op : std::uint8_t { nothing, literal, set, sequence, choice, repeat, group, begin, end };
    op what{op::nothing};
    bool greedy{true};
    std::uint32_t value{0}; // literal: the character; set: index into sets; group: its number
    int least{0};           // repeat
    int most{0};            // repeat; -1: no end
    std::uint32_t first{0}; // children: side_trees::children[first, first + count)
    std::uint32_t count{0};
    std::uint64_t hash{0};
};

class side_trees {
public:
    static constexpr std::uint32_t none = UINT32_MAX;

    side_trees();

    /// The tree of a pattern, or none. `groups`: capturing groups are kept, numbered as RE2 does; without, equal
    /// parts are one node even where a group parts them.
    std::uint32_t read(std::string_view pattern, bool groups);

    [[nodiscard]] const side_node& at(std::uint32_t id) const { return nodes_[id]; }
    [[nodiscard]] std::uint32_t child(const side_node& n, std::uint32_t i) const {
        return children_[n.first + i];
    }
    [[nodiscard]] const std::vector<character_ranges>& sets() const noexcept { return sets_; }
    /// Every literal of all patterns, once.
    [[nodiscard]] std::vector<char32_t> literals() const;
    /// Words of which every text that the tree matches holds one, by their first two characters; 0 where a word has only
    /// one. False when there are no such words.
    bool words_of(std::uint32_t id, std::vector<std::pair<char32_t, char32_t>>& words) const;
    /// The tree may match nothing.
    [[nodiscard]] bool may_be_empty(std::uint32_t id) const;
    [[nodiscard]] std::uint32_t nothing() const noexcept { return nothing_; }

private:
    friend class side_reader;
    [[nodiscard]] bool is_character(std::uint32_t id) const;
    std::uint32_t intern(const side_node& n, const std::vector<std::uint32_t>& children);
    std::uint32_t intern_set(character_ranges ranges);
    const character_ranges* property(const std::string& name);

    std::vector<side_node> nodes_;
    std::vector<std::uint32_t> children_;
    std::vector<character_ranges> sets_;
    std::map<character_ranges, std::uint32_t> set_ids_;
    std::map<std::string, character_ranges, std::less<>> properties_;
    std::vector<std::uint32_t> by_hash_ = std::vector<std::uint32_t>(1024, none); // open table of nodes
    std::unordered_map<std::string_view, std::uint32_t> fragments_; // without groups, by their text
    std::vector<std::unique_ptr<std::string>> texts_;               // that fragments_ looks into
    std::uint32_t nothing_{0};
};

} // namespace gongbao::detail
