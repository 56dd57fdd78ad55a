#pragma once
/// \file extractor.hpp
/// The front door: text in, facts out.
///
///     const auto extractor = gongbao::extractor::builtin();
///     for (const gongbao::fact& f : extractor.extract(report, {.published = gongbao::date{2020, 3, 2}}))
///         std::cout << gongbao::to_json(f) << '\n';
///
/// Extraction cannot fail: any bytes in, facts out, the same for the same input in every thread. An extractor is
/// immutable, cheap to copy and may be shared by threads. Making one compiles the packs (some milliseconds), so make
/// it once and keep it.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/error.hpp>
#include <gongbao/fact.hpp>
#include <gongbao/numeral.hpp>
#include <gongbao/pack.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>

namespace gongbao {

namespace detail {
class workspace_pool;
} // namespace detail

/// What the text itself does not say.
struct options {
    std::optional<date> published; ///< resolves "this year" and the like; without it they stay open
    std::string document{};        ///< a name for the text, handed on to its facts
};

/// A number as the numeral stage reads it, whether or not it is a statistic.
struct number {
    gongbao::span span; ///< bytes of the original
    std::string quote;
    std::optional<decimal> value; ///< absent for a fraction
    std::optional<decimal> upper;
    std::string unit; ///< empty when none follows
    std::optional<decimal> numerator;
    std::optional<decimal> denominator;
};

/// What became of one quantity of a text.
struct decision {
    gongbao::span span; ///< bytes of the original: the quantity, without what else the rule matched
    std::string quote;
    quantity_class klass{quantity_class::number}; ///< what patterns call it
    std::string rule;                             ///< the rule that won; empty when none fits
    bool fact{false};                             ///< false too when a rule of kind "none" won
};

/// A rule of the loaded packs, as `gongbao packs list` shows it.
struct rule_info {
    std::string id;                    ///< pack/topic/id
    std::optional<gongbao::kind> kind; ///< nothing: what the rule matches is no fact
    std::string file;                  ///< where it stands
    std::size_t line{0};
    int priority{0};
    std::string pattern;
    std::string why;
    std::string example; ///< its first "yes"; empty when there is none
    std::size_t yes{0};  ///< how many examples it has of what it must find
    std::size_t no{0};   ///< and of what it must leave alone
};

class extractor {
public:
    /// With the packs that are compiled into the library. Cannot fail: the tests load them.
    [[nodiscard]] static extractor builtin();

    /// With these packs and no others; every problem at once when one is wrong. The examples of all rules but those of
    /// built-in packs are run: a pack that fails its own examples is refused.
    [[nodiscard]] static result<extractor> load(const std::vector<pack_source>& packs);

    /// With the packs in these folders, and the built-in packs that they extend; with the built-in packs alone when
    /// there is no folder.
    [[nodiscard]] static result<extractor> load_folders(const std::vector<std::filesystem::path>& folders);

    /// The facts of a text, in the order of their spans. Spans are bytes of `text`; facts own their strings.
    [[nodiscard]] std::vector<fact> extract(std::string_view text, const options& = {}) const;

    /// The same, one fact after the other as they are found: a text of any length without a vector of its facts. A fact
    /// may be moved from; one that is not is used again for a later fact, so keep no reference to it.
    /// What `sink` throws ends the extraction and is passed on.
    void extract(std::string_view text, const options&, const std::function<void(fact&&)>& sink) const;

    /// Every number of a text, statistic or not; ordinals and numbers inside set phrases left out.
    [[nodiscard]] std::vector<number> numbers(std::string_view text) const;

    /// What each stage makes of a text, for people to read: the view, the quantities, the rules that fitted and lost,
    /// the numbers that became no fact and why, the facts with the words that their fields were taken from.
    [[nodiscard]] std::string explain(std::string_view text, const options& = {}) const;

    /// Which rule won at every quantity of a text, in order; dates left out.
    [[nodiscard]] std::vector<decision> decisions(std::string_view text, const options& = {}) const;

    /// Every rule, by falling priority, then by id: the order in which they win.
    [[nodiscard]] std::vector<rule_info> rules() const;

    /// The compiled packs; for the stages and their tests.
    [[nodiscard]] const detail::language& words() const noexcept { return *language_; }

private:
    explicit extractor(std::shared_ptr<const detail::language> language);

    std::shared_ptr<const detail::language> language_;
    std::shared_ptr<detail::workspace_pool> pool_; // memory that calls leave to later ones; no locks
};

/// Runs the examples of every rule through the extractor and says which fail, and what was found instead.
///
/// A "yes" holds when its rule gives a fact of the text (a rule of kind "none": when it wins at a quantity), and when
/// the facts listed with it are, in order, among those of the rule: each field that is written must be equal. A "no"
/// holds when the rule wins nowhere in the text. A rule without a "yes" or without a "no" is a problem too.
[[nodiscard]] std::vector<problem> check_examples(const extractor&);

} // namespace gongbao
