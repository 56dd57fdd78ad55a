// The numeral stage: what numbers are worth, however they are written.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/gongbao.hpp>

using namespace gongbao;

namespace {

const extractor& builtin() {
    static const extractor made = extractor::builtin();
    return made;
}

std::vector<numeral> read(std::string_view text) {
    std::vector<numeral> out;
    view paragraph;
    paragraph_reader reader(text);
    while (reader.next(paragraph)) find_numerals(paragraph, builtin().words(), out);
    return out;
}

std::string shown(const numeral& n) {
    std::string out = n.value.to_string();
    if (n.upper) out += ".." + n.upper->to_string();
    if (n.denominator) out += "/" + n.denominator->to_string();
    switch (n.form) {
    case numeral_form::plain:
        break;
    case numeral_form::ordinal:
        out += " ordinal";
        break;
    case numeral_form::fraction:
        out += " fraction";
        break;
    case numeral_form::percent:
        out += " percent";
        break;
    case numeral_form::permille:
        out += " permille";
        break;
    case numeral_form::per_myriad:
        out += " per_myriad";
        break;
    case numeral_form::proportion:
        out += " proportion";
        break;
    }
    const std::pair<bool, const char*> flags[]{
        {n.bare, "bare"},       {n.indefinite, "indefinite"}, {n.half, "half"},
        {n.more, "more"},       {n.upwards, "upwards"},       {n.vague, "vague"},
        {n.grouped, "grouped"}, {n.paired, "paired"},         {n.digits_only, "row"}};
    for (const auto& [set, name] : flags)
        if (set) out += std::string(" ") + name;
    return out;
}

std::string all_of(std::string_view text) {
    std::string out;
    for (const numeral& n : read(text)) out += (out.empty() ? "" : "; ") + shown(n);
    return out;
}

/// Numbers as `gongbao numbers` lists them.
std::string numbers_of(std::string_view text) {
    std::string out;
    for (const number& n : builtin().numbers(text)) {
        if (!out.empty()) out += "; ";
        if (n.value) out += n.value->to_string();
        if (n.upper) out += ".." + n.upper->to_string();
        if (n.numerator && n.denominator) out += n.numerator->to_string() + "/" + n.denominator->to_string();
        out += n.unit.empty() ? "" : " " + n.unit;
        BOOST_TEST(text.substr(n.span.begin, n.span.size()) == n.quote);
    }
    return out;
}

struct expectation {
    const char* text;
    const char* reading;
};

void check(std::string (*reading)(std::string_view), const std::vector<expectation>& table) {
    for (const expectation& e : table) {
        BOOST_TEST_CONTEXT(e.text) {
            BOOST_TEST(reading(e.text) == e.reading);
        }
    }
}

// --- an obvious writer of Chinese numerals, and a slow obvious reader of them

const char* const digit_words[]{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
const char* const power_words[]{"", "十", "百", "千"};

/// Four digits in words, with a zero for every gap inside.
std::string write_section(int section) {
    std::string out;
    bool gap = false;
    bool begun = false;
    for (int power = 3, unit = 1000; power >= 0; --power, unit /= 10) {
        const int d = section / unit % 10;
        if (d == 0) {
            gap = begun;
            continue;
        }
        if (gap) out += digit_words[0];
        gap = false;
        begun = true;
        out += std::string(digit_words[d]) + power_words[power];
    }
    return out;
}

std::string write_words(std::uint64_t n) {
    if (n == 0) return digit_words[0];
    const char* const scales[]{"", "万", "亿", "万亿"};
    // parts of ten thousand; the scale of the fourth is ten thousand times the third's
    std::vector<int> parts;
    for (std::uint64_t rest = n; rest != 0; rest /= 10000) parts.push_back(static_cast<int>(rest % 10000));
    std::string out;
    bool skipped = false;
    for (std::size_t k = parts.size(); k-- > 0;) {
        if (parts[k] == 0) {
            skipped = !out.empty();
            continue;
        }
        if (!out.empty() && (skipped || parts[k] < 1000)) out += digit_words[0];
        skipped = false;
        out += write_section(parts[k]);
        // "wan" of a pair "wan yi": the "yi" is written once, behind the third part
        out += k == 3 ? (parts[2] != 0 ? "万" : "万亿") : scales[k];
    }
    return out;
}

/// Reads what write_words writes, character by character, in machine integers: nothing clever.
std::uint64_t read_slowly(std::string_view text) {
    std::uint64_t total = 0;   // finished with a scale of a hundred million
    std::uint64_t current = 0; // finished with ten thousand
    std::uint64_t section = 0;
    std::uint64_t digit = 0;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        const std::string_view c = text.substr(i, 3);
        std::uint64_t power = 0;
        for (std::uint64_t d = 0; d < 10; ++d)
            if (c == digit_words[d]) digit = d;
        if (c == "十") power = 10;
        if (c == "百") power = 100;
        if (c == "千") power = 1000;
        if (power != 0) {
            section += digit * power;
            digit = 0;
        } else if (c == "万") {
            current += (section + digit) * 10000;
            section = digit = 0;
        } else if (c == "亿") {
            total += (current + section + digit) * 100000000;
            current = section = digit = 0;
        }
    }
    return total + current + section + digit;
}

} // namespace

BOOST_AUTO_TEST_SUITE(numerals)

BOOST_AUTO_TEST_CASE(digits) {
    check(all_of, {
                      {"0", "0"},
                      {"1238", "1238"},
                      {"1,234,567", "1234567 grouped"},
                      {"１２，３４５", "12345 grouped"},
                      {"12,34", "12; 34"},
                      {"1234,567", "1234; 567"},
                      {"1,234.5", "1234.5 grouped"},
                      {"98.50", "98.50"},
                      {"９８．５", "98.5"},
                      {"1.2.3", "1"}, // a version, of which nothing is a number but its first part
                      {"123456789012345678901234567890", "123456789012345678901234567890"},
                      {"0.000000000000000000000000000001", "0.000000000000000000000000000001"},
                      {"A4", ""},
                      {"5G", ""},
                      {"3GW", "3"},
                  });
}

BOOST_AUTO_TEST_CASE(digits_with_scale_words) {
    check(all_of, {
                      {"1.85万", "18500"},
                      {"3亿5千万", "350000000"},
                      {"3亿五千万", "350000000"},
                      {"2万3", "23000"},
                      {"691万7045", "6917045"},
                      {"24万2千5百", "242500"},
                      {"1兆4208億", "1420800000000"},
                      {"4.78万亿", "4780000000000"},
                      {"10万万", "1000000000"},
                      {"5千万", "50000000"},
                      {"10余万", "100000 more"},
                      {"500多", "500 more"},
                      {"3万5万", "30000; 50000"},
                      {"5千瓦", "5"}, // a unit, not thousands
                  });
}

BOOST_AUTO_TEST_CASE(words) {
    check(all_of, {
                      {"零", "0"},
                      {"十", "10"},
                      {"一千二百三十四", "1234"},
                      {"一万零三百", "10300"},
                      {"一千零一十", "1010"},
                      {"三万五", "35000"},
                      {"两千四百五", "2450"},
                      {"一千零五", "1005"},
                      {"两百零五", "205"},
                      {"一百零", "100; 0"},
                      {"三亿五千万", "350000000"},
                      {"四万万", "400000000"},
                      {"五十五兆一十二亿四万五千", "55001200045000"},
                      {"廿三", "23"},
                      {"一百廿三", "123"},
                      {"卅", "30"},
                      {"贰拾叁万", "230000"},
                      {"十万柒仟捌佰伍拾肆", "107854"},
                      {"萬", "10000 bare"},
                      {"兩萬", "20000"},
                      {"三億五千萬", "350000000"},
                      {"二百三百", "200; 300"},
                      {"三万五万", "30000; 50000"},
                      {"一", "1 indefinite"},
                      {"百", "100 bare"},
                      {"第三", "3 ordinal"},
                      {"第3", "3 ordinal"},
                  });
}

BOOST_AUTO_TEST_CASE(rows_of_digits) {
    check(all_of, {
                      {"二〇二〇", "2020 row"},
                      {"二○二○", "2020 row"},
                      {"一九四九", "1949 row"},
                      {"十六七", "16..17 paired"},
                  });
}

BOOST_AUTO_TEST_CASE(decimals_in_words) {
    check(all_of, {
                      {"十二点五", "12.5"},
                      {"十二點五", "12.5"},
                      {"零点五", "0.5"},
                      {"一点二亿", "120000000"},
                      {"四百亿点零五零", "40000000000.050"},
                      {"两千三点一", "2300.1"},
                      {"两百点两", "200; 2"}, // this two counts, and stands in no row
                      {"九点二十", "9; 20"},  // a clock
                  });
}

BOOST_AUTO_TEST_CASE(signs) {
    check(all_of, {
                      {"负三", "-3"},
                      {"負三", "-3"},
                      {"负10000", "-10000"},
                      {"减负10000", "10000"},
                      {"肩负三", "3"},
                      {"零下5", "-5"},
                      {"零下十五", "-15"},
                      {"负百分之三", "-3 percent"},
                      {"负三分之二", "-2/3 fraction"},
                      {"负三分之负二", "2/3 fraction"},
                  });
    check(numbers_of, {
                          {"-3.2亿元", "-320000000 元"},
                          {"－5", "-5"},
                          {"零下5℃", "-5 ℃"},
                          {"3-5", "3..5"},
                          {"零下5至8℃", "-8..-5 ℃"},
                          {"零下5℃至10℃", "-5..10 ℃"},
                          {"零下8～零下3℃", "-8..-3 ℃"},
                      });
}

BOOST_AUTO_TEST_CASE(parts) {
    check(all_of, {
                      {"百分之三点五", "3.5 percent"},
                      {"百分之九十", "90 percent"},
                      {"百分之百", "100 percent"},
                      {"百分之6", "6 percent"},
                      {"百分之三到五", "3..5 percent"},
                      {"百分之三到五个", "3 percent; 5"},
                      {"百分之二三十", "20..30 percent paired"},
                      {"千分之五", "5 permille"},
                      {"万分之二", "2 per_myriad"},
                      {"三分之二", "2/3 fraction"},
                      {"3分之2", "2/3 fraction"},
                      {"四千二分之三", "3/4200 fraction"},
                      {"一百分之2", "2/100 fraction"},
                      {"一又二分之一", "3/2 fraction"},
                      {"3又一千分之23", "3023/1000 fraction"},
                      {"1/3", "1/3 fraction"},
                      {"2020/1/3", "2020; 1; 3"},
                      {"4/3", "4; 3"},
                      {"1:3", "1/3 proportion"},
                      {"1：3", "1/3 proportion"},
                      {"08:30", "8; 30"},
                      {"还有二分之", "2"},
                  });
}

BOOST_AUTO_TEST_CASE(ranges_in_one_numeral) {
    check(all_of, {
                      {"三五个", "3..5 paired"},
                      {"两三个", "2..3 paired"},
                      {"三两天", "2..3 paired"},
                      {"一两百", "100..200 paired"},
                      {"三四十万", "300000..400000 paired"},
                      {"几十", "20..90 vague"},
                      {"几十万", "200000..900000 vague"},
                      {"十几", "11..19 vague"},
                      {"十几万", "110000..190000 vague"},
                      {"二十几", "21..29 vague"},
                      {"一百零几", "101..109 vague"},
                      {"数百", "200..900 vague"},
                      {"数", ""},
                      {"上百", "100 bare upwards"},
                      {"上万", "10000 bare upwards"},
                      {"百余", "100 bare more"},
                      {"五十余万", "500000 more"},
                      {"十来", "10 more"},
                      {"三万五千多", "35000 more"},
                  });
}

BOOST_AUTO_TEST_CASE(ranges_of_two_numerals) {
    check(numbers_of, {
                          {"3至5个", "3..5 个"},
                          {"3—5个", "3..5 个"},
                          {"3－5万人", "30000..50000 人"},
                          {"18—22岁", "18..22 岁"},
                          {"三至五个", "3..5 个"},
                          {"8%—10%", "8..10 %"},
                          {"三到四成", "30..40 %"},
                          {"百分之三至百分之五", "3..5 %"},
                          {"几个", "2..9 个"},
                      });
}

BOOST_AUTO_TEST_CASE(halves) {
    check(all_of, {{"半", "0.5 half"}});
    check(numbers_of, {
                          {"半年", "0.5 年"},
                          {"两天半", "2.5 天"},
                          {"一个半小时", "1.5 小时"},
                          {"三成半", "35 %"},
                          {"半成", "5 %"},
                          {"半成品", ""},
                          {"半百", "50"},
                      });
}

BOOST_AUTO_TEST_CASE(units_of_their_own) {
    check(numbers_of, {
                          {"3.2倍", "3.2 倍"},
                          {"三成", "30 %"},
                          {"七成六", "76 %"},
                          {"打八折", "80 %"},
                          {"75折", "75 %"},
                          {"三八折", "38 %"},
                          {"九五折", "95 %"},
                          {"9.9折", "99 %"},
                          {"打对折", "50 %"},
                          {"翻一番", "1 番"},
                          {"98.5%", "98.5 %"},
                          {"９８．５％", "98.5 %"},
                          {"5‰", "5 ‰"},
                          {"2‱", "2 ‱"},
                          {"0.5百分点", "0.5 百分点"},
                          {"2.1个百分点", "2.1 百分点"},
                          {"六個百分點", "6 百分点"},
                      });
}

BOOST_AUTO_TEST_CASE(what_is_no_number) {
    check(numbers_of, {
                          {"成千上万", ""},
                          {"一带一路", ""},
                          {"四川", ""},
                          {"三三两两", ""},
                          {"第三名", ""},
                          {"居全省第一", ""},
                          {"万", ""},
                          {"一切", ""},
                          {"https://www.test.com/search?q=30%25%2020%", ""},
                      });
}

BOOST_AUTO_TEST_CASE(what_no_report_writes) {
    check(numbers_of, {
                          {"一百 五 十 二", "152"},
                          {"三千 八百 九十六 万 四千 九百 六十五", "38964965"},
                          {"1000  万", "10000000"},
                          {"百 分 之 一 百二 十点 五", "120.5 %"},
                          {"一 二 三", "1; 2; 3"},
                          {"1, 234, 567", "1; 234; 567"},
                          {"7 2 折", "72 %"},
                          {".5", "0.5"},
                          {"-.5", "-0.5"},
                          {"...9", "9"},
                          {"40k", "40000"},
                          {"-2.5 M", "-2500000"},
                          {"40kg", "40 kg"},
                          {"2e5", "200000"},
                          {"2.7890e-1", "0.27890"},
                          {"2^5", "32"},
                          {"2^-1", "1/2"},
                          {"2^99999999999999999999", "2; 99999999999999999999"},
                          {"16/5", "16/5"},
                          {"1 3/5", "8/5"},
                          {"2222.2222.22222.222", "2222; 2222; 22222; 222"},
                      });
    // the same in a report: names, versions and formulas
    check(all_of, {{"40k", ""}, {"2e5", ""}, {".5", ""}, {"16/5", "16; 5"}});
}

BOOST_AUTO_TEST_CASE(place_in_the_text) {
    const std::vector<number> found = builtin().numbers("完成投资 １．８５万元，\n增长8%。");
    BOOST_REQUIRE_EQUAL(found.size(), 2U);
    BOOST_TEST(found[0].quote == "１．８５万元");
    BOOST_TEST(found[0].value->to_string() == "18500");
    BOOST_TEST(found[1].quote == "8%");
}

/// Every number below a hundred thousand in steps, and random ones up to 10^16, written in words and read back.
/// Most numbers of reports are read in a short way, all numbers of find_every_numeral in the long one.
BOOST_AUTO_TEST_CASE(the_short_way_reads_what_the_long_one_reads) {
    const char* const parts[]{"0",  "3",  "12", "2020", "零", "一", "二", "三", "五", "九", "十", "百",
                              "千", "万", "亿", "两",   "点", "几", "多", "余", "来", "第", "个", "分",
                              "年", "%",  ",",  "、",   "负", "公", "瓦", "又", "之", "人", "廿", "数"};
    std::mt19937 random(17);
    const auto values = [](const std::vector<numeral>& all) {
        std::string out;
        for (const numeral& n : all) {
            out.append(std::to_string(n.begin)).append("-").append(std::to_string(n.end)).append(": ");
            n.value.append_to(out);
            if (n.upper) out.append("..").append(n.upper->to_string());
            if (n.more) out.append(" more");
            if (n.scaled) out.append(" scaled");
            if (n.vague) out.append(" vague");
            out.append("; ");
        }
        return out;
    };
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (std::size_t k = 1 + random() % 7; k > 0; --k) text += parts[random() % std::size(parts)];
        view paragraph;
        paragraph_reader reader(text);
        BOOST_REQUIRE(reader.next(paragraph));
        std::vector<numeral> in_short;
        std::vector<numeral> in_long;
        find_numerals(paragraph, builtin().words(), in_short);
        find_every_numeral(paragraph, builtin().words(), in_long);
        // improper fractions are read in the long way only
        const auto is_fraction = [](const numeral& n) { return n.denominator.has_value(); };
        if (std::any_of(in_long.begin(), in_long.end(), is_fraction)) continue;
        BOOST_REQUIRE_MESSAGE(values(in_short) == values(in_long),
                              text << ": " << values(in_short) << "but " << values(in_long));
    }
}

BOOST_AUTO_TEST_CASE(words_against_a_slow_reader) {
    std::mt19937_64 random(20200302);
    std::vector<std::uint64_t> values;
    for (std::uint64_t n = 0; n < 3000; ++n) values.push_back(n);
    for (int i = 0; i < 6000; ++i) {
        std::uint64_t n = random() % 10000000000000000ULL;
        for (int cut = static_cast<int>(random() % 16); cut > 0; --cut) n /= 10; // all lengths
        for (int zeros = static_cast<int>(random() % 4); zeros > 0; --zeros) {   // with gaps
            std::uint64_t unit = 1;
            for (int k = static_cast<int>(random() % 15); k > 0; --k) unit *= 10;
            n -= n / unit % 10 * unit;
        }
        values.push_back(n);
    }
    int wrong = 0;
    for (const std::uint64_t n : values) {
        const std::string text = write_words(n);
        BOOST_REQUIRE_EQUAL(read_slowly(text), n); // the writer and the slow reader agree
        const std::vector<numeral> found = read(text);
        const bool right =
            found.size() == 1 && found[0].value.to_string() == std::to_string(n) && !found[0].upper;
        if (right) continue;
        if (++wrong <= 10) BOOST_ERROR(text + " is " + std::to_string(n) + ", read as " + all_of(text));
    }
    BOOST_TEST(wrong == 0);
}

/// Digits with scale words: the value is known before they are written.
BOOST_AUTO_TEST_CASE(mixtures_against_arithmetic) {
    std::mt19937_64 random(19491001);
    const auto below = [&](std::uint64_t n) { return random() % n; };
    int wrong = 0;
    for (int i = 0; i < 4000; ++i) {
        const std::uint64_t yi = 1 + below(9999);
        const std::uint64_t wan = below(10000);
        const std::uint64_t ones = 1000 + below(9000);
        std::string text;
        std::string value;
        switch (i % 5) {
        case 0: // 12亿3456万7890
            text = std::to_string(yi) + "亿" + (wan == 0 ? "" : std::to_string(wan) + "万") +
                   std::to_string(ones);
            value = std::to_string(yi * 100000000 + wan * 10000 + ones);
            break;
        case 1: { // 123.45万
            const std::uint64_t hundredths = 1 + below(99);
            text =
                std::to_string(yi) + "." + (hundredths < 10 ? "0" : "") + std::to_string(hundredths) + "万";
            value = std::to_string(yi * 10000 + hundredths * 100);
            break;
        }
        case 2: // 12亿3千万
            text = std::to_string(yi) + "亿" + std::to_string(1 + wan % 9) + "千万";
            value = std::to_string(yi * 100000000 + (1 + wan % 9) * 10000000);
            break;
        case 3: { // 1,234,567万亿
            std::string grouped = std::to_string(ones * 1000 + wan % 1000);
            for (std::size_t k = grouped.size(); k > 3;) grouped.insert(k -= 3, ",");
            text = grouped + "万亿";
            value = std::to_string(ones * 1000 + wan % 1000) + "000000000000";
            break;
        }
        default: // 12亿 and the rest in words
            text = std::to_string(yi) + "亿" + write_words(ones) + "万";
            value = std::to_string(yi * 100000000 + ones * 10000);
            break;
        }
        const std::vector<numeral> found = read(text);
        const bool right = found.size() == 1 && found[0].value == decimal::parse(value).value();
        if (!right && ++wrong <= 10) BOOST_ERROR(text + " is " + value + ", read as " + all_of(text));
    }
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
