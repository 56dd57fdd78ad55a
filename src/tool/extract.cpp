#include "commands.hpp"

#include <algorithm>
#include <charconv>

#include <gongbao/json.hpp>
#include <gongbao/table.hpp>

#include "documents.hpp"
#include "many.hpp"
#include "progress.hpp"
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

form read_form(const arguments& given) {
    const std::string name = given.value("--from").value_or("text");
    if (name == "text") return form::text;
    if (name == "jsonl") return form::jsonl;
    throw usage_error("--from takes text or jsonl, not " + in_quotes(name));
}

unsigned read_jobs(const arguments& given) {
    constexpr unsigned most = 256;
    const std::string text = given.value("--jobs").value_or("1");
    unsigned jobs = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, jobs);
    if (read.ec != std::errc{} || read.ptr != end || jobs < 1 || jobs > most)
        throw usage_error("--jobs takes a number from 1 to " + std::to_string(most) + ", not " +
                          in_quotes(text));
    return jobs;
}

constexpr std::size_t most_room_at_first = std::size_t{1} << 20U;

/// The facts of a document as they are printed, but for what depends on the documents before it: see printer.
std::string rendered(const extractor& reader, const options& its, const document& from, format f, bool titles,
                     std::size_t& count) {
    std::string text;
    if (f == format::table) { // its columns are as wide as the widest fact
        const std::vector<fact> facts = reader.extract(from.text, its);
        count = facts.size();
        if (titles) text = (from.name.empty() ? from.place : shown(from.name)) + ":\n";
        return text + to_table(facts);
    }
    // as much as the facts take where a text is dense with them
    text.reserve(std::min(3 * from.text.size(), most_room_at_first));
    reader.extract(from.text, its, [&](fact&& one) {
        ++count;
        if (f == format::json) text += ",\n  ";
        append_json(text, one, from.name);
        if (f == format::jsonl) text += '\n';
    });
    return text;
}

/// Puts the facts of one document after another on standard output. What belongs to a document is written whole, so
/// that no line stays half.
class printer {
public:
    explicit printer(format f) noexcept : format_(f) {}

    void print(std::string text) {
        if (text.empty()) return;
        if (format_ == format::json && !started_) text.front() = '['; // where other facts have a comma
        if (format_ == format::table && started_) text.insert(0, 1, '\n');
        started_ = true;
        write_out(text);
    }

    void finish() const {
        if (format_ == format::json) write_out(started_ ? "\n]\n" : "[]\n");
    }

private:
    format format_;
    bool started_{false};
};

int run(const std::vector<std::string>& words, std::string_view help) {
    const arguments given(words, {"--published", "--format", "--from", "--jobs", "--pack"});
    if (given.help()) {
        write_out(help);
        return done;
    }
    const options chosen = read_options(given);
    const format chosen_format = read_format(given);
    const form chosen_form = read_form(given);
    const unsigned jobs = read_jobs(given);
    const extractor reader = load_extractor(given);

    bool failed = false;
    std::vector<input> inputs =
        find_inputs(given.operands(), failed, chosen_form == form::jsonl ? ".jsonl" : ".txt");
    const bool titles = chosen_form == form::jsonl || inputs.size() > 1;
    document_reader documents(std::move(inputs), chosen_form);
    progress bar(documents);
    printer out(chosen_format);

    steps todo;
    todo.next = [&](const std::atomic<bool>& stop) { return documents.next(stop); };
    todo.work = [&](document taken) {
        answer made;
        made.bytes_of_input = taken.bytes_of_input;
        unpack(taken);
        if (taken.complaint.empty()) {
            options its = chosen;
            if (taken.published) its.published = taken.published;
            made.out = rendered(reader, its, taken, chosen_format, titles, made.facts);
        }
        made.complaint = std::move(taken.complaint);
        return made;
    };
    todo.put = [&](answer made) {
        if (!made.complaint.empty()) {
            failed = true;
            bar.hide();
            complain(made.complaint);
        }
        out.print(std::move(made.out));
        bar.add(made.bytes_of_input, made.facts);
    };
    work_in_order(todo, jobs);
    bar.hide();
    out.finish();
    return failed ? input_failed : done;
}

constexpr std::string_view help_page =
    R"(gongbao extract - the statistics of reports, as typed facts

Usage: gongbao extract [OPTION]... [FILE|FOLDER|-]...

Reads text in UTF-8 and prints the facts in it. A folder stands for its .txt files (with --from jsonl for its .jsonl
files) in the order of their names; its subfolders are not read. - or nothing stands for standard input.

Options:
  --published DATE  the day of publication, YYYY-MM-DD; "this year" and the like are resolved with it
  --format FORMAT   jsonl  one JSON object a fact and line (default)
                    json   one JSON array of all facts
                    table  a table for the terminal
  --from FORM       text   an input is one document (default)
                    jsonl  every line is one: an object with "text", and, where they are known, "id" (a string or
                           number, names the document of its facts; without it FILE:LINE does) and "published" (goes
                           before --published). Other fields do not matter, empty lines neither. A line that is
                           wrong is complained about, and the rest is done.
  --jobs N          work on N documents at a time, from 1 to 256 (default 1). The output is the same.
  --pack FOLDER     use this pack of words and rules too; may be repeated
  -h, --help        show this page

Memory does not grow with the number of documents. A document is read whole, and its output is kept until its turn
comes; beside these, up to twice the output, it takes some 20 MB however long it is, but 25 times its size where it is
one row of digits. At most N are in work and 16 N in memory, and none is begun while the text and output in memory come
to 64 MB.

Where standard error is a terminal and standard output is not, standard error shows how far the work has come.

Exit status: 0 done; 1 some input or the output failed, the rest was done; 2 the command line or a pack is wrong,
nothing was done.

Examples:
  gongbao extract --published 2020-03-02 report.txt
  gongbao extract --format table reports/ | less
  gongbao extract < report.txt > facts.jsonl
  gongbao extract --jobs 4 --from jsonl corpus.jsonl > facts.jsonl
  gongbao extract --pack packs/shipping --format json harbour.txt
)";

} // namespace

const command extract_command{"extract", help_page, run};

} // namespace gongbao::tool
