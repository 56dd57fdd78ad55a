#pragma once
/// \file streams.hpp
/// Reading inputs, writing standard output, talking on standard error.

#include <iosfwd>
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
    /// All its bytes; throws std::system_error.
    [[nodiscard]] std::string read() const;
};

/// The inputs that operands stand for: a folder for its .txt files in the order of their names, no operand for standard
/// input. An operand that gives nothing is complained about and makes `failed` true.
[[nodiscard]] std::vector<input> find_inputs(const std::vector<std::string>& operands, bool& failed);

} // namespace gongbao::tool
