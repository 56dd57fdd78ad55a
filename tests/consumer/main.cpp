#include <gongbao/gongbao.hpp>
#include <gongbao/json.hpp>

#include <iostream>

int main() {
    const auto extractor = gongbao::extractor::builtin();
    for (const gongbao::fact& fact : extractor.extract("全市28个省重点项目复工率达98.5%,居全省第一。"))
        std::cout << gongbao::to_json(fact) << '\n';
}
