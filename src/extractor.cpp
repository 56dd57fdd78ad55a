#include <gongbao/extractor.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <utility>

#include "clause.hpp"
#include "context.hpp"
#include "copy_part.hpp"
#include "language.hpp"
#include "loader.hpp"
#include "match.hpp"
#include "paragraphs.hpp"
#include "quantity_words.hpp"
#include "rule.hpp"
#include "stages.hpp"
#include "workspace.hpp"

namespace gongbao {
namespace {

using detail::batch;
using detail::batch_data;
using detail::draft;
using detail::language;
using detail::match;
using detail::paragraph_range;
using detail::workspace;

/// A word of an era stands in the paragraph.
bool names_era(const batch& all, const paragraph_range& paragraph, const language& words) {
    const std::u32string& points = all.text.points;
    for (const std::size_t* at = all.marks.points_of(detail::mark::time); *at < paragraph.end; ++at) {
        if (*at < paragraph.begin || points[*at] > 0xFFFF) continue;
        const auto time = words.times.longest_at(points, *at);
        if (time && words.time_entries[time.id].role == detail::time_role::era) return true;
    }
    return false;
}

/// From which point on a text counts years of the Republic: from the first paragraph that names the era, or writes
/// traditional characters.
std::size_t republic_years_from(const batch& all, const language& words) {
    // two words of times in one go: hardly any is that of an era
    const std::u32string& points = all.text.points;
    const auto may_be_era = [&](std::size_t at) {
        const char32_t c = points[std::min(at, points.size())];
        return unsigned{words.era_characters[c & 0xFFFFU]};
    };
    unsigned era = 0;
    const std::size_t* at = all.marks.points_of(detail::mark::time);
    for (;; at += 2) {
        era |= may_be_era(at[0]) | may_be_era(at[1]);
        if (at[1] == SIZE_MAX) break;
    }
    if (era == 0 && all.text.traditional == 0) return SIZE_MAX;
    for (const paragraph_range& p : all.paragraphs)
        if (p.traditional * 20 > p.size() || (era != 0 && names_era(all, p, words))) return p.begin;
    return SIZE_MAX;
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
    f.quote.clear();
    detail::append_part(f.quote, paragraph.source, f.span.begin, f.span.size());
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
std::string passed_by(const batch& w, const language& words) {
    std::string out;
    std::size_t q = 0;
    for (std::size_t k = 0; k < w.numerals().size(); ++k) {
        const numeral& n = w.numerals()[k];
        while (q < w.quantities().size() &&
               std::max(w.quantities()[q].end, w.quantities()[q].number_end) <= n.begin)
            ++q;
        if (w.claimed[k] || (q < w.quantities().size() && w.quantities()[q].begin < n.end)) continue;
        const detail::phrase_place phrase = detail::set_phrase_around(w.text.points, words, n);
        out += "  numeral     " + w.text.wording(n.begin, n.end) + "\n    no fact   ";
        if (phrase.length != 0)
            out += "part of the set phrase " + w.text.wording(phrase.begin, phrase.begin + phrase.length);
        else if (detail::is_part_of_name(w.text.points, words, n))
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
        while (next(workspace::most_paragraphs, false))
            for (draft& d : work_.drafts()) sink(std::move(d.made));
    }

    std::string explain();
    std::vector<decision> decisions();
    std::size_t stages(detail::stage last);

private:
    bool next(std::size_t most, bool keep_losers);
    void match_clauses(bool keep_losers);
    void draft_facts();

    detail::paragraphs_reader reader_;
    const language& words_;
    detail::document_state document_;
    std::string name_;
    workspace& work_;
    bool republic_{false};
    detail::stage last_{detail::stage::context};
};

/// Takes in up to `most` paragraphs and runs all stages over them; false at the end of the text.
bool run::next(std::size_t most, bool keep_losers) {
    using detail::stage;
    batch& all = work_.work;
    if (!reader_.next(most, workspace::enough_points, all.text, all.paragraphs)) return false;
    all.clear();
    if (last_ == stage::text) return true;
    if (all.marks.make(all.text.points, words_.marks)) {
        reader_.fold(all.text, all.paragraphs);
        all.marks.make(all.text.points, words_.marks);
    }
    all.marks.list_points();
    const std::size_t republic_from = republic_ ? 0 : republic_years_from(all, words_);
    republic_ = republic_from != SIZE_MAX;
    if (last_ == stage::marks) return true;
    detail::find_numerals(all.text, all.marks, words_, all.found_numerals, all.for_times);
    if (last_ == stage::numerals) return true;
    all.claimed.assign(all.numerals().size(), 0);
    all.found_times.add_end();
    detail::find_times(all.text, all.marks, words_, all.numerals(), all.for_times.data(), republic_from,
                       all.found_times, all.claimed);
    if (last_ == stage::times) return true;
    detail::find_quantities(all.text, all.marks, words_, all.numerals(), all.times().data(), all.claimed,
                            all.found_quantities);
    if (last_ == stage::quantities) return true;
    match_clauses(keep_losers);
    if (last_ == stage::matches) return true;
    draft_facts();
    if (last_ == stage::facts) return true;
    const batch_data data{&all.text,   &all.marks,   all.quantities(),
                          all.times(), &all.clauses, &all.paragraphs};
    detail::add_context(data, words_, keep_losers, document_, work_.context, work_.drafts());
    return true;
}

std::size_t run::stages(detail::stage last) {
    last_ = last;
    std::size_t paragraphs = 0;
    while (next(workspace::most_paragraphs, false)) paragraphs += work_.work.paragraphs.size();
    return paragraphs;
}

void run::match_clauses(bool keep_losers) {
    batch& all = work_.work;
    // without a quantity there is nothing to state; the times may name a year for later paragraphs
    if (all.quantities().empty()) return;
    detail::find_clauses(all.text, words_, all.marks, all.paragraphs, all.quantities(), all.clauses,
                         all.clauses_with_quantities);
    for (const std::uint32_t i : all.clauses_with_quantities)
        detail::match_clause(all.text, words_, all.quantities(), all.clauses[i], keep_losers, work_.matching,
                             all.matches);
}

void run::draft_facts() {
    batch& all = work_.work;
    work_.draft_count = 0;
    auto clause_of = all.clauses_with_quantities.begin();
    for (const std::uint32_t k : all.matches.stated) {
        clause_of += all.clauses[*clause_of].last_quantity <= k ? 1 : 0; // as in nearly all
        while (all.clauses[*clause_of].last_quantity <= k) ++clause_of;
        const match& m = all.matches[k];
        draft& d = work_.add_draft();
        make_fact(all.text, all.quantities()[k], m, d.made);
        if (!name_.empty()) d.made.document = name_;
        d.quantity = k;
        d.clause = *clause_of;
        all.clauses[*clause_of].states = true;
        d.by = &m;
    }
}

std::string run::explain() {
    std::string out;
    std::size_t number = 0;
    // paragraph by paragraph: what is open is shown as it was found
    while (next(1, true)) {
        const batch& w = work_.work;
        out += "paragraph " + std::to_string(++number) + "\n  view        " + to_utf8(w.text.points) + "\n";
        for (const time_expression& t : w.times()) {
            const std::string period = resolve(t, {document_.published, document_.named_year, false, false});
            out += "  time        " + w.text.wording(t.begin, t.end) +
                   (period.empty() ? "  (open)" : "  " + period) + "\n";
        }
        for (std::size_t k = 0; k < w.quantities().size(); ++k) {
            const quantity& q = w.quantities()[k];
            if (q.klass == quantity_class::date) continue;
            out += "  quantity    " + w.text.wording(q.begin, std::max(q.end, q.number_end)) + "  {" +
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
        for (const draft& d : work_.drafts()) {
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
    while (next(1, false)) {
        const batch& w = work_.work;
        for (std::size_t k = 0; k < w.quantities().size() && k < w.matches.size(); ++k) {
            const quantity& q = w.quantities()[k];
            if (q.klass == quantity_class::date) continue;
            decision& d = out.emplace_back();
            d.span = w.text.bytes(q.begin, std::max(q.end, q.number_end));
            d.quote = std::string(w.text.source.substr(d.span.begin, d.span.size()));
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
    view& paragraph = (*room).work.text;
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
