#include "match.hpp"

#include <algorithm>
#include <array>

namespace gongbao::detail {
namespace {

constexpr int most_groups = 12;

struct fit {
    std::size_t left{0}; // bytes
    std::size_t right{0};
};

/// The code point at an end of valid UTF-8; 0 at the edge of the clause.
char32_t first_point(re2::StringPiece text) noexcept {
    if (text.empty()) return 0;
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned a = byte(0);
    if (a < 0x80) return a;
    if (a < 0xE0) return ((a & 0x1FU) << 6U) | (byte(1) & 0x3FU);
    if (a < 0xF0) return ((a & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    return 0x10000; // beyond the basic plane: any rule may fit
}

char32_t last_point(re2::StringPiece text) noexcept {
    std::size_t i = text.size();
    while (i > 0 && (static_cast<unsigned char>(text[i - 1]) & 0xC0U) == 0x80U) --i;
    return i == 0 ? 0 : first_point(text.substr(i - 1));
}

/// Tries a rule at one quantity.
bool fits(const rule& r, re2::StringPiece left, re2::StringPiece right, fit& f) {
    re2::StringPiece whole;
    f = fit{};
    if (r.right) {
        if (!r.right->re().Match(right, 0, right.size(), RE2::ANCHOR_START, &whole, 1)) return false;
        f.right = whole.size();
    }
    if (r.left) {
        if (!r.left->re().Match(left, 0, left.size(), RE2::UNANCHORED, &whole, 1)) return false;
        f.left = whole.size();
    }
    return true;
}

void read_groups(const RE2& pattern, const std::vector<std::pair<field, int>>& groups, re2::StringPiece text,
                 std::size_t offset, const coded_clause& coded, std::vector<capture>& out) {
    if (groups.empty()) return;
    std::array<re2::StringPiece, most_groups> parts;
    const int count = std::min(most_groups, pattern.NumberOfCapturingGroups() + 1);
    if (!pattern.Match(text, 0, text.size(), RE2::UNANCHORED, parts.data(), count)) return;
    for (const auto& [what, index] : groups) {
        if (index >= count || parts[static_cast<std::size_t>(index)].data() == nullptr) continue;
        const re2::StringPiece part = parts[static_cast<std::size_t>(index)];
        if (part.empty()) continue;
        const std::size_t at = offset + static_cast<std::size_t>(part.data() - text.data());
        out.push_back({what, coded.points[at], coded.points[at + part.size()]});
    }
}

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
                  const clause& c, const coded_clause& coded, bool keep_losers, std::vector<match>& out,
                  bool filter) {
    const std::size_t base = out.size();
    for (std::size_t k = c.first_quantity; k < c.last_quantity; ++k) {
        const quantity& q = quantities[k];
        match& best = out.emplace_back();
        if (q.klass == quantity_class::date) continue;
        const std::size_t at = coded.symbol_begin[k - c.first_quantity];
        const re2::StringPiece left(coded.text.data(), at);
        const re2::StringPiece right(coded.text.data() + at + symbol_bytes,
                                     coded.text.size() - at - symbol_bytes);
        fit best_fit;
        const char32_t before = last_point(left);
        const char32_t behind = first_point(right);
        for (const rule* r : words.rules_by_class[static_cast<std::size_t>(q.klass)]) {
            // rules come by falling priority: a lower one cannot win any more
            if (best.by != nullptr && r->priority < best.by->priority && !keep_losers) break;
            fit f;
            if (filter && (!r->before.may_be(before) || !r->behind.may_be(behind))) continue;
            if (!fits(*r, left, right, f)) continue;
            const bool better = best.by == nullptr || (r->priority == best.by->priority &&
                                                       f.left + f.right > best_fit.left + best_fit.right);
            if (better) {
                if (keep_losers && best.by != nullptr) best.lost.push_back(best.by);
                best.by = r;
                best_fit = f;
            } else if (keep_losers) {
                best.lost.push_back(r);
            }
        }
        // a number in a list goes with the one before it: rose by 11.2%, 8.1%
        if (k > c.first_quantity && (best.by == nullptr || best.by->priority <= 0)) {
            const match& previous = out[base + k - 1 - c.first_quantity];
            const quantity& p = quantities[k - 1];
            if (previous.by != nullptr && previous.by->priority > 0 && previous.by->kind &&
                same_group(p.klass, q.klass)) {
                std::size_t i = std::max(p.end, p.number_end);
                std::size_t length = 0;
                for (const std::u32string& w : words.list)
                    if (w.size() > length && paragraph.points.compare(i, w.size(), w) == 0) length = w.size();
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
        best.begin = coded.points[at - best_fit.left];
        best.end = std::max<std::size_t>(q.number_end, coded.points[at + symbol_bytes + best_fit.right]);
        if (best.by->left)
            read_groups(best.by->left->re(), best.by->left_groups, left, 0, coded, best.captures);
        if (best.by->right)
            read_groups(best.by->right->re(), best.by->right_groups,
                        re2::StringPiece(right.data(), best_fit.right), at + symbol_bytes, coded,
                        best.captures);
        // a group "quote" sets apart what only stands before the phrase
        for (std::size_t i = 0; i < best.captures.size(); ++i) {
            if (best.captures[i].what != field::quote) continue;
            best.begin = best.captures[i].begin;
            best.captures.erase(best.captures.begin() + static_cast<std::ptrdiff_t>(i));
            break;
        }
    }
}

} // namespace gongbao::detail
