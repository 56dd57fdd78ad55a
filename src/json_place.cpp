#include "json_place.hpp"

#include <algorithm>

namespace gongbao::detail {
namespace {

/// A walk over valid JSON that stops at the value it looks for.
class walker {
public:
    walker(std::string_view text, std::string_view pointer) : text_(text), pointer_(pointer) {}

    std::size_t find() {
        skip();
        value({});
        return found_;
    }

private:
    [[nodiscard]] bool done() const noexcept { return found_ != 0 || at_ >= text_.size(); }

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

    void value(const std::string& here) {
        skip();
        if (done()) return;
        if (here == pointer_) {
            found_ = 1 + static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
            return;
        }
        const char c = text_[at_];
        if (c == '{' || c == '[') {
            container(here, c == '{');
        } else if (c == '"') {
            string();
        } else {
            while (at_ < text_.size() && std::string_view(",]} \t\r\n/").find(text_[at_]) == std::string_view::npos) ++at_;
        }
    }

    void container(const std::string& here, bool object) {
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
            value(here + "/" + step);
            if (done()) return;
        }
    }

    std::string_view text_;
    std::string_view pointer_;
    std::size_t at_{0};
    std::size_t found_{0};
};

} // namespace

std::size_t line_of(std::string_view text, std::string_view pointer) {
    return walker(text, pointer).find();
}

} // namespace gongbao::detail
