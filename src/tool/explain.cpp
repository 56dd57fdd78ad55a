#include "commands.hpp"

#include <system_error>

#include "streams.hpp"

namespace gongbao::tool {
namespace {

int run(const std::vector<std::string>& words, std::string_view help) {
    const arguments given(words, {"--published", "--pack"});
    if (given.help()) {
        write_out(help);
        return done;
    }
    if (given.operands().size() > 1)
        throw usage_error("one SENTENCE at most; put it in quotes if it has spaces");
    const options chosen = read_options(given);
    const extractor reader = load_extractor(given);

    std::string text;
    if (!given.operands().empty() && given.operands().front() != "-") {
        text = given.operands().front();
    } else {
        try {
            text = input{"-"}.read();
        } catch (const std::system_error& error) {
            complain("standard input: " + error.code().message());
            return input_failed;
        }
    }
    std::string out = reader.explain(text, chosen);
    if (!out.empty() && !out.ends_with('\n')) out += '\n';
    write_out(out);
    return done;
}

constexpr std::string_view help_page =
    R"page(gongbao explain - what every stage makes of a sentence

Usage: gongbao explain [OPTION]... [SENTENCE|-]

Prints the text as the rules see it, the quantities, the rules that fitted and lost, and the facts with the words that
their fields come from. Reads standard input when there is no SENTENCE.

Options:
  --published DATE  the day of publication, YYYY-MM-DD; "this year" and the like are resolved with it
  --pack FOLDER     use this pack of words and rules too; may be repeated
  -h, --help        show this page

Exit status: 0 done; 1 the input or the output failed; 2 the command line or a pack is wrong, nothing was done.

Examples:
  head -1 report.txt | gongbao explain --published 2020-03-02
  gongbao explain "$(sed -n 3p report.txt)"
)page";

} // namespace

const command explain_command{"explain", help_page, run};

} // namespace gongbao::tool
