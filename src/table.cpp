#include <gongbao/table.hpp>

#include <algorithm>
#include <array>
#include <variant>

#include <unicode/uchar.h>

#include "utf8.hpp"

namespace gongbao {
namespace {

constexpr std::size_t columns = 8;
constexpr std::size_t value_column = 1; // numbers stand under each other's last digit
constexpr std::array<std::string_view, columns> heading{"kind",      "value", "unit",   "how",
                                                        "indicator", "scope", "period", "quote"};
using row = std::array<std::string, columns>;

std::size_t width_of(char32_t point) noexcept {
    const auto c = static_cast<UChar32>(point);
    if (c >= 0x20 && c < 0x7F) return 1;
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
        return c == 0xAD ? 1 : 0; // the soft hyphen is a format character that terminals show
    default:
        break;
    }
    if (c >= 0x1160 && c <= 0x11FF)
        return 0; // vowels and finals of conjoining Hangul stand in the initial's cell
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return 0;
    const auto width = static_cast<UEastAsianWidth>(u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH));
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/// Text for a cell: no controls, and every byte UTF-8.
std::string cleaned(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = detail::next_point(text, at);
        if (c == '\t')
            out += ' ';
        else if (u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR || c == 0x2028 || c == 0x2029)
            continue;
        else if (c == 0xFFFD)
            out += detail::utf8_replacement;
        else
            out.append(text, begin, at - begin);
    }
    return out;
}

std::string value_cell(const fact& f) {
    if (const auto* r = std::get_if<ratio>(&f.record))
        return r->numerator.to_string() + "/" + r->denominator.to_string();
    if (!f.value) {
        const auto* r = std::get_if<ranking>(&f.record);
        return r != nullptr ? cleaned(r->band) : std::string{};
    }
    std::string text = f.value->to_string();
    if (f.upper) text += ".." + f.upper->to_string();
    return text;
}

std::string how_cell(const fact& f) {
    std::string text;
    const auto add = [&text](std::string_view word) {
        if (!text.empty()) text += ' ';
        text += word;
    };
    if (f.qualifier) add(to_string(*f.qualifier));
    if (const auto* c = std::get_if<change>(&f.record)) {
        add(to_string(c->direction));
        if (c->basis) add(to_string(*c->basis));
    }
    if (const auto* r = std::get_if<ranking>(&f.record)) {
        if (r->top) add("top");
        if (r->from_bottom) add("from_bottom");
    }
    if (f.status != status::actual) add(to_string(f.status));
    return text;
}

row to_row(const fact& f) {
    return {std::string(to_string(f.kind())),
            value_cell(f),
            cleaned(f.unit),
            how_cell(f),
            cleaned(f.indicator),
            cleaned(f.scope),
            cleaned(f.period),
            cleaned(f.quote)};
}

void append_row(std::string& out, const row& cells, const std::array<std::size_t, columns>& widths) {
    for (std::size_t i = 0; i < columns; ++i) {
        const std::size_t padding = widths[i] - display_width(cells[i]);
        if (i != 0) out += "  ";
        if (i == value_column) out.append(padding, ' ');
        out += cells[i];
        if (i != value_column) out.append(padding, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
}

} // namespace

std::size_t display_width(std::string_view utf8) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < utf8.size();) width += width_of(detail::next_point(utf8, at));
    return width;
}

std::string to_table(const std::vector<fact>& facts) {
    std::vector<row> rows(1);
    std::copy(heading.begin(), heading.end(), rows.front().begin());
    for (const fact& f : facts) rows.push_back(to_row(f));

    std::array<std::size_t, columns> widths{};
    for (const row& cells : rows)
        for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], display_width(cells[i]));

    std::string out;
    for (const row& cells : rows) append_row(out, cells, widths);
    return out;
}

} // namespace gongbao
