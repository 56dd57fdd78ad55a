#pragma once
/// \file progress.hpp
/// How far the work has come, as one line of a terminal that is written over and over.
///
///     [########------------]  41%  0:03 left, 1502 of 3648 documents, 4.1 of 10.0 MB, 10822 facts

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "documents.hpp"

namespace gongbao::tool {

class progress {
public:
    /// Silent unless standard error is a terminal and standard output, whose lines would tear it, is none.
    explicit progress(const document_reader& work);
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress() { hide(); }

    /// One more document is done. Writes ten times a second at most, and nothing when it was the last.
    void add(std::uintmax_t bytes, std::size_t facts);
    /// Clears the line, so that something else can be written.
    void hide() noexcept;

private:
    using clock = std::chrono::steady_clock;

    [[nodiscard]] std::string line(clock::duration since, std::size_t room) const;

    bool visible_;
    std::optional<std::size_t> all_documents_;
    std::optional<std::uintmax_t> all_bytes_;
    std::size_t documents_{0};
    std::uintmax_t bytes_{0};
    std::size_t facts_{0};
    clock::time_point begin_{clock::now()};
    std::optional<clock::time_point> written_;
    std::size_t width_{0}; ///< of what stands in the terminal
};

} // namespace gongbao::tool
