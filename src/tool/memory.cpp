#include "memory.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#if defined(__linux__) && defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace gongbao::tool {

void prepare_memory() noexcept {
#if defined(__linux__) && defined(__GLIBC__) && defined(MADV_HUGEPAGE)
    constexpr int in_one_go = 16 << 20;
    constexpr int never = 512 << 20;
    constexpr std::uintptr_t huge_page = std::uintptr_t{2} << 20U;
    // what is given back would only be asked for again
    mallopt(M_TRIM_THRESHOLD, never);
    mallopt(M_MMAP_THRESHOLD, in_one_go);
    mallopt(M_TOP_PAD, in_one_go);
    constexpr std::size_t more_than_there_is = 512U << 10U;
    void* const block = std::malloc(more_than_there_is);
    if (block == nullptr) return;
    // behind the block lies the rest of what was asked for
    char* first = static_cast<char*>(block);
    const std::uintptr_t past = reinterpret_cast<std::uintptr_t>(first) % huge_page;
    if (past != 0) first += huge_page - past;
    const char* const end = static_cast<const char*>(sbrk(0));
    // advice: a system that does not take it goes on as before
    if (first < end) madvise(first, static_cast<std::size_t>(end - first), MADV_HUGEPAGE);
    std::free(block);
#endif
}

} // namespace gongbao::tool
