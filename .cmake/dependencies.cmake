# Everything from outside, all of it from Debian packages. Imported targets are system headers: their warnings are theirs.
#
#   Boost::headers            libboost1.81-dev      Spirit X3: the grammar of the rule language (dsl/parse.cpp only)
#   pugixml::pugixml          libpugixml-dev        XML filings and the sheets of workbooks
#   spdlog::spdlog fmt::fmt   libspdlog-dev         log lines; text formatting
#   CLI11::CLI11              libcli11-dev          the command line
#   nlohmann_json::nlohmann_json  nlohmann-json3-dev    reading JSON: code lists in use, reports in tests
#   PkgConfig::libzip         libzip-dev            opening workbooks
#   PkgConfig::xlsxwriter     libxlsxwriter-dev     writing workbooks
#   PkgConfig::nettle         nettle-dev            SHA-256 of inputs (checker/sha256.cpp only)
#   PkgConfig::libsodium      libsodium-dev         signatures
#   PkgConfig::toml           libtomlplusplus-dev   waiver files (checker/waivers.cpp only)
#   PkgConfig::re2            libre2-dev            patterns in linear time
#   PkgConfig::utf8proc       libutf8proc-dev       case folding and widths of text
#   gettextpo::gettextpo     libgettextpo-dev      translations (PO files)
#   mimalloc                 libmimalloc-dev       memory of the program: columns come and go by the thousand
#   GTest::gtest_main GTest::gmock   libgtest-dev libgmock-dev   tests
#   benchmark::benchmark_main        libbenchmark-dev            benchmarks

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED CONFIG COMPONENTS headers)
find_package(pugixml REQUIRED CONFIG)
find_package(fmt REQUIRED CONFIG)
find_package(spdlog REQUIRED CONFIG)
find_package(CLI11 REQUIRED CONFIG)
find_package(nlohmann_json REQUIRED CONFIG)
find_package(mimalloc REQUIRED CONFIG)

find_package(PkgConfig REQUIRED)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(nettle REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(libsodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(toml REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)

# It has neither a CMake package nor one of pkg-config.
find_path(A6_GETTEXTPO_INCLUDE gettext-po.h REQUIRED)
find_library(A6_GETTEXTPO_LIBRARY gettextpo REQUIRED)
mark_as_advanced(A6_GETTEXTPO_INCLUDE A6_GETTEXTPO_LIBRARY)
add_library(gettextpo::gettextpo UNKNOWN IMPORTED)
set_target_properties(gettextpo::gettextpo PROPERTIES
  IMPORTED_LOCATION "${A6_GETTEXTPO_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${A6_GETTEXTPO_INCLUDE}")

if(A6_BUILD_TESTS)
  find_package(GTest REQUIRED CONFIG)
endif()
if(A6_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED CONFIG)
endif()
