#pragma once
/// \file view.hpp
/// The text stage: a folded view of one paragraph, and the way back to the bytes.
///
/// Pages write the same thing in many ways: full-width digits and punctuation, traditional characters, three kinds of
/// dash, spaces inside numbers, lines broken inside a sentence. The later stages read a *view* in which these are
/// one: an array of folded code points, each with the place in the original bytes where it came from.
///
///     original   U+FF13 U+FF18 U+FF05 U+FF0C U+3000 U+8F03 U+5E74     (UTF-8, 3 bytes each)
///     view       3      8      %      ,             U+8F83 U+5E74     (the ideographic space is gone)
///     offset     0      3      6      9             15     18    21   (one more than there are points: the end)
///
/// The folds are chosen one by one (NFKC would turn 10^2 into 102):
/// - full-width forms and half-width punctuation become ASCII, except the ideographic comma and full stop;
/// - CJK compatibility ideographs and traditional characters become simplified ones, one to one (ICU's
///   Traditional-Simplified, less the pairs that differ in meaning);
/// - en, em and horizontal bars become one dash, the wave dash "~", the minus sign "-"; corner brackets become quotes;
/// - zero-width characters, BOM, NUL and other controls disappear; any run of spaces becomes one, or none where it
///   only sets a number apart;
/// - HTML tags disappear; those that part paragraphs (p, br, div, li, tr, h1..h6) end a line;
/// - a byte that is not UTF-8 becomes U+FFFD and keeps its place.
///
/// A line break ends a paragraph, unless the line stops inside a sentence: then the next line goes on. A paragraph of more
/// than 16,384 code points, as no report has, comes in pieces, so that memory stays small: each ends with a sentence, where
/// there are none with a clause, and where there are no marks before a number or, without numbers, between two Han
/// characters. A row of nothing but digits or letters stays whole.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/fact.hpp>

namespace gongbao {

/// One paragraph, folded. Positions in a view count code points.
class view {
public:
    /// The whole original text; must outlive the view.
    std::string_view source;
    /// Folded code points.
    std::u32string points;
    /// Byte offset of every point in the original, and one more: the end of the last.
    std::vector<std::size_t> offsets;
    /// How many of the points are traditional characters that became simplified ones.
    std::size_t traditional{0};

    [[nodiscard]] std::size_t size() const noexcept { return points.size(); }

    /// Byte offset behind a point in the original.
    [[nodiscard]] std::size_t end_of(std::size_t point) const noexcept;

    /// The original bytes that points [begin, end) came from. Outer spaces that the view dropped are not part of it.
    [[nodiscard]] span bytes(std::size_t begin, std::size_t end) const noexcept {
        return begin >= end ? span{offsets[begin], offsets[begin]} : span{offsets[begin], end_of(end - 1)};
    }

    /// The wording of points [begin, end): the original characters, but for the widths of all but brackets, which
    /// fold, and dropped spaces.
    [[nodiscard]] std::string wording(std::size_t begin, std::size_t end) const;
    /// The same, appended to a string that may have room for it.
    void append_wording(std::string& out, std::size_t begin, std::size_t end) const;

    void clear() {
        points.clear();
        offsets.clear();
        traditional = 0;
    }
};

/// One code point folded as above, without regard to its neighbours; 0 for one that disappears.
[[nodiscard]] char32_t fold(char32_t) noexcept;

/// A UTF-8 string folded point by point: what pack words are looked up by.
[[nodiscard]] std::u32string fold(std::string_view utf8);

/// UTF-8 of code points.
[[nodiscard]] std::string to_utf8(std::u32string_view points);
void append_utf8(std::string& out, char32_t point);

/// Walks through the paragraphs of a text.
///
///     gongbao::paragraph_reader reader(text);
///     gongbao::view paragraph;
///     while (reader.next(paragraph)) { ... }
///
/// Reuses the memory of the view it is given. Any bytes will do; empty lines give no paragraph, and a very long one
/// gives several, see above.
class paragraph_reader {
public:
    explicit paragraph_reader(std::string_view text) noexcept : text_(text) {}

    /// The next paragraph; false at the end.
    [[nodiscard]] bool next(view& out);

private:
    std::string_view text_;
    std::size_t at_{0};
};

} // namespace gongbao
