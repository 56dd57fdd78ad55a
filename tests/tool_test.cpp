// The program from outside: what it prints, where, and what it ends with.
#include <boost/test/unit_test.hpp>

#ifdef GONGBAO_TOOL

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <gongbao/table.hpp>
#include <gongbao/version.hpp>

namespace fs = std::filesystem;
using nlohmann::json;
using namespace std::string_literals;

namespace {

const std::string sentence = "全市100个市重点项目开复工77个。"; // 100 and 77, both counts

struct outcome {
    int code{-1}; ///< exit code; 128 + n for signal n
    std::string out;
    std::string err;
};

std::string contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string shell_quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "'\\''"s : std::string(1, c);
    return out + "'";
}

/// A folder that is there for the length of one test, and the program run in it.
class workshop {
public:
    workshop() {
        std::string pattern = (fs::temp_directory_path() / "gongbao-tool-XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        fs::create_directory(folder_ / "work");
    }
    workshop(const workshop&) = delete;
    workshop& operator=(const workshop&) = delete;
    ~workshop() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    void put(const fs::path& name, const std::string& text) const {
        const fs::path path = folder_ / "work" / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
    }

    [[nodiscard]] fs::path path(const fs::path& name) const { return folder_ / "work" / name; }

    /// Runs the program with words as the shell reads them. `input` is its standard input, `to` says where standard
    /// output goes.
    [[nodiscard]] outcome run(const std::string& words, const std::string& input = {},
                              const std::string& to = ">../out") const {
        return shell("\"$gongbao\" " + words, input, to);
    }

    /// Runs a line of the shell, in which $gongbao is the program.
    [[nodiscard]] outcome shell(const std::string& line, const std::string& input = {},
                                const std::string& to = ">../out") const {
        std::ofstream(folder_ / "in", std::ios::binary) << input;
        std::ofstream(folder_ / "out", std::ios::binary | std::ios::trunc).close();
        const std::string command = "gongbao=" + shell_quoted(GONGBAO_TOOL) + "; cd " +
                                    shell_quoted((folder_ / "work").string()) + " && { " + line +
                                    " <../in 2>../err; echo $? >../code; } " + to;
        BOOST_REQUIRE(std::system(command.c_str()) != -1);
        return {std::stoi(contents(folder_ / "code")), contents(folder_ / "out"), contents(folder_ / "err")};
    }

private:
    fs::path folder_;
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    BOOST_TEST(begin == text.size()); // the last line is ended too
    return lines;
}

/// Every line read as JSON.
std::vector<json> objects_of(const std::string& text) {
    std::vector<json> objects;
    for (const std::string& line : lines_of(text)) {
        objects.push_back(json::parse(line, nullptr, false));
        BOOST_REQUIRE_MESSAGE(objects.back().is_object(), line);
    }
    return objects;
}

void check_success(const outcome& o) {
    BOOST_TEST(o.code == 0);
    BOOST_TEST(o.err == "");
}

/// One complaint, nothing on standard output.
void check_refusal(const outcome& o, const std::string& complaint) {
    BOOST_TEST(o.code == 2);
    BOOST_TEST(o.out == "");
    BOOST_TEST(o.err == "gongbao: " + complaint + "\n");
}

void check_sentence(const std::vector<json>& facts) {
    BOOST_REQUIRE(facts.size() == 2U);
    BOOST_TEST(facts[0]["kind"] == "count");
    BOOST_TEST(facts[0]["value"] == 100);
    BOOST_TEST(facts[1]["kind"] == "count");
    BOOST_TEST(facts[1]["value"] == 77);
}

} // namespace

// --- The program as a whole

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(help) {
    const workshop w;
    for (const char* words : {"--help", "-h", "extract --help", "extract -h", "numbers --help",
                              "explain --help", "extract --published 2020-03-02 --help a b"}) {
        const outcome o = w.run(words);
        BOOST_TEST_CONTEXT(words) {
            check_success(o);
            BOOST_TEST(o.out.find("Usage: gongbao ") != std::string::npos);
            BOOST_TEST(o.out.find("Examples:\n  ") != std::string::npos);
            BOOST_TEST(o.out.ends_with('\n'));
            for (const std::string& line : lines_of(o.out)) BOOST_TEST(line.size() <= 120U, line);
        }
    }
}

BOOST_AUTO_TEST_CASE(help_names_every_command_and_option) {
    const workshop w;
    const std::string all = w.run("--help").out;
    for (const char* name : {"extract", "numbers", "explain", "--version"})
        BOOST_TEST(all.find(name) != std::string::npos, name);
    const std::string extract = w.run("extract --help").out;
    for (const char* name :
         {"--published", "--format", "jsonl", "json", "table", "--from", "--jobs", "--pack"})
        BOOST_TEST(extract.find(name) != std::string::npos, name);
}

BOOST_AUTO_TEST_CASE(version) {
    const workshop w;
    const outcome o = w.run("--version");
    check_success(o);
    BOOST_TEST(o.out == "gongbao " + std::string(gongbao::version) + "\n");
    // The header and the build cannot drift apart.
    const std::string build = contents(fs::path(GONGBAO_SOURCE_DIR) / "CMakeLists.txt");
    BOOST_TEST(build.find("project(gongbao VERSION " + std::string(gongbao::version) + " ") !=
               std::string::npos);
    BOOST_TEST(gongbao::version == std::to_string(gongbao::version_major) + "." +
                                       std::to_string(gongbao::version_minor) + "." +
                                       std::to_string(gongbao::version_patch));
}

BOOST_AUTO_TEST_CASE(wrong_command_lines) {
    const workshop w;
    check_refusal(w.run(""), "no command; see 'gongbao --help'");
    check_refusal(w.run("extrakt a.txt"), "unknown command 'extrakt'; see 'gongbao --help'");
    check_refusal(w.run("''"), "unknown command ''; see 'gongbao --help'");
    check_refusal(w.run("--formt"), "unknown option '--formt'; see 'gongbao --help'");
    check_refusal(w.run("extract --formt json"), "unknown option '--formt'; see 'gongbao extract --help'");
    check_refusal(w.run("extract -x"), "unknown option '-x'; see 'gongbao extract --help'");
    check_refusal(w.run("extract --formt=json"), "unknown option '--formt'; see 'gongbao extract --help'");
    check_refusal(w.run("extract --help=no"), "option '--help' takes no value; see 'gongbao extract --help'");
    check_refusal(w.run("extract --published"),
                  "option '--published' needs a value; see 'gongbao extract --help'");
    check_refusal(w.run("numbers --published 2020-03-02"),
                  "unknown option '--published'; see 'gongbao numbers --help'");
    check_refusal(w.run("numbers a b"),
                  "one FILE at most, but there is 'b' too; see 'gongbao numbers --help'");
    check_refusal(w.run("explain a b"),
                  "one SENTENCE at most; put it in quotes if it has spaces; see 'gongbao explain --help'");
}

BOOST_AUTO_TEST_CASE(messages_cannot_steer_the_terminal) {
    const workshop w;
    check_refusal(w.run("extract \"$(printf -- '--a\\033[31m\\nb')\""),
                  "unknown option '--a?[31m?b'; see 'gongbao extract --help'");
}

BOOST_AUTO_TEST_CASE(full_disk) {
    if (!fs::exists("/dev/full")) return;
    const workshop w;
    for (const char* words :
         {"extract", "extract --format json", "extract --format table", "extract --jobs 2", "numbers",
          "explain", "--help", "extract --help", "--version"}) {
        const outcome o = w.run(words, sentence, ">/dev/full");
        BOOST_TEST_CONTEXT(words) {
            BOOST_TEST(o.code == 1);
            BOOST_TEST(o.err == "gongbao: cannot write to standard output: No space left on device\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(closed_output) {
    const workshop w;
    const outcome o = w.run("extract", sentence, ">&-");
    BOOST_TEST(o.code == 1);
    BOOST_TEST(o.err.starts_with("gongbao: cannot write to standard output: "), o.err);
}

BOOST_AUTO_TEST_CASE(a_reader_that_goes_away_is_no_crash) {
    const workshop w;
    std::string text;
    for (int i = 0; i < 3000; ++i) text += sentence + "\n"; // more than a pipe holds
    for (int i = 0; i < 20; ++i) w.put("many/" + std::to_string(i) + ".txt", text);
    const outcome facts = w.run("extract many", {}, "| head -n 1 >../out");
    check_success(facts);
    BOOST_TEST(objects_of(facts.out).size() == 1U);
    const outcome threads = w.run("extract --jobs 3 many", {}, "| head -n 1 >../out");
    check_success(threads);
    BOOST_TEST(threads.out == facts.out);
    check_success(w.run("numbers", text, "| head -n 1 >../out"));
}

BOOST_AUTO_TEST_SUITE_END()

// --- extract

BOOST_AUTO_TEST_SUITE(extract)

BOOST_AUTO_TEST_CASE(a_file) {
    const workshop w;
    w.put("reports/hebi.txt", sentence);
    const outcome o = w.run("extract reports/hebi.txt");
    check_success(o);
    const auto facts = objects_of(o.out);
    check_sentence(facts);
    for (const json& f : facts) {
        BOOST_TEST(f["document"] == "hebi.txt");
        const auto begin = f["span"][0].get<std::size_t>();
        const auto end = f["span"][1].get<std::size_t>();
        BOOST_TEST(sentence.substr(begin, end - begin) == f["quote"].get<std::string>());
    }
    BOOST_TEST(o.out.starts_with("{\"document\": \"hebi.txt\", \"span\": ["), o.out);
}

BOOST_AUTO_TEST_CASE(standard_input) {
    const workshop w;
    w.put("-", "here a name cannot be seen");
    for (const char* words : {"extract", "extract -", "extract -- -"}) {
        const outcome o = w.run(words, sentence);
        check_success(o);
        const auto facts = objects_of(o.out);
        check_sentence(facts);
        for (const json& f : facts) BOOST_TEST(!f.contains("document"));
    }
}

BOOST_AUTO_TEST_CASE(no_facts_no_lines) {
    const workshop w;
    for (const std::string& text : {""s, "\n"s, "\xEF\xBB\xBF"s, "  \r\n\t"s, "工作进展顺利。"s, "\0\0\0"s}) {
        const outcome o = w.run("extract", text);
        check_success(o);
        BOOST_TEST(o.out == "");
        BOOST_TEST(w.run("extract --format json", text).out == "[]\n");
        BOOST_TEST(w.run("extract --format table", text).out == gongbao::to_table({}));
    }
}

BOOST_AUTO_TEST_CASE(any_bytes) {
    const workshop w;
    const std::string text =
        "\xFF\xFE" + sentence + "\0"s + "\x80\xC0\xAF\xED\xA0\x80 12\xE4 34\0 个项目\n"s + sentence;
    w.put("bytes.txt", text);
    const outcome o = w.run("extract bytes.txt");
    check_success(o);
    const auto facts = objects_of(o.out);
    BOOST_TEST(facts.size() >= 4U);
    for (const json& f : facts) {
        BOOST_TEST(f["span"][0].get<std::size_t>() < f["span"][1].get<std::size_t>());
        BOOST_TEST(f["span"][1].get<std::size_t>() <= text.size());
    }
    // Broken bytes cost nothing of what stands around them.
    BOOST_TEST(facts[0]["value"] == 100);
    BOOST_TEST(facts.back()["value"] == 77);
}

BOOST_AUTO_TEST_CASE(several_inputs_in_their_order) {
    const workshop w;
    w.put("b.txt", sentence);
    w.put("a.txt", sentence);
    const outcome o = w.run("extract b.txt - a.txt", sentence);
    check_success(o);
    const auto facts = objects_of(o.out);
    BOOST_REQUIRE(facts.size() == 6U);
    BOOST_TEST(facts[0]["document"] == "b.txt");
    BOOST_TEST(!facts[2].contains("document"));
    BOOST_TEST(facts[4]["document"] == "a.txt");
}

BOOST_AUTO_TEST_CASE(a_folder) {
    const workshop w;
    w.put("reports/b.txt", sentence);
    w.put("reports/a.txt", sentence);
    w.put("reports/c.json", sentence);
    w.put("reports/d.txt/inside.txt", sentence); // a folder with the name of a text
    for (const char* words : {"extract reports", "extract reports/", "extract ./reports"}) {
        const outcome o = w.run(words);
        check_success(o);
        const auto facts = objects_of(o.out);
        BOOST_REQUIRE(facts.size() == 4U);
        BOOST_TEST(facts[0]["document"] == "a.txt");
        BOOST_TEST(facts[2]["document"] == "b.txt");
    }
}

BOOST_AUTO_TEST_CASE(an_empty_folder) {
    const workshop w;
    w.put("empty/readme.md", "");
    w.put("a.txt", sentence);
    const outcome o = w.run("extract empty a.txt");
    BOOST_TEST(o.code == 1);
    BOOST_TEST(o.err == "gongbao: 'empty': the folder holds no .txt file\n");
    check_sentence(objects_of(o.out));
}

BOOST_AUTO_TEST_CASE(a_missing_file_does_not_stop_the_rest) {
    const workshop w;
    w.put("a.txt", sentence);
    const outcome o = w.run("extract missing.txt a.txt gone/b.txt");
    BOOST_TEST(o.code == 1);
    BOOST_TEST(o.err == "gongbao: 'missing.txt': No such file or directory\n"
                        "gongbao: 'gone/b.txt': No such file or directory\n");
    check_sentence(objects_of(o.out));

    const outcome array = w.run("extract --format json missing.txt a.txt");
    BOOST_TEST(array.code == 1);
    BOOST_TEST(json::parse(array.out, nullptr, false).size() == 2U);
    const outcome nothing = w.run("extract --format json missing.txt");
    BOOST_TEST(nothing.code == 1);
    BOOST_TEST(nothing.out == "[]\n");
    const outcome unnamed = w.run("extract ''");
    BOOST_TEST(unnamed.code == 1);
    BOOST_TEST(unnamed.err == "gongbao: '': No such file or directory\n");
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_be_read) {
    if (::geteuid() == 0) return; // who may read everything
    const workshop w;
    w.put("secret.txt", sentence);
    fs::permissions(w.path("secret.txt"), fs::perms::none);
    const outcome o = w.run("extract secret.txt");
    BOOST_TEST(o.code == 1);
    BOOST_TEST(o.err == "gongbao: 'secret.txt': Permission denied\n");
}

BOOST_AUTO_TEST_CASE(operands_that_look_like_options) {
    const workshop w;
    w.put("--format", sentence);
    const outcome o = w.run("extract --format jsonl -- --format");
    check_success(o);
    check_sentence(objects_of(o.out));
}

BOOST_AUTO_TEST_CASE(formats) {
    const workshop w;
    w.put("a.txt", sentence);
    const std::string by_default = w.run("extract a.txt").out;
    BOOST_TEST(w.run("extract --format jsonl a.txt").out == by_default);
    BOOST_TEST(w.run("extract --format=jsonl a.txt").out == by_default);
    BOOST_TEST(w.run("extract a.txt --format table --format jsonl").out == by_default); // the last one counts

    const outcome array = w.run("extract --format json a.txt a.txt");
    check_success(array);
    const json all = json::parse(array.out, nullptr, false);
    BOOST_REQUIRE(all.is_array());
    BOOST_REQUIRE(all.size() == 4U);
    const auto facts = objects_of(by_default);
    BOOST_TEST(all[0] == facts[0]);
    BOOST_TEST(all[3] == facts[1]);
    BOOST_TEST(array.out.ends_with("}\n]\n"));

    const outcome table = w.run("extract --format table a.txt");
    check_success(table);
    const auto lines = lines_of(table.out);
    BOOST_REQUIRE(lines.size() == 3U);
    BOOST_TEST(lines[0].starts_with("kind "));
    BOOST_TEST(lines[1].find("100") != std::string::npos);
    BOOST_TEST(lines[2].find("77") != std::string::npos);

    w.put("b.txt", "");
    const outcome tables = w.run("extract --format table a.txt b.txt -", sentence);
    check_success(tables);
    BOOST_TEST(tables.out == "a.txt:\n" + table.out + "\nb.txt:\n" + gongbao::to_table({}) +
                                 "\nstandard input:\n" + table.out);

    check_refusal(w.run("extract --format xml a.txt"),
                  "--format takes jsonl, json or table, not 'xml'; see 'gongbao extract --help'");
    check_refusal(w.run("extract --format= a.txt"),
                  "--format takes jsonl, json or table, not ''; see 'gongbao extract --help'");
}

BOOST_AUTO_TEST_CASE(published) {
    const workshop w;
    for (const char* words : {"extract --published 2020-03-02", "extract --published=2020-02-29"}) {
        const outcome o = w.run(words, sentence);
        check_success(o);
        check_sentence(objects_of(o.out));
    }
    for (const std::string wrong :
         {"2020-3-2", "2020-02-30", "2021-02-29", "2020-13-01", "20200302", "2020", "today", "",
          "2020-03-02T10", " 2020-03-02", "-020-03-02", "２０２０-03-02"}) {
        const std::string why =
            "--published takes a date as YYYY-MM-DD, such as 2020-03-02, not '" + wrong + "'; see ";
        check_refusal(w.run("extract --published='" + wrong + "'", sentence),
                      why + "'gongbao extract --help'");
        check_refusal(w.run("explain --published='" + wrong + "' a"), why + "'gongbao explain --help'");
    }
}

BOOST_AUTO_TEST_CASE(the_same_every_time) {
    const workshop w;
    const std::string folder = shell_quoted((fs::path(GONGBAO_SOURCE_DIR) / "tests" / "articles").string());
    const outcome first = w.run("extract --published 2020-03-02 " + folder);
    check_success(first);
    BOOST_TEST(w.run("extract --published 2020-03-02 " + folder).out == first.out);
    for (const json& f : objects_of(first.out)) BOOST_TEST(f.contains("kind"));
}

BOOST_AUTO_TEST_SUITE_END()

// --- extract: many documents

BOOST_AUTO_TEST_SUITE(many)

/// A line of --from jsonl.
std::string line_of(const json& object) {
    return object.dump() + "\n";
}

/// What standard output and standard error hold is the same for any number of jobs; returns it.
outcome the_same_for_all_jobs(const workshop& w, const std::string& words, const std::string& input = {}) {
    outcome first = w.run("extract " + words, input);
    for (const char* jobs : {"1", "2", "7", "256"}) {
        const outcome o = w.run("extract --jobs "s + jobs + " " + words, input);
        BOOST_TEST_CONTEXT(words << " with --jobs " << jobs) {
            BOOST_TEST(o.code == first.code);
            BOOST_TEST(o.err == first.err);
            BOOST_TEST((o.out == first.out));
        }
    }
    return first;
}

BOOST_AUTO_TEST_CASE(the_order_of_the_inputs) {
    const workshop w;
    std::string long_text;
    for (int i = 0; i < 1000; ++i) long_text += sentence + "\n";
    // The first takes longest, and there are more than wait at a time.
    for (int i = 100; i < 300; ++i)
        w.put("reports/" + std::to_string(i) + ".txt", i % 70 == 30 ? long_text : sentence);
    const outcome o = the_same_for_all_jobs(w, "reports");
    check_success(o);
    std::string last;
    for (const json& f : objects_of(o.out)) {
        const auto document = f["document"].get<std::string>();
        BOOST_TEST(last <= document);
        last = document;
    }
    BOOST_TEST(last == "299.txt");
    check_success(the_same_for_all_jobs(w, "--format json reports"));
    check_success(the_same_for_all_jobs(w, "--format table reports - reports/100.txt", sentence));
}

BOOST_AUTO_TEST_CASE(articles) {
    const workshop w;
    const std::string folder = shell_quoted((fs::path(GONGBAO_SOURCE_DIR) / "tests" / "articles").string());
    check_success(the_same_for_all_jobs(w, "--published 2020-03-02 " + folder + " " + folder));
}

BOOST_AUTO_TEST_CASE(an_input_that_fails_does_not_stop_the_others) {
    const workshop w;
    w.put("a.txt", sentence);
    w.put("b.txt", sentence);
    for (const char* format : {"jsonl", "json", "table"}) {
        const outcome o =
            the_same_for_all_jobs(w, "--format "s + format + " gone.txt a.txt lost.txt b.txt .");
        BOOST_TEST(o.code == 1);
        BOOST_TEST(o.err == "gongbao: 'gone.txt': No such file or directory\n"
                            "gongbao: 'lost.txt': No such file or directory\n");
    }
    const outcome facts = the_same_for_all_jobs(w, "a.txt lost.txt b.txt");
    BOOST_TEST(objects_of(facts.out).size() == 4U);
}

BOOST_AUTO_TEST_CASE(complaints_come_in_their_turn) {
    const workshop w;
    w.put("a.txt", sentence);
    for (const char* jobs : {"1", "2", "7"}) {
        const outcome o = w.shell("{ \"$gongbao\" extract --jobs "s + jobs + " a.txt lost.txt a.txt 2>&1; }");
        BOOST_TEST(o.code == 1);
        const auto lines = lines_of(o.out);
        BOOST_REQUIRE(lines.size() == 5U);
        BOOST_TEST(lines[2] == "gongbao: 'lost.txt': No such file or directory");
    }
}

BOOST_AUTO_TEST_CASE(lines_of_json) {
    const workshop w;
    const std::string lines =
        line_of(
            {{"id", "hebi-17"}, {"text", sentence}, {"source", {{"text", 1}, {"id", json::array({1})}}}}) +
        "\n \t\r\n" + line_of({{"text", sentence}, {"id", nullptr}, {"published", nullptr}}) +
        R"({"id": 12345678901234567890.50, "text": ")" + sentence + "\"}\r\n" +
        line_of({{"text", ""}, {"id", "empty"}}) + R"({"id":-7,"text":")" + sentence +
        "\"}"; // no last newline
    w.put("some.jsonl", lines);
    w.put("folder/some.jsonl", lines);
    w.put("folder/other.txt", sentence);
    const outcome o = the_same_for_all_jobs(w, "--from jsonl some.jsonl");
    check_success(o);
    const auto facts = objects_of(o.out);
    BOOST_REQUIRE(facts.size() == 8U);
    check_sentence({facts[0], facts[1]});
    const auto begin = facts[1]["span"][0].get<std::size_t>();
    const auto end = facts[1]["span"][1].get<std::size_t>();
    BOOST_TEST(sentence.substr(begin, end - begin) == facts[1]["quote"].get<std::string>());
    BOOST_TEST(facts[0]["document"] == "hebi-17");
    BOOST_TEST(facts[2]["document"] == "some.jsonl:4");
    BOOST_TEST(facts[4]["document"] == "12345678901234567890.50"); // as it is written
    BOOST_TEST(facts[6]["document"] == "-7");

    BOOST_TEST(w.run("extract --from jsonl folder").out == o.out);
    const outcome piped = the_same_for_all_jobs(w, "--from=jsonl", lines);
    check_success(piped);
    const auto same = objects_of(piped.out);
    BOOST_REQUIRE(same.size() == 8U);
    BOOST_TEST(same[0] == facts[0]);
    BOOST_TEST(same[2]["document"] == "-:4");

    const outcome table = the_same_for_all_jobs(w, "--from jsonl --format table some.jsonl");
    check_success(table);
    BOOST_TEST(table.out.starts_with("hebi-17:\nkind "));
    BOOST_TEST(table.out.find("\n\nsome.jsonl:4:\nkind ") != std::string::npos);
    BOOST_TEST(w.run("extract --from text some.jsonl").out == w.run("extract some.jsonl").out);
}

BOOST_AUTO_TEST_CASE(long_lines) {
    const workshop w;
    std::string text;
    for (int i = 0; i < 5000; ++i) text += sentence + "\n"; // more than is read at a time
    const outcome o = the_same_for_all_jobs(
        w, "--from jsonl", line_of({{"text", text}, {"id", 1}}) + line_of({{"text", sentence}, {"id", 2}}));
    check_success(o);
    const auto facts = objects_of(o.out);
    BOOST_REQUIRE(facts.size() == 10002U);
    BOOST_TEST(facts[9999]["document"] == "1");
    BOOST_TEST(facts[9999]["span"][1].get<std::size_t>() + "。\n"s.size() == text.size());
    BOOST_TEST(facts[10000]["document"] == "2");
}

BOOST_AUTO_TEST_CASE(a_date_for_each_line) {
    const workshop w;
    const std::string text = "今年新建学校19所。";
    const std::string lines = line_of({{"text", text}, {"published", "2019-05-20"}}) +
                              line_of({{"text", text}, {"published", nullptr}}) + line_of({{"text", text}});
    const outcome o = the_same_for_all_jobs(w, "--from jsonl --published 2021-05-20", lines);
    check_success(o);
    const auto facts = objects_of(o.out);
    BOOST_REQUIRE(facts.size() == 3U);
    BOOST_TEST(facts[0]["period"] == "2019");
    BOOST_TEST(facts[1]["period"] == "2021");
    BOOST_TEST(facts[2]["period"] == "2021");
    const auto without = objects_of(w.run("extract --from jsonl", lines).out);
    BOOST_REQUIRE(without.size() == 3U);
    BOOST_TEST(without[0]["period"] == "2019");
    BOOST_TEST(!without[1].contains("period"));
}

BOOST_AUTO_TEST_CASE(lines_that_are_wrong) {
    const workshop w;
    const std::string no_object = R"(no JSON object such as {"text": "..."})";
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"[1]", no_object},
        {"\"text\"", no_object},
        {"1", no_object},
        {"null", no_object},
        {"text", "no JSON at byte 2 of the line: invalid literal"},
        {"{}", R"("text" is missing)"},
        {R"({"a": {"text": "b"}})", R"("text" is missing)"},
        {R"({"text": 5})", R"("text" must be a string)"},
        {R"({"text": null})", R"("text" must be a string)"},
        {R"({"text": ["a"]})", R"("text" must be a string)"},
        {R"({"text": "a", "text": "b"})", R"("text" stands twice)"},
        {R"({"text": "a", "id": true})", R"("id" must be a string or a number)"},
        {R"({"text": "a", "id": {}})", R"("id" must be a string or a number)"},
        {R"({"text": "a", "published": 2020})", R"("published" must be a string with a date as YYYY-MM-DD)"},
        {R"({"text": "a", "published": "2020-02-30"})",
         R"("published" must be a date as YYYY-MM-DD, such as 2020-03-02, not '2020-02-30')"},
        {R"({"text": "a", "published": ")" + std::string(1000, '2') + "\"}",
         R"("published" must be a date as YYYY-MM-DD, such as 2020-03-02)"},
        {R"({"text": "a")", "no JSON at byte 13 of the line: unexpected end of input; expected '}'"},
        {R"({"text": "a"} b)", "no JSON at byte 15 of the line: invalid literal"},
        {R"({"text": "a)" + std::string(1000, '-') + "\xFF\"}",
         "no JSON at byte 1012 of the line: invalid string: ill-formed UTF-8 byte; the line must be in "
         "UTF-8"},
        {R"({"text": "a", "b": 1e999})", "no JSON at byte 24 of the line: number overflow"},
    };
    const std::string good = line_of({{"text", sentence}});
    std::string lines = good;
    std::string complaints;
    for (const auto& [line, why] : wrong) {
        lines += line + "\n\n" + good;
        complaints += "gongbao: 'wrong.jsonl', line " +
                      std::to_string(std::count(lines.begin(), lines.end(), '\n') - 2) + ": " + why + "\n";
    }
    w.put("wrong.jsonl", lines);
    const outcome o = the_same_for_all_jobs(w, "--from jsonl gone.jsonl wrong.jsonl");
    BOOST_TEST(o.code == 1);
    BOOST_TEST(o.err == "gongbao: 'gone.jsonl': No such file or directory\n" + complaints);
    BOOST_TEST(objects_of(o.out).size() == 2 * (wrong.size() + 1));

    const outcome piped = w.run("extract --from jsonl", "\n{}\n");
    BOOST_TEST(piped.code == 1);
    BOOST_TEST(piped.err == "gongbao: standard input, line 2: \"text\" is missing\n");
    const outcome deep = w.run("extract --from jsonl", "{\"text\": \"\", \"a\": " + std::string(200000, '['));
    BOOST_TEST(deep.code == 1);
    check_success(w.run("extract --from jsonl", "\n \r\n"));
    w.put("texts/a.txt", sentence);
    const outcome texts = w.run("extract --from jsonl texts");
    BOOST_TEST(texts.code == 1);
    BOOST_TEST(texts.err == "gongbao: 'texts': the folder holds no .jsonl file\n");
}

BOOST_AUTO_TEST_CASE(titles_cannot_steer_the_terminal) {
    const workshop w;
    const outcome o =
        w.run("extract --from jsonl --format table", line_of({{"text", sentence}, {"id", "a\033[31m\nb"}}));
    check_success(o);
    BOOST_TEST(o.out.starts_with("a?[31m?b:\nkind "), o.out);
}

BOOST_AUTO_TEST_CASE(wrong_options) {
    const workshop w;
    for (const std::string wrong : {"0", "257", "-1", "x", "2x", "", " 2", "1.5", "99999999999999999999"})
        check_refusal(w.run("extract --jobs='" + wrong + "'", sentence),
                      "--jobs takes a number from 1 to 256, not '" + wrong +
                          "'; see 'gongbao extract --help'");
    check_refusal(w.run("extract --from csv"),
                  "--from takes text or jsonl, not 'csv'; see 'gongbao extract --help'");
    check_refusal(w.run("numbers --jobs 2"), "unknown option '--jobs'; see 'gongbao numbers --help'");
}

BOOST_AUTO_TEST_CASE(an_answer_comes_before_the_next_line) {
    const workshop w;
    w.put("line", line_of({{"text", sentence}}));
    for (const char* jobs : {"1", "3"}) {
        // The asker waits for an answer, ten seconds at most, before it ends its input.
        const outcome o = w.shell("{ rm -f ask; mkfifo ask; : >answers; { cat line; i=0; "
                                  "while [ ! -s answers ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done; "
                                  "[ -s answers ] && echo answered >&3; } 3>&1 >ask & "
                                  "\"$gongbao\" extract --from jsonl --jobs "s +
                                  jobs + " <ask >answers; wait; }");
        check_success(o);
        BOOST_TEST(o.out == "answered\n");
    }
}

BOOST_AUTO_TEST_CASE(the_bar_of_a_terminal) {
    const workshop w;
    if (w.shell("script -qec true /dev/null").code != 0) return; // no terminal to be had
    // One of several documents is done first, and the complaint about another needs the line for itself.
    w.put("lines", line_of({{"text", sentence}}) + "{}\n" + line_of({{"text", sentence}}));
    w.put("bar.sh", "cat lines | \"$gongbao\" extract --from jsonl --jobs 2 >facts; echo \"code $?\"\n");
    const outcome bar = w.shell("gongbao=\"$gongbao\" script -qec 'sh bar.sh' /dev/null");
    BOOST_TEST(bar.out.find("\r1 document, 0.0 MB, 2 facts\r" + std::string(27, ' ') +
                            "\rgongbao: standard input, line 2: \"text\" is missing\r\n") !=
                   std::string::npos,
               bar.out);
    const auto end = bar.out.find("code 1");
    BOOST_REQUIRE(end != std::string::npos && end > 0);
    BOOST_TEST((bar.out[end - 1] == '\r' || bar.out[end - 1] == '\n'), bar.out); // cleared
    BOOST_TEST(objects_of(contents(w.path("facts"))).size() == 4U);

    // Facts on the terminal are not torn.
    w.put("none.sh", "cat lines | \"$gongbao\" extract --from jsonl --jobs 2\n");
    const outcome none = w.shell("gongbao=\"$gongbao\" script -qec 'sh none.sh' /dev/null");
    BOOST_TEST(none.out.find("document,") == std::string::npos, none.out);
    BOOST_TEST(none.out.find("\"value\": 77") != std::string::npos, none.out);
}

BOOST_AUTO_TEST_SUITE_END()

// --- packs

BOOST_AUTO_TEST_SUITE(packs)

BOOST_AUTO_TEST_CASE(a_pack_beside_the_built_in_ones) {
    const workshop w;
    w.put("mine/rules.json", R"({"rules": []})");
    w.put("more/rules.json", R"({"rules": []})");
    const outcome o = w.run("extract --pack mine --pack=more/", sentence);
    check_success(o);
    check_sentence(objects_of(o.out));
    check_success(w.run("numbers --pack mine", sentence));
    check_success(w.run("explain --pack mine", sentence));
}

BOOST_AUTO_TEST_CASE(wrong_packs_are_all_named_and_nothing_is_done) {
    const workshop w;
    w.put("a.txt", sentence);
    w.put("empty/readme.md", "");
    w.put("broken/rules.json", "{\"rules\": [");
    for (const char* command : {"extract", "numbers", "explain"}) {
        const outcome o = w.run(command + " --pack missing --pack empty --pack broken a.txt"s);
        BOOST_TEST(o.code == 2);
        BOOST_TEST(o.out == "");
        const auto lines = lines_of(o.err);
        BOOST_REQUIRE(lines.size() >= 3U);
        BOOST_TEST(lines[0].starts_with("gongbao: missing: "), lines[0]);
        BOOST_TEST(lines[1].starts_with("gongbao: empty: "), lines[1]);
        BOOST_TEST(lines[2].find("rules.json") != std::string::npos, lines[2]);
    }
}

BOOST_AUTO_TEST_SUITE_END()

// --- numbers

BOOST_AUTO_TEST_SUITE(numbers)

BOOST_AUTO_TEST_CASE(a_line_for_every_line) {
    const workshop w;
    const std::string text =
        sentence + "\n\n没有\r\n" + sentence + "\r\n\xFF 12个\0\n"s + sentence; // no last newline
    w.put("lines.txt", text);
    for (const outcome& o : {w.run("numbers lines.txt"), w.run("numbers", text), w.run("numbers -", text)}) {
        check_success(o);
        const auto lines = lines_of(o.out);
        BOOST_REQUIRE(lines.size() == 6U);
        BOOST_TEST(lines[1] == "[]");
        BOOST_TEST(lines[2] == "[]");
        BOOST_TEST(lines[3] == lines[0]);
        BOOST_TEST(lines[5] == lines[0]);
        for (const std::string& line : lines) BOOST_TEST(json::parse(line, nullptr, false).is_array(), line);
        const json first = json::parse(lines[0]);
        BOOST_REQUIRE(first.size() == 2U);
        BOOST_TEST(first[0]["value"] == 100);
        BOOST_TEST(first[1]["value"] == 77);
        BOOST_TEST(first[1]["unit"] == "个");
        const auto begin = first[1]["span"][0].get<std::size_t>();
        const auto end = first[1]["span"][1].get<std::size_t>();
        BOOST_TEST(sentence.substr(begin, end - begin) == first[1]["quote"].get<std::string>());
    }
}

BOOST_AUTO_TEST_CASE(many_lines) {
    const workshop w;
    std::string text;
    for (int i = 0; i < 2000; ++i) text += sentence + "\n";
    const outcome o = w.run("numbers", text);
    check_success(o);
    BOOST_TEST(lines_of(o.out).size() == 2000U);
}

BOOST_AUTO_TEST_CASE(an_answer_comes_before_the_next_question) {
    const workshop w;
    // The asker waits for an answer, ten seconds at most, before it ends its input.
    const outcome o = w.shell("{ mkfifo ask; : >answers; { echo 12; i=0; "
                              "while [ ! -s answers ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done; "
                              "[ -s answers ] && echo answered >&3; } 3>&1 >ask & "
                              "\"$gongbao\" numbers <ask >answers; wait; }");
    check_success(o);
    BOOST_TEST(o.out == "answered\n");
}

BOOST_AUTO_TEST_CASE(nothing_in_nothing_out) {
    const workshop w;
    const outcome o = w.run("numbers");
    check_success(o);
    BOOST_TEST(o.out == "");
    BOOST_TEST(w.run("numbers", "\n").out == "[]\n");
}

BOOST_AUTO_TEST_CASE(inputs_that_cannot_be_read) {
    const workshop w;
    w.put("folder/a.txt", "");
    const outcome missing = w.run("numbers missing.txt");
    BOOST_TEST(missing.code == 1);
    BOOST_TEST(missing.err == "gongbao: 'missing.txt': No such file or directory\n");
    const outcome folder = w.run("numbers folder");
    BOOST_TEST(folder.code == 1);
    BOOST_TEST(folder.err == "gongbao: 'folder': Is a directory\n");
    BOOST_TEST(folder.out == "");
}

BOOST_AUTO_TEST_SUITE_END()

// --- explain

BOOST_AUTO_TEST_SUITE(explain)

BOOST_AUTO_TEST_CASE(a_sentence) {
    const workshop w;
    const outcome o = w.run("explain " + shell_quoted(sentence));
    check_success(o);
    BOOST_TEST(o.out.find("100") != std::string::npos);
    BOOST_TEST(o.out.ends_with('\n'));
    BOOST_TEST(w.run("explain", sentence).out == o.out);
    BOOST_TEST(w.run("explain -", sentence).out == o.out);
    check_success(w.run("explain --published 2020-03-02", sentence));
}

BOOST_AUTO_TEST_CASE(anything_else) {
    const workshop w;
    check_success(w.run("explain ''"));
    check_success(w.run("explain"));
    check_success(w.run("explain", "\xFF\0\n\n100个"s));
}

BOOST_AUTO_TEST_SUITE_END()

#endif // GONGBAO_TOOL
