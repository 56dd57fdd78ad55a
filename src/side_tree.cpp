#include "side_tree.hpp"

#include <algorithm>
#include <memory>

#include <re2/re2.h>

#include <gongbao/view.hpp>

#include "utf8.hpp"

namespace gongbao::detail {
namespace {

constexpr char32_t last_basic = 0xFFFF;
constexpr int deepest = 100;
constexpr int most_repeated = 1000;

/// Sorted, joined where they touch.
character_ranges normal(character_ranges r) {
    std::sort(r.begin(), r.end());
    character_ranges out;
    for (const auto& [from, to] : r) {
        if (!out.empty() && from <= out.back().second + 1)
            out.back().second = std::max(out.back().second, to);
        else
            out.emplace_back(from, to);
    }
    return out;
}

character_ranges complement(const character_ranges& r) {
    character_ranges out;
    char32_t next = 0;
    for (const auto& [from, to] : r) {
        if (from > next) out.emplace_back(next, from - 1);
        next = to + 1;
    }
    if (next <= last_basic) out.emplace_back(next, last_basic);
    return out;
}

} // namespace

side_trees::side_trees() {
    nothing_ = intern({}, {});
}

std::uint32_t side_trees::intern(const side_node& n, const std::vector<std::uint32_t>& children) {
    std::uint64_t h = static_cast<std::uint64_t>(n.what) * 31 + (n.greedy ? 1 : 0);
    const auto mix = [&h](std::uint64_t v) { h = (h ^ v) * 0x9E3779B97F4A7C15ULL + (h >> 29U); };
    mix(n.value);
    mix(static_cast<std::uint64_t>(n.least));
    mix(static_cast<std::uint64_t>(n.most));
    for (const std::uint32_t c : children) mix(c);
    std::size_t b = h & (by_hash_.size() - 1);
    for (; by_hash_[b] != none; b = (b + 1) & (by_hash_.size() - 1)) {
        const side_node& o = nodes_[by_hash_[b]];
        if (o.hash == h && o.what == n.what && o.greedy == n.greedy && o.value == n.value &&
            o.least == n.least && o.most == n.most && o.count == children.size() &&
            std::equal(children.begin(), children.end(), children_.begin() + o.first))
            return by_hash_[b];
    }
    side_node made = n;
    made.hash = h;
    made.first = static_cast<std::uint32_t>(children_.size());
    made.count = static_cast<std::uint32_t>(children.size());
    children_.insert(children_.end(), children.begin(), children.end());
    nodes_.push_back(made);
    const auto id = static_cast<std::uint32_t>(nodes_.size() - 1);
    by_hash_[b] = id;
    if (nodes_.size() * 2 > by_hash_.size()) {
        by_hash_.assign(by_hash_.size() * 2, none);
        for (std::uint32_t k = 0; k < nodes_.size(); ++k) {
            std::size_t place = nodes_[k].hash & (by_hash_.size() - 1);
            while (by_hash_[place] != none) place = (place + 1) & (by_hash_.size() - 1);
            by_hash_[place] = k;
        }
    }
    return id;
}

std::uint32_t side_trees::intern_set(character_ranges ranges) {
    if (ranges.size() == 1 && ranges[0].first == ranges[0].second)
        return intern({.what = side_node::op::literal, .value = ranges[0].first}, {});
    const auto [place, added] =
        set_ids_.try_emplace(std::move(ranges), static_cast<std::uint32_t>(sets_.size()));
    if (added) sets_.push_back(place->first);
    return intern({.what = side_node::op::set, .value = place->second}, {});
}

/// What RE2 takes for a character with this property; null when it knows none of the name.
const character_ranges* side_trees::property(const std::string& name) {
    const auto known = properties_.find(name);
    if (known != properties_.end()) return known->second.empty() ? nullptr : &known->second;
    character_ranges& ranges = properties_[name];
    RE2::Options quiet;
    quiet.set_log_errors(false);
    // from run to run of those that have it and those that have not: an anchored match is all RE2 has to make
    const RE2 having("^\\p{" + name + "}+", quiet);
    const RE2 lacking("^\\P{" + name + "}+", quiet);
    if (!having.ok() || !lacking.ok()) return nullptr;
    constexpr char32_t first_surrogate = 0xD800;
    constexpr char32_t behind_surrogates = 0xE000;
    std::string all;
    all.reserve(std::size_t{3} * last_basic);
    for (char32_t c = 0; c <= last_basic; ++c)
        if (c < first_surrogate || c >= behind_surrogates) append_utf8(all, c);
    bool has = false;
    for (std::size_t at = 0; at < all.size(); has = !has) {
        re2::StringPiece run;
        const re2::StringPiece rest(all.data() + at, all.size() - at);
        if (!(has ? having : lacking).Match(rest, 0, rest.size(), RE2::ANCHOR_START, &run, 1)) continue;
        if (has) {
            // a run holds neighbours: its ends are enough. One over the surrogates names them too: no text holds one
            std::size_t first = at;
            std::size_t last = at + run.size() - 1;
            while ((static_cast<unsigned char>(all[last]) & 0xC0U) == 0x80U) --last;
            const char32_t from = next_point(all, first);
            ranges.emplace_back(from, next_point(all, last));
        }
        at += run.size();
    }
    return ranges.empty() ? nullptr : &ranges;
}

std::vector<char32_t> side_trees::literals() const {
    std::vector<char32_t> all;
    for (const side_node& n : nodes_)
        if (n.what == side_node::op::literal) all.push_back(n.value); // equal nodes are one
    return all;
}

/// A literal that stands in texts: not the symbol of a quantity.
bool side_trees::is_character(std::uint32_t id) const {
    constexpr char32_t first_private = 0xE000;
    constexpr char32_t last_private = 0xF8FF;
    const side_node& n = nodes_[id];
    return n.what == side_node::op::literal && n.value != 0 &&
           (n.value < first_private || n.value > last_private);
}

bool side_trees::words_of(std::uint32_t id, std::vector<std::pair<char32_t, char32_t>>& words) const {
    const side_node& n = nodes_[id];
    switch (n.what) {
    case side_node::op::literal:
        if (!is_character(id)) return false;
        words.emplace_back(n.value, U'\0');
        return true;
    case side_node::op::group:
        return words_of(child(n, 0), words);
    case side_node::op::repeat:
        return n.least > 0 && words_of(child(n, 0), words);
    case side_node::op::choice:
        for (std::uint32_t i = 0; i < n.count; ++i)
            if (!words_of(child(n, i), words)) return false;
        return true;
    case side_node::op::sequence:
        for (std::uint32_t i = 0; i < n.count; ++i) { // the first part that has words is enough
            const std::size_t before = words.size();
            if (is_character(child(n, i)) && i + 1 < n.count && is_character(child(n, i + 1))) {
                words.emplace_back(at(child(n, i)).value, at(child(n, i + 1)).value);
                return true;
            }
            if (words_of(child(n, i), words)) return true;
            words.resize(before);
        }
        return false;
    default:
        return false;
    }
}

bool side_trees::may_be_empty(std::uint32_t id) const {
    const side_node& n = nodes_[id];
    switch (n.what) {
    case side_node::op::literal:
    case side_node::op::set:
        return false;
    case side_node::op::group:
        return may_be_empty(child(n, 0));
    case side_node::op::repeat:
        return n.least == 0 || may_be_empty(child(n, 0));
    case side_node::op::sequence:
        for (std::uint32_t i = 0; i < n.count; ++i)
            if (!may_be_empty(child(n, i))) return false;
        return true;
    case side_node::op::choice:
        for (std::uint32_t i = 0; i < n.count; ++i)
            if (may_be_empty(child(n, i))) return true;
        return false;
    default:
        return true;
    }
}

/// Reads one pattern by recursive descent. none for what it does not know.
class side_reader {
public:
    side_reader(side_trees& trees, std::string_view pattern, bool groups)
        : trees_(trees), text_(pattern), groups_(groups) {}

    std::uint32_t read() {
        const std::uint32_t all = alternatives();
        return at_ == text_.size() ? all : none;
    }

private:
    using op = side_node::op;
    static constexpr std::uint32_t none = side_trees::none;

    [[nodiscard]] bool done() const noexcept { return at_ >= text_.size(); }
    [[nodiscard]] char peek() const noexcept { return done() ? '\0' : text_[at_]; }
    bool skip(std::string_view what) noexcept {
        if (text_.substr(at_, what.size()) != what) return false;
        at_ += what.size();
        return true;
    }

    /// One character of the pattern text; nothing beyond the basic plane.
    std::optional<char32_t> code_point() {
        const auto byte = [this](std::size_t i) {
            return i < text_.size() ? static_cast<unsigned char>(text_[i]) : 0U;
        };
        const unsigned a = byte(at_);
        const std::size_t length = a < 0x80 ? 1 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : 4;
        if (length == 4 || at_ + length > text_.size()) return std::nullopt;
        char32_t c = length == 1 ? a : length == 2 ? a & 0x1FU : a & 0x0FU;
        for (std::size_t i = 1; i < length; ++i) c = (c << 6U) | (byte(at_ + i) & 0x3FU);
        at_ += length;
        return c;
    }

    /// Behind a backslash: a property or a mark.
    std::optional<character_ranges> escape() {
        ++at_;
        if (done()) return std::nullopt;
        const char c = text_[at_];
        if (c == 'p' || c == 'P') {
            const auto close = text_.find('}', at_);
            if (close == std::string_view::npos || at_ + 1 >= text_.size() || text_[at_ + 1] != '{')
                return std::nullopt;
            const character_ranges* found =
                trees_.property(std::string(text_.substr(at_ + 2, close - at_ - 2)));
            if (found == nullptr) return std::nullopt;
            at_ = close + 1;
            return c == 'p' ? *found : complement(*found);
        }
        if (c == 'd') {
            ++at_;
            return character_ranges{{U'0', U'9'}};
        }
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return std::nullopt;
        const auto literal = code_point();
        if (!literal) return std::nullopt;
        return character_ranges{{*literal, *literal}};
    }

    std::uint32_t character_class() {
        ++at_; // the bracket
        const bool negated = skip("^");
        character_ranges all;
        bool any = false;
        while (!done() && (peek() != ']' || !any)) {
            any = true;
            if (text_.substr(at_, 2) == "[:") return none;
            if (peek() == '\\') {
                const auto part = escape();
                if (!part || (peek() == '-' && part->size() == 1 && text_.substr(at_, 2) != "-]"))
                    return none;
                all.insert(all.end(), part->begin(), part->end());
                continue;
            }
            const auto from = code_point();
            if (!from) return none;
            char32_t to = *from;
            if (peek() == '-' && text_.substr(at_, 2) != "-]") {
                ++at_;
                if (peek() == '\\' || done()) return none;
                const auto end = code_point();
                if (!end || *end < *from) return none;
                to = *end;
            }
            all.emplace_back(*from, to);
        }
        if (!skip("]")) return none;
        all = normal(std::move(all));
        if (negated) all = complement(all);
        if (all.empty()) return none;
        return trees_.intern_set(std::move(all));
    }

    /// Behind an opening bracket.
    std::uint32_t bracket() {
        const std::size_t open = at_;
        bool capture = false;
        if (skip("(?:") || skip("(?s:")) {
        } else if (skip("(?P<")) {
            const auto close = text_.find('>', at_);
            if (close == std::string_view::npos) return none;
            at_ = close + 1;
            capture = true;
        } else if (text_.substr(at_, 2) == "(?") {
            return none;
        } else {
            ++at_;
            capture = true;
        }
        const int number = capture ? ++group_ : 0;
        const int groups_before = group_;
        // a fragment that was read before: most of a pattern
        const std::size_t close = closing(open);
        if (close == std::string_view::npos) return none;
        const std::string_view inside = text_.substr(at_, close - at_);
        const auto known = trees_.fragments_.find(inside);
        std::uint32_t tree = none;
        if (known != trees_.fragments_.end()) {
            tree = known->second;
            at_ = close;
        } else {
            tree = alternatives();
            if (tree == none || at_ != close) return none;
            if (group_ == groups_before) trees_.fragments_.emplace(inside, tree);
        }
        ++at_;
        if (!capture || !groups_) return tree;
        return trees_.intern({.what = op::group, .value = static_cast<std::uint32_t>(number)}, {tree});
    }

    /// The bracket that closes the one at `open`.
    [[nodiscard]] std::size_t closing(std::size_t open) const {
        int depth = 0;
        for (std::size_t i = open; i < text_.size(); ++i) {
            switch (text_[i]) {
            case '\\':
                ++i;
                break;
            case '[': // a bracket right behind the opening, or behind ^, is meant literally
                i += text_.substr(i + 1, 1) == "^" ? 2 : 1;
                if (text_.substr(i, 1) == "\\") ++i;
                for (++i; i < text_.size() && text_[i] != ']'; ++i)
                    if (text_[i] == '\\') ++i;
                break;
            case '(':
                ++depth;
                break;
            case ')':
                if (--depth == 0) return i;
                break;
            default:
                break;
            }
        }
        return std::string_view::npos;
    }

    std::uint32_t atom() {
        switch (peek()) {
        case '(':
            return bracket();
        case '[':
            return character_class();
        case '.':
            ++at_;
            return trees_.intern_set({{0, last_basic}});
        case '^':
            ++at_;
            return trees_.intern({.what = op::begin}, {});
        case '$':
            ++at_;
            return trees_.intern({.what = op::end}, {});
        case '\\': {
            auto part = escape();
            return part ? trees_.intern_set(std::move(*part)) : none;
        }
        case '*':
        case '+':
        case '?':
        case '{':
            return none;
        default: {
            const auto c = code_point();
            return c ? trees_.intern({.what = op::literal, .value = *c}, {}) : none;
        }
        }
    }

    std::optional<int> number() {
        int v = 0;
        const std::size_t begin = at_;
        while (!done() && peek() >= '0' && peek() <= '9' && v <= most_repeated)
            v = v * 10 + (text_[at_++] - '0');
        if (at_ == begin || v > most_repeated) return std::nullopt;
        return v;
    }

    std::uint32_t repeated() {
        std::uint32_t tree = atom();
        if (tree == none) return none;
        side_node n{.what = op::repeat};
        switch (peek()) {
        case '*':
            n.least = 0;
            n.most = -1;
            ++at_;
            break;
        case '+':
            n.least = 1;
            n.most = -1;
            ++at_;
            break;
        case '?':
            n.least = 0;
            n.most = 1;
            ++at_;
            break;
        case '{': {
            ++at_;
            const auto least = number();
            if (!least) return none;
            n.least = *least;
            n.most = n.least;
            if (skip(",")) {
                n.most = -1;
                if (peek() != '}') {
                    const auto most = number();
                    if (!most || *most < n.least) return none;
                    n.most = *most;
                }
            }
            if (!skip("}")) return none;
            break;
        }
        default:
            return tree;
        }
        n.greedy = !skip("?");
        // in which order RE2 tries an empty round of a loop is its own affair
        if (n.most != 1 && trees_.may_be_empty(tree)) return none;
        if (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{') return none;
        return trees_.intern(n, {tree});
    }

    std::uint32_t sequence() {
        std::vector<std::uint32_t> parts;
        while (!done() && peek() != '|' && peek() != ')') {
            const std::uint32_t part = repeated();
            if (part == none) return none;
            const side_node& n = trees_.at(part);
            if (n.what == op::nothing) continue;
            if (n.what == op::sequence)
                for (std::uint32_t i = 0; i < n.count; ++i) parts.push_back(trees_.child(n, i));
            else
                parts.push_back(part);
        }
        if (parts.empty()) return trees_.nothing();
        if (parts.size() == 1) return parts[0];
        return trees_.intern({.what = op::sequence}, parts);
    }

    std::uint32_t alternatives() {
        if (++depth_ > deepest) return none;
        std::vector<std::uint32_t> parts{sequence()};
        if (parts[0] == none) return none;
        while (peek() == '|' && !done()) {
            ++at_;
            parts.push_back(sequence());
            if (parts.back() == none) return none;
        }
        --depth_;
        if (parts.size() == 1) return parts[0];
        return trees_.intern({.what = op::choice}, parts);
    }

    side_trees& trees_;
    std::string_view text_;
    bool groups_;
    std::size_t at_{0};
    int depth_{0};
    int group_{0};
};

std::uint32_t side_trees::read(std::string_view pattern, bool groups) {
    const std::string_view kept = *texts_.emplace_back(std::make_unique<std::string>(pattern));
    return side_reader(*this, kept, groups).read();
}

} // namespace gongbao::detail
