#include "wide.hpp"

#if defined(__x86_64__) && defined(__GNUC__)

#include <algorithm>
#include <bit>
#include <cstdint>

#if defined(__clang__)
#include <immintrin.h>
#else // its own functions set off false warnings of GCC 12
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop
#endif

#include "fold_mark.hpp"
#include "fold_table.hpp"

namespace gongbao::detail {

bool has_wide_form() noexcept {
    static const bool all = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                            __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                            __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2");
    return all;
}

namespace {

constexpr std::size_t block = 64; // bytes
constexpr std::size_t lanes = 16; // points in a register

/// The first `count` bits.
constexpr std::uint64_t first_bits(std::size_t count) noexcept {
    return count >= block ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

// What plain_characters has for the 32 characters from a number on.
std::uint32_t plain_word(char32_t first) noexcept {
    return static_cast<std::uint32_t>(plain_characters[first / 64] >> (first % 64));
}

/// Which marks a view takes as they are, by 32 characters: general punctuation (2000 to 203F), that of CJK (3000 to
/// 303F), and ASCII; see plain_lanes.
[[gnu::target("avx512f")]] __m512i plain_words() noexcept {
    return _mm512_setr_epi32(static_cast<int>(plain_word(0x2000)), static_cast<int>(plain_word(0x2020)), 0, 0,
                             static_cast<int>(plain_word(0x3000)), static_cast<int>(plain_word(0x3020)), 0, 0,
                             0, static_cast<int>(plain_word(0x20)), static_cast<int>(plain_word(0x40)),
                             static_cast<int>(plain_word(0x60)), 0, 0, 0, 0);
}

/// Which points are Han, or a mark that a view takes as it is. All others are rare.
[[gnu::target("avx512f")]] __mmask16 plain_lanes(__m512i point, __m512i words) noexcept {
    const __m512i of_32 = _mm512_srli_epi32(point, 5);
    const __m512i of_64 = _mm512_srli_epi32(point, 6);
    // the last four words are those of no such character
    __m512i word = _mm512_set1_epi32(12);
    word = _mm512_mask_mov_epi32(word, _mm512_cmplt_epu32_mask(of_32, _mm512_set1_epi32(4)),
                                 _mm512_set1_epi32(8));
    word = _mm512_mask_mov_epi32(word, _mm512_cmpeq_epi32_mask(of_64, _mm512_set1_epi32(0x2000 / 64)),
                                 _mm512_setzero_si512());
    word = _mm512_mask_mov_epi32(word, _mm512_cmpeq_epi32_mask(of_64, _mm512_set1_epi32(0x3000 / 64)),
                                 _mm512_set1_epi32(4));
    word = _mm512_or_si512(word, _mm512_and_si512(of_32, _mm512_set1_epi32(3)));
    const __m512i bit =
        _mm512_sllv_epi32(_mm512_set1_epi32(1), _mm512_and_si512(point, _mm512_set1_epi32(31)));
    const __mmask16 mark = _mm512_test_epi32_mask(_mm512_permutexvar_epi32(word, words), bit);
    const __mmask16 han =
        _mm512_cmple_epu32_mask(_mm512_sub_epi32(point, _mm512_set1_epi32(static_cast<int>(han_first))),
                                _mm512_set1_epi32(static_cast<int>(han_last - han_first)));
    return static_cast<__mmask16>(mark | han);
}

} // namespace

[[gnu::target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,bmi,bmi2")]] std::size_t
read_plain_wide(const unsigned char* bytes, std::size_t at, std::size_t size, point_room& out) noexcept {
    const __m512i numbers =
        _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43,
                        42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22,
                        21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i words = plain_words();
    std::size_t count = out.count;
    std::uint64_t begun = 0; // the bytes at the beginning of a block that belong to the character before it
    out.full = false;
    for (;;) {
        // nothing here waits for the block before: where blocks begin is known
        const std::size_t left = size - at;
        const std::uint64_t here = first_bits(left);
        const __m512i first = _mm512_maskz_loadu_epi8(here, bytes + at);
        const __m512i second =
            _mm512_maskz_loadu_epi8(first_bits(std::max<std::size_t>(left, 1) - 1), bytes + at + 1);
        const __m512i third =
            _mm512_maskz_loadu_epi8(first_bits(std::max<std::size_t>(left, 2) - 2), bytes + at + 2);
        const __m512i last_behind = _mm512_set1_epi8(static_cast<char>(0xBF)); // of a byte behind a lead
        // the first byte of a character of three: E1 to EF, what E0 begins may be overlong
        const std::uint64_t threes = _mm512_cmple_epu8_mask(
            _mm512_sub_epi8(first, _mm512_set1_epi8(static_cast<char>(0xE1))), _mm512_set1_epi8(0xEF - 0xE1));
        // no blank or control is plain
        const std::uint64_t ascii = _mm512_cmple_epu8_mask(_mm512_sub_epi8(first, _mm512_set1_epi8(0x21)),
                                                           _mm512_set1_epi8(0x7E - 0x21));
        const std::uint64_t whole =
            threes & _mm512_cmple_epi8_mask(second, last_behind) & _mm512_cmple_epi8_mask(third, last_behind);
        const std::uint64_t good = ascii | whole;
        const std::uint64_t odd = ~((good | whole << 1U | whole << 2U | begun) & here);
        const std::size_t stop = odd == 0 ? block : static_cast<std::size_t>(std::countr_zero(odd));
        const std::uint64_t taken = good & first_bits(stop);
        const auto found = static_cast<std::size_t>(std::popcount(taken));
        if (out.room - count < (found + lanes - 1) / lanes * lanes) {
            out.full = true;
            at += static_cast<std::size_t>(std::popcount(begun));
            break;
        }
        __m512i places = _mm512_maskz_compress_epi8(taken, numbers);
        __m512i firsts = _mm512_maskz_compress_epi8(taken, first);
        __m512i seconds = _mm512_maskz_compress_epi8(taken, second);
        __m512i thirds = _mm512_maskz_compress_epi8(taken, third);
        const __m512i base = _mm512_set1_epi64(static_cast<long long>(at));
        for (std::size_t k = 0; k < found; k += lanes) {
            const __m512i a = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(firsts));
            const __m512i b = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(seconds));
            const __m512i c = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(thirds));
            const __m512i six = _mm512_set1_epi32(0x3F);
            const __m512i high = _mm512_slli_epi32(_mm512_and_si512(a, _mm512_set1_epi32(0x0F)), 12);
            const __m512i middle = _mm512_slli_epi32(_mm512_and_si512(b, six), 6);
            const __m512i three = _mm512_or_si512(_mm512_or_si512(high, middle), _mm512_and_si512(c, six));
            __m512i point =
                _mm512_mask_mov_epi32(a, _mm512_cmpgt_epi32_mask(a, _mm512_set1_epi32(0x7F)), three);
            // what EF begins: full-width forms become ASCII, and all others are no longer plain
            point = _mm512_mask_sub_epi32(point, _mm512_cmpeq_epi32_mask(a, _mm512_set1_epi32(0xEF)), point,
                                          _mm512_set1_epi32(first_full_width - U'!'));
            char32_t* const points = out.points + count;
            std::size_t* const offsets = out.offsets + count;
            const __m128i those = _mm512_castsi512_si128(places);
            _mm512_storeu_si512(points, point);
            _mm512_storeu_si512(offsets, _mm512_add_epi64(base, _mm512_cvtepu8_epi64(those)));
            _mm512_storeu_si512(offsets + lanes / 2,
                                _mm512_add_epi64(base, _mm512_cvtepu8_epi64(_mm_srli_si128(those, 8))));
            const auto others =
                static_cast<unsigned>(~plain_lanes(point, words) & first_bits(std::min(found - k, lanes)));
            if (others != 0) {
                const auto plain = static_cast<std::size_t>(std::countr_zero(others));
                out.count = count + plain;
                return offsets[plain];
            }
            count += std::min(found - k, lanes);
            // the next ones to the front
            firsts = _mm512_alignr_epi64(firsts, firsts, 2);
            seconds = _mm512_alignr_epi64(seconds, seconds, 2);
            thirds = _mm512_alignr_epi64(thirds, thirds, 2);
            places = _mm512_alignr_epi64(places, places, 2);
        }
        at += stop;
        if (stop < block) break;
        begun = whole >> 63U | whole >> 62U;
    }
    out.count = count;
    return at;
}

} // namespace gongbao::detail

#else // never called

namespace gongbao::detail {

bool has_wide_form() noexcept {
    return false;
}
std::size_t read_plain_wide(const unsigned char* /*bytes*/, std::size_t at, std::size_t /*size*/,
                            point_room& /*out*/) noexcept {
    return at;
}

} // namespace gongbao::detail

#endif
