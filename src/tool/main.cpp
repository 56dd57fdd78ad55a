// gongbao, the program: finds the subcommand, and says what went wrong.
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>

#include <gongbao/version.hpp>

#include "commands.hpp"
#include "memory.hpp"
#include "streams.hpp"

namespace gongbao::tool {
namespace {

const std::array<const command*, 4> commands{&extract_command, &numbers_command, &explain_command,
                                             &packs_command};

constexpr std::string_view help_page =
    R"(gongbao - typed statistical facts from Chinese government press reports

Usage: gongbao COMMAND [OPTION]... [ARGUMENT]...

Commands:
  extract  print the statistics of reports: JSON lines, JSON or a table
  numbers  print every number of every line
  explain  show what every stage makes of a sentence
  packs    check, list and compare packs of words and rules

Options:
  -h, --help  show this page; 'gongbao COMMAND --help' shows that of a command
  --version   print the version

Examples:
  gongbao extract --published 2020-03-02 report.txt
  gongbao extract --format table reports/
  head -1 report.txt | gongbao explain
)";

int run_program(const std::vector<std::string>& words) {
    if (words.empty()) throw usage_error("no command");
    const std::string& first = words.front();
    if (first == "--help" || first == "-h") {
        write_out(help_page);
        return done;
    }
    if (first == "--version") {
        write_out("gongbao " + std::string(version) + "\n");
        return done;
    }
    for (const command* c : commands)
        if (c->name == first) return c->run({words.begin() + 1, words.end()}, c->help);
    throw usage_error((first.starts_with('-') ? "unknown option " : "unknown command ") + in_quotes(first));
}

/// The help page that is most to the point.
std::string help_command(const std::vector<std::string>& words) {
    for (const command* c : commands)
        if (!words.empty() && c->name == words.front()) return "gongbao " + words.front() + " --help";
    return "gongbao --help";
}

int guarded(const std::vector<std::string>& words) {
    try {
        return run_program(words);
    } catch (const usage_error& error) {
        complain(std::string(error.what()) + "; see '" + help_command(words) + "'");
        return nothing_done;
    } catch (const pack_error&) {
        return nothing_done;
    } catch (const write_error& error) {
        if (error.code() == std::errc::broken_pipe)
            return done; // the reader has all it wanted: gongbao ... | head
        complain("cannot write to standard output: " + error.code().message());
        return input_failed;
    } catch (const std::exception& error) {
        complain(error.what());
        return input_failed;
    }
}

} // namespace
} // namespace gongbao::tool

int main(int argc, char** argv) {
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is then an error of the write, which is handled
#endif
    gongbao::tool::prepare_memory();
    // Without any argument at all argc may be 0.
    return gongbao::tool::guarded(argc > 1 ? std::vector<std::string>(argv + 1, argv + argc)
                                           : std::vector<std::string>{});
}
