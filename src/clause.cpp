#include "clause.hpp"

#include <algorithm>
#include <array>

#include "language.hpp"
#include "paragraphs.hpp"
#include "rule.hpp"

namespace gongbao::detail {
namespace {

constexpr char32_t bullet = 0x2022;

/// Without a decision for each: which mark comes next cannot be foreseen.
unsigned ends_sentence(char32_t c) noexcept {
    return static_cast<unsigned>(c == 0x3002) | static_cast<unsigned>(c == U'!') |
           static_cast<unsigned>(c == U'?') | static_cast<unsigned>(c == 0x2026) |
           static_cast<unsigned>(c == U'#') | static_cast<unsigned>(c == bullet) |
           static_cast<unsigned>(c == paragraph_mark);
}

/// The bullet opens an item of a list in one line: a dot in a name has no space beside it.
bool opens_item(const std::u32string& text, std::size_t at) noexcept {
    return (begins_paragraph(text, at) || text[at - 1] == U' ') && at + 1 < text.size() &&
           text[at + 1] == U' ';
}

/// A bracket that holds nothing but a Latin abbreviation belongs to the word before it: index (PMI). Gives where it is
/// closed; `open` for any other bracket.
std::size_t abbreviation_end(const std::u32string& text, std::size_t open) noexcept {
    constexpr std::size_t longest = 14;
    std::size_t k = open + 1;
    while (k < text.size() && k - open < longest &&
           ((text[k] >= U'0' && text[k] <= U'9') ||
            ((text[k] | 0x20U) >= U'a' && (text[k] | 0x20U) <= U'z') || text[k] == U'.' || text[k] == U'-'))
        ++k;
    return k > open + 1 && k < text.size() && text[k] == U')' && text[open + 1] > U'9' ? k : open;
}

/// So does one that holds nothing but sorts of administrative units: provinces (regions, cities). Gives where it is
/// closed; `open` for any other bracket.
std::size_t units_end(const std::u32string& text, const language& words, std::size_t open) {
    constexpr cue_bits units = bit(cue::place_end) | bit(cue::body);
    std::size_t k = open + 1;
    while (k < text.size()) {
        const auto hit = words.phrase_cues.forward.longest_at(text, k);
        if (!hit || (words.phrase_cues.sets[hit.id] & units) == 0) return open;
        k += hit.length;
        if (k < text.size() && text[k] == U')') return k;
        k += words.list.length_at(text, k);
    }
    return open;
}

} // namespace

void find_clauses(const view& all, const language& words, const paragraph_marks& marks,
                  std::span<const paragraph_range> paragraphs, std::span<const quantity> quantities,
                  std::vector<clause>& out, std::vector<std::uint32_t>& with_quantities) {
    const std::u32string& text = all.points;
    clause c;
    std::uint32_t q = 0; // quantities before here
    // without a decision: which clause is the last with a quantity cannot be foreseen
    const std::size_t last = quantities.size() - 1;
    const auto begin_of = [&quantities, last](std::size_t k) {
        return quantities[std::min(k, last)].number_begin |
               (std::size_t{0} - static_cast<std::size_t>(k > last));
    };
    std::size_t next_quantity = begin_of(0);
    c.sentence_begin = static_cast<std::uint32_t>(out.size());
    // in other paragraphs nothing can be stated
    const auto go_on_to_quantity = [&] {
        while (paragraphs[c.paragraph].end <= next_quantity) ++c.paragraph;
        c.begin = paragraphs[c.paragraph].begin;
        c.before = 0;
        c.depth = 0;
    };
    go_on_to_quantity();
    const std::size_t* next_mark = marks.points_of(mark::clause_end);
    while (*next_mark < c.begin) ++next_mark;
    for (;;) {
        const std::size_t i = std::min(*next_mark++, text.size());
        const bool at_end = i == text.size();
        if (at_end) {
            q = static_cast<std::uint32_t>(quantities.size());
        } else {
            if (next_quantity <= i) {
                while (next_quantity <= i && quantities[q].number_end <= i) next_quantity = begin_of(++q);
                if (next_quantity <= i) continue; // inside it: 1,234 and 1:3
            }
            if (text[i] == bullet && !opens_item(text, i)) continue;
            if (text[i] == U'(') {
                const std::size_t abbreviation = abbreviation_end(text, i);
                if (const std::size_t end = abbreviation > i ? abbreviation : units_end(text, words, i);
                    end > i) {
                    while (*next_mark <= end) ++next_mark;
                    continue;
                }
            }
        }
        c.end = i;
        c.after = at_end ? U'\0' : text[i];
        c.last_quantity = q;
        if (c.end > c.begin) {
            if (c.first_quantity != q) with_quantities.push_back(static_cast<std::uint32_t>(out.size()));
            out.push_back(c);
        }
        if (at_end) return;
        c.begin = i + 1;
        c.before = c.after;
        c.first_quantity = q;
        const unsigned ended = ends_sentence(c.after);
        const std::array<std::uint32_t, 2> begins{c.sentence_begin, static_cast<std::uint32_t>(out.size())};
        c.sentence_begin = begins[ended];
        if (c.after == paragraph_mark) {
            if (next_quantity == SIZE_MAX) return;
            go_on_to_quantity();
            while (*next_mark < c.begin) ++next_mark;
        } else if (c.after == U'(') {
            ++c.depth;
        } else if (c.after == U')' && c.depth > 0) {
            --c.depth;
        }
    }
}

template <bool forwards>
std::int32_t letters_beside<forwards>::next_symbol() noexcept {
    if (next_ == last_ || (forwards ? at_ >= edge_ : at_ <= edge_)) return side_cache::no_letter;
    const quantity& q = forwards ? *next_++ : *--next_;
    at_ = forwards ? std::max(at_, q.number_end) : std::min(at_, q.number_begin);
    find_stop();
    return letter_of(symbol_of(q.klass));
}
template class letters_beside<true>;
template class letters_beside<false>;

void coded_clause::make(const view& paragraph, std::span<const quantity> quantities, const clause& c,
                        const alphabet& letters_of) {
    symbols.clear();
    if (const std::size_t most = c.end - c.begin; points.size() <= most) {
        letters.resize(most + 1);
        points.resize(most + 1);
    }
    const char32_t* const from = paragraph.points.data();
    std::size_t count = 0;
    std::size_t i = c.begin;
    const auto code_to = [&](std::size_t end) {
        for (; i < end; ++i, ++count) {
            points[count] = static_cast<std::uint32_t>(i);
            letters[count] = letters_of[from[i] & 0xFFFFU];
        }
    };
    for (std::size_t q = c.first_quantity; q < c.last_quantity; ++q) {
        code_to(std::min(c.end, quantities[q].number_begin));
        symbols.push_back(static_cast<std::uint32_t>(count));
        if (i >= c.end) continue;
        points[count] = static_cast<std::uint32_t>(quantities[q].number_begin);
        letters[count++] = letters_of[symbol_of(quantities[q].klass)];
        i = std::max(i + 1, quantities[q].number_end);
    }
    code_to(c.end);
    points[count] = static_cast<std::uint32_t>(c.end);
}

void plain_clause::make(const view& paragraph, std::span<const quantity> quantities, const clause& c) {
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
