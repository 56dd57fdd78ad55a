#pragma once
// A few paragraphs in one view, so that a stage goes over all of them in one loop. Between two paragraphs stands a mark
// that no fold gives: no word or number has it, and it ends clauses and sentences.

#include <cstddef>
#include <string_view>
#include <vector>

#include <gongbao/view.hpp>

namespace gongbao::detail {

inline constexpr char32_t paragraph_mark = U'\n';

// A paragraph of more points than this comes in pieces, so that what is made of it needs no more memory than what is made
// of any other. It is parted in a window behind every multiple of them: behind the first only at the end of a sentence, later
// at any mark, behind the fourth before digits too, behind the eighth between two Han characters. Reports have no such
// paragraphs; texts that lost their line ends or marks do.
inline constexpr std::size_t piece_points = std::size_t{1} << 14U;
inline constexpr std::size_t window_points = 512;

/// Nothing of the paragraph stands before the point.
[[nodiscard]] inline bool begins_paragraph(std::u32string_view points, std::size_t i) noexcept {
    return i == 0 || points[i - 1] == paragraph_mark;
}

struct paragraph_range {
    std::size_t begin{0}; // in points of the view
    std::size_t end{0};
    std::size_t traditional{0}; // as in a view
    [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
};

// Reads a text, a few paragraphs at a time.
class paragraphs_reader {
public:
    explicit paragraphs_reader(std::string_view text) noexcept : text_(text) {}

    /// Reads on until there are `most` paragraphs or `enough` points; false at the end of the text. The offsets of the view
    /// may go on behind those of its points. Traditional characters may stay what they are: the marks of the view say
    /// whether it has any, and then it has to be folded.
    [[nodiscard]] bool next(std::size_t most, std::size_t enough, view& out,
                            std::vector<paragraph_range>& found);

    /// Folds the traditional characters that next() left, and counts them. The text is likely to go on with more of them:
    /// from here on next() leaves none.
    void fold(view& text, std::vector<paragraph_range>& paragraphs) noexcept;

private:
    std::string_view text_;
    std::size_t at_{0}; // what stands before it has been read
    bool folds_{false};
};

} // namespace gongbao::detail
