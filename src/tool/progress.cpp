#include "progress.hpp"

#include <algorithm>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace gongbao::tool {
namespace {

constexpr std::chrono::milliseconds pause{100};
constexpr std::chrono::seconds first_guess{1}; // before it, what is left is anybody's guess
constexpr std::size_t widest_bar = 20;
constexpr std::size_t narrowest_bar = 5; // and where there is no room for that, none

std::size_t columns() noexcept {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// With one digit behind the point.
std::string megabytes(std::uintmax_t bytes) {
    const std::uintmax_t tenths = bytes / 100'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string two_digits(std::int64_t n) {
    return (n < 10 ? "0" : "") + std::to_string(n);
}

std::string clock_time(std::chrono::seconds time) {
    const std::int64_t all = time.count();
    const std::string seconds = two_digits(all % 60);
    const std::int64_t minutes = all / 60;
    if (minutes < 60) return std::to_string(minutes) + ":" + seconds;
    return std::to_string(minutes / 60) + ":" + two_digits(minutes % 60) + ":" + seconds;
}

void write(const std::string& text) noexcept {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

} // namespace

progress::progress(const document_reader& work)
    : visible_(::isatty(STDERR_FILENO) == 1 && ::isatty(STDOUT_FILENO) != 1) {
    if (!visible_) return;
    all_documents_ = work.count();
    all_bytes_ = work.size();
}

void progress::add(std::uintmax_t bytes, std::size_t facts) {
    ++documents_;
    bytes_ += bytes;
    facts_ += facts;
    if (!visible_ || documents_ == all_documents_) return;
    const auto now = clock::now();
    if (written_ && now - *written_ < pause) return;
    written_ = now;
    const std::size_t room = columns() - 1;
    std::string text = line(now - begin_, room);
    text.resize(std::min(text.size(), room)); // a line that wraps could not be written over
    const std::size_t width = text.size();
    if (width < width_) text.append(width_ - width, ' '); // what the line before it leaves over
    width_ = width;
    write("\r" + text);
}

void progress::hide() noexcept {
    if (width_ == 0) return;
    std::fprintf(stderr, "\r%*s\r", static_cast<int>(width_), "");
    std::fflush(stderr);
    width_ = 0;
}

std::string progress::line(clock::duration since, std::size_t room) const {
    std::string text = std::to_string(documents_);
    if (all_documents_) text += " of " + std::to_string(*all_documents_);
    text += all_documents_.value_or(documents_) == 1 ? " document, " : " documents, ";
    text += megabytes(bytes_);
    if (all_bytes_) text += " of " + megabytes(*all_bytes_);
    text += " MB, " + std::to_string(facts_) + (facts_ == 1 ? " fact" : " facts");
    if (!all_bytes_ || *all_bytes_ == 0) return text; // nothing to measure by

    const double part = std::min(1.0, static_cast<double>(bytes_) / static_cast<double>(*all_bytes_));
    if (part > 0 && since >= first_guess) {
        const auto left = std::chrono::duration<double>(since) * ((1 - part) / part);
        text.insert(0, clock_time(std::chrono::ceil<std::chrono::seconds>(left)) + " left, ");
    }
    const std::string percent = std::to_string(static_cast<int>(part * 100));
    text.insert(0, std::string(3 - percent.size(), ' ') + percent + "%  ");
    constexpr std::size_t frame = 3; // brackets and a space
    if (text.size() + frame + narrowest_bar > room) return text;
    const std::size_t width = std::min(widest_bar, room - text.size() - frame);
    const auto full = static_cast<std::size_t>(part * static_cast<double>(width));
    return "[" + std::string(full, '#') + std::string(width - full, '-') + "] " + text;
}

} // namespace gongbao::tool
