#pragma once
// The parts of the benchmark; each prints its own table.

#include <string>
#include <vector>

#include <gongbao/extractor.hpp>

#include "texts.hpp"

namespace bench {

/// The scan and every pass in turn, several rounds of it.
void print_rounds(const gongbao::extractor&, const text_sets&, int rounds);

/// Two threads that share an extractor, over one.
void print_threads(const gongbao::extractor&, const text_sets&, int rounds);

/// Each document once in a fresh process, its memory, and the start of the program. `which_texts` are the arguments
/// that make a process of this program read the same texts.
void print_fresh(const std::vector<std::string>& which_texts, int rounds);

/// The cost of a byte from small texts to large, from few documents to many, and of the worst that may come in.
void print_growth(const gongbao::extractor&, const text_sets&, const std::vector<std::string>& which_texts,
                  int rounds);

/// What a fresh process measures and prints for its parent: "dense", "newspaper", "size:BYTES", "documents:NUMBER".
/// It makes its own extractor. False when there is no such task.
bool run_child(const std::string& task, const text_sets&);

} // namespace bench
