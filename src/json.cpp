#include <gongbao/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <variant>

#include "utf8.hpp"

namespace gongbao {
namespace {

// The longest that one character may become: \u0000, or U+FFFD for a byte.
constexpr std::size_t longest_escape = 6;

/// Writes the escape of a control character, a quote or a backslash; gives the position behind it.
char* write_escape(char* to, char c) noexcept {
    constexpr std::string_view hex = "0123456789abcdef";
    *to++ = '\\';
    switch (c) {
    case '"':
    case '\\':
        *to++ = c;
        return to;
    case '\b':
        *to++ = 'b';
        return to;
    case '\f':
        *to++ = 'f';
        return to;
    case '\n':
        *to++ = 'n';
        return to;
    case '\r':
        *to++ = 'r';
        return to;
    case '\t':
        *to++ = 't';
        return to;
    default:
        break;
    }
    const auto code = static_cast<unsigned char>(c);
    *to++ = 'u';
    *to++ = '0';
    *to++ = '0';
    *to++ = hex[code >> 4U];
    *to++ = hex[code & 0xFU];
    return to;
}

/// Eight bytes of ASCII that need no escape; the tests for bytes are those of Warren, Hacker's Delight, 6-1.
bool is_plain(std::uint64_t eight) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t tops = 0x8080808080808080ULL;
    const auto none_is = [&](std::uint64_t c) { return (eight ^ (c * ones)) - ones; }; // borrows where one is
    const std::uint64_t control = eight - 0x20 * ones;
    const std::uint64_t last = eight + ones; // DEL becomes a byte with the top bit
    return ((eight | control | last | none_is('"') | none_is('\\')) & tops) == 0;
}

/// Writes the inside of a JSON string. `to` has room for longest_escape bytes a byte of the text, and four more.
char* write_text(char* to, std::string_view utf8) noexcept {
    for (std::size_t at = 0; at < utf8.size();) {
        // three bytes that are surely a character, which nearly all of a report are; four are copied, three stay
        if (at + 4 <= utf8.size()) {
            const std::uint32_t four = detail::four_bytes(utf8.data() + at);
            const std::uint32_t lead = four & 0xFFU;
            if (detail::begins_with_three(four) && lead != 0xE0 && lead != 0xED) {
                std::memcpy(to, utf8.data() + at, 4);
                to += 3;
                at += 3;
                continue;
            }
        }
        if (at + 8 <= utf8.size()) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, utf8.data() + at, 8);
            if (is_plain(eight)) {
                std::memcpy(to, &eight, 8);
                to += 8;
                at += 8;
                continue;
            }
        }
        const char c = utf8[at];
        const auto code = static_cast<unsigned char>(c);
        if (code >= 0x20 && code < 0x7F && c != '"' && c != '\\') {
            *to++ = c;
            ++at;
        } else if (code < 0x80) {
            to = write_escape(to, c);
            ++at;
        } else if (const std::size_t length = detail::sequence_length(utf8, at); length != 0) {
            std::memcpy(to, utf8.data() + at, length);
            to += length;
            at += length;
        } else {
            std::memcpy(to, detail::utf8_replacement.data(), detail::utf8_replacement.size());
            to += detail::utf8_replacement.size();
            ++at;
        }
    }
    return to;
}

/// The members of one object, separated. Gathered in a buffer and appended to the output when that is full, and at the
/// end.
class object_writer {
public:
    explicit object_writer(std::string& out) : out_(out) { *to_++ = '{'; }
    object_writer(const object_writer&) = delete;
    object_writer& operator=(const object_writer&) = delete;
    ~object_writer() = default;

    void close() {
        make_room(1);
        *to_++ = '}';
        flush();
    }

    /// A name of ours: needs no escapes.
    template <std::size_t Size>
    void key(const char (&name)[Size]) { // NOLINT(modernize-avoid-c-arrays): a literal with its length
        make_room(Size + 8);
        if (!first_) put(", ");
        first_ = false;
        put("\"");
        put(name);
        put("\": ");
    }

    void where(const span& s) {
        key("span");
        constexpr std::size_t two_numbers = 48;
        make_room(two_numbers);
        put("[");
        number(s.begin);
        put(", ");
        number(s.end);
        put("]");
    }

    template <std::size_t Size>
    void text(const char (&name)[Size],
              std::string_view value) { // NOLINT(modernize-avoid-c-arrays): as above
        key(name);
        if (value.size() > longest_text) {
            flush();
            append_json_string(out_, value);
            return;
        }
        make_room(longest_escape * value.size() + 8);
        put("\"");
        to_ = write_text(to_, value);
        put("\"");
    }

    /// The same for a word of ours.
    template <std::size_t Size>
    void word(const char (&name)[Size],
              std::string_view value) { // NOLINT(modernize-avoid-c-arrays): as above
        key(name);
        make_room(value.size() + 2);
        put("\"");
        std::memcpy(to_, value.data(), value.size());
        to_ += value.size();
        put("\"");
    }

    template <std::size_t Size>
    void text_unless_empty(const char (&name)[Size], // NOLINT(modernize-avoid-c-arrays): as above
                           std::string_view value) {
        if (!value.empty()) text(name, value);
    }

    template <std::size_t Size>
    void value(const char (&name)[Size], const decimal& d) { // NOLINT(modernize-avoid-c-arrays): as above
        key(name);
        flush();
        d.append_to(out_);
    }

    template <std::size_t Size>
    void value_if_any(const char (&name)[Size], // NOLINT(modernize-avoid-c-arrays): as above
                      const std::optional<decimal>& d) {
        if (d) value(name, *d);
    }

    template <std::size_t Size>
    void yes_if(const char (&name)[Size], bool b) { // NOLINT(modernize-avoid-c-arrays): as above
        if (!b) return;
        key(name);
        make_room(4);
        put("true");
    }

private:
    static constexpr std::size_t room = 2048;
    static constexpr std::size_t longest_text = 256;

    template <std::size_t Size>
    void put(const char (&literal)[Size]) { // NOLINT(modernize-avoid-c-arrays): a literal with its length
        std::memcpy(to_, literal, Size - 1);
        to_ += Size - 1;
    }
    void number(std::size_t n) { to_ = std::to_chars(to_, buffer_.data() + buffer_.size(), n).ptr; }
    void make_room(std::size_t bytes) {
        if (static_cast<std::size_t>(buffer_.data() + buffer_.size() - to_) < bytes) flush();
    }
    void flush() {
        out_.append(buffer_.data(), to_);
        to_ = buffer_.data();
    }

    std::string& out_;
    bool first_{true};
    std::array<char, room>
        buffer_; // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    char* to_{buffer_.data()};
};

/// What stands between kind and indicator in an object, for the kinds that have fields of their own.
struct record_writer {
    object_writer& to;

    void operator()(const count&) const {}
    void operator()(const amount&) const {}
    void operator()(const percentage& p) const { to.text_unless_empty("of", p.of); }
    void operator()(const change& c) const {
        to.word("direction", to_string(c.direction));
        if (c.basis) to.word("basis", to_string(*c.basis));
        to.text_unless_empty("against", c.against);
    }
    void operator()(const ranking& r) const {
        to.text_unless_empty("among", r.among);
        to.yes_if("top", r.top);
        to.yes_if("from_bottom", r.from_bottom);
        to.text_unless_empty("band", r.band);
    }
    void operator()(const ratio& r) const { to.text_unless_empty("of", r.of); }
};

} // namespace

void append_json_string(std::string& out, std::string_view utf8) {
    constexpr std::size_t most = 256;                   // bytes written in one go
    std::array<char, longest_escape * most + 4> buffer; // NOLINT: written before it is read
    out += '"';
    while (!utf8.empty()) {
        std::size_t length = std::min(most, utf8.size());
        // no character is cut in two; in bytes that are none it does not matter where
        for (int back = 0;
             length < utf8.size() && back < 3 && (static_cast<unsigned char>(utf8[length]) & 0xC0U) == 0x80U;
             ++back)
            --length;
        out.append(buffer.data(), write_text(buffer.data(), utf8.substr(0, length)));
        utf8.remove_prefix(length);
    }
    out += '"';
}

void append_json(std::string& out, const fact& f, std::string_view document) {
    object_writer to(out);
    to.text_unless_empty("document", document.empty() ? std::string_view(f.document) : document);
    to.where(f.span);
    to.text("quote", f.quote);
    to.word("kind", to_string(f.kind()));
    if (const auto* r = std::get_if<ratio>(&f.record)) {
        to.value("numerator", r->numerator);
        to.value("denominator", r->denominator);
    } else {
        to.value_if_any("value", f.value);
    }
    to.value_if_any("upper", f.upper);
    if (f.qualifier) to.word("qualifier", to_string(*f.qualifier));
    to.text_unless_empty("unit", f.unit);
    to.text_unless_empty("unit_code", f.unit_code);
    std::visit(record_writer{to}, f.record);
    to.text_unless_empty("indicator", f.indicator);
    to.text_unless_empty("action", f.action);
    to.text_unless_empty("scope", f.scope);
    to.text_unless_empty("period", f.period);
    if (f.status != status::actual) to.word("status", to_string(f.status));
    to.text_unless_empty("rule", f.rule);
    to.close();
}

std::string to_json(const fact& f, std::string_view document) {
    std::string out;
    append_json(out, f, document);
    return out;
}

std::string to_json(const number& n) {
    std::string out;
    object_writer to(out);
    to.where(n.span);
    to.text("quote", n.quote);
    to.value_if_any("numerator", n.numerator);
    to.value_if_any("denominator", n.denominator);
    to.value_if_any("value", n.value);
    to.value_if_any("upper", n.upper);
    to.text_unless_empty("unit", n.unit);
    to.close();
    return out;
}

} // namespace gongbao
