// Why a sentence gives the facts that it gives: what every stage makes of it.
//
//     explain [SENTENCE]
#include <iostream>
#include <string>

#include <gongbao/gongbao.hpp>

int main(int argc, char** argv) {
    // The hotline 12345 is no statistic; the 77 projects take their noun from the clause before.
    const std::string sentence =
        argc > 1 ? argv[1] : "12345热线受理诉求1.2万余件;全市100个市重点项目已开复工77个。";

    const auto extractor = gongbao::extractor::builtin();
    std::cout << extractor.explain(sentence);
}
