#include "support/facts.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <boost/test/unit_test.hpp>

#include <nlohmann/json.hpp>

#include <gongbao/json.hpp>

namespace support {
namespace {

using namespace gongbao;

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> out;
    std::string part;
    std::istringstream in{std::string(text)};
    while (std::getline(in, part, at))
        if (!part.empty()) out.push_back(part);
    return out;
}

bool has(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string number_text(const fact& f) {
    if (const auto* r = std::get_if<ratio>(&f.record))
        return r->numerator.to_string() + "/" + r->denominator.to_string();
    if (!f.value) return "-";
    return f.value->to_string() + (f.upper ? ".." + f.upper->to_string() : "");
}

/// What the fact says beside kind, value and unit; context fields only where `wanted` names them.
std::vector<std::string> extras(const fact& f, const std::vector<std::string>& wanted) {
    std::vector<std::string> out;
    const auto pair = [&](const std::string& key, const std::string& value, bool always) {
        for (const std::string& w : wanted) {
            if (!w.starts_with(key + "=")) continue;
            const std::string rest = w.substr(key.size() + 1);
            // the wanted word itself when the value is one of its alternatives
            out.push_back(rest == value || has(split(rest, '|'), value) ? w : key + "=" + value);
            return;
        }
        if (always && !value.empty()) out.push_back(key + "=" + value);
    };
    if (f.qualifier) out.emplace_back(to_string(*f.qualifier));
    if (const auto* c = std::get_if<change>(&f.record)) {
        out.emplace_back(to_string(c->direction));
        if (c->basis) out.emplace_back(to_string(*c->basis));
        pair("against", c->against, true);
    } else if (const auto* r = std::get_if<ranking>(&f.record)) {
        if (r->top) out.emplace_back("top");
        if (r->from_bottom) out.emplace_back("from_bottom");
        pair("band", r->band, true);
        pair("among", r->among, true);
    } else if (const auto* p = std::get_if<percentage>(&f.record)) {
        pair("of", p->of, true);
    } else if (const auto* q = std::get_if<ratio>(&f.record)) {
        pair("of", q->of, true);
    }
    pair("indicator", f.indicator, false);
    pair("scope", f.scope, false);
    pair("period", f.period, false);
    pair("status", std::string(to_string(f.status)), false);
    return out;
}

} // namespace

const extractor& builtin() {
    static const extractor made = extractor::builtin();
    return made;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

const std::vector<article>& articles() {
    static const std::vector<article> all = [] {
        std::vector<article> out;
        const std::filesystem::path root{GONGBAO_SOURCE_DIR};
        for (const auto* folder : {"tests/articles", "examples/articles"}) {
            for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
                if (entry.path().extension() != ".txt") continue;
                article a;
                a.name = entry.path().filename().string();
                a.text = read_file(entry.path());
                std::filesystem::path gold = entry.path();
                gold.replace_extension(".json");
                if (std::filesystem::exists(gold)) {
                    const auto json = nlohmann::json::parse(read_file(gold));
                    if (json.contains("published") && json["published"].is_string())
                        a.published = date::parse(json["published"].get<std::string>());
                }
                out.push_back(std::move(a));
            }
        }
        std::sort(out.begin(), out.end(), [](const article& a, const article& b) { return a.name < b.name; });
        if (out.empty()) throw std::runtime_error("no articles below " + root.string());
        return out;
    }();
    return all;
}

std::string render(const fact& f, std::string_view expected) {
    const std::vector<std::string> wanted = split(expected, ' ');
    const auto at = [&](std::size_t i) { return i < wanted.size() ? wanted[i] : std::string("?"); };
    std::string out = f.quote.find(at(0)) != std::string::npos ? at(0) : f.quote;
    out += " " + std::string(to_string(f.kind()));
    out += " " + number_text(f);
    out += " " + (f.unit.empty() ? "-" : has(split(at(3), '|'), f.unit) ? at(3) : f.unit);
    // in the order of the expected line, so that equal sets give equal lines
    std::vector<std::string> found = extras(f, wanted);
    for (std::size_t i = 4; i < wanted.size(); ++i) {
        const auto same = std::find(found.begin(), found.end(), wanted[i]);
        if (same == found.end()) continue;
        out += " " + wanted[i];
        found.erase(same);
    }
    for (const std::string& more : found) out += " " + more;
    return out;
}

void check_facts(std::string_view text, const std::vector<fact>& facts,
                 const std::vector<std::string>& expected) {
    bool good = facts.size() == expected.size();
    std::string shown;
    for (std::size_t i = 0; i < std::max(facts.size(), expected.size()); ++i) {
        const std::string want = i < expected.size() ? expected[i] : "(nothing)";
        const std::string found =
            i < facts.size() ? render(facts[i], i < expected.size() ? want : facts[i].quote) : "(nothing)";
        good = good && want == found;
        shown += (want == found ? "\n    = " + want : "\n    expected " + want + "\n    found    " + found);
    }
    BOOST_TEST(good, text << shown);
}

void check_text(std::string_view text, const std::vector<std::string>& expected, const options& o) {
    const std::vector<fact> facts = builtin().extract(text, o);
    const std::string broken = broken_promise(text, facts);
    BOOST_TEST(broken.empty(), text << ": " << broken);
    check_facts(text, facts, expected);
}

std::string broken_promise(std::string_view text, const std::vector<fact>& facts) {
    std::size_t before = 0;
    for (const fact& f : facts) {
        const auto broken = [&](const char* what) {
            return std::string(what) + " [" + std::to_string(f.span.begin) + ", " +
                   std::to_string(f.span.end) + ") " + to_json(f);
        };
        if (f.span.begin > f.span.end || f.span.end > text.size()) return broken("span outside");
        if (f.span.begin == f.span.end) return broken("empty span");
        if (text.substr(f.span.begin, f.span.size()) != f.quote)
            return broken("quote is not what the span holds");
        if (f.span.begin < before) return broken("out of order");
        before = f.span.begin;
        const auto* rank = std::get_if<ranking>(&f.record);
        const auto* diff = std::get_if<change>(&f.record);
        const bool valueless = f.kind() == kind::ratio || (rank != nullptr && !rank->band.empty()) ||
                               (diff != nullptr && diff->direction == direction::flat);
        if (valueless == f.value.has_value()) return broken("value missing or too much");
        if (f.upper && !(*f.value < *f.upper)) return broken("upper not above value");
        if (diff != nullptr && f.value && f.value->is_negative())
            return broken("a change by a negative number");
        if (f.rule.empty()) return broken("no rule");
    }
    return {};
}

std::string lines(const std::vector<fact>& facts) {
    std::string out;
    for (const fact& f : facts) {
        append_json(out, f);
        out += '\n';
    }
    return out;
}

std::vector<gongbao::view> views(std::string_view text) {
    std::vector<gongbao::view> out;
    gongbao::paragraph_reader reader(text);
    gongbao::view one;
    while (reader.next(one)) out.push_back(one);
    return out;
}

exact_bytes::exact_bytes(std::string_view text) : bytes_(text.begin(), text.end()) {
    bytes_.shrink_to_fit();
}

} // namespace support
