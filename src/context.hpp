#pragma once
// The context stage: what a number is about, where, when, from where measured, and whether it has happened.
//
// Reads the words around the facts of a few paragraphs and fills indicator, action, scope, period, status, and the basis
// and reference of changes. Never touches a span, a value or a kind.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
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
#include "paragraphs.hpp"

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
    static constexpr std::size_t none = SIZE_MAX;
    std::size_t scope_by{none};       // the place that gave it its scope, of those of the paragraph
    std::size_t period_by{none};      // the time that gave it its period
    std::vector<std::string> reasons; // for explain: field, words and where they stood

    /// As new for the context stage, but for the memory of its strings: a page has thousands. What the making of the
    /// fact writes in any case is left as it is.
    void reset();
};

struct batch_data {
    const view* text{nullptr};
    const paragraph_marks* marks{nullptr};
    std::span<const quantity> quantities;
    std::span<const time_expression> times;
    const std::vector<clause>* clauses{nullptr};
    const std::vector<paragraph_range>* paragraphs{nullptr};
};

// A stretch of the view.
struct range {
    std::size_t begin{0};
    std::size_t end{0};
    [[nodiscard]] bool empty() const noexcept { return begin >= end; }
    [[nodiscard]] std::size_t size() const noexcept { return empty() ? 0 : end - begin; }
};

struct cue_word {
    std::size_t length{0};  // 0: no word stands there
    std::uint64_t roles{0}; // none without a word
    [[nodiscard]] bool is(std::uint64_t wanted) const noexcept { return (roles & wanted) != 0; }
};

struct place_found {
    range where;
    bool name{false}; // a name rather than a word such as the whole city
    // below 0: nobody asked yet
    signed char counts{-1};           // may be the scope of a fact
    signed char topic{-1};            // opens its clause, or its clause states a fact
    std::uint32_t clause{UINT32_MAX}; // it stands in; likewise
    [[nodiscard]] std::size_t begin() const noexcept { return where.begin; }
};

struct cue_found {
    std::size_t at{0};
    cue_word its;
};

// The cues of one sort from a point on, as far as they were read.
struct cue_scan {
    std::size_t from{SIZE_MAX};
    std::size_t next{0};
    std::vector<cue_found> found;

    void look_from(std::size_t point) {
        if (from == point) return;
        from = next = point;
        found.clear();
    }
};

// What was found out about a time.
struct time_notes {
    std::size_t at{SIZE_MAX}; // where it begins
    bool reference{false};    // something is compared with it
    bool passed_by{false};    // it is no fact's own, whatever the fact
    bool announced{false};    // it is still to come: to be held in July
    signed char of_list{-1};  // below 0: nobody asked yet
    int year{0};              // the year named last in the paragraph, up to it
    int earlier_year{0};      // and before the paragraph
    std::size_t paragraph{0}; // that it stands in
    std::size_t year_by{0};   // the time that named it
    [[nodiscard]] std::size_t begin() const noexcept { return at; }
};

// So many that begin nowhere stand behind the places and the times, for begin_before().
inline constexpr std::size_t beyond_all = 4;

/// How many of the places or times begin before a point, of which so many are known to: as facts are gone through in order,
/// seldom more than a few between one and the next. How many cannot be foreseen, and is not asked.
template <class Found>
std::size_t begin_before(std::size_t point, const std::vector<Found>& all, std::size_t known) noexcept {
    for (;;) {
        const Found* const next = all.data() + known;
        std::size_t more = 0;
        for (std::size_t i = 0; i < beyond_all; ++i)
            more += static_cast<std::size_t>(next[i].begin() < point);
        known += more;
        if (more < beyond_all) return known;
    }
}

// Points of a view, a bit for each.
class point_set {
public:
    /// Empties it, for a paragraph of so many points.
    void reset(std::size_t points) {
        const std::size_t words = points / word_size + 2; // add() writes one more than it needs
        if (words_.size() < words)
            words_.resize(std::max(2 * words_.size(), (words + block - 1) / block * block));
        // nearly always one block
        for (std::size_t at = 0; at < words; at += block) std::fill_n(words_.data() + at, block, 0);
    }
    void add(std::size_t begin, std::size_t end) noexcept {
        if (begin >= end) return;
        for (; end - begin > word_size; begin += word_size) add_few(begin, word_size); // hardly ever
        add_few(begin, end - begin);
    }
    [[nodiscard]] bool has(std::size_t point) const noexcept {
        return (words_[point / word_size] >> point % word_size & 1U) != 0;
    }
    /// The last at or behind `from` and before `end`; `end` when there is none.
    [[nodiscard]] std::size_t last(std::size_t from, std::size_t end) const noexcept {
        if (from >= end) return end;
        std::size_t at = (end - 1) / word_size;
        std::uint64_t word = words_[at] & (~std::uint64_t{0} >> (word_size - 1 - (end - 1) % word_size));
        while (word == 0) {
            if (at-- * word_size <= from) return end;
            word = words_[at];
        }
        const std::size_t found = at * word_size + word_size - 1 - std::size_t(std::countl_zero(word));
        return found < from ? end : found;
    }

private:
    /// At least one point, and no more than a word has.
    void add_few(std::size_t begin, std::size_t count) noexcept {
        const std::size_t shift = begin % word_size;
        const std::uint64_t bits = ~std::uint64_t{0} >> (word_size - count);
        std::uint64_t* const here = words_.data() + begin / word_size;
        here[0] |= bits << shift;
        here[1] |= bits >> 1U >> (word_size - 1 - shift);
    }

    static constexpr std::size_t word_size = 64;
    static constexpr std::size_t block = 8; // words; words_ has whole blocks
    std::vector<std::uint64_t> words_;
};

// What covers the points of a view: a number for the points that something covers. Only their bits are cleared.
// What is put in comes in the order of the points, each behind the one before it.
class point_map {
public:
    void reset(std::size_t points) {
        covered_.reset(points);
        if (what_.size() < points + block) what_.resize(std::max(points + block, 2 * what_.size()));
    }
    void put(std::size_t begin, std::size_t end, std::size_t what) noexcept {
        covered_.add(begin, end);
        // nearly always one block: how long a number is cannot be foreseen, and what stands behind it does not matter
        for (std::size_t i = begin; i < end; i += block)
            std::fill_n(what_.data() + i, block, static_cast<std::uint32_t>(what));
    }
    [[nodiscard]] bool has(std::size_t point) const noexcept { return covered_.has(point); }
    [[nodiscard]] std::size_t at(std::size_t point) const noexcept { return what_[point]; }
    [[nodiscard]] const point_set& covered() const noexcept { return covered_; }

private:
    static constexpr std::size_t block = 8;
    point_set covered_;
    std::vector<std::uint32_t> what_; // only where covered_ says so
};

// Room to work in, kept from paragraph to paragraph for its memory. Not shared between threads.
struct context_scratch {
    std::vector<place_found> places;
    point_map quantity_of_point;
    point_map place_of_point;
    point_set captured;
    std::vector<std::string_view> recent;
    std::vector<time_notes> times_noted;
    cue_scan basis_scan;
    cue_scan status_scan;
};

void add_context(const batch_data& all, const language& words, bool explain, document_state& document,
                 context_scratch& scratch, std::span<draft> drafts);

} // namespace gongbao::detail
