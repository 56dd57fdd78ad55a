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

/// The first three of four bytes are surely a character, as nearly all of a report are.
bool is_plain_three(std::uint32_t four) noexcept {
    const std::uint32_t lead = four & 0xFFU;
    return detail::begins_with_three(four) && lead != 0xE0 && lead != 0xED;
}

/// Writes the inside of a JSON string. `to` has room for longest_escape bytes a byte of the text, and eight more.
char* write_text(char* to, std::string_view utf8) noexcept {
    const char* from = utf8.data();
    const char* const end = from + utf8.size();
    for (;;) {
        // four bytes are copied, three stay
        while (end - from >= 4 && is_plain_three(detail::four_bytes(from))) {
            std::memcpy(to, from, 4);
            to += 3;
            from += 3;
        }
        if (end - from >= 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, from, 8);
            if (is_plain(eight)) {
                std::memcpy(to, &eight, 8);
                to += 8;
                from += 8;
                continue;
            }
        }
        if (from == end) return to;
        if (end - from < 8 && end - utf8.data() >= 8) {
            // the last eight bytes, some of which are there already
            std::uint64_t eight = 0;
            std::memcpy(&eight, end - 8, 8);
            if (is_plain(eight)) {
                to += end - from;
                std::memcpy(to - 8, &eight, 8);
                return to;
            }
        }
        const auto code = static_cast<unsigned char>(*from);
        if (code < 0x80) {
            if (code >= 0x20 && code < 0x7F && code != '"' && code != '\\')
                *to++ = *from;
            else
                to = write_escape(to, *from);
            ++from;
            continue;
        }
        std::size_t length = 0;
        if (end - from == 3) { // the last character, where four bytes cannot be read
            std::array<char, 4> last{};
            std::memcpy(last.data(), from, 3);
            if (is_plain_three(detail::four_bytes(last.data()))) length = 3;
        }
        if (length == 0) length = detail::sequence_length({from, static_cast<std::size_t>(end - from)}, 0);
        if (length != 0) {
            std::memcpy(to, from, length);
            to += length;
            from += length;
        } else {
            std::memcpy(to, detail::utf8_replacement.data(), detail::utf8_replacement.size());
            to += detail::utf8_replacement.size();
            ++from;
        }
    }
}

/// Writes one object. Room for all of it is found before: nothing is asked on the way. The literals are all that stands
/// between two values: `, "name": `, and for texts the quote that opens them.
class object_writer {
public:
    /// `texts`: bytes of all texts together. The object is appended to `out` by close().
    object_writer(std::string& out, std::size_t texts) : out_(out) {
        if (const std::size_t most = room_without_texts + longest_escape * texts; most > buffer_.size()) {
            large_.resize(most);
            to_ = begin_ = large_.data();
        }
    }
    object_writer(const object_writer&) = delete;
    object_writer& operator=(const object_writer&) = delete;
    ~object_writer() = default;

    template <std::size_t Size>
    void put(const char (&literal)[Size]) { // NOLINT(modernize-avoid-c-arrays): a literal with its length
        std::memcpy(to_, literal, Size - 1);
        to_ += Size - 1;
    }

    void where(const span& s) {
        put("\"span\": [");
        number(s.begin);
        put(", ");
        number(s.end);
        put("]");
    }

    template <std::size_t Size>
    void text(const char (&name)[Size],
              std::string_view value) { // NOLINT(modernize-avoid-c-arrays): as above
        put(name);
        to_ = write_text(to_, value);
        put("\"");
    }

    /// The same for a word of ours, which needs no escapes.
    template <std::size_t Size>
    void word(const char (&name)[Size],
              std::string_view value) { // NOLINT(modernize-avoid-c-arrays): as above
        put(name);
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
        put(name);
        if (char* const end = d.write_to(to_, to_ + longest_usual_number)) {
            to_ = end;
            return;
        }
        flush();
        d.append_to(out_);
    }

    template <std::size_t Size>
    void value_if_any(const char (&name)[Size], // NOLINT(modernize-avoid-c-arrays): as above
                      const std::optional<decimal>& d) {
        if (d) value(name, *d);
    }

    void close() {
        put("}");
        flush();
    }

private:
    static constexpr std::size_t longest_usual_number = 48;
    // all names, words of ours and usual numbers, twice over
    static constexpr std::size_t room_without_texts = 1024;

    void number(std::size_t n) { to_ = std::to_chars(to_, to_ + longest_usual_number, n).ptr; }
    void flush() {
        out_.append(begin_, to_);
        to_ = begin_;
    }

    std::string& out_;
    std::array<char, 2048>
        buffer_;        // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    std::string large_; // where that is too small
    char* begin_{buffer_.data()};
    char* to_{buffer_.data()};
};

/// What stands between kind and indicator in an object, for the kinds that have fields of their own.
struct record_writer {
    object_writer& to;

    void operator()(const count&) const {}
    void operator()(const amount&) const {}
    void operator()(const percentage& p) const { to.text_unless_empty(", \"of\": \"", p.of); }
    void operator()(const change& c) const {
        to.word(", \"direction\": \"", to_string(c.direction));
        if (c.basis) to.word(", \"basis\": \"", to_string(*c.basis));
        to.text_unless_empty(", \"against\": \"", c.against);
    }
    void operator()(const ranking& r) const {
        to.text_unless_empty(", \"among\": \"", r.among);
        if (r.top) to.put(", \"top\": true");
        if (r.from_bottom) to.put(", \"from_bottom\": true");
        to.text_unless_empty(", \"band\": \"", r.band);
    }
    void operator()(const ratio& r) const { to.text_unless_empty(", \"of\": \"", r.of); }
};

/// Bytes of the texts that record_writer writes.
struct record_size {
    std::size_t operator()(const count&) const { return 0; }
    std::size_t operator()(const amount&) const { return 0; }
    std::size_t operator()(const percentage& p) const { return p.of.size(); }
    std::size_t operator()(const change& c) const { return c.against.size(); }
    std::size_t operator()(const ranking& r) const { return r.among.size() + r.band.size(); }
    std::size_t operator()(const ratio& r) const { return r.of.size(); }
};

} // namespace

void append_json_string(std::string& out, std::string_view utf8) {
    constexpr std::size_t most = 256;                   // bytes written in one go
    std::array<char, longest_escape * most + 8> buffer; // NOLINT: written before it is read
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
    if (document.empty()) document = f.document;
    object_writer to(out, document.size() + f.quote.size() + f.unit.size() + f.unit_code.size() +
                              f.indicator.size() + f.action.size() + f.scope.size() + f.period.size() +
                              f.rule.size() + std::visit(record_size{}, f.record));
    to.put("{");
    if (!document.empty()) {
        to.text("\"document\": \"", document);
        to.put(", ");
    }
    to.where(f.span);
    to.text(", \"quote\": \"", f.quote);
    to.word(", \"kind\": \"", to_string(f.kind()));
    if (const auto* r = std::get_if<ratio>(&f.record)) {
        to.value(", \"numerator\": ", r->numerator);
        to.value(", \"denominator\": ", r->denominator);
    } else {
        to.value_if_any(", \"value\": ", f.value);
    }
    to.value_if_any(", \"upper\": ", f.upper);
    if (f.qualifier) to.word(", \"qualifier\": \"", to_string(*f.qualifier));
    to.text_unless_empty(", \"unit\": \"", f.unit);
    to.text_unless_empty(", \"unit_code\": \"", f.unit_code);
    std::visit(record_writer{to}, f.record);
    to.text_unless_empty(", \"indicator\": \"", f.indicator);
    to.text_unless_empty(", \"action\": \"", f.action);
    to.text_unless_empty(", \"scope\": \"", f.scope);
    to.text_unless_empty(", \"period\": \"", f.period);
    if (f.status != status::actual) to.word(", \"status\": \"", to_string(f.status));
    to.text_unless_empty(", \"rule\": \"", f.rule);
    to.close();
}

std::string to_json(const fact& f, std::string_view document) {
    std::string out;
    append_json(out, f, document);
    return out;
}

std::string to_json(const number& n) {
    std::string out;
    object_writer to(out, n.quote.size() + n.unit.size());
    to.put("{");
    to.where(n.span);
    to.text(", \"quote\": \"", n.quote);
    to.value_if_any(", \"numerator\": ", n.numerator);
    to.value_if_any(", \"denominator\": ", n.denominator);
    to.value_if_any(", \"value\": ", n.value);
    to.value_if_any(", \"upper\": ", n.upper);
    to.text_unless_empty(", \"unit\": \"", n.unit);
    to.close();
    return out;
}

} // namespace gongbao
