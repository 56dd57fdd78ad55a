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
    int depth{0};       // how many brackets it stands in
    std::uint32_t first_quantity{0};
    std::uint32_t last_quantity{0};  // one behind the last
    std::uint32_t sentence_begin{0}; // the first clause of its sentence, by which sentences are told apart
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
class letters_beside {
public:
    /// How far the letters have come.
    [[nodiscard]] std::size_t point() const noexcept { return at_; }

protected:
    letters_beside(const view& paragraph, const alphabet& letters, std::size_t at, std::size_t edge,
                   const quantity* next, const quantity* last) noexcept
        : points_(paragraph.points.data()), letters_(&letters), at_(at), edge_(edge), next_(next),
          last_(last) {}
    [[nodiscard]] std::int32_t letter_of(char32_t c) const noexcept {
        return c > 0xFFFF ? side_cache::unknown_letter : (*letters_)[c];
    }

    const char32_t* points_;
    const alphabet* letters_;
    std::size_t at_;
    std::size_t stop_{0}; // where the next quantity begins, or the edge of the clause is
    std::size_t edge_;
    const quantity* next_; // the next quantity; last_ when there is none
    const quantity* last_;
};

// Forwards: from the end of a quantity.
class letters_behind : public letters_beside {
public:
    letters_behind(const view& paragraph, const std::vector<quantity>& quantities, const clause& c,
                   std::size_t number, const alphabet& letters) noexcept
        : letters_beside(paragraph, letters, quantities[number].number_end, c.end,
                         quantities.data() + number + 1, quantities.data() + c.last_quantity) {
        find_stop();
    }
    std::int32_t next() noexcept { return at_ < stop_ ? letter_of(points_[at_++]) : next_symbol(); }

private:
    void find_stop() noexcept { stop_ = next_ == last_ ? edge_ : std::min(edge_, next_->number_begin); }
    std::int32_t next_symbol() noexcept;
};

// Backwards: from the begin of a quantity. Here next_ and last_ are one behind.
class letters_before : public letters_beside {
public:
    letters_before(const view& paragraph, const std::vector<quantity>& quantities, const clause& c,
                   std::size_t number, const alphabet& letters) noexcept
        : letters_beside(paragraph, letters, quantities[number].number_begin, c.begin,
                         quantities.data() + number, quantities.data() + c.first_quantity) {
        find_stop();
    }
    std::int32_t next() noexcept { return at_ > stop_ ? letter_of(points_[--at_]) : next_symbol(); }

private:
    void find_stop() noexcept { stop_ = next_ == last_ ? edge_ : std::max(edge_, (next_ - 1)->number_end); }
    std::int32_t next_symbol() noexcept;
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
