#pragma once
// Facts as short lines, so that a table of sentences says what is expected of them and a failure is read at a glance.
//
//     1.85万名 count 18500 名
//     增长8.3% change 8.3 % up yoy indicator=GDP
//     三分之二 ratio 2/3
//     前列 ranking - - band=前列
//
// A line is: words of the quote, kind, value (3..5 for a range, 2/3 for a ratio, - for none), unit (- for none), then
// qualifier, direction, basis, top, from_bottom, band=, among=, of=, against= and the context fields indicator=,
// scope=, period=, status= in any order. What a line does not name, the fact must not have; only the context fields
// are looked at where the line names them and nowhere else. `x|y` in a field: either will do.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/extractor.hpp>
#include <gongbao/fact.hpp>
#include <gongbao/view.hpp>

namespace support {

/// The built-in extractor, made once.
const gongbao::extractor& builtin();

struct article {
    std::string name;
    std::string text;
    std::optional<gongbao::date> published; ///< of the gold file, where there is one
};

/// tests/articles and examples/articles, by name. Never empty.
const std::vector<article>& articles();

std::string read_file(const std::filesystem::path&);

/// The fact as a line, as far as the expected line asks for it: equal to `expected` when it meets it.
std::string render(const gongbao::fact&, std::string_view expected);

/// Compares facts with lines, in order, with one Boost check a sentence; what is missing or too much is shown.
void check_facts(std::string_view text, const std::vector<gongbao::fact>&,
                 const std::vector<std::string>& expected);

/// Extracts and compares.
void check_text(std::string_view text, const std::vector<std::string>& expected,
                const gongbao::options& = {});

/// What holds for the facts of any bytes: spans inside, in order, quotes cut from them, fields that fit the kind.
/// Empty when all holds, else what does not.
std::string broken_promise(std::string_view text, const std::vector<gongbao::fact>&);

/// All facts as JSON lines.
std::string lines(const std::vector<gongbao::fact>&);

/// The views of all paragraphs of a text, one by one. The text must outlive them.
std::vector<gongbao::view> views(std::string_view text);

/// Bytes on the heap in a block of exactly their size, so that a sanitizer sees a read beyond the end.
class exact_bytes {
public:
    explicit exact_bytes(std::string_view text);
    [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), bytes_.size()}; }

private:
    std::vector<char> bytes_;
};

} // namespace support
