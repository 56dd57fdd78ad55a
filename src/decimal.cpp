#include <gongbao/decimal.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <utility>

#include "digits.hpp"

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

constexpr std::array<std::uint64_t, 19> powers_of_ten = [] {
    std::array<std::uint64_t, 19> powers{};
    std::uint64_t power = 1;
    for (std::uint64_t& p : powers) {
        p = power;
        power *= 10;
    }
    return powers;
}();

/// a and b as they are at the lower of their exponents; false where one becomes too long for that.
bool align(std::uint64_t& a, int& a_exponent, std::uint64_t& b, int b_exponent, std::uint64_t most) noexcept {
    if (a_exponent == b_exponent) return true;
    std::uint64_t& higher = a_exponent > b_exponent ? a : b;
    const auto lift = static_cast<std::uint64_t>(std::abs(std::int64_t{a_exponent} - b_exponent));
    if (higher != 0 && (lift >= powers_of_ten.size() || higher > most / powers_of_ten[lift])) return false;
    if (higher != 0) higher *= powers_of_ten[lift];
    a_exponent = std::min(a_exponent, b_exponent);
    return true;
}

} // namespace

void decimal::become_many() {
    many_ = digit_string(std::to_string(std::exchange(few_, 0)));
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
    decimal d = from_digits(digits, -static_cast<int>(fraction.size()));
    d.negative_ = negative;
    return d;
}

decimal decimal::from_digits(std::string_view digits, int exponent) {
    decimal d;
    if (digits.empty()) return d;
    d.exponent_ = exponent;
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    if (digits.size() < powers_of_ten.size())
        for (const char c : digits) d.few_ = d.few_ * 10 + static_cast<std::uint64_t>(c - '0');
    else
        d.many_ = digit_string(std::string(digits));
    return d;
}

std::string decimal::digits() const {
    return many_ ? *many_ : std::to_string(few_);
}

bool decimal::is_whole() const noexcept {
    if (exponent_ >= 0 || is_zero()) return true;
    const auto fraction = static_cast<std::size_t>(-std::int64_t{exponent_});
    if (!many_) return fraction < powers_of_ten.size() && few_ % powers_of_ten[fraction] == 0;
    if (fraction > many_->size()) return false;
    return many_->find_last_not_of('0') < many_->size() - fraction;
}

std::string decimal::to_string() const {
    std::string out;
    append_to(out);
    return out;
}

void decimal::append_to(std::string& out) const {
    std::array<char, 64> buffer{};
    if (char* const end = write_to(buffer.data(), buffer.data() + buffer.size())) {
        out.append(buffer.data(), end);
        return;
    }
    const std::size_t zeros = exponent_ > 0 ? static_cast<std::size_t>(exponent_) : 0;
    const std::size_t fraction = exponent_ < 0 ? static_cast<std::size_t>(-std::int64_t{exponent_}) : 0;
    const std::size_t most =
        (many_ ? many_->size() : buffer.size()) + zeros + fraction + 4; // minus, "0." and so on
    const std::size_t before = out.size();
    out.resize(before + most);
    const char* end = write_to(out.data() + before, out.data() + out.size());
    out.resize(static_cast<std::size_t>(end - out.data()));
}

char* decimal::write_to(char* first, const char* last) const noexcept {
    // nearly all numbers of a report
    constexpr int most_zeros = 16;
    constexpr int most_fraction = 7;
    constexpr std::ptrdiff_t room = 1 + 8 + most_zeros;
    if ((unsigned{!many_} & unsigned{few_ < detail::least_of_nine_digits} &
         unsigned{exponent_ <= most_zeros} & unsigned{exponent_ >= -most_fraction} &
         unsigned{last - first >= room}) == 0) [[unlikely]]
        return write_long(first, last);
    const auto fraction = static_cast<std::size_t>(std::max(-exponent_, 0));
    const detail::digit_bytes digits = detail::digits_of(few_, fraction + 1);
    *first = '-';
    first += is_negative() ? 1 : 0;
    detail::write_bytes(first, digits.bytes);
    char* const end = first + digits.count;
    // behind the digits of the whole number more zeros than are wanted, or the point and the other digits
    char* const behind = end - fraction;
    const std::uint64_t others = digits.bytes >> (8 * (digits.count - fraction) & 63U);
    detail::write_bytes(behind, fraction != 0 ? others << 8U | std::uint64_t{'.'} : detail::eight_zeros);
    detail::write_bytes(behind + 8, detail::eight_zeros);
    const auto zeros = static_cast<std::size_t>(few_ != 0 ? std::max(exponent_, 0) : 0);
    return end + (fraction != 0 ? 1 : zeros);
}

char* decimal::write_long(char* first, const char* last) const noexcept {
    std::array<char, 20> buffer{};
    std::string_view digits;
    if (many_) {
        digits = *many_;
    } else {
        char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), few_).ptr;
        digits = {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
    }
    const std::size_t zeros = exponent_ > 0 && !is_zero() ? static_cast<std::size_t>(exponent_) : 0;
    const std::size_t fraction = exponent_ < 0 ? static_cast<std::size_t>(-std::int64_t{exponent_}) : 0;
    const std::size_t length = (is_negative() ? 1 : 0) +
                               std::max(digits.size(), fraction + (fraction != 0 ? 1 : 0)) + zeros +
                               (fraction != 0 ? 1 : 0);
    if (static_cast<std::size_t>(last - first) < length) return nullptr;
    char* to = first;
    if (is_negative()) *to++ = '-';
    if (fraction == 0) {
        to = std::copy(digits.begin(), digits.end(), to);
        return std::fill_n(to, zeros, '0');
    }
    if (digits.size() > fraction) {
        to = std::copy_n(digits.begin(), digits.size() - fraction, to);
        *to++ = '.';
        return std::copy(digits.end() - static_cast<std::ptrdiff_t>(fraction), digits.end(), to);
    }
    *to++ = '0';
    *to++ = '.';
    to = std::fill_n(to, fraction - digits.size(), '0');
    return std::copy(digits.begin(), digits.end(), to);
}

std::optional<std::int64_t> decimal::raised_to_int() const noexcept {
    if (!is_whole()) return std::nullopt;
    if (is_zero()) return 0;
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint64_t value = 0;
    std::int64_t zeros = exponent_; // still to be put behind, or to be dropped
    if (many_) {
        const std::size_t dropped = zeros < 0 ? static_cast<std::size_t>(-zeros) : 0;
        for (std::size_t i = 0; i + dropped < many_->size(); ++i) {
            const auto digit = static_cast<std::uint64_t>((*many_)[i] - '0');
            if (value > (most - digit) / 10) return std::nullopt;
            value = value * 10 + digit;
        }
        zeros = std::max<std::int64_t>(zeros, 0);
    } else {
        value = zeros < 0 ? few_ / powers_of_ten[static_cast<std::size_t>(-zeros)] : few_;
    }
    for (; zeros > 0; --zeros) {
        if (value > most / 10) return std::nullopt;
        value *= 10;
    }
    return negative_ ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
}

decimal decimal::operator+(const decimal& other) const {
    int exponent = exponent_;
    if (!many_ && !other.many_) {
        std::uint64_t a = few_;
        std::uint64_t b = other.few_;
        if (align(a, exponent, b, other.exponent_, most_few)) {
            const bool same = negative_ == other.negative_;
            decimal sum = from_digits(same ? a + b : std::max(a, b) - std::min(a, b), exponent);
            sum.negative_ = same || a >= b ? negative_ : other.negative_;
            return sum;
        }
    }
    std::string a = digits();
    std::string b = other.digits();
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
    const int exponent = exponent_ + other.exponent_;
    const bool fits = !many_ && !other.many_ && (few_ == 0 || other.few_ <= most_few / few_);
    decimal product = fits ? from_digits(few_ * other.few_, exponent)
                           : from_digits(multiply(digits(), other.digits()), exponent);
    product.negative_ = negative_ != other.negative_;
    return product;
}

std::strong_ordering decimal::operator<=>(const decimal& other) const {
    if (is_negative() != other.is_negative())
        return is_negative() ? std::strong_ordering::less : std::strong_ordering::greater;
    int exponent = exponent_;
    std::strong_ordering magnitude = std::strong_ordering::equal;
    std::uint64_t few = few_;
    std::uint64_t other_few = other.few_;
    if (!many_ && !other.many_ && align(few, exponent, other_few, other.exponent_, most_few)) {
        magnitude = few <=> other_few;
    } else {
        std::string a = digits();
        std::string b = other.digits();
        exponent = exponent_;
        align(a, exponent, b, other.exponent_);
        magnitude = compare_digits(a, b);
    }
    return is_negative() ? 0 <=> magnitude : magnitude;
}

} // namespace gongbao
