// Words looked up at a place, against a map of all words.
#include <boost/test/unit_test.hpp>

#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>

#include "lexicon.hpp"

using gongbao::detail::lexicon;

namespace {

// Few characters, so that words share beginnings; one is beyond the basic plane.
const std::u32string characters = U"\u4E00\u4E8C\u4E09a1\U00020BB7";

std::u32string any_word(std::mt19937& random, std::size_t longest) {
    std::u32string word;
    for (std::size_t i = 0; i <= random() % longest; ++i) word += characters[random() % characters.size()];
    return word;
}

std::pair<std::size_t, std::uint32_t> longest_of(const std::map<std::u32string, std::uint32_t>& words,
                                                 const std::u32string& text, std::size_t at) {
    for (std::size_t length = text.size() - at; length > 0; --length)
        if (const auto found = words.find(text.substr(at, length)); found != words.end())
            return {length, found->second};
    return {0, 0};
}

} // namespace

BOOST_AUTO_TEST_SUITE(lexicons)

BOOST_AUTO_TEST_CASE(the_longest_word_as_a_map_finds_it) {
    std::mt19937 random(3);
    int found = 0;
    constexpr int sets = 200;
    for (int set = 0; set < sets; ++set) {
        std::map<std::u32string, std::uint32_t> words;
        std::map<std::u32string, std::uint32_t> backwards;
        lexicon forward;
        lexicon reversed;
        const auto count = random() % 40;
        for (std::uint32_t id = 0; id < count; ++id) {
            const std::u32string word = any_word(random, 4);
            const bool is_new = words.try_emplace(word, id).second;
            backwards.try_emplace(std::u32string(word.rbegin(), word.rend()), id);
            BOOST_TEST((forward.add(word, id) == id) == is_new); // of two ids for a word the first stays
            reversed.add_reversed(word, id);
        }
        BOOST_TEST(forward.size() == words.size());
        for (const auto& [word, id] : words) BOOST_TEST(forward.find(word) == id);
        for (int t = 0; t < 20; ++t) {
            const std::u32string text = any_word(random, 12);
            for (std::size_t at = 0; at < text.size(); ++at) {
                const auto [length, id] = longest_of(words, text, at);
                const auto hit = forward.longest_at(text, at);
                BOOST_TEST(hit.length == length);
                if (length != 0) BOOST_TEST(hit.id == id);
                found += length != 0 ? 1 : 0;

                const std::u32string mirrored(text.rbegin(), text.rend());
                const auto [length_back, id_back] = longest_of(backwards, mirrored, at);
                const auto hit_back = reversed.longest_before(text, text.size() - at);
                BOOST_TEST(hit_back.length == length_back);
                if (length_back != 0) BOOST_TEST(hit_back.id == id_back);
            }
            BOOST_TEST(!forward.longest_at(text, text.size()));
            BOOST_TEST(!reversed.longest_before(text, 0));
            BOOST_TEST(forward.contains(text) == (words.count(text) != 0));
        }
    }
    BOOST_TEST(found > 1000);
}

BOOST_AUTO_TEST_CASE(beginnings_of_the_wanted_words) {
    std::mt19937 random(5);
    for (int set = 0; set < 100; ++set) {
        lexicon words;
        using beginning = std::tuple<char32_t, char32_t, bool>;
        std::set<beginning> expected;
        std::map<std::u32string, std::uint32_t> known;
        for (std::uint32_t id = 0; id < 30; ++id) {
            const std::u32string word = any_word(random, 4);
            if (!known.try_emplace(word, id).second) continue;
            words.add(word, id);
            if (id % 2 != 0) continue;
            expected.insert(word.size() == 1 ? beginning{word[0], 0, true}
                                             : beginning{word[0], word[1], false});
        }
        std::set<beginning> seen;
        words.each_beginning([](std::uint32_t id) { return id % 2 == 0; },
                             [&](char32_t first, char32_t second, bool word) {
                                 seen.insert({first, second, word});
                             });
        BOOST_TEST((seen == expected));
    }
}

BOOST_AUTO_TEST_SUITE_END()
