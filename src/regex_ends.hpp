#pragma once
// Which characters a match of a pattern can begin or end with.
//
// A rule is tried at a quantity only where the character beside the quantity can end its left side and begin its
// right side: this spares most runs of RE2. The answer errs on the side of trying: a construct that this reader does
// not know gives "any character".

#include <bitset>
#include <memory>
#include <string_view>

namespace gongbao::detail {

class character_set {
public:
    /// Any character, and also no character at all.
    [[nodiscard]] static character_set anything() { return {}; }

    [[nodiscard]] bool is_anything() const noexcept { return bits_ == nullptr; }
    /// 0 stands for the edge of the clause. Characters outside of the basic plane are always possible.
    [[nodiscard]] bool may_be(char32_t c) const noexcept {
        return bits_ == nullptr || c > 0xFFFF || (*bits_)[c];
    }

private:
    friend class regex_reader;
    std::shared_ptr<const std::bitset<0x10000>> bits_;
};

/// What can stand right before the end of a match, or right behind its beginning; `pattern` in RE2 syntax.
[[nodiscard]] character_set last_characters(std::string_view pattern);
[[nodiscard]] character_set first_characters(std::string_view pattern);

} // namespace gongbao::detail
