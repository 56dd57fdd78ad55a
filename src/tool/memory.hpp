#pragma once
/// \file memory.hpp
/// How the program asks the system for memory.

namespace gongbao::tool {

/// Takes the first megabytes of the heap in one go. The first touch of every page of 4 KB costs more than what is then
/// done with it: half of the start-up went there. Does nothing where the C library is not glibc on Linux.
void prepare_memory() noexcept;

} // namespace gongbao::tool
