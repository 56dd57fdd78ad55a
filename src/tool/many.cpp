#include "many.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace gongbao::tool {
namespace {

/// The place of a document in the window.
struct slot {
    std::size_t bytes{0}; ///< of its text while it is worked on, then of its answer
    bool done{false};
    answer made;
    std::exception_ptr error; ///< in place of the answer
};

class crew {
public:
    crew(const steps& s, unsigned jobs) : steps_(s), most_documents_(jobs * most_documents_per_job) {
        threads_.reserve(jobs);
        try {
            while (threads_.size() < jobs) threads_.emplace_back([this] { run(); });
        } catch (...) { // no more threads to be had: fewer do it too
            if (threads_.empty()) throw;
        }
    }
    crew(const crew&) = delete;
    crew& operator=(const crew&) = delete;

    ~crew() {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        room_.notify_all();
        for (std::thread& t : threads_) t.join();
    }

    void put_all() {
        for (;;) {
            std::unique_lock lock(mutex_);
            done_.wait(lock, [this] { return window_.empty() ? ended_ : window_.front().done; });
            if (window_.empty()) {
                if (reading_error_) std::rethrow_exception(reading_error_);
                return;
            }
            slot first = std::move(window_.front()); // it keeps its room until it has been put
            lock.unlock();
            if (first.error) std::rethrow_exception(first.error);
            steps_.put(std::move(first.made));
            lock.lock();
            bytes_ -= first.bytes;
            window_.pop_front();
            lock.unlock();
            room_.notify_one();
        }
    }

private:
    /// What every thread does until the documents end.
    void run() {
        for (;;) {
            std::optional<document> taken;
            slot* const mine = take(taken);
            if (mine == nullptr) return;
            answer made;
            std::exception_ptr error;
            try {
                made = steps_.work(std::move(*taken));
            } catch (...) {
                error = std::current_exception();
            }
            taken.reset();
            lay(*mine, std::move(made), error);
        }
    }

    /// Waits for room, and takes the next document and its place; none after the last.
    slot* take(std::optional<document>& taken) {
        const std::lock_guard reading(reading_); // so that places come in the order of the documents
        {
            std::unique_lock lock(mutex_);
            room_.wait(lock, [this] { return stop_ || ended_ || has_room(); });
            if (stop_ || ended_) return nullptr;
        }
        try {
            taken = steps_.next(stop_);
            if (taken) {
                const std::lock_guard lock(mutex_);
                slot& mine = window_.emplace_back(); // a deque leaves its elements where they are
                mine.bytes = taken->text.size();
                bytes_ += mine.bytes;
                return &mine;
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            reading_error_ = std::current_exception();
        }
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        done_.notify_one();
        return nullptr;
    }

    void lay(slot& mine, answer made, std::exception_ptr error) {
        bool first = false;
        {
            const std::lock_guard lock(mutex_);
            bytes_ -= mine.bytes;
            mine.bytes = made.out.size() + made.complaint.size();
            bytes_ += mine.bytes;
            mine.made = std::move(made);
            mine.error = std::move(error);
            mine.done = true;
            first = &mine == &window_.front();
        }
        if (first) done_.notify_one(); // others have to wait for it
        room_.notify_one();            // the answer may be shorter than the text
    }

    [[nodiscard]] bool has_room() const {
        return window_.empty() || (window_.size() < most_documents_ && bytes_ < most_bytes_in_window);
    }

    const steps& steps_;
    const std::size_t most_documents_;

    std::mutex reading_; ///< taken before mutex_
    std::mutex mutex_;   ///< of all below
    std::condition_variable room_;
    std::condition_variable done_;
    std::deque<slot> window_;
    std::size_t bytes_{0};
    bool ended_{false};
    std::exception_ptr reading_error_; ///< why they ended before the last
    std::atomic<bool> stop_{false};    ///< also seen without the mutex, by the reader

    std::vector<std::thread> threads_; ///< last: they use the rest
};

} // namespace

void work_in_order(const steps& s, unsigned jobs) {
    if (jobs > 1) {
        crew(s, jobs).put_all();
        return;
    }
    const std::atomic<bool> never{false};
    while (auto taken = s.next(never)) s.put(s.work(std::move(*taken)));
}

} // namespace gongbao::tool
