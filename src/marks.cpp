#include "marks.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace gongbao::detail {
namespace {

constexpr std::size_t block = 64; // points in a word

/// Eight bytes of eight bits turned: bit k of byte i becomes bit i of byte k (Warren, Hacker's Delight, 7-3).
std::uint64_t turned(std::uint64_t x) noexcept {
    std::uint64_t t = (x ^ (x >> 7U)) & 0x00AA00AA00AA00AAULL;
    x ^= t ^ (t << 7U);
    t = (x ^ (x >> 14U)) & 0x0000CCCC0000CCCCULL;
    x ^= t ^ (t << 14U);
    t = (x ^ (x >> 28U)) & 0x00000000F0F0F0F0ULL;
    return x ^ t ^ (t << 28U);
}

} // namespace

void paragraph_marks::make(std::u32string_view text, const mark_table& table) {
    points_ = text.size();
    words_ = (points_ + block - 1) / block;
    for (auto& kind : bits_)
        if (kind.size() < words_) kind.resize(std::max(words_, 2 * kind.size()));
    std::array<mark_table::bits, block> here{};
    for (std::size_t w = 0; w < words_; ++w) {
        const std::size_t begin = w * block;
        const std::size_t count = std::min(block, points_ - begin);
        if (count < block) here.fill(0);
        const char32_t* const points = text.data() + begin;
        const bool last = begin + count == points_; // nothing is behind its last point
        for (std::size_t i = 0; i + (last ? 1 : 0) < count; ++i) here[i] = table.of(points[i], points[i + 1]);
        if (last) here[count - 1] = table.of(points[count - 1], 0);
        std::array<std::uint64_t, mark_kinds> kinds{};
        for (std::size_t i = 0; i < block; i += 8) {
            std::uint64_t eight = 0;
            if constexpr (std::endian::native == std::endian::little)
                std::memcpy(&eight, here.data() + i, 8);
            else
                for (std::size_t k = 0; k < 8; ++k) eight |= std::uint64_t{here[i + k]} << (8 * k);
            if (eight == 0) continue;
            eight = turned(eight);
            for (std::size_t k = 0; k < mark_kinds; ++k) kinds[k] |= (eight >> (8 * k) & 0xFFU) << i;
        }
        for (std::size_t k = 0; k < mark_kinds; ++k) bits_[k][w] = kinds[k];
    }
    // a place that no list has ends with a place_end a few points further on
    auto& places = bits_[static_cast<std::size_t>(mark::place)];
    const auto& ends = bits_[static_cast<std::size_t>(mark::place_end)];
    for (std::size_t w = 0; w < words_; ++w) {
        const std::uint64_t behind = w + 1 < words_ ? ends[w + 1] : 0;
        for (std::size_t far = 1; far <= longest_unlisted_place; ++far)
            places[w] |= ends[w] >> far | behind << (block - far);
    }
}

} // namespace gongbao::detail
