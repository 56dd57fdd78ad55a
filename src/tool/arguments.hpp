#pragma once
/// \file arguments.hpp
/// The command line of one subcommand.
///
///     extract --format=table --published 2020-03-02 a.txt -- -b.txt
///
/// Options may stand anywhere before "--"; a value follows its option as the next argument or behind "=". A lone "-"
/// is an operand.

#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongbao::tool {

/// The command line asks for something that there is not. Thrown before anything is done.
class usage_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class arguments {
public:
    /// `valued` are the options that take a value, with their dashes. --help and -h are always known.
    arguments(const std::vector<std::string>& words, std::initializer_list<std::string_view> valued);

    [[nodiscard]] bool help() const noexcept { return help_; }
    [[nodiscard]] const std::vector<std::string>& operands() const noexcept { return operands_; }

    /// The value of an option; the last one where it is repeated.
    [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
    /// Every value of an option that may be repeated.
    [[nodiscard]] std::vector<std::string> values(std::string_view option) const;

private:
    std::vector<std::pair<std::string, std::string>> options_;
    std::vector<std::string> operands_;
    bool help_{false};
};

/// `text` for people: bytes that could steer a terminal are written as "?".
[[nodiscard]] std::string shown(std::string_view text);
/// The same in quotes, for messages.
[[nodiscard]] std::string in_quotes(std::string_view text);

} // namespace gongbao::tool
