#pragma once
// The reader of the context stage: one for a few paragraphs. Its functions stand in four files: context_scope.cpp
// (places), context_period.cpp (times), context_indicator.cpp (noun phrases and lists), and context.cpp (all others).

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "context.hpp"
#include "han.hpp"

namespace gongbao::detail {

inline constexpr cue_bits basis_bits =
    bit(cue::yoy) | bit(cue::mom) | bit(cue::dod) | bit(cue::year_start) | bit(cue::annual);

// Nearly all characters of a report are beyond it.
// Marks as the view has them.
inline constexpr char32_t enumeration_comma = 0x3001;
inline constexpr char32_t opening_quote = 0x201C;
inline constexpr char32_t closing_quote = 0x201D;
inline constexpr char32_t opening_title = 0x300A;
inline constexpr char32_t closing_title = 0x300B;
inline constexpr char32_t last_space_or_quote = closing_title;
inline bool is_space_or_quote(char32_t c) noexcept {
    return c <= last_space_or_quote &&
           (c == U' ' || c == opening_quote || c == closing_quote || c == 0x2018 || c == 0x2019 ||
            c == opening_title || c == closing_title || c == enumeration_comma || c == 0x2014 || c == U'*' ||
            c == U'-' || c == U'"' || c == U'.' || c == U'/' || c == 0x00B7);
}

// No sentence of a report is longer; a page without full stops stays linear.
inline constexpr std::size_t sentence_reach = 400;

class context_reader {
public:
    context_reader(const batch_data& p, const language& words, bool explain, document_state& document,
                   context_scratch& scratch, std::span<draft> drafts)
        : view_(*p.text), marks_(*p.marks), text_(p.text->points), quantities_(p.quantities), times_(p.times),
          clauses_(*p.clauses), paragraphs_(*p.paragraphs), words_(words), explain_(explain),
          document_(document), drafts_(drafts), places_(scratch.places),
          quantity_of_point_(scratch.quantity_of_point), place_of_point_(scratch.place_of_point),
          captured_(scratch.captured), recent_(scratch.recent), times_noted_(scratch.times_noted),
          basis_scan_(scratch.basis_scan), status_scan_(scratch.status_scan) {
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
    [[nodiscard]] const quantity* quantity_at(std::size_t i) const {
        return i < text_.size() && quantity_of_point_.has(i) ? &quantities_[quantity_of_point_.at(i)]
                                                             : nullptr;
    }
    [[nodiscard]] bool is_number(std::size_t i) const {
        return i < text_.size() && quantity_of_point_.has(i);
    }
    [[nodiscard]] std::string wording(range r) const { return view_.wording(r.begin, r.end); }
    void put(std::string& field, range r) const {
        field.clear();
        view_.append_wording(field, r.begin, r.end);
    }
    [[nodiscard]] std::size_t sentence_begin(std::size_t clause_index) const;
    /// Where cues for a fact are looked for from.
    [[nodiscard]] std::size_t look_from(const draft& d) const {
        const std::size_t number = quantity_of(d).number_begin;
        return std::max(sentence_begin(d.clause), number > sentence_reach ? number - sentence_reach : 0);
    }
    [[nodiscard]] std::size_t clause_at(std::size_t i, std::size_t behind) const;
    [[nodiscard]] bool directly_behind_done(std::size_t at) const;
    [[nodiscard]] bool reached_in(range r) const;
    [[nodiscard]] bool marks_object(std::size_t at) const;
    [[nodiscard]] bool behind_from(const draft& d) const;
    [[nodiscard]] range verb_to_next_level(const draft& d) const;
    void set_whole_of_next_level(draft& d) const;
    [[nodiscard]] bool is_former_level(const draft& d) const;
    [[nodiscard]] bool goes_on_from(const draft& d) const;

    // --- fields
    [[nodiscard]] const std::vector<cue_found>& basis_words(std::size_t from, std::size_t until);
    [[nodiscard]] std::size_t next_status(std::size_t from);
    void find_next_status(std::size_t from);
    void read_status_words(std::size_t until);
    void read_status(draft& d, std::size_t until, std::size_t behind, std::size_t aims_end);
    // each in the order of the facts; `from` is where cues are looked for from
    void set_basis(draft& d, std::size_t from);
    void set_reference(draft& d, range reference);
    [[nodiscard]] range compared_with(range r) const;
    [[nodiscard]] std::size_t time_from(range words) const;
    void set_scope(draft& d, std::size_t from);
    void set_period(draft& d);
    void set_basis_by_period(draft& d);
    [[nodiscard]] const std::string& period_of(const draft& d, const time_expression& t,
                                               std::size_t index) const;
    [[nodiscard]] std::string period_of_list(const draft& d, const std::vector<time_expression>& items,
                                             std::size_t index) const;
    void set_period_of_list(draft& d, std::size_t index);
    [[nodiscard]] const change* named_time_before(const draft& d) const;
    void set_status(draft& d, std::size_t from);
    void set_status_by_period(draft& d) const;
    void set_groups(draft& d) const;
    void set_indicators();
    [[nodiscard]] bool opens_with_subset(std::size_t clause_index) const;
    struct number_list {
        std::size_t count{1};
        bool in_order{false}; // respectively
    };
    [[nodiscard]] number_list list_from(std::size_t i, range left) const;
    void set_indicators_in_order(std::size_t i, const std::vector<range>& items);
    void set_indicators_before(std::size_t i, std::size_t count);

    // --- noun phrases
    /// `front` becomes the word that what is left begins with.
    [[nodiscard]] range strip_head(range r, word& front) const;
    [[nodiscard]] range strip_head(range r) const {
        word front;
        return strip_head(r, front);
    }
    [[nodiscard]] std::size_t behind_number_of_places(range r) const;
    [[nodiscard]] std::size_t behind_no_word(range r) const;
    /// `action`, where it is empty, becomes the first predicate that is dropped.
    [[nodiscard]] range strip_tail(range r, range& action) const;
    [[nodiscard]] range strip_tail(range r) const {
        range action;
        return strip_tail(r, action);
    }
    [[nodiscard]] range last_title(range r) const;
    [[nodiscard]] range behind_last_verb(range r, word front, range* action,
                                         std::pair<range, range>& joined) const;
    // A noun phrase; its words may stand apart, in up to four parts. Nothing of it is copied before it is known to be wanted.
    class phrase {
    public:
        range where;
        bool verb_behind{false}; // a predicate stood between the phrase and the number
        /// An empty part is none.
        void add(range part) noexcept {
            begins_[count_] = part.begin;
            ends_[count_] = part.end;
            count_ += part.empty() ? 0 : 1;
        }
        void clear() noexcept { count_ = 0; }
        [[nodiscard]] std::size_t count() const noexcept { return count_; }
        [[nodiscard]] range part(std::size_t i) const noexcept { return {begins_[i], ends_[i]}; }
        [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
        /// Exactly the words of `where`.
        [[nodiscard]] bool in_one_piece() const noexcept {
            std::size_t points = 0;
            for (std::size_t i = 0; i < count_; ++i) points += part(i).size();
            return points == where.size();
        }

    private:
        static constexpr std::size_t most_parts = 4;
        std::size_t count_{0};
        // written before they are read: to clear them all takes as long as to find the phrase
        std::array<std::size_t, most_parts> begins_;
        std::array<std::size_t, most_parts> ends_;
    };
    [[nodiscard]] bool may_hold_space(range r) const;
    [[nodiscard]] phrase noun_phrase_before(range r, bool numbers_inside, range* action) const;
    [[nodiscard]] range behind_date(range r, word& front) const;
    [[nodiscard]] range behind_space(range r) const;
    [[nodiscard]] range behind_object_mark(range r) const;
    void put(std::string& field, const phrase& p) const {
        field.clear();
        for (std::size_t i = 0; i < p.count(); ++i)
            view_.append_wording(field, p.part(i).begin, p.part(i).end);
    }
    [[nodiscard]] std::size_t find_in(range r, char32_t c) const;
    [[nodiscard]] bool modifies(range r) const;
    /// No predicate, adverb or word that parts phrases, unless it is a noun, too.
    [[nodiscard]] static bool may_open_noun(word w) {
        constexpr cue_bits none = bit(cue::verb) | bit(cue::adverb) | bit(cue::lead) | bit(cue::stop) |
                                  bit(cue::compare) | bit(cue::phrase_start);
        return !w.is(none) || w.is(bit(cue::noun));
    }
    [[nodiscard]] bool names_kind_of_list(range list, range rest) const;
    [[nodiscard]] range noun_phrase_behind(range r) const;
    [[nodiscard]] bool set_indicators_of_list(std::size_t i, number_list list, const phrase& before);
    void add_words_before_bracket(const draft& d, phrase& before) const;
    [[nodiscard]] bool is_only_ordinal(range r) const;
    [[nodiscard]] bool ends_with_measure(const phrase& before) const;
    [[nodiscard]] bool measures_next_noun(const draft& d) const;
    [[nodiscard]] bool names_its_whole(const draft& d) const;
    [[nodiscard]] bool names_object_behind(const draft& d) const;
    [[nodiscard]] bool has_object_behind(const draft& d, const phrase& before) const;
    [[nodiscard]] std::size_t behind_bracket_of_units(std::size_t begin, std::size_t end) const;
    [[nodiscard]] std::size_t item_before_next(const draft& d, range counted) const;
    [[nodiscard]] range noun_behind(const draft& d, phrase& before, bool may_follow) const;
    [[nodiscard]] range noun_of_measured(const draft& d) const;
    [[nodiscard]] range growth_behind(const draft& d) const;
    [[nodiscard]] range ranked_noun(const draft& d) const;
    [[nodiscard]] range noun_of_share(const draft& d, const phrase& before) const;
    [[nodiscard]] range counted_noun(const draft& d, phrase& before) const;
    void put_subject_before(std::string& value, range noun) const;
    [[nodiscard]] bool is_short_noun(std::size_t at) const;
    [[nodiscard]] bool ends_in_measure(std::u32string_view text) const;
    [[nodiscard]] bool follows_clause_without_number(const draft& d) const;
    [[nodiscard]] range subject_of_clause_before(const draft& d) const;
    [[nodiscard]] range measure_of_clause_before(const draft& d) const;
    [[nodiscard]] static bool is_bare_one(const quantity& q) {
        return q.klass == quantity_class::one && q.unit.empty();
    }
    [[nodiscard]] static bool is_time(const quantity& q) {
        return q.klass == quantity_class::date || q.klass == quantity_class::duration ||
               q.klass == quantity_class::duration_word;
    }
    [[nodiscard]] bool parts_text(std::size_t k) const;
    /// The quantity of the fact so many facts behind this one, in which case it parts text; none where there is no fact.
    [[nodiscard]] std::size_t quantity_beside(const draft& d, std::ptrdiff_t facts) const {
        const std::ptrdiff_t at = &d - drafts_.data() + facts;
        return static_cast<std::size_t>(at) < drafts_.size() ? (&d + facts)->quantity : SIZE_MAX;
    }
    /// What a group of the rule took in for a field, or null.
    [[nodiscard]] static const capture* captured_for(const draft& d, field wanted) {
        for (const capture& part : d.by->captures)
            if (part.what == wanted) return &part;
        return nullptr;
    }
    struct words_before {
        range where;
        bool numbers_inside{false}; // numbers and dates that do not part the text
    };
    [[nodiscard]] words_before left_of(const draft& d) const;
    [[nodiscard]] range right_of(const draft& d) const;
    [[nodiscard]] bool has_respectively(range left, std::size_t number) const;
    [[nodiscard]] bool joined_by_list(const draft& a, const draft& b) const;
    [[nodiscard]] range next_joint(range r) const;
    [[nodiscard]] std::vector<range> list_items(range r) const;
    [[nodiscard]] range without_measure(range r) const;
    void add_head(std::string& item, const std::string& head) const;
    [[nodiscard]] std::vector<range> list_items_for(range r, std::size_t count) const;
    /// More than one item. Nearly always there is no joint.
    [[nodiscard]] bool is_list(range r) const { return !next_joint(r).empty() && list_items(r).size() > 1; }
    [[nodiscard]] bool is_list_word(range r) const;
    [[nodiscard]] std::vector<range> place_items(const draft& d) const;
    [[nodiscard]] std::vector<time_expression> time_items(const draft& d) const;
    void pair_times_or_places(std::size_t first, std::size_t count);
    /// A word of the noun-phrase group begins with the words, and one ends with them.
    [[nodiscard]] bool may_be_word(range r) const {
        return !r.empty() && marks_.at(hint::phrase, r.begin) && marks_.at(hint::phrase_end, r.end - 1);
    }
    [[nodiscard]] bool is_this_word(range r, cue role) const;
    [[nodiscard]] bool is_whole_word(range r, cue role) const {
        return may_be_word(r) && is_this_word(r, role);
    }
    [[nodiscard]] bool only_rate_noun(range r) const { return is_whole_word(r, cue::rate_noun); }
    [[nodiscard]] bool is_measure_noun(range r) const { return is_whole_word(r, cue::measure_noun); }
    [[nodiscard]] word tail_of(std::u32string_view text) const;
    [[nodiscard]] word tail_of(range r) const;
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
    [[nodiscard]] bool is_captured(std::size_t point) const { return has_captured_ && captured_.has(point); }
    void note_times();
    [[nodiscard]] std::optional<int> year_named_by(const time_point& p) const;
    [[nodiscard]] bool is_reference(std::size_t time) const { return times_noted_[time].reference; }
    [[nodiscard]] bool behind_coverb(std::size_t at) const;
    [[nodiscard]] bool ends_with_since(const time_expression& t) const;
    [[nodiscard]] bool find_reference(std::size_t time) const;
    [[nodiscard]] bool is_of_the_past(const time_expression& t) const;
    [[nodiscard]] bool has_just_ended(const time_expression& t) const;
    [[nodiscard]] bool is_of_list(std::size_t time) const;
    [[nodiscard]] bool is_of_level(const draft& d, const time_expression& t) const;
    [[nodiscard]] std::string range_from_time_before(const draft& d, std::size_t time) const;
    [[nodiscard]] std::size_t time_closed_before(std::size_t time) const;
    [[nodiscard]] bool is_of_former(const draft& d, const time_expression& t) const;
    void find_places_in(range sentence, std::size_t& title_end);
    [[nodiscard]] std::size_t read_place(std::size_t i, bool marked, bool near, std::size_t& title_end);
    [[nodiscard]] std::size_t behind_endings(std::size_t end) const;
    [[nodiscard]] bool is_passed_by(std::size_t time) const;
    void put_place(range where, bool name);
    void extend_place(std::size_t end);
    [[nodiscard]] bool is_organisation(const place_found& p) const;
    [[nodiscard]] bool opens_dealing(std::size_t at) const;
    [[nodiscard]] bool is_partner(const place_found& p) const;
    [[nodiscard]] bool is_object(const place_found& p) const;
    [[nodiscard]] bool is_quoted(const place_found& p) const;
    [[nodiscard]] bool is_part_of_more(const place_found& p) const;
    [[nodiscard]] bool counts_places(const draft& d, const place_found& p) const;
    [[nodiscard]] bool counts(place_found& p) const;
    [[nodiscard]] bool is_behind_number(const place_found& p, const clause& c) const;
    [[nodiscard]] bool opens_topic(std::size_t i) const;
    [[nodiscard]] bool is_topic(place_found& p, const clause& c) const;
    [[nodiscard]] bool opens_clause(std::size_t i) const;
    [[nodiscard]] bool predicate_at(std::size_t i) const;
    [[nodiscard]] bool may_be_unlisted_place(std::size_t i) const;
    [[nodiscard]] range place_by_form(std::size_t i) const;

    const view& view_;
    const paragraph_marks& marks_;
    const std::u32string& text_;
    std::span<const quantity> quantities_;
    std::span<const time_expression> times_;
    const std::vector<clause>& clauses_;
    const std::vector<paragraph_range>& paragraphs_;
    const language& words_;
    bool explain_;
    document_state& document_;
    std::span<draft> drafts_;
    using place = place_found;
    std::vector<place>& places_;
    // maps made once, so that every look-up is one step
    point_map& quantity_of_point_;
    point_map& place_of_point_;
    point_set& captured_; // the point is what a phrase ranks among, compares with, is part of
    bool has_captured_{false};
    std::vector<std::string_view>& recent_; // indicators of the sentence, for lists that pair up
    std::string_view subject_;              // the indicator that an elliptic clause continues
    std::vector<time_notes>& times_noted_;
    cue_scan& basis_scan_;
    // the time that the word of basis at hand begins, where it goes on behind it
    std::size_t basis_time_{SIZE_MAX};
    std::optional<basis> basis_before_; // what an earlier word of the sentence gave
    cue_scan& status_scan_;
    std::size_t no_status_from_{1}; // between here and the next none begins
    std::size_t next_status_{0};
    struct dated {
        std::size_t time{SIZE_MAX};
        bool same_sentence{false};
        bool target{false};
        std::string period;
    };
    mutable dated last_period_;
    // the facts are gone through in order: so many times and places begin before the one at hand
    std::size_t times_before_{0};
    std::size_t places_before_{0};
    void make_maps();
    void note_captures(const match& m);
};

} // namespace gongbao::detail
