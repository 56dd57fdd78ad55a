#pragma once
/// \file streams.hpp
/// Reading inputs, writing standard output, talking on standard error.

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace gongbao::tool {

/// One line on standard error: "gongbao: " and the message.
void complain(std::string_view message);

/// Standard output took no more. EPIPE means that the reader has all it wanted.
class write_error : public std::system_error {
public:
    using std::system_error::system_error;
};

/// Writes to standard output and sees that it arrives; throws write_error when not.
void write_out(std::string_view text);

/// Something to read facts from.
struct input {
    std::string path; ///< "-" is standard input

    /// What the facts name as their document: the file name without its folder, nothing for standard input.
    [[nodiscard]] std::string document() const;
    /// What messages call it.
    [[nodiscard]] std::string name() const;
    /// All its bytes; throws std::system_error. Fewer once `stop` is true, which another thread may make it.
    [[nodiscard]] std::string read(const std::atomic<bool>& stop = std::atomic<bool>(false)) const;
    /// How many bytes it will give: nothing for a pipe or a terminal, which do not know; 0 where there is no such file.
    [[nodiscard]] std::optional<std::uintmax_t> size() const;
};

/// The bytes of an input as they come: of a pipe what is in it, without waiting for more.
class byte_stream {
public:
    explicit byte_stream(const input&); ///< throws std::system_error
    byte_stream(const byte_stream&) = delete;
    byte_stream& operator=(const byte_stream&) = delete;
    ~byte_stream();

    /// The next of them, good until the next call; none at the end or once `stop` is true. Throws std::system_error.
    [[nodiscard]] std::string_view next(const std::atomic<bool>& stop);

private:
    int handle_;
    bool ours_; ///< to be closed
    std::array<char, 1U << 16U> buffer_;
};

/// The inputs that operands stand for: a folder for its files of this extension (with the dot) in the order of their
/// names, no operand for standard input. An operand that gives nothing is complained about and makes `failed` true.
[[nodiscard]] std::vector<input> find_inputs(const std::vector<std::string>& operands, bool& failed,
                                             std::string_view extension = ".txt");

} // namespace gongbao::tool
