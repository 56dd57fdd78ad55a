// Replays every input that once broke something; tests/crashes/README.md says how they get there.
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

#include <gongbao/extractor.hpp>
#include <gongbao/json.hpp>

#include "support/facts.hpp"

using namespace gongbao;

BOOST_AUTO_TEST_SUITE(crashes)

BOOST_AUTO_TEST_CASE(every_file_is_replayed) {
    const std::filesystem::path folder = std::filesystem::path{GONGBAO_SOURCE_DIR} / "tests/crashes";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.path().filename() == "README.md") continue;
        ++files;
        BOOST_TEST_CONTEXT(entry.path().filename().string()) {
            const support::exact_bytes bytes(support::read_file(entry.path()));
            for (const options& o : {options{}, options{.published = date{2020, 3, 2}}}) {
                const auto facts = support::builtin().extract(bytes.view(), o);
                const std::string broken = support::broken_promise(bytes.view(), facts);
                BOOST_TEST(broken.empty(), broken);
                BOOST_TEST(support::lines(facts) ==
                           support::lines(support::builtin().extract(bytes.view(), o)));
            }
            (void)support::builtin().numbers(bytes.view());
            (void)support::builtin().explain(bytes.view());
        }
    }
    BOOST_TEST(files > 0U, "no files in " << folder);
}

BOOST_AUTO_TEST_SUITE_END()
