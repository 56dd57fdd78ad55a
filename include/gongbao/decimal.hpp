#pragma once
/// \file decimal.hpp
/// Exact decimal numbers.
///
/// A report says 1.85 (times ten thousand) and means 18500, never 18499.999. A `decimal` holds the digits as
/// they were written and a power of ten, so nothing on the way from text to output is binary floating point, and
/// thirty digits survive as well as three. Zeros behind the point that the text has are kept: 5.0 prints as 5.0.
///
///     gongbao::decimal d = *gongbao::decimal::parse("1.85");
///     d.scale(4);                       // times 10^4
///     d.to_string();                    // "18500"
///     d == gongbao::decimal{18500};     // true
///
/// The value is digits x 10^exponent, with a sign. A default-constructed decimal is 0.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongbao {

class decimal {
public:
    decimal() = default;

    /// A whole number.
    explicit decimal(std::int64_t whole);

    /// Reads [-]digits[.digits], nothing else; nullopt on any other text. Any number of digits is kept.
    [[nodiscard]] static std::optional<decimal> parse(std::string_view text);

    /// From digits ("0".."9", at least one) and a power of ten: digits x 10^exponent.
    [[nodiscard]] static decimal from_digits(std::string digits, int exponent);

    /// Multiplies by 10^powers, exactly.
    void scale(int powers) noexcept { exponent_ += powers; }

    void negate() noexcept { negative_ = !negative_; }

    [[nodiscard]] bool is_negative() const noexcept { return negative_ && !is_zero(); }
    [[nodiscard]] bool is_zero() const noexcept;
    /// True when the value has no fraction: 3, 3.0 and 30 x 10^-1.
    [[nodiscard]] bool is_whole() const noexcept;

    /// The number in plain notation, as in JSON: no exponent, no leading zeros, "-" before negatives.
    [[nodiscard]] std::string to_string() const;
    /// Appends to_string() without a temporary.
    void append_to(std::string& out) const;

    /// The value as a machine integer when it is whole and fits.
    [[nodiscard]] std::optional<std::int64_t> to_int() const noexcept;

    [[nodiscard]] decimal operator+(const decimal& other) const;
    [[nodiscard]] decimal operator-(const decimal& other) const;
    [[nodiscard]] decimal operator*(const decimal& other) const;

    /// Compared by value: 5.0 equals 5.
    [[nodiscard]] std::strong_ordering operator<=>(const decimal& other) const;
    [[nodiscard]] bool operator==(const decimal& other) const { return (*this <=> other) == 0; }

private:
    std::string digits_{"0"}; // most significant first, no sign, no leading zeros but for a single 0
    int exponent_{0};
    bool negative_{false};
};

} // namespace gongbao
