// libFuzzer entry: any bytes go through every stage, and the promises are checked.
//
//     cmake -S . -B build-fuzz -DCMAKE_CXX_COMPILER=clang++ -DGONGBAO_FUZZ=ON
//     build-fuzz/tests/fuzz/fuzz_extract -max_len=4096 corpus tests/crashes tests/articles
//
// The first byte chooses a date of publication; the rest is the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <gongbao/extractor.hpp>
#include <gongbao/json.hpp>

namespace {

// More finds nothing new (state is kept by paragraph) and only makes the runs slow.
constexpr std::size_t size_limit = 8192;

void require(bool good) {
    if (!good) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) { // NOLINT: the name is libFuzzer's
    if (size == 0 || size > size_limit) return 0;
    static const gongbao::extractor extractor = gongbao::extractor::builtin();
    gongbao::options options;
    if (data[0] != 0)
        options.published = gongbao::date{1990 + data[0] % 40, 1 + data[0] % 12, 1 + data[0] % 28};
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);

    std::size_t before = 0;
    std::string first;
    for (const gongbao::fact& f : extractor.extract(text, options)) {
        require(f.span.begin >= before && f.span.begin < f.span.end && f.span.end <= text.size());
        require(text.substr(f.span.begin, f.span.size()) == f.quote);
        before = f.span.begin;
        gongbao::append_json(first, f);
    }
    std::string second;
    for (const gongbao::fact& f : extractor.extract(text, options)) gongbao::append_json(second, f);
    require(first == second);
    for (const gongbao::number& n : extractor.numbers(text))
        require(n.span.end <= text.size() && text.substr(n.span.begin, n.span.size()) == n.quote);
    return 0;
}
