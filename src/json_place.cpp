#include "json_place.hpp"

#include <algorithm>
#include <array>

namespace gongbao::detail {
namespace {

/// A walk over valid JSON that stops behind the value it looks for.
class walker {
public:
    /// `all`, when given, takes the lines of the values in the one that is looked for.
    walker(std::string_view text, std::string_view pointer,
           std::unordered_map<std::string, std::size_t>* all = nullptr)
        : text_(text), pointer_(pointer), all_(all) {}

    std::size_t find() {
        skip();
        value({}, false);
        return found_;
    }

private:
    [[nodiscard]] bool done() const noexcept { return at_ >= text_.size() || (found_ != 0 && !inside_); }

    void skip() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                ++at_;
            } else if (text_.substr(at_, 2) == "//") {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (text_.substr(at_, 2) == "/*") {
                const auto end = text_.find("*/", at_);
                at_ = end == std::string_view::npos ? text_.size() : end + 2;
            } else {
                break;
            }
        }
    }

    std::string_view string() {
        const std::size_t begin = ++at_;
        while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
        const std::string_view inside = text_.substr(begin, at_ - begin);
        ++at_;
        return inside;
    }

    /// The line of at_; counts on from where it counted last.
    std::size_t line() {
        const auto from = text_.begin();
        line_ += static_cast<std::size_t>(std::count(from + static_cast<std::ptrdiff_t>(counted_),
                                                     from + static_cast<std::ptrdiff_t>(at_), '\n'));
        counted_ = at_;
        return line_;
    }

    void value(const std::string& here, bool within) {
        skip();
        if (done()) return;
        if (within) {
            all_->emplace(here, line());
        } else if (here == pointer_) {
            found_ = line();
            if (all_ == nullptr) return;
            all_->emplace(here, found_);
            inside_ = within = true;
            step_in(here, within);
            inside_ = false;
            return;
        }
        step_in(here, within);
    }

    void step_in(const std::string& here, bool within) {
        const char c = text_[at_];
        if (c == '{' || c == '[') {
            container(here, c == '{', within);
        } else if (c == '"') {
            string();
        } else {
            while (at_ < text_.size() &&
                   std::string_view(",]} \t\r\n/").find(text_[at_]) == std::string_view::npos)
                ++at_;
        }
    }

    void container(const std::string& here, bool object, bool within) {
        ++at_;
        for (std::size_t index = 0;; ++index) {
            skip();
            if (done()) return;
            if (text_[at_] == ',') {
                ++at_;
                --index;
                continue;
            }
            if (text_[at_] == '}' || text_[at_] == ']') {
                ++at_;
                return;
            }
            std::string step = std::to_string(index);
            if (object) {
                step.clear();
                for (const char k : string()) {
                    if (k == '~')
                        step += "~0";
                    else if (k == '/')
                        step += "~1";
                    else
                        step += k;
                }
                skip();
                ++at_; // the colon
            }
            step.insert(0, 1, '/');
            step.insert(0, here);
            value(step, within);
            if (done()) return;
        }
    }

    std::string_view text_;
    std::string_view pointer_;
    std::unordered_map<std::string, std::size_t>* all_;
    std::size_t at_{0};
    std::size_t counted_{0};
    std::size_t line_{1};
    std::size_t found_{0};
    bool inside_{false};
};

} // namespace

std::size_t line_of(std::string_view text, std::string_view pointer) {
    return walker(text, pointer).find();
}

std::unordered_map<std::string, std::size_t> lines_under(std::string_view text, std::string_view pointer) {
    std::unordered_map<std::string, std::size_t> lines;
    walker(text, pointer, &lines).find();
    return lines;
}

namespace {

/// What scan_json stops at; all between says nothing.
constexpr std::array<bool, 256> set_of(std::string_view characters) {
    std::array<bool, 256> set{};
    for (const char c : characters) set[static_cast<unsigned char>(c)] = true;
    return set;
}
constexpr auto structure = set_of("\n/\"{}[],");
constexpr auto ends_of_string = set_of("\n\"\\");

/// Where the next character of the set is, or the end.
std::size_t next_of(const std::array<bool, 256>& set, std::string_view text, std::size_t at) noexcept {
    while (at < text.size() && !set[static_cast<unsigned char>(text[at])]) ++at;
    return at;
}

} // namespace

json_scan scan_json(std::string_view text, std::size_t most_depth) {
    struct container {
        bool object{false};
        bool wants_key{false};
        std::unordered_map<std::string_view, std::size_t> keys;
    };
    json_scan found;
    std::vector<container> open;
    std::size_t line = 1;
    for (std::size_t i = 0; (i = next_of(structure, text, i)) < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            ++line;
        } else if (text.substr(i, 2) == "//") {
            i = std::min(text.find('\n', i), text.size()) - 1;
        } else if (text.substr(i, 2) == "/*") {
            const std::size_t end = std::min(text.find("*/", i + 2), text.size());
            line +=
                static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(i),
                                                    text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
            i = end + 1;
        } else if (c == '"') {
            const std::size_t begin = ++i;
            while ((i = next_of(ends_of_string, text, i)) < text.size() && text[i] == '\\') i += 2;
            if (i >= text.size()) break;
            if (text[i] == '\n') ++line;
            if (open.empty() || !open.back().wants_key) continue;
            open.back().wants_key = false;
            const std::string_view key = text.substr(begin, i - begin);
            const auto [first, fresh] = open.back().keys.emplace(key, line);
            if (!fresh) found.repeated.push_back({std::string(key), line, first->second});
        } else if (c == '{' || c == '[') {
            if (open.size() >= most_depth) {
                found.too_deep = line;
                break;
            }
            open.push_back({c == '{', c == '{', {}});
        } else if (c == '}' || c == ']') {
            if (!open.empty()) open.pop_back();
        } else if (c == ',' && !open.empty()) {
            open.back().wants_key = open.back().object;
        }
    }
    return found;
}

} // namespace gongbao::detail
