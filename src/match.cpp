#include "match.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace gongbao::detail {
namespace {

constexpr int most_groups = 12;

/// Runs the rules at the quantities of one clause: says how far their sides reach, and where their groups are.
class runner {
public:
    runner(const view& paragraph, const language& words, std::span<const quantity> quantities,
           const clause& c, match_scratch& scratch)
        : paragraph_(paragraph), words_(words), quantities_(quantities), clause_(c), scratch_(scratch),
          read_to_(c.begin) {
        if (!scratch_.left) {
            const rule_sides& sides = words_.sides;
            scratch_.left = std::make_unique<side_cache>(sides.left_program, words_.letters, false);
            scratch_.right = std::make_unique<side_cache>(sides.right_program, words_.letters, true);
        }
    }

    /// Where a rule fits.
    struct fit {
        std::int32_t left{-1}; // letters that its sides take; -1: it does not fit
        std::int32_t right{-1};
        std::size_t begin{0}; // in points
        std::size_t end{0};
        [[nodiscard]] bool whole() const noexcept { return left >= 0 && right >= 0; }
        [[nodiscard]] std::int32_t size() const noexcept { return left + right; }
    };

    /// Goes to a quantity. `plain`: RE2 runs the rules.
    void go(std::size_t number, bool plain) {
        number_ = number;
        plain_ = plain;
        unread_ = false;
    }

    /// A bit for every rule that may fit; see fit_of.
    [[nodiscard]] std::span<const std::uint64_t> candidates() {
        const rule_table& t = words_.table;
        const std::size_t width = t.words();
        const quantity& q = quantities_[number_];
        scratch_.candidates.resize(width);
        std::uint64_t* const out = scratch_.candidates.data();
        const std::uint64_t* const of_class = t.of_class.data() + static_cast<std::size_t>(q.klass) * width;
        if (plain_) {
            std::copy(of_class, of_class + width, out);
            any_sided_ = true;
            return scratch_.candidates;
        }
        const std::uint64_t* const left = t.left_gate.beside(before().gate_letter());
        const std::uint64_t* const right = t.right_gate.beside(behind().gate_letter());
        const std::uint64_t* const without_words = t.left_words.without().data();
        const std::uint64_t* const with_sides = t.sided.data();
        std::uint64_t with_words = 0;
        std::uint64_t sided =
            0; // not from what is written here: read at once in other parts it makes the processor wait
        for (std::size_t w = 0; w < width; ++w) {
            const std::uint64_t may_fit = of_class[w] & left[w] & right[w];
            with_words |= may_fit & ~without_words[w];
            sided |= may_fit & with_sides[w];
            out[w] = may_fit;
        }
        if (with_words != 0) {
            const std::uint64_t* const found = words_found(q.number_begin);
            sided = 0;
            for (std::size_t w = 0; w < width; ++w) {
                const std::uint64_t may_fit = of_class[w] & left[w] & right[w] & found[w];
                sided |= may_fit & with_sides[w];
                out[w] = may_fit;
            }
        }
        any_sided_ = sided != 0;
        return scratch_.candidates;
    }
    /// Some of them ask something of what is beside the quantity.
    [[nodiscard]] bool any_sided() const noexcept { return any_sided_; }
    /// How a rule fits that asks nothing of what is beside the quantity.
    [[nodiscard]] fit nothing_beside() const noexcept {
        const quantity& q = quantities_[number_];
        return {0, 0, q.number_begin, q.number_end};
    }
    [[nodiscard]] fit fit_of(const sided_rule& r) {
        if (plain_ || r.plain) return plain_fit(*r.by);
        fit here = nothing_beside();
        if (r.left != sided_rule::no_side) {
            const side_reach left = scratch_.left->walk(r.left, before());
            here.left = left.letters;
            here.begin = left.at;
            unread_ = unread_ || left.unread;
        }
        if (r.right != sided_rule::no_side && here.left >= 0) {
            const side_reach right = scratch_.right->walk(r.right, behind());
            here.right = right.letters;
            here.end = right.at;
            unread_ = unread_ || right.unread;
        }
        return here;
    }
    /// A side came to a character that only RE2 knows.
    [[nodiscard]] bool unread() const noexcept { return unread_; }

    [[nodiscard]] static bool has_groups(const rule& r) noexcept {
        return (r.left && !r.left_groups.empty()) || (r.right && !r.right_groups.empty());
    }
    [[gnu::noinline]] void read_groups(const sided_rule& its, const fit& here, capture_list& out) {
        const rule& r = *its.by;
        const bool plain = plain_ || its.plain;
        if (plain)
            make_plain();
        else
            make_coded();
        const std::size_t at = scratch_.coded.symbols[number_ - clause_.first_quantity];
        if (r.left && !r.left_groups.empty()) {
            if (plain)
                read_plain(r.left->re(), r.left_groups, 0, scratch_.plain.bytes[at], out);
            else
                read(*r.left, r.left_groups, 0, at, at - static_cast<std::size_t>(here.left), true, out);
        }
        if (r.right && !r.right_groups.empty()) {
            const std::size_t end = at + 1 + static_cast<std::size_t>(here.right);
            if (plain)
                read_plain(r.right->re(), r.right_groups, scratch_.plain.bytes[at + 1],
                           scratch_.plain.bytes[end], out);
            else
                read(*r.right, r.right_groups, at + 1, end, 0, false, out);
        }
    }

private:
    [[nodiscard]] letters_before before() const noexcept {
        return {paragraph_, quantities_, clause_, number_, words_.letters};
    }
    [[nodiscard]] letters_behind behind() const noexcept {
        return {paragraph_, quantities_, clause_, number_, words_.letters};
    }
    /// The rules that the words of the clause up to a point allow.
    const std::uint64_t* words_found(std::size_t end) {
        const side_words& words = words_.table.left_words;
        if (!words_begun_) {
            scratch_.rules_with_words = words.without();
            words_begun_ = true;
        }
        if (end > read_to_) {
            const char32_t* const points = paragraph_.points.data();
            words.find(points + read_to_, points + end, scratch_.rules_with_words.data());
            read_to_ = end;
        }
        return scratch_.rules_with_words.data();
    }

    void make_coded() {
        if (coded_made_) return;
        scratch_.coded.make(paragraph_, quantities_, clause_, words_.letters);
        coded_made_ = true;
    }
    void make_plain() {
        make_coded();
        if (plain_made_) return;
        scratch_.plain.make(paragraph_, quantities_, clause_);
        plain_made_ = true;
    }

    /// The letter that begins at a byte.
    [[nodiscard]] std::size_t letter_at(std::size_t byte) const {
        const auto& bytes = scratch_.plain.bytes;
        return static_cast<std::size_t>(std::lower_bound(bytes.begin(), bytes.end(), byte) - bytes.begin());
    }

    [[gnu::noinline]] fit plain_fit(const rule& r) {
        make_plain();
        const plain_clause& p = scratch_.plain;
        const std::size_t at = scratch_.coded.symbols[number_ - clause_.first_quantity];
        const quantity& q = quantities_[number_];
        re2::StringPiece whole;
        fit here{0, 0, q.number_begin, q.number_end};
        if (r.right) {
            const re2::StringPiece text(p.text.data() + p.bytes[at + 1], p.text.size() - p.bytes[at + 1]);
            if (!r.right->re().Match(text, 0, text.size(), RE2::ANCHOR_START, &whole, 1)) return {};
            const std::size_t end = letter_at(p.bytes[at + 1] + whole.size());
            here.right = static_cast<std::int32_t>(end - at - 1);
            here.end = scratch_.coded.points[end];
        }
        if (r.left) {
            const re2::StringPiece text(p.text.data(), p.bytes[at]);
            if (!r.left->re().Match(text, 0, text.size(), RE2::UNANCHORED, &whole, 1)) return {};
            const std::size_t begin = letter_at(p.bytes[at] - whole.size());
            here.left = static_cast<std::int32_t>(at - begin);
            here.begin = scratch_.coded.points[begin];
        }
        return here;
    }

    [[gnu::noinline]] void read_plain(const RE2& pattern, const std::vector<std::pair<field, int>>& groups,
                                      std::size_t begin, std::size_t end, capture_list& out) const {
        std::array<re2::StringPiece, most_groups> parts;
        const int count = std::min(most_groups, pattern.NumberOfCapturingGroups() + 1);
        const re2::StringPiece text(scratch_.plain.text.data() + begin, end - begin);
        if (!pattern.Match(text, 0, text.size(), RE2::UNANCHORED, parts.data(), count)) return;
        const auto& points = scratch_.coded.points;
        for (const auto& [what, index] : groups) {
            if (index >= count || parts[static_cast<std::size_t>(index)].data() == nullptr) continue;
            const re2::StringPiece part = parts[static_cast<std::size_t>(index)];
            if (part.empty()) continue;
            const std::size_t at = begin + static_cast<std::size_t>(part.data() - text.data());
            out.push_back({what, points[letter_at(at)], points[letter_at(at + part.size())]});
        }
    }

    /// Groups of a side within the letters [begin, end); the match begins `from` letters in.
    void read(const side_pattern& side, const std::vector<std::pair<field, int>>& groups, std::size_t begin,
              std::size_t end, std::size_t from, bool to_end, capture_list& out) {
        std::vector<std::int32_t>& marks = scratch_.groups;
        marks.resize(std::size_t{2} * most_groups);
        const coded_clause& coded = scratch_.coded;
        if (!scratch_.finder.find(side.groups(), words_.letters, coded.letters.data() + begin, end - begin,
                                  from, to_end, marks))
            return;
        for (const auto& [what, index] : groups) {
            if (index >= most_groups) continue;
            const std::int32_t first = marks[std::size_t{2} * static_cast<std::size_t>(index)];
            const std::int32_t last = marks[std::size_t{2} * static_cast<std::size_t>(index) + 1];
            if (first < 0 || last <= first) continue;
            out.push_back({what, coded.points[begin + static_cast<std::size_t>(first)],
                           coded.points[begin + static_cast<std::size_t>(last)]});
        }
    }

    const view& paragraph_;
    const language& words_;
    std::span<const quantity> quantities_;
    const clause& clause_;
    match_scratch& scratch_;
    std::size_t read_to_; // the words before this point are found
    std::size_t number_{0};
    bool plain_{false};
    bool unread_{false};
    bool any_sided_{false};
    bool words_begun_{false};
    bool coded_made_{false};
    bool plain_made_{false};
};

bool same_group(quantity_class a, quantity_class b) noexcept {
    const auto measured = [](quantity_class c) {
        return c == quantity_class::percent || c == quantity_class::points || c == quantity_class::times ||
               c == quantity_class::fold;
    };
    const auto counted = [](quantity_class c) {
        return c == quantity_class::count || c == quantity_class::person || c == quantity_class::money ||
               c == quantity_class::measure || c == quantity_class::scaled || c == quantity_class::number;
    };
    const auto ranked = [](quantity_class c) {
        return c == quantity_class::ordinal || c == quantity_class::place || c == quantity_class::first;
    };
    return a == b || (ranked(a) && ranked(b)) || (measured(a) && measured(b)) || (counted(a) && counted(b));
}

/// The rule that wins, and where it fits; null: none fits.
struct choice {
    const sided_rule* by{nullptr};
    runner::fit its;
};

choice choose(runner& run, const rule_table& table, std::vector<const rule*>* lost) {
    choice best;
    const std::span<const std::uint64_t> candidates = run.candidates();
    // for most quantities only rules are left that ask nothing of what is beside them: the first of them wins
    if (!run.any_sided() && lost == nullptr) {
        std::size_t word = 0;
        while (word + 1 < candidates.size() && candidates[word] == 0) ++word;
        if (candidates[word] != 0)
            best = {&table.rules[word * 64 + static_cast<std::size_t>(std::countr_zero(candidates[word]))],
                    run.nothing_beside()};
        return best;
    }
    for (std::size_t word = 0; word < candidates.size(); ++word) {
        for (std::uint64_t left = candidates[word]; left != 0; left &= left - 1) {
            const sided_rule& its = table.rules[word * 64 + static_cast<std::size_t>(std::countr_zero(left))];
            // rules come by falling priority: a lower one cannot win any more
            if (best.by != nullptr && its.priority < best.by->priority && lost == nullptr) return best;
            const runner::fit here = run.fit_of(its);
            if (!here.whole()) continue;
            const bool wins =
                best.by == nullptr || (its.priority == best.by->priority && here.size() > best.its.size());
            if (lost != nullptr && best.by != nullptr) lost->push_back(wins ? best.by->by : its.by);
            if (wins) best = {&its, here};
        }
    }
    return best;
}

/// A number in a list goes with the one before it: rose by 11.2%, 8.1%.
bool goes_on_with(const match& previous, const quantity& p, const quantity& q, const view& paragraph,
                  const language& words) {
    if (previous.by == nullptr || previous.by->priority <= 0 || !previous.by->kind ||
        !same_group(p.klass, q.klass))
        return false;
    const std::size_t i = std::max(p.end, p.number_end);
    const std::size_t length = words.list.length_at(paragraph.points, i);
    // a count that is bounded anew ("and passed 19 million") states a level of its own
    const bool new_level = q.qualifier && !p.qualifier && previous.by->kind == kind::change &&
                           (q.klass == quantity_class::count || q.klass == quantity_class::money);
    return length != 0 && i + length == q.begin && !new_level;
}

} // namespace

void match_clause(const view& paragraph, const language& words, std::span<const quantity> quantities,
                  const clause& c, bool keep_losers, match_scratch& scratch, match_list& out, bool plain) {
    runner run(paragraph, words, quantities, c, scratch);
    for (std::uint32_t k = c.first_quantity; k < c.last_quantity; ++k) {
        const quantity& q = quantities[k];
        match& made = out.add();
        std::vector<const rule*>* lost = nullptr;
        if (keep_losers) {
            out.lost.resize(out.size());
            lost = &out.lost.back();
        }
        if (q.klass == quantity_class::date) continue;
        run.go(k, plain);
        choice best = choose(run, words.table, lost);
        if (run.unread()) {
            if (lost != nullptr) lost->clear();
            run.go(k, true);
            best = choose(run, words.table, lost);
        }
        const rule* const by = best.by == nullptr ? nullptr : best.by->by;
        if (k > c.first_quantity && (by == nullptr || by->priority <= 0)) {
            const match& previous = out[out.size() - 2];
            if (goes_on_with(previous, quantities[k - 1], q, paragraph, words)) {
                if (lost != nullptr && by != nullptr) lost->push_back(by);
                made = {previous.by, q.begin, q.end, previous.captures, true};
                out.stated.push_back(k);
                continue;
            }
        }
        if (by == nullptr) continue;
        if (by->kind) out.stated.push_back(k);
        made.by = by;
        made.begin = best.its.begin;
        made.end = std::max(q.number_end, best.its.end);
        if (!runner::has_groups(*by)) continue;
        capture_list& captures = out.add_captures();
        run.read_groups(*best.by, best.its, captures);
        // a group "quote" sets apart what only stands before the phrase
        for (const capture& part : captures) {
            if (part.what != field::quote) continue;
            made.begin = part.begin;
            captures.remove(&part);
            break;
        }
        made.captures = captures_of_match(captures);
    }
}

} // namespace gongbao::detail
