#pragma once
// The five tables of the annual information as a data model built by hand, for tests that need no rulebook.

#include "dsl/model.hpp"

namespace a6::test_support {

// Report AnnualInformation with the tables Submission, Authorizations, Actions, Holdings and AuthorizedEntities.
dsl::data_model aef_model();

}  // namespace a6::test_support
