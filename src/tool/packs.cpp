#include "commands.hpp"

#include <algorithm>
#include <map>
#include <system_error>

#include <gongbao/json.hpp>
#include <gongbao/pack.hpp>

#include "streams.hpp"

namespace gongbao::tool {
namespace {

std::string plural(std::size_t n, std::string_view one) {
    return std::to_string(n) + " " + std::string(one) + (n == 1 ? "" : "s");
}

/// `file:line: message`, so that editors and grep can follow it.
std::string as_line(const problem& p) {
    return to_string(p) + "\n";
}

extractor load_or_complain(const std::vector<std::string>& folders) {
    result<extractor> loaded = extractor::load_folders({folders.begin(), folders.end()});
    if (loaded) return *loaded;
    for (const problem& p : loaded.problems()) complain(to_string(p));
    throw pack_error{};
}

/// Where a rule stands: the first part of its id.
std::string pack_of(const std::string& rule) {
    return rule.substr(0, rule.find('/'));
}

// --- check

int check(const arguments& given) {
    const std::vector<std::string>& folders = given.operands();
    result<extractor> loaded = extractor::load_folders({folders.begin(), folders.end()});
    std::string out;
    if (!loaded) {
        for (const problem& p : loaded.problems()) out += as_line(p);
        write_out(out + plural(loaded.problems().size(), "problem") + "\n");
        return nothing_done;
    }
    // what does not hold for the built-in packs either is not the fault of these
    std::vector<std::string> own;
    for (const std::string& folder : folders)
        if (auto pack = read_pack(folder)) own.push_back(pack->name);
    std::size_t problems = 0;
    std::size_t notes = 0;
    for (problem p : check_examples(*loaded)) {
        if (folders.empty() || std::find(own.begin(), own.end(), pack_of(p.rule)) != own.end()) {
            ++problems;
        } else {
            ++notes;
            p.message.insert(0, "note: no longer holds with these packs: ");
        }
        out += as_line(p);
    }
    std::size_t rules = 0;
    std::size_t examples = 0;
    for (const rule_info& r : loaded->rules()) {
        if (!folders.empty() && std::find(own.begin(), own.end(), pack_of(r.id)) == own.end()) continue;
        ++rules;
        examples += r.yes + r.no;
    }
    out += plural(rules, "rule") + ", " + plural(examples, "example") + ", " + plural(problems, "problem");
    if (notes != 0) out += ", " + plural(notes, "note");
    write_out(out + "\n");
    return problems == 0 ? done : nothing_done;
}

// --- list

int list(const arguments& given) {
    const extractor e = load_or_complain(given.operands());
    std::string out;
    const auto all = e.rules();
    for (int k = 0; k <= static_cast<int>(kind::ratio) + 1; ++k) {
        const bool none = k > static_cast<int>(kind::ratio);
        std::string lines;
        for (const rule_info& r : all) {
            if (none ? r.kind.has_value() : r.kind != static_cast<kind>(k)) continue;
            lines += "  " + r.id + "  (" + r.file + ":" + std::to_string(r.line);
            if (r.priority != 0) lines += ", priority " + std::to_string(r.priority);
            lines += ")\n    " + r.why + "\n";
            if (!r.example.empty()) lines += "    " + r.example + "\n";
        }
        if (lines.empty()) continue;
        if (!out.empty()) out += '\n';
        out += (none ? "no fact" : std::string(to_string(static_cast<kind>(k)))) + "\n" + lines;
    }
    write_out(out);
    return done;
}

// --- what differs

/// The fields of a fact as JSON texts by name.
std::map<std::string, std::string> fields_of(const fact& f) {
    std::map<std::string, std::string> fields;
    const auto text = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        append_json_string(fields[name], value);
    };
    const auto number_of = [&](const char* name, const std::optional<decimal>& d) {
        if (d) fields[name] = d->to_string();
    };
    text("quote", f.quote);
    fields["kind"] = to_string(f.kind());
    number_of("value", f.value);
    number_of("upper", f.upper);
    if (f.qualifier) fields["qualifier"] = to_string(*f.qualifier);
    text("unit", f.unit);
    text("unit_code", f.unit_code);
    if (const auto* p = std::get_if<percentage>(&f.record)) text("of", p->of);
    if (const auto* c = std::get_if<change>(&f.record)) {
        fields["direction"] = to_string(c->direction);
        if (c->basis) fields["basis"] = to_string(*c->basis);
        text("against", c->against);
    }
    if (const auto* r = std::get_if<ranking>(&f.record)) {
        text("among", r->among);
        text("band", r->band);
        if (r->top) fields["top"] = "true";
        if (r->from_bottom) fields["from_bottom"] = "true";
    }
    if (const auto* r = std::get_if<ratio>(&f.record)) {
        fields["numerator"] = r->numerator.to_string();
        fields["denominator"] = r->denominator.to_string();
        text("of", r->of);
    }
    text("indicator", f.indicator);
    text("action", f.action);
    text("scope", f.scope);
    text("period", f.period);
    if (f.status != status::actual) fields["status"] = to_string(f.status);
    text("rule", f.rule);
    return fields;
}

struct tally {
    std::size_t same{0};
    std::size_t changed{0};
    std::size_t appeared{0};
    std::size_t vanished{0};

    [[nodiscard]] std::string to_string() const {
        return plural(same, "fact") + " the same, " + std::to_string(changed) + " changed, " +
               std::to_string(appeared) + " new, " + std::to_string(vanished) + " gone\n";
    }
};

/// Facts of the same text that stand at the same place, or overlap, are one fact that has changed.
std::string compare(const std::vector<fact>& before, const std::vector<fact>& after,
                    const std::string& document, bool show_same, tally& count) {
    std::string out;
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < before.size() || k < after.size()) {
        const bool both = i < before.size() && k < after.size();
        if (both && before[i].span.begin < after[k].span.end && after[k].span.begin < before[i].span.end) {
            const fact& a = before[i++];
            const fact& b = after[k++];
            const auto old_fields = fields_of(a);
            const auto new_fields = fields_of(b);
            if (old_fields == new_fields) {
                ++count.same;
                if (show_same) out += "  " + to_json(b, document) + "\n";
                continue;
            }
            ++count.changed;
            out += "~ " + to_json(b, document) + "\n";
            std::map<std::string, std::string> names = old_fields;
            names.insert(new_fields.begin(), new_fields.end());
            for (const auto& [name, ignored] : names) {
                const auto was = old_fields.find(name);
                const auto is = new_fields.find(name);
                const std::string x = was == old_fields.end() ? "nothing" : was->second;
                const std::string y = is == new_fields.end() ? "nothing" : is->second;
                if (x == y) continue;
                for (const std::string_view part :
                     {std::string_view("    "), std::string_view(name), std::string_view(": "),
                      std::string_view(x), std::string_view(" -> "), std::string_view(y),
                      std::string_view("\n")})
                    out += part;
            }
        } else if (k == after.size() || (both && before[i].span.begin < after[k].span.begin)) {
            ++count.vanished;
            out += "- " + to_json(before[i++], document) + "\n";
        } else {
            ++count.appeared;
            out += "+ " + to_json(after[k++], document) + "\n";
        }
    }
    return out;
}

// --- try

int try_sentence(const arguments& given) {
    const std::vector<std::string> folders = given.values("--pack");
    if (folders.empty()) throw usage_error("try needs --pack FOLDER");
    if (given.operands().size() != 1)
        throw usage_error("try takes one SENTENCE; put it in quotes if it has spaces");
    const options chosen = read_options(given);
    const extractor with = load_or_complain(folders);
    const std::string& text = given.operands().front();
    tally count;
    std::string out =
        compare(extractor::builtin().extract(text, chosen), with.extract(text, chosen), {}, true, count);
    for (const decision& d : with.decisions(text, chosen))
        if (!d.fact)
            out += "  no fact: " + d.quote + " {" + std::string(to_string(d.klass)) + "}, " +
                   (d.rule.empty() ? "no rule fits" : d.rule) + "\n";
    write_out(out + count.to_string());
    return done;
}

// --- diff

extractor pack_named(const std::string& name) {
    return name == "builtin" ? extractor::builtin() : load_or_complain({name});
}

int diff(const arguments& given) {
    const auto& operands = given.operands();
    if (operands.size() < 3)
        throw usage_error("diff takes two packs (folders, or 'builtin') and at least one FILE");
    const options chosen = read_options(given);
    const extractor a = pack_named(operands[0]);
    const extractor b = pack_named(operands[1]);
    bool failed = false;
    tally count;
    for (const input& from : find_inputs({operands.begin() + 2, operands.end()}, failed)) {
        std::string text;
        try {
            text = from.read();
        } catch (const std::system_error& error) {
            complain(from.name() + ": " + error.code().message());
            failed = true;
            continue;
        }
        const std::string out =
            compare(a.extract(text, chosen), b.extract(text, chosen), from.document(), false, count);
        if (!out.empty()) write_out(out);
    }
    write_out(count.to_string());
    return failed ? input_failed : done;
}

int run(const std::vector<std::string>& words, std::string_view help) {
    const arguments any(words, {"--published", "--pack"});
    if (any.help()) {
        write_out(help);
        return done;
    }
    const std::string what = words.empty() ? std::string{} : words.front();
    const std::vector<std::string> rest(words.begin() + (words.empty() ? 0 : 1), words.end());
    if (what == "check") return check(arguments(rest, {}));
    if (what == "list") return list(arguments(rest, {}));
    if (what == "try") return try_sentence(arguments(rest, {"--published", "--pack"}));
    if (what == "diff") return diff(arguments(rest, {"--published"}));
    throw usage_error(what.empty() ? "packs needs check, list, try or diff"
                                   : "packs takes check, list, try or diff first, not " + in_quotes(what));
}

constexpr std::string_view help_page =
    R"page(gongbao packs - check, list and compare packs of words and rules

Usage: gongbao packs check [FOLDER]...
       gongbao packs list [FOLDER]...
       gongbao packs try --pack FOLDER [--published DATE] SENTENCE
       gongbao packs diff [--published DATE] A B FILE...

  check  reads the packs (without FOLDER: the built-in ones) and runs the examples of every rule; prints each problem
         as file:line: message. An example of a built-in rule that does not hold beside your pack is a note.
  list   shows the rules by kind, those that win first, with their first example
  try    shows what the packs change in a sentence: "+" a new fact, "-" one that is gone, "~" one that has changed
  diff   shows what differs between packs A and B (folders; 'builtin' for the built-in ones) on files or folders of
         .txt files

How to write a pack: patterns/README.md.

Options:
  --pack FOLDER     the pack to try; may be repeated
  --published DATE  the day of publication, YYYY-MM-DD
  -h, --help        show this page

Exit status: 0 done; 1 some input or the output failed, the rest was done; 2 the command line or a pack is wrong.

Examples:
  gongbao packs check packs/shipping
  gongbao packs try --pack packs/shipping "$(sed -n 3p harbour.txt)"
  gongbao packs diff builtin packs/shipping reports/
)page";

} // namespace

const command packs_command{"packs", help_page, run};

} // namespace gongbao::tool
