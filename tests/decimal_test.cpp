// Exact decimals.
#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gongbao/decimal.hpp>

using gongbao::decimal;

namespace {

decimal d(std::string_view text) {
    return decimal::parse(text).value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(decimals)

BOOST_AUTO_TEST_CASE(parsed_and_printed) {
    for (const auto& [text, printed] :
         {std::pair{"0", "0"},
          {"5", "5"},
          {"-5", "-5"},
          {"007", "7"},
          {"5.0", "5.0"},
          {"0.50", "0.50"},
          {"-0.05", "-0.05"},
          {"-0", "0"},
          {"-0.0", "0.0"},
          {"000.5", "0.5"},
          {"123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"}})
        BOOST_TEST(d(text).to_string() == printed);
    for (const char* text :
         {"", "-", ".", ".5", "5.", "1.2.3", "+5", " 5", "5 ", "1e5", "--5", "1,000", "a", "5-"})
        BOOST_TEST(!decimal::parse(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(scaled) {
    decimal n = d("1.85");
    n.scale(4);
    BOOST_TEST(n.to_string() == "18500");
    n.scale(-6);
    BOOST_TEST(n.to_string() == "0.0185");
    decimal zero;
    zero.scale(8);
    BOOST_TEST(zero.to_string() == "0");
    BOOST_TEST(zero.is_zero());
    BOOST_TEST((zero == decimal{}));
    BOOST_TEST(decimal::from_digits("5", -1).to_string() == "0.5");
    BOOST_TEST(decimal::from_digits("0012", 2).to_string() == "1200");
    BOOST_TEST(decimal::from_digits("", 3).to_string() == "0");
    std::string text = "n=";
    d("2.50").append_to(text);
    BOOST_TEST(text == "n=2.50");
}

/// Against strings put together by hand.
BOOST_AUTO_TEST_CASE(digits_of_any_number_and_exponent) {
    std::mt19937_64 random(5);
    std::vector<std::uint64_t> numbers{0, 5, 9999, 10000, 99999999, 100000000};
    for (std::uint64_t power = 10; power < 1000000000000; power *= 10)
        for (const std::uint64_t n : {power - 1, power, power + 1, random() % power, random() % power})
            numbers.push_back(n);
    for (const std::uint64_t n : numbers)
        for (int exponent = -20; exponent <= 20; ++exponent) {
            std::string expected = std::to_string(n);
            if (exponent > 0 && n != 0) expected.append(static_cast<std::size_t>(exponent), '0');
            if (exponent < 0) {
                const auto fraction = static_cast<std::size_t>(-exponent);
                if (expected.size() <= fraction) expected.insert(0, fraction + 1 - expected.size(), '0');
                expected.insert(expected.size() - fraction, ".");
            }
            decimal x = decimal::from_digits(n, exponent);
            if (x.to_string() != expected) BOOST_ERROR(expected);
            x.negate();
            if (x.to_string() != (n == 0 ? "" : "-") + expected) BOOST_ERROR('-' + expected);
            std::array<char, 64> room{};
            for (std::size_t size = 0; size < room.size(); ++size) {
                char* const end = x.write_to(room.data(), room.data() + size);
                const bool fits = size >= x.to_string().size();
                if (fits != (end != nullptr) ||
                    (fits && std::string_view(room.data(), x.to_string().size()) != x.to_string()))
                    BOOST_ERROR(expected + " in " + std::to_string(size));
            }
        }
}

BOOST_AUTO_TEST_CASE(signs) {
    decimal n = d("3.2");
    n.negate();
    BOOST_TEST(n.is_negative());
    BOOST_TEST(n.to_string() == "-3.2");
    decimal zero;
    zero.negate();
    BOOST_TEST(!zero.is_negative());
    BOOST_TEST((zero == decimal{}));
    BOOST_TEST(decimal{std::numeric_limits<std::int64_t>::min()}.to_string() == "-9223372036854775808");
}

BOOST_AUTO_TEST_CASE(whole) {
    for (const char* text : {"0", "3", "3.0", "-30.00", "0.0", "123456789012345678901234567890.0"})
        BOOST_TEST(d(text).is_whole(), text);
    for (const char* text : {"0.5", "3.01", "-0.001", "10.10"}) BOOST_TEST(!d(text).is_whole(), text);
    BOOST_TEST(d("30.00").to_int().value() == 30);
    BOOST_TEST(d("-7").to_int().value() == -7);
    BOOST_TEST(d("0.000").to_int().value() == 0);
    BOOST_TEST(d("9223372036854775807").to_int().value() == std::numeric_limits<std::int64_t>::max());
    BOOST_TEST(!d("9223372036854775808").to_int().has_value());
    BOOST_TEST(!d("0.5").to_int().has_value());
    decimal large{1};
    large.scale(40);
    BOOST_TEST(!large.to_int().has_value());
    BOOST_TEST(large.is_whole());
}

BOOST_AUTO_TEST_CASE(compared_by_value) {
    BOOST_TEST((d("5.0") == d("5")));
    BOOST_TEST((d("0.10") == d("0.1")));
    BOOST_TEST((d("-0.1") < d("0")));
    BOOST_TEST((d("-2") < d("-1")));
    BOOST_TEST((d("0.09") < d("0.1")));
    BOOST_TEST((d("100") > d("99.999")));
    decimal wan = d("1");
    wan.scale(4);
    BOOST_TEST((wan == d("10000")));
    BOOST_TEST((d("3") <=> d("3.00") == std::strong_ordering::equal));
}

BOOST_AUTO_TEST_CASE(exact_where_binary_is_not) {
    BOOST_TEST((d("0.1") + d("0.2")).to_string() == "0.3");
    BOOST_TEST((d("1.1") * d("1.1")).to_string() == "1.21");
    BOOST_TEST((d("0.3") - d("0.1") == d("0.2")));
    BOOST_TEST((d("1") - d("1")).to_string() == "0");
    BOOST_TEST((d("99999999999999999999") + d("1")).to_string() == "100000000000000000000");
    BOOST_TEST((d("100000000000000000000") - d("1")).to_string() == "99999999999999999999");
    BOOST_TEST((d("99999999999999999999") * d("99999999999999999999")).to_string() ==
               "9999999999999999999800000000000000000001");
    BOOST_TEST((d("-3") * d("0")).to_string() == "0");
}

/// Against machine integers: the same numbers in thousandths.
BOOST_AUTO_TEST_CASE(arithmetic_against_integers) {
    std::mt19937_64 random(7);
    const auto pick = [&] {
        auto n = static_cast<std::int64_t>(random() % 2000000001ULL) - 1000000000;
        for (auto cut = random() % 9; cut > 0; --cut) n /= 10;
        return n;
    };
    const auto thousandths = [](std::int64_t n) {
        decimal x{n};
        x.scale(-3);
        return x;
    };
    for (int i = 0; i < 5000; ++i) {
        const std::int64_t a = pick();
        const std::int64_t b = pick();
        const decimal x = thousandths(a);
        const decimal y = thousandths(b);
        decimal product{a * b};
        product.scale(-6);
        const bool right = x + y == thousandths(a + b) && x - y == thousandths(a - b) && x * y == product &&
                           (x < y) == (a < b) && (x == y) == (a == b) && d(x.to_string()) == x;
        if (!right) BOOST_ERROR(x.to_string() + " and " + y.to_string());
    }
}

/// Up to 18 digits are a machine integer, more a string: the border shows nowhere.
BOOST_AUTO_TEST_CASE(more_digits_than_a_machine_integer_has) {
    const std::string nines(18, '9');
    const std::string power = "1" + std::string(18, '0');
    BOOST_TEST(d(nines).to_string() == nines);
    BOOST_TEST(d(power).to_string() == power);
    BOOST_TEST((d(nines) + d("1")).to_string() == power);
    BOOST_TEST((d(power) - d("1")).to_string() == nines);
    BOOST_TEST((d(power) - d(power)).is_zero());
    BOOST_TEST((d(nines) * d(nines)).to_string() == "999999999999999998000000000000000001");
    BOOST_TEST((d(nines) + d("0.000000000000000001")).to_string() == nines + ".000000000000000001");
    BOOST_TEST((d(nines) < d(power)));
    BOOST_TEST((d("-" + power) < d("-" + nines)));
    BOOST_TEST((d(power + ".0") == d(power)));
    BOOST_TEST((d("00" + nines) == d(nines)));
    BOOST_TEST(d(power).is_whole());
    BOOST_TEST(!d(nines + "9.5").is_whole());
    BOOST_TEST(d("1234567890123456789.0").to_int().value() == 1234567890123456789LL);
    BOOST_TEST(!d(nines + "9").to_int().has_value()); // does not fit
    BOOST_TEST(decimal(std::numeric_limits<std::int64_t>::max()).to_int().value() ==
               std::numeric_limits<std::int64_t>::max());
    decimal copy = d(power);
    const decimal other = copy; // each has digits of its own
    copy.negate();
    copy = copy + d("1");
    BOOST_TEST(other.to_string() == power);
    copy = d("7");
    BOOST_TEST(copy.to_string() == "7");
    BOOST_TEST((decimal::from_digits(std::uint64_t{12}, -1).to_string() == "1.2"));
    BOOST_TEST((decimal::from_digits(std::numeric_limits<std::uint64_t>::max(), 0).to_string() ==
                "18446744073709551615"));
}

/// Digits that are a string go with their number, whatever stood in the other before.
BOOST_AUTO_TEST_CASE(copied_and_moved) {
    const std::vector<std::string> texts{"0", "-7.50", "1" + std::string(18, '0'),
                                         "-" + std::string(40, '9') + ".5"};
    for (const std::string& from : texts) {
        for (const std::string& to : texts) {
            const decimal source = d(from);
            decimal copied = d(to);
            copied = source;
            BOOST_TEST(copied.to_string() == from);
            BOOST_TEST(source.to_string() == from);
            decimal moved = d(to);
            moved = std::move(copied);
            BOOST_TEST(moved.to_string() == from);
            copied = d(to); // what was moved from takes a new value
            BOOST_TEST(copied.to_string() == to);
            std::swap(copied, moved);
            BOOST_TEST(copied.to_string() == from);
            BOOST_TEST(moved.to_string() == to);
            std::optional<decimal> held(std::move(moved));
            BOOST_TEST(held->to_string() == to);
            held = source;
            BOOST_TEST(held->to_string() == from);
        }
        decimal same = d(from);
        const decimal& itself = same;
        same = itself;
        BOOST_TEST(same.to_string() == from);
    }
}

BOOST_AUTO_TEST_CASE(written_where_it_fits) {
    for (const char* text : {"0", "-0.05", "123.450", "1000000000000000000", "-7"}) {
        const decimal number = d(text);
        const std::string printed = number.to_string();
        std::string room(printed.size(), '#');
        BOOST_TEST((number.write_to(room.data(), room.data() + room.size()) == room.data() + room.size()));
        BOOST_TEST(room == printed);
        BOOST_TEST((number.write_to(room.data(), room.data() + room.size() - 1) == nullptr));
    }
    decimal large = d("3");
    large.scale(1000);
    BOOST_TEST(large.to_string() == "3" + std::string(1000, '0'));
    large.scale(-2000);
    BOOST_TEST(large.to_string() == "0." + std::string(999, '0') + "3");
}

/// Digits of a machine integer and of a string, zeros before and behind them; with no more room than is needed.
BOOST_AUTO_TEST_CASE(written_with_any_digits_and_exponent) {
    for (const char* digits :
         {"0", "7", "10", "99", "1234567", "99999999", "100000000", "123456789012345678"})
        for (int exponent = -20; exponent <= 20; ++exponent)
            for (const bool negative : {false, true}) {
                decimal number = decimal::from_digits(digits, exponent);
                if (negative) number.negate();
                std::string expected = digits;
                if (exponent < 0) {
                    const auto fraction = static_cast<std::size_t>(-exponent);
                    if (expected.size() <= fraction) expected.insert(0, fraction + 1 - expected.size(), '0');
                    expected.insert(expected.size() - fraction, 1, '.');
                } else if (expected != "0") {
                    expected.append(static_cast<std::size_t>(exponent), '0');
                }
                if (negative && !number.is_zero()) expected.insert(0, 1, '-');
                BOOST_TEST(number.to_string() == expected);
                std::string exactly(expected.size(), '#'); // no room for more
                const char* const end = exactly.data() + exactly.size();
                BOOST_TEST((number.write_to(exactly.data(), end) == end));
                BOOST_TEST(exactly == expected);
            }
}

BOOST_AUTO_TEST_SUITE_END()
