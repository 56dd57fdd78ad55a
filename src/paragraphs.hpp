#pragma once
// A few paragraphs in one view, so that a stage goes over all of them in one loop. Between two paragraphs stands a mark
// that no fold gives: no word or number has it, and it ends clauses and sentences.

#include <cstddef>
#include <string_view>
#include <vector>

#include <gongbao/view.hpp>

namespace gongbao::detail {

inline constexpr char32_t paragraph_mark = U'\n';

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

/// Reads paragraphs from the byte at `at` on, until there are `most` of them or `enough` points; `at` is behind them then.
/// Traditional characters may stay what they are: the marks of a view say whether it has any, and then it has to be folded.
/// The offsets of the view may go on behind those of its points. False at the end of the text.
[[nodiscard]] bool read_paragraphs(std::string_view text, std::size_t& at, std::size_t most,
                                   std::size_t enough, view& out, std::vector<paragraph_range>& found);

/// Folds the traditional characters that are left, and counts them.
void fold_han_points(view& text, std::vector<paragraph_range>& paragraphs) noexcept;

} // namespace gongbao::detail
