#pragma once
/// \file many.hpp
/// Documents in, answers out, in the same order, by several threads that hold only so many of them.
///
///     next --> work in one of the threads --> put
///
/// The calling thread puts; the others take a document, work on it and lay the answer where its turn will come.
/// A document is taken only while there is room in the window:
///
///     documents  0 1 2 | 3 4 5 6 7 | 8 9 ...
///                put     the window: worked on, or done and waiting for 3
///
/// so what is held at any time does not depend on how many documents there are, nor does one slow document let the
/// others run ahead of it without end.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "documents.hpp"

namespace gongbao::tool {

/// What became of a document.
struct answer {
    std::string out;       ///< for standard output
    std::string complaint; ///< for standard error; empty when all went well
    std::size_t facts{0};
    std::uintmax_t bytes_of_input{0};
};

/// The window for each job. One document is always let in, however large.
constexpr std::size_t most_documents_per_job = 16;
/// A document is taken only while those in the window have fewer bytes, with text and answers counted.
constexpr std::size_t most_bytes_in_window = std::size_t{64} << 20U;

struct steps {
    /// Asked by one thread at a time, but not always the same. Should give nothing soon after `stop` has become true.
    std::function<std::optional<document>(const std::atomic<bool>& stop)> next;
    /// Called by several threads at a time.
    std::function<answer(document)> work;
    /// Called by the calling thread.
    std::function<void(answer)> put;
};

/// Takes every document through the steps. Does all in the calling thread when `jobs` is 1. What a step throws comes
/// out of here, that of next and work when the turn of its document has come; the threads have ended by then. Answers
/// that were not put are lost.
void work_in_order(const steps&, unsigned jobs);

} // namespace gongbao::tool
