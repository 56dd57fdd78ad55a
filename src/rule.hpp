#pragma once
// A rule of a pack, compiled: what must stand before and behind a quantity, and what that makes of it.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <re2/re2.h>

#include <gongbao/decimal.hpp>
#include <gongbao/fact.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>

#include "side_automaton.hpp"

namespace gongbao::detail {

// What a named group of a pattern fills.
enum class field : std::uint8_t { indicator, action, scope, among, of, against, band, quote, size_ };

// One symbol a class in the private use area of Unicode: what a pattern sees in place of a quantity.
constexpr char32_t first_symbol = 0xE000;
constexpr char32_t symbol_of(quantity_class c) noexcept {
    return first_symbol + static_cast<char32_t>(c);
}
using class_set = std::uint32_t;
constexpr class_set bit(quantity_class c) noexcept {
    return class_set{1} << static_cast<unsigned>(c);
}

// One side of a rule. Equal sides share one. Safe to use from several threads.
class side_pattern {
public:
    side_pattern(std::string text, std::int64_t memory) : text_(std::move(text)), memory_(memory) {}

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    /// RE2 compiles it when it is first run: where the automaton cannot read it, and in tests.
    [[nodiscard]] const RE2& re() const {
        std::call_once(once_, [this] {
            RE2::Options o;
            o.set_log_errors(false);
            o.set_max_mem(memory_);
            re_ = std::make_unique<const RE2>(text_, o);
        });
        return *re_;
    }

    /// Reads it for the automata; the tree stays none where they cannot read it, and RE2 runs it.
    void read(side_trees& trees) {
        tree_ = trees.read(text_, false);
        tree_with_groups_ = tree_ == side_trees::none ? tree_ : trees.read(text_, true);
    }
    [[nodiscard]] std::uint32_t tree() const noexcept { return tree_; }

    /// Makes the steps that find its groups; asked of those that have some, when all patterns are read.
    void make_groups(const side_trees& trees, const alphabet& letters) {
        if (tree_ != side_trees::none && groups_.steps.empty())
            groups_ = make_group_program(trees, letters, tree_with_groups_);
    }
    [[nodiscard]] const side_program& groups() const noexcept { return groups_; }

private:
    std::string text_;
    std::int64_t memory_;
    std::uint32_t tree_{side_trees::none};
    std::uint32_t tree_with_groups_{side_trees::none};
    mutable std::once_flag once_;
    mutable std::unique_ptr<const RE2> re_;
    side_program groups_;
};

// From this priority on the words that a rule matches belong to the quote, whatever its kind: for 9 years in a row.
// Changes and rankings always quote them.
constexpr int phrase_priority = 30;

struct rule_example {
    std::string text;
    std::vector<std::string> facts; // JSON objects, compared field by field with what the rule gives
    std::optional<date> published;
    std::string pointer; // where the example stands in the file of its rule
    std::size_t line{0};
};

struct rule {
    std::string id;
    std::optional<gongbao::kind> kind; // nothing: what the rule matches is no fact
    class_set heads{0};
    std::shared_ptr<const side_pattern> left;  // anchored at its end; null when nothing is asked of the left
    std::shared_ptr<const side_pattern> right; // anchored at its start
    std::vector<std::pair<field, int>> left_groups;
    std::vector<std::pair<field, int>> right_groups;
    int priority{0};

    std::optional<gongbao::direction> direction;
    std::optional<gongbao::basis> basis;
    std::optional<gongbao::qualifier> qualifier;
    std::optional<gongbao::status> status;
    std::optional<decimal> value;
    bool top{false};
    bool from_bottom{false};

    std::string file;
    std::size_t line{0};
    std::string pattern;
    std::string why;
    std::vector<rule_example> yes; // the rule must fire
    std::vector<rule_example> no;  // it must not
};

} // namespace gongbao::detail
