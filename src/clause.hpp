#pragma once
// A paragraph in sentences and clauses, and the text that rules are run on.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/quantity.hpp>
#include <gongbao/view.hpp>

#include "marks.hpp"
#include "paragraphs.hpp"
#include "side_automaton.hpp"

namespace gongbao::detail {

struct clause {
    std::size_t begin{0}; // in points of the view
    std::size_t end{0};
    char32_t before{0}; // the mark that opens it: 0 at the start of a paragraph
    char32_t after{0};  // the mark that closes it: 0 at the end of the view
    int depth{0};       // how many brackets it stands in
    std::uint32_t first_quantity{0};
    std::uint32_t last_quantity{0};  // one behind the last
    std::uint32_t sentence_begin{0}; // the first clause of its sentence, by which sentences are told apart
    std::uint32_t paragraph{0};      // its number in the view
    bool states{false};              // a fact; known when they are drafted
};

// Marks that end a clause, but for those inside a number; the last is the mark between paragraphs.
inline constexpr std::u32string_view clause_marks = U",;:()[]!?#\u3002\u3010\u3011\u2026\u2022\n";
static_assert(clause_marks.back() == paragraph_mark);

// Clauses of the paragraphs that hold quantities, in order; every quantity belongs to exactly one. `with_quantities`: the
// numbers of those that hold some, which are few. There is at least one quantity.
void find_clauses(const view& all, const language& words, const paragraph_marks& marks,
                  std::span<const paragraph_range> paragraphs, std::span<const quantity> quantities,
                  std::vector<clause>& out, std::vector<std::uint32_t>& with_quantities);

// A clause as rules see it: the folded text with one symbol for every quantity, as letters of the automata. Sides are
// run over it away from a quantity, forwards or backwards, and most end soon: a letter is made when it is asked for.
template <bool forwards>
class letters_beside {
public:
    letters_beside(const view& paragraph, std::span<const quantity> quantities, const clause& c,
                   std::size_t number, const alphabet& letters) noexcept
        : points_(paragraph.points.data()), letters_(&letters),
          at_(forwards ? quantities[number].number_end : quantities[number].number_begin),
          edge_(forwards ? c.end : c.begin), next_(quantities.data() + number + (forwards ? 1 : 0)),
          last_(quantities.data() + (forwards ? c.last_quantity : c.first_quantity)) {
        find_stop();
    }
    /// The next letter, as side_gate::beside takes it; for another quantity, any. Without a decision: what stands beside
    /// a quantity cannot be foreseen.
    [[nodiscard]] std::size_t gate_letter() const noexcept {
        const std::size_t inside = is_before(at_, stop_);
        // beyond the basic plane there are no letters
        const char32_t outside = inside != 0 ? 0 : 0x10000;
        const std::size_t letter = (*letters_)[points_[forwards ? at_ : at_ - inside] | outside];
        return letter + (static_cast<std::size_t>(letter == letters_->none()) &
                         (inside | (more() & is_before(at_, edge_))));
    }
    /// How far the letters have come.
    [[nodiscard]] std::size_t point() const noexcept { return at_; }
    std::int32_t next() noexcept {
        if (forwards ? at_ >= stop_ : at_ <= stop_) return next_symbol();
        return letter_of(points_[forwards ? at_++ : --at_]);
    }

private:
    [[nodiscard]] std::int32_t letter_of(char32_t c) const noexcept {
        return c > 0xFFFF ? side_cache::unknown_letter : (*letters_)[c];
    }
    [[nodiscard]] static std::size_t is_before(std::size_t a, std::size_t b) noexcept {
        return static_cast<std::size_t>(forwards ? a < b : a > b);
    }
    /// 1: there is another quantity.
    [[nodiscard]] std::size_t more() const noexcept { return static_cast<std::size_t>(next_ != last_); }
    void find_stop() noexcept {
        // without a decision: whether there is another quantity cannot be foreseen
        const quantity& q = forwards ? *(next_ - (1 - more())) : *(next_ - more());
        const std::size_t nearer = forwards ? std::min(edge_, q.number_begin) : std::max(edge_, q.number_end);
        stop_ = more() != 0 ? nearer : edge_;
    }
    std::int32_t next_symbol() noexcept;

    const char32_t* points_;
    const alphabet* letters_;
    std::size_t at_;
    std::size_t stop_{0}; // where the next quantity is, or the edge of the clause
    std::size_t edge_;
    const quantity* next_; // the next quantity, backwards one behind it; last_ when there is none
    const quantity* last_;
};
using letters_behind = letters_beside<true>;
using letters_before = letters_beside<false>;

// All letters of a clause, for what has to go to and fro. The memory behind them is kept.
struct coded_clause {
    std::vector<std::uint16_t> letters; // of characters beyond the basic plane: any
    std::vector<std::uint32_t> points;  // for every letter, and one more: its point in the view
    std::vector<std::uint32_t> symbols; // for every quantity of the clause: its letter

    void make(const view& paragraph, std::span<const quantity> quantities, const clause& c,
              const alphabet& letters_of);
};

// The same in UTF-8, for RE2.
struct plain_clause {
    std::string text;
    std::vector<std::uint32_t>
        bytes; // for every letter of the coded clause, and one more: where it begins in text

    void make(const view& paragraph, std::span<const quantity> quantities, const clause& c);
};

} // namespace gongbao::detail
