#include <gongbao/json.hpp>

#include <array>
#include <charconv>
#include <variant>

#include "utf8.hpp"

namespace gongbao {
namespace {

void append_escape(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    const auto code = static_cast<unsigned char>(c);
    out += "\\u00";
    out += hex[code >> 4U];
    out += hex[code & 0xFU];
}

void append_number(std::string& out, std::size_t n) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), n).ptr;
    out.append(digits.data(), end);
}

/// The members of one object, separated.
class object_writer {
public:
    explicit object_writer(std::string& out) : out_(out) { out_ += '{'; }

    void close() { out_ += '}'; }

    /// A name of ours: needs no escapes.
    void key(std::string_view name) {
        if (!first_) out_ += ", ";
        first_ = false;
        out_ += '"';
        out_ += name;
        out_ += "\": ";
    }

    void where(const span& s) {
        key("span");
        out_ += '[';
        append_number(out_, s.begin);
        out_ += ", ";
        append_number(out_, s.end);
        out_ += ']';
    }

    void text(std::string_view name, std::string_view value) {
        key(name);
        append_json_string(out_, value);
    }

    void text_unless_empty(std::string_view name, std::string_view value) {
        if (!value.empty()) text(name, value);
    }

    void value(std::string_view name, const decimal& d) {
        key(name);
        d.append_to(out_);
    }

    void value_if_any(std::string_view name, const std::optional<decimal>& d) {
        if (d) value(name, *d);
    }

    void yes_if(std::string_view name, bool b) {
        if (!b) return;
        key(name);
        out_ += "true";
    }

private:
    std::string& out_;
    bool first_{true};
};

/// What stands between kind and indicator in an object, for the kinds that have fields of their own.
struct record_writer {
    object_writer& to;

    void operator()(const count&) const {}
    void operator()(const amount&) const {}
    void operator()(const percentage& p) const { to.text_unless_empty("of", p.of); }
    void operator()(const change& c) const {
        to.text("direction", to_string(c.direction));
        if (c.basis) to.text("basis", to_string(*c.basis));
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
    out += '"';
    std::size_t copied = 0; // all before it is in `out`; runs without escapes are copied whole
    std::size_t at = 0;
    const auto copy = [&] { out.append(utf8, copied, at - copied); };
    while (at < utf8.size()) {
        const char c = utf8[at];
        const auto code = static_cast<unsigned char>(c);
        // three bytes that are surely a character, which nearly all of a report are
        if (code >= 0xE1 && code <= 0xEC && at + 2 < utf8.size() &&
            (static_cast<unsigned char>(utf8[at + 1]) & 0xC0U) == 0x80U &&
            (static_cast<unsigned char>(utf8[at + 2]) & 0xC0U) == 0x80U) {
            at += 3;
            continue;
        }
        if (code >= 0x20 && code < 0x7F && c != '"' && c != '\\') {
            ++at;
            continue;
        }
        if (code < 0x20 || code == 0x7F || c == '"' || c == '\\') {
            copy();
            append_escape(out, c);
            copied = ++at;
        } else if (const std::size_t length = detail::sequence_length(utf8, at); length != 0) {
            at += length;
        } else {
            copy();
            out += detail::utf8_replacement;
            copied = ++at;
        }
    }
    copy();
    out += '"';
}

void append_json(std::string& out, const fact& f, std::string_view document) {
    object_writer to(out);
    to.text_unless_empty("document", document.empty() ? std::string_view(f.document) : document);
    to.where(f.span);
    to.text("quote", f.quote);
    to.text("kind", to_string(f.kind()));
    if (const auto* r = std::get_if<ratio>(&f.record)) {
        to.value("numerator", r->numerator);
        to.value("denominator", r->denominator);
    } else {
        to.value_if_any("value", f.value);
    }
    to.value_if_any("upper", f.upper);
    if (f.qualifier) to.text("qualifier", to_string(*f.qualifier));
    to.text_unless_empty("unit", f.unit);
    to.text_unless_empty("unit_code", f.unit_code);
    std::visit(record_writer{to}, f.record);
    to.text_unless_empty("indicator", f.indicator);
    to.text_unless_empty("action", f.action);
    to.text_unless_empty("scope", f.scope);
    to.text_unless_empty("period", f.period);
    if (f.status != status::actual) to.text("status", to_string(f.status));
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
