#pragma once
// A paragraph in sentences and clauses, and the text that rules are run on.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/quantity.hpp>
#include <gongbao/view.hpp>

#include "marks.hpp"
#include "side_automaton.hpp"

namespace gongbao::detail {

struct clause {
    std::size_t begin{0}; // in points of the view
    std::size_t end{0};
    char32_t before{0}; // the mark that opens it: 0 at the start of a paragraph
    char32_t after{0};  // the mark that closes it
    std::uint32_t sentence{0};
    int depth{0}; // how many brackets it stands in
    std::uint32_t first_quantity{0};
    std::uint32_t last_quantity{0};  // one behind the last
    std::uint32_t sentence_begin{0}; // the first clause of its sentence
    bool states{false};              // a fact; known when they are drafted
};

// Marks that end a clause, but for those inside a number.
inline constexpr std::u32string_view clause_marks = U",;:()[]!?#\u3002\u3010\u3011\u2026";

// Clauses of a paragraph in order; every quantity belongs to exactly one. `with_quantities`: the numbers of those that
// hold some, which are few.
void find_clauses(const view& paragraph, const paragraph_marks& marks,
                  const std::vector<quantity>& quantities, std::vector<clause>& out,
                  std::vector<std::uint32_t>& with_quantities);

// A clause as rules see it: the folded text with one symbol for every quantity, as letters of the automata. Sides are
// run over it away from a quantity, and most end soon: a letter is made when it is asked for.
class letters_behind {
public:
    letters_behind(const view& paragraph, const std::vector<quantity>& quantities, const clause& c,
                   std::size_t number, const alphabet& letters) noexcept
        : points_(paragraph.points.data()), letters_(&letters), at_(quantities[number].number_end),
          end_(c.end), next_(quantities.data() + number + 1), last_(quantities.data() + c.last_quantity) {
        stop_ = next_ == last_ ? end_ : std::min(end_, next_->number_begin);
    }
    /// Where the next letter begins.
    [[nodiscard]] std::size_t point() const noexcept { return at_; }
    std::int32_t next() noexcept {
        if (at_ >= stop_) return next_symbol();
        const char32_t c = points_[at_++];
        return c > 0xFFFF ? side_cache::unknown_letter : (*letters_)[c];
    }

private:
    std::int32_t next_symbol() noexcept;
    const char32_t* points_;
    const alphabet* letters_;
    std::size_t at_;
    std::size_t stop_; // where the next quantity begins, or the clause ends
    std::size_t end_;
    const quantity* next_;
    const quantity* last_; // one behind the last
};

// The same backwards: the letters before a quantity, the nearest first.
class letters_before {
public:
    letters_before(const view& paragraph, const std::vector<quantity>& quantities, const clause& c,
                   std::size_t number, const alphabet& letters) noexcept
        : points_(paragraph.points.data()), letters_(&letters), at_(quantities[number].number_begin),
          begin_(c.begin), next_(quantities.data() + number), first_(quantities.data() + c.first_quantity) {
        stop_ = next_ == first_ ? begin_ : std::max(begin_, (next_ - 1)->number_end);
    }
    /// Where the last letter began.
    [[nodiscard]] std::size_t point() const noexcept { return at_; }
    std::int32_t next() noexcept {
        if (at_ <= stop_) return next_symbol();
        const char32_t c = points_[--at_];
        return c > 0xFFFF ? side_cache::unknown_letter : (*letters_)[c];
    }

private:
    std::int32_t next_symbol() noexcept;
    const char32_t* points_;
    const alphabet* letters_;
    std::size_t at_;
    std::size_t stop_; // where the quantity before ends, or the clause begins
    std::size_t begin_;
    const quantity* next_; // one behind the next quantity
    const quantity* first_;
};

// All letters of a clause, for what has to go to and fro. The memory behind them is kept.
struct coded_clause {
    std::vector<std::uint16_t> letters; // of characters beyond the basic plane: any
    std::vector<std::uint32_t> points;  // for every letter, and one more: its point in the view
    std::vector<std::uint32_t> symbols; // for every quantity of the clause: its letter

    void make(const view& paragraph, const std::vector<quantity>& quantities, const clause& c,
              const alphabet& letters_of);
};

// The same in UTF-8, for RE2.
struct plain_clause {
    std::string text;
    std::vector<std::uint32_t>
        bytes; // for every letter of the coded clause, and one more: where it begins in text

    void make(const view& paragraph, const std::vector<quantity>& quantities, const clause& c);
};

} // namespace gongbao::detail
