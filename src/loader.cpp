#include "loader.hpp"
#include "quantity_words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "clause.hpp"
#include "fold_table.hpp"
#include "json_place.hpp"
#include "rule.hpp"

namespace gongbao::detail {
namespace {

using nlohmann::json;

// Bounds that a hostile pack runs into, each far above what a language needs.
constexpr std::size_t most_packs = 64;
constexpr std::size_t most_bytes = 4U << 20U; // of one file
constexpr std::size_t most_depth = 32;        // of arrays and objects in each other
constexpr std::size_t most_rules = 5000;
constexpr std::size_t most_pattern_bytes = 20000;            // of one pattern, after expansion
constexpr std::size_t most_pattern_bytes_in_all = 8U << 20U; // of all patterns
constexpr std::int64_t most_regex_memory = 4LL << 20;        // of one RE2
constexpr std::int64_t most_regex_memory_in_all = 2LL << 30;
constexpr std::int64_t least_regex_memory = 256LL << 10;
constexpr int most_regex_program = 50000; // instructions of one RE2
constexpr std::int64_t most_regex_program_in_all = 4000000;
constexpr std::size_t most_fragment_depth = 16;
constexpr std::size_t most_word = 64;   // characters
constexpr std::size_t most_groups = 11; // of one side: what the match stage reads
constexpr std::size_t most_problems = 500;

/// What may stand in braces in a pattern, and the classes it stands for.
const std::map<std::string, class_set, std::less<>>& symbol_sets() {
    static const std::map<std::string, class_set, std::less<>> sets = [] {
        std::map<std::string, class_set, std::less<>> s;
        for (std::size_t i = 0; i < static_cast<std::size_t>(quantity_class::size_); ++i) {
            const auto c = static_cast<quantity_class>(i);
            s.emplace(to_string(c), bit(c));
        }
        using q = quantity_class;
        s["digits"] = bit(q::number);
        s["number"] = bit(q::number) | bit(q::number_word);
        s["count"] = bit(q::count) | bit(q::count_word) | bit(q::person);
        s["rate"] = bit(q::percent) | bit(q::points) | bit(q::times) | bit(q::fold) | bit(q::fraction);
        s["volume"] = s["count"] | bit(q::money) | bit(q::measure) | bit(q::scaled) | bit(q::duration) |
                      bit(q::duration_word) | bit(q::age);
        s["duration"] = bit(q::duration) | bit(q::duration_word);
        s["amount"] =
            bit(q::money) | bit(q::duration) | bit(q::duration_word) | bit(q::age) | bit(q::measure);
        s["any_number"] = s["count"] | bit(q::number) | bit(q::number_word) | bit(q::scaled);
        s["difference"] = bit(q::percent) | bit(q::points) | bit(q::times) | bit(q::fold) | s["count"] |
                          bit(q::money) | bit(q::measure) | bit(q::scaled) | bit(q::rank_step) |
                          bit(q::index) | bit(q::duration) | bit(q::duration_word) | bit(q::fraction) |
                          bit(q::age);
        s["quantity"] = s["difference"] | bit(q::number) | bit(q::one) | bit(q::proportion);
        return s;
    }();
    return sets;
}

std::optional<quantity_class> class_named(std::string_view name) noexcept {
    for (std::size_t i = 0; i < static_cast<std::size_t>(quantity_class::size_); ++i)
        if (to_string(static_cast<quantity_class>(i)) == name) return static_cast<quantity_class>(i);
    return std::nullopt;
}

/// The characters of a class set as a RE2 character class.
std::string symbol_pattern(class_set classes) {
    std::string p = "[";
    for (std::size_t i = 0; i < static_cast<std::size_t>(quantity_class::size_); ++i)
        if ((classes >> i & 1U) != 0) append_utf8(p, symbol_of(static_cast<quantity_class>(i)));
    return p + "]";
}

/// Pattern text folded like the view; what becomes ASCII punctuation by folding is meant literally.
std::string fold_pattern(std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        std::size_t end = i + 1;
        while (end < pattern.size() && (static_cast<unsigned char>(pattern[end]) & 0xC0U) == 0x80U) ++end;
        const std::string_view one = pattern.substr(i, end - i);
        if (one.size() == 1) {
            out += one;
        } else {
            for (const char32_t c : fold(one)) {
                if (c < 0x80 && !(c >= U'0' && c <= U'9') && !(c >= U'a' && c <= U'z') &&
                    !(c >= U'A' && c <= U'Z'))
                    out += '\\';
                append_utf8(out, c);
            }
        }
        i = end;
    }
    return out;
}

bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || c == '_';
}

/// A `{name}` at i, or an empty view. Counted repetitions such as {2,3} are no names.
std::string_view name_at(std::string_view pattern, std::size_t i) {
    if (pattern[i] != '{') return {};
    std::size_t end = i + 1;
    while (end < pattern.size() &&
           (is_name_character(pattern[end]) || (end > i + 1 && pattern[end] >= '0' && pattern[end] <= '9')))
        ++end;
    return end > i + 1 && end < pattern.size() && pattern[end] == '}' ? pattern.substr(i + 1, end - i - 1)
                                                                      : std::string_view{};
}

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return out + "\"";
}

/// How many characters must be put in, left out or changed to make b of a.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t before = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = before + (a[i - 1] == b[j - 1] ? 0 : 1);
            before = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

/// The name that was meant, where one is near; else all there are.
std::string known_names(std::string_view wrong, const std::vector<std::string>& names) {
    const std::string* nearest = nullptr;
    std::size_t least = std::max<std::size_t>(1, wrong.size() / 3) + 1;
    if (wrong.size() <= 64) {
        for (const std::string& n : names) {
            if (n.size() > 64) continue;
            const std::size_t d = edit_distance(wrong, n);
            if (d < least) {
                least = d;
                nearest = &n;
            }
        }
    }
    if (nearest != nullptr) return "did you mean " + in_quotes(*nearest) + "?";
    std::string list;
    for (const std::string& n : names) list += (list.empty() ? "known: " : ", ") + n;
    return list.empty() ? "there is none" : list;
}

/// The part of a pattern around what RE2 complains about, short enough for a line.
std::string shortened(std::string_view text, std::size_t at, std::size_t size) {
    constexpr std::size_t around = 40;
    std::size_t begin = at > around ? at - around : 0;
    std::size_t end = std::min(text.size(), std::min(at + size, at + 2 * around) + around);
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    return (begin > 0 ? "..." : "") + std::string(text.substr(begin, end - begin)) +
           (end < text.size() ? "..." : "");
}

/// Symbols as their names in braces, for messages.
std::string readable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        if (first == 0xEE && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0x80) {
            const auto k = static_cast<std::size_t>(static_cast<unsigned char>(text[i + 2]) - 0x80U);
            if (k < static_cast<std::size_t>(quantity_class::size_)) {
                out += "{" + std::string(to_string(static_cast<quantity_class>(k))) + "}";
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

class compiler {
public:
    result<std::shared_ptr<const language>> run(const std::vector<pack_source>& packs);

private:
    // --- problems, and where the reader stands
    struct place {
        const pack_source* pack{nullptr};
        const pack_file* file{nullptr};
        std::string pointer;
        std::size_t rank{0}; // of the pack in packs_
    };
    struct waiting_problem {
        problem made;
        place at;
    };
    void report(std::string message, std::string rule_id = {}) {
        report_at(here_, std::move(message), std::move(rule_id));
    }
    void report_at(const place& at, std::string message, std::string rule_id = {}) {
        if (problems_.size() >= most_problems) return;
        if (rule_id.empty()) rule_id = rule_here_;
        waiting_problem& p = problems_.emplace_back();
        p.at = at;
        p.made = {at.pack == nullptr ? std::string{} : file_name(at), 0, at.pointer, std::move(rule_id),
                  std::move(message)};
    }
    static std::string file_name(const place& at) {
        return (at.pack->folder.empty() ? at.pack->name : at.pack->folder) +
               (at.file == nullptr ? "" : "/" + at.file->name);
    }
    std::vector<problem> sorted_problems();
    /// The line of a value in the rules of the file that is being read.
    [[nodiscard]] std::size_t rule_line(const std::string& pointer) const {
        const auto found = rule_lines_.find(pointer);
        return found == rule_lines_.end() ? 0 : found->second;
    }
    /// Steps into a member for as long as it lives.
    class step {
    public:
        step(compiler& c, std::string_view key) : compiler_(c), size_(c.here_.pointer.size()) {
            c.here_.pointer += '/';
            for (const char k : key) {
                if (k == '~')
                    c.here_.pointer += "~0";
                else if (k == '/')
                    c.here_.pointer += "~1";
                else
                    c.here_.pointer += k;
            }
        }
        step(compiler& c, std::size_t index) : step(c, std::to_string(index)) {}
        step(const step&) = delete;
        step& operator=(const step&) = delete;
        ~step() { compiler_.here_.pointer.resize(size_); }

    private:
        compiler& compiler_;
        std::size_t size_;
    };

    // --- typed access that reports what does not fit
    bool expect(bool condition, std::string_view what) {
        if (!condition) report("must be " + std::string(what));
        return condition;
    }
    bool known_keys(const json& object, std::string_view sort) {
        const std::vector<std::string>& keys = pack_keys().find(sort)->second;
        bool all = true;
        for (const auto& [key, value] : object.items()) {
            if (std::binary_search(keys.begin(), keys.end(), key)) continue;
            const step s(*this, key);
            report("unknown key " + in_quotes(key) + "; " + known_names(key, keys));
            all = false;
        }
        return all;
    }
    void each_object(const json& array, const std::function<void(const json&)>& f) {
        if (!expect(array.is_array(), "an array of objects")) return;
        for (std::size_t i = 0; i < array.size(); ++i) {
            const step s(*this, i);
            if (expect(array[i].is_object(), "an object")) f(array[i]);
        }
    }
    std::string text_of(const json& object, std::string_view key, bool required) {
        const auto found = object.find(key);
        if (found == object.end()) {
            if (required) report("key \"" + std::string(key) + "\" is missing; add it");
            return {};
        }
        const step s(*this, key);
        if (!expect(found->is_string(), "a string")) return {};
        if (required && found->get_ref<const std::string&>().empty()) report("must not be empty");
        return found->get<std::string>();
    }
    bool flag_of(const json& object, std::string_view key) {
        const auto found = object.find(key);
        if (found == object.end()) return false;
        const step s(*this, key);
        return expect(found->is_boolean(), "true or false") && found->get<bool>();
    }
    int int_of(const json& object, std::string_view key, int otherwise) {
        const auto found = object.find(key);
        if (found == object.end()) return otherwise;
        const step s(*this, key);
        if (!expect(found->is_number_integer() && *found >= -9999 && *found <= 9999,
                    "a whole number of at most four digits"))
            return otherwise;
        return found->get<int>();
    }
    /// Every word of an array of strings, folded.
    void each_word(const json& array, const std::function<void(const std::u32string&)>& f) {
        if (!expect(array.is_array(), "an array of words")) return;
        for (std::size_t i = 0; i < array.size(); ++i) {
            const step s(*this, i);
            if (!expect(array[i].is_string(), "a string")) continue;
            const std::u32string word = fold(array[i].get_ref<const std::string&>());
            if (!expect(!word.empty(), "a word, not an empty string")) continue;
            if (word.size() > most_word)
                expect(false, "at most " + std::to_string(most_word) + " characters long");
            else
                f(word);
        }
    }
    void each_word_of(const json& object, std::string_view key,
                      const std::function<void(const std::u32string&)>& f) {
        const auto found = object.find(key);
        if (found == object.end()) return;
        const step s(*this, key);
        each_word(*found, f);
    }

    // --- sections
    void read_file(const json& root);
    void read_numerals(const json& section);
    void read_units(const json& section);
    void read_qualifiers(const json& section);
    void read_heads(const json& section);
    void read_times(const json& section);
    void add_idiom(const std::u32string& word);
    void read_idioms(const json& section);
    void read_connectives(const json& section);
    void read_cues(const json& section);
    void read_places(const json& section);
    void read_fragments(const json& section);
    void read_words(const json& section);
    void read_rule(const json& object);
    void read_rule_set(const json& set, rule& r);
    void read_examples(const json& object, rule& r);
    void add_cue(const std::u32string& word, cue c);

    // --- patterns
    std::optional<std::string> expand(std::string_view pattern);
    struct fragment;
    const std::string* expand_fragment(const std::string& name, fragment& f);
    std::vector<std::string> path_; // of the fragments that are being put in
    std::shared_ptr<const side_pattern> compile_side(const std::string& side, bool left, rule& r,
                                                     std::vector<std::pair<field, int>>& groups);
    struct waiting_rule;
    void compile_pattern(waiting_rule& w);

    place here_;
    std::vector<waiting_problem> problems_;
    std::map<std::string, std::shared_ptr<side_pattern>> sides_; // by their text
    std::string rule_here_;                                      // id of the rule that is being read
    std::shared_ptr<language> out_ = std::make_shared<language>();
    struct fragment {
        bool list{false}; // a word list: other packs may add to it
        std::vector<std::u32string> words;
        std::string pattern;
        place at;
        std::optional<std::string> expanded{};
        bool failed{false};
    };
    std::map<std::string, fragment, std::less<>> fragments_;
    void add_fragment(const std::string& name, fragment made);
    struct waiting_rule {
        std::shared_ptr<rule> made;
        place at;
        std::string replaces;
        std::string left; // expanded
        std::string right;
        bool compiled{false};
        bool off{false};
    };
    struct switched_off {
        std::string id;
        place at;
    };
    std::vector<switched_off> off_;

    // --- packs that stand on each other
    struct pack_entry {
        const pack_source* source{nullptr};
        std::vector<bool> extends; // by rank, what is extended by that too
        std::vector<std::pair<const pack_file*, json>> files;
        std::vector<std::string> extended_names;
        place extends_at; // where it says so
        bool says{false};
    };
    std::vector<pack_entry> packs_; // a pack stands before those that it extends
    void parse_packs(const std::vector<pack_source>& packs);
    void read_extends(pack_entry& pack, const json& value);
    void order_packs();
    void read_off(const json& section);
    [[nodiscard]] bool extends(std::size_t a, std::size_t b) const { return packs_[a].extends[b]; }
    /// Whether the pack that is being read may say what `word` of a table means. Another pack that extends it has the
    /// last word; two packs of which neither extends the other must agree.
    struct claim_entry {
        place at;
        std::string means;
    };
    std::unordered_map<std::string, claim_entry> claims_;
    bool claim(std::string_view table, const std::u32string& word, std::string means, bool once);

    // --- when all is read
    void switch_off();
    void find_shadowed();
    void make_automata();
    void make_marks();
    void find_hidden_units();
    std::int64_t regex_memory_{most_regex_memory};
    std::int64_t regex_program_{0};
    std::size_t pattern_bytes_{0};
    bool too_much_{false};
    std::array<std::uint8_t, 0x10000> numeral_owner_{}; // rank + 1 of the pack that said what a character is
    std::vector<waiting_rule> rules_;
    std::vector<std::pair<std::u32string, place>> idioms_;
    std::map<std::string, place, std::less<>> rule_ids_;
    std::unordered_map<std::string, std::size_t> rule_lines_;
    std::vector<std::u32string> qualifier_words_;
};

void compiler::read_numerals(const json& section) {
    if (!expect(section.is_object(), "an object")) return;
    known_keys(section, "numerals");
    auto& table = out_->numerals;
    for (char32_t c = U'0'; c <= U'9'; ++c)
        table.own(c) = {numeral_role::arabic, static_cast<std::uint8_t>(c - U'0')};
    const auto put = [&](const std::u32string& word, numeral_role role, int value) {
        if (!expect(word.size() == 1 && word[0] < 0x10000, "a single character")) return;
        if (!expect(value >= 0 && value <= 40, "a number from 0 to 40")) return;
        // a pack that extends this one has been read before and has the last word
        std::uint8_t& owner = numeral_owner_[word[0]];
        const auto rank = static_cast<std::uint8_t>(here_.rank + 1);
        if (owner != 0 && owner != rank) {
            const auto known = table.at(word[0]);
            if (!extends(owner - 1U, here_.rank) && (known.role != role || known.value != value))
                report("pack " + in_quotes(packs_[owner - 1U].source->name) +
                       " gives this character another meaning, and neither pack extends the other; let them "
                       "agree");
            return;
        }
        owner = rank;
        table.own(word[0]) = {role, static_cast<std::uint8_t>(value)};
    };
    const std::array<std::pair<std::string_view, numeral_role>, 4> valued{{{"digits", numeral_role::digit},
                                                                           {"powers", numeral_role::power},
                                                                           {"joints", numeral_role::joint},
                                                                           {"scales", numeral_role::scale}}};
    for (const auto& [key, role] : valued) {
        const auto found = section.find(key);
        if (found == section.end()) continue;
        const step s(*this, key);
        if (!expect(found->is_object(), "an object of characters and values")) continue;
        for (const auto& [word, value] : found->items()) {
            const step w(*this, word);
            if (expect(value.is_number_integer() && value >= 0 && value <= 40, "a whole number from 0 to 40"))
                put(fold(word), role, value.get<int>());
        }
    }
    const std::array<std::pair<std::string_view, numeral_role>, 7> plain{
        {{"point", numeral_role::point},
         {"half", numeral_role::half},
         {"some", numeral_role::some},
         {"several", numeral_role::several},
         {"upwards", numeral_role::upwards},
         {"more", numeral_role::more},
         {"ordinal", numeral_role::ordinal}}};
    for (const auto& [key, role] : plain)
        each_word_of(section, key, [&, r = role](const std::u32string& w) { put(w, r, 0); });
    each_word_of(section, "more_inside", [&](const std::u32string& w) { put(w, numeral_role::more, 1); });
    each_word_of(section, "negative", [&](const std::u32string& w) { table.negative.push_back(w); });
    each_word_of(section, "not_negative", [&](const std::u32string& w) { table.not_negative.push_back(w); });
    each_word_of(section, "part_of", [&](const std::u32string& w) { table.part_of.push_back(w); });
    each_word_of(section, "mixed", [&](const std::u32string& w) { table.mixed.push_back(w); });
    each_word_of(section, "counting", [&](const std::u32string& w) {
        if (expect(w.size() == 1 && table.is(w[0], numeral_role::digit), "one of the digits"))
            table.own(w[0]).counting = true;
    });
}

/// The classes of units, as packs name them, and what rules see them as.
const std::map<std::string, quantity_class, std::less<>>& unit_classes() {
    static const std::map<std::string, quantity_class, std::less<>> classes{
        {"count", quantity_class::count},    {"person", quantity_class::person},
        {"money", quantity_class::money},    {"duration", quantity_class::duration},
        {"age", quantity_class::age},        {"level", quantity_class::level},
        {"index", quantity_class::index},    {"percent", quantity_class::percent},
        {"points", quantity_class::points},  {"times", quantity_class::times},
        {"fold", quantity_class::fold},      {"rank_step", quantity_class::rank_step},
        {"tenths", quantity_class::percent}, {"discount", quantity_class::percent}};
    return classes;
}

/// Classes of units that rules see as {measure}.
const std::set<std::string, std::less<>>& measured_classes() {
    static const std::set<std::string, std::less<>> measured{
        "length", "area",          "volume",    "mass",    "energy",    "power", "temperature",
        "angle",  "concentration", "pressure",  "speed",   "frequency", "data",  "computing",
        "sound",  "dose",          "transport", "voltage", "measure"};
    return measured;
}

std::vector<std::string> unit_class_names() {
    std::vector<std::string> names(measured_classes().begin(), measured_classes().end());
    for (const auto& [name, klass] : unit_classes()) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

void compiler::read_units(const json& section) {
    each_object(section, [&](const json& entry) {
        known_keys(entry, "unit");
        unit_entry u;
        const std::string name = text_of(entry, "class", true);
        if (const auto known = unit_classes().find(name); known != unit_classes().end()) {
            u.klass = known->second;
        } else if (measured_classes().contains(name)) {
            u.klass = quantity_class::measure;
        } else if (!name.empty()) {
            const step s(*this, "class");
            report("unknown unit class " + in_quotes(name) + "; " + known_names(name, unit_class_names()));
        }
        u.tenths = name == "tenths";
        u.discount = name == "discount";
        u.as = text_of(entry, "as", false);
        u.code = text_of(entry, "code", false);
        const std::string only = text_of(entry, "only", false);
        if (!only.empty() && only != "arabic" && only != "per") {
            const step s(*this, "only");
            report("must be \"arabic\" (behind ASCII digits only) or \"per\" (in a per-unit only)");
        }
        u.arabic_only = only == "arabic";
        u.per_only = only == "per";
        const auto id = static_cast<std::uint32_t>(out_->unit_entries.size());
        out_->unit_entries.push_back(u);
        if (!entry.contains("words")) report("key \"words\" is missing; add it");
        each_word_of(entry, "words", [&](const std::u32string& w) {
            if (claim("unit", w, name + "|" + u.as + "|" + u.code + "|" + only, true)) out_->units.add(w, id);
        });
    });
}

void compiler::read_qualifiers(const json& section) {
    each_object(section, [&](const json& entry) {
        known_keys(entry, "qualifier");
        const std::string name = text_of(entry, "qualifier", true);
        const auto q = qualifier_from(name);
        if (!q) {
            const step s(*this, "qualifier");
            report("unknown qualifier " + in_quotes(name) + "; " +
                   known_names(name, pack_values().find("qualifier")->second));
            return;
        }
        const auto id = static_cast<std::uint32_t>(out_->qualifier_entries.size());
        out_->qualifier_entries.push_back({*q});
        each_word_of(entry, "before", [&](const std::u32string& w) {
            if (!claim("qualifier before a number", w, name, true)) return;
            out_->qualifiers_before.add_reversed(w, id);
            qualifier_words_.push_back(w);
        });
        each_word_of(entry, "after", [&](const std::u32string& w) {
            if (claim("qualifier behind a number", w, name, true)) out_->qualifiers_after.add(w, id);
        });
    });
}

void compiler::read_heads(const json& section) {
    each_object(section, [&](const json& entry) {
        known_keys(entry, "head");
        head_entry h;
        const std::string name = text_of(entry, "class", true);
        const auto klass = class_named(name);
        if (!klass) {
            const step s(*this, "class");
            report("unknown class " + in_quotes(name) + " for words that stand for a quantity; " +
                   known_names(name, pack_values().find("head.class")->second));
            return;
        }
        h.klass = *klass;
        if (entry.contains("value")) {
            const step s(*this, "value");
            const json& value = entry["value"];
            if (expect(value.is_number(), "a number")) h.value = decimal::parse(value.dump());
        }
        h.unit = text_of(entry, "unit", false);
        if (entry.contains("qualifier")) {
            h.qualifier = qualifier_from(text_of(entry, "qualifier", false));
            const step s(*this, "qualifier");
            expect(h.qualifier.has_value(), "one of about, nearly, more_than, at_least, less_than, at_most");
        }
        const auto id = static_cast<std::uint32_t>(out_->head_entries.size());
        out_->head_entries.push_back(h);
        each_word_of(entry, "words", [&](const std::u32string& w) {
            const std::string means = name + "|" + (h.value ? h.value->to_string() : "") + "|" + h.unit;
            if (claim("head", w, means, false)) out_->heads.add(w, id);
        });
        if (entry.contains("suffixes")) {
            head_entry suffix;
            suffix.klass = h.klass;
            const auto suffix_id = static_cast<std::uint32_t>(out_->head_entries.size());
            out_->head_entries.push_back(suffix);
            each_word_of(entry, "suffixes", [&](const std::u32string& w) {
                if (claim("ordinal suffix", w, name, false)) out_->ordinal_suffixes.add(w, suffix_id);
            });
        }
    });
}

/// The roles of time words.
const std::map<std::string, time_role, std::less<>>& time_roles() {
    static const std::map<std::string, time_role, std::less<>> roles{
        {"year", time_role::year},
        {"school_year", time_role::school_year},
        {"month", time_role::month},
        {"day", time_role::day},
        {"hour", time_role::hour},
        {"minute", time_role::minute},
        {"quarter", time_role::quarter},
        {"first_half", time_role::first_half},
        {"second_half", time_role::second_half},
        {"early", time_role::early},
        {"middle", time_role::middle},
        {"late", time_role::late},
        {"end", time_role::end},
        {"before", time_role::before},
        {"this_year", time_role::this_year},
        {"last_year", time_role::last_year},
        {"year_before_last", time_role::year_before_last},
        {"next_year", time_role::next_year},
        {"whole_year", time_role::whole_year},
        {"year_end", time_role::year_end},
        {"today", time_role::today},
        {"yesterday", time_role::yesterday},
        {"tomorrow", time_role::tomorrow},
        {"this_month", time_role::this_month},
        {"last_month", time_role::last_month},
        {"now", time_role::now},
        {"until", time_role::until},
        {"since", time_role::since},
        {"from", time_role::from},
        {"first_n", time_role::first_n},
        {"months_unit", time_role::months_unit},
        {"quarters_unit", time_role::quarters_unit},
        {"era", time_role::era},
        {"day_part", time_role::day_part},
        {"vague", time_role::vague},
        {"plan", time_role::plan},
        {"range", time_role::range},
        {"list", time_role::list},
        {"none", time_role::none}};
    return roles;
}

void compiler::read_times(const json& section) {
    each_object(section, [&](const json& entry) {
        known_keys(entry, "time");
        const std::string name = text_of(entry, "role", true);
        const auto role = time_roles().find(name);
        if (role == time_roles().end()) {
            const step s(*this, "role");
            report("unknown role " + in_quotes(name) + " of a time word; " +
                   known_names(name, pack_values().find("time.role")->second));
            return;
        }
        time_entry t;
        t.role = role->second;
        t.first_year = int_of(entry, "first", 0);
        t.last_year = int_of(entry, "last", 0);
        t.weak = flag_of(entry, "weak");
        t.takes = static_cast<std::size_t>(std::max(0, int_of(entry, "takes", 0)));
        const auto id = static_cast<std::uint32_t>(out_->time_entries.size());
        out_->time_entries.push_back(t);
        each_word_of(entry, "words", [&](const std::u32string& w) {
            const std::string means =
                name + "|" + std::to_string(t.first_year) + "|" + std::to_string(t.last_year);
            if (!claim("time", w, means, false)) return;
            out_->times.add(w, id);
            if (t.role == time_role::era && w[0] < 0x10000) out_->era_characters.set(w[0]);
        });
    });
}

void compiler::add_idiom(const std::u32string& word) {
    out_->idioms.add(word, 0);
    idioms_.emplace_back(word, here_);
    out_->longest_idiom = std::max(out_->longest_idiom, word.size());
}

void compiler::read_idioms(const json& section) {
    if (!expect(section.is_object(), "an object")) return;
    known_keys(section, "idioms");
    each_word_of(section, "words", [&](const std::u32string& w) { add_idiom(w); });
    each_word_of(section, "before", [&](const std::u32string& w) { out_->names_before.add_reversed(w, 0); });
    each_word_of(section, "after", [&](const std::u32string& w) { out_->names_after.add(w, 0); });
}

void compiler::read_connectives(const json& section) {
    if (!expect(section.is_object(), "an object")) return;
    known_keys(section, "connectives");
    const std::array<std::pair<std::string_view, word_list*>, 5> lists{
        {{"per", &out_->per},
         {"range", &out_->range},
         {"list", &out_->list},
         {"half_after", &out_->half_after},
         {"classifier", &out_->count_for_half}}};
    for (const auto& [key, list] : lists)
        each_word_of(section, key, [l = list](const std::u32string& w) { l->push_back(w); });
    each_word_of(section, "attributive", [this](const std::u32string& w) {
        if (expect(w.size() == 1, "a single character") &&
            claim("connective", U"attributive", to_utf8(w), true))
            out_->attributive = w[0];
    });
    if (const auto found = section.find("currency"); found != section.end()) {
        const step s(*this, "currency");
        each_object(*found, [&](const json& entry) {
            known_keys(entry, "currency");
            const std::string code = text_of(entry, "code", true);
            const bool joins = flag_of(entry, "joins");
            each_word_of(entry, "words", [&](const std::u32string& w) {
                if (!claim("currency", w, code + (joins ? "|joins" : ""), true)) return;
                out_->money_before.push_back(w);
                out_->money_before_unit.push_back(joins ? code : std::string{});
            });
        });
    }
}

void compiler::add_cue(const std::u32string& word, cue c) {
    if (c == cue::short_noun) { // no word that others could be cut at
        out_->short_nouns.push_back(word);
        return;
    }
    const cue_bits role = bit(c);
    language::cue_group& group = [&]() -> language::cue_group& {
        switch (c) {
        case cue::yoy:
        case cue::mom:
        case cue::dod:
        case cue::year_start:
        case cue::earlier:
        case cue::annual:
            return out_->basis_cues;
        case cue::target:
        case cue::future:
        case cue::estimate:
        case cue::actual:
        case cue::aim:
        case cue::status_none:
        case cue::compute:
            return out_->status_cues;
        case cue::place_word:
        case cue::region:
        case cue::weak_region:
        case cue::place_none:
        case cue::country:
            return out_->place_cues;
        default:
            return out_->phrase_cues;
        }
    }();
    const std::uint32_t known = group.forward.find(word);
    if (known != lexicon::none()) {
        group.sets[known] |= role;
        return;
    }
    const auto id = static_cast<std::uint32_t>(group.sets.size());
    group.sets.push_back(role);
    group.forward.add(word, id);
    group.reversed.add_reversed(word, id);
}

const std::map<std::string, cue, std::less<>>& cue_names() {
    static const std::map<std::string, cue, std::less<>> names{{"yoy", cue::yoy},
                                                               {"mom", cue::mom},
                                                               {"dod", cue::dod},
                                                               {"year_start", cue::year_start},
                                                               {"earlier", cue::earlier},
                                                               {"annual", cue::annual},
                                                               {"compare", cue::compare},
                                                               {"compare_end", cue::compare_end},
                                                               {"target", cue::target},
                                                               {"future", cue::future},
                                                               {"estimate", cue::estimate},
                                                               {"actual", cue::actual},
                                                               {"aim", cue::aim},
                                                               {"organisation", cue::organisation},
                                                               {"place_end", cue::place_end},
                                                               {"phrase_start", cue::phrase_start},
                                                               {"joining", cue::joining},
                                                               {"status_none", cue::status_none},
                                                               {"compute", cue::compute},
                                                               {"superlative", cue::superlative},
                                                               {"not_scope", cue::not_scope},
                                                               {"not_place", cue::not_place},
                                                               {"toward", cue::toward},
                                                               {"from", cue::from},
                                                               {"partner", cue::partner},
                                                               {"dealing", cue::dealing},
                                                               {"short_noun", cue::short_noun},
                                                               {"modifier", cue::modifier},
                                                               {"determiner", cue::determiner},
                                                               {"weak_place_end", cue::weak_place_end},
                                                               {"body", cue::body},
                                                               {"dimension", cue::dimension},
                                                               {"measure_noun", cue::measure_noun},
                                                               {"frame", cue::frame},
                                                               {"frame_noun", cue::frame_noun},
                                                               {"topic", cue::topic},
                                                               {"verb", cue::verb},
                                                               {"adverb", cue::adverb},
                                                               {"stop", cue::stop},
                                                               {"lead", cue::lead},
                                                               {"rate_noun", cue::rate_noun},
                                                               {"place_word", cue::place_word},
                                                               {"region", cue::region},
                                                               {"subset", cue::subset},
                                                               {"respectively", cue::respectively},
                                                               {"list_more", cue::list_more},
                                                               {"source", cue::source},
                                                               {"noun", cue::noun}};
    return names;
}

void compiler::read_cues(const json& section) {
    if (!expect(section.is_object(), "an object of word lists")) return;
    for (const auto& [key, words] : section.items()) {
        const step s(*this, key);
        const auto known = cue_names().find(key);
        if (known == cue_names().end()) {
            report("unknown cue " + in_quotes(key) + "; " +
                   known_names(key, pack_keys().find("cues")->second));
            continue;
        }
        each_word(words, [&, role = known->second](const std::u32string& w) { add_cue(w, role); });
    }
}

void compiler::read_places(const json& section) {
    if (!expect(section.is_object(), "an object of word lists")) return;
    for (const auto& [key, words] : section.items()) {
        const step s(*this, key);
        if (key == "source" || key == "ambiguous") continue;
        const bool weak = key == "short_counties";
        const bool none = key == "not_places";
        const bool country = key == "countries" || key == "regions";
        each_word(words, [&](const std::u32string& w) {
            if (w.size() < 2) return;
            if (none) {
                add_cue(w, cue::place_none);
                return;
            }
            add_cue(w, weak ? cue::weak_region : cue::region);
            // a number in the name of a place counts nothing
            if (std::any_of(w.begin(), w.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; }))
                add_idiom(w);
            if (country) add_cue(w, cue::country);
        });
    }
}

void compiler::add_fragment(const std::string& name, fragment made) {
    if (symbol_sets().contains(name) || name == "qualifier") {
        report(in_quotes(name) + " is the name of an engine symbol; choose another");
        return;
    }
    if (name.empty() || !is_name_character(name.front()) || name_at("{" + name + "}", 0) != name) {
        report(in_quotes(name) +
               " cannot be written in braces; a name is made of a-z, 0-9 and _ and begins with a letter");
        return;
    }
    const auto [known, fresh] = fragments_.emplace(name, made);
    if (fresh) return;
    fragment& other = known->second;
    const std::string where = file_name(other.at) + " at " + other.at.pointer;
    if (other.at.rank == made.at.rank) {
        report("fragment " + in_quotes(name) + " is defined twice; the other is in " + where +
               ". Leave one of them");
    } else if (other.list && made.list) {
        other.words.insert(other.words.end(), made.words.begin(), made.words.end());
    } else if (other.list) {
        // what extends the pack was read before it
        report_at(other.at, in_quotes(name) + " is a fragment of pack " + in_quotes(made.at.pack->name) +
                                ", no word list: it cannot be added to. Choose another name, or replace it "
                                "under \"fragments\"");
    } else if (!extends(other.at.rank, made.at.rank)) {
        report("fragment " + in_quotes(name) + " is also defined in " + where +
               ", and neither pack extends the other. Choose another name");
    }
}

void compiler::read_fragments(const json& section) {
    if (!expect(section.is_object(), "an object of names and patterns")) return;
    for (const auto& [key, value] : section.items()) {
        const step s(*this, key);
        if (!expect(value.is_string(), "a string")) continue;
        add_fragment(key, {false, {}, value.get<std::string>(), here_});
    }
}

void compiler::read_words(const json& section) {
    if (!expect(section.is_object(), "an object of names and word lists")) return;
    for (const auto& [key, value] : section.items()) {
        const step s(*this, key);
        std::vector<std::u32string> words;
        each_word(value, [&](const std::u32string& w) { words.push_back(w); });
        add_fragment(key, {true, std::move(words), {}, here_});
    }
}

/// Words as an alternation. A word stands before its beginnings, as RE2 prefers what stands first; and words that begin
/// alike stand together, so that RE2 makes one branch of them.
std::string alternation_of(std::vector<std::u32string>& words) {
    std::sort(words.begin(), words.end(), std::greater<>());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::string pattern;
    for (const std::u32string& w : words) {
        if (!pattern.empty()) pattern += '|';
        pattern += RE2::QuoteMeta(to_utf8(w));
    }
    return pattern.empty() ? "[^\\s\\S]" : pattern; // no word: nothing matches
}

void compiler::read_rule_set(const json& set, rule& r) {
    const step s(*this, "set");
    if (!expect(set.is_object(), "an object")) return;
    known_keys(set, "set");
    const auto named = [&](std::string_view key, auto parse, auto& target) {
        const std::string name = text_of(set, key, false);
        if (name.empty()) return;
        target = parse(name);
        if (!target) {
            const step k(*this, key);
            report("unknown " + std::string(key) + " " + in_quotes(name) + "; " +
                   known_names(name, pack_values().find(key)->second));
        }
    };
    named("direction", direction_from, r.direction);
    named("basis", basis_from, r.basis);
    named("qualifier", qualifier_from, r.qualifier);
    named("status", status_from, r.status);
    if (set.contains("value")) {
        const step k(*this, "value");
        if (expect(set["value"].is_number(), "a number")) r.value = decimal::parse(set["value"].dump());
    }
    r.top = flag_of(set, "top");
    r.from_bottom = flag_of(set, "from_bottom");
    const auto only_for = [&](std::string_view key, kind wanted) {
        if (!set.contains(key) || r.kind == wanted) return;
        const step k(*this, key);
        report("only a " + std::string(to_string(wanted)) + " has " + in_quotes(key) +
               "; leave it out, or mend \"kind\"");
    };
    only_for("direction", kind::change);
    only_for("basis", kind::change);
    only_for("top", kind::ranking);
    only_for("from_bottom", kind::ranking);
}

void compiler::read_examples(const json& object, rule& r) {
    const auto read = [&](std::string_view key, std::vector<rule_example>& examples) {
        const auto found = object.find(key);
        if (found == object.end()) return;
        const step s(*this, key);
        if (!expect(found->is_array(), "an array of texts, or of objects with text and facts")) return;
        for (std::size_t i = 0; i < found->size(); ++i) {
            const step e(*this, i);
            const json& one = (*found)[i];
            rule_example example;
            example.pointer = here_.pointer;
            example.line = rule_line(here_.pointer);
            if (one.is_string()) {
                example.text = one.get<std::string>();
            } else if (expect(one.is_object(), "a text, or an object with text and facts")) {
                if (key == "no")
                    known_keys(one, "no");
                else
                    known_keys(one, "yes");
                example.text = text_of(one, "text", true);
                if (const std::string day = text_of(one, "published", false); !day.empty()) {
                    example.published = date::parse(day);
                    const step p(*this, "published");
                    expect(example.published.has_value(), "a date as YYYY-MM-DD");
                }
                if (const auto facts = one.find("facts"); facts != one.end()) {
                    const step f(*this, "facts");
                    if (!r.kind && !facts->empty())
                        report("a rule of kind \"none\" gives no facts; write the text alone");
                    each_object(*facts, [&](const json& fact) {
                        known_keys(fact, "fact");
                        example.facts.push_back(fact.dump());
                    });
                }
            }
            examples.push_back(std::move(example));
        }
    };
    read("yes", r.yes);
    read("no", r.no);
}

void compiler::read_rule(const json& object) {
    auto r = std::make_shared<rule>();
    const std::string id = text_of(object, "id", true);
    if (id.find_first_of("/ \t\r\n") != std::string::npos) {
        const step s(*this, "id");
        report("an id holds no slash and no space: pack and file are put before it");
    }
    std::string topic = here_.file->name;
    if (const auto dot = topic.rfind('.'); dot != std::string::npos) topic.resize(dot);
    if (const auto slash = topic.rfind('/'); slash != std::string::npos) topic.erase(0, slash + 1);
    r->id = here_.pack->name + "/" + topic + "/" + id;
    r->file = file_name(here_);
    r->line = rule_line(here_.pointer);
    rule_here_ = r->id;
    struct at_end {
        std::string& id;
        ~at_end() { id.clear(); }
    } const forget{rule_here_};
    known_keys(object, "rule");
    const std::string kind_name = text_of(object, "kind", true);
    if (kind_name != "none") {
        r->kind = kind_from(kind_name);
        if (!r->kind && !kind_name.empty()) {
            const step s(*this, "kind");
            report("unknown kind " + in_quotes(kind_name) + "; " +
                   known_names(kind_name, pack_values().find("kind")->second));
        }
    }
    r->pattern = text_of(object, "pattern", true);
    r->why = text_of(object, "why", true);
    r->priority = int_of(object, "priority", 0);
    if (const auto set = object.find("set"); set != object.end()) read_rule_set(*set, *r);
    read_examples(object, *r);
    const auto [known, fresh] = rule_ids_.emplace(r->id, here_);
    if (!fresh) {
        report("rule id " + in_quotes(r->id) + " is used twice; the other is in " + file_name(known->second) +
               " at " + known->second.pointer + ". Give one of them another id");
        return;
    }
    waiting_rule w;
    w.made = std::move(r);
    w.at = here_;
    w.replaces = text_of(object, "replaces", false);
    rules_.push_back(std::move(w));
}

/// Replaces every {name} by its fragment or symbol class; nothing when a problem was reported.
std::optional<std::string> compiler::expand(std::string_view pattern) {
    std::string out;
    bool in_class = false;
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern[i] == '\\' && i + 1 < pattern.size()) {
            if (pattern[i + 1] == 'x' || pattern[i + 1] == 'p' ||
                pattern[i + 1] == 'P') { // \x{4e00}, \p{Han}
                const auto close = i + 2 < pattern.size() && pattern[i + 2] == '{' ? pattern.find('}', i)
                                                                                   : std::string_view::npos;
                if (close != std::string_view::npos) {
                    out += pattern.substr(i, close + 1 - i);
                    i = close + 1;
                    continue;
                }
            }
            out += pattern.substr(i, 2);
            i += 2;
            continue;
        }
        const std::string_view name = name_at(pattern, i);
        if (name.empty()) {
            if (pattern[i] == '[') in_class = true;
            if (pattern[i] == ']') in_class = false;
            out += pattern[i++];
            continue;
        }
        i += name.size() + 2;
        if (const auto set = symbol_sets().find(name); set != symbol_sets().end()) {
            const std::string symbols = symbol_pattern(set->second);
            out += in_class ? symbols.substr(1, symbols.size() - 2) : symbols;
            continue;
        }
        if (in_class) {
            report("{" + std::string(name) +
                   "} is a fragment and cannot stand in a character class; write (?:...|{" +
                   std::string(name) + "})");
            return std::nullopt;
        }
        const auto found = fragments_.find(name);
        if (found == fragments_.end()) {
            std::vector<std::string> names;
            for (const auto& [known, f] : fragments_) names.push_back(known);
            for (const auto& [known, set] : symbol_sets()) names.push_back(known);
            std::sort(names.begin(), names.end());
            report("unknown fragment or symbol {" + std::string(name) + "}; " + known_names(name, names));
            return std::nullopt;
        }
        const std::string* inner = expand_fragment(found->first, found->second);
        if (inner == nullptr) return std::nullopt;
        out += "(?:" + *inner + ")";
        if (out.size() > most_pattern_bytes) {
            report("the pattern is longer than " + std::to_string(most_pattern_bytes) +
                   " bytes when its fragments are put in; use shorter word lists");
            return std::nullopt;
        }
    }
    return out;
}

/// The fragment with its fragments put in; null when a problem was reported, once, where the fragment stands.
const std::string* compiler::expand_fragment(const std::string& name, fragment& f) {
    if (f.expanded) return &*f.expanded;
    if (f.failed) return nullptr;
    const place back = here_;
    const std::string rule_back = std::exchange(rule_here_, {});
    here_ = f.at;
    if (std::find(path_.begin(), path_.end(), name) != path_.end()) {
        std::string circle;
        for (auto p = std::find(path_.begin(), path_.end(), name); p != path_.end(); ++p)
            circle += "{" + *p + "} -> ";
        report("fragments go in a circle: " + circle + "{" + name +
               "}. One of them must do without the others");
        f.failed = true;
    } else if (path_.size() >= most_fragment_depth) {
        report("fragments stand in each other more than " + std::to_string(most_fragment_depth) + " deep");
        f.failed = true;
    } else {
        path_.push_back(name);
        const std::string pattern = f.list ? alternation_of(f.words) : fold_pattern(f.pattern);
        auto made = pattern.size() <= most_pattern_bytes ? expand(pattern) : std::nullopt;
        if (pattern.size() > most_pattern_bytes)
            report("the fragment is longer than " + std::to_string(most_pattern_bytes) +
                   " bytes; long lists belong in units, idioms, cues or places");
        path_.pop_back();
        if (made && !f.failed)
            f.expanded = std::move(made);
        else
            f.failed = true;
    }
    here_ = back;
    rule_here_ = rule_back;
    return f.expanded ? &*f.expanded : nullptr;
}

const std::map<std::string, field, std::less<>>& field_names() {
    static const std::map<std::string, field, std::less<>> names{
        {"indicator", field::indicator}, {"action", field::action}, {"scope", field::scope},
        {"among", field::among},         {"of", field::of},         {"against", field::against},
        {"band", field::band},           {"quote", field::quote}};
    return names;
}

/// Whether facts of a kind have a field that a group can fill.
bool has_field(std::optional<kind> k, field f) noexcept {
    switch (f) {
    case field::of:
        return k == kind::percentage || k == kind::ratio;
    case field::against:
        return k == kind::change;
    case field::among:
    case field::band:
        return k == kind::ranking;
    case field::quote:
        return true;
    default:
        return k.has_value();
    }
}

/// Named groups and their numbers, read off the text of a pattern that is known to be good.
std::vector<std::pair<std::string, int>> named_groups(std::string_view pattern) {
    std::vector<std::pair<std::string, int>> groups;
    int number = 0;
    bool in_class = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\') {
            ++i;
        } else if (in_class) {
            in_class = pattern[i] != ']';
        } else if (pattern[i] == '[') {
            in_class = true;
        } else if (pattern[i] == '(') {
            if (pattern.substr(i + 1, 3) == "?P<") {
                const auto close = pattern.find('>', i);
                groups.emplace_back(pattern.substr(i + 4, close - i - 4), ++number);
            } else if (pattern.substr(i + 1, 1) != "?") {
                ++number;
            }
        }
    }
    return groups;
}

std::shared_ptr<const side_pattern> compiler::compile_side(const std::string& side, bool left, rule& r,
                                                           std::vector<std::pair<field, int>>& groups) {
    if (side.empty()) return nullptr;
    const std::string text = left ? "(?s:(?:" + side + ")$)" : "(?s:^(?:" + side + "))";
    std::shared_ptr<side_pattern>& known_side = sides_[text];
    if (!known_side) known_side = std::make_shared<side_pattern>(text, regex_memory_);
    if (here_.pack->builtin) {
        // tested when the library was built: RE2 compiles it when it is first needed
        for (const auto& [name, index] : named_groups(side))
            if (const auto f = field_names().find(name); f != field_names().end())
                groups.emplace_back(f->second, index);
        return known_side;
    }
    const RE2* re = &known_side->re();
    if (!re->ok()) {
        const std::size_t at = side.find(re->error_arg());
        std::string hint;
        for (const char* look : {"(?=", "(?!", "(?<=", "(?<!"})
            if (side.find(look) != std::string::npos)
                hint = ". RE2 cannot look around: say with [^...], ^ or $ what may stand there";
        for (const char* back : {"\\1", "\\2", "\\3"})
            if (side.find(back) != std::string::npos) hint = ". RE2 cannot refer back to a group";
        report(
            "RE2 refuses the pattern: " + re->error() + " at " +
            in_quotes(readable(re->error_arg().substr(0, 60))) + ", " + (left ? "left" : "right") +
            " of the quantity, in " +
            in_quotes(readable(shortened(side, at == std::string::npos ? 0 : at, re->error_arg().size()))) +
            hint);
        return nullptr;
    }
    regex_program_ += re->ProgramSize();
    if (re->ProgramSize() > most_regex_program)
        report("the pattern is too large for RE2: " + std::to_string(re->ProgramSize()) +
               " instructions, at most " + std::to_string(most_regex_program) +
               ". Use fewer counted repetitions and shorter word lists");
    if (static_cast<std::size_t>(re->NumberOfCapturingGroups()) > most_groups)
        report("more than " + std::to_string(most_groups) +
               " groups on one side of the quantity; write (?:...) for those without a name");
    for (const auto& [name, index] : re->NamedCapturingGroups()) {
        const auto known = field_names().find(name);
        std::vector<std::string> names;
        for (const auto& [n, f] : field_names())
            if (has_field(r.kind, f)) names.push_back(n);
        if (known == field_names().end() || !has_field(r.kind, known->second))
            report("group (?P<" + name + ">...) is no field of " +
                   (r.kind ? "a " + std::string(to_string(*r.kind)) : "kind none") + "; " +
                   known_names(name, names));
        else
            groups.emplace_back(known->second, index);
    }
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return known_side;
}

/// Splits the pattern at its head, the last symbol outside of brackets, and compiles both sides.
void compiler::compile_pattern(waiting_rule& w) {
    rule& r = *w.made;
    const step s(*this, "pattern");
    if (r.pattern.empty()) return; // said already
    pattern_bytes_ += r.pattern.size();
    if (r.pattern.size() > most_pattern_bytes) {
        report("the pattern is longer than " + std::to_string(most_pattern_bytes) + " bytes");
        return;
    }
    const std::string pattern = fold_pattern(r.pattern);
    std::size_t head = std::string::npos;
    std::size_t head_end = 0;
    int depth = 0;
    bool in_class = false;
    bool alternation = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\') {
            ++i;
        } else if (in_class) {
            in_class = c != ']';
        } else if (c == '[') {
            in_class = true;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')') {
            --depth;
        } else if (c == '|' && depth == 0) {
            alternation = true;
        } else if (c == '{' && depth == 0) {
            const auto name = name_at(pattern, i);
            if (name.empty()) continue;
            if (const auto set = symbol_sets().find(name); set != symbol_sets().end()) {
                head = i;
                head_end = i + name.size() + 2;
                r.heads = set->second;
            }
        }
    }
    if (depth != 0 || in_class) {
        report("brackets do not match: " +
               std::string(in_class    ? "a \"[\" is not closed"
                           : depth > 0 ? "a \"(\" is not closed"
                                       : "a \")\" is too many") +
               "; a bracket that is meant literally is written \\\\( in the file");
        return;
    }
    if (head == std::string::npos) {
        report("the pattern could match the empty string: it needs a quantity outside of brackets, such as "
               "{count} or {percent}");
        return;
    }
    if (alternation) {
        report("alternatives at the top: put them in brackets, as in (?:a|b)");
        return;
    }
    if (head_end < pattern.size() &&
        std::string_view("?*+").find(pattern[head_end]) != std::string_view::npos) {
        report("the pattern could match the empty string: its quantity cannot be optional or repeated");
        return;
    }
    auto left = expand(std::string_view(pattern).substr(0, head));
    auto right = expand(std::string_view(pattern).substr(head_end));
    if (!left || !right) return;
    pattern_bytes_ += left->size() + right->size();
    if (pattern_bytes_ > most_pattern_bytes_in_all || regex_program_ > most_regex_program_in_all) {
        if (!too_much_)
            report("the patterns of all rules together are too large; use fewer rules or shorter word lists");
        too_much_ = true;
        return;
    }
    r.left = compile_side(*left, true, r, r.left_groups);
    r.right = compile_side(*right, false, r, r.right_groups);
    w.compiled = (left->empty() || r.left) && (right->empty() || r.right);
    w.left = std::move(*left);
    w.right = std::move(*right);
}

void compiler::read_file(const json& root) {
    if (!expect(root.is_object(), "an object")) return;
    using reader = void (compiler::*)(const json&);
    static const std::map<std::string, reader, std::less<>> sections{
        {"numerals", &compiler::read_numerals},
        {"units", &compiler::read_units},
        {"qualifiers", &compiler::read_qualifiers},
        {"heads", &compiler::read_heads},
        {"times", &compiler::read_times},
        {"idioms", &compiler::read_idioms},
        {"connectives", &compiler::read_connectives},
        {"cues", &compiler::read_cues},
        {"places", &compiler::read_places},
        {"fragments", &compiler::read_fragments},
        {"words", &compiler::read_words},
        {"off", &compiler::read_off}};
    for (const auto& [key, value] : root.items()) {
        const step s(*this, key);
        if (key == "extends") continue; // read before
        if (key == "$schema" || key == "source") {
            expect(value.is_string(), "a string");
            continue;
        }
        if (key == "rules") {
            rule_lines_ = lines_under(here_.file->text, here_.pointer);
            each_object(value, [&](const json& r) { read_rule(r); });
        } else if (key == "not_before") {
            if (!expect(value.is_object(), "an object of units and characters")) continue;
            for (const auto& [unit, marks] : value.items()) {
                const step u(*this, unit);
                each_word(marks, [&, w = fold(unit)](const std::u32string& mark) {
                    out_->unit_not_before.add(w + mark, 0);
                });
            }
        } else if (const auto found = sections.find(key); found != sections.end()) {
            (this->*found->second)(value);
        } else {
            report("unknown section " + in_quotes(key) + "; " +
                   known_names(key, pack_keys().find("file")->second));
        }
    }
}

void compiler::read_off(const json& section) {
    if (!expect(section.is_array(), "an array of rule ids, such as \"zh-Hans/ranking/place\"")) return;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const step s(*this, i);
        if (expect(section[i].is_string(), "a rule id, such as \"zh-Hans/ranking/place\""))
            off_.push_back({section[i].get<std::string>(), here_});
    }
}

void compiler::read_extends(pack_entry& pack, const json& value) {
    const step s(*this, "extends");
    if (!expect(value.is_array(), "an array of names of packs; [] for a pack that stands alone")) return;
    if (pack.says) {
        report("\"extends\" stands in two files of the pack; the other is in " + file_name(pack.extends_at) +
               ". Leave one of them");
        return;
    }
    pack.says = true;
    pack.extends_at = here_;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const step n(*this, i);
        if (expect(value[i].is_string(), "the name of a pack"))
            pack.extended_names.push_back(value[i].get<std::string>());
    }
}

void compiler::parse_packs(const std::vector<pack_source>& packs) {
    for (const pack_source& pack : packs) {
        here_ = {&pack, nullptr, {}, 0};
        if (packs_.size() >= most_packs) {
            report("more than " + std::to_string(most_packs) + " packs");
            return;
        }
        if (pack.name.empty() || pack.name.find('/') != std::string::npos)
            report("a pack needs a name without a slash");
        for (const pack_entry& other : packs_)
            if (other.source->name == pack.name)
                report("two packs are called " + in_quotes(pack.name) + "; rename the folder of one of them");
        pack_entry& entry = packs_.emplace_back();
        entry.source = &pack;
        for (const pack_file& file : pack.files) {
            here_ = {&pack, &file, {}, 0};
            if (file.text.size() > most_bytes) {
                report("the file is larger than " + std::to_string(most_bytes) + " bytes");
                continue;
            }
            const json_scan scan = scan_json(file.text, most_depth);
            if (scan.too_deep != 0) {
                report("arrays and objects stand in each other more than " + std::to_string(most_depth) +
                       " deep");
                problems_.back().made.line = scan.too_deep;
                continue;
            }
            for (const json_scan::repeated_key& k : scan.repeated) {
                report("key " + in_quotes(k.key) + " stands twice in one object, first in line " +
                       std::to_string(k.first_line) + ". Leave one of them");
                problems_.back().made.line = k.line;
            }
            try {
                json root = json::parse(file.text, nullptr, true, true);
                if (!expect(root.is_object(), "an object")) continue;
                if (const auto extended = root.find("extends"); extended != root.end())
                    read_extends(entry, *extended);
                entry.files.emplace_back(&file, std::move(root));
            } catch (const json::exception& e) {
                std::string what = e.what();
                if (const auto bracket = what.find("] "); bracket != std::string::npos)
                    what.erase(0, bracket + 2);
                report(what);
                // the parser says where
                if (const auto at = what.find("at line "); at != std::string::npos)
                    problems_.back().made.line =
                        static_cast<std::size_t>(std::strtoul(what.c_str() + at + 8, nullptr, 10));
            }
        }
    }
}

/// Puts every pack before those that it extends: what is read first has the last word. Packs that have nothing to do
/// with each other stand in the order of their names, whatever the order they were given in.
void compiler::order_packs() {
    const std::size_t n = packs_.size();
    for (pack_entry& pack : packs_) {
        pack.extends.assign(n, false);
        for (std::size_t k = 0; k < pack.extended_names.size(); ++k) {
            bool known = false;
            for (std::size_t i = 0; i < n; ++i) {
                if (packs_[i].source->name != pack.extended_names[k]) continue;
                pack.extends[i] = known = true;
            }
            if (known) continue;
            std::vector<std::string> names;
            for (const pack_entry& other : packs_)
                if (&other != &pack) names.push_back(other.source->name);
            for (const pack_source& other : builtin_packs())
                if (std::find(names.begin(), names.end(), other.name) == names.end())
                    names.push_back(other.name);
            std::sort(names.begin(), names.end());
            here_ = pack.extends_at;
            const step s(*this, k);
            report("no pack is called " + in_quotes(pack.extended_names[k]) + "; " +
                   known_names(pack.extended_names[k], names));
        }
        if (!pack.says && !pack.source->builtin)
            for (std::size_t i = 0; i < n; ++i) pack.extends[i] = packs_[i].source->builtin;
    }
    // what is extended by an extended pack is extended
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (packs_[i].extends[k] && packs_[k].extends[j]) packs_[i].extends[j] = true;
    std::vector<std::size_t> order;
    std::vector<bool> placed(n, false);
    while (order.size() < n) {
        std::size_t next = n;
        for (std::size_t i = 0; i < n; ++i) {
            if (placed[i] || (next != n && packs_[next].source->name <= packs_[i].source->name)) continue;
            bool free = true;
            for (std::size_t k = 0; k < n; ++k)
                if (!placed[k] && k != i && packs_[k].extends[i] && !packs_[i].extends[k]) free = false;
            if (free) next = i;
        }
        placed[next] = true;
        order.push_back(next);
        if (!packs_[next].extends[next]) continue;
        here_ = packs_[next].extends_at;
        report("packs extend each other in a circle; one of them must not");
        packs_[next].extends[next] = false;
    }
    std::vector<pack_entry> ordered;
    for (const std::size_t i : order) {
        ordered.push_back(std::move(packs_[i]));
        std::vector<bool> by_rank(n);
        for (std::size_t k = 0; k < n; ++k) by_rank[k] = ordered.back().extends[order[k]];
        ordered.back().extends = std::move(by_rank);
    }
    packs_ = std::move(ordered);
}

bool compiler::claim(std::string_view table, const std::u32string& word, std::string means, bool once) {
    const auto [known, fresh] = claims_.try_emplace(std::string(table) + '\n' + to_utf8(word));
    claim_entry& other = known->second;
    if (fresh) {
        other = {here_, std::move(means)};
        return true;
    }
    if (other.means == means) return false;
    if (other.at.rank == here_.rank) {
        if (once)
            report("the " + std::string(table) + " " + in_quotes(to_utf8(word)) +
                   " is defined twice; the other is in " + file_name(other.at) + " at " + other.at.pointer +
                   ". Leave one of them");
    } else if (!extends(other.at.rank, here_.rank)) {
        report("the " + std::string(table) + " " + in_quotes(to_utf8(word)) + " means something else in " +
               file_name(other.at) + " at " + other.at.pointer +
               ", and neither pack extends the other; let them agree");
    }
    return false;
}

/// Takes out the rules that other packs switch off or replace.
void compiler::switch_off() {
    std::map<std::string_view, waiting_rule*, std::less<>> by_id;
    std::vector<std::string> ids;
    for (waiting_rule& w : rules_) {
        by_id.emplace(w.made->id, &w);
        ids.push_back(w.made->id);
    }
    std::sort(ids.begin(), ids.end());
    const auto find = [&](const std::string& id, const place& at) -> waiting_rule* {
        here_ = at;
        const auto found = by_id.find(id);
        if (found == by_id.end()) {
            const std::string near = known_names(id, ids);
            report("no rule is called " + in_quotes(id) + "; " +
                   (near.starts_with("did") ? near : "'gongbao packs list' shows them all"));
            return nullptr;
        }
        if (found->second->at.rank == at.rank) {
            report("rule " + in_quotes(id) + " is of this pack; take it out of the file instead");
            return nullptr;
        }
        if (!extends(at.rank, found->second->at.rank)) {
            report("rule " + in_quotes(id) + " is of a pack that this one does not extend; add " +
                   in_quotes(found->second->at.pack->name) + " to \"extends\"");
            return nullptr;
        }
        return found->second;
    };
    for (const switched_off& o : off_)
        if (waiting_rule* r = find(o.id, o.at)) r->off = true;
    std::map<std::string, const waiting_rule*> replaced;
    for (const waiting_rule& w : rules_) {
        if (w.replaces.empty()) continue;
        rule_here_ = w.made->id;
        place at = w.at;
        at.pointer += "/replaces";
        if (waiting_rule* r = find(w.replaces, at)) {
            r->off = true;
            const auto [known, fresh] = replaced.emplace(w.replaces, &w);
            if (!fresh && known->second->at.rank != w.at.rank && !extends(known->second->at.rank, w.at.rank))
                report("rule " + in_quotes(w.replaces) + " is replaced by " +
                       in_quotes(known->second->made->id) +
                       " too, and neither pack extends the other; switch one of them off");
        }
        rule_here_.clear();
    }
}

/// A side that fits whatever stands there.
bool fits_anything(const std::shared_ptr<const side_pattern>& pattern, side_trees& trees, bool left) {
    if (!pattern) return true;
    const std::uint32_t tree = trees.read(pattern->text(), false);
    if (tree != side_trees::none && !trees.may_be_empty(tree))
        return false; // the quick answer, nearly always
    const RE2* side = &pattern->re();
    if (!side->Match("", 0, 0, RE2::ANCHOR_BOTH, nullptr, 0)) return false;
    re2::StringPiece whole;
    const std::string probe = "\xEF\xA3\xBF"; // U+F8FF, which no rule asks for
    return side->Match(probe, 0, probe.size(), left ? RE2::UNANCHORED : RE2::ANCHOR_START, &whole, 1) &&
           whole.empty();
}

/// A rule that another one beats wherever it fits.
void compiler::find_shadowed() {
    // the built-in packs were tested when the library was built
    if (std::all_of(rules_.begin(), rules_.end(), [](const waiting_rule& w) { return w.at.pack->builtin; }))
        return;
    struct sides {
        bool left;
        bool right;
    };
    std::vector<sides> any;
    any.reserve(rules_.size());
    for (const waiting_rule& w : rules_)
        any.push_back({fits_anything(w.made->left, out_->trees, true),
                       fits_anything(w.made->right, out_->trees, false)});
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        const waiting_rule& a = rules_[i];
        if (a.off || !a.compiled) continue;
        for (std::size_t k = 0; k < rules_.size(); ++k) {
            const waiting_rule& b = rules_[k];
            if (extends(b.at.rank, a.at.rank)) continue; // that is what extending is for
            if (k == i || b.off || !b.compiled || (a.made->heads & ~b.made->heads) != 0) continue;
            const bool same = a.left == b.left && a.right == b.right;
            const bool wider = (any[k].left || a.left == b.left) && (any[k].right || a.right == b.right);
            const bool wins = b.made->priority > a.made->priority
                                  ? wider
                                  : b.made->priority == a.made->priority && same && b.made->id < a.made->id;
            if (!wins) continue;
            here_ = a.at;
            report("the rule never wins: " + b.made->id + " (" + b.made->file + ":" +
                       std::to_string(b.made->line) +
                       ") fits wherever it does and comes first. Raise its \"priority\" or take it out",
                   a.made->id);
            break;
        }
    }
}

/// An idiom that is a number with a unit: no statistic of that value would be seen any more.
void compiler::find_hidden_units() {
    const numeral_table& numerals = out_->numerals;
    for (const auto& [word, at] : idioms_) {
        if (at.pack->builtin) continue; // theirs are meant
        std::size_t i = 0;
        bool several = false;
        for (; i < word.size(); ++i) {
            const auto role = numerals.at(word[i]).role;
            if (role != numeral_role::arabic && role != numeral_role::digit && role != numeral_role::power &&
                role != numeral_role::scale && role != numeral_role::some)
                break;
            several = several || i > 0 || numerals.at(word[i]).value > 1;
        }
        if (i == 0 || i == word.size() || !several) continue;
        const std::u32string unit = word.substr(i);
        const std::uint32_t id = out_->units.find(unit);
        if (id == lexicon::none()) continue;
        if (out_->unit_entries[id].arabic_only && numerals.at(word[0]).role != numeral_role::arabic) continue;
        here_ = at;
        report("the idiom hides the unit " + in_quotes(to_utf8(unit)) + ": no number " +
               in_quotes(to_utf8(word)) + " would be found. Write the idiom with the words that make it one");
    }
}

/// In the order of the packs, their files, the lines.
std::vector<problem> compiler::sorted_problems() {
    std::map<const pack_file*, std::size_t> counts;
    for (const waiting_problem& p : problems_) ++counts[p.at.file];
    std::map<const pack_file*, std::unordered_map<std::string, std::size_t>> lines;
    for (waiting_problem& p : problems_) {
        if (p.made.line != 0 || p.at.file == nullptr) continue;
        if (counts[p.at.file] <= 8) {
            p.made.line = line_of(p.at.file->text, p.made.pointer);
            continue;
        }
        auto& known = lines[p.at.file];
        if (known.empty()) known = lines_under(p.at.file->text, "");
        if (const auto found = known.find(p.made.pointer); found != known.end()) p.made.line = found->second;
    }
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const waiting_problem& a, const waiting_problem& b) {
                         if (a.at.pack != b.at.pack) return std::less<>()(a.at.pack, b.at.pack);
                         if (a.at.file != b.at.file) return std::less<>()(a.at.file, b.at.file);
                         return a.made.line < b.made.line;
                     });
    std::vector<problem> out;
    out.reserve(problems_.size());
    for (waiting_problem& p : problems_) out.push_back(std::move(p.made));
    return out;
}

result<std::shared_ptr<const language>> compiler::run(const std::vector<pack_source>& packs) {
    parse_packs(packs);
    order_packs();
    for (std::size_t rank = 0; rank < packs_.size(); ++rank) {
        for (const auto& [file, root] : packs_[rank].files) {
            here_ = {packs_[rank].source, file, {}, rank};
            read_file(root);
        }
    }
    switch_off();
    if (rules_.size() > most_rules) {
        here_ = rules_[most_rules].at;
        report("more than " + std::to_string(most_rules) + " rules in all packs; leave some out");
        return sorted_problems();
    }
    regex_memory_ = std::clamp(most_regex_memory_in_all / static_cast<std::int64_t>(2 * rules_.size() + 1),
                               least_regex_memory, most_regex_memory);
    // {qualifier}: the words before a number that bound it
    here_ = {};
    fragments_.emplace("qualifier", fragment{true, std::move(qualifier_words_), {}, here_});
    for (auto& [name, f] : fragments_) expand_fragment(name, f);
    for (waiting_rule& w : rules_) {
        if (w.off) continue;
        here_ = w.at;
        rule_here_ = w.made->id;
        compile_pattern(w);
    }
    rule_here_.clear();
    find_shadowed();
    find_hidden_units();
    if (!problems_.empty()) return sorted_problems();

    for (const waiting_rule& w : rules_)
        if (!w.off) out_->rules.push_back(w.made);
    std::sort(out_->rules.begin(), out_->rules.end(), [](const auto& a, const auto& b) {
        return a->priority != b->priority ? a->priority > b->priority : a->id < b->id;
    });
    make_automata();
    for (language::cue_group* group :
         {&out_->basis_cues, &out_->status_cues, &out_->place_cues, &out_->phrase_cues})
        group->share_sets();
    note_beside_numbers(*out_);
    make_marks();
    return std::shared_ptr<const language>(out_);
}

void compiler::make_marks() {
    language& l = *out_;
    constexpr char32_t title = 0x300A;
    std::vector<char32_t> powers;
    for (char32_t c = 0; c < 0x10000; ++c) {
        const numeral_role role = l.numerals.at(c).role;
        if (numeral_table::begins_alone(role)) l.marks.add(c, mark::numeral);
        if (role == numeral_role::power || role == numeral_role::scale) powers.push_back(c);
    }
    lexicon before_powers;
    for (char32_t c = 0; c < 0x10000; ++c)
        if (numeral_table::begins_before_power(l.numerals.at(c).role))
            for (const char32_t power : powers) before_powers.add(std::u32string{c, power}, 0);
    l.marks.add(before_powers, mark::numeral);
    for (const auto& [phrase, where] : idioms_) l.numerals.note_in_phrase(phrase);
    l.marks.add(l.times, mark::time,
                [&l](std::uint32_t id) { return may_begin_time(l.time_entries[id].role); });
    l.marks.add(l.times, hint::time);
    l.marks.add(l.units, hint::unit);
    l.marks.add(l.phrase_cues.forward, hint::phrase);
    l.marks.add_ends(l.phrase_cues.reversed, hint::phrase_end);
    l.marks.add_ends(l.basis_cues.reversed, hint::basis_end);
    l.marks.add(l.status_cues.forward, hint::status);
    l.marks.add_ends(l.place_cues.reversed, hint::place_end);
    l.marks.add_ends(l.qualifiers_before, hint::basis_end);
    l.marks.add(l.heads, mark::head);
    l.marks.add(l.per.lookup, mark::head);
    for (const char32_t c : clause_marks) l.marks.add(c, mark::clause_end);
    for (char32_t c = han_first; c <= han_last; ++c)
        if (fold_han(c) != c) l.marks.add_folded(c);
    l.marks.add(l.basis_cues.forward, mark::basis);
    l.marks.add(l.status_cues.forward, mark::status);
    const auto is_a = [&l](cue role) {
        return [&l, role](std::uint32_t id) {
            return (l.phrase_cues.sets[id] >> static_cast<unsigned>(role) & 1U) != 0;
        };
    };
    l.marks.add(l.phrase_cues.forward, mark::status, is_a(cue::noun));
    l.marks.add(l.phrase_cues.forward, hint::verb, is_a(cue::verb));
    l.marks.add(l.phrase_cues.forward, hint::verb, is_a(cue::respectively));
    l.marks.add(l.place_cues.forward, mark::place);
    l.marks.add(title, mark::place);
    l.phrase_cues.forward.each_beginning(is_a(cue::place_end), [&l](char32_t c, char32_t, bool word) {
        if (word) l.marks.add(c, mark::place_end);
    });
}

/// The sides of all rules, for the automata, and which rules may fit.
void compiler::make_automata() {
    language& l = *out_;
    for (auto& [text, side] : sides_) side->read(l.trees);
    l.letters = alphabet(l.trees, l.trees.literals());
    for (auto& [text, side] : sides_)
        if (text.find("(?P<") != std::string::npos) side->make_groups(l.trees, l.letters);

    std::map<std::uint32_t, std::uint16_t> left_sides; // by tree
    std::map<std::uint32_t, std::uint16_t> right_sides;
    const auto side_of = [](const side_pattern& p, std::map<std::uint32_t, std::uint16_t>& known,
                            std::vector<std::uint32_t>& sides) {
        const auto [at, added] = known.try_emplace(p.tree(), static_cast<std::uint16_t>(sides.size()));
        if (added) sides.push_back(p.tree());
        return at->second;
    };
    rule_table& t = l.table;
    const std::size_t width = words_for_rules(l.rules.size());
    t.of_class.resize(width * static_cast<std::size_t>(quantity_class::size_));
    t.sided.resize(width);
    std::vector<std::uint16_t> left_of_rule;
    std::vector<std::uint16_t> right_of_rule;
    std::vector<std::uint32_t> left_trees;
    for (std::size_t i = 0; i < l.rules.size(); ++i) {
        const rule& r = *l.rules[i];
        const std::uint64_t bit = std::uint64_t{1} << (i % 64);
        sided_rule& made = t.rules.emplace_back();
        made.by = &r;
        made.priority = r.priority;
        made.plain = (r.left && r.left->tree() == side_trees::none) ||
                     (r.right && r.right->tree() == side_trees::none);
        if (!made.plain && r.left) made.left = side_of(*r.left, left_sides, l.sides.left);
        if (!made.plain && r.right) made.right = side_of(*r.right, right_sides, l.sides.right);
        if (r.left || r.right) t.sided[i / 64] |= bit;
        for (std::size_t k = 0; k < static_cast<std::size_t>(quantity_class::size_); ++k)
            if ((r.heads >> k & 1U) != 0) t.of_class[k * width + i / 64] |= bit;
        left_of_rule.push_back(made.left);
        right_of_rule.push_back(made.right);
        left_trees.push_back(made.left == sided_rule::no_side ? side_trees::none : l.sides.left[made.left]);
    }
    l.sides.left_program = make_side_program(l.trees, l.letters, l.sides.left, true);
    l.sides.right_program = make_side_program(l.trees, l.letters, l.sides.right, false);
    t.left_gate = side_gate(l.sides.left_program, l.letters, left_of_rule);
    t.right_gate = side_gate(l.sides.right_program, l.letters, right_of_rule);
    t.left_words = side_words(l.trees, left_trees);
}

} // namespace

result<std::shared_ptr<const language>> compile(const std::vector<pack_source>& packs) {
    return compiler().run(packs);
}

std::optional<std::vector<std::string>> extends_of(const pack_source& pack) {
    for (const pack_file& file : pack.files) {
        if (file.text.size() > most_bytes || scan_json(file.text, most_depth).too_deep != 0) continue;
        const json root = json::parse(file.text, nullptr, false, true);
        if (!root.is_object()) continue;
        const auto found = root.find("extends");
        if (found == root.end() || !found->is_array()) continue;
        std::vector<std::string> names;
        for (const json& name : *found)
            if (name.is_string()) names.push_back(name.get<std::string>());
        return names;
    }
    return std::nullopt;
}

const name_table& pack_keys() {
    static const name_table keys = [] {
        name_table t{
            {"connectives", {"attributive", "classifier", "currency", "half_after", "list", "per", "range"}},
            {"currency", {"code", "joins", "words"}},
            {"fact", {"action",    "against",     "among",     "band",  "basis",     "denominator",
                      "direction", "from_bottom", "indicator", "kind",  "numerator", "of",
                      "period",    "qualifier",   "quote",     "scope", "status",    "top",
                      "unit",      "unit_code",   "upper",     "value"}},
            {"head", {"class", "qualifier", "source", "suffixes", "unit", "value", "words"}},
            {"idioms", {"after", "before", "source", "words"}},
            {"no", {"published", "text"}},
            {"numerals",
             {"counting", "digits", "half", "joints", "mixed", "more", "more_inside", "negative",
              "not_negative", "ordinal", "part_of", "point", "powers", "scales", "several", "some",
              "upwards"}},
            {"qualifier", {"after", "before", "qualifier", "source"}},
            {"rule", {"id", "kind", "no", "pattern", "priority", "replaces", "set", "source", "why", "yes"}},
            {"set", {"basis", "direction", "from_bottom", "qualifier", "status", "top", "value"}},
            {"time", {"first", "last", "role", "source", "takes", "weak", "words"}},
            {"unit", {"as", "class", "code", "only", "source", "words"}},
            {"yes", {"facts", "published", "text"}},
            {"file",
             {"$schema", "connectives", "cues", "extends", "fragments", "heads", "idioms", "not_before",
              "numerals", "off", "places", "qualifiers", "rules", "source", "times", "units", "words"}}};
        for (const auto& [name, role] : cue_names()) t["cues"].push_back(name);
        for (auto& [name, list] : t) std::sort(list.begin(), list.end());
        return t;
    }();
    return keys;
}

const name_table& pack_values() {
    static const name_table values = [] {
        name_table t;
        t["unit.class"] = unit_class_names();
        t["unit.only"] = {"arabic", "per"};
        for (std::size_t i = 0; i < static_cast<std::size_t>(quantity_class::size_); ++i)
            t["head.class"].emplace_back(to_string(static_cast<quantity_class>(i)));
        for (const auto& [name, role] : time_roles()) t["time.role"].push_back(name);
        const auto all = [&](const char* sort, auto last) {
            using value = decltype(last);
            for (int i = 0; i <= static_cast<int>(last); ++i)
                t[sort].emplace_back(to_string(static_cast<value>(i)));
        };
        all("kind", kind::ratio);
        t["kind"].emplace_back("none");
        all("qualifier", qualifier::at_most);
        all("direction", direction::flat);
        all("basis", basis::annual);
        all("status", status::estimate);
        for (auto& [name, list] : t) std::sort(list.begin(), list.end());
        return t;
    }();
    return values;
}

} // namespace gongbao::detail
