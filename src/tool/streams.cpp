#include "streams.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "arguments.hpp"

namespace gongbao::tool {
namespace {

namespace fs = std::filesystem;

/// errno, or "input/output error" from a library that sets none.
std::error_code last_error() noexcept {
    return {errno != 0 ? errno : EIO, std::generic_category()};
}

std::string read_all(std::FILE* file) {
    std::string text;
    std::array<char, 1U << 16U> buffer; // NOLINT: filled by fread
    for (;;) {
        errno = 0;
        const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file);
        text.append(buffer.data(), got);
        if (std::ferror(file) != 0) throw std::system_error(last_error());
        if (got < buffer.size()) return text;
    }
}

struct closer {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); } // NOLINT: only ever read from
};

} // namespace

void complain(std::string_view message) {
    // One call a line: lines of several processes on one terminal do not mix.
    std::string line = "gongbao: ";
    line += message;
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void write_out(std::string_view text) {
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw write_error(last_error());
}

std::string input::document() const {
    return path == "-" ? std::string{} : fs::path(path).filename().string();
}

std::string input::name() const {
    return path == "-" ? "standard input" : in_quotes(path);
}

std::string input::read() const {
    if (path == "-") return read_all(stdin);
    errno = 0;
    const std::unique_ptr<std::FILE, closer> file(std::fopen(path.c_str(), "rb"));
    if (!file) throw std::system_error(last_error());
    return read_all(file.get());
}

std::vector<input> find_inputs(const std::vector<std::string>& operands, bool& failed) {
    std::vector<input> inputs;
    if (operands.empty()) inputs.push_back({"-"});
    for (const std::string& operand : operands) {
        std::error_code error;
        if (operand == "-" || !fs::is_directory(operand, error)) {
            inputs.push_back({operand}); // one that is not there is found out when it is read
            continue;
        }
        std::vector<fs::path> paths;
        for (fs::directory_iterator it(operand, error), end; !error && it != end; it.increment(error)) {
            std::error_code ignored;
            if (it->path().extension() == ".txt" && !it->is_directory(ignored)) paths.push_back(it->path());
        }
        if (error || paths.empty()) {
            complain(in_quotes(operand) + ": " + (error ? error.message() : "the folder holds no .txt file"));
            failed = true;
        }
        std::sort(paths.begin(), paths.end());
        for (const fs::path& path : paths) inputs.push_back({path.string()});
    }
    return inputs;
}

} // namespace gongbao::tool
