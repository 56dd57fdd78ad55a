#include "context_reader.hpp"

#include <algorithm>

namespace gongbao::detail {

using namespace std::string_view_literals;

/// A clause begins here, but for times and words that open it.
bool context_reader::opens_clause(std::size_t i) const {
    constexpr int most_words = 8;
    for (int words = 0; i > 0; ++words) {
        if (words == most_words) return false;
        if (const quantity* q = quantity_at(i - 1); q != nullptr && q->klass == quantity_class::date) {
            i = q->number_begin;
            continue;
        }
        const char32_t c = text_[i - 1];
        if (c == U',' || c == U';' || c == U':' || c == U'(' || c == U')' || c == 0x3002 || c == 0x3001 ||
            c == U' ' || c == 0x201C || c == U'.' || c == 0x3010 || c == U'#')
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
    if (i == 0) return true;
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
    for (std::size_t i = sentence.begin; i < sentence.end;) {
        // nearly nowhere may a place begin
        i = marks_.next(mark::any_place, i, sentence.end);
        if (i >= sentence.end) break;
        if (text_[i] == 0x300A) {
            constexpr std::size_t longest_title = 60;
            const auto close = std::u32string_view(text_).substr(i, longest_title).find(char32_t{0x300B});
            if (close != std::u32string_view::npos) title_end = i + close;
        }
        if (i < title_end) {
            ++i;
            continue;
        }
        const bool marked = marks_.at(mark::place, i);
        const word w = marked ? look(words_.place_cues, i) : word{};
        if (w.length == 0) {
            // where no place is marked the end of one is near
            if ((marked && !place_end_near(i)) || !may_be_unlisted_place(i)) {
                ++i;
                continue;
            }
            const range formed = place_by_form(i);
            if (formed.empty()) {
                ++i;
                continue;
            }
            if (!places_.empty() && (places_.back().where.end == i ||
                                     (places_.back().where.end + 1 == i && text_[i - 1] == 0x3001)))
                extend_place(formed.end);
            else
                put_place(formed, true);
            i = formed.end;
            continue;
        }
        range r{i, i + w.length};
        const bool name = !w.is(bit(cue::place_word));
        if (w.is(bit(cue::place_none))) {
            i = r.end;
            continue;
        }
        const bool behind_place = !places_.empty() && places_.back().where.end == i;
        // a short name is a place where another names its province, or where it opens a clause and a predicate follows
        if (w.is(bit(cue::weak_region)) && !w.is(bit(cue::region)) && !behind_place &&
            !(predicate_at(r.end) && opens_clause(i))) {
            ++i;
            continue;
        }
        // "the largest in the country" is in no scope
        if (!name && word_at(r.end).is(bit(cue::superlative) | bit(cue::not_scope))) {
            i = r.end;
            continue;
        }
        place* last = places_.empty() ? nullptr : &places_.back();
        const bool adjoins = last != nullptr && last->where.end == r.begin;
        const bool listed = last != nullptr && last->where.end + 1 == r.begin &&
                            text_[last->where.end] == 0x3001 && name && last->name;
        // inside a longer word a name is none: the bearer of a name, the foot of a mountain
        if (!adjoins && !listed && i > 0 && is_han(text_[i - 1]) && !is_number(i - 1) &&
            word_before(i).length == 0 && look_back(words_.basis_cues, hint::basis_end, i).length == 0 &&
            look_back(words_.status_cues, i).length == 0) {
            i += 1;
            continue;
        }
        // an ending that the list of names does not have: a town, a village, an old county
        for (;;) {
            std::size_t grown = r.end;
            constexpr std::size_t longest_name = 8;
            for (std::size_t k = r.end;
                 name && !w.is(bit(cue::country)) && k < std::min(text_.size(), r.end + longest_name); ++k) {
                if (!is_han(text_[k]) || is_number(k)) break;
                const word e = word_at(k);
                if (e.is(bit(cue::place_end)) && k + e.length > r.end && (k > r.end || e.length > 1)) {
                    grown = k + e.length;
                    break;
                }
                if (e.is(bit(cue::verb) | bit(cue::noun) | bit(cue::adverb) | bit(cue::stop) |
                         bit(cue::organisation)))
                    break;
            }
            if (grown == r.end) break;
            r.end = grown;
        }
        i = r.end;
        if (adjoins || listed) {
            extend_place(r.end);
        } else {
            put_place(r, name);
        }
    }
}

/// An office in a place is not the place.
bool context_reader::is_organisation(const place& p) const {
    if (!p.name) return false;
    constexpr std::size_t reach = 9;
    for (std::size_t k = p.where.end; k < std::min(text_.size(), p.where.end + reach); ++k) {
        if (!is_han(text_[k]) || is_number(k)) break;
        const word w = word_at(k);
        if (w.length > 0) return w.is(bit(cue::organisation));
    }
    return false;
}

/// Where something comes from or goes to is no scope, either.
bool context_reader::counts(place& p) const {
    if (p.counts < 0)
        p.counts = is_organisation(p) || is_captured(p.where.begin) ||
                           word_before(p.where.begin).is(bit(cue::toward))
                       ? 0
                       : 1;
    return p.counts != 0;
}

/// Facts of other clauses may take their scope from the place, which stands in this clause.
bool context_reader::is_topic(place& p, const clause& c) const {
    if (p.topic < 0) p.topic = c.states || opens_clause(p.where.begin) ? 1 : 0;
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
