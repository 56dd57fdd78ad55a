#include <gongbao/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <variant>

#include "digits.hpp"
#include "fact_names.hpp"
#include "plain_text.hpp"
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

/// Writes the inside of a JSON string, a character at a time. `to` has room for longest_escape bytes a byte of the text.
[[gnu::noinline]] char* write_escaped(char* to, std::string_view utf8) noexcept {
    for (std::size_t at = 0; at < utf8.size();) {
        const char c = utf8[at];
        const std::size_t length = detail::sequence_length(utf8, at);
        if (length == 0) {
            to = std::copy(detail::utf8_replacement.begin(), detail::utf8_replacement.end(), to);
            ++at;
        } else if (length > 1) {
            to = std::copy_n(utf8.data() + at, length, to);
            at += length;
        } else {
            if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '"' && c != '\\')
                *to++ = c;
            else
                to = write_escape(to, c);
            ++at;
        }
    }
    return to;
}

/// Writes the inside of a JSON string. `to` has room for longest_escape bytes a byte of the text, and a block more. What
/// is plain, as nearly all texts of facts are, is there once it is copied.
char* write_text(char* to, std::string_view utf8, const detail::no_text& none) noexcept {
    if (detail::copy_plain(to, utf8.data(), utf8.size(), none)) [[likely]]
        return to + utf8.size();
    return write_escaped(to, utf8);
}

/// A name with all that stands between two values, or a word of ours with its name too: `, "kind": "count"`. Copied with
/// what is behind it, so that the length need not be asked.
struct phrase {
    std::array<char, 31> text{};
    unsigned char size{0};

    constexpr phrase() = default;
    explicit constexpr phrase(std::string_view all) { add(all); }
    constexpr void add(std::string_view more) {
        for (const char c : more) text[size++] = c;
    }
};

/// The phrases of an enumeration; the last one is of a value that it does not have.
template <std::size_t Size>
constexpr std::array<phrase, Size + 1> phrases(std::string_view before,
                                               const std::array<std::string_view, Size>& names) {
    std::array<phrase, Size + 1> all{};
    for (std::size_t i = 0; i <= Size; ++i) {
        all[i].add(before);
        if (i < Size) all[i].add(names[i]);
        all[i].add("\"");
    }
    return all;
}

constexpr auto kinds = phrases("\", \"kind\": \"", detail::kind_names);
constexpr auto qualifiers = phrases(", \"qualifier\": \"", detail::qualifier_names);
constexpr auto directions = phrases(", \"direction\": \"", detail::direction_names);
constexpr auto bases = phrases(", \"basis\": \"", detail::basis_names);
constexpr auto statuses = phrases(", \"status\": \"", detail::status_names);

/// Writes one object, in a buffer that nearly every object fits in.
class object_writer {
public:
    /// The object is appended to `out` by close().
    explicit object_writer(std::string& out) : out_(out) {}
    object_writer(const object_writer&) = delete;
    object_writer& operator=(const object_writer&) = delete;
    ~object_writer() = default;

    void put(const phrase& p) {
        std::memcpy(to_, p.text.data(), p.text.size());
        to_ += p.size;
    }

    /// The inside of a string, behind a name.
    [[gnu::noinline]] void inside(std::string_view value) {
        if (value.size() <= texts_left_) {
            texts_left_ -= value.size();
            to_ = write_text(to_, value, none_);
        } else {
            long_text(value);
        }
    }

    /// A string with its name, unless it is empty.
    [[gnu::noinline]] void text(const phrase& name, std::string_view value) {
        if (value.empty()) return;
        put(name);
        inside(value);
        *to_++ = '"';
    }

    template <class Enum, std::size_t Size>
    void word(const std::array<phrase, Size>& of, Enum value) {
        put(of[std::min(static_cast<std::size_t>(value), Size - 1)]);
    }

    void value(const phrase& name, const decimal& d) {
        put(name);
        if (char* const end = d.write_to(to_, to_ + longest_usual_number)) {
            to_ = end;
            return;
        }
        flush();
        d.append_to(out_);
    }

    void value_if_any(const phrase& name, const std::optional<decimal>& d) {
        if (d) value(name, *d);
    }

    /// Span and quote, without the quote that closes it.
    void place(const span& s, std::string_view quote) {
        static constexpr phrase begin("\"span\": [");
        static constexpr phrase comma(", ");
        static constexpr phrase quoted("], \"quote\": \"");
        put(begin);
        number(s.begin);
        put(comma);
        number(s.end);
        put(quoted);
        inside(quote);
    }

    void close() {
        *to_++ = '}';
        flush();
    }

private:
    static constexpr std::size_t longest_usual_number = 48;
    // all names, words of ours and usual numbers, twice over
    static constexpr std::size_t room_without_texts = 1024;
    static constexpr std::size_t most_text = 512; // of all texts together

    void number(std::size_t n) {
        if (n < detail::least_of_nine_digits) {
            const detail::digit_bytes digits = detail::digits_of(n, 1);
            detail::write_bytes(to_, digits.bytes);
            to_ += digits.count;
        } else {
            to_ = std::to_chars(to_, to_ + longest_usual_number, n).ptr;
        }
    }

    /// The same for a text that does not fit.
    [[gnu::noinline]] void long_text(std::string_view value);

    void flush() {
        out_.append(buffer_.data(), to_);
        to_ = buffer_.data();
    }

    std::string& out_;
    std::array<char, room_without_texts + longest_escape * most_text>
        buffer_; // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    detail::no_text none_{};
    char* to_{buffer_.data()};
    std::size_t texts_left_{most_text};
};

/// Writes the inside of a JSON string of any length.
void append_text(std::string& out, std::string_view utf8) {
    constexpr std::size_t most = 256;               // bytes written in one go
    std::array<char, longest_escape * most> buffer; // NOLINT: written before it is read
    while (!utf8.empty()) {
        std::size_t length = std::min(most, utf8.size());
        // no character is cut in two; in bytes that are none it does not matter where
        for (int back = 0;
             length < utf8.size() && back < 3 && (static_cast<unsigned char>(utf8[length]) & 0xC0U) == 0x80U;
             ++back)
            --length;
        out.append(buffer.data(), write_escaped(buffer.data(), utf8.substr(0, length)));
        utf8.remove_prefix(length);
    }
}

void object_writer::long_text(std::string_view value) {
    flush();
    append_text(out_, value);
}

constexpr phrase document_name("{\"document\": \"");
constexpr phrase value_name(", \"value\": ");
constexpr phrase upper_name(", \"upper\": ");
constexpr phrase numerator_name(", \"numerator\": ");
constexpr phrase denominator_name(", \"denominator\": ");
constexpr phrase unit_name(", \"unit\": \"");
constexpr phrase unit_code_name(", \"unit_code\": \"");
constexpr phrase against_name(", \"against\": \"");
constexpr phrase of_name(", \"of\": \"");
constexpr phrase among_name(", \"among\": \"");
constexpr phrase band_name(", \"band\": \"");
constexpr phrase top(", \"top\": true");
constexpr phrase from_bottom(", \"from_bottom\": true");
constexpr phrase indicator_name(", \"indicator\": \"");
constexpr phrase action_name(", \"action\": \"");
constexpr phrase scope_name(", \"scope\": \"");
constexpr phrase period_name(", \"period\": \"");
constexpr phrase rule_name(", \"rule\": \"");
constexpr phrase next_field(", ");
constexpr phrase open_object("{");
constexpr phrase quotation("\"");

} // namespace

void append_json_string(std::string& out, std::string_view utf8) {
    out += '"';
    append_text(out, utf8);
    out += '"';
}

void append_json(std::string& out, const fact& f, std::string_view document) {
    if (document.empty()) document = f.document;
    object_writer to(out);
    if (document.empty()) {
        to.put(open_object);
    } else {
        to.text(document_name, document);
        to.put(next_field);
    }
    to.place(f.span, f.quote);
    to.word(kinds, f.kind());
    const auto* const parts = std::get_if<ratio>(&f.record);
    if (parts == nullptr) {
        to.value_if_any(value_name, f.value);
    } else {
        to.value(numerator_name, parts->numerator);
        to.value(denominator_name, parts->denominator);
    }
    to.value_if_any(upper_name, f.upper);
    if (f.qualifier) to.word(qualifiers, *f.qualifier);
    to.text(unit_name, f.unit);
    to.text(unit_code_name, f.unit_code);
    if (const auto* c = std::get_if<change>(&f.record)) {
        to.word(directions, c->direction);
        if (c->basis) to.word(bases, *c->basis);
        to.text(against_name, c->against);
    } else if (const auto* p = std::get_if<percentage>(&f.record)) {
        to.text(of_name, p->of);
    } else if (const auto* r = std::get_if<ranking>(&f.record)) {
        to.text(among_name, r->among);
        if (r->top) to.put(top);
        if (r->from_bottom) to.put(from_bottom);
        to.text(band_name, r->band);
    } else if (parts != nullptr) {
        to.text(of_name, parts->of);
    }
    to.text(indicator_name, f.indicator);
    to.text(action_name, f.action);
    to.text(scope_name, f.scope);
    to.text(period_name, f.period);
    if (f.status != status::actual) to.word(statuses, f.status);
    to.text(rule_name, f.rule);
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
    to.put(open_object);
    to.place(n.span, n.quote);
    to.put(quotation);
    to.value_if_any(numerator_name, n.numerator);
    to.value_if_any(denominator_name, n.denominator);
    to.value_if_any(value_name, n.value);
    to.value_if_any(upper_name, n.upper);
    to.text(unit_name, n.unit);
    to.close();
    return out;
}

} // namespace gongbao
