#include <gongbao/decimal.hpp>

#include <algorithm>
#include <limits>

namespace gongbao {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

void strip_leading_zeros(std::string& digits) {
    const auto first = digits.find_first_not_of('0');
    digits.erase(0, first == std::string::npos ? digits.size() - 1 : first);
}

/// Sum of two digit strings.
std::string add(std::string_view a, std::string_view b) {
    std::string sum(std::max(a.size(), b.size()) + 1, '0');
    int carry = 0;
    for (std::size_t i = 0; i < sum.size(); ++i) {
        int d = carry;
        if (i < a.size()) d += a[a.size() - 1 - i] - '0';
        if (i < b.size()) d += b[b.size() - 1 - i] - '0';
        sum[sum.size() - 1 - i] = static_cast<char>('0' + d % 10);
        carry = d / 10;
    }
    strip_leading_zeros(sum);
    return sum;
}

/// a - b for a >= b.
std::string subtract(std::string_view a, std::string_view b) {
    std::string rest(a);
    int borrow = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        int d = rest[rest.size() - 1 - i] - '0' - borrow - (i < b.size() ? b[b.size() - 1 - i] - '0' : 0);
        borrow = d < 0 ? 1 : 0;
        if (d < 0) d += 10;
        rest[rest.size() - 1 - i] = static_cast<char>('0' + d);
    }
    strip_leading_zeros(rest);
    return rest;
}

std::string multiply(std::string_view a, std::string_view b) {
    std::string product(a.size() + b.size(), '0');
    for (std::size_t i = 0; i < a.size(); ++i) {
        int carry = 0;
        for (std::size_t j = 0; j <= b.size(); ++j) {
            char& cell = product[product.size() - 1 - i - j];
            int d = carry + (cell - '0');
            if (j < b.size()) d += (a[a.size() - 1 - i] - '0') * (b[b.size() - 1 - j] - '0');
            cell = static_cast<char>('0' + d % 10);
            carry = d / 10;
        }
    }
    strip_leading_zeros(product);
    return product;
}

std::strong_ordering compare_digits(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return a.size() <=> b.size();
    return a.compare(b) <=> 0;
}

/// Digit strings of two numbers brought to the lower of their exponents.
void align(std::string& a, int& a_exponent, std::string& b, int b_exponent) {
    if (a_exponent > b_exponent) {
        a.append(static_cast<std::size_t>(a_exponent - b_exponent), '0');
        a_exponent = b_exponent;
    } else {
        b.append(static_cast<std::size_t>(b_exponent - a_exponent), '0');
    }
    strip_leading_zeros(a);
    strip_leading_zeros(b);
}

} // namespace

decimal::decimal(std::int64_t whole) : negative_(whole < 0) {
    digits_ = std::to_string(whole);
    if (negative_) digits_.erase(0, 1);
}

std::optional<decimal> decimal::parse(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
    if (!std::all_of(whole.begin(), whole.end(), is_digit) ||
        !std::all_of(fraction.begin(), fraction.end(), is_digit))
        return std::nullopt;
    std::string digits(whole);
    digits += fraction;
    decimal d = from_digits(std::move(digits), -static_cast<int>(fraction.size()));
    d.negative_ = negative;
    return d;
}

decimal decimal::from_digits(std::string digits, int exponent) {
    decimal d;
    if (digits.empty()) return d;
    strip_leading_zeros(digits);
    d.digits_ = std::move(digits);
    d.exponent_ = exponent;
    return d;
}

bool decimal::is_zero() const noexcept {
    return digits_ == "0";
}

bool decimal::is_whole() const noexcept {
    if (exponent_ >= 0 || is_zero()) return true;
    const auto fraction = static_cast<std::size_t>(-exponent_);
    if (fraction > digits_.size()) return false;
    return digits_.find_last_not_of('0') < digits_.size() - fraction;
}

std::string decimal::to_string() const {
    std::string out;
    append_to(out);
    return out;
}

void decimal::append_to(std::string& out) const {
    if (is_negative()) out += '-';
    if (exponent_ >= 0) {
        out += digits_;
        if (!is_zero()) out.append(static_cast<std::size_t>(exponent_), '0');
        return;
    }
    const auto fraction = static_cast<std::size_t>(-exponent_);
    if (digits_.size() > fraction) {
        out.append(digits_, 0, digits_.size() - fraction);
        out += '.';
        out.append(digits_, digits_.size() - fraction);
    } else {
        out += "0.";
        out.append(fraction - digits_.size(), '0');
        out += digits_;
    }
}

std::optional<std::int64_t> decimal::to_int() const noexcept {
    if (!is_whole()) return std::nullopt;
    std::int64_t value = 0;
    const auto push = [&value](int digit) {
        if (value > (std::numeric_limits<std::int64_t>::max() - digit) / 10) return false;
        value = value * 10 + digit;
        return true;
    };
    const std::size_t dropped = exponent_ < 0 ? static_cast<std::size_t>(-exponent_) : 0;
    const std::size_t kept = digits_.size() > dropped ? digits_.size() - dropped : 0;
    for (std::size_t i = 0; i < kept; ++i)
        if (!push(digits_[i] - '0')) return std::nullopt;
    if (value != 0)
        for (int i = 0; i < exponent_; ++i)
            if (!push(0)) return std::nullopt;
    return negative_ ? -value : value;
}

decimal decimal::operator+(const decimal& other) const {
    std::string a = digits_;
    std::string b = other.digits_;
    int exponent = exponent_;
    align(a, exponent, b, other.exponent_);
    decimal sum;
    if (negative_ == other.negative_) {
        sum = from_digits(add(a, b), exponent);
        sum.negative_ = negative_;
    } else if (compare_digits(a, b) >= 0) {
        sum = from_digits(subtract(a, b), exponent);
        sum.negative_ = negative_;
    } else {
        sum = from_digits(subtract(b, a), exponent);
        sum.negative_ = other.negative_;
    }
    return sum;
}

decimal decimal::operator-(const decimal& other) const {
    decimal negated = other;
    negated.negate();
    return *this + negated;
}

decimal decimal::operator*(const decimal& other) const {
    decimal product = from_digits(multiply(digits_, other.digits_), exponent_ + other.exponent_);
    product.negative_ = negative_ != other.negative_;
    return product;
}

std::strong_ordering decimal::operator<=>(const decimal& other) const {
    if (is_negative() != other.is_negative())
        return is_negative() ? std::strong_ordering::less : std::strong_ordering::greater;
    std::string a = digits_;
    std::string b = other.digits_;
    int exponent = exponent_;
    align(a, exponent, b, other.exponent_);
    const auto magnitude = compare_digits(a, b);
    return is_negative() ? 0 <=> magnitude : magnitude;
}

} // namespace gongbao
