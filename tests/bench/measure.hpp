#pragma once
// Clocks, medians, memory, and programs that are run to be measured.

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

/// Nanoseconds that this thread has run. Other programs on the machine do not count, as they would on a clock.
double thread_ns();
/// Nanoseconds that all threads of this process have run.
double process_ns();
/// Nanoseconds of a clock.
double wall_ns();

template <typename F>
double thread_ns_of(F&& work) {
    const double start = thread_ns();
    work();
    return thread_ns() - start;
}

/// Of several measurements.
struct spread {
    double median{0};
    double least{0};
    double most{0};
};
spread spread_of(std::vector<double> values);

/// Bytes of this process in memory, now.
std::size_t resident();
/// The most that there were since forget_peak(), or since the start where the system cannot forget.
std::size_t peak_resident();
/// Gives the system back what the heap does not use, where the C library can.
void give_back();
/// Gives back, and starts a new peak.
void forget_peak();

/// What a program printed, and when, from the moment it was started.
struct finished {
    std::string output;
    double first_byte_ns{0};
};
/// Runs a program to its end. Ends this one where that fails.
finished run_program(const std::vector<std::string>& arguments);

/// The numbers that this very program prints when it is run anew with these arguments.
std::vector<double> run_self(std::vector<std::string> arguments);

} // namespace bench
