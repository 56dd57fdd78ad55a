#pragma once
// The context stage: what a number is about, where, when, from where measured, and whether it has happened.
//
// Reads the words around the facts of one paragraph and fills indicator, action, scope, period, status, and the basis
// and reference of changes. Never touches a span, a value or a kind.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/fact.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>
#include <gongbao/view.hpp>

#include "clause.hpp"
#include "language.hpp"
#include "match.hpp"

namespace gongbao::detail {

// What is remembered from paragraph to paragraph.
struct document_state {
    std::optional<date> published;
    int named_year{0};
};

// A fact on its way: where it came from.
struct draft {
    fact made;
    std::size_t quantity{0}; // index into the quantities of the paragraph
    std::size_t clause{0};
    const match* by{nullptr};
    std::vector<std::string> reasons; // for explain: field, words and where they stood
};

struct paragraph_data {
    const view* text{nullptr};
    const std::vector<quantity>* quantities{nullptr};
    const std::vector<time_expression>* times{nullptr};
    const std::vector<clause>* clauses{nullptr};
};

void add_context(const paragraph_data& paragraph, const language& words, bool explain,
                 document_state& document, std::vector<draft>& drafts);

} // namespace gongbao::detail
