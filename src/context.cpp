#include "context.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "context_reader.hpp"
#include "rule.hpp"

namespace gongbao::detail {

using namespace std::string_view_literals;

// Only explain asks for notes: their code stands apart from what every fact runs through.
[[gnu::noinline, gnu::cold]] void context_reader::add_note(draft& d, std::string_view field,
                                                           std::string_view value, std::string_view why) {
    d.reasons.push_back(std::string(field) + " \"" + std::string(value) + "\": " + std::string(why));
}

[[gnu::noinline, gnu::cold]] void context_reader::add_note(draft& d, std::string_view field, range value,
                                                           std::string_view why) const {
    add_note(d, field, wording(value), why);
}

[[gnu::noinline, gnu::cold]] void context_reader::remove_notes(draft& d, std::string_view field) {
    d.reasons.erase(std::remove_if(d.reasons.begin(), d.reasons.end(),
                                   [field](const std::string& r) {
                                       return r.compare(0, field.size(), field) == 0 &&
                                              r.compare(field.size(), 1, " ") == 0;
                                   }),
                    d.reasons.end());
}

/// Where the sentence of a clause begins, as far back as a cue is looked for.
std::size_t context_reader::sentence_begin(std::size_t clause_index) const {
    const std::size_t first = clauses_[clause_index].sentence_begin;
    const std::size_t here = clauses_[clause_index].begin;
    if (clauses_[first].begin + sentence_reach >= here) return clauses_[first].begin;
    std::size_t i = clause_index;
    while (i > first && clauses_[i - 1].begin + sentence_reach >= here) --i;
    return clauses_[i].begin;
}

/// Notes what a phrase ranks among, compares with, is part of.
[[gnu::noinline]] void context_reader::note_captures(const match& m) {
    if (m.continued) return; // its captures are those of the first of the list
    if (!has_captured_) captured_.reset(text_.size());
    has_captured_ = true;
    for (const capture& part : m.captures)
        if (part.what != field::indicator && part.what != field::action)
            captured_.add(part.begin, std::min<std::size_t>(text_.size(), part.end));
}

/// Maps the quantities, the captures and the places.
void context_reader::make_maps() {
    const std::size_t n = text_.size();
    places_.clear();
    quantity_of_point_.reset(n);
    place_of_point_.reset(n);
    for (std::size_t k = 0; k < quantities_.size(); ++k)
        quantity_of_point_.put(quantities_[k].number_begin, std::min(n, quantities_[k].number_end), k);
    std::size_t title_end = 0; // the title of a document names no place
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
        const draft& d = drafts_[i];
        if (!d.by->captures.empty()) note_captures(*d.by);
        // the sentences that state a fact, each up to the clause of its last; nothing else is read
        const clause& here = clauses_[d.clause];
        if (i + 1 < drafts_.size() && clauses_[drafts_[i + 1].clause].sentence_begin == here.sentence_begin)
            continue;
        find_places_in({clauses_[here.sentence_begin].begin, here.end}, title_end);
    }
    places_.insert(places_.end(), beyond_all, place{{SIZE_MAX, SIZE_MAX}});
}

/// Tells an earlier time from another entity in the words behind "than".
void context_reader::set_reference(draft& d, range reference) {
    auto& c = std::get<change>(d.made.record);
    // "than the year before" and the like are cue words that begin at the word of comparison
    for (std::size_t i = reference.begin >= 4 ? reference.begin - 4 : 0; i < reference.end; ++i) {
        const word w = basis_at(i);
        if (w.is(basis_bits) && i + w.length > reference.begin && quantity_at(i) == nullptr) {
            c.basis = w.is(bit(cue::yoy))          ? basis::yoy
                      : w.is(bit(cue::mom))        ? basis::mom
                      : w.is(bit(cue::dod))        ? basis::dod
                      : w.is(bit(cue::year_start)) ? basis::year_start
                                                   : basis::annual;
            c.against.clear();
            if (c.basis == basis::yoy) basis_time_ = time_from({i, i + w.length});
            note(d, "basis", range{i, i + w.length}, "the word of comparison before the number");
            return;
        }
    }
    while (reference.end > reference.begin) {
        const word w = word_before(reference.end);
        if (w.is(bit(cue::compare_end)) && w.length < reference.size())
            reference.end -= w.length;
        else if (text_[reference.end - 1] == U',' || text_[reference.end - 1] == U' ')
            --reference.end;
        else
            break;
    }
    // before the project began
    const auto closing = words_.times.longest_at(text_, reference.end - 1);
    bool earlier =
        reference.size() > 1 && closing && words_.time_entries[closing.id].role == time_role::before;
    for (std::size_t i = reference.begin; i < reference.end; ++i)
        earlier = earlier || basis_at(i).is(bit(cue::earlier));
    const bool time = earlier || std::any_of(times_.begin(), times_.end(), [&](const time_expression& t) {
                          return t.begin >= reference.begin && t.begin < reference.end && !t.clock;
                      });
    c.basis = time ? basis::base : basis::benchmark;
    put(c.against, reference);
    note(d, "against", c.against,
         time ? "an earlier time behind the word of comparison"sv : "what the number is compared with"sv);
}

/// The change before, where it is one against a named time and this one goes on in its sentence without a time.
const change* context_reader::named_time_before(const draft& d) const {
    if (&d == drafts_.data()) return nullptr;
    const draft& before = *(&d - 1);
    const auto* c = std::get_if<change>(&before.made.record);
    const clause& here = clauses_[d.clause];
    // what moved by percentage points is a rate: that says nothing of a level
    if (c == nullptr || c->basis != basis::base || quantity_of(d).klass == quantity_class::points ||
        quantity_of(before).klass == quantity_class::points ||
        clauses_[before.clause].sentence_begin != here.sentence_begin)
        return nullptr;
    for (std::size_t k = d.quantity; k > before.quantity + 1; --k)
        if (quantities_[k - 1].klass == quantity_class::date) return nullptr;
    return c;
}

void context_reader::set_basis(draft& d, std::size_t from) {
    basis_time_ = SIZE_MAX;
    auto* c = std::get_if<change>(&d.made.record);
    if (c == nullptr) return;
    const clause& here = clauses_[d.clause];
    if (const capture* part = captured_for(d, field::against)) {
        range reference{part->begin, part->end};
        // compared with 2023, gradually rose by: the reference stands before the word, an adverb is none
        if (reference.size() == 1 || is_whole_word(reference, cue::adverb))
            if (const range before = compared_with({here.begin, reference.begin}); !before.empty())
                reference = before;
        set_reference(d, reference);
        return;
    }
    const quantity& q = quantity_of(d);
    const std::size_t until = std::max(q.number_end, d.by->end);
    std::size_t since = from;
    if (const change* earlier = named_time_before(d); earlier != nullptr) {
        c->basis = basis::base;
        c->against = earlier->against;
        note(d, "basis", c->against, "carried within the sentence"sv);
        since = (&d - 1)->by->end;
    }
    for (const cue_found& found : basis_words(from, until)) {
        const std::size_t i = found.at;
        const word w = found.its;
        if (i >= until) break;
        if (i < since) continue;
        c->against.clear();
        // an average per year says nothing of the next clause
        if (w.is(bit(cue::annual))) {
            if (i >= here.begin) c->basis = basis::annual;
        } else {
            basis_before_ = c->basis;
            c->basis = w.is(bit(cue::yoy))   ? basis::yoy
                       : w.is(bit(cue::mom)) ? basis::mom
                       : w.is(bit(cue::dod)) ? basis::dod
                                             : basis::year_start;
        }
        basis_time_ = w.is(bit(cue::yoy)) ? time_from(range{i, i + w.length}) : SIZE_MAX;
        forget(d, "basis");
        note(d, "basis", range{i, i + w.length},
             i >= here.begin ? "in the clause"sv : "carried within the sentence"sv);
    }
    if (c->basis || d.clause == 0) return;
    // compared with 2023, exports rose by
    const clause& previous = clauses_[d.clause - 1];
    if (previous.sentence_begin != here.sentence_begin) return;
    if (const range reference = compared_with({previous.begin, previous.end}); !reference.empty())
        set_reference(d, reference);
}

/// The time that begins in the words and goes on behind them; SIZE_MAX: none does.
std::size_t context_reader::time_from(range words) const {
    const auto t = std::lower_bound(times_.begin(), times_.end(), words.begin,
                                    [](const time_expression& a, std::size_t at) { return a.begin < at; });
    const bool goes_on = t != times_.end() && t->begin < words.end && t->end > words.end;
    return goes_on ? static_cast<std::size_t>(t - times_.begin()) : SIZE_MAX;
}

/// What words that end with "compared with" compare with; nothing where they do not end so.
range context_reader::compared_with(range r) const {
    const word closing = word_before(r.end);
    if (!closing.is(bit(cue::compare_end)) || closing.length >= r.size()) return {};
    r.end -= closing.length;
    for (std::size_t i = r.begin; i < r.end; ++i)
        if (const word w = word_at(i); w.length == 1 && w.is(bit(cue::compare))) return {i + 1, r.end};
    return {};
}

/// The words of basis from a point on, at least up to another: read once for all facts that look from there.
const std::vector<cue_found>& context_reader::basis_words(std::size_t from, std::size_t until) {
    cue_scan& scan = basis_scan_;
    scan.look_from(from);
    std::size_t i = scan.next;
    while (i < until && (i = marks_.next(mark::basis, i, until)) < until) {
        const word w = basis_at(i);
        // a cue inside a number or date is none, unless it holds the whole of it: two years on average
        const quantity* inside = quantity_at(i);
        if (!w.is(basis_bits) ||
            (inside != nullptr && (inside->number_begin < i || inside->number_end >= i + w.length))) {
            ++i;
            continue;
        }
        scan.found.push_back({i, w});
        i += w.length;
    }
    scan.next = i;
    return scan.found;
}

/// The clause of a point in a sentence, by one behind it.
std::size_t context_reader::clause_at(std::size_t i, std::size_t behind) const {
    while (behind > 0 && clauses_[behind].begin > i) --behind;
    return behind;
}

/// "done" stands right before, but for dates and adverbs: the year's task of 13 million was done.
bool context_reader::directly_behind_done(std::size_t at) const {
    for (int steps = 0; at > 0 && steps < 4; ++steps) {
        const quantity* q = quantity_at(at - 1);
        if (q != nullptr && q->klass == quantity_class::date) {
            at = q->number_begin;
            continue;
        }
        const word w = word_before(at);
        if (w.is(bit(cue::joining)) && w.length > 1) return true;
        if (!w.is(bit(cue::adverb) | bit(cue::lead))) return false;
        at -= w.length;
    }
    return false;
}

/// A verb of reaching stands in the words: the aims that were reached are no plan, but those that will be reached are.
bool context_reader::reached_in(range r) const {
    for (std::size_t i = r.begin; i < r.end;) {
        const word w = status_at(i);
        if (w.is(bit(cue::future))) return false;
        const word verb = word_at(i);
        if (verb.is(bit(cue::joining))) return true;
        i += std::max<std::size_t>(1, verb.length);
    }
    return false;
}

/// One character is an auxiliary only before a predicate: before a noun or a number of things it marks the object.
bool context_reader::marks_object(std::size_t at) const {
    if (const quantity* next = quantity_at(at + 1); next != nullptr)
        return next->klass != quantity_class::date && next->klass != quantity_class::duration &&
               next->klass != quantity_class::duration_word;
    const word next = word_at(at + 1);
    return next.length == 0 ||
           (next.is(bit(cue::noun) | bit(cue::modifier)) &&
            !next.is(bit(cue::verb) | bit(cue::adverb) | bit(cue::lead) | bit(cue::stop)));
}

/// Where the next word of status begins, at or behind a point: asked for many facts, and found once for those between
/// two of them.
std::size_t context_reader::next_status(std::size_t from) {
    if (from < no_status_from_ || from > next_status_) find_next_status(from);
    return next_status_;
}

[[gnu::noinline]] void context_reader::find_next_status(std::size_t from) {
    const std::size_t end = text_.size();
    no_status_from_ = from;
    next_status_ = marks_.next(hint::status, from, end);
    while (next_status_ < end && look(words_.status_cues, next_status_).length == 0)
        next_status_ = marks_.next(hint::status, next_status_ + 1, end);
}

/// Reads the words of status on to a point.
[[gnu::noinline]] void context_reader::read_status_words(std::size_t until) {
    const cue_bits wanted =
        bit(cue::target) | bit(cue::future) | bit(cue::estimate) | bit(cue::actual) | bit(cue::compute);
    cue_scan& scan = status_scan_;
    std::size_t i = scan.next;
    while (i < until) {
        // nearly always no word of status stands there at all
        if (next_status(i) >= until) break;
        i = marks_.next(mark::status, i, until);
        const word w = status_at(i);
        if (const word n = word_at(i); n.is(bit(cue::noun)) && n.length > w.length) {
            i += n.length;
            continue;
        }
        if (!w.is(wanted)) {
            i += std::max<std::size_t>(1, w.length);
            continue;
        }
        // the name of a programme is no plan of the figure: the "Thousand Talents" plan
        const bool named = (i > 0 && text_[i - 1] == closing_quote) ||
                           (i + w.length < text_.size() && text_[i + w.length] == closing_quote);
        if (!named) scan.found.push_back({i, w});
        i += w.length;
    }
    scan.next = i;
}

/// One character that leads and is a verb, too, stands right before: from, by, in.
bool context_reader::behind_coverb(std::size_t at) const {
    const word before = word_before(at);
    return before.length == 1 && before.is(bit(cue::lead)) && before.is(bit(cue::verb));
}

/// "From" stands before the number, or before what says of when it is: from the 36 of last year.
bool context_reader::behind_from(const draft& d) const {
    const quantity& q = quantity_of(d);
    std::size_t at = std::min(q.begin, q.number_begin);
    constexpr int most_words = 4;
    for (int words = 0; words < most_words && at > clauses_[d.clause].begin; ++words) {
        const word w = word_before(at);
        if (w.is(bit(cue::from))) return true;
        const quantity* date = quantity_at(at - 1);
        if (date != nullptr && date->klass == quantity_class::date) {
            at = date->number_begin;
            if (word_at(at).is(bit(cue::from))) return true; // "from 2012" is a time by itself
        } else if (text_[at - 1] == words_.attributive) {
            --at;
        } else if (w.is(bit(cue::lead) | bit(cue::adverb))) {
            at -= w.length;
        } else {
            return false;
        }
    }
    return false;
}

/// From 36 grew to 52: the words between a number and the next, which are a verb, whatever verb; else none.
range context_reader::verb_to_next_level(const draft& d) const {
    const quantity& q = quantity_of(d);
    const std::size_t behind = std::max(q.end, q.number_end);
    if (d.quantity + 1 >= clauses_[d.clause].last_quantity) return {};
    const std::size_t next = quantities_[d.quantity + 1].begin;
    constexpr std::size_t longest_verb = 5;
    if (next < behind + 2 || next > behind + longest_verb) return {};
    // a verb of two characters and its "to" or "as"
    if (words_.range.length_at(text_, next - 1) != 1 && !is_whole_word({next - 1, next}, cue::verb))
        return {};
    for (std::size_t i = behind; i < next; ++i)
        if (!is_han(text_[i])) return {};
    // a noun that is none of its verb is what is counted
    const word opening = word_at(behind);
    if (opening.is(bit(cue::noun) | bit(cue::body)) && !opening.is(bit(cue::verb))) return {};
    return behind_from(d) ? range{behind, next} : range{};
}

/// From 36 to 52: the first number is what was there before, whatever is planned.
bool context_reader::is_former_level(const draft& d) const {
    if (!verb_to_next_level(d).empty()) return true;
    const quantity& q = quantity_of(d);
    const std::size_t behind = std::max(q.end, q.number_end);
    const word verb = word_at(behind);
    return verb.length >= 2 && verb.is(bit(cue::verb)) &&
           words_.range.length_at(text_, behind + verb.length - 1) == 1 && behind_from(d);
}

/// A change says of the level before what it is compared with: of 3 million that are expected, 8 % more than last year.
bool context_reader::goes_on_from(const draft& d) const {
    if (&d == drafts_.data() || d.made.kind() != kind::change) return false;
    const draft& before = *(&d - 1);
    if (before.made.status == status::actual || before.made.kind() == kind::change ||
        d.clause != before.clause + 1 ||
        clauses_[before.clause].sentence_begin != clauses_[d.clause].sentence_begin)
        return false;
    // nothing of its own stands before it
    return noun_phrase_before(left_of(d).where, false, nullptr).empty();
}

void context_reader::set_status(draft& d, std::size_t from) {
    if (d.by->by->status) {
        d.made.status = *d.by->by->status;
        return;
    }
    const quantity& q = quantity_of(d);
    const std::size_t until = std::min(q.begin, q.number_begin);
    const std::size_t behind = std::max(q.end, q.number_end);
    constexpr std::size_t farthest_aim = 8;
    const std::size_t aims_end = std::min(behind + farthest_aim, clauses_[d.clause].end);
    status_scan_.look_from(from);
    // nearly always there is nothing of the kind, neither before nor behind the number
    if (status_scan_.found.empty() && next_status(status_scan_.next) >= std::max(until, aims_end)) return;
    read_status(d, until, behind, aims_end);
}

[[gnu::noinline]] void context_reader::read_status(draft& d, std::size_t until, std::size_t behind,
                                                   std::size_t aims_end) {
    const clause& here = clauses_[d.clause];
    const quantity& q = quantity_of(d);
    status found = status::actual;
    bool computed = false;
    bool estimated = false;
    bool happened = false; // the clause says so
    range by{};
    read_status_words(until);
    for (const cue_found& cue_here : status_scan_.found) {
        const std::size_t i = cue_here.at;
        const word w = cue_here.its;
        if (i >= until) break;
        const bool in_clause = i >= here.begin;
        const std::size_t stands_in = clause_at(i, d.clause);
        if (w.is(bit(cue::compute))) {
            computed = true;
            continue;
        }
        if (w.is(bit(cue::actual)) && in_clause) {
            found = status::actual;
            happened = true;
        } else if (w.is(bit(cue::estimate))) {
            estimated = true;
            // before its subject it holds for the sentence, and so it does as the verb of who says it; before its
            // number it holds for the clause
            if (in_clause || opens_clause(i) || i + w.length == clauses_[stands_in].end)
                found = status::estimate;
        } else if (w.is(bit(cue::target)) && !in_capture(d, i)) {
            if (w.is(bit(cue::aim)) && reached_in({clauses_[stands_in].begin, i})) continue;
            // "to make sure of it" in passing is no aim: its clause has a figure, or closes with the word
            if (in_clause || clauses_[stands_in].states || clauses_[stands_in].after == U':' ||
                i + w.length + 1 >= clauses_[stands_in].end)
                found = status::target;
        } else if (w.is(bit(cue::future)) && !happened && in_clause && !in_capture(d, i) &&
                   (w.length > 1 || (i + 1 == q.begin && i + 1 < q.number_begin) || !marks_object(i))) {
            found = found == status::estimate || computed || estimated ? status::estimate : status::target;
        }
        by = {i, i + w.length};
    }
    // the noun behind the number: the aim of 18%
    const bool may_aim = marks_.next(hint::status, behind, aims_end) < aims_end;
    for (; may_aim && behind < aims_end; ++behind) {
        const word w = status_at(behind);
        if (w.is(bit(cue::aim))) {
            // "the task was done" is no plan
            bool done = directly_behind_done(q.begin);
            constexpr std::size_t reach = 40;
            for (std::size_t p = behind + w.length; p < std::min(here.end, behind + reach); ++p)
                done = done || word_at(p).is(bit(cue::joining));
            if (done) break;
            found = status::target;
            by = {behind, behind + w.length};
            break;
        }
        if (!is_han(text_[behind])) break;
    }
    if (found != status::actual && is_former_level(d)) found = status::actual;
    if (found == status::actual && !happened && goes_on_from(d)) found = (&d - 1)->made.status;
    d.made.status = found;
    if (found != status::actual)
        note(d, "status", by, found == status::target ? "a plan"sv : "an estimate"sv);
}

/// What is about years still to come is a plan.
void context_reader::set_status_by_period(draft& d) const {
    if (d.made.status != status::actual || !document_.published) return;
    const std::string& period = d.made.period;
    constexpr std::size_t digits = 4; // a period begins with a year, or is open
    constexpr std::size_t two_years = 2 * digits + 1;
    const auto year_at = [&period](std::size_t i) {
        int year = 0;
        if (period.size() < i + digits || period[i] == '.') return year;
        for (std::size_t k = i; k < i + digits; ++k) year = year * 10 + (period[k] - '0');
        return year;
    };
    const int first = year_at(0);
    const int this_year = document_.published->year;
    // of several years none of which is over it is a plan, too; two may be a winter or a school year
    const bool first_of_many =
        first == this_year && period.size() == two_years && year_at(digits + 1) > this_year + 1;
    if (first <= this_year && !first_of_many) return;
    if (is_former_level(d)) {
        d.made.period.clear(); // that of the level to come
        return;
    }
    d.made.status = status::target;
    note(d, "status", d.made.period, "after the date of publication");
}

/// What a fact ranks among or is part of, where its rule names it.
[[gnu::noinline]] void context_reader::set_groups(draft& d) const {
    for (const capture& part : d.by->captures) {
        if (part.what != field::among && part.what != field::of) continue;
        const range words{part.begin, part.end};
        const bool of = part.what == field::of;
        if (explain_) note(d, of ? "of"sv : "among"sv, words, "named group of " + d.by->by->id);
        if (auto* r = std::get_if<ranking>(&d.made.record); r != nullptr && !of) put(r->among, words);
        if (auto* p = std::get_if<percentage>(&d.made.record); p != nullptr && of) put(p->of, words);
        if (auto* r = std::get_if<ratio>(&d.made.record); r != nullptr && of) put(r->of, words);
    }
}

/// Its share of all exports rose from 36 % to 52 %: both are shares of the same.
void context_reader::set_whole_of_next_level(draft& d) const {
    const draft& former = *(&d - 1);
    const auto* before = std::get_if<percentage>(&former.made.record);
    if (before == nullptr || before->of.empty() || former.clause != d.clause) return;
    if (verb_to_next_level(former).end != quantity_of(d).begin) return;
    std::string& of = std::get<percentage>(d.made.record).of;
    of = before->of;
    note(d, "of", of, "that of the level before");
}

void context_reader::run() {
    if (!drafts_.empty()) make_maps();
    note_times();
    for (draft& d : drafts_) {
        const std::size_t from = look_from(d);
        set_status(d, from);
        set_basis(d, from);
        set_scope(d, from);
        set_period(d);
        set_basis_by_period(d);
        set_status_by_period(d);
        if (!d.by->captures.empty())
            set_groups(d);
        else if (d.made.kind() == kind::percentage && &d != drafts_.data())
            set_whole_of_next_level(d);
    }
    if (!drafts_.empty()) set_indicators();
}

void draft::reset() {
    made.indicator.clear();
    made.action.clear();
    made.scope.clear();
    made.period.clear();
    made.status = status::actual;
    made.document.clear();
    scope_by = period_by = none;
    reasons.clear();
}

void add_context(const batch_data& all, const language& words, bool explain, document_state& document,
                 context_scratch& scratch, std::span<draft> drafts) {
    if (drafts.empty() && all.times.empty()) return; // without a fact only a time that names a year matters
    context_reader(all, words, explain, document, scratch, drafts).run();
}

} // namespace gongbao::detail
