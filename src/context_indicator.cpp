#include "context_reader.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace gongbao::detail {

using namespace std::string_view_literals;

namespace {

// Kinds of facts as a set.
constexpr unsigned bit(kind k) noexcept {
    return 1U << static_cast<unsigned>(k);
}
constexpr bool has(unsigned kinds, kind k) noexcept {
    return (kinds & bit(k)) != 0;
}
constexpr unsigned levels = bit(kind::count) | bit(kind::amount);

constexpr std::size_t shortest_noun = 2; // but for those that a pack lists

} // namespace

/// Zhengzhou and Luoyang, the two cities; three provinces and one city: the numbers say nothing new.
[[gnu::noinline]] std::size_t context_reader::behind_number_of_places(range r) const {
    for (;;) {
        const quantity* n = quantity_at(r.begin);
        if (n == nullptr || (n->klass != quantity_class::number_word && !is_bare_one(*n))) break;
        std::size_t end = n->number_end;
        while (word_at(end).is(bit(cue::place_end))) end += word_at(end).length;
        if (end == n->number_end || end >= r.end) break;
        r.begin = end;
    }
    return r.begin;
}

/// Behind what is no word and can be dropped from the front: times, quotes and places. Where the words begin if there is
/// nothing of the kind.
[[gnu::noinline]] std::size_t context_reader::behind_no_word(range r) const {
    if (const quantity* q = quantity_at(r.begin);
        q != nullptr && (is_time(*q) || (q->klass == quantity_class::ordinal && text_[r.begin] < 0x80)))
        return q->number_end; // a year in a name is an ordinal in digits
    const char32_t c = text_[r.begin];
    if (is_space_or_quote(c)) {
        const bool opening = c == opening_quote || c == opening_title; // dropped where it does not close here
        if (!opening || find_in(r, c + 1) == r.end) return r.begin + 1;
    }
    if (c == U'(') { // what stood before it was a place
        const std::size_t close = find_in(r, U')');
        if (close < r.end) return close + 1;
    }
    // places at the front, when something is left behind them
    if (place_of_point_.has(r.begin)) {
        const std::size_t behind = places_[place_of_point_.at(r.begin)].where.end;
        if (behind <= r.end) return behind_number_of_places({behind, r.end});
    }
    return r.begin;
}

/// Exports to Russia: behind the word for "to", the partner and what is done with it are one phrase.
[[gnu::noinline]] bool context_reader::opens_dealing(std::size_t at) const {
    if (!place_of_point_.has(at)) return false;
    const place& p = places_[place_of_point_.at(at)];
    return p.where.begin == at && is_partner(p) && word_at(p.where.end).is(bit(cue::dealing));
}

range context_reader::strip_head(range r, word& front) const {
    const cue_bits drop =
        bit(cue::lead) | bit(cue::subset) | bit(cue::source) | bit(cue::adverb) | bit(cue::compare);
    front = {};
    while (!r.empty()) {
        const bool word_here = (marks_.hints_at(r.begin) & hint_bit(hint::phrase)) != 0;
        const bool other_here = static_cast<unsigned>(text_[r.begin] <= last_space_or_quote) |
                                static_cast<unsigned>(quantity_of_point_.has(r.begin)) |
                                static_cast<unsigned>(place_of_point_.has(r.begin));
        if (other_here) {
            const std::size_t begin = behind_no_word(r);
            if (begin != r.begin) {
                r.begin = begin;
                continue;
            }
        }
        if (!word_here) {
            front = {};
            break;
        }
        const word w = look(words_.phrase_cues, r.begin);
        if (w.is(bit(cue::noun)) || !w.is(drop) || (r.begin + w.length > r.end)) {
            front = w;
            break;
        }
        if (w.is(bit(cue::partner)) && opens_dealing(r.begin + w.length)) {
            front = {};
            break;
        }
        // a single character may begin a longer word: it is dropped before a word we know, or the name of a place
        if (w.length == 1 && r.begin + 1 < r.end && text_[r.begin] != words_.attributive &&
            !w.is(bit(cue::determiner))) {
            const std::size_t next = r.begin + 1;
            if (word_at(next).length == 0 && place_at(next).length == 0 && basis_at(next).length == 0 &&
                quantity_at(next) == nullptr) {
                front = w;
                break;
            }
        }
        r.begin += w.length;
    }
    return r;
}

range context_reader::strip_tail(range r, range& action) const {
    const cue_bits drop = bit(cue::adverb) | bit(cue::verb) | bit(cue::compare) | bit(cue::lead);
    range verb = action;
    while (!r.empty()) {
        const std::size_t at = r.end - 1;
        const char32_t last = text_[at];
        const hint_bits ends = marks_.hints_at(at) & (hint_bit(hint::phrase_end) | hint_bit(hint::basis_end));
        const bool other = static_cast<unsigned>(quantity_of_point_.has(at)) |
                           static_cast<unsigned>(last <= last_space_or_quote);
        if (other) {
            if (const quantity* q = quantity_at(at); q != nullptr && is_time(*q)) {
                r.end = q->number_begin;
                continue;
            }
            if (is_space_or_quote(last) && last != closing_quote && last != closing_title) {
                --r.end;
                continue;
            }
        }
        if (ends == 0) break;
        const word w = word_before(r.end);
        bool stays = w.is(bit(cue::noun));
        if ((ends & hint_bit(hint::basis_end)) != 0) { // seldom
            const auto qualifier = words_.qualifiers_before.longest_before(text_, r.end);
            stays = stays && w.length >= qualifier.length;
            const word basis = look_back(words_.basis_cues, r.end);
            const bool of_basis =
                basis.is(basis_bits) && basis.length <= r.size() && basis.length >= w.length;
            if (!stays && (of_basis || !w.is(drop) || w.length > r.size())) {
                const std::size_t length = of_basis ? basis.length : qualifier.length;
                if (length == 0 || length > r.size()) break;
                r.end -= length;
                continue;
            }
        }
        if (stays || !w.is(drop) || (w.length > r.size())) break;
        if (w.length == 1 && place_of_point_.has(at)) break; // the last character of a name
        const bool first_verb = static_cast<unsigned>(verb.empty()) &
                                static_cast<unsigned>(w.is(bit(cue::verb))) &
                                static_cast<unsigned>(w.length > 1);
        verb.begin = first_verb ? r.end - w.length : verb.begin;
        verb.end = first_verb ? r.end : verb.end;
        r.end -= w.length;
    }
    action = verb;
    return r;
}

/// The last title or quotation that opens and closes in the words; mostly there is none.
[[gnu::noinline]] range context_reader::last_title(range r) const {
    for (std::size_t end = r.end; end > r.begin; --end) {
        const char32_t closing = text_[end - 1];
        if (closing != closing_title && closing != closing_quote) continue;
        std::size_t begin = end - 1;
        while (begin > r.begin && text_[begin] + 1 != closing) --begin;
        return text_[begin] + 1 == closing ? range{begin, end} : range{r.begin, r.begin};
    }
    return {r.begin, r.begin};
}

/// What follows the last predicate; r itself when there is none. `front` is the word that r begins with.
range context_reader::behind_last_verb(range r, word front, range* action,
                                       std::pair<range, range>& joined) const {
    range best = r;
    word w = front;
    const auto go_on = [&](std::size_t i) { // words are only looked up while a predicate may follow
        i = marks_.next(hint::verb, i, r.end) < r.end ? marks_.next(hint::phrase, i, r.end) : r.end;
        w = i < r.end ? look(words_.phrase_cues, i) : word{};
        return i;
    };
    const range title = last_title(r);
    for (std::size_t i = r.begin; i < r.end; i = go_on(i)) {
        if (i >= title.begin && i < title.end) { // nothing inside is a predicate
            i = title.end;
            continue;
        }
        // what is a noun, too, is a verb behind a word that sums up: altogether handled
        constexpr cue_bits sums_up = bit(cue::verb) | bit(cue::adverb);
        const bool predicate =
            w.is(bit(cue::verb)) &&
            (!w.is(bit(cue::noun)) || (i > r.begin && (word_before(i).roles & sums_up) == sums_up));
        if (!predicate || (i + w.length >= r.end)) {
            i += w.is(bit(cue::noun) | bit(cue::adverb)) ? w.length : 1;
            continue;
        }
        if (w.length == 1 && i > r.begin && is_han(text_[i - 1]) && !word_before(i).is(bit(cue::adverb)) &&
            look_back(words_.place_cues, hint::place_end, i).length == 0) {
            ++i; // a single character inside a longer word is no predicate
            continue;
        }
        const range rest{i + w.length, r.end};
        // a verb before nothing but a noun of measure is part of the noun: input intensity
        if (only_rate_noun(rest)) {
            const range subject = strip_head(strip_tail({best.begin, i}));
            if (!subject.empty() && subject.size() >= 2 && w.length > 1 && w.is(bit(cue::joining))) {
                joined = {subject, rest};
                if (action != nullptr) *action = {i, i + w.length};
                return rest;
            }
            if (!w.is(bit(cue::joining)) || !subject.empty()) {
                i += w.length;
                continue;
            }
        }
        if (rest.size() >= 2) {
            best = rest;
            if (action != nullptr) *action = {i, i + w.length};
        }
        i += w.length;
    }
    return best;
}

/// A date inside parts what the number is about from what stands before.
[[gnu::noinline]] range context_reader::behind_date(range r, word& front) const {
    const point_set& numbers = quantity_of_point_.covered();
    for (std::size_t end = r.end, i = 0; (i = numbers.last(r.begin, end)) != end; end = i) {
        const quantity& q = *quantity_at(i);
        if (!is_time(q)) continue;
        if (q.number_begin > r.begin && q.number_end < r.end) return strip_head({q.number_end, r.end}, front);
        break;
    }
    return r;
}

/// A space parts a heading, and so does the end of a quotation that began before: what stands behind the last, but for
/// one at the end.
[[gnu::noinline]] range context_reader::behind_space(range r) const {
    for (std::size_t i = r.end; i-- > r.begin;) {
        const bool parts =
            text_[i] == U' ' || (text_[i] == closing_quote && find_in({r.begin, i}, opening_quote) == i);
        if (parts && i + 1 < r.end) return {i + (text_[i + 1] == enumeration_comma ? 2U : 1U), r.end};
    }
    return r;
}

/// The state raises the share to: what the auxiliary marks as the object is what the number is about.
[[gnu::noinline]] range context_reader::behind_object_mark(range r) const {
    for (std::size_t i = r.begin + 1; i + shortest_noun < r.end; ++i) {
        const word w = status_at(i);
        const word mark = word_at(i);
        if (w.length == 1 && w.is(bit(cue::future)) && mark.length == 1 && mark.is(bit(cue::lead)) &&
            marks_object(i))
            return strip_head({i + 1, r.end});
    }
    return r;
}

/// A space or the end of a quotation. False nearly always: a few points are looked at together, and of a phrase that is
/// longer nothing is known.
bool context_reader::may_hold_space(range r) const {
    constexpr std::size_t together = 16;
    if (r.size() > together || text_.size() < together) return true;
    const char32_t* const points = text_.data() + std::max(r.end, together) - together;
    unsigned found = 0;
    for (std::size_t i = 0; i < together; ++i)
        found |= static_cast<unsigned>(points[i] == U' ') | static_cast<unsigned>(points[i] == closing_quote);
    return found != 0;
}

context_reader::phrase context_reader::noun_phrase_before(range r, bool numbers_inside, range* action) const {
    phrase p;
    if (r.empty()) { // as often as not, after another number
        p.where = {r.begin, r.begin};
        return p;
    }
    range tail;
    r = strip_tail(r, tail);
    word front;
    r = strip_head(r, front);
    p.where = r;
    p.verb_behind = !tail.empty();
    if (r.empty()) {
        if (action != nullptr) *action = tail;
        return p;
    }
    if (numbers_inside) r = behind_date(r, front);
    range verb;
    std::pair<range, range> joined;
    range np = r;
    if (marks_.next(hint::verb, r.begin, r.end) < r.end) np = behind_last_verb(r, front, &verb, joined);
    if (np.begin != r.begin) np = strip_head(np);
    if (may_hold_space(np)) np = behind_space(np);
    if (marks_.next(hint::status, np.begin + 1, np.end) < np.end) np = behind_object_mark(np);
    if (action != nullptr) *action = tail.empty() ? verb : tail;
    p.where = np;
    if (!joined.first.empty()) {
        p.add(joined.first);
        p.add(joined.second);
    } else {
        p.add(np);
    }
    return p;
}

/// The first such character, or the end.
[[gnu::noinline]] std::size_t context_reader::find_in(range r, char32_t c) const {
    while (r.begin < r.end && text_[r.begin] != c) ++r.begin;
    return r.begin;
}

/// The particle of a modifier stands soon behind its beginning.
bool context_reader::modifies(range r) const {
    constexpr std::size_t longest_modifier = 12;
    const std::size_t end = std::min(r.end, r.begin + longest_modifier + 1);
    return find_in({r.begin, end}, words_.attributive) < end;
}

/// Farmers, herdsmen and other "people": behind a list of nouns stands what its items are.
bool context_reader::names_kind_of_list(range list, range rest) const {
    if (rest.empty() || find_in(list, enumeration_comma) == list.end || !is_han(text_[rest.begin]))
        return false;
    return may_open_noun(word_at(rest.begin));
}

range context_reader::noun_phrase_behind(range r) const {
    while (!r.empty() && (text_[r.begin] == U' ')) ++r.begin;
    // a list that goes on is no noun phrase
    if (r.empty()) return r;
    if (text_[r.begin] < 0x80 && !(text_[r.begin] >= U'0' && text_[r.begin] <= U'9') &&
        !((text_[r.begin] | 0x20U) >= U'a' && (text_[r.begin] | 0x20U) <= U'z'))
        return {r.begin, r.begin};
    const word first = word_at(r.begin);
    if (const std::size_t joint = words_.list.length_at(text_, r.begin); joint != 0 && first.length <= joint)
        return {r.begin, r.begin};
    const bool of = !r.empty() && first.length == 1 && first.is(bit(cue::stop)) &&
                    first.is(bit(cue::adverb)) && text_[r.begin] == words_.attributive;
    if (of) ++r.begin;
    std::size_t end = r.begin;
    const word opening = of ? word_at(r.begin) : first;
    // opened by a predicate of its own it is left out: five that come from there
    const bool predicate = opening.length > 1 && opening.is(bit(cue::verb)) && !opening.is(bit(cue::noun));
    bool passive = (opening.is(bit(cue::phrase_start)) || predicate) && modifies(r);
    if (passive) end += opening.length;
    while (end < r.end) {
        const char32_t c = text_[end];
        if (c == U' ') break;
        if (c == opening_quote) { // a quoted name is one word
            const std::size_t close = find_in({end, r.end}, closing_quote);
            if (close < r.end) {
                end = close + 1;
                continue;
            }
        }
        const word w = word_at(end);
        if (w.is(bit(cue::noun)) && (!w.is(bit(cue::stop)) || end == r.begin)) {
            end += w.length;
            continue;
        }
        // the name of a place may hold what ends other phrases
        if (place_of_point_.has(end) && places_[place_of_point_.at(end)].where.end > end + w.length) {
            end = places_[place_of_point_.at(end)].where.end;
            continue;
        }
        if (w.is(bit(cue::stop))) {
            if (w.is(bit(cue::list_more)) && names_kind_of_list({r.begin, end}, {end + w.length, r.end})) {
                end += w.length;
                continue;
            }
            // an adjective is no noun: what it stands before is
            if (c == words_.attributive && end > r.begin && end + 1 < r.end &&
                word_before(end).is(bit(cue::modifier)) && is_han(text_[end + 1])) {
                passive = false;
                r.begin = ++end;
                continue;
            }
            // a modifier that is a phrase of its own goes on behind its particle
            if (c == words_.attributive && passive && end > r.begin) {
                passive = false;
                ++end;
                if (predicate) r.begin = end;
                continue;
            }
            // a single character right behind the first may be the inside of a word that no list has
            const bool inside = w.length == 1 && end - r.begin == 1 && c != words_.attributive &&
                                end + 1 < r.end && is_han(text_[end + 1]) && !opening.is(bit(cue::place_end));
            if (end > r.begin && !passive && !inside) break;
            if (inside) {
                ++end;
                continue;
            }
            if (passive) {
                end += w.length;
                continue;
            }
            // it opens with a predicate: what follows is its object, unless the predicate goes on to a level
            if (w.length == 1 || !is_han(c) || end + w.length >= r.end || w.is(bit(cue::verb)))
                return {r.begin, r.begin};
            end += w.length;
            r.begin = end;
            continue;
        }
        end += std::max<std::size_t>(1, w.is(bit(cue::adverb) | bit(cue::lead)) ? 1 : w.length);
    }
    range np{r.begin, std::min(end, r.end)};
    while (!np.empty() && (text_[np.end - 1] == enumeration_comma || text_[np.end - 1] == U' ')) --np.end;
    // the joint of a list that goes on with the next number
    if (np.end == r.end || end == r.end) {
        const word w = word_before(np.end);
        if (w.length == 1 && w.is(bit(cue::adverb)) && w.is(bit(cue::lead)) && np.size() > 1) np.end -= 1;
    }
    return np;
}

/// The quantity, which no fact states, ends what the words before it are about; a bare number in a name does not.
bool context_reader::parts_text(std::size_t k) const {
    switch (quantities_[k].klass) {
    case quantity_class::date:
    case quantity_class::number_word:
    case quantity_class::ordinal:
    case quantity_class::level:
        return false;
    case quantity_class::one: {
        // first of a list of numerals, or of "one city" behind other places; else an article
        const std::size_t next = quantities_[k].number_end;
        if (is_bare_one(quantities_[k]) && next < text_.size() &&
            (text_[next] == enumeration_comma || word_at(next).is(bit(cue::place_end))))
            return false;
        break;
    }
    default:
        break;
    }
    const std::size_t at = quantities_[k].number_begin;
    // a limit that is an item of a list is its own name: graduates, those up to 36 years of age, women
    if (quantities_[k].qualifier && quantities_[k].end < text_.size() &&
        text_[quantities_[k].end] == enumeration_comma && at > 0 && text_[at - 1] == enumeration_comma)
        return false;
    // a number inside a reference or a population belongs to that phrase: the day before, 18 cities
    if (is_captured(at)) return false;
    constexpr std::size_t longest_cue = 4;
    for (std::size_t p = at > longest_cue ? at - longest_cue : 0; p < at; ++p)
        if (basis_at(p).is(basis_bits) && p + basis_at(p).length > at) return false;
    return true;
}

/// Of "12 provinces (regions, cities) use" the last word only.
std::size_t context_reader::behind_bracket_of_units(std::size_t begin, std::size_t end) const {
    const word unit = word_at(begin);
    const std::size_t open = begin + unit.length;
    if (!unit.is(bit(cue::place_end)) || open >= end || text_[open] != U'(') return begin;
    const std::size_t close = find_in({open, end}, U')');
    return close < end ? close + 1 : begin;
}

/// The words of the clause before the number that no earlier fact used.
context_reader::words_before context_reader::left_of(const draft& d) const {
    const clause& c = clauses_[d.clause];
    const quantity& q = quantity_of(d);
    std::size_t begin = c.begin;
    bool numbers_inside = false;
    const std::size_t stated = quantity_beside(d, -1);
    for (std::size_t k = d.quantity; k-- > c.first_quantity;) {
        // a duration without a fact is a frame of time, as a date is: incomes rose in five years by
        if (k != stated && (is_time(quantities_[k]) || !parts_text(k))) {
            numbers_inside = true;
            continue;
        }
        begin = std::max(begin, std::max(quantities_[k].end, quantities_[k].number_end));
        begin = behind_bracket_of_units(begin, q.begin);
        break;
    }
    std::size_t end = q.begin;
    if (q.has_per && q.per_begin < q.begin) {
        // per ten thousand people, patents reach 16: the noun stands between
        if (!strip_head(strip_tail({q.per_end, q.begin})).empty())
            begin = std::max(begin, q.per_end);
        else
            end = std::min(end, q.per_begin);
    }
    const bool rule_first = has(bit(kind::change) | bit(kind::ranking), d.made.kind()) ||
                            (d.by->by->priority >= phrase_priority) || !d.by->captures.empty();
    end = std::min(end, rule_first ? d.by->begin : end);
    // phrases longer than this are no noun phrases; a page without punctuation stays linear
    constexpr std::size_t reach = 120;
    if (end > begin + reach) begin = end - reach;
    return {{begin, std::max(begin, end)}, numbers_inside};
}

range context_reader::right_of(const draft& d) const {
    const clause& c = clauses_[d.clause];
    const quantity& q = quantity_of(d);
    const std::size_t begin = std::max(q.end, q.number_end);
    std::size_t end = c.end;
    if (begin >= end) return {begin, begin};
    const std::size_t stated = quantity_beside(d, 1);
    for (std::size_t k = d.quantity + 1; k < c.last_quantity; ++k) {
        if (k != stated && !parts_text(k) && quantities_[k].klass != quantity_class::date) continue;
        end = std::min(end, quantities_[k].begin);
        break;
    }
    if (d.quantity + 1 < c.last_quantity && stated == d.quantity + 1) {
        const draft& next = *(&d + 1);
        if (next.by->begin > begin) end = std::min(end, next.by->begin);
    }
    constexpr std::size_t reach = 120;
    end = std::min(end, begin + reach);
    return {begin, std::max(begin, end)};
}

/// "respectively" stands in the words before a number.
bool context_reader::has_respectively(range left, std::size_t number) const {
    for (std::size_t p = left.begin; (p = marks_.next(hint::verb, p, number)) < number; ++p)
        if (const word w = look(words_.phrase_cues, p); w.is(bit(cue::respectively)) && w.length > 1)
            return true;
    return false;
}

/// The joint of a list and nothing else: a comma of enumeration, and.
bool context_reader::is_list_word(range r) const {
    return words_.list.lookup.contains(std::u32string_view(text_).substr(r.begin, r.size()));
}

/// Nothing but the joint of a list stands between two levels of one kind.
bool context_reader::joined_by_list(const draft& a, const draft& b) const {
    // visitors and takings: what is counted and what is measured
    const bool alike =
        a.made.kind() == b.made.kind() || (has(levels, a.made.kind()) && has(levels, b.made.kind()));
    if (!alike || b.quantity != a.quantity + 1) return false;
    const quantity& p = quantity_of(a);
    return is_list_word({std::max(p.end, p.number_end), quantity_of(b).begin});
}

/// Two cities, or two years, and as many numbers: each has its own.
void context_reader::pair_times_or_places(std::size_t first, std::size_t count) {
    if (const auto times = time_items(drafts_[first]); times.size() == count) {
        const std::size_t index = drafts_[first].period_by;
        for (std::size_t n = 0; n < count; ++n) {
            draft& d = drafts_[first + n];
            d.made.period = period_of(d, times[n], index);
            forget(d, "period");
            note(d, "period", d.made.period, "its place in the list of times before the numbers");
            set_status_by_period(d);
        }
    } else if (const auto places = place_items(drafts_[first]); places.size() == count) {
        for (std::size_t n = 0; n < count; ++n) {
            draft& d = drafts_[first + n];
            put(d.made.scope, places[n]);
            forget(d, "scope");
            note(d, "scope", d.made.scope, "its place in the list of places before the numbers");
        }
    }
}

/// The next joint of a list, empty when there is none.
range context_reader::next_joint(range r) const {
    for (std::size_t i = r.begin; i < r.end; ++i)
        if (const std::size_t length = words_.list.length_at(text_, i);
            length != 0 && (text_[i] == enumeration_comma || word_at(i).length <= length))
            return {i, i + length};
    return {r.end, r.end};
}

/// A, B and C.
std::vector<range> context_reader::list_items(range r) const {
    std::vector<range> items;
    constexpr std::size_t usual_items = 4;
    items.reserve(usual_items);
    std::size_t begin = r.begin;
    for (;;) {
        const range joint = next_joint({begin, r.end});
        if (joint.empty()) break;
        if (joint.begin > begin) items.push_back({begin, joint.begin});
        begin = joint.end;
    }
    if (r.end > begin) items.push_back({begin, r.end});
    return items;
}

/// The items of a list for so many numbers: with fewer of these than items, those that only "and" parts are one.
std::vector<range> context_reader::list_items_for(range r, std::size_t count) const {
    std::vector<range> items = list_items(r);
    if (items.size() <= count) return items;
    std::vector<range> parts;
    for (std::size_t begin = r.begin; begin < r.end;) {
        const std::size_t end = find_in({begin, r.end}, enumeration_comma);
        if (end > begin) parts.push_back({begin, end});
        begin = end + 1;
    }
    return parts.size() == count ? parts : items;
}

/// The words are exactly one of the noun-phrase group, with the role.
bool context_reader::is_this_word(range r, cue role) const {
    const auto hit =
        words_.phrase_cues.forward.longest_at(std::u32string_view(text_).substr(0, r.end), r.begin);
    return hit.length == r.size() && (words_.phrase_cues.sets[hit.id] & bit(role)) != 0;
}

context_reader::word context_reader::tail_of(std::u32string_view text) const {
    const auto hit = words_.phrase_cues.reversed.longest_before(text, text.size());
    return hit ? word{hit.length, words_.phrase_cues.sets[hit.id]} : word{};
}

/// The same of words of the text: where none may end, which the marks know, nothing is looked up.
context_reader::word context_reader::tail_of(range r) const {
    if (r.empty()) return {};
    const word w = word_before(r.end);
    return w.length <= r.size() ? w : tail_of(std::u32string_view(text_).substr(r.begin, r.size()));
}

/// How many numbers go on from a fact in its list, itself included; asked where another follows in its clause.
context_reader::number_list context_reader::list_from(std::size_t i, range left) const {
    number_list list;
    const draft& d = drafts_[i];
    list.in_order = has_respectively(left, std::max(d.by->begin, quantity_of(d).number_begin));
    while (i + list.count < drafts_.size() && drafts_[i + list.count].clause == d.clause &&
           (drafts_[i + list.count].by->continued ||
            (list.in_order && joined_by_list(drafts_[i + list.count - 1], drafts_[i + list.count]))))
        ++list.count;
    return list;
}

/// A bracket inside the noun phrase: investment (without farm households) 448 720.
[[gnu::noinline]] void context_reader::add_words_before_bracket(const draft& d, phrase& before) const {
    const clause& here = clauses_[d.clause];
    std::size_t opened = d.clause;
    constexpr std::size_t most_back = 16;
    while (opened > 0 && d.clause - opened < most_back && clauses_[opened - 1].paragraph == here.paragraph &&
           !(clauses_[opened - 1].depth == here.depth && clauses_[opened - 1].after == U'('))
        --opened;
    if (opened == 0 || clauses_[opened - 1].paragraph != here.paragraph || clauses_[opened - 1].after != U'(')
        return;
    const clause& outer = clauses_[opened - 1];
    std::size_t from = outer.begin;
    for (std::size_t n = outer.last_quantity; n-- > outer.first_quantity;) {
        if (quantities_[n].klass == quantity_class::date) continue;
        from = std::min(outer.end, quantities_[n].number_end);
        break;
    }
    const phrase whole = noun_phrase_before({from, outer.end}, true, nullptr);
    if (before.where.empty()) before.where = whole.where;
    phrase both = whole;
    for (std::size_t n = 0; n < before.count(); ++n) both.add(before.part(n));
    both.where = before.where;
    both.verb_behind = before.verb_behind;
    before = both;
}

/// The third issue of 12.5 billion, the second batch: what it is of stands behind the number.
bool context_reader::is_only_ordinal(range r) const {
    const quantity* n = r.empty() ? nullptr : quantity_at(r.begin);
    return n != nullptr && n->klass == quantity_class::ordinal && r.end <= n->number_end + 1;
}

/// The words before a number end with a noun of measure or a compound: they say what it measures.
bool context_reader::ends_with_measure(const phrase& before) const {
    return tail_of(before.where).is(bit(cue::rate_noun) | bit(cue::measure_noun) | bit(cue::noun));
}

/// A measure stands right before a noun: 300 tonnes of grain.
bool context_reader::measures_next_noun(const draft& d) const {
    const quantity& q = quantity_of(d);
    const std::size_t behind = std::max(q.end, q.number_end);
    if ((q.klass != quantity_class::measure && q.klass != quantity_class::level &&
         q.klass != quantity_class::duration && q.klass != quantity_class::duration_word) ||
        q.has_per || behind >= text_.size() || !is_han(text_[behind]))
        return false;
    const word next = word_at(behind);
    return next.length == 0 || next.is(bit(cue::noun) | bit(cue::frame_noun));
}

/// A share is followed by the particle and what it is a share of: 80 % of the roads, but not a level of 80 %.
bool context_reader::names_its_whole(const draft& d) const {
    const range r = right_of(d);
    return r.size() > 1 && text_[r.begin] == words_.attributive &&
           !word_at(r.begin + 1).is(bit(cue::adverb) | bit(cue::superlative));
}

/// The bank lends 50 000 yuan of credit: a verb, or what ends in no noun that we know, parts the subject from the number,
/// and what it takes stands behind.
bool context_reader::has_object_behind(const draft& d, const phrase& before) const {
    if ((!before.verb_behind && tail_of(before.where).length != 0) ||
        tail_of(before.where).is(bit(cue::rate_noun) | bit(cue::measure_noun)) ||
        ends_in_measure(std::u32string_view(text_).substr(before.where.begin, before.where.size())))
        return false;
    return names_object_behind(d);
}

/// The particle and a noun stand right behind the number, which is none that only says what sort of number it is.
bool context_reader::names_object_behind(const draft& d) const {
    const range r = right_of(d);
    if (r.size() <= shortest_noun || text_[r.begin] != words_.attributive || !is_han(text_[r.begin + 1]) ||
        word_at(r.begin + 1).is(bit(cue::frame_noun) | bit(cue::adverb) | bit(cue::superlative)))
        return false;
    return !tail_of(noun_phrase_behind(r)).is(bit(cue::frame_noun));
}

/// What is counted, without the noun of measure behind it that says something of it: the investment of 423 projects.
range context_reader::without_measure(range r) const {
    constexpr cue_bits measures = bit(cue::rate_noun) | bit(cue::measure_noun);
    const word tail = tail_of(r);
    if (!tail.is(measures) || tail.is(bit(cue::body))) return r; // users are counted
    if (const word body = word_at(r.begin); body.is(bit(cue::body)) && body.length < r.size())
        return {r.begin, r.begin + body.length};
    if (r.size() < tail.length + shortest_noun || tail_of({r.begin, r.end - tail.length}).is(measures))
        return r;
    r.end -= tail.length;
    if (text_[r.end - 1] == enumeration_comma) --r.end;
    return r;
}

/// 36 venues in one place, in the other 5 venues: where the words of the next number begin, behind the comma that parts
/// them from what this one counts. 0: no comma does.
std::size_t context_reader::item_before_next(const draft& d, range counted) const {
    if (&d + 1 == drafts_.data() + drafts_.size() || (&d + 1)->clause != d.clause) return 0;
    const draft& next = *(&d + 1);
    const std::size_t number = std::min(quantity_of(next).begin, quantity_of(next).number_begin);
    if (!has(levels, next.made.kind()) || next.quantity != d.quantity + 1 || counted.end > number) return 0;
    std::size_t begin = number;
    while (begin > counted.begin && text_[begin - 1] != enumeration_comma && text_[begin - 1] != U')')
        --begin;
    if (begin < counted.begin + shortest_noun + 1 || text_[begin - 1] == U')' || begin == number ||
        begin > counted.end + 1 || find_in({counted.begin, begin}, enumeration_comma) + 1 != begin)
        return 0;
    for (std::size_t i = begin; i < number; ++i)
        if (text_[i] == words_.attributive || words_.list.length_at(text_, i) != 0) return 0;
    return begin;
}

/// 80 % of the villages, without a particle: a noun that we know ends the words behind the share, and no measure of it
/// stands before.
range context_reader::noun_of_share(const draft& d, const phrase& before) const {
    constexpr cue_bits measures = bit(cue::rate_noun) | bit(cue::measure_noun);
    const range right = right_of(d);
    if (right.size() < shortest_noun || !is_han(text_[right.begin]) ||
        text_[right.begin] == words_.attributive)
        return {};
    if (!before.empty() &&
        (tail_of(before.where).is(measures) ||
         ends_in_measure(std::u32string_view(text_).substr(before.where.begin, before.where.size()))))
        return {};
    if (!may_open_noun(word_at(right.begin))) return {};
    const range noun = noun_phrase_behind(right);
    const word last = tail_of(noun);
    const bool known =
        last.is(bit(cue::noun) | bit(cue::body) | bit(cue::place_end)) && !last.is(bit(cue::frame_noun));
    return known && noun.begin == right.begin && noun.size() >= shortest_noun ? noun : range{};
}

/// Four furnaces of 120 tonnes each: a count right before a measure is of the noun behind both.
range context_reader::noun_of_measured(const draft& d) const {
    const draft& next = *(&d + 1);
    const quantity& q = quantity_of(d);
    const quantity& measure = quantity_of(next);
    if (next.made.kind() != kind::amount || std::min(measure.begin, measure.number_begin) != q.end ||
        measure.klass == quantity_class::duration || measure.klass == quantity_class::duration_word)
        return {};
    const range noun = noun_phrase_behind(right_of(next));
    return noun.size() >= shortest_noun ? noun : range{};
}

/// By 3 % of growth in consumption: the particle and a noun of growth that says of what stand behind.
range context_reader::growth_behind(const draft& d) const {
    const range right = right_of(d);
    if (right.size() <= shortest_noun || text_[right.begin] != words_.attributive) return {};
    const word first = word_at(right.begin + 1);
    if (first.is(bit(cue::adverb) | bit(cue::modifier) | bit(cue::rate_noun) | bit(cue::stop))) return {};
    const range noun = noun_phrase_behind(right);
    for (std::size_t i = noun.begin + shortest_noun; i < noun.end; ++i)
        if (const word w = word_at(i); w.is(bit(cue::rate_noun)) && !w.is(bit(cue::adverb)))
            return {noun.begin, i + w.length};
    return {};
}

/// The second largest market of the world: what is ranked, where no words before say so.
range context_reader::ranked_noun(const draft& d) const {
    // a subject before goes on, unless a place is the subject here
    const range left{clauses_[d.clause].begin, d.by->begin};
    const bool place_before =
        !left.empty() && place_of_point_.covered().last(left.begin, left.end) != left.end;
    if (!subject_.empty() && !place_before) return {};
    const range right = right_of(d);
    if (right.size() < shortest_noun || !is_han(text_[right.begin])) return {};
    if (words_.units.longest_at(text_, right.begin)) return {}; // the three large ones
    const word first = word_at(right.begin);
    // the largest "large country": the number ends inside the word
    if (first.length < 2 && !first.is(bit(cue::weak_place_end)) &&
        word_at(right.begin - 1).is(bit(cue::not_place)))
        return {};
    if (!may_open_noun(first) || (first.is(bit(cue::place_end)) && !first.is(bit(cue::noun)))) return {};
    const range noun = noun_phrase_behind(right);
    return noun.begin == right.begin && noun.size() >= shortest_noun ? noun : range{};
}

/// The noun phrase behind a number that counts or measures it; a phrase before it may give way to it.
range context_reader::counted_noun(const draft& d, phrase& before) const {
    const kind k = d.made.kind();
    const bool named = !before.empty();
    const bool needs_of = k == kind::percentage || k == kind::ratio;
    if (needs_of)
        if (const range whole = noun_of_share(d, before); !whole.empty()) return whole;
    const bool object = named && has_object_behind(d, before);
    if (named && needs_of && !object &&
        (before.verb_behind || ends_with_measure(before) || !names_its_whole(d)))
        return {};
    bool bare_verb = false;
    if (named && may_be_word(before.where)) {
        const word whole = word_at(before.where.begin);
        bare_verb = whole.length == before.where.size() && whole.is(bit(cue::verb) | bit(cue::dimension));
    }
    const bool amount_named = named && k == kind::amount && !bare_verb;
    if (amount_named && !before.verb_behind && !object &&
        (ends_with_measure(before) || !measures_next_noun(d)))
        return {};

    const range right = right_of(d);
    if (right.empty()) return {};
    // a heading goes on behind a space
    if (named && k == kind::count && text_[right.begin] == U' ') return {};
    const bool of = text_[right.begin] == words_.attributive;
    if ((needs_of && !of) || (amount_named && of && !object)) return {};
    range behind = noun_phrase_behind(right);
    // 2 metres wide: the noun follows the word of dimension
    if (k == kind::amount) {
        const word dim = word_at(right.begin);
        const std::size_t particle = right.begin + dim.length;
        if (dim.is(bit(cue::dimension)) && particle < right.end && text_[particle] == words_.attributive)
            behind = noun_phrase_behind({particle + 1, right.end});
    }
    if (k == kind::amount && behind.size() < 2) return {}; // one character is no noun
    // 70 cities' satisfaction: only the cities can be counted
    if (k == kind::count && !behind.empty()) behind = without_measure(behind);
    // a level is one of the noun right behind it: an earthquake of 6.2
    if (quantity_of(d).klass == quantity_class::level && !behind.empty())
        if (const std::size_t first = word_at(behind.begin).length; first > 1)
            behind.end = std::min(behind.end, behind.begin + first);
    if (bare_verb && !behind.empty()) before.clear();
    return behind;
}

/// What stands behind the number and is what the fact is about; `may_follow`: the kind of fact lets it stand there.
range context_reader::noun_behind(const draft& d, phrase& before, bool may_follow) const {
    const quantity& q = quantity_of(d);
    if (may_follow) {
        if (q.klass != quantity_class::duration && q.klass != quantity_class::duration_word)
            return counted_noun(d, before);
        if (d.by->begin >= q.begin && measures_next_noun(d) &&
            (before.verb_behind || !ends_with_measure(before)))
            return counted_noun(d, before);
        if (!ends_with_measure(before) && names_object_behind(d))
            return noun_phrase_behind(right_of(d)); // four months of closed season
        return {};
    }
    if (!before.empty()) return {};
    if (d.made.kind() == kind::ranking) return ranked_noun(d);
    return d.made.kind() == kind::change ? growth_behind(d) : range{};
}

/// Gives an item of a list the noun that the last one ends with, unless it has one of its own: the sales of cars, but
/// not a rate of entry a rate of growth. What both share stands once.
void context_reader::add_head(std::string& item, const std::string& head) const {
    const std::u32string own = fold(item);
    const std::u32string shared = fold(head);
    if (!own.empty() && !shared.empty() &&
        (own.back() == shared.back() || tail_of(own).is(bit(cue::rate_noun) | bit(cue::measure_noun)) ||
         ends_in_measure(own)))
        return;
    std::size_t bytes = std::min(item.size(), head.size());
    while (bytes > 0 && item.compare(item.size() - bytes, bytes, head, 0, bytes) != 0) --bytes;
    item.append(head, bytes);
}

/// A, B rose by x, y: gives every number of the list its own noun phrase.
[[gnu::noinline]] void context_reader::set_indicators_in_order(std::size_t i,
                                                               const std::vector<range>& items) {
    const std::size_t count = items.size();
    // the head noun of the last item serves all: electricity, gas output; first, second, third industry
    const bool numbered = std::all_of(items.begin(), items.end() - 1, [this](range item) {
        const quantity* n = quantity_at(item.end - 1);
        return n != nullptr && n->number_end == item.end;
    });
    std::size_t tail = items.back().end;
    // the last numeral may be part of a word: then it is as long as the one before it, which alone may have an ordinal mark
    if (numbered) {
        const quantity* const n = quantity_at(items.back().begin);
        const quantity& before = *quantity_at(items[count - 2].end - 1);
        const std::size_t length = before.number_end - before.number_begin;
        const bool both_marked = text_[before.number_begin] == text_[items.back().begin];
        tail = std::min(tail, n != nullptr
                                  ? n->number_end
                                  : items.back().begin + (length > 1 && !both_marked ? length - 1 : length));
    }
    // a word is not parted behind its first character: imports and exports end like exports
    const word last = word_at(items.back().begin);
    const bool one_word = last.length == items.back().size() && last.is(bit(cue::noun));
    for (std::size_t p = items.back().begin + (one_word ? 2 : 1); !numbered && p < items.back().end; ++p) {
        if (only_rate_noun({p, items.back().end}) ||
            (word_at(p).is(bit(cue::noun)) && p + word_at(p).length == items.back().end)) {
            tail = p;
            break;
        }
    }
    for (std::size_t n = 0; n < count; ++n) {
        std::string item = wording(strip_head(items[n]));
        if (n + 1 < count && tail < items.back().end) add_head(item, wording({tail, items.back().end}));
        std::string& made = drafts_[i + n].made.indicator;
        made = std::move(item);
        note(drafts_[i + n], "indicator", made, "its place in the list before the numbers");
        recent_.push_back(made);
    }
    subject_ = recent_.back();
}

/// The indicators of the clauses before, in their order, for a list without words of its own.
[[gnu::noinline]] void context_reader::set_indicators_before(std::size_t i, std::size_t count) {
    for (std::size_t n = 0; n < count; ++n) {
        drafts_[i + n].made.indicator = std::string(recent_[recent_.size() - count + n]);
        note(drafts_[i + n], "indicator", drafts_[i + n].made.indicator,
             "its place among the facts before the list");
    }
}

/// Whether every number of the list got an indicator of its own.
[[gnu::noinline]] bool context_reader::set_indicators_of_list(std::size_t i, number_list list,
                                                              const phrase& before) {
    std::vector<range> items;
    if (!before.empty())
        items = list_items_for(before.where, list.count);
    else if (list.in_order && follows_clause_without_number(drafts_[i]))
        items = list_items_for(subject_of_clause_before(drafts_[i]), list.count);
    const bool paired = items.size() == list.count;
    if (list.in_order && items.size() != list.count) pair_times_or_places(i, list.count);
    if (paired) set_indicators_in_order(i, items);
    const bool named_before = !paired && before.empty() && recent_.size() >= list.count;
    if (named_before) set_indicators_before(i, list.count);
    return paired || named_before;
}

/// A noun of level is the end of the words, whatever longer word it is part of.
bool context_reader::ends_in_measure(std::u32string_view text) const {
    for (std::size_t length = 2; length < std::min<std::size_t>(text.size(), 5); ++length) {
        const auto hit = words_.phrase_cues.forward.longest_at(text, text.size() - length);
        if (hit.length == length && (words_.phrase_cues.sets[hit.id] & bit(cue::measure_noun)) != 0)
            return true;
    }
    return false;
}

/// Puts the subject before a noun of rate that continues it: one noun of level replaces another, a noun of growth comes
/// on top.
[[gnu::noinline]] void context_reader::put_subject_before(std::string& value, range noun) const {
    std::string_view base = subject_;
    if (is_measure_noun(noun)) {
        const std::u32string folded = fold(base);
        const word tail = tail_of(folded);
        if (tail.is(bit(cue::measure_noun)) && tail.length == folded.size()) return;
        // one that a longer word holds cannot be replaced: floor space
        if (!tail.is(bit(cue::measure_noun)) && ends_in_measure(folded)) return;
        if (tail.is(bit(cue::measure_noun))) {
            std::size_t bytes = 0;
            for (std::size_t n = 0; n < tail.length; ++n) {
                ++bytes;
                while (bytes < base.size() &&
                       (static_cast<unsigned char>(base[base.size() - bytes]) & 0xC0U) == 0x80U)
                    ++bytes;
            }
            base.remove_suffix(bytes);
        }
    }
    value.insert(0, base);
}

/// The clause before is of the same sentence and states no number.
bool context_reader::follows_clause_without_number(const draft& d) const {
    if (d.clause == 0) return false;
    const clause& previous = clauses_[d.clause - 1];
    return previous.sentence_begin == clauses_[d.clause].sentence_begin &&
           previous.first_quantity == previous.last_quantity;
}

/// The subject that the clause before holds, when it states no number.
[[gnu::noinline]] range context_reader::subject_of_clause_before(const draft& d) const {
    const clause& previous = clauses_[d.clause - 1];
    constexpr std::size_t reach = 120;
    range r = strip_head({previous.begin, std::min(previous.end, previous.begin + reach)});
    const word closing = word_before(previous.end);
    if (closing.is(bit(cue::topic)) && r.size() > closing.length && d.made.kind() == kind::change)
        return strip_tail({r.begin, previous.end - closing.length});
    // nor is who says it what it is about
    if (closing.is(bit(cue::frame) | bit(cue::source))) r.end = r.begin;
    for (std::size_t p = r.begin + 1; p < r.end; ++p) {
        if (word_at(p).is(bit(cue::noun))) {
            p += word_at(p).length - 1;
            continue;
        }
        const word w = word_at(p);
        // one character is often the inside of a word, but not one that opens a phrase: the tax, under the influence of
        const bool opens =
            w.is(bit(cue::phrase_start) | bit(cue::from)) &&
            tail_of({r.begin, p}).is(bit(cue::noun) | bit(cue::rate_noun) | bit(cue::measure_noun));
        if (opens ||
            (w.is(bit(cue::verb) | bit(cue::adverb) | bit(cue::stop)) && (w.length > 1 || p + 1 == r.end))) {
            r.end = p;
            break;
        }
    }
    range action;
    return strip_tail(r, action);
}

/// The clause before says how a measure does, without a number: the scale of exports grew steadily. That is nearer than
/// the fact before.
[[gnu::noinline]] range context_reader::measure_of_clause_before(const draft& d) const {
    if (!follows_clause_without_number(d)) return {};
    const range r = subject_of_clause_before(d);
    if (r.size() < 3 || r.end == clauses_[d.clause - 1].end) return {};
    const word tail = tail_of(r);
    const bool measure = tail.is(bit(cue::rate_noun) | bit(cue::measure_noun)) ||
                         (tail.is(bit(cue::noun)) && !tail.is(bit(cue::verb)));
    return measure && !only_rate_noun(r) ? r : range{};
}

/// The sentence of the clause begins with "of which".
bool context_reader::opens_with_subset(std::size_t clause_index) const {
    std::size_t first = sentence_begin(clause_index);
    while (first < text_.size() && is_space_or_quote(text_[first])) ++first;
    return word_at(first).is(bit(cue::subset));
}

/// The character is a noun by itself: all others that are left alone before a number are parts of words or of phrases.
bool context_reader::is_short_noun(std::size_t at) const {
    constexpr cue_bits nouns = bit(cue::noun) | bit(cue::place_end) | bit(cue::dimension) | bit(cue::body) |
                               bit(cue::rate_noun) | bit(cue::measure_noun);
    return words_.short_nouns.length_at(text_, at) == 1 || word_at(at).is(nouns);
}

void context_reader::set_indicators() {
    subject_ = {};
    recent_.clear();
    std::size_t sentence = SIZE_MAX;
    std::size_t paragraph = 0;
    // where the words of the next number begin, behind a comma of enumeration; 0: anywhere
    std::size_t next_item = 0;
    range to_here;       // the verb between the level before and this one
    std::string outside; // the subject before the bracket that is open
    int depth = 0;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
        draft& d = drafts_[i];
        const clause& here = clauses_[d.clause];
        if (here.paragraph != paragraph) {
            paragraph = here.paragraph;
            subject_ = {};
        }
        if (here.sentence_begin != sentence) {
            sentence = here.sentence_begin;
            // "of which" goes on with the subject of the sentence before
            if (!subject_.empty() && !opens_with_subset(d.clause)) subject_ = {};
            recent_.clear();
            outside.clear();
            depth = 0;
        }
        // what a bracket is about ends with it
        if (here.depth > depth)
            outside = subject_;
        else if (here.depth < depth && !outside.empty())
            subject_ = outside;
        depth = here.depth;
        const quantity& q = quantity_of(d);
        if (!d.by->captures.empty()) {
            for (const capture& part : d.by->captures) {
                if (part.what == field::indicator) put(d.made.indicator, range{part.begin, part.end});
                if (part.what == field::action) put(d.made.action, range{part.begin, part.end});
            }
            if (!d.made.indicator.empty()) {
                subject_ = d.made.indicator;
                recent_.push_back(subject_);
                continue;
            }
        }
        const kind k = d.made.kind();
        words_before left = left_of(d);
        left.where.begin = std::min(left.where.end, std::max(left.where.begin, next_item));
        const bool continued = d.by->continued;
        const bool list_may_begin = !continued && i + 1 < drafts_.size() && drafts_[i + 1].clause == d.clause;
        const number_list list = list_may_begin ? list_from(i, left.where) : number_list{};

        range action;
        phrase before = noun_phrase_before(left.where, left.numbers_inside, &action);
        if (before.where.size() == 1 && !is_short_noun(before.where.begin)) before.clear();
        if (here.before == U')' && left.where.begin == here.begin &&
            (before.empty() || before.where.begin == here.begin) && k != kind::ranking)
            add_words_before_bracket(d, before);
        const range to_next = list_may_begin ? verb_to_next_level(d) : range{};
        if (k == kind::amount && is_only_ordinal(before.where) && !noun_phrase_behind(right_of(d)).empty())
            before.clear();
        if (!to_here.empty() && to_here.end == q.begin) {
            before.clear();
            action = to_here;
        }
        to_here = to_next;
        if (!action.empty() && d.made.action.empty()) put(d.made.action, action);
        const bool may_follow =
            to_next.empty() &&
            has(bit(kind::count) | bit(kind::amount) | bit(kind::percentage) | bit(kind::ratio), k);
        range behind = noun_behind(d, before, may_follow && list.count == 1 && !continued);
        if (k == kind::count && behind.empty() && list_may_begin) behind = noun_of_measured(d);

        next_item = behind.empty() || k != kind::count ? 0 : item_before_next(d, behind);
        if (next_item != 0) behind.end = std::min(behind.end, next_item - 1);

        if (list.count > 1 && set_indicators_of_list(i, list, before)) {
            i += list.count - 1;
            continue;
        }

        std::string& value = d.made.indicator; // empty up to here
        const bool first_in_clause = i == 0 || drafts_[i - 1].clause != d.clause;
        std::string_view why;
        bool carried = false;
        if (!behind.empty()) {
            put(value, behind);
            why = "the noun phrase behind the number";
        } else if (!before.empty()) {
            put(value, before);
            why =
                list.count > 1 ? "the noun phrase before the list"sv : "the noun phrase before the number"sv;
            if (list.count == 1 && !subject_.empty() && before.in_one_piece() &&
                only_rate_noun(before.where) && subject_.find(value) == std::string::npos) {
                put_subject_before(value, before.where);
                why = "the noun before the number with the subject it continues";
            }
        } else if (const range nearer =
                       first_in_clause && !subject_.empty() && (k == kind::change || d.by->begin > here.begin)
                           ? measure_of_clause_before(d)
                           : range{};
                   !nearer.empty()) {
            put(value, nearer);
            why = "the subject of the clause before";
        } else if (!subject_.empty()) {
            value = subject_;
            why = "carried from the fact before";
            carried = true;
        } else if (const range right = may_follow ? right_of(d) : range{}; !right.empty()) {
            put(value, noun_phrase_behind(right));
            why = "the noun phrase behind the number";
        }
        if (value.empty() && follows_clause_without_number(d)) {
            if (const range r = subject_of_clause_before(d); r.size() >= 2) {
                put(value, r);
                why = "the subject of the clause before";
                carried = false;
            }
        }
        if (value.empty()) continue;
        note(d, "indicator", value, why);
        if (!carried && !(k == kind::change && only_rate_noun(before.where)) && k != kind::ranking) {
            subject_ = value;
            recent_.push_back(subject_);
        } else if (subject_.empty()) {
            subject_ = value;
        }
    }
}

} // namespace gongbao::detail
