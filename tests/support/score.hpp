#pragma once
// How right the facts of an article are: the levels of FACTS.md, section 7.
//
// A found fact and a gold fact meet when their spans overlap and they are the best such pair. Of a pair, level A looks
// at the quantity, B at kind and kind's own fields too, C at the context too. A gold field may list alternatives; an
// optional gold fact counts neither for nor against, and neither does the fact that meets it.

#include <array>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/extractor.hpp>
#include <gongbao/fact.hpp>

namespace support {

/// A fact as an article's JSON file has it.
struct gold_fact {
    std::string quote;
    gongbao::span span; ///< of the quote, in bytes
    gongbao::kind kind{gongbao::kind::count};
    bool optional{false};
    std::optional<gongbao::decimal> value;
    std::optional<gongbao::decimal> upper;
    std::optional<gongbao::decimal> numerator;
    std::optional<gongbao::decimal> denominator;
    /// Every other field by its name: the wordings that are right, "" for null, "true" for true. Absent: [""].
    std::map<std::string, std::vector<std::string>, std::less<>> words;
};

struct gold_article {
    std::string name;
    std::string text;
    std::optional<gongbao::date> published;
    std::vector<gold_fact> facts;
};

/// An article and its facts; throws std::runtime_error where the file breaks the contract.
gold_article read_gold(const std::string& name, std::string text, std::string_view json);

/// Every NAME.txt with NAME.json in a folder, by name.
std::vector<gold_article> read_gold_folder(const std::filesystem::path&);

enum class level : std::size_t { a, b, c };
inline constexpr std::array<level, 3> all_levels{level::a, level::b, level::c};

/// Counts of one article, or of many added up.
struct score {
    std::size_t gold{0};                ///< facts in the gold, without the optional ones
    std::size_t found{0};               ///< facts found, without those that meet an optional one
    std::array<std::size_t, 3> right{}; ///< by level
    /// What keeps the article from being perfect at a level, in text order: one line each.
    std::array<std::vector<std::string>, 3> wrong;

    [[nodiscard]] double precision(level) const noexcept;
    [[nodiscard]] double recall(level) const noexcept;
    [[nodiscard]] double f1(level) const noexcept;

    score& operator+=(const score&);
};

/// Compares facts with an article's gold.
score compare(const gold_article&, const std::vector<gongbao::fact>&);

/// Phrases are equal enough when one contains the other and is at least half as long, or when the F1 of their pairs of
/// neighbouring characters is 0.7 or more; an empty phrase equals only an empty one.
bool same_phrase(std::string_view, std::string_view);

} // namespace support
