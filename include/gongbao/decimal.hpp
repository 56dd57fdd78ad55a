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
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gongbao {

class decimal {
public:
    decimal() = default;

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
    [[nodiscard]] bool is_zero() const noexcept { return few_ == 0 && !many_; }
    /// True when the value has no fraction: 3, 3.0 and 30 x 10^-1.
    [[nodiscard]] bool is_whole() const noexcept;

    /// The number in plain notation, as in JSON: no exponent, no leading zeros, "-" before negatives.
    [[nodiscard]] std::string to_string() const;
    /// Appends to_string() without a temporary.
    void append_to(std::string& out) const;
    /// Writes to_string() to [first, last) as std::to_chars does: gives the position behind it, or null where it does
    /// not fit.
    [[nodiscard]] char* write_to(char* first, const char* last) const noexcept;

    /// The value as a machine integer when it is whole and fits.
    [[nodiscard]] std::optional<std::int64_t> to_int() const noexcept {
        if (exponent_ != 0 || many_) return raised_to_int();
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

    // A string that is copied with its owner and takes one word where there is none.
    class digit_string {
    public:
        digit_string() = default;
        explicit digit_string(std::string digits) : held_(std::make_unique<std::string>(std::move(digits))) {}
        digit_string(const digit_string& other) { *this = other; }
        digit_string(digit_string&&) noexcept = default;
        digit_string& operator=(const digit_string& other) {
            if (held_ || other.held_)
                held_ = other.held_ ? std::make_unique<std::string>(*other.held_) : nullptr;
            return *this;
        }
        digit_string& operator=(digit_string&&) noexcept = default;
        ~digit_string() = default;

        explicit operator bool() const noexcept { return held_ != nullptr; }
        const std::string& operator*() const noexcept { return *held_; }
        const std::string* operator->() const noexcept { return held_.get(); }

    private:
        std::unique_ptr<std::string> held_;
    };

    /// Puts digits that are more than few_ may hold into a string.
    void become_many();
    [[nodiscard]] std::optional<std::int64_t> raised_to_int() const noexcept;
    /// write_to() for any number.
    [[nodiscard]] char* write_long(char* first, const char* last) const noexcept;
    [[nodiscard]] std::string digits() const; // most significant first, no leading zeros but for a single 0

    std::uint64_t few_{0};
    digit_string many_; // where they are more than 18; few_ is then 0
    int exponent_{0};
    bool negative_{false};
};

} // namespace gongbao
