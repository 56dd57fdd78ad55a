#pragma once
// What is read: dense text and newspaper text, of a corpus or of the project's own articles.

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Documents of one sort. What `views` show lives as long as this.
class documents {
public:
    void add(std::string text);

    [[nodiscard]] const std::vector<std::string_view>& views() const noexcept { return views_; }
    [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
    [[nodiscard]] bool empty() const noexcept { return views_.empty(); }

private:
    std::deque<std::string> texts_; // a deque leaves its strings where they are
    std::vector<std::string_view> views_;
    std::size_t bytes_{0};
};

struct text_sets {
    documents dense;     ///< at least 30 ASCII digits in 1,000 bytes: communiques, reports on the economy
    documents newspaper; ///< fewer than 20
    std::string from;    ///< where they were read, for people
};

/// Of JSON lines with a "text"; of the project's own articles when `corpus` is empty. Ends the program where the
/// corpus cannot be read.
text_sets load_texts(const std::string& corpus);

/// Documents of both sorts, mixed, taken from all over the sets; `bytes` long, to the byte.
std::string sample(const text_sets&, std::size_t bytes);

/// Cuts a text into documents of about so many bytes, at the ends of paragraphs where that can be.
std::vector<std::string_view> cut(std::string_view text, std::size_t bytes);

} // namespace bench
