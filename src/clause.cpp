#include "clause.hpp"

#include <algorithm>

#include "rule.hpp"

namespace gongbao::detail {
namespace {

bool ends_sentence(char32_t c) noexcept {
    return c == 0x3002 || c == U'!' || c == U'?' || c == 0x2026 || c == U'#';
}

} // namespace

void find_clauses(const view& paragraph, const paragraph_marks& marks,
                  const std::vector<quantity>& quantities, std::vector<clause>& out) {
    const std::u32string& text = paragraph.points;
    std::size_t sentence = out.empty() ? 0 : out.back().sentence + 1;
    std::size_t q = 0;
    clause c;
    c.sentence = sentence;
    int depth = 0;
    const auto close = [&](std::size_t end, char32_t mark, std::size_t next) {
        c.end = end;
        c.after = mark;
        c.first_quantity = q;
        while (q < quantities.size() && quantities[q].number_begin < end) ++q;
        c.last_quantity = q;
        if (end > c.begin) out.push_back(c);
        if (ends_sentence(mark)) ++sentence;
        if (mark == U'(') ++depth;
        if (mark == U')' && depth > 0) --depth;
        const char32_t opened = mark;
        c = clause{};
        c.begin = next;
        c.before = opened;
        c.sentence = sentence;
        c.depth = depth;
    };
    // a bracket that holds nothing but a Latin abbreviation belongs to the word before it: index (PMI)
    const auto abbreviation_end = [&text](std::size_t open) {
        constexpr std::size_t longest = 14;
        std::size_t k = open + 1;
        while (k < text.size() && k - open < longest &&
               ((text[k] >= U'0' && text[k] <= U'9') ||
                ((text[k] | 0x20U) >= U'a' && (text[k] | 0x20U) <= U'z') || text[k] == U'.' ||
                text[k] == U'-'))
            ++k;
        return k > open + 1 && k < text.size() && text[k] == U')' && text[open + 1] > U'9' ? k : open;
    };
    std::size_t inside = 0; // the quantity that may cover the point
    for (std::size_t i = marks.next(mark::clause_end, 0); i < text.size();
         i = marks.next(mark::clause_end, i + 1)) {
        while (inside < quantities.size() && quantities[inside].number_end <= i) ++inside;
        if (inside < quantities.size() && quantities[inside].number_begin <= i) continue; // 1,234 and 1:3
        if (text[i] == U'(') {
            if (const std::size_t end = abbreviation_end(i); end > i) {
                i = end;
                continue;
            }
        }
        close(i, text[i], i + 1);
    }
    close(text.size(), 0, text.size());
}

std::int32_t letters_behind::next_symbol() noexcept {
    if (next_ == last_ || at_ >= end_) return side_cache::no_letter;
    const quantity& q = *next_++;
    at_ = std::max(at_, q.number_end);
    stop_ = next_ == last_ ? end_ : std::min(end_, next_->number_begin);
    return (*letters_)[symbol_of(q.klass)];
}

std::int32_t letters_before::next_symbol() noexcept {
    if (next_ == first_ || at_ <= begin_) return side_cache::no_letter;
    const quantity& q = *--next_;
    at_ = std::min(at_, q.number_begin);
    stop_ = next_ == first_ ? begin_ : std::max(begin_, (next_ - 1)->number_end);
    return (*letters_)[symbol_of(q.klass)];
}

void coded_clause::make(const view& paragraph, const std::vector<quantity>& quantities, const clause& c,
                        const alphabet& letters_of) {
    letters.clear();
    points.clear();
    symbols.clear();
    std::size_t i = c.begin;
    const auto code_to = [&](std::size_t end) {
        for (; i < end; ++i) {
            points.push_back(static_cast<std::uint32_t>(i));
            letters.push_back(letters_of[paragraph.points[i] & 0xFFFFU]);
        }
    };
    for (std::size_t q = c.first_quantity; q < c.last_quantity; ++q) {
        code_to(std::min(c.end, quantities[q].number_begin));
        symbols.push_back(static_cast<std::uint32_t>(letters.size()));
        if (i >= c.end) continue;
        points.push_back(static_cast<std::uint32_t>(quantities[q].number_begin));
        letters.push_back(letters_of[symbol_of(quantities[q].klass)]);
        i = quantities[q].number_end;
    }
    code_to(c.end);
    points.push_back(static_cast<std::uint32_t>(c.end));
}

void plain_clause::make(const view& paragraph, const std::vector<quantity>& quantities, const clause& c) {
    text.clear();
    bytes.clear();
    std::size_t q = c.first_quantity;
    for (std::size_t i = c.begin; i < c.end;) {
        bytes.push_back(static_cast<std::uint32_t>(text.size()));
        if (q < c.last_quantity && quantities[q].number_begin <= i) {
            append_utf8(text, symbol_of(quantities[q].klass));
            i = quantities[q].number_end;
            ++q;
        } else {
            append_utf8(text, paragraph.points[i++]);
        }
    }
    bytes.push_back(static_cast<std::uint32_t>(text.size()));
}

} // namespace gongbao::detail
