#include "match.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace gongbao::detail {
namespace {

constexpr int most_groups = 12;

/// Runs the rules at the quantities of one clause: says how far their sides reach, and where their groups are.
/// Distances are letters of the coded clause.
class runner {
public:
    runner(const view& paragraph, const language& words, const std::vector<quantity>& quantities,
           const clause& c, const coded_clause& coded, match_scratch& scratch, bool plain)
        : paragraph_(paragraph), words_(words), quantities_(quantities), clause_(c), coded_(coded),
          scratch_(scratch), plain_(plain || coded.beyond) {}

    /// How many letters the sides of a rule take; -1: it does not fit.
    struct fit {
        std::int32_t left{-1};
        std::int32_t right{-1};
        [[nodiscard]] bool whole() const noexcept { return left >= 0 && right >= 0; }
        [[nodiscard]] std::int32_t size() const noexcept { return left + right; }
    };

    /// Goes to a quantity, whose symbol is the letter `at`, with the rules of its class. Gives a bit for every rule that
    /// fits or has to be asked; see fit_of.
    const std::vector<std::uint64_t>& go(std::uint32_t number, std::size_t at) {
        at_ = at;
        const rule_set& set = words_.rule_sets[number];
        std::vector<std::uint64_t>& fitting = scratch_.fitting;
        if (plain_) {
            fitting.assign(set.words(), ~std::uint64_t{0});
            if (set.rules.size() % 64 != 0) fitting.back() >>= 64 - set.rules.size() % 64;
            return fitting;
        }
        if (!scratch_.left) {
            const rule_sides& sides = words_.sides;
            scratch_.left = std::make_unique<side_cache>(sides.left_program, words_.letters, false);
            scratch_.right = std::make_unique<side_cache>(sides.right_program, words_.letters, true);
            scratch_.left_reach.assign(words_.sides.left.size(), -1);
            scratch_.right_reach.assign(words_.sides.right.size(), -1);
        }
        forget(scratch_.left_fitting, scratch_.left_reach);
        forget(scratch_.right_fitting, scratch_.right_reach);
        const std::uint16_t* letters = coded_.letters.data();
        scratch_.right->walk(letters, at + 1, false, coded_.count - at - 1, number,
                             scratch_.right_reach.data(), scratch_.right_fitting);
        scratch_.left->walk(letters, at, true, at, number, scratch_.left_reach.data(), scratch_.left_fitting);
        fitting = set.without_left;
        add(scratch_.left_fitting, set.with_left, fitting);
        scratch_.right_bits = set.without_right;
        add(scratch_.right_fitting, set.with_right, scratch_.right_bits);
        for (std::size_t w = 0; w < fitting.size(); ++w) fitting[w] &= scratch_.right_bits[w];
        return fitting;
    }

    [[nodiscard]] fit fit_of(const class_rule& r) {
        if (plain_ || r.plain) return plain_fit(*r.by);
        return {r.left == class_rule::no_side ? 0 : scratch_.left_reach[r.left],
                r.right == class_rule::no_side ? 0 : scratch_.right_reach[r.right]};
    }

    void read_groups(const class_rule& its, fit here, capture_list& out) {
        const rule& r = *its.by;
        const bool plain = plain_ || its.plain;
        if (r.left && !r.left_groups.empty()) {
            if (plain)
                read_plain(r.left->re(), r.left_groups, 0, scratch_.plain.bytes[at_], out);
            else
                read(*r.left, r.left_groups, 0, at_, at_ - static_cast<std::size_t>(here.left), true, out);
        }
        if (r.right && !r.right_groups.empty()) {
            const std::size_t end = at_ + 1 + static_cast<std::size_t>(here.right);
            if (plain)
                read_plain(r.right->re(), r.right_groups, scratch_.plain.bytes[at_ + 1],
                           scratch_.plain.bytes[end], out);
            else
                read(*r.right, r.right_groups, at_ + 1, end, 0, false, out);
        }
    }

private:
    static void forget(std::vector<std::uint16_t>& fitting, std::vector<std::int32_t>& reach) {
        for (const std::uint16_t side : fitting) reach[side] = -1;
        fitting.clear();
    }
    static void add(const std::vector<std::uint16_t>& sides, const std::vector<std::uint64_t>& with,
                    std::vector<std::uint64_t>& bits) {
        for (const std::uint16_t side : sides)
            for (std::size_t w = 0; w < bits.size(); ++w) bits[w] |= with[side * bits.size() + w];
    }

    void make_plain() {
        if (plain_made_) return;
        scratch_.plain.make(paragraph_, quantities_, clause_);
        plain_made_ = true;
    }

    /// The letter that begins at a byte.
    [[nodiscard]] std::size_t letter_at(std::size_t byte) const {
        const auto& bytes = scratch_.plain.bytes;
        return static_cast<std::size_t>(std::lower_bound(bytes.begin(), bytes.end(), byte) - bytes.begin());
    }

    fit plain_fit(const rule& r) {
        make_plain();
        const plain_clause& p = scratch_.plain;
        re2::StringPiece whole;
        fit here{0, 0};
        if (r.right) {
            const re2::StringPiece text(p.text.data() + p.bytes[at_ + 1], p.text.size() - p.bytes[at_ + 1]);
            if (!r.right->re().Match(text, 0, text.size(), RE2::ANCHOR_START, &whole, 1)) return {};
            here.right = static_cast<std::int32_t>(letter_at(p.bytes[at_ + 1] + whole.size()) - at_ - 1);
        }
        if (r.left) {
            const re2::StringPiece text(p.text.data(), p.bytes[at_]);
            if (!r.left->re().Match(text, 0, text.size(), RE2::UNANCHORED, &whole, 1)) return {};
            here.left = static_cast<std::int32_t>(at_ - letter_at(p.bytes[at_] - whole.size()));
        }
        return here;
    }

    void read_plain(const RE2& pattern, const std::vector<std::pair<field, int>>& groups, std::size_t begin,
                    std::size_t end, capture_list& out) const {
        std::array<re2::StringPiece, most_groups> parts;
        const int count = std::min(most_groups, pattern.NumberOfCapturingGroups() + 1);
        const re2::StringPiece text(scratch_.plain.text.data() + begin, end - begin);
        if (!pattern.Match(text, 0, text.size(), RE2::UNANCHORED, parts.data(), count)) return;
        for (const auto& [what, index] : groups) {
            if (index >= count || parts[static_cast<std::size_t>(index)].data() == nullptr) continue;
            const re2::StringPiece part = parts[static_cast<std::size_t>(index)];
            if (part.empty()) continue;
            const std::size_t at = begin + static_cast<std::size_t>(part.data() - text.data());
            out.push_back({what, coded_.points[letter_at(at)], coded_.points[letter_at(at + part.size())]});
        }
    }

    /// Groups of a side within the letters [begin, end); the match begins `from` letters in.
    void read(const side_pattern& side, const std::vector<std::pair<field, int>>& groups, std::size_t begin,
              std::size_t end, std::size_t from, bool to_end, capture_list& out) {
        std::vector<std::int32_t>& marks = scratch_.groups;
        marks.resize(std::size_t{2} * most_groups);
        if (!scratch_.finder.find(side.groups(), words_.letters, coded_.letters.data() + begin, end - begin,
                                  from, to_end, marks))
            return;
        for (const auto& [what, index] : groups) {
            if (index >= most_groups) continue;
            const std::int32_t first = marks[std::size_t{2} * static_cast<std::size_t>(index)];
            const std::int32_t last = marks[std::size_t{2} * static_cast<std::size_t>(index) + 1];
            if (first < 0 || last <= first) continue;
            out.push_back({what, coded_.points[begin + static_cast<std::size_t>(first)],
                           coded_.points[begin + static_cast<std::size_t>(last)]});
        }
    }

    const view& paragraph_;
    const language& words_;
    const std::vector<quantity>& quantities_;
    const clause& clause_;
    const coded_clause& coded_;
    match_scratch& scratch_;
    bool plain_;
    bool plain_made_{false};
    std::size_t at_{0};
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

} // namespace

void match_clause(const view& paragraph, const language& words, const std::vector<quantity>& quantities,
                  const clause& c, const coded_clause& coded, bool keep_losers, match_scratch& scratch,
                  std::vector<match>& out, bool plain) {
    const std::size_t base = out.size();
    runner run(paragraph, words, quantities, c, coded, scratch, plain);
    for (std::size_t k = c.first_quantity; k < c.last_quantity; ++k) {
        const quantity& q = quantities[k];
        match& best = out.emplace_back();
        if (q.klass == quantity_class::date) continue;
        const std::size_t at = coded.symbols[k - c.first_quantity];
        const std::uint32_t set = words.rule_set_of_class[static_cast<std::size_t>(q.klass)];
        const std::vector<std::uint64_t>& fitting = run.go(set, at);
        const class_rule* winner = nullptr;
        runner::fit longest;
        bool decided = false;
        for (std::size_t word = 0; word < fitting.size() && !decided; ++word) {
            for (std::uint64_t left = fitting[word]; left != 0; left &= left - 1) {
                const class_rule& its =
                    words.rule_sets[set].rules[word * 64 + static_cast<std::size_t>(std::countr_zero(left))];
                const rule* r = its.by;
                // rules come by falling priority: a lower one cannot win any more
                decided = best.by != nullptr && r->priority < best.by->priority && !keep_losers;
                if (decided) break;
                const runner::fit here = run.fit_of(its);
                if (!here.whole()) continue;
                if (best.by == nullptr ||
                    (r->priority == best.by->priority && here.size() > longest.size())) {
                    if (keep_losers && best.by != nullptr) best.lost.push_back(best.by);
                    best.by = r;
                    winner = &its;
                    longest = here;
                } else if (keep_losers) {
                    best.lost.push_back(r);
                }
            }
        }
        // a number in a list goes with the one before it: rose by 11.2%, 8.1%
        if (k > c.first_quantity && (best.by == nullptr || best.by->priority <= 0)) {
            const match& previous = out[base + k - 1 - c.first_quantity];
            const quantity& p = quantities[k - 1];
            if (previous.by != nullptr && previous.by->priority > 0 && previous.by->kind &&
                same_group(p.klass, q.klass)) {
                const std::size_t i = std::max(p.end, p.number_end);
                const std::size_t length = words.list.length_at(paragraph.points, i);
                // a count that is bounded anew ("and passed 19 million") states a level of its own
                const bool new_level = q.qualifier && !p.qualifier && previous.by->kind == kind::change &&
                                       (q.klass == quantity_class::count || q.klass == quantity_class::money);
                if (length != 0 && i + length == q.begin && !new_level) {
                    const match copy = previous;
                    if (keep_losers && best.by != nullptr) best.lost.push_back(best.by);
                    best.by = copy.by;
                    best.captures = copy.captures;
                    best.begin = q.begin;
                    best.end = q.end;
                    best.continued = true;
                    continue;
                }
            }
        }
        if (best.by == nullptr) continue;
        best.begin = coded.points[at - static_cast<std::size_t>(longest.left)];
        best.end = std::max<std::size_t>(q.number_end,
                                         coded.points[at + 1 + static_cast<std::size_t>(longest.right)]);
        run.read_groups(*winner, longest, best.captures);
        // a group "quote" sets apart what only stands before the phrase
        for (const capture& part : best.captures) {
            if (part.what != field::quote) continue;
            best.begin = part.begin;
            best.captures.remove(&part);
            break;
        }
    }
}

} // namespace gongbao::detail
