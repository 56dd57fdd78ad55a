#include "measure.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace bench {
namespace {

double read_clock(clockid_t which) {
    timespec now{};
    clock_gettime(which, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

/// A line of /proc/self/status, in bytes. getrusage would do for the peak, but its figure outlives an exec: a small
/// child of a large process would have the peak of its parent.
std::size_t status(const char* name) {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(name))
            return std::strtoull(line.c_str() + std::strlen(name), nullptr, 10) << 10U;
    return 0;
}

[[noreturn]] void give_up(const char* what) {
    std::perror(what);
    std::exit(1);
}

} // namespace

double thread_ns() {
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}
double process_ns() {
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}
double wall_ns() {
    return read_clock(CLOCK_MONOTONIC);
}

spread spread_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    const double median = values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    return {median, values.front(), values.back()};
}

std::size_t resident() {
    return status("VmRSS:");
}

std::size_t peak_resident() {
    return status("VmHWM:");
}

void give_back() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

void forget_peak() {
    give_back();
    std::ofstream("/proc/self/clear_refs") << "5";
}

finished run_program(const std::vector<std::string>& arguments) {
    int ends[2]; // NOLINT: filled by pipe2
    if (pipe2(ends, O_CLOEXEC) != 0) give_up("pipe");
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);

    std::vector<std::string> words = arguments; // posix_spawn wants them writable
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);

    finished result;
    pid_t child = 0;
    const double start = wall_ns();
    const int error = posix_spawn(&child, pointers.front(), &actions, nullptr, pointers.data(), environ);
    if (error != 0) {
        errno = error;
        give_up(pointers.front());
    }
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    std::vector<char> buffer(1U << 16U);
    for (;;) {
        const ssize_t got = read(ends[0], buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        if (result.output.empty()) result.first_byte_ns = wall_ns() - start;
        result.output.append(buffer.data(), static_cast<std::size_t>(got));
    }
    close(ends[0]);
    int ended = 0;
    while (waitpid(child, &ended, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(ended) || WEXITSTATUS(ended) != 0) {
        std::fprintf(stderr, "gongbao_bench: '%s' failed\n", pointers.front());
        std::exit(1);
    }
    return result;
}

std::vector<double> run_self(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "/proc/self/exe");
    std::istringstream in(run_program(arguments).output);
    std::vector<double> numbers;
    for (double number = 0; in >> number;) numbers.push_back(number);
    return numbers;
}

} // namespace bench
