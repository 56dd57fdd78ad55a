// The sets and maps of points that the context stage works with, compared with plain ones.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "context.hpp"

using namespace gongbao::detail;

BOOST_AUTO_TEST_SUITE(context_points)

BOOST_AUTO_TEST_CASE(stretches_of_a_set) {
    std::mt19937 random(7);
    point_set set;
    for (int round = 0; round < 500; ++round) {
        const std::size_t points = 1 + random() % 300;
        std::vector<bool> plain(points, false);
        set.reset(points);
        for (int k = 0; k < 4; ++k) {
            const std::size_t begin = random() % (points + 1);
            const std::size_t end =
                random() % (points + 1); // may stand before the begin: then nothing is added
            set.add(begin, end);
            for (std::size_t i = begin; i < end; ++i) plain[i] = true;
        }
        const std::size_t from = random() % points;
        std::size_t last = points;
        for (std::size_t i = from; i < points; ++i)
            if (plain[i]) last = i;
        BOOST_TEST(set.last(from, points) == last);
        bool same = true;
        for (std::size_t i = 0; i < points; ++i) same = same && set.has(i) == plain[i];
        BOOST_TEST(same);
    }
}

BOOST_AUTO_TEST_CASE(what_covers_a_point) {
    std::mt19937 random(8);
    point_map map;
    for (int round = 0; round < 500; ++round) {
        const std::size_t points = 1 + random() % 300;
        constexpr std::size_t nothing = SIZE_MAX;
        std::vector<std::size_t> plain(points, nothing);
        map.reset(points);
        std::size_t what = 0;
        for (std::size_t begin = random() % 20; begin < points; ++what) {
            const std::size_t end = std::min(points, begin + 1 + random() % 30);
            map.put(begin, end, what);
            for (std::size_t i = begin; i < end; ++i) plain[i] = what;
            begin = end + random() % 20; // nothing may stand between two
        }
        bool same = true;
        for (std::size_t i = 0; i < points; ++i)
            same = same && (map.has(i) ? map.at(i) : nothing) == plain[i];
        BOOST_TEST(same);
    }
}

BOOST_AUTO_TEST_SUITE_END()
