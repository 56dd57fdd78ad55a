#include "commands.hpp"

#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>

#include <gongbao/json.hpp>

#include "streams.hpp"

namespace gongbao::tool {
namespace {

constexpr std::size_t most_waiting = 1U << 16U; // bytes of output

std::string to_array(const std::vector<number>& numbers) {
    std::string out = "[";
    for (const number& n : numbers) {
        if (out.size() > 1) out += ", ";
        out += to_json(n);
    }
    return out + "]";
}

/// Answers line by line, so that another program can hold a conversation; only while more input is waiting already are
/// answers put together.
int answer(std::istream& in, const input& from, const extractor& reader) {
    std::string line;
    std::string out;
    while (std::getline(in, line)) {
        if (line.ends_with('\r')) line.pop_back();
        out += to_array(reader.numbers(line));
        out += '\n';
        if (out.size() < most_waiting && in.rdbuf()->in_avail() > 0) continue;
        write_out(out);
        out.clear();
    }
    if (!out.empty()) write_out(out);
    if (!in.bad()) return done;
    complain(from.name() + ": " + std::generic_category().message(errno != 0 ? errno : EIO));
    return input_failed;
}

int run(const std::vector<std::string>& words, std::string_view help) {
    const arguments given(words, {"--pack"});
    if (given.help()) {
        write_out(help);
        return done;
    }
    if (given.operands().size() > 1)
        throw usage_error("one FILE at most, but there is " + in_quotes(given.operands()[1]) + " too");
    const extractor reader = load_extractor(given);

    const input from{given.operands().empty() ? "-" : given.operands().front()};
    if (from.path == "-") {
        std::ios::sync_with_stdio(false); // without it, no buffer and no view of what is waiting
        return answer(std::cin, from, reader);
    }
    errno = 0;
    std::ifstream file(from.path, std::ios::binary);
    if (!file) {
        complain(from.name() + ": " + std::generic_category().message(errno != 0 ? errno : EIO));
        return input_failed;
    }
    return answer(file, from, reader);
}

constexpr std::string_view help_page =
    R"(gongbao numbers - every number of every line

Usage: gongbao numbers [OPTION]... [FILE|-]

Prints one line for every line of the input: a JSON array of its numbers, statistics or not, with their values, units
and places (bytes of the line). A line without numbers gives []. Reads standard input when there is no FILE.

Options:
  --pack FOLDER  use this pack of words too; may be repeated
  -h, --help     show this page

Exit status: 0 done; 1 the input or the output failed; 2 the command line or a pack is wrong, nothing was done.

Examples:
  gongbao numbers sentences.txt
  head -1 report.txt | gongbao numbers
)";

} // namespace

const command numbers_command{"numbers", help_page, run};

} // namespace gongbao::tool
