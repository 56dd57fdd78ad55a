#include "context_reader.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace gongbao::detail {
namespace {

// A name that no list has is at most so long, without its ending.
constexpr std::size_t longest_unlisted_place = 3;

} // namespace

using namespace std::string_view_literals;

/// A clause begins here, but for times and words that open it.
bool context_reader::opens_clause(std::size_t i) const {
    constexpr int most_words = 8;
    for (int words = 0; !begins_paragraph(text_, i); ++words) {
        if (words == most_words) return false;
        if (const quantity* q = quantity_at(i - 1); q != nullptr && q->klass == quantity_class::date) {
            i = q->number_begin;
            continue;
        }
        const char32_t c = text_[i - 1];
        if (c == U',' || c == U';' || c == U':' || c == U'(' || c == U')' || c == 0x3002 ||
            c == enumeration_comma || c == U' ' || c == opening_quote || c == U'.' || c == 0x3010 ||
            c == U'#')
            return true;
        const word w = word_before(i);
        if (!w.is(bit(cue::lead) | bit(cue::subset) | bit(cue::adverb))) return false;
        i -= w.length;
    }
    return true;
}

/// Nearly nowhere may the name of a place begin that no list has: most points stand behind a character that is neither a
/// mark nor the end of a word or a date that a clause opens with. All is asked at once, since no answer can be foreseen.
bool context_reader::may_be_unlisted_place(std::size_t i) const {
    if (begins_paragraph(text_, i)) return true;
    const unsigned behind_word = static_cast<unsigned>(marks_.at(hint::phrase_end, i - 1)) |
                                 static_cast<unsigned>(is_number(i - 1)) |
                                 static_cast<unsigned>(!is_han(text_[i - 1]));
    return (behind_word & static_cast<unsigned>(is_han(text_[i])) & static_cast<unsigned>(!is_number(i))) !=
           0;
}

/// A county, town or village by its ending, where no list has it: at the start of a clause, or right before a number.
range context_reader::place_by_form(std::size_t i) const {
    if (!is_han(text_[i]) || is_number(i)) return {i, i};
    if (!opens_clause(i)) return {i, i};
    for (std::size_t k = i + 1; k < std::min(text_.size(), i + 1 + longest_unlisted_place); ++k) {
        if (!is_han(text_[k]) || is_number(k)) break;
        // no word that we know stands inside a name that we do not
        if (word_at(k - 1).length != 0 || place_at(k - 1).length != 0 || status_at(k - 1).length != 0) break;
        const word e = word_at(k);
        if (e.length != 1 || !e.is(bit(cue::place_end))) continue;
        if (word_before(k + 1).is(bit(cue::not_place))) return {i, i};
        // the name ends where a word that we know, a number or a mark follows
        const std::size_t next = k + 1;
        const bool numbered = is_number(next);
        const bool ends = !e.is(bit(cue::weak_place_end)) || next >= text_.size() || !is_han(text_[next]) ||
                          word_at(next).length > 1 || status_at(next).length != 0 ||
                          place_at(next).length != 0;
        if (numbered || (k - i >= 2 && ends)) return {i, k + 1};
    }
    return {i, i};
}

bool context_reader::predicate_at(std::size_t i) const {
    return word_at(i).is(bit(cue::verb) | bit(cue::adverb) | bit(cue::lead) | bit(cue::stop)) ||
           status_at(i).length != 0;
}

void context_reader::put_place(range where, bool name) {
    place_of_point_.put(where.begin, std::min(text_.size(), where.end), places_.size());
    places_.push_back({where, name});
}

/// The last place goes on up to a point.
void context_reader::extend_place(std::size_t end) {
    place_of_point_.put(places_.back().where.end, std::min(text_.size(), end), places_.size() - 1);
    places_.back().where.end = end;
}

/// The places of a sentence, neighbours joined: province, city, county, and lists of them.
void context_reader::find_places_in(range sentence, std::size_t& title_end) {
    // nearly nowhere may a place begin: so many points are looked at together, and a few more for the ends of names
    constexpr std::size_t together = 64 - longest_unlisted_place;
    for (std::size_t i = sentence.begin; i < sentence.end;) {
        const std::size_t first = i;
        const std::size_t count = std::min(together, sentence.end - first);
        const std::uint64_t marked = marks_.bits_from(mark::place, first);
        const std::uint64_t ends = marks_.bits_from(mark::place_end, first);
        std::uint64_t near = 0; // a character that may end the name of a place is near enough behind
        for (std::size_t far = 1; far <= longest_unlisted_place; ++far) near |= ends >> far;
        std::uint64_t left = (marked | near) & (~std::uint64_t{0} >> (64 - count));
        i += count;
        while (left != 0) {
            const auto at = static_cast<std::size_t>(std::countr_zero(left));
            const std::size_t behind =
                read_place(first + at, (marked >> at & 1U) != 0, (near >> at & 1U) != 0, title_end);
            left = behind - first < 64 ? left & ~std::uint64_t{0} << (behind - first) : 0;
            i = std::max(i, behind);
        }
    }
}

/// Reads the place that may begin at a point; gives the point where to go on. `marked`: a listed one may begin there;
/// `near`: one that no list has may end soon.
std::size_t context_reader::read_place(std::size_t i, bool marked, bool near, std::size_t& title_end) {
    if (text_[i] == opening_title) {
        constexpr std::size_t longest_title = 60;
        const auto title = std::u32string_view(text_).substr(i, longest_title);
        const auto close = std::min(title.find(char32_t{closing_title}), title.find(paragraph_mark));
        if (close < title.size() && title[close] != paragraph_mark) title_end = i + close;
    }
    if (i < title_end) return i + 1;
    word w = marked ? look(words_.place_cues, i) : word{};
    const bool behind_place = !places_.empty() && places_.back().where.end == i;
    // a short name is a place where another names its province, or where it opens a clause and a predicate follows
    if (w.is(bit(cue::weak_region)) && !w.is(bit(cue::region)) && !behind_place &&
        !(predicate_at(i + w.length) && opens_clause(i)))
        w = {};
    if (w.length == 0) {
        if (!near || !may_be_unlisted_place(i)) return i + 1;
        const range formed = place_by_form(i);
        if (formed.empty()) return i + 1;
        if (!places_.empty() && (places_.back().where.end == i ||
                                 (places_.back().where.end + 1 == i && text_[i - 1] == enumeration_comma)))
            extend_place(formed.end);
        else
            put_place(formed, true);
        return formed.end;
    }
    range r{i, i + w.length};
    const bool name = !w.is(bit(cue::place_word));
    if (w.is(bit(cue::place_none))) return r.end;
    // "the largest in the country" is in no scope
    if (!name && word_at(r.end).is(bit(cue::superlative) | bit(cue::not_scope))) return r.end;
    const bool listed =
        !places_.empty() && name && places_.back().name && places_.back().where.end < i &&
        words_.list.length_at(text_, places_.back().where.end) == i - places_.back().where.end &&
        !word_before(i).is(bit(cue::partner));
    // inside a longer word a name is none: the bearer of a name, the foot of a mountain; but what a number is of is one
    const bool of_number = !name && r.end < text_.size() && quantity_of_point_.has(r.end);
    if (!behind_place && !listed && !of_number && i > 0 && is_han(text_[i - 1]) && !is_number(i - 1) &&
        word_before(i).length == 0 && look_back(words_.basis_cues, hint::basis_end, i).length == 0 &&
        look_back(words_.status_cues, i).length == 0)
        return i + 1;
    // an ending that the list of names does not have: a town, a village, an old county
    if (name && !w.is(bit(cue::country))) r.end = behind_endings(r.end);
    if (behind_place || listed)
        extend_place(r.end);
    else
        put_place(r, name);
    return r.end;
}

/// The end of a name with the administrative endings that follow it.
std::size_t context_reader::behind_endings(std::size_t end) const {
    constexpr std::size_t longest_name = 8;
    for (std::size_t k = end; k < std::min(text_.size(), end + longest_name); ++k) {
        if (!is_han(text_[k]) || is_number(k)) break;
        const word e = word_at(k);
        // right behind the name one character is an ending where the list has none: the port of Dalian
        const bool alone = k == end && e.length == 1;
        if (e.is(bit(cue::place_end)) && k + e.length > end &&
            (!alone || !(e.is(bit(cue::weak_place_end)) || word_before(end).is(bit(cue::place_end))))) {
            end = k + e.length;
            k = end - 1;
        } else if (e.is(bit(cue::verb) | bit(cue::noun) | bit(cue::adverb) | bit(cue::stop) |
                        bit(cue::organisation))) {
            break;
        }
    }
    return end;
}

/// An office in a place is not the place.
bool context_reader::is_organisation(const place& p) const {
    if (!p.name) return false;
    constexpr std::size_t reach = 9;
    for (std::size_t k = p.where.end; k < std::min(text_.size(), p.where.end + reach); ++k) {
        if (!is_han(text_[k]) || is_number(k)) break;
        const word w = word_at(k);
        if (w.is(bit(cue::organisation))) return true;
        if (w.length > 0 && (w.length == 1 || !w.is(bit(cue::noun) | bit(cue::frame_noun)))) return false;
        k += w.length > 0 ? w.length - 1 : 0;
    }
    return false;
}

/// The place is only a partner: of the one before it in its clause, or where the words behind say what is done with it,
/// as exports to it. Several may have a number each.
bool context_reader::is_partner(const place& p) const {
    if (!word_before(p.where.begin).is(bit(cue::partner)) || is_list(p.where)) return false;
    if (word_at(p.where.end).is(bit(cue::dealing))) return true;
    if (&p == places_.data()) return false;
    const place& subject = *(&p - 1);
    return !marks_.any(mark::clause_end, subject.where.end, p.where.begin);
}

/// The province builds a Chinese garden: a verb has the place in its object, and another is its subject.
bool context_reader::is_object(const place& p) const {
    if (!p.name || &p == places_.data()) return false;
    const word verb = word_before(p.where.begin);
    if (verb.length < 2 || !verb.is(bit(cue::verb)) || verb.is(bit(cue::noun)) || is_list(p.where))
        return false;
    const place& subject = *(&p - 1);
    return !marks_.any(mark::clause_end, subject.where.end, p.where.begin) &&
           opens_clause(subject.where.begin);
}

/// A name in quotation marks holds the place, and no number: the "Western granary".
bool context_reader::is_quoted(const place& p) const {
    constexpr std::size_t longest_name = 16;
    const std::size_t last = std::min(text_.size(), p.where.end + longest_name);
    std::size_t close = p.where.end;
    while (close < last && text_[close] != closing_quote) {
        if (text_[close] == opening_quote || text_[close] == U',' || text_[close] == 0x3002) return false;
        ++close;
    }
    if (close == last) return false;
    const std::size_t first = close > longest_name ? close - longest_name : 0;
    std::size_t open = p.where.begin;
    while (open > first && text_[open - 1] != opening_quote) --open;
    if (open == 0 || text_[open - 1] != opening_quote) return false;
    for (std::size_t i = open; i < close; ++i)
        if (quantity_of_point_.has(i)) return false;
    return true;
}

/// The place closes a list of others, or a dash makes it part of a name: 31 provinces and the city, Paris-Dakar.
bool context_reader::is_part_of_more(const place& p) const {
    constexpr char32_t dash = 0x2014;
    const std::size_t begin = p.where.begin;
    const std::size_t end = p.where.end;
    const auto name_beside = [this](std::size_t at, std::size_t behind) {
        return at < text_.size() && text_[at] == dash && behind < text_.size() && is_han(text_[behind]);
    };
    if (name_beside(end, end + 1) || (begin > 1 && name_beside(begin - 1, begin - 2))) return true;
    // from here to there
    const std::size_t to = words_.range.length_at(text_, end);
    if (to != 0 && end + to < text_.size() && place_of_point_.has(end + to)) return true;
    if (&p != places_.data()) {
        const std::size_t from = (&p - 1)->where.end;
        if (from < begin && words_.range.length_at(text_, from) == begin - from) return true;
    }
    // right before a number it is that of the number
    const std::size_t next = end + (end < text_.size() && text_[end] == words_.attributive ? 1 : 0);
    if (next < text_.size() && quantity_of_point_.has(next)) return false;
    const std::size_t joint = word_before(begin).length;
    if (joint == 0 || joint >= begin || words_.list.length_at(text_, begin - joint) != joint) return false;
    std::size_t before = begin - joint - 1;
    if (text_[before] == U')') { // what it explains stands before it
        constexpr std::size_t longest = 24;
        const std::size_t close = before;
        while (before > 0 && close - before < longest && text_[before] != U'(') --before;
        if (before == 0) return false;
        --before;
    }
    return is_han(text_[before]) && !place_of_point_.has(before) && !quantity_of_point_.has(before);
}

/// The number counts the places themselves: five cities, Kaifeng and others, or Kaifeng, Luoyang and so on, five cities.
bool context_reader::counts_places(const draft& d, const place& p) const {
    const quantity& q = quantity_of(d);
    constexpr std::size_t nearest = 4; // "and others" may stand between
    if (q.number_begin > p.where.end + nearest) return false;
    const word more = word_at(p.where.end);
    const bool open = more.is(bit(cue::list_more));
    const std::size_t number = p.where.end + (open ? more.length : 0);
    if (number != std::min(q.begin, q.number_begin) && number != q.number_begin) return false;
    if (open) return true;
    return is_list(p.where) &&
           (word_at(q.end).is(bit(cue::body)) || word_at(q.unit_begin).is(bit(cue::place_end)));
}

/// Where something comes from or goes to is no scope, either.
bool context_reader::counts(place& p) const {
    if (p.counts < 0)
        p.counts = is_organisation(p) || is_captured(p.where.begin) ||
                           word_before(p.where.begin).is(bit(cue::toward)) || is_partner(p) || is_object(p) ||
                           is_part_of_more(p) || is_quoted(p)
                       ? 0
                       : 1;
    return p.counts != 0;
}

/// The place stands behind a number of its clause: 36 national parks; not where the clause ends with it, as with 36
/// people who went there.
bool context_reader::is_behind_number(const place& p, const clause& c) const {
    if (p.where.end >= c.end) return false;
    for (std::size_t k = c.first_quantity; k < c.last_quantity && quantities_[k].begin < p.where.begin; ++k)
        if (!is_time(quantities_[k]) && quantities_[k].klass != quantity_class::ordinal) return true;
    return false;
}

/// The place opens its clause, not only an item of a list or a quoted name in it.
bool context_reader::opens_topic(std::size_t i) const {
    if (!opens_clause(i)) return false;
    if (i < 2) return true;
    if (text_[i - 1] == enumeration_comma)
        return place_of_point_.has(i - 2) || quantity_of_point_.has(i - 2) || text_[i - 2] == U')';
    return text_[i - 1] != opening_quote || !is_han(text_[i - 2]);
}

/// Facts of other clauses may take their scope from the place, which stands in this clause.
bool context_reader::is_topic(place& p, const clause& c) const {
    if (p.topic < 0) p.topic = (c.states && !is_behind_number(p, c)) || opens_topic(p.where.begin) ? 1 : 0;
    return p.topic != 0;
}

void context_reader::set_scope(draft& d, std::size_t from) {
    if (const capture* part = captured_for(d, field::scope)) {
        put(d.made.scope, range{part->begin, part->end});
        return;
    }
    const clause& here = clauses_[d.clause];
    const std::size_t until = quantity_of(d).number_begin;
    // the nearest before the number that counts
    places_before_ = begin_before(until, places_, places_before_);
    for (std::size_t k = places_before_; k > 0 && places_[k - 1].where.begin >= from; --k) {
        place& p = places_[k - 1];
        if (p.where.end > until) continue;
        if (p.where.begin < here.begin) {
            // from another clause only its topic, or the place of a fact
            if (p.clause == UINT32_MAX)
                p.clause = static_cast<std::uint32_t>(clause_at(p.where.begin, d.clause));
            const clause& there = clauses_[p.clause];
            if (there.depth > here.depth || !is_topic(p, there)) continue;
        }
        if (!counts(p)) continue;
        if (counts_places(d, p)) {
            while (k > 1 && is_list_word({places_[k - 2].where.end, places_[k - 1].where.begin})) --k;
            continue;
        }
        d.scope_by = k - 1;
        put(d.made.scope, p.where);
        note(d, "scope", d.made.scope,
             p.where.begin >= here.begin ? "in the clause"sv : "carried within the sentence"sv);
        return;
    }
}

/// The places of the list that gave a fact its scope.
std::vector<range> context_reader::place_items(const draft& d) const {
    std::vector<range> items;
    if (d.scope_by == draft::none) return items;
    std::size_t first = d.scope_by;
    while (first > 0 && is_list_word({places_[first - 1].where.end, places_[first].where.begin})) --first;
    for (std::size_t n = first; n <= d.scope_by; ++n) {
        const std::vector<range> parts = list_items(places_[n].where);
        items.insert(items.end(), parts.begin(), parts.end());
    }
    return items;
}

} // namespace gongbao::detail
