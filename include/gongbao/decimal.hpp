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
    decimal() noexcept : few_(0) {}
    decimal(const decimal& other) : exponent_(other.exponent_), negative_(other.negative_) {
        if (other.is_many_) [[unlikely]]
            copy_many(other);
        else
            few_ = other.few_;
    }
    decimal(decimal&& other) noexcept : exponent_(other.exponent_), negative_(other.negative_) {
        take(other);
    }
    decimal& operator=(const decimal& other) {
        if (is_many_ || other.is_many_) [[unlikely]]
            return *this = decimal(other);
        few_ = other.few_;
        exponent_ = other.exponent_;
        negative_ = other.negative_;
        return *this;
    }
    decimal& operator=(decimal&& other) noexcept {
        if (this == &other) return *this;
        if (is_many_) [[unlikely]]
            drop_many();
        exponent_ = other.exponent_;
        negative_ = other.negative_;
        take(other);
        return *this;
    }
    ~decimal() {
        if (is_many_) [[unlikely]]
            drop_many();
    }

    /// A whole number.
    explicit decimal(std::int64_t whole)
        : few_(whole < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(whole)
                         : static_cast<std::uint64_t>(whole)),
          negative_(whole < 0) {
        if (few_ > most_few) become_many();
    }

    /// Reads [-]digits[.digits], nothing else; nullopt on any other text. Any number of digits is kept.
    [[nodiscard]] static std::optional<decimal> parse(std::string_view text);

    /// From digits ("0".."9", at least one) and a power of ten: digits x 10^exponent.
    [[nodiscard]] static decimal from_digits(std::string_view digits, int exponent);
    /// The same, from digits that are a machine integer already.
    [[nodiscard]] static decimal from_digits(std::uint64_t digits, int exponent) {
        decimal d;
        d.few_ = digits;
        d.exponent_ = exponent;
        if (digits > most_few) d.become_many();
        return d;
    }

    /// Multiplies by 10^powers, exactly.
    void scale(int powers) noexcept { exponent_ += powers; }

    void negate() noexcept { negative_ = !negative_; }

    [[nodiscard]] bool is_negative() const noexcept { return negative_ && !is_zero(); }
    [[nodiscard]] bool is_zero() const noexcept { return !is_many_ && few_ == 0; }
    /// True when the value has no fraction: 3, 3.0 and 30 x 10^-1.
    [[nodiscard]] bool is_whole() const noexcept;

    /// The number in plain notation, as in JSON: no exponent, no leading zeros, "-" before negatives.
    [[nodiscard]] std::string to_string() const;
    /// Appends to_string() without a temporary.
    void append_to(std::string& out) const;
    /// Writes to_string() to [first, last) as std::to_chars does: gives the position behind it, or null where it does
    /// not fit. Behind that position there may be other bytes than before.
    [[nodiscard]] char* write_to(char* first, const char* last) const noexcept;

    /// The value as a machine integer when it is whole and fits.
    [[nodiscard]] std::optional<std::int64_t> to_int() const noexcept {
        if (exponent_ != 0 || is_many_) return raised_to_int();
        return negative_ ? -static_cast<std::int64_t>(few_) : static_cast<std::int64_t>(few_);
    }

    [[nodiscard]] decimal operator+(const decimal& other) const;
    [[nodiscard]] decimal operator-(const decimal& other) const;
    [[nodiscard]] decimal operator*(const decimal& other) const;

    /// Compared by value: 5.0 equals 5.
    [[nodiscard]] std::strong_ordering operator<=>(const decimal& other) const;
    [[nodiscard]] bool operator==(const decimal& other) const { return (*this <=> other) == 0; }

private:
    // Up to 18 digits, as nearly all numbers of a report have, are a machine integer; more stand in a string of their
    // own. Two of the former add up without overflow.
    static constexpr std::uint64_t most_few = 999'999'999'999'999'999;

    void hold(std::string digits);
    void copy_many(const decimal& other);
    void drop_many() noexcept;
    /// The digits of another, which is left without; those of its own, if they were many, are gone already.
    void take(decimal& other) noexcept {
        if (other.is_many_) [[unlikely]] {
            many_ = other.many_;
            other.is_many_ = false;
            other.few_ = 0;
            is_many_ = true;
        } else {
            few_ = other.few_;
        }
    }

    void become_many();
    [[nodiscard]] std::optional<std::int64_t> raised_to_int() const noexcept;
    [[nodiscard]] char* write_few(char* to) const noexcept;
    [[nodiscard]] std::string digits() const; // most significant first, no leading zeros but for a single 0

    // The check takes what stands in a union without a name for public.
    union {
        std::uint64_t few_{0}; // NOLINT(readability-identifier-naming)
        std::string* many_;    // NOLINT(readability-identifier-naming): its own; where is_many_
    };
    int exponent_{0};
    bool is_many_{false};
    bool negative_{false};
};

} // namespace gongbao
