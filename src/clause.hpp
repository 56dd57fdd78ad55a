#pragma once
// A paragraph in sentences and clauses, and the text that rules are run on.

#include <cstddef>
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
    std::size_t sentence{0};
    int depth{0}; // how many brackets it stands in
    std::size_t first_quantity{0};
    std::size_t last_quantity{0}; // one behind the last
};

// Marks that end a clause, but for those inside a number.
inline constexpr std::u32string_view clause_marks = U",;:()[]!?#\u3002\u3010\u3011\u2026";

// Clauses of a paragraph in order; every quantity belongs to exactly one.
void find_clauses(const view& paragraph, const paragraph_marks& marks,
                  const std::vector<quantity>& quantities, std::vector<clause>& out);

// A clause as rules see it: the folded text with one symbol for every quantity, as letters of the automata.
struct coded_clause {
    std::size_t count{0}; // of letters; the memory behind them is kept
    std::vector<std::uint16_t> letters;
    std::vector<std::uint32_t> points;  // for every letter, and one more: its point in the view
    std::vector<std::uint32_t> symbols; // for every quantity of the clause: its letter
    bool beyond{false};                 // holds a character beyond the basic plane: only RE2 can read it

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
