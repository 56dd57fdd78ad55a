#include <gongbao/extractor.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <utility>

#include "clause.hpp"
#include "context.hpp"
#include "language.hpp"
#include "loader.hpp"
#include "match.hpp"
#include "quantity_words.hpp"
#include "rule.hpp"
#include "stages.hpp"
#include "workspace.hpp"

namespace gongbao {
namespace {

using detail::draft;
using detail::language;
using detail::match;
using detail::numeral_shares;
using detail::paragraph_data;
using detail::paragraph_work;
using detail::workspace;

/// A word of an era stands in the paragraph.
bool names_era(const view& paragraph, const detail::paragraph_marks& marks, const language& words) {
    for (const std::size_t* at = marks.points_of(detail::mark::time); *at != SIZE_MAX; ++at) {
        if (paragraph.points[*at] > 0xFFFF) continue;
        const auto time = words.times.longest_at(paragraph.points, *at);
        if (time && words.time_entries[time.id].role == detail::time_role::era) return true;
    }
    return false;
}

/// A text that counts years of the Republic: it names the era, or writes traditional characters.
bool counts_republic_years(const view& paragraph, const detail::paragraph_marks& marks,
                           const language& words) {
    // two words of times in one go: few paragraphs have more, and hardly any that of an era
    const auto may_be_era = [&](std::size_t at) {
        const char32_t c = paragraph.points[std::min(at, paragraph.size())];
        return unsigned{words.era_characters[c & 0xFFFFU]};
    };
    unsigned era = 0;
    const std::size_t* at = marks.points_of(detail::mark::time);
    for (;; at += 2) {
        era |= may_be_era(at[0]) | may_be_era(at[1]);
        if (at[1] == SIZE_MAX) break;
    }
    return paragraph.traditional * 20 > paragraph.size() || (era != 0 && names_era(paragraph, marks, words));
}

/// Fills in all of a fact that the context does not.
void make_fact(const view& paragraph, const quantity& q, const match& m, fact& f) {
    const detail::rule& r = *m.by;
    const bool with_verb =
        *r.kind == kind::change || *r.kind == kind::ranking || r.priority >= detail::phrase_priority;
    std::size_t begin = q.begin;
    std::size_t end = std::max(q.end, q.number_end);
    if (q.has_per) begin = std::min(begin, q.per_begin);
    if (with_verb && !m.continued) begin = std::min(begin, m.begin);
    while (begin < end && (paragraph.points[begin] == U' ' || paragraph.points[begin] == U',')) ++begin;
    f.span = paragraph.bytes(begin, end);
    f.quote.assign(paragraph.source.data() + f.span.begin, f.span.size());
    f.qualifier = r.qualifier ? r.qualifier : q.qualifier;
    f.unit = q.unit;
    f.unit_code = q.unit_code;
    f.value = r.value ? r.value : q.value;
    f.upper = q.upper;
    f.rule = r.id;
    switch (*r.kind) {
    case kind::count:
        f.record.emplace<count>();
        break;
    case kind::amount:
        f.record.emplace<amount>();
        break;
    case kind::percentage:
        f.record.emplace<percentage>();
        break;
    case kind::change: {
        auto& c = f.record.emplace<change>();
        c.direction = r.direction.value_or(direction::up);
        c.basis = r.basis;
        // a rise by a negative number is a fall
        if (f.value && f.value->is_negative() && c.direction != direction::flat) {
            f.value->negate();
            c.direction = c.direction == direction::up ? direction::down : direction::up;
        }
        if (c.direction == direction::flat) {
            f.value.reset();
            f.unit.clear();
        }
        if (q.klass == quantity_class::fraction && q.denominator) f.unit.clear();
        break;
    }
    case kind::ranking: {
        auto& k = f.record.emplace<ranking>();
        k.top = r.top;
        k.from_bottom = r.from_bottom;
        if (q.klass == quantity_class::band) {
            k.band = paragraph.wording(q.number_begin, q.number_end);
            f.value.reset();
        }
        f.unit.clear();
        f.unit_code.clear();
        break;
    }
    case kind::ratio: {
        auto& k = f.record.emplace<ratio>();
        k.numerator = q.value.value_or(decimal{});
        if (q.denominator) k.denominator = *q.denominator;
        f.value.reset();
        f.upper.reset();
        f.unit.clear();
        f.unit_code.clear();
        break;
    }
    }
}

/// For explain: the numerals that became no quantity, and why.
std::string passed_by(const paragraph_work& w, const language& words) {
    std::string out;
    std::size_t q = 0;
    for (std::size_t k = 0; k < w.numerals.size(); ++k) {
        const numeral& n = w.numerals[k];
        while (q < w.quantities.size() &&
               std::max(w.quantities[q].end, w.quantities[q].number_end) <= n.begin)
            ++q;
        if (w.claimed[k] || (q < w.quantities.size() && w.quantities[q].begin < n.end)) continue;
        const detail::phrase_place phrase = detail::set_phrase_around(w.paragraph.points, words, n);
        out += "  numeral     " + w.paragraph.wording(n.begin, n.end) + "\n    no fact   ";
        if (phrase.length != 0)
            out +=
                "part of the set phrase " + w.paragraph.wording(phrase.begin, phrase.begin + phrase.length);
        else if (detail::is_part_of_name(w.paragraph.points, words, n))
            out += "part of a name, by the words behind it";
        else
            out += "neither a quantity nor a date: a name, a number of a document, a manner of speaking";
        out += "\n";
    }
    return out;
}

/// The stages, over a few paragraphs at a time.
class run {
public:
    run(std::string_view text, const options& o, const language& words, workspace& room)
        : reader_(text), words_(words), work_(room) {
        document_.published = o.published;
        name_ = o.document;
    }

    template <class Sink>
    void facts(const Sink& sink) {
        for (;;) {
            const std::span<paragraph_work> done = next(workspace::most_paragraphs, false);
            if (done.empty()) return;
            for (paragraph_work& w : done)
                for (draft& d : w.drafts) sink(std::move(d.made));
        }
    }

    std::string explain();
    std::vector<decision> decisions();
    std::size_t stages(detail::stage last);

private:
    std::span<paragraph_work> next(std::size_t most, bool keep_losers);
    void match_clauses(paragraph_work& w, bool keep_losers);
    void draft_facts(std::span<paragraph_work> all);

    paragraph_reader reader_;
    const language& words_;
    detail::document_state document_;
    std::string name_;
    workspace& work_;
    bool republic_{false};
    detail::stage last_{detail::stage::context};
};

/// Takes in up to `most` paragraphs and runs all stages over them; none at the end of the text.
std::span<paragraph_work> run::next(std::size_t most, bool keep_losers) {
    std::size_t count = 0;
    std::size_t points = 0;
    while (count < most && points < workspace::enough_points) {
        paragraph_work& w = work_.paragraphs[count];
        if (!reader_.next(w.paragraph)) break;
        w.clear();
        points += w.paragraph.size();
        ++count;
    }
    const std::span<paragraph_work> all(work_.paragraphs.data(), count);
    using detail::stage;
    if (last_ == stage::text) return all;
    for (paragraph_work& w : all) {
        w.marks.make(w.paragraph.points, words_.marks);
        w.marks.list_points();
        republic_ = republic_ || counts_republic_years(w.paragraph, w.marks, words_);
        w.republic_years = republic_;
    }
    if (last_ == stage::marks) return all;
    work_.numerals.clear();
    work_.for_times.clear();
    for (paragraph_work& w : all) {
        w.first_for_times = work_.for_times.size();
        w.numeral_count =
            detail::find_numerals(w.paragraph, w.marks, words_, work_.numerals, work_.for_times);
    }
    if (last_ == stage::numerals) return all;
    numeral_shares shares(work_);
    work_.times.clear();
    work_.times.add_end();
    for (paragraph_work& w : all) {
        shares.give(w);
        const std::size_t first = work_.times.size();
        detail::find_times(w.paragraph, w.marks, words_, w.numerals,
                           work_.for_times.data() + w.first_for_times, w.republic_years, work_.times,
                           w.claimed);
        w.time_count = work_.times.size() - first - 1;
    }
    if (last_ == stage::times) return all;
    work_.quantities.clear();
    const time_expression* times = work_.times.data() + 1;
    for (paragraph_work& w : all) {
        w.times = {times, w.time_count};
        times += w.time_count + 1;
        const std::size_t first = work_.quantities.size();
        detail::find_quantities(w.paragraph, w.marks, words_, w.numerals, w.times.data(), w.claimed,
                                work_.quantities);
        w.quantity_count = work_.quantities.size() - first;
    }
    // only now: the room may have moved as it grew
    const quantity* quantities = work_.quantities.data();
    for (paragraph_work& w : all) {
        w.quantities = {quantities, w.quantity_count};
        quantities += w.quantity_count;
    }
    if (last_ == stage::quantities) return all;
    for (paragraph_work& w : all) match_clauses(w, keep_losers);
    if (last_ == stage::matches) return all;
    draft_facts(all);
    if (last_ == stage::facts) return all;
    // only now: the room may have moved as it grew
    std::span<draft> rest(work_.draft_room.data(), work_.draft_count);
    for (paragraph_work& w : all) {
        w.drafts = rest.first(w.matches.stated.size());
        rest = rest.subspan(w.drafts.size());
        const paragraph_data data{&w.paragraph, &w.marks, w.quantities, w.times, &w.clauses};
        detail::add_context(data, words_, keep_losers, document_, work_.context, w.drafts);
    }
    return all;
}

std::size_t run::stages(detail::stage last) {
    last_ = last;
    std::size_t paragraphs = 0;
    for (std::span<paragraph_work> all; !(all = next(workspace::most_paragraphs, false)).empty();)
        paragraphs += all.size();
    return paragraphs;
}

void run::match_clauses(paragraph_work& w, bool keep_losers) {
    // without a quantity there is nothing to state; the times may name a year for later paragraphs
    if (w.quantities.empty()) return;
    detail::find_clauses(w.paragraph, w.marks, w.quantities, w.clauses, w.clauses_with_quantities);
    for (const std::uint32_t i : w.clauses_with_quantities)
        detail::match_clause(w.paragraph, words_, w.quantities, w.clauses[i], keep_losers, work_.matching,
                             w.matches);
}

void run::draft_facts(std::span<paragraph_work> all) {
    work_.draft_count = 0;
    for (paragraph_work& w : all) {
        auto clause_of = w.clauses_with_quantities.begin();
        for (const std::uint32_t k : w.matches.stated) {
            clause_of += w.clauses[*clause_of].last_quantity <= k ? 1 : 0; // as in nearly all
            while (w.clauses[*clause_of].last_quantity <= k) ++clause_of;
            const match& m = w.matches[k];
            draft& d = work_.add_draft();
            make_fact(w.paragraph, w.quantities[k], m, d.made);
            if (!name_.empty()) d.made.document = name_;
            d.quantity = k;
            d.clause = *clause_of;
            w.clauses[*clause_of].states = true;
            d.by = &m;
        }
    }
}

std::string run::explain() {
    std::string out;
    std::size_t number = 0;
    // paragraph by paragraph: what is open is shown as it was found
    for (std::span<paragraph_work> all; !(all = next(1, true)).empty();) {
        const paragraph_work& w = all.front();
        out +=
            "paragraph " + std::to_string(++number) + "\n  view        " + to_utf8(w.paragraph.points) + "\n";
        for (const time_expression& t : w.times) {
            const std::string period = resolve(t, {document_.published, document_.named_year, false, false});
            out += "  time        " + w.paragraph.wording(t.begin, t.end) +
                   (period.empty() ? "  (open)" : "  " + period) + "\n";
        }
        for (std::size_t k = 0; k < w.quantities.size(); ++k) {
            const quantity& q = w.quantities[k];
            if (q.klass == quantity_class::date) continue;
            out += "  quantity    " + w.paragraph.wording(q.begin, std::max(q.end, q.number_end)) + "  {" +
                   std::string(to_string(q.klass)) + "}";
            if (q.value) out += " " + q.value->to_string();
            if (q.upper) out += ".." + q.upper->to_string();
            if (q.denominator) out += "/" + q.denominator->to_string();
            if (!q.unit.empty()) out += " " + q.unit;
            if (q.qualifier) out += " " + std::string(to_string(*q.qualifier));
            out += "\n";
            const match& m = w.matches[k];
            if (m.by == nullptr) {
                out += "    no fact   no rule fits\n";
            } else {
                out += m.by->kind ? "    match     " : "    no fact   ";
                out += m.by->id + " (" + m.by->file + ":" + std::to_string(m.by->line) + ")" +
                       (m.continued ? ", taken over from the number before it" : "") + ": " + m.by->why +
                       "\n";
            }
            for (const detail::rule* lost : w.matches.lost[k])
                out += "    lost      " + lost->id +
                       (m.by != nullptr && lost->priority < m.by->priority
                            ? ": lower priority"
                            : ": accounts for less of the text, or comes later by id") +
                       "\n";
        }
        out += passed_by(w, words_);
        for (const draft& d : w.drafts) {
            const fact& f = d.made;
            out += "  fact        " + f.quote + "  " + std::string(to_string(f.kind()));
            if (f.value) out += " " + f.value->to_string();
            if (!f.unit.empty()) out += " " + f.unit;
            out += "\n";
            for (const std::string& reason : d.reasons) out += "    " + reason + "\n";
        }
    }
    return out;
}

std::vector<decision> run::decisions() {
    std::vector<decision> out;
    for (std::span<paragraph_work> all; !(all = next(1, false)).empty();) {
        const paragraph_work& w = all.front();
        for (std::size_t k = 0; k < w.quantities.size() && k < w.matches.size(); ++k) {
            const quantity& q = w.quantities[k];
            if (q.klass == quantity_class::date) continue;
            decision& d = out.emplace_back();
            d.span = w.paragraph.bytes(q.begin, std::max(q.end, q.number_end));
            d.quote = std::string(w.paragraph.source.substr(d.span.begin, d.span.size()));
            d.klass = q.klass;
            if (const detail::rule* by = w.matches[k].by) {
                d.rule = by->id;
                d.fact = by->kind.has_value();
            }
        }
    }
    return out;
}

} // namespace

std::size_t detail::run_stages(std::string_view text, const language& words, workspace& room, stage last) {
    return run(text, {}, words, room).stages(last);
}

extractor extractor::builtin() {
    auto loaded = load(builtin_packs());
    if (!loaded) {
        // a broken build: the tests load the built-in packs, so this is a promise of ours that was broken
        assert(!"the built-in packs do not load");
        return extractor(std::make_shared<const language>());
    }
    return *loaded;
}

result<extractor> extractor::load(const std::vector<pack_source>& packs) {
    auto compiled = detail::compile(packs);
    if (!compiled) return compiled.problems();
    extractor made(std::move(*compiled));
    if (auto failed = detail::failed_examples(made, packs); !failed.empty()) return failed;
    return made;
}

result<extractor> extractor::load_folders(const std::vector<std::filesystem::path>& folders) {
    if (folders.empty()) return load(builtin_packs());
    std::vector<pack_source> packs;
    std::vector<problem> problems; // of all packs, so that they can be mended in one go
    for (const auto& folder : folders) {
        result<pack_source> pack = read_pack(folder);
        if (pack)
            packs.push_back(std::move(*pack));
        else
            problems.insert(problems.end(), pack.problems().begin(), pack.problems().end());
    }
    auto loaded = load(with_builtin(std::move(packs)));
    if (!loaded) problems.insert(problems.end(), loaded.problems().begin(), loaded.problems().end());
    if (!problems.empty()) return problems;
    return loaded;
}

extractor::extractor(std::shared_ptr<const detail::language> language)
    : language_(std::move(language)), pool_(std::make_shared<detail::workspace_pool>()) {}

std::vector<fact> extractor::extract(std::string_view text, const options& o) const {
    const detail::borrowed_workspace room(*pool_);
    std::vector<fact> out;
    run(text, o, *language_, *room).facts([&out](fact&& f) { out.push_back(std::move(f)); });
    return out;
}

void extractor::extract(std::string_view text, const options& o,
                        const std::function<void(fact&&)>& sink) const {
    const detail::borrowed_workspace room(*pool_);
    run(text, o, *language_, *room).facts(sink);
}

std::string extractor::explain(std::string_view text, const options& o) const {
    const detail::borrowed_workspace room(*pool_);
    return run(text, o, *language_, *room).explain();
}

std::vector<decision> extractor::decisions(std::string_view text, const options& o) const {
    const detail::borrowed_workspace room(*pool_);
    return run(text, o, *language_, *room).decisions();
}

std::vector<rule_info> extractor::rules() const {
    std::vector<rule_info> out;
    for (const auto& r : language_->rules) {
        rule_info& i = out.emplace_back();
        i = {r->id,      r->kind, r->file, r->line,       r->priority,
             r->pattern, r->why,  {},      r->yes.size(), r->no.size()};
        if (!r->yes.empty()) i.example = r->yes.front().text;
    }
    return out;
}

std::vector<number> extractor::numbers(std::string_view text) const {
    std::vector<number> out;
    std::vector<numeral> numerals;
    paragraph_reader reader(text);
    const detail::borrowed_workspace room(*pool_);
    view& paragraph = (*room).paragraphs.front().paragraph;
    std::vector<quantity> quantities;
    while (reader.next(paragraph)) {
        quantities.clear();
        numerals.clear();
        find_every_numeral(paragraph, *language_, numerals);
        find_quantities(paragraph, *language_, numerals, {}, std::vector<bool>(numerals.size()), quantities);
        for (const quantity& q : quantities) {
            switch (q.klass) {
            case quantity_class::ordinal:
            case quantity_class::place:
            case quantity_class::first:
            case quantity_class::largest:
            case quantity_class::band:
            case quantity_class::flat:
                continue;
            default:
                break;
            }
            number n;
            n.span = paragraph.bytes(q.number_begin, q.number_end);
            n.quote = std::string(text.substr(n.span.begin, n.span.size()));
            n.unit = q.unit;
            if (q.denominator) {
                n.numerator = q.value;
                n.denominator = q.denominator;
            } else {
                n.value = q.value;
                n.upper = q.upper;
            }
            out.push_back(std::move(n));
        }
    }
    return out;
}

} // namespace gongbao
