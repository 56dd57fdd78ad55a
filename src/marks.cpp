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

/// Writes the places of the bits of a word, in order, from `to` on, where there is room for 64; gives where they end.
/// `Few` are written without asking whether there are so many: what is too much is written over.
template <unsigned Few>
std::size_t* list_bits(std::uint64_t word, std::size_t first, std::size_t* to) noexcept {
    constexpr std::uint64_t last = std::uint64_t{1} << (block - 1); // for countr_zero, which would ask for 0
    for (unsigned k = 0; k < Few; ++k) {
        *to = first + static_cast<std::size_t>(std::countr_zero(word | last));
        to += word != 0 ? 1 : 0;
        word &= word - 1;
    }
    for (; word != 0; word &= word - 1)
        *to++ = first + static_cast<std::size_t>(std::countr_zero(word | last));
    return to;
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
    // a place that no list has ends with a place_end a few points further on
    const auto& places = bits_[static_cast<std::size_t>(mark::place)];
    const auto& ends = bits_[static_cast<std::size_t>(mark::place_end)];
    auto& any_places = bits_[static_cast<std::size_t>(mark::any_place)];
    for (std::size_t w = 0; w < words_; ++w) {
        const std::uint64_t behind = w + 1 < words_ ? ends[w + 1] : 0;
        any_places[w] = places[w];
        for (std::size_t far = 1; far <= longest_unlisted_place; ++far)
            any_places[w] |= ends[w] >> far | behind << (block - far);
    }
}

void paragraph_marks::list_points() {
    // for all points, one word written too much, and the ends
    const std::size_t room = (words_ + 2) * block;
    if (lists_.front().size() < room) [[unlikely]]
        for (auto& list : lists_) list.resize(std::max(room, 2 * list.size()));
    std::array<std::size_t*, listed_kinds> to{lists_[0].data(), lists_[1].data(), lists_[2].data()};
    const std::uint64_t* const numerals = bits_[static_cast<std::size_t>(mark::numeral)].data();
    const std::uint64_t* const times = bits_[static_cast<std::size_t>(mark::time)].data();
    const std::uint64_t* const heads = bits_[static_cast<std::size_t>(mark::head)].data();
    std::uint64_t before = 0; // the last bit of the word before
    for (std::size_t w = 0; w < words_; ++w) {
        const std::uint64_t word = numerals[w];
        to[0] = list_bits<3>(word & ~(word << 1U | before), w * block, to[0]);
        to[1] = list_bits<2>(times[w], w * block, to[1]);
        to[2] = list_bits<1>(heads[w], w * block, to[2]);
        before = word >> (block - 1);
    }
    for (std::size_t* const end : to) end[0] = end[1] = SIZE_MAX;
}

} // namespace gongbao::detail
