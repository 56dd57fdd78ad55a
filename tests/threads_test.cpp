// One extractor, four threads: the same facts as alone. CI runs this under the thread sanitizer.
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gongbao/extractor.hpp>

#include "support/facts.hpp"

using namespace gongbao;

namespace {

constexpr std::size_t thread_count = 4;

std::string facts_of(const extractor& e, const support::article& a) {
    return support::lines(e.extract(a.text, {.published = a.published}));
}

} // namespace

BOOST_AUTO_TEST_SUITE(threads)

BOOST_AUTO_TEST_CASE(one_extractor_is_shared) {
    const std::vector<support::article>& articles = support::articles();
    const extractor shared =
        extractor::builtin(); // nothing has been asked of it: what is made late is made in the threads
    std::vector<std::vector<std::string>> found(thread_count, std::vector<std::string>(articles.size()));
    std::atomic<std::size_t> ready{0};
    std::vector<std::thread> running;
    for (std::size_t t = 0; t < thread_count; ++t) {
        running.emplace_back([&, t] {
            ++ready;
            while (ready < thread_count) std::this_thread::yield(); // all at once
            // each begins with another article
            for (std::size_t i = 0; i < articles.size(); ++i) {
                const std::size_t k = (i + t * articles.size() / thread_count) % articles.size();
                found[t][k] = facts_of(shared, articles[k]);
            }
        });
    }
    for (std::thread& r : running) r.join();
    const extractor alone = extractor::builtin();
    for (std::size_t k = 0; k < articles.size(); ++k) {
        const std::string wanted = facts_of(alone, articles[k]);
        BOOST_TEST(!wanted.empty(), articles[k].name);
        for (std::size_t t = 0; t < thread_count; ++t)
            BOOST_TEST((found[t][k] == wanted), articles[k].name << " in thread " << t);
    }
}

BOOST_AUTO_TEST_CASE(copies_come_and_go) {
    const support::article& a = support::articles().front();
    const std::string wanted = facts_of(support::builtin(), a);
    std::vector<std::string> found(thread_count);
    std::vector<std::thread> running;
    {
        const extractor first = extractor::builtin();
        for (std::size_t t = 0; t < thread_count; ++t)
            running.emplace_back([copy = first, t, &found, &a] { found[t] = facts_of(copy, a); });
    } // the threads' copies keep the tables alive
    for (std::thread& r : running) r.join();
    for (const std::string& f : found) BOOST_TEST((f == wanted));
}

BOOST_AUTO_TEST_SUITE_END()
