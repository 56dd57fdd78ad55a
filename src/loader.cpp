#include "loader.hpp"

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

#include "json_place.hpp"
#include "rule.hpp"

namespace gongbao::detail {
namespace {

using nlohmann::json;

// Bounds that a hostile pack runs into, each far above what a language needs.
constexpr std::size_t most_bytes = 8U << 20U; // of one file
constexpr std::size_t most_rules = 5000;
constexpr std::size_t most_pattern_bytes = 20000; // after expansion
constexpr std::int64_t most_regex_memory = 4LL << 20;
constexpr int most_fragment_depth = 16;

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
        s["volume"] = s["count"] | bit(q::money) | bit(q::measure) | bit(q::scaled) | bit(q::duration) | bit(q::duration_word) | bit(q::age);
        s["duration"] = bit(q::duration) | bit(q::duration_word);
        s["amount"] = bit(q::money) | bit(q::duration) | bit(q::duration_word) | bit(q::age) | bit(q::measure);
        s["any_number"] = s["count"] | bit(q::number) | bit(q::number_word) | bit(q::scaled);
        s["difference"] = bit(q::percent) | bit(q::points) | bit(q::times) | bit(q::fold) | s["count"] | bit(q::money) | bit(q::measure) | bit(q::scaled) | bit(q::rank_step) |
                          bit(q::index) | bit(q::duration) | bit(q::duration_word) | bit(q::fraction) | bit(q::age);
        s["quantity"] = s["difference"] | bit(q::number) | bit(q::number_word) | bit(q::one) | bit(q::level) |
                        bit(q::proportion);
        return s;
    }();
    return sets;
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
                if (c < 0x80 && !(c >= U'0' && c <= U'9') && !(c >= U'a' && c <= U'z') && !(c >= U'A' && c <= U'Z'))
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
    while (end < pattern.size() && (is_name_character(pattern[end]) || (end > i + 1 && pattern[end] >= '0' && pattern[end] <= '9')))
        ++end;
    return end > i + 1 && end < pattern.size() && pattern[end] == '}' ? pattern.substr(i + 1, end - i - 1) : std::string_view{};
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
    };
    void report(std::string message, std::string rule_id = {}) {
        problem p;
        p.file = here_.pack->name + "/" + here_.file->name;
        p.pointer = here_.pointer;
        p.line = line_of(here_.file->text, here_.pointer);
        p.rule = std::move(rule_id);
        p.message = std::move(message);
        problems_.push_back(std::move(p));
    }
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
    bool known_keys(const json& object, std::initializer_list<std::string_view> keys) {
        bool all = true;
        for (const auto& [key, value] : object.items()) {
            if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
            const step s(*this, key);
            std::string list;
            for (const auto k : keys) list += (list.empty() ? "" : ", ") + std::string(k);
            report("unknown key \"" + key + "\"; known here: " + list);
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
            if (required) report("key \"" + std::string(key) + "\" is missing");
            return {};
        }
        const step s(*this, key);
        if (!expect(found->is_string(), "a string")) return {};
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
        if (!expect(found->is_number_integer(), "a whole number")) return otherwise;
        return found->get<int>();
    }
    /// Every word of an array of strings, folded.
    void each_word(const json& array, const std::function<void(const std::u32string&)>& f) {
        if (!expect(array.is_array(), "an array of words")) return;
        for (std::size_t i = 0; i < array.size(); ++i) {
            const step s(*this, i);
            if (!expect(array[i].is_string(), "a string")) continue;
            const std::u32string word = fold(array[i].get<std::string>());
            if (!expect(!word.empty(), "a word, not an empty string")) continue;
            f(word);
        }
    }
    void each_word_of(const json& object, std::string_view key, const std::function<void(const std::u32string&)>& f) {
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
    void read_idioms(const json& section);
    void read_connectives(const json& section);
    void read_cues(const json& section);
    void read_places(const json& section);
    void read_fragments(const json& section);
    void read_words(const json& section);
    void read_rule(const json& rule);
    void read_rule_set(const json& set, rule& r);
    void read_examples(const json& object, rule& r);
    void add_cue(const std::u32string& word, cue c);

    // --- patterns
    std::optional<std::string> expand(std::string_view pattern, std::vector<std::string>& path, const std::string& id);
    std::unique_ptr<RE2> compile_side(const std::string& side, bool left, rule& r,
                                      std::vector<std::pair<field, int>>& groups);
    void compile_pattern(rule& r);

    place here_;
    std::vector<problem> problems_;
    std::shared_ptr<language> out_ = std::make_shared<language>();
    struct fragment {
        std::string pattern;
        place at;
    };
    std::map<std::string, fragment, std::less<>> fragments_;
    struct waiting_rule {
        std::shared_ptr<rule> made;
        place at;
    };
    std::vector<waiting_rule> rules_;
    std::map<std::string, place, std::less<>> rule_ids_;
    std::unordered_map<std::string, std::size_t> rule_lines_;
    std::vector<std::u32string> qualifier_words_;
};

void compiler::read_numerals(const json& section) {
    if (!expect(section.is_object(), "an object")) return;
    known_keys(section, {"digits", "powers", "joints", "scales", "point", "half", "some", "several", "upwards", "more", "more_inside",
                         "ordinal", "negative", "part_of", "counting", "mixed"});
    auto& table = out_->numerals;
    for (char32_t c = U'0'; c <= U'9'; ++c)
        table.by_point[c] = {numeral_role::arabic, static_cast<std::uint8_t>(c - U'0')};
    const auto put = [&](const std::u32string& word, numeral_role role, int value) {
        if (!expect(word.size() == 1 && word[0] < 0x10000, "a single character")) return;
        if (!expect(value >= 0 && value <= 40, "a number from 0 to 40")) return;
        table.by_point[word[0]] = {role, static_cast<std::uint8_t>(value)};
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
            if (expect(value.is_number_integer(), "a whole number")) put(fold(word), role, value.get<int>());
        }
    }
    const std::array<std::pair<std::string_view, numeral_role>, 7> plain{{{"point", numeral_role::point},
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
    each_word_of(section, "part_of", [&](const std::u32string& w) { table.part_of.push_back(w); });
    each_word_of(section, "mixed", [&](const std::u32string& w) { table.mixed.push_back(w); });
    each_word_of(section, "counting", [&](const std::u32string& w) {
        if (expect(w.size() == 1 && table.is(w[0], numeral_role::digit), "one of the digits")) table.by_point[w[0]].counting = true;
    });
}

void compiler::read_units(const json& section) {
    each_object(section, [&](const json& entry) {
        known_keys(entry, {"class", "words", "as", "code", "only", "source"});
        unit_entry u;
        const std::string name = text_of(entry, "class", true);
        static const std::map<std::string, quantity_class, std::less<>> classes{
            {"count", quantity_class::count},       {"person", quantity_class::person}, {"money", quantity_class::money},
            {"duration", quantity_class::duration}, {"age", quantity_class::age},
            {"level", quantity_class::level},       {"index", quantity_class::index},
            {"percent", quantity_class::percent},   {"points", quantity_class::points},
            {"times", quantity_class::times},       {"fold", quantity_class::fold},
            {"rank_step", quantity_class::rank_step}, {"tenths", quantity_class::percent},
            {"discount", quantity_class::percent}};
        static const std::set<std::string, std::less<>> measured{
            "length", "area", "volume", "mass", "energy", "power", "temperature", "angle", "concentration", "pressure",
            "speed", "frequency", "data", "computing", "sound", "dose", "transport", "voltage", "measure"};
        if (const auto known = classes.find(name); known != classes.end()) {
            u.klass = known->second;
        } else if (measured.contains(name)) {
            u.klass = quantity_class::measure;
        } else if (!name.empty()) {
            const step s(*this, "class");
            report("unknown unit class \"" + name + "\"");
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
        if (!entry.contains("words")) report("key \"words\" is missing");
        each_word_of(entry, "words", [&](const std::u32string& w) { out_->units.add(w, id); });
    });
}

void compiler::read_qualifiers(const json& section) {
    each_object(section, [&](const json& entry) {
        known_keys(entry, {"qualifier", "before", "after", "source"});
        const std::string name = text_of(entry, "qualifier", true);
        const auto q = qualifier_from(name);
        if (!q) {
            const step s(*this, "qualifier");
            report("unknown qualifier \"" + name + "\"");
            return;
        }
        const auto id = static_cast<std::uint32_t>(out_->qualifier_entries.size());
        out_->qualifier_entries.push_back({*q});
        each_word_of(entry, "before", [&](const std::u32string& w) {
            out_->qualifiers_before.add_reversed(w, id);
            qualifier_words_.push_back(w);
        });
        each_word_of(entry, "after", [&](const std::u32string& w) { out_->qualifiers_after.add(w, id); });
    });
}

void compiler::read_heads(const json& section) {
    each_object(section, [&](const json& entry) {
        known_keys(entry, {"class", "value", "unit", "qualifier", "words", "suffixes", "source"});
        head_entry h;
        const std::string name = text_of(entry, "class", true);
        const auto set = symbol_sets().find(name);
        if (set == symbol_sets().end() || (set->second & (set->second - 1)) != 0) {
            const step s(*this, "class");
            report("unknown class \"" + name + "\" for words that stand for a quantity");
            return;
        }
        for (std::size_t i = 0; i < static_cast<std::size_t>(quantity_class::size_); ++i)
            if ((set->second >> i & 1U) != 0) h.klass = static_cast<quantity_class>(i);
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
        each_word_of(entry, "words", [&](const std::u32string& w) { out_->heads.add(w, id); });
        if (entry.contains("suffixes")) {
            head_entry suffix;
            suffix.klass = h.klass;
            const auto suffix_id = static_cast<std::uint32_t>(out_->head_entries.size());
            out_->head_entries.push_back(suffix);
            each_word_of(entry, "suffixes", [&](const std::u32string& w) { out_->ordinal_suffixes.add(w, suffix_id); });
        }
    });
}

void compiler::read_times(const json& section) {
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
    each_object(section, [&](const json& entry) {
        known_keys(entry, {"role", "words", "first", "last", "weak", "source"});
        const std::string name = text_of(entry, "role", true);
        const auto role = roles.find(name);
        if (role == roles.end()) {
            const step s(*this, "role");
            report("unknown role \"" + name + "\" of a time word");
            return;
        }
        time_entry t;
        t.role = role->second;
        t.first_year = int_of(entry, "first", 0);
        t.last_year = int_of(entry, "last", 0);
        t.weak = flag_of(entry, "weak");
        const auto id = static_cast<std::uint32_t>(out_->time_entries.size());
        out_->time_entries.push_back(t);
        each_word_of(entry, "words", [&](const std::u32string& w) { out_->times.add(w, id); });
    });
}

void compiler::read_idioms(const json& section) {
    if (!expect(section.is_object(), "an object")) return;
    known_keys(section, {"source", "words", "before", "after"});
    each_word_of(section, "words", [&](const std::u32string& w) {
        out_->idioms.add(w, 0);
        out_->longest_idiom = std::max(out_->longest_idiom, w.size());
    });
    each_word_of(section, "before", [&](const std::u32string& w) { out_->names_before.add_reversed(w, 0); });
    each_word_of(section, "after", [&](const std::u32string& w) { out_->names_after.add(w, 0); });
}

void compiler::read_connectives(const json& section) {
    if (!expect(section.is_object(), "an object")) return;
    known_keys(section, {"per", "range", "list", "half_after", "classifier", "attributive", "currency"});
    const std::array<std::pair<std::string_view, std::vector<std::u32string>*>, 5> lists{
        {{"per", &out_->per},
         {"range", &out_->range},
         {"list", &out_->list},
         {"half_after", &out_->half_after},
         {"classifier", &out_->count_for_half}}};
    for (const auto& [key, list] : lists)
        each_word_of(section, key, [l = list](const std::u32string& w) { l->push_back(w); });
    each_word_of(section, "attributive", [this](const std::u32string& w) {
        if (expect(w.size() == 1, "a single character")) out_->attributive = w[0];
    });
    if (const auto found = section.find("currency"); found != section.end()) {
        const step s(*this, "currency");
        each_object(*found, [&](const json& entry) {
            known_keys(entry, {"words", "code", "joins"});
            const std::string code = text_of(entry, "code", true);
            const bool joins = flag_of(entry, "joins");
            each_word_of(entry, "words", [&](const std::u32string& w) {
                out_->money_before.push_back(w);
                out_->money_before_unit.push_back(joins ? code : std::string{});
            });
        });
    }
}

void compiler::add_cue(const std::u32string& word, cue c) {
    const std::uint64_t role = std::uint64_t{1} << static_cast<unsigned>(c);
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
    static const std::map<std::string, cue, std::less<>> names{
        {"yoy", cue::yoy},
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
        {"not_place", cue::not_place},
        {"determiner", cue::determiner},
        {"weak_place_end", cue::weak_place_end},
        {"dimension", cue::dimension},
        {"measure_noun", cue::measure_noun},
        {"frame", cue::frame},
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
            std::string list;
            for (const auto& [name, role] : cue_names()) list += (list.empty() ? "" : ", ") + name;
            report("unknown cue \"" + key + "\"; known: " + list);
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
        each_word(words, [&](const std::u32string& w) {
            if (w.size() > 1) add_cue(w, weak ? cue::weak_region : cue::region);
        });
    }
}

void compiler::read_fragments(const json& section) {
    if (!expect(section.is_object(), "an object of names and patterns")) return;
    for (const auto& [key, value] : section.items()) {
        const step s(*this, key);
        if (!expect(value.is_string(), "a string")) continue;
        if (symbol_sets().contains(key)) {
            report("\"" + key + "\" is the name of an engine symbol; choose another");
            continue;
        }
        if (!fragments_.emplace(key, fragment{value.get<std::string>(), here_}).second)
            report("fragment \"" + key + "\" is defined twice");
    }
}

void compiler::read_words(const json& section) {
    if (!expect(section.is_object(), "an object of names and word lists")) return;
    for (const auto& [key, value] : section.items()) {
        const step s(*this, key);
        std::vector<std::u32string> words;
        each_word(value, [&](const std::u32string& w) { words.push_back(w); });
        // the longer word first, as RE2 prefers what stands first
        std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
            return a.size() != b.size() ? a.size() > b.size() : a < b;
        });
        std::string pattern;
        for (const std::u32string& w : words) {
            if (!pattern.empty()) pattern += '|';
            pattern += RE2::QuoteMeta(to_utf8(w));
        }
        if (symbol_sets().contains(key)) {
            report("\"" + key + "\" is the name of an engine symbol; choose another");
        } else if (!fragments_.emplace(key, fragment{pattern, here_}).second) {
            report("fragment \"" + key + "\" is defined twice");
        }
    }
}

void compiler::read_rule_set(const json& set, rule& r) {
    const step s(*this, "set");
    if (!expect(set.is_object(), "an object")) return;
    known_keys(set, {"direction", "basis", "qualifier", "status", "value", "top", "from_bottom"});
    const auto named = [&](std::string_view key, auto parse, auto& target) {
        const std::string name = text_of(set, key, false);
        if (name.empty()) return;
        target = parse(name);
        if (!target) {
            const step k(*this, key);
            report("unknown " + std::string(key) + " \"" + name + "\"", r.id);
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
                    known_keys(one, {"text", "published"});
                else
                    known_keys(one, {"text", "facts", "published"});
                example.text = text_of(one, "text", true);
                if (const std::string day = text_of(one, "published", false); !day.empty()) {
                    example.published = date::parse(day);
                    const step p(*this, "published");
                    expect(example.published.has_value(), "a date as YYYY-MM-DD");
                }
                if (const auto facts = one.find("facts"); facts != one.end()) {
                    const step f(*this, "facts");
                    if (!r.kind && !facts->empty()) report("a rule of kind \"none\" gives no facts", r.id);
                    each_object(*facts, [&](const json& fact) {
                        known_keys(fact, {"quote", "kind", "value", "upper", "qualifier", "unit", "unit_code", "numerator",
                                          "denominator", "of", "direction", "basis", "against", "among", "top",
                                          "from_bottom", "band", "indicator", "action", "scope", "period", "status"});
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
    known_keys(object, {"id", "kind", "pattern", "priority", "set", "why", "source", "yes", "no"});
    auto r = std::make_shared<rule>();
    const std::string id = text_of(object, "id", true);
    std::string topic = here_.file->name;
    if (const auto dot = topic.rfind('.'); dot != std::string::npos) topic.resize(dot);
    if (const auto slash = topic.rfind('/'); slash != std::string::npos) topic.erase(0, slash + 1);
    r->id = here_.pack->name + "/" + topic + "/" + id;
    r->file = here_.pack->name + "/" + here_.file->name;
    r->line = rule_line(here_.pointer);
    const std::string kind_name = text_of(object, "kind", true);
    if (kind_name != "none") {
        r->kind = kind_from(kind_name);
        if (!r->kind && !kind_name.empty()) {
            const step s(*this, "kind");
            report("unknown kind \"" + kind_name + "\"; use count, amount, percentage, change, ranking, ratio or none", r->id);
        }
    }
    r->pattern = text_of(object, "pattern", true);
    r->why = text_of(object, "why", true);
    r->priority = int_of(object, "priority", 0);
    if (const auto set = object.find("set"); set != object.end()) read_rule_set(*set, *r);
    read_examples(object, *r);
    const auto [known, fresh] = rule_ids_.emplace(r->id, here_);
    if (!fresh) {
        report("rule id \"" + r->id + "\" is used twice; the other is in " + known->second.pack->name + "/" +
                   known->second.file->name + " at " + known->second.pointer,
               r->id);
        return;
    }
    rules_.push_back({std::move(r), here_});
}

/// Replaces every {name} by its fragment or symbol class; nothing when a problem was reported.
std::optional<std::string> compiler::expand(std::string_view pattern, std::vector<std::string>& path, const std::string& id) {
    std::string out;
    bool in_class = false;
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern[i] == '\\' && i + 1 < pattern.size()) {
            if (pattern[i + 1] == 'x' || pattern[i + 1] == 'p' || pattern[i + 1] == 'P') { // \x{4e00}, \p{Han}
                const auto close = i + 2 < pattern.size() && pattern[i + 2] == '{' ? pattern.find('}', i) : std::string_view::npos;
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
            report("{" + std::string(name) + "} is a fragment and cannot stand in a character class", id);
            return std::nullopt;
        }
        const auto found = fragments_.find(name);
        if (found == fragments_.end()) {
            report("unknown fragment or symbol {" + std::string(name) + "}", id);
            return std::nullopt;
        }
        if (std::find(path.begin(), path.end(), name) != path.end() || path.size() >= most_fragment_depth) {
            std::string circle;
            for (const auto& p : path) circle += "{" + p + "} -> ";
            report("fragments go in a circle: " + circle + "{" + std::string(name) + "}", id);
            return std::nullopt;
        }
        path.emplace_back(name);
        const auto inner = expand(fold_pattern(found->second.pattern), path, id);
        path.pop_back();
        if (!inner) return std::nullopt;
        out += "(?:" + *inner + ")";
        if (out.size() > most_pattern_bytes) {
            report("the pattern is longer than " + std::to_string(most_pattern_bytes) + " bytes when its fragments are put in", id);
            return std::nullopt;
        }
    }
    return out;
}

const std::map<std::string, field, std::less<>>& field_names() {
    static const std::map<std::string, field, std::less<>> names{
        {"indicator", field::indicator}, {"action", field::action}, {"scope", field::scope}, {"among", field::among},
        {"of", field::of},               {"against", field::against}, {"band", field::band},   {"quote", field::quote}};
    return names;
}

std::unique_ptr<RE2> compiler::compile_side(const std::string& side, bool left, rule& r,
                                            std::vector<std::pair<field, int>>& groups) {
    if (side.empty()) return nullptr;
    RE2::Options o;
    o.set_log_errors(false);
    o.set_max_mem(most_regex_memory);
    o.set_never_nl(false);
    auto re = std::make_unique<RE2>(left ? "(?s:(?:" + side + ")$)" : "(?s:^(?:" + side + "))", o);
    if (!re->ok()) {
        report("RE2 refuses the pattern: " + re->error() + " (at \"" + re->error_arg() + "\" in \"" + side + "\")", r.id);
        return nullptr;
    }
    for (const auto& [name, index] : re->NamedCapturingGroups()) {
        const auto known = field_names().find(name);
        if (known == field_names().end())
            report("group (?P<" + name + ">...) is no field; known: action, against, among, band, indicator, of, quote, scope", r.id);
        else
            groups.emplace_back(known->second, index);
    }
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return re;
}

/// Splits the pattern at its head, the last symbol outside of brackets, and compiles both sides.
void compiler::compile_pattern(rule& r) {
    const step s(*this, "pattern");
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
    if (head == std::string::npos) {
        report("the pattern needs a quantity outside of brackets, such as {count} or {percent}", r.id);
        return;
    }
    if (alternation) {
        report("put the alternatives in brackets: (?:a|b)", r.id);
        return;
    }
    if (head_end < pattern.size() && std::string_view("?*+").find(pattern[head_end]) != std::string_view::npos) {
        report("the quantity of a rule cannot be optional or repeated", r.id);
        return;
    }
    std::vector<std::string> path;
    const auto left = expand(std::string_view(pattern).substr(0, head), path, r.id);
    const auto right = expand(std::string_view(pattern).substr(head_end), path, r.id);
    if (!left || !right) return;
    r.left = compile_side(*left, true, r, r.left_groups);
    r.right = compile_side(*right, false, r, r.right_groups);
}

void compiler::read_file(const json& root) {
    if (!expect(root.is_object(), "an object")) return;
    using reader = void (compiler::*)(const json&);
    static const std::map<std::string, reader, std::less<>> sections{
        {"numerals", &compiler::read_numerals},     {"units", &compiler::read_units},
        {"qualifiers", &compiler::read_qualifiers}, {"heads", &compiler::read_heads},
        {"times", &compiler::read_times},           {"idioms", &compiler::read_idioms},
        {"connectives", &compiler::read_connectives}, {"cues", &compiler::read_cues},
        {"places", &compiler::read_places},         {"fragments", &compiler::read_fragments},
        {"words", &compiler::read_words}};
    for (const auto& [key, value] : root.items()) {
        const step s(*this, key);
        if (key == "$schema" || key == "source") continue;
        if (key == "rules") {
            rule_lines_ = lines_under(here_.file->text, here_.pointer);
            each_object(value, [&](const json& r) { read_rule(r); });
        } else if (key == "not_before") {
            if (!expect(value.is_object(), "an object of units and characters")) continue;
            for (const auto& [unit, marks] : value.items()) {
                const step u(*this, unit);
                each_word(marks, [&, w = fold(unit)](const std::u32string& mark) { out_->unit_not_before.add(w + mark, 0); });
            }
        } else if (const auto found = sections.find(key); found != sections.end()) {
            (this->*found->second)(value);
        } else {
            std::string list = "not_before, rules";
            for (const auto& [name, f] : sections) list += ", " + name;
            report("unknown section \"" + key + "\"; known: " + list);
        }
    }
}

/// Parses and notices keys that stand twice in one object, of which the library would keep one silently.
std::optional<json> parse_json(const std::string& text, std::vector<std::string>& errors) {
    std::vector<std::set<std::string>> keys;
    const json::parser_callback_t watch = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) {
            keys.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            if (!keys.empty()) keys.pop_back();
        } else if (event == json::parse_event_t::key && !keys.empty()) {
            if (!keys.back().insert(parsed.get<std::string>()).second)
                errors.push_back("key \"" + parsed.get<std::string>() + "\" stands twice in one object");
        }
        return true;
    };
    try {
        return json::parse(text, watch, true, true);
    } catch (const json::exception& e) {
        std::string what = e.what();
        if (const auto bracket = what.find("] "); bracket != std::string::npos) what.erase(0, bracket + 2);
        errors.push_back(what);
        return std::nullopt;
    }
}

result<std::shared_ptr<const language>> compiler::run(const std::vector<pack_source>& packs) {
    for (const pack_source& pack : packs) {
        for (const pack_file& file : pack.files) {
            here_ = {&pack, &file, {}};
            if (file.text.size() > most_bytes) {
                report("the file is larger than " + std::to_string(most_bytes) + " bytes");
                continue;
            }
            std::vector<std::string> errors;
            const auto root = parse_json(file.text, errors);
            for (std::string& e : errors) {
                report(e);
                // the parser says where
                if (const auto at = e.find("at line "); at != std::string::npos)
                    problems_.back().line = static_cast<std::size_t>(std::strtoul(e.c_str() + at + 8, nullptr, 10));
            }
            if (root) read_file(*root);
        }
    }
    if (rules_.size() > most_rules) report("more than " + std::to_string(most_rules) + " rules");
    // {qualifier}: the words before a number that bound it
    std::sort(qualifier_words_.begin(), qualifier_words_.end(), [](const auto& a, const auto& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    std::string qualifiers;
    for (const auto& w : qualifier_words_) qualifiers += (qualifiers.empty() ? "" : "|") + RE2::QuoteMeta(to_utf8(w));
    fragments_.emplace("qualifier", fragment{qualifiers.empty() ? "[^\\s\\S]" : qualifiers, here_});

    for (waiting_rule& w : rules_) {
        here_ = w.at;
        compile_pattern(*w.made);
    }
    if (!problems_.empty()) return problems_;
    out_->rules_by_class.resize(static_cast<std::size_t>(quantity_class::size_));
    for (const waiting_rule& w : rules_) out_->rules.push_back(w.made);
    std::sort(out_->rules.begin(), out_->rules.end(), [](const auto& a, const auto& b) {
        return a->priority != b->priority ? a->priority > b->priority : a->id < b->id;
    });
    for (const auto& r : out_->rules)
        for (std::size_t i = 0; i < out_->rules_by_class.size(); ++i)
            if ((r->heads >> i & 1U) != 0) out_->rules_by_class[i].push_back(r.get());
    return std::shared_ptr<const language>(out_);
}

} // namespace

result<std::shared_ptr<const language>> compile(const std::vector<pack_source>& packs) {
    return compiler().run(packs);
}

} // namespace gongbao::detail
