#include "arguments.hpp"

#include <algorithm>

namespace gongbao::tool {

arguments::arguments(const std::vector<std::string>& words, std::initializer_list<std::string_view> valued) {
    bool options_ended = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (options_ended || word.size() < 2 || word.front() != '-') {
            operands_.push_back(word);
            continue;
        }
        if (word == "--") {
            options_ended = true;
            continue;
        }
        const auto equals = word.find('=');
        const std::string name = word.substr(0, equals);
        if (name == "--help" || name == "-h") {
            if (equals != std::string::npos)
                throw usage_error("option " + in_quotes(name) + " takes no value");
            help_ = true;
            continue;
        }
        if (std::find(valued.begin(), valued.end(), name) == valued.end())
            throw usage_error("unknown option " + in_quotes(name));
        if (equals != std::string::npos)
            options_.emplace_back(name, word.substr(equals + 1));
        else if (i + 1 < words.size())
            options_.emplace_back(name, words[++i]);
        else
            throw usage_error("option " + in_quotes(name) + " needs a value");
    }
}

std::optional<std::string> arguments::value(std::string_view option) const {
    const auto all = values(option);
    if (all.empty()) return std::nullopt;
    return all.back();
}

std::vector<std::string> arguments::values(std::string_view option) const {
    std::vector<std::string> found;
    for (const auto& [name, value] : options_)
        if (name == option) found.push_back(value);
    return found;
}

std::string shown(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return out;
}

std::string in_quotes(std::string_view text) {
    return "'" + shown(text) + "'";
}

} // namespace gongbao::tool
