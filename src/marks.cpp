#include "marks.hpp"

#include <algorithm>
#include <bit>

#include "mark_groups.hpp"

namespace gongbao::detail {
namespace {

constexpr std::size_t block = mark_table::block;
constexpr std::size_t group = mark_table::group;

/// Writes the places of the bits of a word behind the `count` numbers of a list. `Few` are written without asking whether
/// there are so many: what is too much is written over.
template <unsigned Few>
void list_bits(std::uint64_t word, std::size_t first, std::vector<std::size_t>& list, std::size_t& count) {
    // for those of one word, and the two that end the list
    if (const std::size_t most = count + block + 2; list.size() < most) [[unlikely]]
        list.resize(std::max(most, 2 * list.size()));
    constexpr std::uint64_t last = std::uint64_t{1} << (block - 1); // for countr_zero, which would ask for 0
    std::size_t* to = list.data() + count;
    for (unsigned k = 0; k < Few; ++k) {
        *to = first + static_cast<std::size_t>(std::countr_zero(word | last));
        to += word != 0 ? 1 : 0;
        word &= word - 1;
    }
    for (; word != 0; word &= word - 1)
        *to++ = first + static_cast<std::size_t>(std::countr_zero(word | last));
    count = static_cast<std::size_t>(to - list.data());
}

} // namespace

void mark_table::look_up(const char32_t* points, std::size_t groups, found& all) const noexcept {
    const std::uint32_t* const by_character = characters_.data();
    const bits* const by_pair = pairs_.data();
    for (std::size_t at = 0; at < groups * group; at += group) {
        const char32_t* here = points + at;
        std::array<char32_t, group + 1>
            stand_ins; // NOLINT(cppcoreguidelines-pro-type-member-init): seldom needed
        if (any_beyond(here)) [[unlikely]] {
            for (std::size_t i = 0; i <= group; ++i) stand_ins[i] = std::min(here[i], beyond);
            here = stand_ins.data();
        }
        group_places pairs; // NOLINT(cppcoreguidelines-pro-type-member-init): written here
        find_places(here, pairs);
#pragma GCC unroll 16
        for (std::size_t i = 0; i < group; ++i) {
            all.characters[at + i] = by_character[here[i]];
            all.of_pair[at + i + 1] = by_pair[pairs[i]];
        }
    }
}

bool paragraph_marks::make(std::u32string_view text, const mark_table& table) {
    points_ = text.size();
    const std::size_t words = (points_ + block - 1) / block;
    if (const std::size_t most = (words + 1) * mark_kinds; bits_.size() < most)
        bits_.resize(std::max(most, 2 * bits_.size()));
    constexpr std::size_t eight = 8; // next() reads so many at once
    if (const std::size_t most = words * block + eight; hints_.size() < most)
        hints_.resize(std::max(most, 2 * hints_.size()));
    mark_table::found here; // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
    here.of_pair[0] = text.empty() ? mark_table::bits{} : table.before(text[0]);
    unsigned folds = 0;
    for (std::size_t w = 0; w < words; ++w) {
        const std::size_t begin = w * block;
        const std::size_t count = std::min(block, points_ - begin);
        const std::size_t groups = (count + group - 1) / group;
        const char32_t* from = text.data() + begin;
        std::array<char32_t, block + 1> last; // NOLINT(cppcoreguidelines-pro-type-member-init): written below
        if (begin + block >= points_) {       // behind the last nothing stands
            std::copy(from, from + count, last.begin());
            std::fill(last.begin() + static_cast<std::ptrdiff_t>(count), last.end(), U'\0');
            from = last.data();
        }
        // all of a block is looked up before any of it is used: what was just written in parts cannot be read as a whole
        table.look_up(from, groups, here);
        kind_words kinds{};
        for (std::size_t at = 0; at < groups * group; at += group)
            folds |= unsigned{put_together(here, at, kinds, hints_.data() + begin)};
        here.of_pair.front() = here.of_pair.back();
        std::copy(kinds.begin(), kinds.end(), bits_.begin() + static_cast<std::ptrdiff_t>(place(mark{}, w)));
    }
    // none behind the last
    std::fill_n(bits_.begin() + static_cast<std::ptrdiff_t>(place(mark{}, words)), mark_kinds, 0);
    return folds != 0;
}

void paragraph_marks::list_points() {
    const std::size_t words = (points_ + block - 1) / block;
    std::array<std::size_t, listed_kinds> counts{};
    std::uint64_t before = 0; // the last bit of the word before
    for (std::size_t w = 0; w < words; ++w) {
        const std::uint64_t numerals = bits_[place(mark::numeral, w)];
        list_bits<3>(numerals & ~(numerals << 1U | before), w * block, lists_[0], counts[0]);
        list_bits<2>(bits_[place(mark::time, w)], w * block, lists_[1], counts[1]);
        list_bits<1>(bits_[place(mark::head, w)], w * block, lists_[2], counts[2]);
        list_bits<7>(bits_[place(mark::clause_end, w)], w * block, lists_[3], counts[3]);
        before = numerals >> (block - 1);
    }
    for (std::size_t k = 0; k < listed_kinds; ++k) {
        if (lists_[k].empty()) lists_[k].resize(2); // of no points
        lists_[k][counts[k]] = lists_[k][counts[k] + 1] = SIZE_MAX;
    }
}

} // namespace gongbao::detail
