#include "support/score.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <tuple>

#include <nlohmann/json.hpp>

#include "support/facts.hpp"

namespace support {
namespace {

using namespace gongbao;
using nlohmann::json;

constexpr std::array typed_fields{"qualifier", "direction", "basis", "top", "from_bottom", "band"};
constexpr std::array phrase_fields{"indicator", "among", "of", "against"};
constexpr std::array equal_fields{"scope", "period", "status"};
/// Fields of a gold fact that hold wordings; the rest of a file's fields are read one by one.
constexpr std::array word_fields{"unit",        "qualifier", "direction", "basis", "top",
                                 "from_bottom", "band",      "indicator", "among", "of",
                                 "against",     "scope",     "period",    "status"};
constexpr std::array other_fields{"quote",     "kind",        "optional",  "value",  "upper",
                                  "numerator", "denominator", "unit_code", "action", "note"};

template <class Range>
bool contains(const Range& range, std::string_view name) {
    return std::any_of(std::begin(range), std::end(range), [&](std::string_view one) { return one == name; });
}

/// Spellings of a unit that are one unit.
std::string unit_name(std::string unit) {
    if (unit == "％") return "%";
    if (unit == "个百分点" || unit == "個百分點" || unit == "百分點" || unit == "个百分點") return "百分点";
    return unit;
}

/// What a found fact has in a field of that name; "" for nothing, "true" for a flag.
std::string field(const fact& f, std::string_view name) {
    const auto name_of = [](const auto& optional) {
        return optional ? std::string(to_string(*optional)) : std::string{};
    };
    const auto flag = [](bool on) { return std::string(on ? "true" : ""); };
    if (name == "unit") return unit_name(f.unit);
    if (name == "qualifier") return name_of(f.qualifier);
    if (name == "indicator") return f.indicator;
    if (name == "scope") return f.scope;
    if (name == "period") return f.period;
    if (name == "status") return std::string(to_string(f.status));
    if (const auto* c = std::get_if<change>(&f.record)) {
        if (name == "direction") return std::string(to_string(c->direction));
        if (name == "basis") return name_of(c->basis);
        if (name == "against") return c->against;
    } else if (const auto* r = std::get_if<ranking>(&f.record)) {
        if (name == "top") return flag(r->top);
        if (name == "from_bottom") return flag(r->from_bottom);
        if (name == "band") return r->band;
        if (name == "among") return r->among;
    } else if (const auto* p = std::get_if<percentage>(&f.record)) {
        if (name == "of") return p->of;
    } else if (const auto* q = std::get_if<ratio>(&f.record)) {
        if (name == "of") return q->of;
    }
    return {};
}

const std::vector<std::string>& right_words(const gold_fact& g, std::string_view name) {
    static const std::vector<std::string> nothing{""};
    const auto found = g.words.find(name);
    return found == g.words.end() ? nothing : found->second;
}

bool word_right(const gold_fact& g, const fact& f, std::string_view name) {
    return contains(right_words(g, name), field(f, name));
}

bool quantity_right(const gold_fact& g, const fact& f) {
    const auto* q = std::get_if<ratio>(&f.record);
    if (g.kind == kind::ratio && q != nullptr)
        return g.numerator == q->numerator && g.denominator == q->denominator;
    return g.value == f.value && g.upper == f.upper && word_right(g, f, "unit");
}

/// The fields that disagree, with what was wanted and what was found: "scope: 全市 not 全省".
std::string differences(const gold_fact& g, const fact& f, level l) {
    std::string out;
    const auto say = [&](std::string_view name, const std::string& wanted, const std::string& found) {
        out += (out.empty() ? "" : ", ") + std::string(name) + ": " + (wanted.empty() ? "nothing" : wanted) +
               " not " + (found.empty() ? "nothing" : found);
    };
    const auto say_word = [&](std::string_view name) {
        say(name, right_words(g, name).front(), field(f, name));
    };
    const auto digits = [](const std::optional<decimal>& d) { return d ? d->to_string() : std::string{}; };
    switch (l) {
    case level::a:
        if (const auto* q = std::get_if<ratio>(&f.record)) {
            if (g.numerator != q->numerator) say("numerator", digits(g.numerator), q->numerator.to_string());
            if (g.denominator != q->denominator)
                say("denominator", digits(g.denominator), q->denominator.to_string());
        }
        if (g.value != f.value) say("value", digits(g.value), digits(f.value));
        if (g.upper != f.upper) say("upper", digits(g.upper), digits(f.upper));
        if (!word_right(g, f, "unit")) say_word("unit");
        break;
    case level::b:
        if (g.kind != f.kind()) say("kind", std::string(to_string(g.kind)), std::string(to_string(f.kind())));
        for (const auto* name : typed_fields)
            if (!word_right(g, f, name)) say_word(name);
        break;
    case level::c:
        for (const auto* name : phrase_fields) {
            const auto& wanted = right_words(g, name);
            const std::string found = field(f, name);
            if (std::none_of(wanted.begin(), wanted.end(),
                             [&](const auto& w) { return same_phrase(w, found); }))
                say_word(name);
        }
        for (const auto* name : equal_fields)
            if (!word_right(g, f, name)) say_word(name);
        break;
    }
    return out;
}

bool right_at(const gold_fact& g, const fact& f, level l) {
    switch (l) {
    case level::a:
        return quantity_right(g, f);
    case level::b:
        return g.kind == f.kind() && differences(g, f, level::b).empty();
    case level::c:
        return differences(g, f, level::c).empty();
    }
    return false;
}

/// Bytes that two spans share.
std::size_t shared(const span& a, const span& b) noexcept {
    const std::size_t begin = std::max(a.begin, b.begin);
    const std::size_t end = std::min(a.end, b.end);
    return begin < end ? end - begin : 0;
}

/// For every gold fact the index of the found fact that meets it: one to one, best first. The right quantity goes
/// before the right kind, and that before the longer overlap.
std::vector<std::optional<std::size_t>> pair_up(const std::vector<gold_fact>& gold,
                                                const std::vector<fact>& found) {
    struct edge {
        bool quantity;
        bool kind;
        std::size_t overlap;
        std::size_t gold;
        std::size_t found;
    };
    std::vector<edge> edges;
    for (std::size_t g = 0; g < gold.size(); ++g)
        for (std::size_t f = 0; f < found.size(); ++f)
            if (const std::size_t overlap = shared(gold[g].span, found[f].span); overlap > 0)
                edges.push_back(
                    {quantity_right(gold[g], found[f]), gold[g].kind == found[f].kind(), overlap, g, f});
    std::sort(edges.begin(), edges.end(), [](const edge& x, const edge& y) {
        // at the end: the earlier gold fact, the later found fact
        return std::tie(x.quantity, x.kind, x.overlap, y.gold, x.found) >
               std::tie(y.quantity, y.kind, y.overlap, x.gold, y.found);
    });
    std::vector<std::optional<std::size_t>> pairs(gold.size());
    std::vector<bool> used(found.size());
    for (const edge& e : edges) {
        if (pairs[e.gold] || used[e.found]) continue;
        pairs[e.gold] = e.found;
        used[e.found] = true;
    }
    return pairs;
}

/// The characters of UTF-8 text, a view each.
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
        out.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return out;
}

/// Neighbouring pairs of characters, without spaces, and how many of each; a text of one character is its own pair.
std::map<std::string, std::size_t> bigrams(std::string_view text) {
    std::vector<std::string_view> points = characters(text);
    std::erase_if(points, [](std::string_view c) {
        return c == " " || c == "\t" || c == "\n" || c == "\r" || c == "\u00a0" || c == "\u3000";
    });
    std::map<std::string, std::size_t> out;
    for (std::size_t i = 1; i < points.size(); ++i)
        ++out[std::string(points[i - 1]) + std::string(points[i])];
    if (out.empty()) ++out[points.empty() ? std::string{} : std::string(points.front())];
    return out;
}

/// The value of a number as its file writes it.
std::optional<decimal> read_number(const json& object, const char* name) {
    const auto at = object.find(name);
    if (at == object.end() || at->is_null()) return std::nullopt;
    if (at->is_number())
        if (auto value = decimal::parse(at->dump()))
            return value; // the shortest digits that give the same double
    throw std::runtime_error(std::string(name) + " is not a plain number");
}

std::string read_word(const json& value) {
    if (value.is_null()) return {};
    if (value.is_boolean()) return value.get<bool>() ? "true" : "";
    if (value.is_string()) return value.get<std::string>();
    throw std::runtime_error("neither a string nor true, false or null");
}

gold_fact read_fact(const json& object) {
    gold_fact g;
    for (const auto& [name, value] : object.items()) {
        if (contains(word_fields, name)) {
            std::vector<std::string>& words = g.words[name];
            if (value.is_array())
                std::transform(value.begin(), value.end(), std::back_inserter(words), read_word);
            else
                words.push_back(read_word(value));
            if (words.empty()) throw std::runtime_error(name + " is an empty list");
        } else if (!contains(other_fields, name)) {
            throw std::runtime_error("unknown field " + name);
        }
    }
    for (std::string& unit : g.words["unit"]) unit = unit_name(unit);
    if (g.words["unit"].empty()) g.words["unit"] = {""};
    for (std::string& status : g.words["status"]) status = status.empty() ? "actual" : status;
    if (g.words["status"].empty()) g.words["status"] = {"actual"};

    const auto known = [&](const char* name, auto parse) {
        for (const std::string& word : right_words(g, name))
            if (!word.empty() && !parse(word))
                throw std::runtime_error("unknown " + std::string(name) + " " + word);
    };
    known("qualifier", qualifier_from);
    known("direction", direction_from);
    known("basis", basis_from);
    known("status", status_from);

    const auto found_kind = kind_from(object.at("kind").get<std::string>());
    if (!found_kind) throw std::runtime_error("unknown kind");
    g.kind = *found_kind;
    g.quote = object.at("quote").get<std::string>();
    if (g.quote.empty()) throw std::runtime_error("empty quote");
    g.optional = object.value("optional", false);
    g.value = read_number(object, "value");
    g.upper = read_number(object, "upper");
    g.numerator = read_number(object, "numerator");
    g.denominator = read_number(object, "denominator");

    if (g.kind == kind::ratio) {
        if (!g.numerator || !g.denominator)
            throw std::runtime_error("a ratio without numerator or denominator");
    } else if (!g.value && right_words(g, "band").front().empty() &&
               !contains(right_words(g, "direction"), "flat")) {
        throw std::runtime_error("no value");
    }
    if (g.kind == kind::change && contains(right_words(g, "direction"), ""))
        throw std::runtime_error("a change without direction");
    return g;
}

double share(std::size_t part, std::size_t whole) noexcept {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::size_t index(level l) noexcept {
    return static_cast<std::size_t>(l);
}

} // namespace

gold_article read_gold(const std::string& name, std::string text, std::string_view content) {
    gold_article article{name, std::move(text), std::nullopt, {}};
    try {
        const json file = json::parse(content);
        if (const auto at = file.find("published"); at != file.end() && !at->is_null()) {
            article.published = date::parse(at->get<std::string>());
            if (!article.published) throw std::runtime_error("published is no date");
        }
        // Each quote is looked for behind the one before it, and behind that one's start where it is only there.
        std::size_t after = 0;
        std::size_t start = 0;
        for (const json& object : file.at("facts")) {
            gold_fact g = read_fact(object);
            std::size_t at = article.text.find(g.quote, after);
            if (at == std::string::npos) at = article.text.find(g.quote, start);
            if (at == std::string::npos) throw std::runtime_error("quote not found in order: " + g.quote);
            g.span = {at, at + g.quote.size()};
            after = g.span.end;
            start = at + 1;
            article.facts.push_back(std::move(g));
        }
    } catch (const std::exception& error) {
        const std::string place =
            article.facts.empty() ? "" : ", behind the fact " + article.facts.back().quote;
        throw std::runtime_error(name + place + ": " + error.what());
    }
    return article;
}

std::vector<gold_article> read_gold_folder(const std::filesystem::path& folder) {
    std::vector<gold_article> out;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        std::filesystem::path text = entry.path();
        text.replace_extension(".txt");
        out.push_back(read_gold(entry.path().stem().string(), read_file(text), read_file(entry.path())));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return out;
}

double score::precision(level l) const noexcept {
    return share(right[index(l)], found);
}

double score::recall(level l) const noexcept {
    return share(right[index(l)], gold);
}

double score::f1(level l) const noexcept {
    // 2PR/(P+R) without the two divisions
    return share(2 * right[index(l)], gold + found);
}

score& score::operator+=(const score& other) {
    gold += other.gold;
    found += other.found;
    for (const level l : all_levels) {
        right[index(l)] += other.right[index(l)];
        wrong[index(l)].insert(wrong[index(l)].end(), other.wrong[index(l)].begin(),
                               other.wrong[index(l)].end());
    }
    return *this;
}

bool same_phrase(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.empty() == b.empty();
    if (a.find(b) != std::string_view::npos || b.find(a) != std::string_view::npos) {
        const std::size_t in_a = characters(a).size();
        const std::size_t in_b = characters(b).size();
        return 2 * std::min(in_a, in_b) >= std::max(in_a, in_b);
    }
    const auto in_a = bigrams(a);
    const auto in_b = bigrams(b);
    std::size_t common = 0;
    std::size_t all = 0;
    for (const auto& [pair, times] : in_a) {
        all += times;
        if (const auto at = in_b.find(pair); at != in_b.end()) common += std::min(times, at->second);
    }
    for (const auto& [pair, times] : in_b) all += times;
    return 20 * common >= 7 * all; // 2 x common / all >= 0.7
}

score compare(const gold_article& article, const std::vector<fact>& found) {
    score s;
    const auto pairs = pair_up(article.facts, found);

    std::vector<const gold_fact*> met(found.size(), nullptr);
    for (std::size_t g = 0; g < pairs.size(); ++g)
        if (pairs[g]) met[*pairs[g]] = &article.facts[g];

    std::array<std::vector<std::pair<std::size_t, std::string>>, 3> wrong; // with the place, to sort by
    for (std::size_t f = 0; f < found.size(); ++f) {
        if (met[f] != nullptr && met[f]->optional) continue;
        ++s.found;
        if (met[f] == nullptr)
            for (auto& lines : wrong)
                lines.emplace_back(found[f].span.begin,
                                   "too much: " + found[f].quote + " (" + found[f].rule + ")");
    }
    for (std::size_t g = 0; g < pairs.size(); ++g) {
        const gold_fact& wanted = article.facts[g];
        if (wanted.optional) continue;
        ++s.gold;
        std::string line = pairs[g] ? "" : "missed: " + wanted.quote;
        for (const level l : all_levels) {
            if (line.empty() && !right_at(wanted, found[*pairs[g]], l))
                line = wanted.quote + ": " + differences(wanted, found[*pairs[g]], l);
            if (line.empty())
                ++s.right[index(l)];
            else
                wrong[index(l)].emplace_back(wanted.span.begin, line);
        }
    }
    for (const level l : all_levels) {
        auto& lines = wrong[index(l)];
        std::stable_sort(lines.begin(), lines.end(),
                         [](const auto& x, const auto& y) { return x.first < y.first; });
        for (auto& [place, line] : lines) s.wrong[index(l)].push_back(article.name + ": " + line);
    }
    return s;
}

} // namespace support
