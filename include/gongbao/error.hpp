#pragma once
/// \file error.hpp
/// What can go wrong, and how it is said.
///
/// Extraction cannot fail. Loading a pack can: the loader gives back a `result`, which holds the value or every
/// problem that was found, never half of each. The library prints nothing; `to_string(problem)` is the line that a
/// program shows.
///
///     auto pack = gongbao::load_pack("my-pack");
///     if (!pack) {
///         for (const gongbao::problem& p : pack.problems()) std::cerr << to_string(p) << '\n';
///     }

#include <cassert>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gongbao {

/// One thing that is wrong in a pack.
struct problem {
    std::string file;    ///< the file, as it was named to the loader
    std::size_t line{0}; ///< 1-based; 0 when only the pointer is known
    std::string pointer; ///< JSON pointer (RFC 6901) to the value
    std::string rule;    ///< id of the rule, when it is one
    std::string message; ///< what is wrong and how to mend it
};

/// file:line: rule ID: message (at pointer); what is empty is left out
[[nodiscard]] std::string to_string(const problem&);

/// A value, or the problems that kept it from being made.
template <class T>
class result {
public:
    result(T value) : state_(std::move(value)) {}                          // NOLINT: converts on purpose
    result(std::vector<problem> problems) : state_(std::move(problems)) {} // NOLINT: converts on purpose

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// The value; has_value() must be true.
    [[nodiscard]] T& value() {
        assert(has_value());
        return *std::get_if<T>(&state_);
    }
    [[nodiscard]] T& operator*() { return value(); }
    [[nodiscard]] T* operator->() { return &value(); }

    /// Every problem; has_value() must be false.
    [[nodiscard]] const std::vector<problem>& problems() const {
        assert(!has_value());
        return *std::get_if<std::vector<problem>>(&state_);
    }

private:
    std::variant<T, std::vector<problem>> state_;
};

} // namespace gongbao
