// Runs the examples of the rules through the engine that they are written for.
#include <gongbao/extractor.hpp>

#include <algorithm>

#include <nlohmann/json.hpp>

#include <gongbao/json.hpp>

#include "language.hpp"
#include "loader.hpp"
#include "rule.hpp"

namespace gongbao {
namespace {

using nlohmann::json;

std::string in_quotes(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

/// What the engine made of a text, for a message.
std::string found_in(const std::vector<decision>& decisions) {
    if (decisions.empty()) return "there is no quantity in it (see numbers and units)";
    std::string out;
    for (const decision& d : decisions) {
        out += (out.empty() ? "" : "; ") + in_quotes(d.quote) + " is {" + std::string(to_string(d.klass)) +
               "}, ";
        out += d.rule.empty() ? "which no rule fits" : "taken by " + d.rule;
    }
    return out;
}

/// A field that a fact leaves out is as good as null, false or the status "actual".
bool is_default(const std::string& key, const json& value) {
    return value.is_null() || value == false || (key == "status" && value == "actual");
}

/// The fields of `wanted` that `found` has otherwise, as "key: found".
std::string differences(const json& wanted, const json& found) {
    std::string out;
    for (const auto& [key, value] : wanted.items()) {
        const auto got = found.find(key);
        if (got == found.end() ? is_default(key, value) : *got == value) continue;
        out +=
            (out.empty() ? "" : ", ") + in_quotes(key) + ": " + (got == found.end() ? "absent" : got->dump());
    }
    return out;
}

class checker {
public:
    explicit checker(const extractor& e) : extractor_(e) {}

    /// The examples of the rules whose pack is not in `without`.
    std::vector<problem> run(const std::vector<std::string>& without, bool must_have) {
        for (const auto& r : extractor_.words().rules) {
            const std::string pack = r->id.substr(0, r->id.find('/'));
            if (std::find(without.begin(), without.end(), pack) != without.end()) continue;
            for (const detail::rule_example& e : r->yes) must_fire(*r, e);
            for (const detail::rule_example& e : r->no) must_not_fire(*r, e);
            if (!must_have) continue;
            if (r->yes.empty())
                problems_.push_back(
                    {r->file, r->line, {}, r->id, "the rule has no \"yes\"; add a text that it must find"});
            if (r->no.empty())
                problems_.push_back({r->file,
                                     r->line,
                                     {},
                                     r->id,
                                     "the rule has no \"no\"; add a near miss that it must leave alone"});
        }
        std::stable_sort(problems_.begin(), problems_.end(), [](const problem& a, const problem& b) {
            return a.file != b.file ? a.file < b.file : a.line < b.line;
        });
        return std::move(problems_);
    }

private:
    void report(const detail::rule& r, const detail::rule_example& e, std::string message) {
        problems_.push_back(
            {r.file, e.line, e.pointer, r.id, "example " + in_quotes(e.text) + ": " + std::move(message)});
    }

    void must_fire(const detail::rule& r, const detail::rule_example& e) {
        const options o{e.published};
        const auto decisions = extractor_.decisions(e.text, o);
        const bool fired = std::any_of(decisions.begin(), decisions.end(),
                                       [&](const decision& d) { return d.rule == r.id; });
        if (!fired) {
            report(r, e, "the rule finds nothing here; " + found_in(decisions));
            return;
        }
        if (!r.kind || e.facts.empty()) return;
        std::vector<json> found;
        for (const fact& f : extractor_.extract(e.text, o))
            if (f.rule == r.id) found.push_back(json::parse(to_json(f)));
        std::size_t next = 0;
        for (const std::string& text : e.facts) {
            const json wanted = json::parse(text);
            std::size_t at = next;
            while (at < found.size() && !differences(wanted, found[at]).empty()) ++at;
            if (at < found.size()) {
                next = at + 1;
                continue;
            }
            if (next < found.size())
                report(r, e, "wanted " + wanted.dump() + ", found " + differences(wanted, found[next]));
            else
                report(r, e,
                       "wanted " + wanted.dump() + ", but the rule gives no " +
                           (next == 0 ? "" : "further ") + "fact; " + found_in(decisions));
            return;
        }
    }

    void must_not_fire(const detail::rule& r, const detail::rule_example& e) {
        for (const decision& d : extractor_.decisions(e.text, {e.published})) {
            if (d.rule != r.id) continue;
            report(r, e, "the rule must leave this alone, but it takes " + in_quotes(d.quote));
            return;
        }
    }

    const extractor& extractor_;
    std::vector<problem> problems_;
};

} // namespace

std::vector<problem> check_examples(const extractor& e) {
    return checker(e).run({}, true);
}

std::vector<problem> detail::failed_examples(const extractor& e, const std::vector<pack_source>& packs) {
    std::vector<std::string> tested;
    for (const pack_source& pack : packs)
        if (pack.builtin) tested.push_back(pack.name);
    return checker(e).run(tested, false);
}

} // namespace gongbao
