#include "context_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace gongbao::detail {

using namespace std::string_view_literals;

namespace {

/// The year, month or day behind one in EDTF; empty when it is none.
std::string following(const std::string& edtf) {
    constexpr std::size_t year_length = 4;
    constexpr std::size_t month_length = 7;
    if (edtf.size() < year_length || edtf[0] == '.') return {};
    // completed to a day, so that one reader serves all three
    const std::string day = edtf.size() == year_length    ? edtf + "-12-31"
                            : edtf.size() == month_length ? edtf + "-01"
                                                          : edtf;
    std::optional<date> d = date::parse(day);
    if (!d) return {};
    if (edtf.size() == month_length) d->day = days_in(d->year, d->month);
    const std::string next = add_days(*d, 1).to_string();
    return next.substr(0, edtf.size());
}

/// A period without its years: what is compared with the same part of another year has the same.
std::string part_of_year(const std::string& period) {
    constexpr std::size_t year_length = 4;
    std::string part;
    for (std::size_t i = 0; i < period.size(); i += year_length) {
        const std::size_t end = std::min(period.find('/', i), period.size());
        if (end > i + year_length) part.append(period, i + year_length, end - i - year_length);
        part += '/';
        i = end + 1 - year_length;
    }
    return part;
}

} // namespace

/// What is known of every time: whether something is compared with it, and the year named last.
void context_reader::note_times() {
    times_noted_.clear();
    int named_year = document_.named_year; // for the paragraphs behind
    time_notes notes;
    for (std::size_t i = 0; i < times_.size(); ++i) {
        const time_expression& t = times_[i];
        if (t.begin >= paragraphs_[notes.paragraph].end || i == 0) {
            std::size_t paragraph = notes.paragraph;
            while (t.begin >= paragraphs_[paragraph].end) ++paragraph;
            notes = {};
            notes.paragraph = paragraph;
            notes.earlier_year = named_year;
        }
        notes.at = t.begin;
        notes.reference = find_reference(i);
        notes.passed_by = notes.reference || is_passed_by(i);
        // nearly always a mark stands there
        notes.announced = t.begin > 0 && is_han(text_[t.begin - 1]) &&
                          look_back(words_.status_cues, t.begin)
                              .is(bit(cue::future) | bit(cue::target) | bit(cue::estimate));
        constexpr auto none = time_point::year_form::none;
        const bool in_last = t.range && t.last.form != none;
        if ((in_last || t.first.form != none) && !notes.reference) {
            const std::optional<int> first = year_named_by(t.first);
            const std::optional<int> last = in_last ? year_named_by(t.last) : first;
            if (last && *last != 0) {
                notes.year = *last;
                notes.year_by = i;
            }
            // a range names its last year for the next paragraph, also where that is the last of several
            if (in_last && t.last.form == time_point::year_form::absolute &&
                (!first || t.first.form == time_point::year_form::absolute))
                named_year = t.last.year;
            else if (first)
                named_year = *first;
        }
        times_noted_.push_back(notes);
    }
    times_noted_.insert(times_noted_.end(), beyond_all, time_notes{});
    document_.named_year = named_year;
}

/// A time that is no fact's own, whatever the fact: but for those that something is compared with.
bool context_reader::is_passed_by(std::size_t time) const {
    const time_expression& t = times_[time];
    const time_point& first = t.first;
    const bool only_clock = t.clock & (first.form == time_point::year_form::none) & (first.month == 0) &
                            (first.day == 0) & !first.relative_day & !t.now;
    const char32_t before = t.begin > 0 ? text_[t.begin - 1] : 0;
    // "the most in recent years" is no new time; "in recent years," at the start of a clause is
    const bool inside = t.vague & is_han(before);
    // up to today (21 December): the bracket explains the time before it
    const bool explains =
        (before == U'(') & (time > 0) && times_[time - 1].open_start && t.begin == times_[time - 1].end + 1;
    return only_clock | inside | explains | is_captured(t.begin);
}

/// The one year that a point names by itself.
std::optional<int> context_reader::year_named_by(const time_point& p) const {
    if (p.form == time_point::year_form::absolute && p.last_year == 0) return p.year;
    if (p.form == time_point::year_form::relative && document_.published)
        return document_.published->year + p.year;
    return std::nullopt;
}

/// The word for since is the last of the time.
bool context_reader::ends_with_since(const time_expression& t) const {
    for (std::size_t length = 1; length < t.end - t.begin; ++length) {
        const auto hit = words_.times.longest_at(text_, t.end - length);
        if (hit && hit.length == length && words_.time_entries[hit.id].role == time_role::since) return true;
    }
    return false;
}

/// Inside a phrase: the trend since last October, a level after a fall of last year, more than in all of last year.
bool context_reader::is_of_the_past(const time_expression& t) const {
    if (t.end >= text_.size() || t.begin == 0 || !is_han(text_[t.begin - 1])) return false;
    if (t.open_end && text_[t.end] == words_.attributive) return true;
    if (words_.qualifiers_before.longest_before(text_, t.begin)) return true;
    return !t.open_end && !t.range && word_before(t.begin).is(bit(cue::from)) &&
           text_[t.end] != words_.attributive && !is_number(t.end);
}

/// A time that something is compared with is not the fact's own. Those before it are noted.
bool context_reader::find_reference(std::size_t time) const {
    const time_expression& t = times_[time];
    std::size_t at = t.begin;
    while (at > 0 && (text_[at - 1] == U' ' || text_[at - 1] == opening_quote)) --at;
    const word w = word_before(at);
    if (w.is(bit(cue::compare))) {
        // "and" compares too, but not one time of a list with the next
        // the same period of the year before
        const bool earlier = basis_at(t.begin).is(basis_bits) || basis_at(at - w.length).is(basis_bits);
        const bool listed = !earlier && time > 0 && times_[time - 1].end + w.length == at &&
                            is_list_word({times_[time - 1].end, at}) && !is_reference(time - 1);
        if (!listed) return true;
    }
    // over 2019, of the same quarter: the word of basis stands right before it
    if (look_back(words_.basis_cues, hint::basis_end, at).is(bit(cue::yoy) | bit(cue::mom) | bit(cue::dod)))
        return true;
    // the highest since: how long a record had stood; not where "since" stands further on
    if (t.open_end && ends_with_since(t)) {
        constexpr std::size_t reach = 4;
        for (std::size_t k = t.end; k < std::min(text_.size(), t.end + reach) && is_han(text_[k]); ++k)
            if (word_at(k).is(bit(cue::superlative)) && word_at(k).length > 1) return true;
    }
    // a trend since last year, from a fall of last year: what was before
    if (t.first.form == time_point::year_form::relative && t.first.year < 0 && is_of_the_past(t)) return true;
    // compared with: the word may stand behind
    return word_at(t.end).is(bit(cue::compare_end));
}

/// A quarter or a half without a year that ended shortly before publication is that one, whatever year an earlier
/// paragraph named: each item of a newscast begins anew.
bool context_reader::has_just_ended(const time_expression& t) const {
    if (!document_.published || !t.first.named || t.first.month == 0 || t.range) return false;
    const date& published = *document_.published;
    constexpr int days_of_news = 75;
    date end{published.year, std::max(t.first.month, t.first.last_month), 0};
    end.day = days_in(end.year, end.month);
    if (end >= published) --end.year;
    return add_days(end, days_of_news) >= published;
}

/// A time of the paragraph, or a part of the one at `index`, as the period of a fact.
const std::string& context_reader::period_of(const draft& d, const time_expression& t,
                                             std::size_t index) const {
    const time_notes& noted = times_noted_[index];
    const bool same_sentence = noted.year != 0 && times_[noted.year_by].begin >= sentence_begin(d.clause);
    const bool target = d.made.status == status::target || noted.announced;
    // the facts of a sentence share it
    const bool part = &t != &times_[index];
    if (part || last_period_.time != index || last_period_.same_sentence != same_sentence ||
        last_period_.target != target) {
        const int earlier_year = has_just_ended(t) ? 0 : noted.earlier_year;
        const int year = noted.year != 0 ? noted.year : earlier_year;
        last_period_.time = part ? SIZE_MAX : index;
        last_period_.same_sentence = same_sentence;
        last_period_.target = target;
        last_period_.period = resolve(t, {document_.published, year, same_sentence, target});
    }
    return last_period_.period;
}

/// May and June: one period, when each time follows on the one before it; otherwise none can be written.
std::string context_reader::period_of_list(const draft& d, const std::vector<time_expression>& items,
                                           std::size_t index) const {
    std::string first;
    std::string expected; // the day, month or year right behind the item before
    std::string last;
    for (const time_expression& t : items) {
        const std::string& period = period_of(d, t, index);
        const std::size_t slash = period.find('/');
        const std::string begin = period.substr(0, slash);
        last = slash == std::string::npos ? begin : period.substr(slash + 1);
        if (first.empty())
            first = begin;
        else if (begin != expected)
            return {};
        expected = following(last);
        if (expected.empty()) return {};
    }
    return first + "/" + last;
}

/// The period of the list of times that the one at `index` closes.
[[gnu::noinline]] void context_reader::set_period_of_list(draft& d, std::size_t index) {
    const std::vector<time_expression> items = time_items(d);
    d.made.period = items.size() < 2 ? period_of(d, times_[index], index) : period_of_list(d, items, index);
}

/// From the 3 of 2012 to 8: the time is that of the number right behind it, and of no other.
bool context_reader::is_of_former(const draft& d, const time_expression& t) const {
    if (t.end >= text_.size() || text_[t.end] != words_.attributive) return false;
    const auto begins = words_.times.longest_at(text_, t.begin);
    const bool from = begins && words_.time_entries[begins.id].role == time_role::from;
    if (!from && !behind_coverb(t.begin)) return false;
    constexpr std::size_t qualifiers = 4; // points, at most
    const auto own = quantities_.begin() + static_cast<std::ptrdiff_t>(d.quantity);
    const auto right_behind =
        std::upper_bound(quantities_.begin(), own, t.end,
                         [](std::size_t end, const quantity& q) { return end < q.number_begin; });
    return right_behind != own && right_behind->number_begin <= t.end + qualifiers;
}

/// Than last year's fourth quarter: in a first quarter that is an earlier time, not the same time of the year before.
void context_reader::set_basis_by_period(draft& d) {
    auto* c = std::get_if<change>(&d.made.record);
    if (c == nullptr || c->basis != basis::yoy || basis_time_ == SIZE_MAX || d.made.period.empty()) return;
    const time_expression& t = times_[basis_time_];
    const std::string then = period_of(d, t, basis_time_);
    if (then.empty() || part_of_year(then) == part_of_year(d.made.period)) return;
    forget(d, "basis");
    if (t.begin < clauses_[d.clause].begin) { // it is that of its own clause alone
        c->basis = basis_before_;
        return;
    }
    c->basis = basis::base;
    put(c->against, {t.begin, t.end});
    note(d, "basis", c->against, "another part of the year than the fact's"sv);
}

/// Below the 2.8 % of 2019: a time of reference is that of the level right behind it.
bool context_reader::is_of_level(const draft& d, const time_expression& t) const {
    const kind k = d.made.kind();
    return t.end + 1 == quantity_of(d).begin && text_[t.end] == words_.attributive && k != kind::change &&
           k != kind::ratio && !in_capture(d, t.begin);
}

/// From today (5 March) to the 9th: a day behind "to" ends what the time in the bracket begins.
std::string context_reader::range_from_time_before(const draft& d, std::size_t time) const {
    const time_expression& t = times_[time];
    if (time == 0 || t.range || t.open_start || t.open_end || t.first.day == 0 || t.first.relative_day ||
        t.first.form != time_point::year_form::none || t.begin == 0 ||
        words_.range.length_at(text_, t.begin - 1) != 1)
        return {};
    const time_expression& from = times_[time - 1];
    constexpr std::size_t between = 3; // the bracket that closes, "from ... on", "to"
    if (t.begin > from.end + between || times_noted_[time - 1].paragraph != times_noted_[time].paragraph)
        return {};
    const std::optional<date> first = date::parse(period_of(d, from, time - 1));
    if (!first) return {};
    date last{first->year, t.first.month != 0 ? t.first.month : first->month, t.first.day};
    if (last <= *first && t.first.month != 0) {
        ++last.year;
    } else if (last <= *first) {
        last.year += last.month == 12 ? 1 : 0;
        last.month = last.month % 12 + 1;
    }
    return last.day <= days_in(last.year, last.month) ? first->to_string() + "/" + last.to_string()
                                                      : std::string{};
}

/// Up to 30 April, 2021's new loans: the year in the name is that of the time before it, which says more.
std::size_t context_reader::time_closed_before(std::size_t time) const {
    const time_expression& t = times_[time];
    constexpr std::size_t mark_between = 2; // a bracket may be closed, too
    if (time == 0 || t.first.month != 0 || t.range || t.open_start || t.open_end ||
        t.begin > times_[time - 1].end + mark_between || t.end >= text_.size() || !is_han(text_[t.end]))
        return time;
    std::size_t earlier = time - 1;
    while (earlier > 0 && times_noted_[earlier].passed_by) --earlier;
    const time_expression& closed = times_[earlier];
    if (!closed.open_start || times_noted_[earlier].paragraph != times_noted_[time].paragraph) return time;
    const std::optional<int> year = year_named_by(t.first);
    const int until =
        closed.now || closed.first.relative_day || closed.first.form == time_point::year_form::none
            ? (document_.published ? document_.published->year : 0)
            : year_named_by(closed.first).value_or(0);
    return year && *year == until ? earlier : time;
}

void context_reader::set_period(draft& d) {
    const std::size_t until = quantity_of(d).number_begin;
    times_before_ = begin_before(until, times_noted_, times_before_);
    std::size_t index = times_before_;
    constexpr std::size_t most_passed = 32;
    const time_expression* nearest = nullptr;
    for (std::size_t passed = 0; index > 0 && passed < most_passed; ++passed) {
        const time_expression& t = times_[--index];
        if (times_noted_[index].paragraph != clauses_[d.clause].paragraph) return;
        if ((times_noted_[index].passed_by && !is_of_level(d, t)) ||
            (t.first.weak && t.begin < clauses_[d.clause].begin) || is_of_former(d, t))
            continue;
        nearest = &t;
        break;
    }
    if (nearest == nullptr) return;
    if (const std::size_t until_then = time_closed_before(index); until_then != index) {
        index = until_then;
        nearest = &times_[index];
    }
    d.period_by = index;
    if (std::string whole = range_from_time_before(d, index); !whole.empty())
        d.made.period = std::move(whole);
    else if (index > 0 && is_of_list(index))
        set_period_of_list(d, index);
    else
        d.made.period = period_of(d, *nearest, index);
    if (!d.made.period.empty())
        note(d, "period", range{nearest->begin, nearest->end},
             nearest->begin >= clauses_[d.clause].begin ? "in the clause"sv
                                                        : "carried within the paragraph"sv);
}

/// The time stands in a list, or is one: see time_items.
bool context_reader::is_of_list(std::size_t time) const {
    signed char& known = times_noted_[time].of_list;
    if (known < 0) {
        const time_expression& t = times_[time];
        const bool joined = time > 0 && is_list_word({times_[time - 1].end, t.begin});
        known = joined || (!t.range && is_list({t.begin, t.end})) ? 1 : 0;
    }
    return known != 0;
}

/// The times of the list that gave a fact its period; 9, 10 yue is written as one and counts as two.
std::vector<time_expression> context_reader::time_items(const draft& d) const {
    std::vector<time_expression> items;
    if (d.period_by == draft::none) return items;
    std::size_t first = d.period_by;
    while (first > 0 && is_list_word({times_[first - 1].end, times_[first].begin})) --first;
    for (std::size_t n = first; n <= d.period_by; ++n) items.push_back(times_[n]);
    const time_expression whole = items.front();
    if (items.size() == 1 && !whole.range && is_list({whole.begin, whole.end})) {
        items.clear();
        for (int month = whole.first.month; month <= whole.first.last_month; ++month) {
            time_expression one = whole;
            one.first.month = month;
            one.first.last_month = 0;
            one.last = one.first;
            items.push_back(one);
        }
    }
    return items;
}

} // namespace gongbao::detail
