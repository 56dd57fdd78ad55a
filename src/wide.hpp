#pragma once
// The loop that reads a text, written for processors that can do 64 bytes at a time (AVX-512 with VBMI2: servers since
// 2019 at Intel and 2022 at AMD). Which form is taken is decided when the program runs, not when it is built. The form for
// all processors stands in view.cpp and gives the same, as tests/paragraphs_test compares; this one can be deleted with what
// calls it, and then newspaper text takes 3 to 4 % longer.

#include <cstddef>

namespace gongbao::detail {

/// Whether this processor has what read_plain_wide needs; it must not be called where it has not.
[[nodiscard]] bool has_wide_form() noexcept;

// Points that are being written. Behind the first `count` there is room up to `room`, which may be written over.
struct point_room {
    char32_t* points{nullptr};
    std::size_t* offsets{nullptr};
    std::size_t room{0};
    std::size_t count{0};
    bool full{false}; // reading stopped because less room is left than it wants, 64 points at most
};

/// As writer::push_plain in view.cpp, but that traditional characters stay what they are: see paragraphs_reader.
std::size_t read_plain_wide(const unsigned char* bytes, std::size_t at, std::size_t size,
                            point_room& out) noexcept;

} // namespace gongbao::detail
