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
        out += (out.empty() ? "" : "; ") + in_quotes(d.quote) + " is {" + std::string(to_string(d.klass)) + "}, ";
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
        out += (out.empty() ? "" : ", ") + in_quotes(key) + ": " + (got == found.end() ? "absent" : got->dump());
    }
    return out;
}

class checker {
public:
    explicit checker(const extractor& e) : extractor_(e) {}

    std::vector<problem> run() {
        for (const auto& r : extractor_.words().rules) {
            for (const detail::rule_example& e : r->yes) must_fire(*r, e);
            for (const detail::rule_example& e : r->no) must_not_fire(*r, e);
        }
        std::stable_sort(problems_.begin(), problems_.end(), [](const problem& a, const problem& b) {
            return a.file != b.file ? a.file < b.file : a.line < b.line;
        });
        return std::move(problems_);
    }

private:
    void report(const detail::rule& r, const detail::rule_example& e, std::string message) {
        problems_.push_back({r.file, e.line, e.pointer, r.id, "example " + in_quotes(e.text) + ": " + std::move(message)});
    }

    void must_fire(const detail::rule& r, const detail::rule_example& e) {
        const options o{e.published};
        const auto decisions = extractor_.decisions(e.text, o);
        const bool fired =
            std::any_of(decisions.begin(), decisions.end(), [&](const decision& d) { return d.rule == r.id; });
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
                report(r, e, "wanted " + wanted.dump() + ", but the rule gives no " + (next == 0 ? "" : "further ") + "fact; " + found_in(decisions));
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

namespace detail {
std::optional<std::vector<std::string>> extends_of(const pack_source&) { return std::nullopt; }
std::vector<problem> failed_examples(const extractor&, const std::vector<pack_source>&) { return {}; }
} // namespace detail

std::vector<problem> check_examples(const extractor& e) {
    return checker(e).run();
}

} // namespace gongbao
