#include "marks.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace gongbao::detail {
namespace {

constexpr std::size_t block = 64; // points in a word

using kind_bytes = std::array<std::array<unsigned char, 8>, mark_kinds>;

constexpr std::size_t step = 8; // points at a time

/// Eight bytes of eight bits turned: bit k of byte i becomes bit i of byte k (Warren, Hacker's Delight, 7-3).
std::uint64_t turned(std::uint64_t x) noexcept {
    std::uint64_t t = (x ^ (x >> 7U)) & 0x00AA00AA00AA00AAULL;
    x ^= t ^ (t << 7U);
    t = (x ^ (x >> 14U)) & 0x0000CCCC0000CCCCULL;
    x ^= t ^ (t << 14U);
    t = (x ^ (x >> 28U)) & 0x00000000F0F0F0F0ULL;
    return x ^ t ^ (t << 28U);
}

/// Puts bit k of every point into byte `at` of kind k.
void turn(const unsigned char* points, kind_bytes& kinds, std::size_t at) noexcept {
    const std::uint64_t eight = turned(number_of(points));
    for (std::size_t k = 0; k < mark_kinds; ++k) kinds[k][at] = static_cast<unsigned char>(eight >> (8 * k));
}

} // namespace

void paragraph_marks::make(std::u32string_view text, const mark_table& table) {
    points_ = text.size();
    words_ = (points_ + block - 1) / block;
    for (auto& kind : bits_)
        if (kind.size() < words_) kind.resize(std::max(words_, 2 * kind.size()));
    constexpr std::size_t eight = 8; // next() reads so many at once
    if (hints_.size() < points_ + eight) hints_.resize(std::max(points_ + eight, 2 * hints_.size()));
    std::array<unsigned char, block> here{};
    kind_bytes kinds{};
    for (std::size_t w = 0; w < words_; ++w) {
        const std::size_t begin = w * block;
        const std::size_t count = std::min(block, points_ - begin);
        if (count < block) {
            here.fill(0);
            kinds = {};
        }
        table.look_up(text.data() + begin, count, begin > 0 ? text[begin - 1] : 0,
                      begin + count < points_ ? text[begin + count] : 0, here.data(), hints_.data() + begin);
        for (std::size_t i = 0; i < count; i += step) turn(here.data() + i, kinds, i / 8);
        for (std::size_t k = 0; k < mark_kinds; ++k) bits_[k][w] = number_of(kinds[k].data());
    }
}

} // namespace gongbao::detail
