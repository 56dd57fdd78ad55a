#pragma once
// The match stage: which rule fits which quantity. Knows nothing about Chinese.
//
// The winner among the rules that fit is the one of highest priority; among those the one that accounts for the most
// text around the quantity; among those the one whose id comes first. The order of files plays no part.

#include <cstddef>
#include <string>
#include <vector>

#include "clause.hpp"
#include "language.hpp"
#include "rule.hpp"

namespace gongbao::detail {

struct capture {
    field what{field::indicator};
    std::size_t begin{0}; // in points of the view
    std::size_t end{0};
};

struct match {
    const rule* by{nullptr}; // null: no rule fits
    std::size_t begin{0};    // what the rule accounts for, in points of the view
    std::size_t end{0};
    bool continued{false}; // taken over from the number before it in a list
    std::vector<capture> captures;
    std::vector<const rule*> lost; // rules that fitted too; only when asked for
};

// Matches for the quantities of a clause, index for index from c.first_quantity. `filter` false: every rule is run,
// which gives the same and is what the fast way is compared with.
void match_clause(const view& paragraph, const language& words, const std::vector<quantity>& quantities,
                  const clause& c, const coded_clause& coded, bool keep_losers, std::vector<match>& out,
                  bool filter = true);

} // namespace gongbao::detail
