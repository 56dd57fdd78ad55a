#include "context.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "rule.hpp"

namespace gongbao::detail {
namespace {

using namespace std::string_view_literals;
using cue_bits = std::uint64_t;
constexpr cue_bits bit(cue c) noexcept {
    return cue_bits{1} << static_cast<unsigned>(c);
}
constexpr cue_bits basis_bits =
    bit(cue::yoy) | bit(cue::mom) | bit(cue::dod) | bit(cue::year_start) | bit(cue::annual);

bool is_han(char32_t c) noexcept {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

bool is_space_or_quote(char32_t c) noexcept {
    return c == U' ' || c == 0x201C || c == 0x201D || c == 0x2018 || c == 0x2019 || c == 0x300A ||
           c == 0x300B || c == 0x3001 || c == 0x2014 || c == U'*' || c == U'-' || c == U'"' || c == U'.' ||
           c == U'/' || c == 0x00B7;
}

// No sentence of a report is longer; a page without full stops stays linear.
constexpr std::size_t sentence_reach = 400;

class reader {
public:
    reader(const paragraph_data& p, const language& words, bool explain, document_state& document,
           context_scratch& scratch, std::span<draft> drafts)
        : view_(*p.text), marks_(*p.marks), text_(p.text->points), quantities_(*p.quantities),
          times_(*p.times), clauses_(*p.clauses), words_(words), explain_(explain), document_(document),
          drafts_(drafts), places_(scratch.places), quantity_of_point_(scratch.quantity_of_point),
          place_of_point_(scratch.place_of_point), draft_of_quantity_(scratch.draft_of_quantity),
          sentence_of_clause_(scratch.sentence_of_clause), clause_states_(scratch.clause_states),
          captured_(scratch.captured), sentences_(scratch.sentences), recent_(scratch.recent),
          times_noted_(scratch.times_noted), basis_scan_(scratch.basis_scan),
          status_scan_(scratch.status_scan) {
        basis_scan_.from = status_scan_.from = SIZE_MAX;
    }

    void run();

private:
    // --- words
    using word = cue_word;
    [[nodiscard]] word look(const language::cue_group& group, std::size_t i) const {
        const auto hit = group.forward.longest_at(text_, i);
        return hit ? word{hit.length, group.sets[hit.id]} : word{};
    }
    [[nodiscard]] word look_back(const language::cue_group& group, hint h, std::size_t end) const {
        return end != 0 && marks_.at(h, end - 1) ? look_back(group, end) : word{};
    }
    [[nodiscard]] word look_back(const language::cue_group& group, std::size_t end) const {
        const auto hit = group.reversed.longest_before(text_, end);
        return hit ? word{hit.length, group.sets[hit.id]} : word{};
    }
    /// The word of the noun-phrase group at i, and the one that ends before `end`.
    [[nodiscard]] word word_at(std::size_t i) const {
        return marks_.at(hint::phrase, i) ? look(words_.phrase_cues, i) : word{};
    }
    [[nodiscard]] word basis_at(std::size_t i) const {
        return marks_.at(mark::basis, i) ? look(words_.basis_cues, i) : word{};
    }
    [[nodiscard]] word status_at(std::size_t i) const {
        return marks_.at(hint::status, i) ? look(words_.status_cues, i) : word{};
    }
    [[nodiscard]] word place_at(std::size_t i) const {
        return marks_.at(mark::place, i) ? look(words_.place_cues, i) : word{};
    }
    [[nodiscard]] word word_before(std::size_t end) const {
        return look_back(words_.phrase_cues, hint::phrase_end, end);
    }
    /// The quantity or date that covers a point, or null.
    [[nodiscard]] const quantity* quantity_at(std::size_t i) const;
    [[nodiscard]] std::string wording(range r) const { return view_.wording(r.begin, r.end); }
    void put(std::string& field, range r) const {
        field.clear();
        view_.append_wording(field, r.begin, r.end);
    }
    [[nodiscard]] std::size_t sentence_begin(std::size_t clause_index) const;
    [[nodiscard]] std::size_t look_from(const draft& d) const;
    [[nodiscard]] std::size_t clause_at(std::size_t i) const;
    [[nodiscard]] bool directly_behind_done(std::size_t at) const;

    // --- fields
    [[nodiscard]] const std::vector<cue_found>& basis_words(std::size_t from, std::size_t until);
    [[nodiscard]] const std::vector<cue_found>& status_words(std::size_t from, std::size_t until);
    // each in the order of the facts; `from` is where cues are looked for from
    void set_basis(draft& d, std::size_t from);
    void set_reference(draft& d, range reference);
    void set_scope(draft& d, std::size_t from);
    void set_period(draft& d);
    [[nodiscard]] const std::string& period_of(const draft& d, const time_expression& t,
                                               std::size_t index) const;
    [[nodiscard]] std::string period_of_list(const draft& d, const std::vector<time_expression>& items,
                                             std::size_t index) const;
    void set_period_of_list(draft& d, std::size_t index);
    void set_status(draft& d, std::size_t from);
    void set_status_by_period(draft& d) const;
    void set_indicators();
    struct number_list {
        std::size_t count{1};
        bool in_order{false}; // respectively
    };
    [[nodiscard]] number_list list_from(std::size_t i, range left) const;
    void set_indicators_in_order(std::size_t i, const std::vector<range>& items);
    void set_indicators_before(std::size_t i, std::size_t count);

    // --- noun phrases
    [[nodiscard]] range strip_head(range r) const;
    [[nodiscard]] range strip_tail(range r, range* action) const;
    [[nodiscard]] range behind_last_verb(range r, range* action, std::pair<range, range>& joined) const;
    // A noun phrase; its words may stand apart. Nothing of it is copied before it is known to be wanted.
    struct phrase {
        range where;
        std::array<range, 4> parts{};
        bool verb_behind{false}; // a predicate stood between the phrase and the number
        [[nodiscard]] bool empty() const noexcept {
            return std::all_of(parts.begin(), parts.end(), [](range r) { return r.empty(); });
        }
        /// Exactly the words of `where`.
        [[nodiscard]] bool in_one_piece() const noexcept {
            std::size_t points = 0;
            for (const range r : parts) points += r.size();
            return points == where.size();
        }
    };
    [[nodiscard]] phrase noun_phrase_before(range r, range* action) const;
    void put(std::string& field, const phrase& p) const {
        field.clear();
        for (const range r : p.parts)
            if (!r.empty()) view_.append_wording(field, r.begin, r.end);
    }
    [[nodiscard]] range noun_phrase_behind(range r) const;
    void add_words_before_bracket(const draft& d, phrase& before) const;
    [[nodiscard]] range counted_noun(const draft& d, range right, phrase& before) const;
    void put_subject_before(std::string& value, range noun) const;
    [[nodiscard]] range subject_of_clause_before(const draft& d) const;
    [[nodiscard]] static bool is_bare_one(const quantity& q) {
        return q.klass == quantity_class::one && q.unit.empty();
    }
    [[nodiscard]] bool parts_text(std::size_t k) const;
    [[nodiscard]] range left_of(const draft& d) const;
    [[nodiscard]] range right_of(const draft& d) const;
    [[nodiscard]] bool has_respectively(range left, std::size_t number) const;
    [[nodiscard]] bool joined_by_list(const draft& a, const draft& b) const;
    [[nodiscard]] std::vector<range> list_items(range r) const;
    [[nodiscard]] bool is_list_word(range r) const;
    [[nodiscard]] std::vector<range> place_items(const draft& d) const;
    [[nodiscard]] std::vector<time_expression> time_items(const draft& d) const;
    void pair_times_or_places(std::size_t first, std::size_t count);
    [[nodiscard]] bool is_whole_word(range r, cue role) const;
    [[nodiscard]] bool only_rate_noun(range r) const { return is_whole_word(r, cue::rate_noun); }
    [[nodiscard]] bool is_measure_noun(range r) const { return is_whole_word(r, cue::measure_noun); }
    [[nodiscard]] word tail_of(std::u32string_view text) const;
    void note(draft& d, std::string_view field, std::string_view value, std::string_view why) const {
        if (explain_) add_note(d, field, value, why);
    }
    void note(draft& d, std::string_view field, range value, std::string_view why) const {
        if (explain_) add_note(d, field, value, why);
    }
    void add_note(draft& d, std::string_view field, range value, std::string_view why) const;
    static void add_note(draft& d, std::string_view field, std::string_view value, std::string_view why);
    /// What was noted of a field before: a better reason follows.
    void forget(draft& d, std::string_view field) const {
        if (explain_) remove_notes(d, field);
    }
    static void remove_notes(draft& d, std::string_view field);
    [[nodiscard]] const quantity& quantity_of(const draft& d) const { return quantities_[d.quantity]; }
    [[nodiscard]] static bool in_capture(const draft& d, std::size_t at) {
        return std::any_of(d.by->captures.begin(), d.by->captures.end(),
                           [at](const capture& c) { return at >= c.begin && at < c.end; });
    }
    void note_times();
    [[nodiscard]] bool is_reference(std::size_t time) const { return times_noted_[time].reference; }
    [[nodiscard]] bool find_reference(std::size_t time) const;
    [[nodiscard]] bool is_of_list(std::size_t time) const;
    void find_places();
    void find_places_in(range sentence, std::size_t& title_end);
    void mark_places();
    [[nodiscard]] bool opens_clause(std::size_t i) const;
    [[nodiscard]] range place_by_form(std::size_t i) const;
    /// A character that may end the name of a place is near enough behind i.
    [[nodiscard]] bool place_end_near(std::size_t i) const {
        const std::size_t end = std::min(i + 1 + longest_unlisted_place, text_.size());
        return marks_.next(mark::place_end, i + 1, end) < end;
    }

    const view& view_;
    const paragraph_marks& marks_;
    const std::u32string& text_;
    const std::vector<quantity>& quantities_;
    const std::vector<time_expression>& times_;
    const std::vector<clause>& clauses_;
    const language& words_;
    bool explain_;
    document_state& document_;
    std::span<draft> drafts_;
    using place = place_found;
    std::vector<place>& places_;
    // maps made once, so that every look-up is one step
    point_map& quantity_of_point_;
    point_map& place_of_point_;
    std::vector<std::int32_t>& draft_of_quantity_;
    std::vector<std::size_t>& sentence_of_clause_; // first clause of its sentence
    std::vector<char>& clause_states_;             // the clause states a fact
    point_set& captured_; // the point is what a phrase ranks among, compares with, is part of
    std::vector<range>& sentences_;
    std::vector<std::string_view>& recent_; // indicators of the sentence, for lists that pair up
    std::string_view subject_;              // the indicator that an elliptic clause continues
    std::vector<time_notes>& times_noted_;
    cue_scan& basis_scan_;
    cue_scan& status_scan_;
    struct dated {
        std::size_t time{SIZE_MAX};
        bool same_sentence{false};
        bool target{false};
        std::string period;
    };
    mutable dated last_period_;
    // the facts are gone through in order: so many places, and times, stand before the one at hand
    std::size_t places_before_{0};
    std::size_t times_before_{0};
    void make_maps();
};

// Only explain asks for notes: their code stands apart from what every fact runs through.
[[gnu::noinline, gnu::cold]] void reader::add_note(draft& d, std::string_view field, std::string_view value,
                                                   std::string_view why) {
    d.reasons.push_back(std::string(field) + " \"" + std::string(value) + "\": " + std::string(why));
}

[[gnu::noinline, gnu::cold]] void reader::add_note(draft& d, std::string_view field, range value,
                                                   std::string_view why) const {
    add_note(d, field, wording(value), why);
}

[[gnu::noinline, gnu::cold]] void reader::remove_notes(draft& d, std::string_view field) {
    d.reasons.erase(std::remove_if(d.reasons.begin(), d.reasons.end(),
                                   [field](const std::string& r) {
                                       return r.compare(0, field.size(), field) == 0 &&
                                              r.compare(field.size(), 1, " ") == 0;
                                   }),
                    d.reasons.end());
}

/// Where the sentence of a clause begins, as far back as a cue is looked for.
std::size_t reader::sentence_begin(std::size_t clause_index) const {
    std::size_t first = sentence_of_clause_[clause_index];
    const std::size_t here = clauses_[clause_index].begin;
    if (clauses_[first].begin + sentence_reach >= here) return clauses_[first].begin;
    std::size_t i = clause_index;
    while (i > first && clauses_[i - 1].begin + sentence_reach >= here) --i;
    return clauses_[i].begin;
}

/// Where cues for a fact are looked for from.
std::size_t reader::look_from(const draft& d) const {
    const std::size_t number = quantity_of(d).number_begin;
    return std::max(sentence_begin(d.clause), number > sentence_reach ? number - sentence_reach : 0);
}

void reader::make_maps() {
    const std::size_t n = text_.size();
    places_.clear();
    quantity_of_point_.reset(n);
    for (std::size_t k = 0; k < quantities_.size(); ++k)
        quantity_of_point_.put(quantities_[k].number_begin, std::min(n, quantities_[k].number_end), k);
    draft_of_quantity_.assign(quantities_.size() + 1, -1);
    clause_states_.assign(clauses_.size() + 1, 0);
    captured_.reset(n);
    for (std::size_t k = 0; k < drafts_.size(); ++k) {
        draft_of_quantity_[drafts_[k].quantity] = static_cast<std::int32_t>(k);
        clause_states_[drafts_[k].clause] = 1;
        if (drafts_[k].by->continued) continue; // its captures are those of the first of the list
        for (const capture& part : drafts_[k].by->captures)
            if (part.what != field::indicator && part.what != field::action)
                for (std::size_t i = part.begin; i < std::min<std::size_t>(n, part.end); ++i)
                    captured_.add(i);
    }
    sentence_of_clause_.resize(clauses_.size());
    for (std::size_t i = 0; i < clauses_.size(); ++i)
        sentence_of_clause_[i] =
            i > 0 && clauses_[i - 1].sentence == clauses_[i].sentence ? sentence_of_clause_[i - 1] : i;
    // the sentences that state a fact, each up to the clause of its last; nothing else is read
    sentences_.clear();
    std::size_t sentence = SIZE_MAX;
    for (const draft& d : drafts_) {
        const std::size_t first = sentence_of_clause_[d.clause];
        if (first != sentence) sentences_.push_back({clauses_[first].begin, 0});
        sentence = first;
        sentences_.back().end = clauses_[d.clause].end;
    }
}

const quantity* reader::quantity_at(std::size_t i) const {
    return i < text_.size() && quantity_of_point_.has(i) ? &quantities_[quantity_of_point_.at(i)] : nullptr;
}

// --- basis -----------------------------------------------------------------------------------------------------------

/// Tells an earlier time from another entity in the words behind "than".
void reader::set_reference(draft& d, range reference) {
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
    bool earlier = false;
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

void reader::set_basis(draft& d, std::size_t from) {
    auto* c = std::get_if<change>(&d.made.record);
    if (c == nullptr) return;
    for (const capture& part : d.by->captures) {
        if (part.what == field::against) {
            set_reference(d, {part.begin, part.end});
            return;
        }
    }
    const quantity& q = quantity_of(d);
    const clause& here = clauses_[d.clause];
    const std::size_t until = std::max(q.number_end, d.by->end);
    for (const cue_found& found : basis_words(from, until)) {
        const std::size_t i = found.at;
        const word w = found.its;
        if (i >= until) break;
        // an average per year says nothing of the next clause
        if (w.is(bit(cue::annual))) {
            if (i >= here.begin) c->basis = basis::annual;
        } else {
            c->basis = w.is(bit(cue::yoy))   ? basis::yoy
                       : w.is(bit(cue::mom)) ? basis::mom
                       : w.is(bit(cue::dod)) ? basis::dod
                                             : basis::year_start;
        }
        forget(d, "basis");
        note(d, "basis", range{i, i + w.length},
             i >= here.begin ? "in the clause"sv : "carried within the sentence"sv);
    }
}

/// The words of basis from a point on, at least up to another: read once for all facts that look from there.
const std::vector<cue_found>& reader::basis_words(std::size_t from, std::size_t until) {
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

// --- scope -----------------------------------------------------------------------------------------------------------

/// A clause begins here, but for times and words that open it.
bool reader::opens_clause(std::size_t i) const {
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

/// A county, town or village by its ending, where no list has it: at the start of a clause, or right before a number.
range reader::place_by_form(std::size_t i) const {
    if (!is_han(text_[i]) || quantity_at(i) != nullptr) return {i, i};
    if (!place_end_near(i) || !opens_clause(i)) return {i, i};
    for (std::size_t k = i + 1; k < std::min(text_.size(), i + 1 + longest_unlisted_place); ++k) {
        if (!is_han(text_[k]) || quantity_at(k) != nullptr) break;
        // no word that we know stands inside a name that we do not
        if (word_at(k - 1).length != 0 || place_at(k - 1).length != 0 || status_at(k - 1).length != 0) break;
        const word e = word_at(k);
        if (e.length != 1 || !e.is(bit(cue::place_end))) continue;
        if (word_before(k + 1).is(bit(cue::not_place))) return {i, i};
        // the name ends where a word that we know, a number or a mark follows
        const std::size_t next = k + 1;
        const bool numbered = quantity_at(next) != nullptr;
        const bool ends = !e.is(bit(cue::weak_place_end)) || next >= text_.size() || !is_han(text_[next]) ||
                          word_at(next).length > 1 || status_at(next).length != 0 ||
                          place_at(next).length != 0;
        if (numbered || (k - i >= 2 && ends)) return {i, k + 1};
    }
    return {i, i};
}

/// Places of the paragraph, neighbours joined: province, city, county, and lists of them.
void reader::find_places() {
    std::size_t title_end = 0; // the title of a document names no place
    for (const range& sentence : sentences_) {
        find_places_in(sentence, title_end);
    }
    mark_places();
}

void reader::find_places_in(range sentence, std::size_t& title_end) {
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
        const word w = place_at(i);
        if (w.length == 0) {
            const range formed = place_by_form(i);
            if (formed.empty()) {
                ++i;
                continue;
            }
            if (!places_.empty() && (places_.back().where.end == i ||
                                     (places_.back().where.end + 1 == i && text_[i - 1] == 0x3001)))
                places_.back().where.end = formed.end;
            else
                places_.push_back({formed, true, false, 0});
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
        const word next = word_at(r.end);
        const bool predicate = next.is(bit(cue::verb) | bit(cue::adverb) | bit(cue::lead) | bit(cue::stop)) ||
                               status_at(r.end).length != 0;
        if (w.is(bit(cue::weak_region)) && !w.is(bit(cue::region)) && !behind_place &&
            !(predicate && opens_clause(i))) {
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
        if (!adjoins && !listed && i > 0 && is_han(text_[i - 1]) && word_before(i).length == 0 &&
            look_back(words_.basis_cues, hint::basis_end, i).length == 0 &&
            look_back(words_.status_cues, i).length == 0 && quantity_at(i - 1) == nullptr) {
            i += 1;
            continue;
        }
        // an ending that the list of names does not have: a town, a village, an old county
        for (;;) {
            std::size_t grown = r.end;
            constexpr std::size_t longest_name = 8;
            for (std::size_t k = r.end;
                 name && !w.is(bit(cue::country)) && k < std::min(text_.size(), r.end + longest_name); ++k) {
                if (!is_han(text_[k]) || quantity_at(k) != nullptr) break;
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
            last->where.end = r.end;
        } else {
            places_.push_back({r, name, false, 0});
        }
    }
}

void reader::mark_places() {
    place_of_point_.reset(text_.size());
    std::size_t c = 0;
    for (place& p : places_) {
        place_of_point_.put(p.where.begin, std::min(text_.size(), p.where.end),
                            static_cast<std::size_t>(&p - places_.data()));
        while (c + 1 < clauses_.size() && clauses_[c].end <= p.where.begin) ++c;
        p.depth = clauses_.empty() ? 0 : clauses_[c].depth;
        p.topic = (c < clauses_.size() && clause_states_[c] != 0) || opens_clause(p.where.begin);
        // an office in a place is not the place
        constexpr std::size_t reach = 9;
        for (std::size_t k = p.where.end; k < std::min(text_.size(), p.where.end + reach); ++k) {
            if (!is_han(text_[k]) || quantity_at(k) != nullptr) break;
            const word w = word_at(k);
            if (w.is(bit(cue::organisation))) p.organisation = p.name;
            if (w.length > 0) break;
        }
    }
}

void reader::set_scope(draft& d, std::size_t from) {
    for (const capture& part : d.by->captures) {
        if (part.what == field::scope) {
            put(d.made.scope, range{part.begin, part.end});
            return;
        }
    }
    const clause& here = clauses_[d.clause];
    const std::size_t until = quantity_of(d).number_begin;
    // the nearest before the number that counts
    const place* nearest = nullptr;
    while (places_before_ < places_.size() && places_[places_before_].where.end <= until) ++places_before_;
    for (std::size_t k = places_before_; k > 0 && places_[k - 1].where.begin >= from; --k) {
        const place& p = places_[k - 1];
        if (p.organisation || p.depth > here.depth || captured_.has(p.where.begin)) continue;
        // from another clause only its topic, or the place of a fact
        if (p.where.begin < here.begin && !p.topic) continue;
        if (word_before(p.where.begin).is(bit(cue::toward))) continue; // where it comes from or goes to
        nearest = &p;
        break;
    }
    if (nearest == nullptr) return;
    d.scope_by = static_cast<std::size_t>(nearest - places_.data());
    put(d.made.scope, nearest->where);
    note(d, "scope", d.made.scope,
         nearest->where.begin >= here.begin ? "in the clause"sv : "carried within the sentence"sv);
}

// --- period ----------------------------------------------------------------------------------------------------------

/// What is known of every time: whether something is compared with it, and the year named last.
void reader::note_times() {
    times_noted_.clear();
    int year = 0;
    std::size_t by = 0;
    for (std::size_t i = 0; i < times_.size(); ++i) {
        const time_expression& t = times_[i];
        const bool reference = find_reference(i);
        if (!reference) {
            const time_point& last = t.range && t.last.form != time_point::year_form::none ? t.last : t.first;
            int named = 0;
            if (last.form == time_point::year_form::absolute && last.last_year == 0) named = last.year;
            if (last.form == time_point::year_form::relative && document_.published)
                named = document_.published->year + last.year;
            if (named != 0) {
                year = named;
                by = i;
            }
        }
        times_noted_.push_back({reference, -1, year, by});
    }
}

/// A time that something is compared with is not the fact's own. Those before it are noted.
bool reader::find_reference(std::size_t time) const {
    const time_expression& t = times_[time];
    std::size_t at = t.begin;
    while (at > 0 && (text_[at - 1] == U' ' || text_[at - 1] == 0x201C)) --at;
    const word w = word_before(at);
    if (w.is(bit(cue::compare))) {
        // "and" compares too, but not one time of a list with the next
        // the same period of the year before
        const bool earlier = basis_at(t.begin).is(basis_bits) || basis_at(at - w.length).is(basis_bits);
        const bool listed = !earlier && time > 0 && times_[time - 1].end + w.length == at &&
                            is_list_word({times_[time - 1].end, at}) && !is_reference(time - 1);
        if (!listed) return true;
    }
    // the highest since: how long a record had stood
    if (t.open_end) {
        constexpr std::size_t reach = 4;
        for (std::size_t k = t.end; k < std::min(text_.size(), t.end + reach) && is_han(text_[k]); ++k)
            if (word_at(k).is(bit(cue::superlative)) && word_at(k).length > 1) return true;
    }
    // compared with: the word may stand behind
    return word_at(t.end).is(bit(cue::compare_end));
}

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

/// A time of the paragraph, or a part of the one at `index`, as the period of a fact.
const std::string& reader::period_of(const draft& d, const time_expression& t, std::size_t index) const {
    time_context context;
    context.published = document_.published;
    context.named_year = document_.named_year;
    if (const time_notes& noted = times_noted_[index]; noted.year != 0) {
        context.named_year = noted.year;
        context.same_sentence = times_[noted.year_by].begin >= sentence_begin(d.clause);
    }
    context.target = d.made.status == status::target;
    // the facts of a sentence share it
    const bool part = &t != &times_[index];
    if (part || last_period_.time != index || last_period_.same_sentence != context.same_sentence ||
        last_period_.target != context.target)
        last_period_ = {part ? SIZE_MAX : index, context.same_sentence, context.target, resolve(t, context)};
    return last_period_.period;
}

/// May and June: one period, when each time follows on the one before it; otherwise none can be written.
std::string reader::period_of_list(const draft& d, const std::vector<time_expression>& items,
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
[[gnu::noinline]] void reader::set_period_of_list(draft& d, std::size_t index) {
    const std::vector<time_expression> items = time_items(d);
    d.made.period = items.size() < 2 ? period_of(d, times_[index], index) : period_of_list(d, items, index);
}

void reader::set_period(draft& d) {
    const std::size_t until = quantity_of(d).number_begin;
    while (times_before_ < times_.size() && times_[times_before_].begin < until) ++times_before_;
    std::size_t index = times_before_;
    constexpr std::size_t most_passed = 32;
    const time_expression* nearest = nullptr;
    for (std::size_t passed = 0; index > 0 && passed < most_passed; ++passed) {
        const time_expression& t = times_[--index];
        const bool only_clock = t.clock && t.first.form == time_point::year_form::none &&
                                t.first.month == 0 && t.first.day == 0 && !t.first.relative_day && !t.now;
        if (only_clock || captured_.has(t.begin) || is_reference(index)) continue;
        // "the most in recent years" is no new time; "in recent years," at the start of a clause is
        if (t.vague && t.begin > 0 && is_han(text_[t.begin - 1])) continue;
        if (t.first.weak && t.begin < clauses_[d.clause].begin) continue;
        // up to today (21 December): the bracket explains the time before it
        if (index > 0 && times_[index - 1].open_start && t.begin == times_[index - 1].end + 1 &&
            text_[t.begin - 1] == U'(')
            continue;
        nearest = &t;
        break;
    }
    if (nearest == nullptr) return;
    d.period_by = index;
    if (index > 0 && is_of_list(index))
        set_period_of_list(d, index);
    else
        d.made.period = period_of(d, *nearest, index);
    if (!d.made.period.empty())
        note(d, "period", range{nearest->begin, nearest->end},
             nearest->begin >= clauses_[d.clause].begin ? "in the clause"sv
                                                        : "carried within the paragraph"sv);
}

// --- status ----------------------------------------------------------------------------------------------------------

std::size_t reader::clause_at(std::size_t i) const {
    const auto after = std::upper_bound(clauses_.begin(), clauses_.end(), i,
                                        [](std::size_t at, const clause& c) { return at < c.begin; });
    return after == clauses_.begin() ? 0 : static_cast<std::size_t>(after - clauses_.begin()) - 1;
}

/// "done" stands right before, but for dates and adverbs: the year's task of 13 million was done.
bool reader::directly_behind_done(std::size_t at) const {
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

/// The words of status from a point on, at least up to another.
const std::vector<cue_found>& reader::status_words(std::size_t from, std::size_t until) {
    const cue_bits wanted =
        bit(cue::target) | bit(cue::future) | bit(cue::estimate) | bit(cue::actual) | bit(cue::compute);
    cue_scan& scan = status_scan_;
    scan.look_from(from);
    std::size_t i = scan.next;
    while (i < until) {
        // nearly always no word of status stands there at all
        scan.none_before = marks_.next(hint::status, std::max(i, scan.none_before), until);
        if (scan.none_before >= until) break;
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
        const bool named = (i > 0 && text_[i - 1] == 0x201D) ||
                           (i + w.length < text_.size() && text_[i + w.length] == 0x201D);
        if (!named) scan.found.push_back({i, w});
        i += w.length;
    }
    scan.next = i;
    return scan.found;
}

void reader::set_status(draft& d, std::size_t from) {
    if (d.by->by->status) {
        d.made.status = *d.by->by->status;
        return;
    }
    const clause& here = clauses_[d.clause];
    const quantity& q = quantity_of(d);
    status found = status::actual;
    bool computed = false;
    bool happened = false; // the clause says so
    range by{};
    const std::size_t until = std::min(q.begin, q.number_begin);
    for (const cue_found& cue_here : status_words(from, until)) {
        const std::size_t i = cue_here.at;
        const word w = cue_here.its;
        if (i >= until) break;
        const bool in_clause = i >= here.begin;
        const std::size_t stands_in = in_clause ? d.clause : clause_at(i);
        if (w.is(bit(cue::compute))) {
            computed = true;
            continue;
        }
        if (w.is(bit(cue::actual)) && in_clause) {
            found = status::actual;
            happened = true;
        } else if (w.is(bit(cue::estimate))) {
            // before its subject it holds for the sentence, and so it does as the verb of who says it; before its
            // number it holds for the clause
            if (in_clause || opens_clause(i) || i + w.length == clauses_[stands_in].end)
                found = status::estimate;
        } else if (w.is(bit(cue::target)) && !in_capture(d, i)) {
            // "to make sure of it" in passing is no aim: its clause has a figure, or closes with the word
            if (in_clause || clause_states_[stands_in] || clauses_[stands_in].after == U':' ||
                i + w.length + 1 >= clauses_[stands_in].end)
                found = status::target;
        } else if (w.is(bit(cue::future)) && !happened && in_clause &&
                   (w.length > 1 || i + 1 >= until || word_at(i + 1).length != 0 ||
                    quantity_at(i + 1) != nullptr)) {
            // one character is an auxiliary only before a word that we know: it also marks an object
            found = found == status::estimate || computed ? status::estimate : status::target;
        }
        by = {i, i + w.length};
    }
    // the noun behind the number: the aim of 18%
    std::size_t behind = std::max(q.end, q.number_end);
    constexpr std::size_t farthest_aim = 8;
    const std::size_t aims_end = std::min(behind + farthest_aim, here.end);
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
    d.made.status = found;
    if (found != status::actual)
        note(d, "status", by, found == status::target ? "a plan"sv : "an estimate"sv);
}

/// What is about a year still to come is a plan.
void reader::set_status_by_period(draft& d) const {
    if (d.made.status != status::actual || !document_.published) return;
    const std::string& period = d.made.period;
    int year = 0; // a period begins with four digits, or is open
    if (period.size() >= 4 && period[0] != '.')
        for (std::size_t i = 0; i < 4; ++i) year = year * 10 + (period[i] - '0');
    if (year > document_.published->year) {
        d.made.status = status::target;
        note(d, "status", d.made.period, "after the date of publication");
    }
}

// --- indicator -------------------------------------------------------------------------------------------------------

range reader::strip_head(range r) const {
    const cue_bits drop =
        bit(cue::lead) | bit(cue::subset) | bit(cue::source) | bit(cue::adverb) | bit(cue::compare);
    while (!r.empty()) {
        // times and other quantities at the front
        if (const quantity* q = quantity_at(r.begin); q != nullptr && q->klass == quantity_class::date) {
            r.begin = q->number_end;
            continue;
        }
        const bool opening = text_[r.begin] == 0x201C || text_[r.begin] == 0x300A;
        if (is_space_or_quote(text_[r.begin]) &&
            (!opening || std::u32string_view(text_).substr(r.begin, r.size()).find(text_[r.begin] + 1) ==
                             std::u32string_view::npos)) { // a quote that does not close here
            ++r.begin;
            continue;
        }
        // places at the front, when something is left behind them
        if (place_of_point_.has(r.begin)) {
            const place& p = places_[place_of_point_.at(r.begin)];
            if (p.where.end <= r.end) {
                r.begin = p.where.end;
                // Zhengzhou and Luoyang, the two cities; three provinces and one city: the numbers say nothing new
                for (;;) {
                    const quantity* n = quantity_at(r.begin);
                    if (n == nullptr || (n->klass != quantity_class::number_word && !is_bare_one(*n))) break;
                    std::size_t end = n->number_end;
                    while (word_at(end).is(bit(cue::place_end))) end += word_at(end).length;
                    if (end == n->number_end || end >= r.end) break;
                    r.begin = end;
                }
                continue;
            }
        }
        const word w = word_at(r.begin);
        if (w.is(bit(cue::noun)) || !w.is(drop) || r.begin + w.length > r.end) break;
        // a single character may begin a longer word: it is dropped before a word we know, or the name of a place
        if (w.length == 1 && r.begin + 1 < r.end && text_[r.begin] != words_.attributive &&
            !w.is(bit(cue::determiner))) {
            const std::size_t next = r.begin + 1;
            if (word_at(next).length == 0 && place_at(next).length == 0 && basis_at(next).length == 0 &&
                quantity_at(next) == nullptr)
                break;
        }
        r.begin += w.length;
    }
    return r;
}

range reader::strip_tail(range r, range* action) const {
    const cue_bits drop = bit(cue::adverb) | bit(cue::verb) | bit(cue::compare) | bit(cue::lead);
    while (!r.empty()) {
        if (const quantity* q = quantity_at(r.end - 1); q != nullptr && q->klass == quantity_class::date) {
            r.end = q->number_begin;
            continue;
        }
        const char32_t last = text_[r.end - 1];
        if (is_space_or_quote(last) && last != 0x201D && last != 0x300B) {
            --r.end;
            continue;
        }
        const auto qualifier = marks_.at(hint::qualifier_end, r.end - 1)
                                   ? words_.qualifiers_before.longest_before(text_, r.end)
                                   : lexicon::hit{};
        const word w = word_before(r.end);
        const word basis = look_back(words_.basis_cues, hint::basis_end, r.end);
        if (w.is(bit(cue::noun)) && w.length >= qualifier.length) break;
        if (basis.is(basis_bits) && basis.length <= r.size() && basis.length >= w.length) {
            r.end -= basis.length;
            continue;
        }
        if (w.is(drop) && w.length <= r.size()) {
            if (action != nullptr && action->empty() && w.is(bit(cue::verb)) && w.length > 1)
                *action = {r.end - w.length, r.end};
            r.end -= w.length;
            continue;
        }
        if (qualifier && qualifier.length <= r.size()) {
            r.end -= qualifier.length;
            continue;
        }
        break;
    }
    return r;
}

/// What follows the last predicate; r itself when there is none.
range reader::behind_last_verb(range r, range* action, std::pair<range, range>& joined) const {
    range best = r;
    for (std::size_t i = r.begin; i < r.end;) {
        const word w = word_at(i);
        if (w.is(bit(cue::noun))) {
            i += w.length;
            continue;
        }
        if (!w.is(bit(cue::verb)) || i + w.length >= r.end) {
            i += w.is(bit(cue::adverb)) ? w.length : 1;
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
            const range subject = strip_head(strip_tail({best.begin, i}, nullptr));
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

reader::phrase reader::noun_phrase_before(range r, range* action) const {
    r.end = std::max(r.begin, r.end);
    range tail;
    r = strip_tail(r, &tail);
    r = strip_head(r);
    // a date inside parts what the number is about from what stands before
    const point_set& numbers = quantity_of_point_.covered();
    for (std::size_t end = r.end, i = 0; (i = numbers.last(r.begin, end)) != end; end = i) {
        const quantity& q = *quantity_at(i);
        if (q.klass != quantity_class::date) continue;
        if (q.number_begin > r.begin && q.number_end < r.end) r = strip_head({q.number_end, r.end});
        break;
    }
    range verb;
    std::pair<range, range> joined;
    range np = behind_last_verb(r, &verb, joined);
    if (np.begin != r.begin) np = strip_head(np);
    // a space parts a heading
    for (std::size_t i = np.begin; i < np.end; ++i)
        if (text_[i] == U' ' && i + 1 < np.end) np.begin = i + 1;
    if (action != nullptr) *action = tail.empty() ? verb : tail;
    phrase p{np, {np}, !tail.empty()};
    if (!joined.first.empty()) p.parts = {joined.first, joined.second};
    return p;
}

range reader::noun_phrase_behind(range r) const {
    while (!r.empty() && (text_[r.begin] == U' ')) ++r.begin;
    // a list that goes on is no noun phrase
    if (r.empty()) return r;
    if (const std::size_t joint = words_.list.length_at(text_, r.begin);
        joint != 0 && word_at(r.begin).length <= joint)
        return {r.begin, r.begin};
    if (!is_han(text_[r.begin]) && text_[r.begin] != 0x201C && text_[r.begin] != 0x300A &&
        text_[r.begin] < 0x80 && !(text_[r.begin] >= U'0' && text_[r.begin] <= U'9') &&
        !((text_[r.begin] | 0x20U) >= U'a' && (text_[r.begin] | 0x20U) <= U'z'))
        return {r.begin, r.begin};
    const word first = word_at(r.begin);
    const bool of = !r.empty() && first.length == 1 && first.is(bit(cue::stop)) &&
                    first.is(bit(cue::adverb)) && text_[r.begin] == words_.attributive;
    if (of) ++r.begin;
    std::size_t end = r.begin;
    bool passive = word_at(r.begin).is(bit(cue::phrase_start));
    if (passive) {
        constexpr std::size_t longest_modifier = 12;
        const auto found =
            std::u32string_view(text_).substr(r.begin, longest_modifier + 1).find(words_.attributive);
        const std::size_t close = found == std::u32string_view::npos ? r.end : r.begin + found;
        passive = close < r.end && close - r.begin <= longest_modifier;
        if (passive) end += word_at(r.begin).length;
    }
    while (end < r.end) {
        const char32_t c = text_[end];
        if (c == U' ') break;
        if (c == 0x201C) { // a quoted name is one word
            const auto close = std::min(
                r.end, end + std::u32string_view(text_).substr(end, r.end - end).find(char32_t{0x201D}));
            if (close < r.end && close >= end) {
                end = close + 1;
                continue;
            }
        }
        const word w = word_at(end);
        if (w.is(bit(cue::noun)) && !w.is(bit(cue::stop))) {
            end += w.length;
            continue;
        }
        if (w.is(bit(cue::stop))) {
            // a modifier that is a phrase of its own goes on behind its particle
            if (c == words_.attributive && passive && end > r.begin) {
                passive = false;
                ++end;
                continue;
            }
            // a single character right behind the first may be the inside of a word that no list has
            const bool inside = w.length == 1 && end - r.begin == 1 && c != words_.attributive &&
                                end + 1 < r.end && is_han(text_[end + 1]);
            if (end > r.begin && !passive && !inside) break;
            if (inside) {
                ++end;
                continue;
            }
            if (passive && w.length == 1) {
                ++end;
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
    while (!np.empty() && (text_[np.end - 1] == 0x3001 || text_[np.end - 1] == U' ')) --np.end;
    // the joint of a list that goes on with the next number
    if (np.end == r.end || end == r.end) {
        const word w = word_before(np.end);
        if (w.length == 1 && w.is(bit(cue::adverb)) && w.is(bit(cue::lead)) && np.size() > 1) np.end -= 1;
    }
    return np;
}

/// The quantity ends what the words before it are about; a bare number in a name does not.
bool reader::parts_text(std::size_t k) const {
    if (draft_of_quantity_[k] >= 0) return true;
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
            (text_[next] == 0x3001 || word_at(next).is(bit(cue::place_end))))
            return false;
        break;
    }
    default:
        break;
    }
    // a number inside a reference or a population belongs to that phrase: the day before, 18 cities
    const std::size_t at = quantities_[k].number_begin;
    if (captured_.has(at)) return false;
    constexpr std::size_t longest_cue = 4;
    for (std::size_t p = at > longest_cue ? at - longest_cue : 0; p < at; ++p)
        if (basis_at(p).is(basis_bits) && p + basis_at(p).length > at) return false;
    return true;
}

/// The words of the clause before the number that no earlier fact used.
range reader::left_of(const draft& d) const {
    const clause& c = clauses_[d.clause];
    const quantity& q = quantity_of(d);
    std::size_t begin = c.begin;
    for (std::size_t k = d.quantity; k-- > c.first_quantity;) {
        if (!parts_text(k)) continue;
        begin = std::max(begin, std::max(quantities_[k].end, quantities_[k].number_end));
        break;
    }
    std::size_t end = q.begin;
    if (q.has_per && q.per_begin < q.begin) {
        // per ten thousand people, patents reach 16: the noun stands between
        if (!strip_head(strip_tail({q.per_end, q.begin}, nullptr)).empty())
            begin = std::max(begin, q.per_end);
        else
            end = std::min(end, q.per_begin);
    }
    const kind k = d.made.kind();
    if (k == kind::change || k == kind::ranking || !d.by->captures.empty()) end = std::min(end, d.by->begin);
    if (d.by->by->priority >= phrase_priority) end = std::min(end, d.by->begin);
    // phrases longer than this are no noun phrases; a page without punctuation stays linear
    constexpr std::size_t reach = 120;
    if (end > begin + reach) begin = end - reach;
    return {begin, std::max(begin, end)};
}

range reader::right_of(const draft& d) const {
    const clause& c = clauses_[d.clause];
    const quantity& q = quantity_of(d);
    const std::size_t begin = std::max(q.end, q.number_end);
    std::size_t end = c.end;
    for (std::size_t k = d.quantity + 1; k < c.last_quantity; ++k) {
        if (!parts_text(k) && quantities_[k].klass != quantity_class::date) continue;
        end = std::min(end, quantities_[k].begin);
        break;
    }
    if (d.quantity + 1 < c.last_quantity && draft_of_quantity_[d.quantity + 1] >= 0) {
        const draft& next = drafts_[static_cast<std::size_t>(draft_of_quantity_[d.quantity + 1])];
        if (next.by->begin > begin) end = std::min(end, next.by->begin);
    }
    constexpr std::size_t reach = 120;
    end = std::min(end, begin + reach);
    return {begin, std::max(begin, end)};
}

/// "respectively" stands in the words before a number.
bool reader::has_respectively(range left, std::size_t number) const {
    for (std::size_t p = left.begin; p < number; ++p)
        if (word_at(p).is(bit(cue::respectively)) && word_at(p).length > 1) return true;
    return false;
}

/// The joint of a list and nothing else: a comma of enumeration, and.
bool reader::is_list_word(range r) const {
    return words_.list.lookup.contains(std::u32string_view(text_).substr(r.begin, r.size()));
}

/// Nothing but the joint of a list stands between two levels of one kind.
bool reader::joined_by_list(const draft& a, const draft& b) const {
    if (a.made.kind() != b.made.kind() || b.quantity != a.quantity + 1) return false;
    const quantity& p = quantity_of(a);
    return is_list_word({std::max(p.end, p.number_end), quantity_of(b).begin});
}

/// The places of the list that gave a fact its scope.
std::vector<range> reader::place_items(const draft& d) const {
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

/// The time stands in a list, or is one: see time_items.
bool reader::is_of_list(std::size_t time) const {
    signed char& known = times_noted_[time].of_list;
    if (known < 0) {
        const time_expression& t = times_[time];
        const bool joined = time > 0 && is_list_word({times_[time - 1].end, t.begin});
        known = joined || (!t.range && list_items({t.begin, t.end}).size() > 1) ? 1 : 0;
    }
    return known != 0;
}

/// The times of the list that gave a fact its period; 9, 10 yue is written as one and counts as two.
std::vector<time_expression> reader::time_items(const draft& d) const {
    std::vector<time_expression> items;
    if (d.period_by == draft::none) return items;
    std::size_t first = d.period_by;
    while (first > 0 && is_list_word({times_[first - 1].end, times_[first].begin})) --first;
    for (std::size_t n = first; n <= d.period_by; ++n) items.push_back(times_[n]);
    const time_expression whole = items.front();
    if (items.size() == 1 && !whole.range && list_items({whole.begin, whole.end}).size() > 1) {
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

/// Two cities, or two years, and as many numbers: each has its own.
void reader::pair_times_or_places(std::size_t first, std::size_t count) {
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

/// A, B and C.
std::vector<range> reader::list_items(range r) const {
    std::vector<range> items;
    std::size_t begin = r.begin;
    for (std::size_t i = r.begin; i < r.end;) {
        const std::size_t length = words_.list.length_at(text_, i);
        if (length == 0 || (text_[i] != 0x3001 && word_at(i).length > length)) {
            ++i;
            continue;
        }
        if (i > begin) items.push_back({begin, i});
        i += length;
        begin = i;
    }
    if (r.end > begin) items.push_back({begin, r.end});
    return items;
}

/// The words are exactly one of the noun-phrase group, with the role.
bool reader::is_whole_word(range r, cue role) const {
    if (r.empty() || !marks_.at(hint::phrase, r.begin) || !marks_.at(hint::phrase_end, r.end - 1))
        return false;
    const auto found = words_.phrase_cues.forward.find(std::u32string_view(text_).substr(r.begin, r.size()));
    return found != lexicon::none() && (words_.phrase_cues.sets[found] & bit(role)) != 0;
}

reader::word reader::tail_of(std::u32string_view text) const {
    const auto hit = words_.phrase_cues.reversed.longest_before(text, text.size());
    return hit ? word{hit.length, words_.phrase_cues.sets[hit.id]} : word{};
}

/// How many numbers go on from a fact in its list, itself included.
reader::number_list reader::list_from(std::size_t i, range left) const {
    number_list list;
    const draft& d = drafts_[i];
    if (d.by->continued || i + 1 >= drafts_.size() || drafts_[i + 1].clause != d.clause) return list;
    list.in_order = has_respectively(left, std::max(d.by->begin, quantity_of(d).number_begin));
    while (i + list.count < drafts_.size() && drafts_[i + list.count].clause == d.clause &&
           (drafts_[i + list.count].by->continued ||
            (list.in_order && joined_by_list(drafts_[i + list.count - 1], drafts_[i + list.count]))))
        ++list.count;
    return list;
}

/// A bracket inside the noun phrase: investment (without farm households) 448 720.
[[gnu::noinline]] void reader::add_words_before_bracket(const draft& d, phrase& before) const {
    const clause& here = clauses_[d.clause];
    std::size_t opened = d.clause;
    constexpr std::size_t most_back = 16;
    while (opened > 0 && d.clause - opened < most_back &&
           !(clauses_[opened - 1].depth == here.depth && clauses_[opened - 1].after == U'('))
        --opened;
    if (opened == 0 || clauses_[opened - 1].after != U'(') return;
    const clause& outer = clauses_[opened - 1];
    std::size_t from = outer.begin;
    for (std::size_t n = outer.last_quantity; n-- > outer.first_quantity;) {
        if (quantities_[n].klass == quantity_class::date) continue;
        from = std::min(outer.end, quantities_[n].number_end);
        break;
    }
    const phrase whole = noun_phrase_before({from, outer.end}, nullptr);
    if (!whole.empty()) before.parts = {whole.parts[0], whole.parts[1], before.parts[0], before.parts[1]};
    if (before.where.empty()) before.where = whole.where;
}

/// The noun phrase behind a number that counts or measures it; a phrase before it may give way to it.
range reader::counted_noun(const draft& d, range right, phrase& before) const {
    const kind k = d.made.kind();
    range behind = noun_phrase_behind(right);
    const bool of = !right.empty() && text_[right.begin] == words_.attributive;
    // 2 metres wide: the noun follows the word of dimension
    if (k == kind::amount && !right.empty()) {
        const word dim = word_at(right.begin);
        const std::size_t particle = right.begin + dim.length;
        if (dim.is(bit(cue::dimension)) && particle < right.end && text_[particle] == words_.attributive)
            behind = noun_phrase_behind({particle + 1, right.end});
    }
    const bool needs_of = k == kind::percentage || k == kind::ratio;
    if (needs_of && (!of || !before.empty())) behind = {};
    if (before.empty()) return behind;
    const word whole = word_at(before.where.begin);
    if (whole.length == before.where.size() && whole.is(bit(cue::verb) | bit(cue::dimension)) &&
        !behind.empty())
        before.parts = {}; // a bare verb
    if (k == kind::amount && !before.empty() && (!before.verb_behind || of)) behind = {};
    return behind;
}

/// A, B rose by x, y: gives every number of the list its own noun phrase.
[[gnu::noinline]] void reader::set_indicators_in_order(std::size_t i, const std::vector<range>& items) {
    const std::size_t count = items.size();
    // the head noun of the last item serves all: electricity, gas output; first, second, third industry
    const bool numbered = std::all_of(items.begin(), items.end() - 1, [this](range item) {
        const quantity* n = quantity_at(item.begin);
        return n != nullptr && n->number_end == item.end;
    });
    std::size_t tail = items.back().end;
    // the last numeral may be part of a word; it is as long as the one before it
    if (numbered) {
        const quantity* n = quantity_at(items.back().begin);
        tail = std::min(tail, n != nullptr ? n->number_end : items.back().begin + items[count - 2].size());
    }
    for (std::size_t p = items.back().begin + 1; !numbered && p < items.back().end; ++p) {
        if (only_rate_noun({p, items.back().end}) ||
            (word_at(p).is(bit(cue::noun)) && p + word_at(p).length == items.back().end)) {
            tail = p;
            break;
        }
    }
    for (std::size_t n = 0; n < count; ++n) {
        std::string item = wording(strip_head(items[n]));
        if (n + 1 < count && tail < items.back().end) {
            const std::string head = wording({tail, items.back().end});
            const word own = tail_of(fold(item));
            if (own.is(bit(cue::rate_noun))) {
            } else if (item.size() < head.size() ||
                       item.compare(item.size() - head.size(), head.size(), head) != 0)
                item += head;
        }
        std::string& made = drafts_[i + n].made.indicator;
        made = std::move(item);
        note(drafts_[i + n], "indicator", made, "its place in the list before the numbers");
        recent_.push_back(made);
    }
    subject_ = recent_.back();
}

/// The indicators of the clauses before, in their order, for a list without words of its own.
[[gnu::noinline]] void reader::set_indicators_before(std::size_t i, std::size_t count) {
    for (std::size_t n = 0; n < count; ++n) {
        drafts_[i + n].made.indicator = std::string(recent_[recent_.size() - count + n]);
        note(drafts_[i + n], "indicator", drafts_[i + n].made.indicator,
             "its place among the facts before the list");
    }
}

/// Puts the subject before a noun of rate that continues it: one noun of level replaces another, a noun of growth comes
/// on top.
[[gnu::noinline]] void reader::put_subject_before(std::string& value, range noun) const {
    std::string_view base = subject_;
    if (is_measure_noun(noun)) {
        const std::u32string folded = fold(base);
        const word tail = tail_of(folded);
        if (tail.is(bit(cue::measure_noun)) && tail.length < folded.size()) {
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

/// The subject that the clause before holds, when it states no number.
[[gnu::noinline]] range reader::subject_of_clause_before(const draft& d) const {
    const clause& previous = clauses_[d.clause - 1];
    constexpr std::size_t reach = 120;
    range r = strip_head({previous.begin, std::min(previous.end, previous.begin + reach)});
    if (word_before(previous.end).is(bit(cue::frame))) r.end = r.begin;
    for (std::size_t p = r.begin + 1; p < r.end; ++p) {
        if (word_at(p).is(bit(cue::noun))) {
            p += word_at(p).length - 1;
            continue;
        }
        if (word_at(p).is(bit(cue::verb) | bit(cue::adverb) | bit(cue::stop)) &&
            (word_at(p).length > 1 || p + 1 == r.end)) {
            r.end = p;
            break;
        }
    }
    return r;
}

void reader::set_indicators() {
    subject_ = {};
    recent_.clear();
    std::size_t sentence = SIZE_MAX;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
        draft& d = drafts_[i];
        const clause& here = clauses_[d.clause];
        if (here.sentence != sentence) {
            sentence = here.sentence;
            // "of which" goes on with the subject of the sentence before
            std::size_t first = sentence_begin(d.clause);
            while (first < text_.size() && is_space_or_quote(text_[first])) ++first;
            if (!word_at(first).is(bit(cue::subset))) subject_ = {};
            recent_.clear();
        }
        const quantity& q = quantity_of(d);
        for (const capture& part : d.by->captures) {
            if (part.what == field::indicator) put(d.made.indicator, range{part.begin, part.end});
            if (part.what == field::action) put(d.made.action, range{part.begin, part.end});
        }
        if (!d.made.indicator.empty()) {
            subject_ = d.made.indicator;
            recent_.push_back(subject_);
            continue;
        }
        const kind k = d.made.kind();
        const range left = left_of(d);
        const range right = right_of(d);
        const number_list list = list_from(i, left);

        range action;
        phrase before = noun_phrase_before(left, &action);
        if (here.before == U')' && left.begin == here.begin &&
            (before.empty() || before.where.begin == here.begin) && k != kind::ranking)
            add_words_before_bracket(d, before);
        if (d.made.action.empty()) put(d.made.action, action);
        const bool may_follow =
            k == kind::count || k == kind::amount || k == kind::percentage || k == kind::ratio;
        range behind{};
        if (may_follow && list.count == 1 && !d.by->continued && q.klass != quantity_class::duration &&
            q.klass != quantity_class::duration_word)
            behind = counted_noun(d, right, before);

        if (list.count > 1) {
            const std::vector<range> items = before.empty() ? std::vector<range>{} : list_items(before.where);
            if (list.in_order && items.size() != list.count) pair_times_or_places(i, list.count);
            const bool paired = !before.empty() && items.size() == list.count;
            if (paired) set_indicators_in_order(i, items);
            const bool named_before = before.empty() && recent_.size() >= list.count;
            if (named_before) set_indicators_before(i, list.count);
            if (paired || named_before) {
                i += list.count - 1;
                continue;
            }
        }

        std::string& value = d.made.indicator; // empty up to here
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
        } else if (!subject_.empty()) {
            value = subject_;
            why = "carried from the fact before";
            carried = true;
        } else if (may_follow && !right.empty()) {
            put(value, noun_phrase_behind(right));
            why = "the noun phrase behind the number";
        }
        if (value.empty() && d.clause > 0 && clauses_[d.clause - 1].sentence == here.sentence &&
            clauses_[d.clause - 1].first_quantity == clauses_[d.clause - 1].last_quantity) {
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

void reader::run() {
    note_times();
    if (!drafts_.empty()) {
        make_maps();
        find_places();
    }
    for (draft& d : drafts_) {
        const std::size_t from = look_from(d);
        set_status(d, from);
        set_basis(d, from);
        set_scope(d, from);
        set_period(d);
        set_status_by_period(d);
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
    if (!drafts_.empty()) set_indicators();
    // the year named last serves the next paragraph
    for (std::size_t i = 0; i < times_.size(); ++i) {
        const time_expression& t = times_[i];
        constexpr auto none = time_point::year_form::none;
        if ((t.first.form == none && (!t.range || t.last.form == none)) || is_reference(i)) continue;
        if (t.first.form == time_point::year_form::absolute && t.first.last_year == 0)
            document_.named_year = t.first.year;
        if (t.range && t.last.form == time_point::year_form::absolute) document_.named_year = t.last.year;
        if (t.first.form == time_point::year_form::relative && document_.published)
            document_.named_year = document_.published->year + t.first.year;
    }
}

} // namespace

void draft::reset() {
    made.span = {};
    made.quote.clear();
    made.record.emplace<count>();
    made.value.reset();
    made.upper.reset();
    made.qualifier.reset();
    made.unit.clear();
    made.unit_code.clear();
    made.indicator.clear();
    made.action.clear();
    made.scope.clear();
    made.period.clear();
    made.status = status::actual;
    made.rule.clear();
    made.document.clear();
    quantity = clause = 0;
    by = nullptr;
    scope_by = period_by = none;
    reasons.clear();
}

void add_context(const paragraph_data& paragraph, const language& words, bool explain,
                 document_state& document, context_scratch& scratch, std::span<draft> drafts) {
    // without a fact only a time that names a year matters
    const auto names_year = [](const time_expression& t) {
        constexpr auto none = time_point::year_form::none;
        return t.first.form != none || (t.range && t.last.form != none);
    };
    if (drafts.empty() && std::none_of(paragraph.times->begin(), paragraph.times->end(), names_year)) return;
    reader(paragraph, words, explain, document, scratch, drafts).run();
}

} // namespace gongbao::detail
