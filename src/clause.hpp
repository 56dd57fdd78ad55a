#pragma once
// A paragraph in sentences and clauses, and the text that rules are run on.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/quantity.hpp>
#include <gongbao/view.hpp>

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

// Clauses of a paragraph in order; every quantity belongs to exactly one.
void find_clauses(const view& paragraph, const std::vector<quantity>& quantities, std::vector<clause>& out);

// A clause as rules see it: UTF-8 of the folded text with one symbol for every quantity.
struct coded_clause {
    std::string text;
    std::vector<std::uint32_t> points; // for every byte of text, and one more: its point in the view
    std::vector<std::uint32_t>
        symbol_begin; // for every quantity of the clause: where its symbol begins in text
    void make(const view& paragraph, const std::vector<quantity>& quantities, const clause& c);
};

constexpr std::size_t symbol_bytes = 3;

} // namespace gongbao::detail
