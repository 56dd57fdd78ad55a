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

// Few and kept in place: a page has thousands.
class capture_list {
public:
    capture_list() noexcept {} // NOLINT(*-member-init, modernize-use-equals-default): see all_
    capture_list(const capture_list& other) noexcept { *this = other; } // NOLINT(*-member-init): see all_
    capture_list& operator=(const capture_list& other) noexcept {
        std::copy(other.begin(), other.end(), all_.begin());
        size_ = other.size_;
        return *this;
    }
    ~capture_list() = default;

    void push_back(const capture& c) noexcept {
        if (size_ < all_.size()) all_[size_++] = c;
    }
    void remove(const capture* c) noexcept {
        std::copy(c + 1, end(), all_.begin() + (c - begin()));
        --size_;
    }
    [[nodiscard]] const capture* begin() const noexcept { return all_.data(); }
    [[nodiscard]] const capture* end() const noexcept { return all_.data() + size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

private:
    // only the first size_ of them are written, and read
    std::array<capture, 2 * static_cast<std::size_t>(field::size_)> all_; // NOLINT(*-member-init)
    std::size_t size_{0};
};

struct match {
    const rule* by{nullptr}; // null: no rule fits
    std::size_t begin{0};    // what the rule accounts for, in points of the view
    std::size_t end{0};
    bool continued{false}; // taken over from the number before it in a list
    capture_list captures;
    std::vector<const rule*> lost; // rules that fitted too; only when asked for
};

// What the automata have learned, and room to work in; kept from clause to clause. Not shared between threads.
struct match_scratch {
    std::unique_ptr<side_cache> left;
    std::unique_ptr<side_cache> right;
    std::vector<std::int32_t> left_reach; // by side: letters that it takes; -1: it does not fit
    std::vector<std::int32_t> right_reach;
    std::vector<std::uint16_t> left_fitting; // the sides that do
    std::vector<std::uint16_t> right_fitting;
    std::vector<std::uint64_t> fitting; // by rule of the set: a bit where both sides fit
    std::vector<std::uint64_t> right_bits;
    group_finder finder;
    std::vector<std::int32_t> groups;
    plain_clause plain;
};

// Matches for the quantities of a clause, index for index from c.first_quantity. `plain`: every rule is run with RE2,
// which gives the same and is what the automata are compared with.
void match_clause(const view& paragraph, const language& words, const std::vector<quantity>& quantities,
                  const clause& c, const coded_clause& coded, bool keep_losers, match_scratch& scratch,
                  std::vector<match>& out, bool plain = false);

} // namespace gongbao::detail
