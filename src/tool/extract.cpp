#include "commands.hpp"

#include <system_error>

#include <gongbao/json.hpp>
#include <gongbao/table.hpp>

#include "streams.hpp"

namespace gongbao::tool {
namespace {

enum class format { jsonl, json, table };

format read_format(const arguments& given) {
    const std::string name = given.value("--format").value_or("jsonl");
    if (name == "jsonl") return format::jsonl;
    if (name == "json") return format::json;
    if (name == "table") return format::table;
    throw usage_error("--format takes jsonl, json or table, not " + in_quotes(name));
}

/// Puts the facts of one document after another on standard output. What belongs to a document is written whole, so
/// that no line stays half.
class printer {
public:
    printer(format f, bool titles) noexcept : format_(f), titles_(titles) {}

    void print(const std::vector<fact>& facts, const input& from) {
        text_.clear();
        const std::string document = from.document();
        switch (format_) {
        case format::jsonl:
            for (const fact& f : facts) {
                append_json(text_, f, document);
                text_ += '\n';
            }
            break;
        case format::json:
            for (const fact& f : facts) {
                text_ += started_ ? ",\n  " : "[\n  ";
                started_ = true;
                append_json(text_, f, document);
            }
            break;
        case format::table:
            if (titles_) {
                if (started_) text_ += '\n';
                started_ = true;
                text_ += (document.empty() ? from.name() : document) + ":\n";
            }
            text_ += to_table(facts);
            break;
        }
        if (!text_.empty()) write_out(text_);
    }

    void finish() const {
        if (format_ == format::json) write_out(started_ ? "\n]\n" : "[]\n");
    }

private:
    format format_;
    bool titles_;
    bool started_{false};
    std::string text_;
};

int run(const std::vector<std::string>& words, std::string_view help) {
    const arguments given(words, {"--published", "--format", "--pack"});
    if (given.help()) {
        write_out(help);
        return done;
    }
    const options chosen = read_options(given);
    const format chosen_format = read_format(given);
    const extractor reader = load_extractor(given);

    bool failed = false;
    const std::vector<input> inputs = find_inputs(given.operands(), failed);
    printer out(chosen_format, inputs.size() > 1);
    for (const input& from : inputs) {
        std::string text;
        try {
            text = from.read();
        } catch (const std::system_error& error) {
            complain(from.name() + ": " + error.code().message());
            failed = true;
            continue;
        }
        out.print(reader.extract(text, chosen), from);
    }
    out.finish();
    return failed ? input_failed : done;
}

constexpr std::string_view help_page =
    R"(gongbao extract - the statistics of reports, as typed facts

Usage: gongbao extract [OPTION]... [FILE|FOLDER|-]...

Reads text in UTF-8 and prints the facts in it. A folder stands for its .txt files in the order of their names (its
subfolders are not read); - or nothing stands for standard input.

Options:
  --published DATE  the day of publication, YYYY-MM-DD; "this year" and the like are resolved with it
  --format FORMAT   jsonl  one JSON object a fact and line (default)
                    json   one JSON array of all facts
                    table  a table for the terminal
  --pack FOLDER     use this pack of words and rules too; may be repeated
  -h, --help        show this page

Exit status: 0 done; 1 some input or the output failed, the rest was done; 2 the command line or a pack is wrong,
nothing was done.

Examples:
  gongbao extract --published 2020-03-02 report.txt
  gongbao extract --format table reports/ | less
  gongbao extract < report.txt > facts.jsonl
  gongbao extract --pack packs/shipping --format json harbour.txt
)";

} // namespace

const command extract_command{"extract", help_page, run};

} // namespace gongbao::tool
