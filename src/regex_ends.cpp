#include "regex_ends.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace gongbao::detail {
namespace {

using bits = std::bitset<0x10000>;

/// Surely a Han character, and possibly one: RE2's table lies between.
bool surely_han(char32_t c) noexcept {
    return (c >= 0x4E00 && c <= 0x9FCC) || (c >= 0x3400 && c <= 0x4DB5);
}
bool possibly_han(char32_t c) noexcept {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
}

/// A set of characters: a few, or many.
struct set {
    std::vector<char16_t> few;
    std::shared_ptr<bits> many; // never changed once shared

    void add(char32_t c) {
        if (c < 0x10000) few.push_back(static_cast<char16_t>(c));
    }
    void add(const set& other) {
        few.insert(few.end(), other.few.begin(), other.few.end());
        if (!other.many) return;
        if (!many)
            many = other.many;
        else if (many != other.many)
            many = std::make_shared<bits>(*many | *other.many);
    }
};

/// What a piece of a pattern can begin and end with, and whether it can match nothing.
struct ends {
    set first;
    set last;
    bool empty{true};
};

} // namespace

/// Reads a pattern by recursive descent. Gives nothing for what it does not know.
class regex_reader {
public:
    explicit regex_reader(std::string_view pattern) : text_(pattern) {}

    std::optional<ends> read() {
        auto e = alternatives();
        if (!e || at_ != text_.size()) return std::nullopt;
        return e;
    }

    static character_set make(const std::optional<ends>& e, bool last) {
        character_set s;
        if (!e || e->empty) return s;
        const set& chosen = last ? e->last : e->first;
        auto b = chosen.many ? std::make_shared<bits>(*chosen.many) : std::make_shared<bits>();
        for (const char16_t c : chosen.few) b->set(c);
        s.bits_ = std::move(b);
        return s;
    }

private:
    [[nodiscard]] bool done() const noexcept { return at_ >= text_.size(); }
    [[nodiscard]] char peek() const noexcept { return done() ? '\0' : text_[at_]; }

    /// One code point of the pattern text.
    std::optional<char32_t> code_point() {
        const auto byte = [this](std::size_t i) {
            return i < text_.size() ? static_cast<unsigned char>(text_[i]) : 0U;
        };
        const unsigned a = byte(at_);
        const std::size_t length = a < 0x80 ? 1 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : 4;
        if (at_ + length > text_.size()) return std::nullopt;
        char32_t c = length == 1 ? a : length == 2 ? a & 0x1FU : length == 3 ? a & 0x0FU : a & 0x07U;
        for (std::size_t i = 1; i < length; ++i) c = (c << 6U) | (byte(at_ + i) & 0x3FU);
        at_ += length;
        return c;
    }

    /// \p{Han}, \P{Han}, \d, an escaped mark; anything else is not known.
    bool escape(bits& out, bool negated) {
        ++at_; // the backslash
        if (done()) return false;
        const char c = text_[at_];
        if (c == 'p' || c == 'P') {
            if (text_.substr(at_ + 1, 5) != "{Han}") return false;
            at_ += 6;
            // the set must not be too small, and inside a negated class not too large
            const bool wide = (c == 'p') != negated;
            for (char32_t i = 1; i < 0x10000; ++i)
                if ((wide ? possibly_han(i) : surely_han(i)) == (c == 'p')) out.set(i);
            return true;
        }
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return false;
        const auto literal = code_point();
        if (!literal) return false;
        if (*literal < 0x10000) out.set(*literal);
        return true;
    }

    bool character_class(bits& out) {
        ++at_; // the bracket
        const bool negated = peek() == '^';
        if (negated) ++at_;
        bool any = false;
        while (!done() && (peek() != ']' || !any)) {
            any = true;
            if (peek() == '[' && text_.substr(at_, 2) == "[:") return false;
            if (peek() == '\\') {
                if (!escape(out, negated)) return false;
                continue;
            }
            const auto from = code_point();
            if (!from) return false;
            char32_t to = *from;
            if (peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
                ++at_;
                if (peek() == '\\') return false;
                const auto end = code_point();
                if (!end) return false;
                to = *end;
            }
            for (char32_t i = *from; i <= to && i < 0x10000; ++i) out.set(i);
        }
        if (done()) return false;
        ++at_;
        if (negated) out.flip();
        return true;
    }

    std::optional<ends> atom() {
        ends e;
        switch (peek()) {
        case '(':
            if (text_.substr(at_, 3) == "(?:") {
                at_ += 3;
            } else if (text_.substr(at_, 4) == "(?s:") {
                at_ += 4;
            } else if (text_.substr(at_, 4) == "(?P<") {
                const auto close = text_.find('>', at_);
                if (close == std::string_view::npos) return std::nullopt;
                at_ = close + 1;
            } else if (text_.substr(at_, 2) == "(?") {
                return std::nullopt;
            } else {
                ++at_;
            }
            {
                auto inside = alternatives();
                if (!inside || peek() != ')') return std::nullopt;
                ++at_;
                return inside;
            }
        case '[': {
            auto b = std::make_shared<bits>();
            if (!character_class(*b)) return std::nullopt;
            e.first.many = e.last.many = std::move(b);
            e.empty = false;
            return e;
        }
        case '.':
            ++at_;
            e.first.many = e.last.many = std::make_shared<bits>(bits{}.set());
            e.empty = false;
            return e;
        case '^':
        case '$':
            ++at_;
            return e;
        case '\\': {
            auto b = std::make_shared<bits>();
            if (!escape(*b, false)) return std::nullopt;
            e.first.many = e.last.many = std::move(b);
            e.empty = false;
            return e;
        }
        case '*':
        case '+':
        case '?':
        case '{':
            return std::nullopt;
        default: {
            const auto c = code_point();
            if (!c) return std::nullopt;
            e.first.add(*c);
            e.last.add(*c);
            e.empty = false;
            return e;
        }
        }
    }

    std::optional<ends> repeated() {
        auto e = atom();
        while (e && !done()) {
            const char c = peek();
            if (c == '*' || c == '?') {
                e->empty = true;
                ++at_;
            } else if (c == '+') {
                ++at_;
            } else if (c == '{') {
                const auto close = text_.find('}', at_);
                if (close == std::string_view::npos) return std::nullopt;
                if (text_[at_ + 1] == '0') e->empty = true;
                at_ = close + 1;
            } else {
                break;
            }
        }
        return e;
    }

    /// Bytes from here on that are literals without a repetition behind them.
    [[nodiscard]] std::size_t literal_run() const {
        std::size_t end = at_;
        std::size_t last = at_; // where the last whole character began
        while (end < text_.size() &&
               std::string_view("()[]{}|*+?.^$\\").find(text_[end]) == std::string_view::npos) {
            last = end++;
            while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) ++end;
        }
        const bool repeated =
            end < text_.size() && std::string_view("*+?{").find(text_[end]) != std::string_view::npos;
        return (repeated ? last : end) - at_;
    }

    std::optional<ends> sequence() {
        ends all;
        while (!done() && peek() != '|' && peek() != ')') {
            // of a run of literals only the ends matter, and nearly all of a pattern is words
            if (const std::size_t run = literal_run(); run > 1) {
                const std::size_t begin = at_;
                std::size_t last = begin;
                std::optional<char32_t> c = code_point();
                if (all.empty && c) all.first.add(*c);
                while (at_ < begin + run) {
                    last = at_;
                    c = code_point();
                    if (!c) return std::nullopt;
                }
                at_ = last;
                c = code_point();
                all.last = set{};
                if (c) all.last.add(*c);
                all.empty = false;
                continue;
            }
            const auto one = repeated();
            if (!one) return std::nullopt;
            if (all.empty) all.first.add(one->first);
            if (one->empty)
                all.last.add(one->last);
            else
                all.last = one->last;
            all.empty = all.empty && one->empty;
        }
        return all;
    }

    std::optional<ends> alternatives() {
        constexpr int deepest = 60;
        if (++depth_ > deepest) return std::nullopt;
        auto all = sequence();
        while (all && peek() == '|' && !done()) {
            ++at_;
            const auto next = sequence();
            if (!next) return std::nullopt;
            all->first.add(next->first);
            all->last.add(next->last);
            all->empty = all->empty || next->empty;
        }
        --depth_;
        return all;
    }

    std::string_view text_;
    std::size_t at_{0};
    int depth_{0};
};

character_set last_characters(std::string_view pattern) {
    return regex_reader::make(regex_reader(pattern).read(), true);
}

character_set first_characters(std::string_view pattern) {
    return regex_reader::make(regex_reader(pattern).read(), false);
}

} // namespace gongbao::detail
