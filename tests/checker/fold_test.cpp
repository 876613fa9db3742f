#include "checker/fold.hpp"

#include <gtest/gtest.h>

namespace a6::checker {
namespace {

TEST(fold, ignores_case_and_white_space) {
    EXPECT_EQ(fold("  Action \t date\n"), "action date");
    EXPECT_EQ(fold("Action\u00A0date\u00A0"), "action date");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold(" \u00A0 "), "");
}

TEST(fold, makes_subscripts_plain) {
    EXPECT_EQ(fold("Quantity (t\u00A0CO\u2082\u00A0eq)"), fold("Quantity (t CO2 eq)"));
    EXPECT_EQ(fold("m\u00B2"), "m2");
}

TEST(fold, strips_accents) {
    EXPECT_EQ(fold("Côte d\u2019Ivoire"), "cote d'ivoire");
    EXPECT_EQ(fold("S\u00E3o Tom\u0065\u0301"), "sao tome");
    EXPECT_EQ(fold("STRASSE"), fold("Stra\u00DFe"));
}

TEST(fold, unifies_quotes_and_dashes) {
    EXPECT_EQ(fold("Guinea\u2013Bissau"), "guinea-bissau");
    EXPECT_EQ(fold("Party\u00B4s `x` \u201Cy\u201D \u00ABz\u00BB"), "party's 'x' \"y\" \"z\"");
    EXPECT_EQ(fold("`ascii`"), "'ascii'");
}

TEST(fold, drops_invisible_characters) { EXPECT_EQ(fold("Vin\u00ADtage\u200B"), "vintage"); }

TEST(fold, keeps_bytes_that_are_not_utf8) { EXPECT_EQ(fold("A\xFF B"), "a\xFF b"); }

TEST(fold_tight, keeps_letters_and_digits_only) {
    EXPECT_EQ(fold_tight("Table 3: Actions"), "table3actions");
    EXPECT_EQ(fold_tight("Using / cancelling"), fold_tight("Using/cancelling"));
    EXPECT_EQ(fold_tight(":-)"), "");
}

}  // namespace
}  // namespace a6::checker
