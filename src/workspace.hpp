#pragma once
// What the stages work in, kept from call to call: their memory, and the states that the automata have made so far.
//
// A call borrows a workspace from the pool of its extractor and gives it back. There are no locks: a slot is taken and
// filled with one atomic exchange, and a thread tries first the slot that it used last time, where its caches are warm.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include <gongbao/numeral.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>
#include <gongbao/view.hpp>

#include "clause.hpp"
#include "context.hpp"
#include "match.hpp"
#include "paragraphs.hpp"
#include "stages.hpp"

namespace gongbao::detail {

// Paragraphs that a stage goes over before the next one begins, and what the stages find in them. So the code of a stage
// is read into the processor's cache once for all of them, and its loops end once.
struct batch {
    view text;
    std::vector<paragraph_range> paragraphs;
    paragraph_marks marks;
    numeral_list found_numerals;        // and one more behind them
    std::vector<unsigned char> claimed; // by numeral: a time holds it
    candidate_list for_times;
    time_list found_times; // and one more before and behind them
    quantity_list found_quantities;
    std::vector<clause> clauses;
    std::vector<std::uint32_t> clauses_with_quantities;
    match_list matches;

    // Each only behind the stage that finds them.
    [[nodiscard]] numeral_span numerals() const noexcept {
        return {found_numerals.data(), found_numerals.size() - 1};
    }
    [[nodiscard]] std::span<const time_expression> times() const noexcept {
        return {found_times.data() + 1, found_times.size() - 2};
    }
    [[nodiscard]] std::span<const quantity> quantities() const noexcept {
        return {found_quantities.data(), found_quantities.size()};
    }

    void clear() {
        found_numerals.clear();
        for_times.clear();
        found_times.clear();
        found_quantities.clear();
        clauses.clear();
        clauses_with_quantities.clear();
        matches.clear();
    }
};

struct workspace {
    // Measured: batches of 1,000 to 4,000 points take the same time, one paragraph at a time takes 23 % more.
    static constexpr std::size_t most_paragraphs = 64;
    static constexpr std::size_t enough_points = 2000; // no more paragraphs are taken in behind these

    batch work;
    std::vector<draft> draft_room; // used again, the first draft_count of them
    std::size_t draft_count{0};
    match_scratch matching;
    context_scratch context;

    draft& add_draft() {
        if (draft_count == draft_room.size())
            draft_room.emplace_back();
        else
            draft_room[draft_count].reset();
        return draft_room[draft_count++];
    }
    [[nodiscard]] std::span<draft> drafts() noexcept { return {draft_room.data(), draft_count}; }
    /// Lets go of what only a long paragraph of nothing but numbers needed.
    void trim() {
        constexpr std::size_t most_drafts = 4096;
        if (draft_room.size() > most_drafts) draft_room = {};
    }

    /// A row of megabytes that cannot be parted passed through: its memory is not worth keeping.
    [[nodiscard]] bool oversized() const noexcept {
        constexpr std::size_t most_points = std::size_t{1} << 21U;
        return work.text.points.capacity() > most_points;
    }
};

class workspace_pool {
public:
    workspace_pool() = default;
    workspace_pool(const workspace_pool&) = delete;
    workspace_pool& operator=(const workspace_pool&) = delete;
    ~workspace_pool() {
        for (auto& slot : slots_) delete slot.load();
    }

    [[nodiscard]] std::unique_ptr<workspace> take() {
        const std::size_t first = own_slot();
        for (std::size_t i = 0; i < slots_.size(); ++i)
            if (workspace* w = slots_[(first + i) % slots_.size()].exchange(nullptr))
                return std::unique_ptr<workspace>(w);
        return std::make_unique<workspace>();
    }

    void give_back(std::unique_ptr<workspace> w) noexcept {
        if (w->oversized()) return;
        w->trim();
        const std::size_t first = own_slot();
        for (std::size_t i = 0; i < slots_.size(); ++i) {
            workspace* empty = nullptr;
            if (slots_[(first + i) % slots_.size()].compare_exchange_strong(empty, w.get())) {
                static_cast<void>(w.release());
                return;
            }
        }
    }

private:
    [[nodiscard]] std::size_t own_slot() const noexcept {
        return std::hash<std::thread::id>()(std::this_thread::get_id()) % slots_.size();
    }

    std::array<std::atomic<workspace*>, 64> slots_{};
};

// A workspace for one call.
class borrowed_workspace {
public:
    explicit borrowed_workspace(workspace_pool& pool) : pool_(pool), mine_(pool.take()) {}
    borrowed_workspace(const borrowed_workspace&) = delete;
    borrowed_workspace& operator=(const borrowed_workspace&) = delete;
    ~borrowed_workspace() { pool_.give_back(std::move(mine_)); }

    [[nodiscard]] workspace& operator*() const noexcept { return *mine_; }

private:
    workspace_pool& pool_;
    std::unique_ptr<workspace> mine_;
};

} // namespace gongbao::detail
