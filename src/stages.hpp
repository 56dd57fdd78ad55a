#pragma once
// The stages up to the quantities as extraction calls them: with the marks of the paragraph made once for all.
// The public functions of the same names make them for themselves. And all stages up to one, for the benchmark.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/numeral.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>
#include <gongbao/view.hpp>

#include "language.hpp"
#include "least.hpp"
#include "marks.hpp"

namespace gongbao::detail {

// The numerals of a text. Behind the last stands another one, not counted, that begins at SIZE_MAX and can be asked
// for: so nobody has to ask whether there is a next one.
class numeral_span {
public:
    numeral_span() = default;
    numeral_span(const numeral* first, std::size_t count) noexcept : first_(first), count_(count) {}
    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    [[nodiscard]] const numeral& operator[](std::size_t i) const noexcept { return first_[i]; }
    [[nodiscard]] const numeral* data() const noexcept { return first_; }
    [[nodiscard]] const numeral* begin() const noexcept { return first_; }
    [[nodiscard]] const numeral* end() const noexcept { return first_ + count_; }

private:
    const numeral* first_{nullptr};
    std::size_t count_{0};
};

// A numeral that a time may begin with: a word of times stands in it or behind it, or a mark as dates have it. The
// others, nearly all, are nothing to the stage of times.
struct time_candidate {
    std::size_t begin{SIZE_MAX};
    std::size_t numeral{0}; // its index
};

// As they are when they are made, but for the value: they keep that of another one until they get their own. A date
// keeps it for good: nobody asks for it, and whether there is one nobody foresees. A new member has to be renewed here.
inline void renew(numeral& n) noexcept {
    n.begin = n.end = 0;
    n.form = numeral_form::plain;
    n.upper.reset();
    n.denominator.reset();
    n.arabic = n.scaled = n.bare = n.indefinite = n.half = n.more = n.upwards = n.vague = false;
    n.grouped = n.paired = n.digits_only = n.fractional = false;
    n.places = 0;
}
inline void renew(time_expression& t) noexcept {
    t = {};
}
inline void renew(quantity& q) noexcept {
    q.begin = q.end = q.number_begin = q.number_end = q.unit_begin = q.per_begin = q.per_end = 0;
    q.klass = quantity_class::number;
    q.qualifier = std::optional<gongbao::qualifier>{};
    q.has_per = q.arabic = q.half = q.shared_unit = false;
    q.upper.reset();
    q.denominator.reset();
    q.unit.clear();
    q.unit_code.clear();
}

// What a stage finds in a batch of paragraphs. It is used again, memory and all: what is taken from it is renewed then,
// and nothing is destroyed in between.
template <class T>
class found_list {
public:
    void clear() noexcept { count_ = 0; }
    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    [[nodiscard]] T* data() noexcept { return room_.data(); }
    [[nodiscard]] const T* data() const noexcept { return room_.data(); }
    [[nodiscard]] T& back() noexcept { return room_[count_ - 1]; }
    /// The others may move.
    T& add() {
        T& added = take();
        renew(added);
        return added;
    }
    /// Adds one that only marks the end: it begins and ends at SIZE_MAX.
    void add_end() {
        T& end = take();
        end.begin = end.end = SIZE_MAX;
    }
    void drop_last() noexcept { --count_; }

private:
    T& take() {
        if (count_ == room_.size()) [[unlikely]]
            room_.resize(2 * count_ + 16);
        return room_[count_++];
    }

    std::vector<T> room_;
    std::size_t count_{0};
};

// The numerals of a batch, and one behind the last: see numeral_span.
using numeral_list = found_list<numeral>;

// The times of a batch. Before the first and behind the last stands another one, which begins and ends at SIZE_MAX.
using time_list = found_list<time_expression>;

using quantity_list = found_list<quantity>;

class candidate_list { // used again: its memory stays
public:
    void clear() noexcept { count_ = 0; }
    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    [[nodiscard]] const time_candidate* data() const noexcept { return room_.data(); }
    /// Written down in any case, and kept where it is one.
    void note(time_candidate c, bool is_one) {
        if (count_ == room_.size()) [[unlikely]]
            room_.resize(2 * count_ + 16);
        room_[count_] = c;
        count_ += is_one ? 1 : 0;
    }
    void end() { note({}, true); }

private:
    std::vector<time_candidate> room_;
    std::size_t count_{0};
};

/// A mark as dates and times of day have it behind their first number.
constexpr bool joins_date(char32_t c) noexcept {
    return (c == U'-') | (c == U'/') | (c == U':');
}

/// Whether a numeral is one, by where it begins and ends.
[[nodiscard]] inline bool is_time_candidate(const std::u32string& text, const paragraph_marks& marks,
                                            std::size_t begin, std::size_t end) noexcept {
    const std::size_t behind = end + (text[end] == U' ' ? 1 : 0);
    const char32_t c = text[behind]; // or the 0 behind the last
    return (unsigned{marks.at(hint::time, behind)} | unsigned{joins_date(c)} |
            unsigned{marks.any(mark::time, begin, end)}) != 0;
}

/// Appends the numerals of a text, and the one behind the last; gives how many there are. Likewise the candidates
/// for times.
std::size_t find_numerals(const view& paragraph, const paragraph_marks& marks, const language& words,
                          numeral_list& out, candidate_list& for_times);

/// `claimed` has a 0 for every numeral; behind the candidates stands one that begins at SIZE_MAX. Years of the Republic
/// are counted from the point `republic_from` on. Appends the times and the one behind the last; another one stands before
/// them.
void find_times(const view& paragraph, const paragraph_marks& marks, const language& words,
                numeral_span numerals, const time_candidate* candidates, std::size_t republic_from,
                time_list& out, std::span<unsigned char> claimed);

/// Behind the times stands the one that begins at SIZE_MAX. Appends the quantities.
void find_quantities(const view& paragraph, const paragraph_marks& marks, const language& words,
                     numeral_span numerals, const time_expression* times,
                     std::span<const unsigned char> claimed, quantity_list& out);

enum class stage : std::uint8_t { text, marks, numerals, times, quantities, matches, facts, context };

struct workspace;

/// Runs the stages over a text as extraction does, up to `last` and not further; gives how many paragraphs it had.
std::size_t run_stages(std::string_view text, const language& words, workspace& room, stage last);

} // namespace gongbao::detail
