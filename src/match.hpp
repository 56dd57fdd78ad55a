#pragma once
// The match stage: which rule fits which quantity. Knows nothing about Chinese.
//
// The winner among the rules that fit is the one of highest priority; among those the one that accounts for the most
// text around the quantity; among those the one whose id comes first. The order of files plays no part.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "clause.hpp"
#include "language.hpp"
#include "rule.hpp"

namespace gongbao::detail {

struct capture {
    field what;
    std::uint32_t begin; // in points of the view
    std::uint32_t end;
};

// What the groups of a rule took in: each field at most once a side.
class capture_list {
public:
    void push_back(const capture& c) noexcept {
        if (size_ < all_.size()) all_[size_++] = c;
    }
    void remove(const capture* c) noexcept {
        std::copy(c + 1, end(), all_.begin() + (c - begin()));
        --size_;
    }
    void clear() noexcept { size_ = 0; }
    [[nodiscard]] const capture* begin() const noexcept { return all_.data(); }
    [[nodiscard]] const capture* end() const noexcept { return all_.data() + size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

private:
    std::array<capture, 2 * static_cast<std::size_t>(field::size_)> all_{};
    std::size_t size_{0};
};

// The captures of a match: few have some, and those of a list share them.
class captures_of_match {
public:
    captures_of_match() = default;
    explicit captures_of_match(const capture_list& all) noexcept : all_(&all) {}
    [[nodiscard]] const capture* begin() const noexcept { return all_ == nullptr ? nullptr : all_->begin(); }
    [[nodiscard]] const capture* end() const noexcept { return all_ == nullptr ? nullptr : all_->end(); }
    [[nodiscard]] bool empty() const noexcept { return all_ == nullptr || all_->empty(); }

private:
    const capture_list* all_{nullptr};
};

struct match {
    const rule* by{nullptr}; // null: no rule fits
    std::size_t begin{0};    // what the rule accounts for, in points of the view
    std::size_t end{0};
    captures_of_match captures;
    bool continued{false}; // taken over from the number before it in a list
};

// The matches of a batch of paragraphs, by quantity.
class match_list {
public:
    match& add() { return matches_.emplace_back(); }
    capture_list& add_captures() {
        if (list_count_ == lists_.size()) lists_.push_back(std::make_unique<capture_list>());
        capture_list& made = *lists_[list_count_++];
        made.clear();
        return made;
    }
    void clear() noexcept {
        matches_.clear();
        stated.clear();
        lost.clear();
        list_count_ = 0;
    }
    [[nodiscard]] std::size_t size() const noexcept { return matches_.size(); }
    [[nodiscard]] const match& operator[](std::size_t i) const noexcept { return matches_[i]; }

    std::vector<std::uint32_t> stated;          // the quantities whose match makes a fact
    std::vector<std::vector<const rule*>> lost; // by quantity: rules that fitted too; only when asked for

private:
    std::vector<match> matches_;
    std::vector<std::unique_ptr<capture_list>> lists_; // used again, the first list_count_ of them
    std::size_t list_count_{0};
};

// What the automata have learned, and room to work in; kept from clause to clause. Not shared between threads.
struct match_scratch {
    std::unique_ptr<side_cache> left;
    std::unique_ptr<side_cache> right;
    std::vector<std::uint64_t> candidates;       // rules that may fit the quantity
    std::vector<std::uint64_t> rules_with_words; // rules that a word before the quantity allows
    group_finder finder;
    std::vector<std::int32_t> groups;
    coded_clause coded;
    plain_clause plain;
};

// Matches for the quantities of a clause, index for index from c.first_quantity. `plain`: every rule is run with RE2,
// which gives the same and is what the automata are compared with.
void match_clause(const view& paragraph, const language& words, std::span<const quantity> quantities,
                  const clause& c, bool keep_losers, match_scratch& scratch, match_list& out,
                  bool plain = false);

} // namespace gongbao::detail
