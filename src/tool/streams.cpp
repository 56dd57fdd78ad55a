#include "streams.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arguments.hpp"

namespace gongbao::tool {
namespace {

namespace fs = std::filesystem;

/// errno, or "input/output error" from a library that sets none.
std::error_code last_error() noexcept {
    return {errno != 0 ? errno : EIO, std::generic_category()};
}

/// How long a reader waits before it looks whether it should stop.
constexpr int patience = 100; // milliseconds

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

std::string input::read(const std::atomic<bool>& stop) const {
    byte_stream bytes(*this);
    std::string text;
    if (const auto expected = size()) text.reserve(*expected);
    for (;;) {
        const std::string_view more = bytes.next(stop);
        if (more.empty()) return text;
        text += more;
    }
}

std::optional<std::uintmax_t> input::size() const {
    struct stat found {};
    if ((path == "-" ? ::fstat(STDIN_FILENO, &found) : ::stat(path.c_str(), &found)) != 0) return 0;
    if (S_ISREG(found.st_mode)) return static_cast<std::uintmax_t>(found.st_size);
    if (S_ISDIR(found.st_mode)) return 0; // cannot be read
    return std::nullopt;
}

// NOLINTNEXTLINE: the buffer is filled by read
byte_stream::byte_stream(const input& from) : handle_(STDIN_FILENO), ours_(from.path != "-") {
    if (!ours_) return;
    do handle_ = ::open(from.path.c_str(), O_RDONLY | O_CLOEXEC);
    while (handle_ < 0 && errno == EINTR);
    if (handle_ < 0) throw std::system_error(last_error());
}

byte_stream::~byte_stream() {
    if (ours_) ::close(handle_);
}

std::string_view byte_stream::next(const std::atomic<bool>& stop) {
    while (!stop) {
        // A read of an empty pipe could not be called off. What is wrong with the handle, the read will say.
        pollfd waiting{handle_, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, patience);
        if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
        const auto got = ::read(handle_, buffer_.data(), buffer_.size());
        if (got >= 0) return {buffer_.data(), static_cast<std::size_t>(got)};
        if (errno != EINTR && errno != EAGAIN) throw std::system_error(last_error());
    }
    return {};
}

std::vector<input> find_inputs(const std::vector<std::string>& operands, bool& failed,
                               std::string_view extension) {
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
            if (it->path().extension() == extension && !it->is_directory(ignored))
                paths.push_back(it->path());
        }
        if (error || paths.empty()) {
            complain(in_quotes(operand) + ": " +
                     (error ? error.message() : "the folder holds no " + std::string(extension) + " file"));
            failed = true;
        }
        std::sort(paths.begin(), paths.end());
        for (const fs::path& path : paths) inputs.push_back({path.string()});
    }
    return inputs;
}

} // namespace gongbao::tool
