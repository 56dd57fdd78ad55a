#pragma once
/// \file documents.hpp
/// The documents of the inputs, one after another: a file is one, or every line of it.
///
///     {"id": "hebi-17", "published": "2020-03-02", "text": "..."}     a line of --from jsonl

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gongbao/period.hpp>

#include "streams.hpp"

namespace gongbao::tool {

/// How inputs hold documents.
enum class form {
    text, ///< an input is a document
    jsonl ///< a line is a document, a JSON object
};

/// A text to find facts in, or why there is none.
struct document {
    std::string text;
    bool packed{false};               ///< text is still the line of JSON: see unpack
    std::string name;                 ///< what its facts name as their document; may be empty
    std::string place;                ///< what messages call it
    std::optional<date> published;    ///< what it says itself
    std::string complaint;            ///< why there is no text; empty when there is
    std::uintmax_t bytes_of_input{0}; ///< what was read for it
};

/// Reads documents only as they are asked for, and of a file with many only one at a time.
class document_reader {
public:
    document_reader(std::vector<input> inputs, form f) : inputs_(std::move(inputs)), form_(f) {}

    /// The next document; nothing after the last, and once `stop` is true, which another thread may make it. What
    /// cannot be read is a document with a complaint.
    [[nodiscard]] std::optional<document> next(const std::atomic<bool>& stop);

    /// How many there will be, where that is known before.
    [[nodiscard]] std::optional<std::size_t> count() const;
    /// How many bytes will be read, where that is known before.
    [[nodiscard]] std::optional<std::uintmax_t> size() const;

private:
    [[nodiscard]] document whole(const input& from, const std::atomic<bool>& stop) const;
    [[nodiscard]] std::optional<document> next_line(const input& from, const std::atomic<bool>& stop);

    std::vector<input> inputs_;
    form form_;
    std::size_t at_{0}; ///< the input that is being read
    // within the lines of an input
    std::optional<byte_stream> stream_; ///< nothing before the first line
    std::string_view rest_;             ///< of the bytes that came last
    std::size_t line_{0};               ///< number of the line that was read last
};

/// Takes the text, the name and the date out of a line of JSON. A line that is no such object gets a complaint. Needs
/// no reader: documents can be unpacked in several threads.
void unpack(document&);

} // namespace gongbao::tool
