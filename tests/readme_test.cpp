// What README.md shows is true: its programs are those of examples/, its commands print what stands below them, and
// the facts of its table are found.
//
//     <!-- file: examples/quickstart.cpp -->   the block below is that file
//     ```console                               lines with "$ " are run in the project's folder, build/gongbao being
//                                              the program under test; the rest of the block is what they print
//     <!-- facts -->                           every row below: text | quote | kind | value | unit | more, the last
//                                              five as in support/facts.hpp
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/facts.hpp"

using namespace support;

namespace {

const std::filesystem::path root{GONGBAO_SOURCE_DIR};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

const std::vector<std::string>& readme() {
    static const auto all = lines_of(read_file(root / "README.md"));
    return all;
}

/// The lines of a fenced block, from the line behind its opening fence.
std::vector<std::string> block_at(std::size_t i) {
    std::vector<std::string> out;
    while (i < readme().size() && !readme()[i].starts_with("```")) out.push_back(readme()[i++]);
    return out;
}

#ifdef GONGBAO_TOOL

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
    return text;
}

std::string in_quotes(const std::string& text) {
    return "'" + replaced(text, "'", "'\\''") + "'";
}

/// What a line of the shell prints, on standard output and standard error.
std::string output_of(const std::string& command) {
    const std::string line = "cd " + in_quotes(root.string()) + " && { " +
                             replaced(command, "build/gongbao", in_quotes(GONGBAO_TOOL)) + "\n} 2>&1";
    std::FILE* pipe = ::popen(line.c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    std::string out;
    std::array<char, 4096> buffer{};
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
        out.append(buffer.data(), got);
    ::pclose(pipe);
    return out;
}

#endif

std::string trimmed(std::string text) {
    const auto begin = text.find_first_not_of(" `");
    const auto end = text.find_last_not_of(" `");
    return begin == std::string::npos ? std::string{} : text.substr(begin, end - begin + 1);
}

/// The cells of a row of a Markdown table; none for another line.
std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> out;
    if (!line.starts_with('|')) return out;
    for (std::size_t at = 1; at < line.size();) {
        const std::size_t end = line.find('|', at);
        if (end == std::string::npos) break;
        out.push_back(trimmed(line.substr(at, end - at)));
        at = end + 1;
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_readme)

BOOST_AUTO_TEST_CASE(its_files_are_the_projects_files) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i + 1 < readme().size(); ++i) {
        const std::string& line = readme()[i];
        if (!line.starts_with("<!-- file: ") || !line.ends_with(" -->")) continue;
        const std::string name = line.substr(11, line.size() - 15);
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST_REQUIRE(readme()[i + 1].starts_with("```"));
            const auto shown = block_at(i + 2);
            const auto file = lines_of(read_file(root / name));
            BOOST_TEST(shown == file, boost::test_tools::per_element());
        }
        ++seen;
    }
    BOOST_TEST(seen >= 1U);
}

#ifdef GONGBAO_TOOL

BOOST_AUTO_TEST_CASE(its_commands_print_what_it_says) {
    ::setenv("LC_ALL", "C.UTF-8", 1);
    std::size_t seen = 0;
    for (std::size_t i = 0; i < readme().size(); ++i) {
        if (readme()[i] != "```console") continue;
        std::string shown;
        std::string real;
        for (const std::string& line : block_at(i + 1)) {
            shown += line + "\n";
            if (!line.starts_with("$ ")) continue;
            real += line + "\n" + output_of(line.substr(2));
            ++seen;
        }
        BOOST_TEST(shown == real, "README.md:" << i + 1 << " shows\n" << shown << "but it is\n" << real);
    }
    BOOST_TEST(seen >= 4U);
}

#endif

BOOST_AUTO_TEST_CASE(the_facts_of_its_table_are_found) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < readme().size(); ++i) {
        if (readme()[i] != "<!-- facts -->") continue;
        for (std::size_t row = i + 1; row < readme().size() && readme()[row].starts_with('|'); ++row) {
            const auto cells = cells_of(readme()[row]);
            if (row < i + 3) continue; // the heading and the line below it
            BOOST_TEST_REQUIRE(cells.size() == 6U, readme()[row]);
            std::string expected = cells[1];
            for (std::size_t c = 2; c < cells.size(); ++c) expected += cells[c].empty() ? "" : " " + cells[c];
            check_text(cells[0], {expected});
            const auto facts = builtin().extract(cells[0]);
            BOOST_TEST((facts.size() == 1U && facts.front().quote == cells[1]),
                       cells[0] << ": another quote");
            ++seen;
        }
    }
    BOOST_TEST(seen >= 6U);
}

BOOST_AUTO_TEST_SUITE_END()
