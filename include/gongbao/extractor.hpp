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

/// What the text itself does not say.
struct options {
    std::optional<date> published; ///< resolves "this year" and the like; without it they stay open
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

class extractor {
public:
    /// With the packs that are compiled into the library. Cannot fail: the tests load them.
    [[nodiscard]] static extractor builtin();

    /// With these packs and no others; every problem at once when one is wrong.
    [[nodiscard]] static result<extractor> load(const std::vector<pack_source>& packs);

    /// The facts of a text, in the order of their spans. Spans are bytes of `text`; facts own their strings.
    [[nodiscard]] std::vector<fact> extract(std::string_view text, const options& = {}) const;

    /// Every number of a text, statistic or not; ordinals and numbers inside set phrases left out.
    [[nodiscard]] std::vector<number> numbers(std::string_view text) const;

    /// What each stage makes of a text, for people to read: the view, the quantities, the rules that fitted and lost,
    /// the facts with the words that their fields were taken from.
    [[nodiscard]] std::string explain(std::string_view text, const options& = {}) const;

    /// The compiled packs; for the stages and their tests.
    [[nodiscard]] const detail::language& words() const noexcept { return *language_; }

private:
    explicit extractor(std::shared_ptr<const detail::language> language) noexcept : language_(std::move(language)) {}

    std::shared_ptr<const detail::language> language_;
};

} // namespace gongbao
