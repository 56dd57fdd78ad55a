#pragma once
/// \file json_strings.hpp
/// The strings of a text of JSON, taken out of it. The JSON library takes fifty instructions a byte, in all its ways of
/// reading; nearly all of a line of --from jsonl is one string, and of the rest there is little left:
///
///     {"id": "hebi-17", "text": "..."}  becomes  {"": "", "": ""}  and  id, hebi-17, text, ...
///
/// Whether the rest is JSON is for the library to say. It is exactly when the whole text is: between the strings nothing
/// has changed, and all strings are right, or there is no answer.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plain_text.hpp"
#include "utf8.hpp"

namespace gongbao::tool {

class json_strings {
public:
    /// Nothing where a string is not ended, has a wrong escape, a control character or bytes that are not UTF-8.
    [[nodiscard]] static std::optional<json_strings> taken_from(std::string_view text) {
        json_strings taken(text.size());
        for (std::size_t at = 0;;) {
            const std::size_t quote = std::min(text.find('"', at), text.size());
            taken.rest_.append(text, at, quote - at);
            if (quote == text.size()) return taken;
            const std::size_t end = taken.take(text, quote + 1);
            if (end == 0) return std::nullopt;
            taken.rest_ += "\"\"";
            at = end;
        }
    }

    /// The text with empty strings.
    [[nodiscard]] const std::string& rest() const noexcept { return rest_; }
    [[nodiscard]] std::string_view operator[](std::size_t i) const noexcept {
        return {unescaped_.get() + begins_[i], begins_[i + 1] - begins_[i]};
    }

private:
    static constexpr std::size_t before = 2; // bytes that plain_length looks at before the first

    explicit json_strings(std::size_t size)
        : unescaped_(std::make_unique_for_overwrite<char[]>(before + size + detail::plain_block)) {
        std::fill_n(unescaped_.get(), before, ' ');
        begins_.reserve(16);
        begins_.push_back(before);
    }

    /// Takes the string that begins at `at`, behind its quote; gives the position behind the quote that ends it, or 0.
    std::size_t take(std::string_view text, std::size_t at) {
        char* to = unescaped_.get() + begins_.back();
        for (;;) {
            while (text.size() - at >= detail::plain_block) {
                std::memcpy(to, text.data() + at, detail::plain_block);
                const std::size_t plain = detail::plain_length(to);
                to += plain;
                at += plain;
                if (plain < detail::plain_block) break;
            }
            // a character of three bytes may have begun
            const std::size_t begun = is_lead(to[-1]) ? 1 : is_lead(to[-2]) ? 2 : 0;
            to -= begun;
            at -= begun;
            do {
                if (at == text.size()) return 0;
                if (text[at] == '"') {
                    begins_.push_back(static_cast<std::size_t>(to - unescaped_.get()));
                    return at + 1;
                }
                if (!take_character(text, at, to)) return 0;
            } while (text.size() - at < detail::plain_block || text[at] == '\\');
        }
    }

    static bool is_lead(char c) noexcept { return static_cast<unsigned char>(c) >= 0xE0; }

    /// Writes the character at `at`, and goes behind it.
    static bool take_character(std::string_view text, std::size_t& at, char*& to) noexcept {
        const char c = text[at];
        if (c == '\\') return take_escape(text, at, to);
        const std::size_t length = detail::sequence_length(text, at);
        if (length == 0 || static_cast<unsigned char>(c) < 0x20) return false;
        to = std::copy_n(text.data() + at, length, to);
        at += length;
        return true;
    }

    /// The same where a backslash stands.
    static bool take_escape(std::string_view text, std::size_t& at, char*& to) noexcept {
        std::int32_t point = unit(text, at);
        if (point < 0) return take_short_escape(text, at, to);
        at += length_of_unit;
        if (point >= 0xD800 && point < 0xE000) { // the first of two surrogates
            const std::int32_t second = unit(text, at);
            if (point >= 0xDC00 || second < 0xDC00 || second >= 0xE000) return false;
            at += length_of_unit;
            point = 0x10000 + ((point - 0xD800) << 10) + (second - 0xDC00);
        }
        to = detail::write_utf8(to, static_cast<char32_t>(point));
        return true;
    }

    static bool take_short_escape(std::string_view text, std::size_t& at, char*& to) noexcept {
        constexpr std::string_view names = "\"\\/bfnrt";
        constexpr std::string_view characters = "\"\\/\b\f\n\r\t";
        const auto name = text.size() - at < 2 ? std::string_view::npos : names.find(text[at + 1]);
        if (name == std::string_view::npos) return false;
        *to++ = characters[name];
        at += 2;
        return true;
    }

    /// The values of hexadecimal digits; of other characters -1.
    static constexpr std::array<std::int8_t, 256> hexadecimal = [] {
        std::array<std::int8_t, 256> values{};
        values.fill(-1);
        for (const std::string_view digits : {"0123456789abcdef", "0123456789ABCDEF"})
            for (std::size_t i = 0; i < digits.size(); ++i)
                values[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
        return values;
    }();

    static constexpr std::size_t length_of_unit = 6;
    /// The number of an escape as \u4E00 at `at`; negative where there is none.
    static std::int32_t unit(std::string_view text, std::size_t at) noexcept {
        if (text.size() - at < length_of_unit || text[at] != '\\' || text[at + 1] != 'u') return -1;
        const auto digit = [&](std::size_t i) -> std::int32_t {
            return hexadecimal[static_cast<unsigned char>(text[at + i])];
        };
        return digit(2) << 12 | digit(3) << 8 | digit(4) << 4 | digit(5);
    }

    std::string rest_;
    std::unique_ptr<char[]> unescaped_; // all strings, one behind the other
    std::vector<std::size_t> begins_;   // in it; the last one is the end
};

} // namespace gongbao::tool
