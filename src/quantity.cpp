#include <gongbao/quantity.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <utility>

#include "han.hpp"
#include "language.hpp"
#include "paragraphs.hpp"
#include "quantity_words.hpp"
#include "stages.hpp"

namespace gongbao {

using detail::beside;
using detail::hint;
using detail::language;
using detail::mark;
using detail::numeral_role;
using detail::numeral_table;
using detail::unit_entry;

std::string_view to_string(quantity_class c) noexcept {
    constexpr std::array<std::string_view, static_cast<std::size_t>(quantity_class::size_)> names{
        "number",   "number_word",   "scaled", "count",     "count_word", "person", "one",     "money",
        "duration", "duration_word", "age",    "measure",   "level",      "index",  "percent", "points",
        "times",    "doubling",      "fold",   "rank_step", "ordinal",    "place",  "first",   "largest",
        "fraction", "proportion",    "band",   "flat",      "date"};
    return names[static_cast<std::size_t>(c)];
}

namespace {

bool is_digit(char32_t c) noexcept {
    return c >= U'0' && c <= U'9';
}

bool is_letter(char32_t c) noexcept {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

/// Marks that a quantity, its per-unit and its qualifiers do not reach across.
bool is_mark(char32_t c) noexcept {
    switch (c) {
    case U',':
    case U';':
    case U':':
    case U'(':
    case U')':
    case U'!':
    case U'?':
    case 0x3001:
    case 0x3002:
    case detail::paragraph_mark:
        return true;
    default:
        return false;
    }
}

// The class of a number in digits, of the same in words, and twice of the word one: by the class it has by
// its unit.
using class_map = std::array<quantity_class, static_cast<std::size_t>(quantity_class::size_)>;
constexpr std::array<class_map, 4> make_classes_in_words() {
    std::array<class_map, 4> made{};
    for (class_map& map : made)
        for (std::size_t k = 0; k < map.size(); ++k) map[k] = static_cast<quantity_class>(k);
    const auto at = [](quantity_class c) { return static_cast<std::size_t>(c); };
    made[1][at(quantity_class::count)] = quantity_class::count_word;
    made[1][at(quantity_class::duration)] = quantity_class::duration_word;
    for (const quantity_class c : {quantity_class::count, quantity_class::person, quantity_class::duration,
                                   quantity_class::measure, quantity_class::money, quantity_class::level,
                                   quantity_class::index, quantity_class::age, quantity_class::number_word})
        made[2][at(c)] = made[3][at(c)] = quantity_class::one;
    return made;
}
constexpr std::array<class_map, 4> classes_in_words = make_classes_in_words();

class builder {
public:
    builder(const view& paragraph, const detail::paragraph_marks& marks, const language& words,
            detail::numeral_span numerals, std::span<const unsigned char> claimed)
        : view_(paragraph), marks_(marks), text_(paragraph.points), words_(words), numerals_(numerals),
          claimed_(claimed) {}

    void run(const time_expression* time, detail::quantity_list& out);

private:
    // Two words: these are given in registers. Where it begins says unit_begin().
    struct unit_match {
        const unit_entry* entry{nullptr};
        std::size_t end{0};
    };

    [[nodiscard]] std::size_t word_at(std::size_t i, const detail::word_list& list) const noexcept {
        return list.length_at(text_, i);
    }
    [[nodiscard]] unit_match unit_at(std::size_t i, bool arabic, bool per = false) const;
    /// Where a unit begins that is looked for at i: the space that sets it apart in print is none of it.
    [[nodiscard]] std::size_t unit_begin(std::size_t i) const noexcept {
        return i + (text_[i] == U' ' ? 1 : 0); // or the 0 behind the last
    }
    [[nodiscard]] std::string original(std::size_t begin, std::size_t end) const;
    /// Of a point of the text, or of the 0 that stands behind its last.
    [[nodiscard]] const numeral_table::entry& entry(std::size_t i) const noexcept {
        return words_.numerals.at(text_[i]);
    }
    [[nodiscard]] bool available(std::size_t k) const {
        const numeral& n = numerals_[k];
        const bool taken = claimed_[k] != 0;
        return (unsigned{taken} | unsigned{detail::may_be_no_number(text_, words_, n)}) == 0 ||
               available_after_all(k);
    }

    [[nodiscard, gnu::noinline]] bool available_after_all(std::size_t k) const;

    /// Number and unit, into a quantity that nothing was written to yet; false when the numeral is nothing that can be
    /// counted on.
    bool measure(std::size_t k, quantity& q) const;
    void add_unit(const numeral& n, const unit_match& u, quantity& q) const;
    void add_tenths(const numeral& n, const unit_match& u, quantity& q) const;
    void add_behind_unit(const numeral& n, quantity& q) const;
    void measure_form(const numeral& n, quantity& q) const;
    bool add_split_unit(const numeral& n, quantity& q) const;
    std::size_t add_denominator(std::size_t i, quantity& q) const;
    std::size_t merge_range(std::size_t k, quantity& q) const;
    void share_unit(std::size_t k, quantity& q) const;
    void add_per(quantity& q, std::size_t not_before, const quantity* before) const;
    void find_per(quantity& q, std::size_t limit, const quantity* before) const;
    [[nodiscard]] bool ends_longer_word(std::size_t end, std::size_t not_before) const;
    void add_qualifiers(quantity& q, std::size_t not_before) const;
    void mark_indefinite(const numeral& n, quantity& q) const;
    std::size_t add_head(std::size_t i, std::size_t numeral_end, std::size_t done,
                         detail::quantity_list& out) const;
    std::size_t add_numeral(std::size_t k, std::size_t done, quantity& q, const quantity* before) const;
    [[nodiscard]] bool is_year_of_name(const numeral& n) const;
    void add_currency(std::size_t done, quantity& q) const;

    const view& view_;
    const detail::paragraph_marks& marks_;
    const std::u32string& text_;
    const language& words_;
    detail::numeral_span numerals_;
    std::span<const unsigned char> claimed_;
    std::size_t next_time_{SIZE_MAX}; // where the next time expression begins
    std::size_t behind_head_{0};      // behind the last mark of a head before the numeral; 0: there is none
};

/// Where a character at one of its ends may belong to a set phrase or to a name.
bool builder::available_after_all(std::size_t k) const {
    const numeral& n = numerals_[k];
    return claimed_[k] == 0 && detail::set_phrase_around(text_, words_, n).length == 0 &&
           !detail::is_part_of_name(text_, words_, n);
}

std::string builder::original(std::size_t begin, std::size_t end) const {
    return view_.wording(begin, end);
}

builder::unit_match builder::unit_at(std::size_t i, bool arabic, bool per) const {
    i = unit_begin(i);
    if (!marks_.at(hint::unit, i)) return {};
    const auto hit = words_.units.longest_at(text_, i);
    if (!hit) return {};
    const unit_entry& unit = words_.unit_entries[hit.id];
    if ((unit.arabic_only && !arabic) || (unit.per_only && !per)) return {};
    if (!per && entry(i).may(beside::other_begins) &&
        words_.unit_not_before.longest_at(text_, i).length > hit.length)
        return {};
    // letters that go on are no unit: m in "mm" is found as mm or not at all
    if (is_letter(text_[i + hit.length - 1]) && i + hit.length < text_.size() &&
        (is_letter(text_[i + hit.length]) || is_digit(text_[i + hit.length])))
        return {};
    return {&unit, i + hit.length};
}

/// "/" or "per" and a further unit; gives the position behind it.
std::size_t builder::add_denominator(std::size_t i, quantity& q) const {
    for (;;) {
        std::size_t k = i;
        if (k < text_.size() && (text_[k] == U'/' || text_[k] == 0x00B7))
            ++k;
        else if (const std::size_t per = word_at(k, words_.per); per != 0 && k > q.number_begin)
            k += per;
        else
            return i;
        std::size_t scale_end = k;
        while (scale_end < text_.size() && words_.numerals.is(text_[scale_end], numeral_role::scale))
            ++scale_end;
        const unit_match u = unit_at(scale_end, true, true);
        if (u.entry == nullptr || text_[scale_end] == U' ') return i;
        q.unit += text_[i] == 0x00B7 ? "\xC2\xB7" : "/";
        q.unit += original(k, u.end);
        if (!q.unit_code.empty()) {
            if (u.entry->code.empty() || scale_end != k || text_[i] == 0x00B7)
                q.unit_code.clear();
            else
                q.unit_code += "/" + u.entry->code;
        }
        i = u.end;
    }
}

void builder::add_unit(const numeral& n, const unit_match& u, quantity& q) const {
    if (u.entry->discount && (n.arabic || n.digits_only) && !n.fractional && !q.upper &&
        decimal{10} < *q.value && *q.value < decimal{100})
        q.value->scale(-1); // two digits are tens and ones already
    q.klass = u.entry->klass;
    q.unit_begin = unit_begin(n.end);
    q.number_end = u.end;
    if (u.entry->as.empty())
        view_.append_wording(q.unit, q.unit_begin, u.end);
    else
        q.unit = u.entry->as;
    if (!u.entry->code.empty()) q.unit_code = u.entry->code;
    if (u.entry->tenths || u.entry->discount) [[unlikely]]
        return add_tenths(n, u, q);
    // nearly always nothing that belongs to the number stands behind the unit
    const numeral_table::entry& behind = entry(u.end);
    if (behind.may(beside::per_begins) || behind.may(beside::half_begins) ||
        behind.role == numeral_role::digit || behind.role == numeral_role::more) [[unlikely]]
        add_behind_unit(n, q);
}

/// Tenths, and a digit behind the unit: two tenths and a half.
void builder::add_tenths(const numeral& n, const unit_match& u, quantity& q) const {
    if ((u.entry->tenths || u.entry->discount) && !(*q.value < decimal{11})) { // 2023 cheng ... is a name
        q.klass = n.scaled   ? quantity_class::scaled
                  : n.arabic ? quantity_class::number
                             : quantity_class::number_word;
        q.unit.clear();
        q.unit_code.clear();
        q.unit_begin = q.number_end = n.end;
        return;
    }
    q.value->scale(1);
    if (q.upper) q.upper->scale(1);
    const std::size_t i = q.number_end;
    if (i < text_.size() && !q.upper) {
        const char32_t c = text_[i];
        const auto e = words_.numerals.at(c);
        const bool one_more =
            i + 1 >= text_.size() ||
            (words_.numerals.at(text_[i + 1]).role == numeral_role::none && !unit_at(i + 1, true).entry);
        int digit = -1;
        if (is_digit(c)) digit = static_cast<int>(c - U'0');
        if (e.role == numeral_role::digit) digit = e.value;
        if (e.role == numeral_role::half) digit = 5;
        if (digit > 0 && one_more) {
            *q.value = *q.value + decimal{digit};
            q.number_end = i + 1;
        } else if (e.role == numeral_role::more && e.value == 0) {
            q.qualifier = gongbao::qualifier::more_than;
            q.number_end = i + 1;
        }
    }
}

/// What may stand behind the unit: a per-unit, "and a half", "and some more".
void builder::add_behind_unit(const numeral& n, quantity& q) const {
    std::size_t i = add_denominator(q.number_end, q);
    // 5.5 yuan "yi tiao": the article and a classifier behind money
    if (i == q.number_end && q.klass == quantity_class::money && entry(i).role == numeral_role::digit) {
        const auto found = std::lower_bound(numerals_.begin(), numerals_.end(), i,
                                            [](const numeral& m, std::size_t at) { return m.begin < at; });
        if (found != numerals_.end() && found->begin == i) {
            const numeral& next = *found;
            if (next.indefinite) {
                const unit_match per = unit_at(next.end, false, true);
                if (per.entry != nullptr && text_[next.end] != U' ') {
                    q.unit += "/" + original(next.end, per.end);
                    q.unit_code.clear();
                    i = per.end;
                }
            }
        }
    }
    q.number_end = i;
    const bool continuous = q.klass != quantity_class::count && q.klass != quantity_class::person;
    // "and a half", "and some more", behind the unit
    if (continuous && i < text_.size()) {
        if (q.klass == quantity_class::duration && !n.fractional && !q.upper) {
            if (const std::size_t half = word_at(i, words_.half_after); half != 0) {
                *q.value = *q.value + decimal::from_digits("5", -1);
                q.number_end = i + half;
                return;
            }
        }
        if (words_.numerals.is(text_[i], numeral_role::more) && words_.numerals.at(text_[i]).value == 0 &&
            (i + 1 >= text_.size() || !words_.numerals.is(text_[i + 1], numeral_role::more))) {
            q.qualifier = gongbao::qualifier::more_than;
            q.number_end = i + 1;
        }
    }
}

bool builder::measure(std::size_t k, quantity& q) const {
    const numeral& n = numerals_[k];
    q.begin = q.number_begin = n.begin;
    q.end = q.number_end = q.unit_begin = n.end;
    q.value = n.value;
    if (n.upper) [[unlikely]]
        q.upper = n.upper;
    q.arabic = n.arabic;
    q.half = n.half;
    if (n.more | n.upwards) [[unlikely]]
        q.qualifier = gongbao::qualifier::more_than;
    if (n.form != numeral_form::plain) [[unlikely]] {
        measure_form(n, q);
        return true;
    }
    if (entry(n.end).may(beside::classifier) && !n.half) [[unlikely]]
        if (add_split_unit(n, q)) return true;
    const unit_match u = unit_at(n.end, n.arabic);
    if (u.entry != nullptr &&
        !(u.entry->discount && *q.value == decimal{10})) { // ten tenths of a price are no discount
        add_unit(n, u, q);
        return true;
    }
    q.klass = n.scaled   ? quantity_class::scaled
              : n.arabic ? quantity_class::number
                         : quantity_class::number_word;
    return !n.half;
}

/// Numerals whose form says what they count.
void builder::measure_form(const numeral& n, quantity& q) const {
    switch (n.form) {
    case numeral_form::ordinal: {
        q.klass = quantity_class::ordinal;
        const std::size_t i = n.end < text_.size() && text_[n.end] == U' ' ? n.end + 1 : n.end;
        if (const auto rank = words_.ordinal_suffixes.longest_at(text_, i)) {
            q.number_end = i + rank.length;
            q.klass = quantity_class::place;
        }
        q.end = q.number_end;
        break;
    }
    case numeral_form::percent:
    case numeral_form::permille:
    case numeral_form::per_myriad:
        q.klass = quantity_class::percent;
        q.unit = n.form == numeral_form::percent    ? "%"
                 : n.form == numeral_form::permille ? "\xE2\x80\xB0"
                                                    : "\xE2\x80\xB1";
        q.unit_code = n.form == numeral_form::percent ? "%" : "";
        break;
    case numeral_form::fraction:
        q.klass = quantity_class::fraction;
        q.denominator = n.denominator;
        break;
    case numeral_form::proportion:
        q.klass = quantity_class::proportion;
        q.denominator = n.denominator;
        break;
    case numeral_form::plain:
        break;
    }
}

/// A classifier, "and a half" or "and some more", and the rest of the unit: two and a half months.
bool builder::add_split_unit(const numeral& n, quantity& q) const {
    // first what is rarer than a classifier: something of it a few characters on
    bool goes_on = false;
    for (std::size_t k = 1; k <= words_.count_for_half.longest; ++k) {
        const numeral_table::entry& e = entry(detail::least(n.end + k, text_.size()));
        goes_on |= e.may(beside::half_begins) | (e.role == numeral_role::more);
    }
    if (!goes_on) return false;
    const std::size_t classifier = word_at(n.end, words_.count_for_half);
    if (classifier == 0) return false;
    const std::size_t behind = n.end + classifier;
    const std::size_t half = behind < text_.size() ? word_at(behind, words_.half_after) : 0;
    const bool more = behind < text_.size() && words_.numerals.is(text_[behind], numeral_role::more);
    if (half == 0 && !more) return false;
    const std::size_t rest = behind + (half != 0 ? half : 1);
    std::u32string joined = text_.substr(n.end, classifier) + text_.substr(rest, 4);
    const auto hit = words_.units.longest_at(joined, 0);
    if (!hit || hit.length <= classifier) return false;
    const unit_entry& unit = words_.unit_entries[hit.id];
    q.klass = unit.klass;
    q.unit_begin = n.end;
    q.number_end = rest + hit.length - classifier;
    q.unit = unit.as.empty() ? to_utf8(std::u32string_view(joined).substr(0, hit.length)) : unit.as;
    q.unit_code = unit.code;
    if (half != 0)
        *q.value = *q.value + decimal::from_digits("5", -1);
    else
        q.qualifier = gongbao::qualifier::more_than;
    return true;
}

/// 3 to 5, 8%-10%: takes the next numeral in when both ends fit. Gives the index of the last numeral used.
std::size_t builder::merge_range(std::size_t k, quantity& q) const {
    const numeral& n = numerals_[k];
    if (n.form != numeral_form::plain && q.klass != quantity_class::percent) return k;
    if (k + 1 >= numerals_.size() || q.upper || n.half) return k;
    const numeral& m = numerals_[k + 1];
    std::size_t sep_at = q.number_end;
    if (sep_at < text_.size() && text_[sep_at] == U' ') ++sep_at;
    const std::size_t sep = sep_at < text_.size() ? word_at(sep_at, words_.range) : 0;
    if (sep == 0) return k;
    std::size_t next = sep_at + sep;
    if (next < text_.size() && text_[next] == U' ') ++next;
    if (m.begin != next || m.upper || m.indefinite || m.form == numeral_form::ordinal || !available(k + 1))
        return k;
    // a number that begins with 0, or three numbers in a row, is a code
    if (n.arabic && n.places > 1 && text_[n.begin] == U'0') return k;
    quantity second;
    if (!measure(k + 1, second) || second.klass == quantity_class::fraction) return k;
    if (second.klass == quantity_class::number && k + 2 < numerals_.size()) {
        const std::size_t again = word_at(second.number_end, words_.range);
        if (again != 0 && numerals_[k + 2].begin == second.number_end + again && available(k + 2)) return k;
    }
    const bool bare = q.unit.empty();
    if (!bare && (second.unit != q.unit || second.klass != q.klass)) return k;
    if (bare && (second.klass == quantity_class::fraction || second.klass == quantity_class::proportion))
        return k;
    if (n.arabic != m.arabic) return k;
    decimal low = *q.value;
    if (bare && !n.scaled && m.scaled && second.value) {
        // 3 to 5 wan: the scale word serves both; found by how far the second was scaled
        int powers = 0;
        for (std::size_t i = m.begin; i < second.unit_begin; ++i)
            if (words_.numerals.is(text_[i], numeral_role::power) ||
                words_.numerals.is(text_[i], numeral_role::scale))
                powers += words_.numerals.at(text_[i]).value;
        decimal scaled = low;
        scaled.scale(powers);
        if (scaled < *second.value) low = scaled;
    } else if (bare && second.klass == quantity_class::percent && m.form == numeral_form::plain &&
               second.unit_begin < text_.size() && second.value && m.value < *second.value) {
        low.scale(1); // three to four tenths
    }
    if (bare && low.is_negative() && !second.value->is_negative() && !is_digit(text_[n.begin])) {
        // below zero 5 to 8 degrees: the word serves both
        second.value->negate();
        std::swap(low, *second.value);
    }
    if (!(low < *second.value)) return k;
    q.upper = second.value;
    q.value = low;
    q.number_end = second.number_end;
    q.unit_begin = second.unit_begin;
    q.klass = second.klass;
    q.unit = second.unit;
    q.unit_code = second.unit_code;
    if (second.qualifier) q.qualifier = second.qualifier;
    return k + 1;
}

/// 0.9, 5.9 percentage points: a bare number takes the unit of the list it stands in.
void builder::share_unit(std::size_t k, quantity& q) const {
    const numeral& n = numerals_[k];
    // "ge" by itself may be the beginning of "ge bai fen dian", which stands behind the last
    const bool classified = q.klass == quantity_class::count &&
                            word_at(q.unit_begin, words_.count_for_half) == q.number_end - q.unit_begin;
    const bool scaled = q.klass == quantity_class::scaled;
    if ((q.klass != quantity_class::number && !classified && !scaled) ||
        detail::begins_paragraph(text_, n.begin) || n.grouped)
        return;
    std::size_t end = q.number_end;
    constexpr std::size_t longest_list = 40;
    for (std::size_t next = k + 1; next < std::min(numerals_.size(), k + longest_list); ++next) {
        const std::size_t sep = end < text_.size() ? word_at(end, words_.list) : 0;
        if (sep == 0 || numerals_[next].begin != end + sep || !numerals_[next].arabic || !available(next))
            return;
        quantity other;
        if (!measure(next, other)) return;
        if (other.klass == (scaled ? quantity_class::scaled : quantity_class::number)) {
            end = other.number_end;
            continue;
        }
        if (scaled && !numerals_[next].scaled) return; // 430 000, 198 projects
        if (classified && other.klass != quantity_class::points) return;
        if (other.klass == quantity_class::points || other.klass == quantity_class::percent ||
            other.klass == quantity_class::measure || other.klass == quantity_class::money ||
            other.klass == quantity_class::count || other.klass == quantity_class::person ||
            other.klass == quantity_class::times) {
            if (numerals_[next].scaled && !scaled) {
                // 12, 15 yi yuan: the scale word serves both, as the unit does
                const numeral& m = numerals_[next];
                int powers = 0;
                for (std::size_t i = m.begin; i < other.unit_begin; ++i)
                    if (words_.numerals.is(text_[i], numeral_role::power) ||
                        words_.numerals.is(text_[i], numeral_role::scale))
                        powers += words_.numerals.at(text_[i]).value;
                q.value->scale(powers);
            }
            q.klass = other.klass;
            q.unit = other.unit;
            q.unit_code = other.unit_code;
            q.shared_unit = true;
        }
        return;
    }
}

/// "mei gong jin" before the number: per kilogram.
void builder::add_per(quantity& q, std::size_t not_before, const quantity* before) const {
    // the words for it are marked with those that stand for a quantity, and both are rare
    if (behind_head_ == 0) [[likely]]
        return;
    switch (q.klass) {
    case quantity_class::count:
    case quantity_class::person:
    case quantity_class::money:
    case quantity_class::measure:
    case quantity_class::duration:
        break;
    default:
        return;
    }
    constexpr std::size_t reach = 18;
    const std::size_t limit = std::max(not_before, q.number_begin > reach ? q.number_begin - reach : 0);
    // the number of the per-unit was read as a quantity: each 1000 pupils
    const bool near =
        before != nullptr && before->number_begin > 0 && before->number_end + reach > q.number_begin;
    const std::size_t longest = words_.per.longest;
    const std::size_t first =
        near ? std::min(limit, before->number_begin > longest ? before->number_begin - longest : 0) : limit;
    if (behind_head_ > first) find_per(q, limit, near ? before : nullptr);
}

/// The same, where a word for "each" may stand; `before` is the quantity right before it.
void builder::find_per(quantity& q, std::size_t limit, const quantity* before) const {
    if (before != nullptr)
        for (const std::u32string& w : words_.per.words)
            if (before->number_begin >= w.size() &&
                text_.compare(before->number_begin - w.size(), w.size(), w) == 0)
                limit = std::min(limit, before->number_begin - w.size());
    for (std::size_t i = q.number_begin; i-- > limit;) {
        if (is_mark(text_[i])) return;
        if (!marks_.at(mark::head, i)) continue;
        const std::size_t per = word_at(i, words_.per);
        if (per == 0) continue;
        std::size_t k = i + per;
        // a number of its own: per ten thousand people
        while (k < q.number_begin &&
               (is_digit(text_[k]) || words_.numerals.is(text_[k], numeral_role::scale) ||
                words_.numerals.is(text_[k], numeral_role::power) ||
                words_.numerals.is(text_[k], numeral_role::digit)))
            ++k;
        const unit_match u = unit_at(k, true, true);
        if (u.entry == nullptr || u.end > q.number_begin || text_[k] == U' ') continue;
        if (u.entry->klass == quantity_class::percent) continue;
        std::string units = "/" + original(i + per, u.end);
        if (!q.unit_code.empty()) {
            if (u.entry->code.empty() || k != i + per)
                q.unit_code.clear();
            else
                q.unit_code += "/" + u.entry->code;
        }
        q.per_begin = i;
        q.per_end = u.end;
        q.has_per = true;
        // per head and year: another one right before it
        for (std::size_t k2 = i; k2-- > limit;) {
            const std::size_t outer = word_at(k2, words_.per);
            if (outer == 0) continue;
            const unit_match v = unit_at(k2 + outer, true, true);
            if (v.entry != nullptr && v.end == i) {
                units.insert(0, "/" + original(k2 + outer, v.end));
                q.per_begin = k2;
                q.unit_code.clear();
            }
            break;
        }
        q.unit += units;
        return;
    }
}

/// A qualifier of one character ends there, and is the end of a longer verb or noun that begins at `not_before` or behind
/// it: to sign, a deficit. Not where another word ends before it: income over 3 billion.
bool builder::ends_longer_word(std::size_t end, std::size_t not_before) const {
    const auto& words = words_.phrase_cues;
    const auto word = words.reversed.longest_before(text_, end);
    const auto adverb = detail::bit(detail::cue::adverb);
    return word.length > 1 && end - word.length >= not_before && (words.sets[word.id] & adverb) == 0 &&
           words.reversed.longest_before(text_, end - 1).length < 2;
}

void builder::add_qualifiers(quantity& q, std::size_t not_before) const {
    std::size_t at = q.begin;
    for (int i = 0; i < 2; ++i) {
        std::size_t end = at;
        if (end > not_before && text_[end - 1] == U' ') --end;
        if (end == 0 || (marks_.hints_at(end - 1) & hint_bit(hint::basis_end)) == 0) break;
        const auto hit = words_.qualifiers_before.longest_before(text_, end);
        if (!hit || end - hit.length < not_before) break;
        if (hit.length == 1 && ends_longer_word(end, not_before)) break;
        q.qualifier = words_.qualifier_entries[hit.id].value;
        at = end - hit.length;
    }
    q.begin = at;
    q.end = q.number_end;
    if (!entry(q.number_end).may(beside::qualifier_begins)) return;
    const auto hit = words_.qualifiers_after.longest_at(text_, q.number_end);
    if (hit &&
        q.number_end + hit.length <= next_time_) { // "more than 20, last year": the words belong to the date
        q.qualifier = words_.qualifier_entries[hit.id].value;
        q.end = q.number_end + hit.length;
    }
}

/// The class of a number in words, and of "one".
void builder::mark_indefinite(const numeral& n, quantity& q) const {
    const unsigned word = unsigned{!n.arabic} & unsigned{!n.scaled};
    const unsigned one = unsigned{n.indefinite} & unsigned{!q.qualifier} & unsigned{!q.half};
    q.klass = classes_in_words[word + 2 * one][static_cast<std::size_t>(q.klass)];
}

void builder::run(const time_expression* time, detail::quantity_list& out) {
    // what stands first at or behind i: a time, a numeral, or a word that stands for a quantity
    constexpr std::size_t never = SIZE_MAX;
    const std::size_t first = out.size();
    next_time_ = time->begin;
    const numeral* n = numerals_.data();
    const std::size_t* next_head = marks_.points_of(mark::head);
    std::size_t done = 0; // everything before this point is taken
    for (std::size_t i = 0;;) {
        while (next_time_ < i) next_time_ = (++time)->begin;
        while (n->begin < i) ++n;
        while (*next_head < i) behind_head_ = *next_head++ + 1;
        i = detail::least(next_time_, detail::least(n->begin, *next_head));
        if (i == next_time_) {
            if (i == never) return;
            quantity& q = out.add();
            q.klass = quantity_class::date;
            q.begin = q.number_begin = i;
            i = done = q.end = q.number_end = time->end;
            next_time_ = (++time)->begin;
            // it holds one or two numerals
            n += n->begin < i ? 1 : 0;
            n += n->begin < i ? 1 : 0;
            continue;
        }
        if (i == *next_head) [[unlikely]] {
            const bool numeral_here = i == n->begin;
            const std::size_t end = add_head(i, numeral_here ? n->end : i, done, out);
            if (end > i) {
                i = done = end;
                continue;
            }
            if (!numeral_here) {
                ++i;
                continue;
            }
        }
        const auto k = static_cast<std::size_t>(n - numerals_.data());
        ++n;
        if (!available(k)) {
            i = numerals_[k].end;
            continue;
        }
        quantity& q = out.add();
        const std::size_t end = add_numeral(k, done, q, out.size() - first > 1 ? &q - 1 : nullptr);
        if (q.number_end == 0) { // it is none
            out.drop_last();
            i = end;
        } else {
            i = done = std::max(end, i + 1);
        }
    }
}

/// A word that stands for a quantity, if one is at i and longer than the numeral there, which ends at numeral_end;
/// gives the position behind it, or i.
std::size_t builder::add_head(std::size_t i, std::size_t numeral_end, std::size_t done,
                              detail::quantity_list& out) const {
    const auto hit = words_.heads.longest_at(text_, i);
    if (!hit || hit.length <= numeral_end - i || words_.idioms.longest_at(text_, i)) return i;
    const detail::head_entry& head = words_.head_entries[hit.id];
    quantity& q = out.add();
    q.klass = head.klass;
    q.value = head.value;
    q.unit = head.unit;
    q.qualifier = head.qualifier;
    q.begin = q.number_begin = q.unit_begin = i;
    q.end = q.number_end = i + hit.length;
    const std::optional<gongbao::qualifier> own = q.qualifier;
    if (q.klass == quantity_class::doubling || q.klass == quantity_class::percent) add_qualifiers(q, done);
    if (own && !q.qualifier) q.qualifier = own;
    return i + hit.length;
}

/// Four digits that are a year of these times, right before a word.
bool builder::is_year_of_name(const numeral& n) const {
    constexpr std::size_t digits = 4;
    constexpr int first = 1949;
    constexpr int last = 2049;
    constexpr int round = 2000; // more often a number
    if (!n.arabic || n.end - n.begin != digits || n.end >= text_.size() || !detail::is_han(text_[n.end]) ||
        text_[n.end] == words_.attributive)
        return false;
    const auto year = n.value.to_int();
    return year && *year >= first && *year <= last && *year != round;
}

/// The quantity of a numeral, and the position behind it; q.number_end stays 0 where the numeral states none.
std::size_t builder::add_numeral(std::size_t k, std::size_t done, quantity& q, const quantity* before) const {
    const numeral& n = numerals_[k];
    const std::size_t i = n.begin;
    const auto none = [&q](std::size_t end) {
        q.number_end = 0;
        return end;
    };
    // a satellite 02, the festival of 2025: numbers in names
    if (text_[i] == U'0' && i + 1 < n.end && is_digit(text_[i + 1])) return none(n.end);
    if (!measure(k, q)) return none(n.end);
    if (q.klass == quantity_class::number && is_year_of_name(n)) {
        q.klass = quantity_class::ordinal;
        return n.end;
    }
    if (q.klass == quantity_class::number && n.begin > 0 &&
        (text_[n.begin - 1] == 0x3014 || // the year of a document
         words_.names_before.longest_before(text_, n.begin)))
        return none(n.end);
    std::size_t last = k;
    if (entry(q.number_end).may(beside::range_begins)) [[unlikely]]
        last = merge_range(k, q);
    if (last == k &&
        (q.klass == quantity_class::number || q.klass == quantity_class::count ||
         q.klass == quantity_class::scaled) &&
        entry(q.number_end).may(beside::list_begins)) [[unlikely]]
        share_unit(k, q);
    // the minus sign, where it is no dash between two numbers
    if (i > 0 && text_[i - 1] == U'-' && n.arabic && i - 1 >= done &&
        (i == 1 || !(is_letter(text_[i - 2]) || is_digit(text_[i - 2]) || text_[i - 2] == U'-')) &&
        (before == nullptr || before->number_end != i - 1)) {
        q.value->negate();
        q.begin = q.number_begin = i - 1;
    }
    if (q.begin > 0 && entry(q.begin - 1).may(beside::currency_ends) &&
        (q.klass == quantity_class::money || q.klass == quantity_class::scaled)) [[unlikely]]
        add_currency(done, q);
    add_qualifiers(q, done);
    add_per(q, done, before);
    if (q.has_per & (q.per_begin < q.begin)) [[unlikely]] {
        bool direct = true; // nothing but the per-unit before the number
        const unit_match u = unit_at(q.per_begin + word_at(q.per_begin, words_.per), true, true);
        direct = u.entry != nullptr && u.end == q.begin;
        if (direct) {
            quantity outer = q;
            outer.begin = q.per_begin;
            add_qualifiers(outer, done);
            q.begin = outer.begin;
            q.qualifier = outer.qualifier;
        }
    }
    mark_indefinite(n, q);
    // "ten thousand tons" without a number is a manner of speaking
    if (n.bare && !q.qualifier) return none(q.number_end);
    if (q.half && q.klass != quantity_class::duration && q.klass != quantity_class::duration_word &&
        q.klass != quantity_class::percent)
        return none(n.end);
    return q.number_end;
}

/// The name of a currency before the number.
void builder::add_currency(std::size_t done, quantity& q) const {
    for (std::size_t m = 0; m < words_.money_before.size(); ++m) {
        const std::u32string& name = words_.money_before[m];
        if (q.begin >= name.size() + done && text_[q.begin - 1] == name.back() &&
            text_.compare(q.begin - name.size(), name.size(), name) == 0) {
            if (!words_.money_before_unit[m].empty() && q.klass == quantity_class::money) {
                q.unit = original(q.begin - name.size(), q.begin) + q.unit;
                q.unit_code = words_.money_before_unit[m];
            }
            q.begin -= name.size();
            return;
        }
    }
}

} // namespace

namespace detail {

void note_beside_numbers(language& words) {
    numeral_table& table = words.numerals;
    table.note_beside_numbers();
    const auto note = [&table](const lexicon& list, beside what) {
        list.each_beginning([](std::uint32_t) { return true; },
                            [&](char32_t first, char32_t, bool) { table.note_beside(first, what); });
    };
    note(words.names_after, beside::name_begins);
    table.note_beside(U'+', beside::name_begins); // 2+26
    table.note_beside(U'+', beside::name_ends);
    note(words.range.lookup, beside::range_begins);
    table.note_beside(U' ', beside::range_begins); // set apart in print
    note(words.list.lookup, beside::list_begins);
    note(words.per.lookup, beside::per_begins);
    table.note_beside(U'/', beside::per_begins);
    table.note_beside(0x00B7, beside::per_begins);
    note(words.half_after.lookup, beside::half_begins);
    note(words.count_for_half.lookup, beside::classifier);
    note(words.qualifiers_after, beside::qualifier_begins);
    note(words.unit_not_before, beside::other_begins);
    for (const std::u32string& name : words.money_before)
        table.note_beside(name.back(), beside::currency_ends);
}

phrase_place phrase_at_places(std::u32string_view text, const language& words, const numeral& n,
                              unsigned places) {
    constexpr std::size_t last_place = numeral_table::last_phrase_place;
    const auto phrase_at = [&](std::size_t s) -> phrase_place {
        const auto hit = words.idioms.longest_at(text, s);
        if (hit && s + hit.length > n.begin && (s < n.begin || s + hit.length > n.begin + 1)) {
            // a phrase inside a longer number is none: twenty-four, not Sichuan
            if (s + hit.length >= n.end || s < n.begin) return {s, hit.length};
        }
        return {};
    };
    // the phrase that begins first
    if ((places >> last_place) != 0) {
        for (std::size_t k = std::min(n.begin, words.longest_idiom); k >= last_place; --k)
            if (const phrase_place found = phrase_at(n.begin - k); found.length != 0) return found;
        places &= (1U << last_place) - 1;
    }
    while (places != 0) {
        const auto k = static_cast<std::size_t>(std::bit_width(places)) - 1;
        if (k <= n.begin)
            if (const phrase_place found = phrase_at(n.begin - k); found.length != 0) return found;
        places &= ~(1U << k);
    }
    return {};
}

bool name_stands_beside(std::u32string_view text, const language& words, const numeral& n) {
    if (n.form == numeral_form::ordinal) return false;
    // a unit that is longer than the name is one: 36 GB, not 5G
    if (const auto name = words.names_after.longest_at(text, n.end);
        name && words.units.longest_at(text, n.end).length <= name.length)
        return true;
    if (n.arabic && n.end < text.size() && text[n.end] == U'+') return true; // 2+26
    return n.arabic && n.begin > 0 && text[n.begin - 1] == U'+';
}

} // namespace detail

void detail::find_quantities(const view& paragraph, const paragraph_marks& marks, const language& words,
                             numeral_span numerals, const time_expression* times,
                             std::span<const unsigned char> claimed, quantity_list& out) {
    builder(paragraph, marks, words, numerals, claimed).run(times, out);
}

void find_quantities(const view& paragraph, const detail::language& words,
                     const std::vector<numeral>& numerals, const std::vector<time_expression>& times,
                     const std::vector<bool>& claimed, std::vector<quantity>& out) {
    detail::paragraph_marks marks;
    marks.make(paragraph.points, words.marks);
    marks.list_points();
    std::vector<numeral> ended = numerals;
    ended.emplace_back().begin = SIZE_MAX;
    const std::vector<unsigned char> taken(claimed.begin(), claimed.end());
    std::vector<time_expression> all_times = times;
    all_times.emplace_back().begin = SIZE_MAX;
    detail::quantity_list found;
    detail::find_quantities(paragraph, marks, words, {ended.data(), numerals.size()}, all_times.data(), taken,
                            found);
    // the values of dates are left over: see renew()
    for (std::size_t k = 0; k < found.size(); ++k)
        if (found.data()[k].klass == quantity_class::date) found.data()[k].value.reset();
    out.insert(out.end(), std::move_iterator(found.data()), std::move_iterator(found.data() + found.size()));
}

} // namespace gongbao
