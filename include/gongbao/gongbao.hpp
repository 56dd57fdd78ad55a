#pragma once
/// \file gongbao.hpp
/// All of gongbao.

#include <gongbao/decimal.hpp>
#include <gongbao/error.hpp>
#include <gongbao/extractor.hpp>
#include <gongbao/fact.hpp>
#include <gongbao/json.hpp>
#include <gongbao/numeral.hpp>
#include <gongbao/pack.hpp>
#include <gongbao/period.hpp>
#include <gongbao/quantity.hpp>
#include <gongbao/table.hpp>
#include <gongbao/version.hpp>
#include <gongbao/view.hpp>
