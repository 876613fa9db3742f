# From raw cells to a report: values, columns, evaluation of the plan, findings.
set(A6_ENGINE_SOURCES
  account.cpp
  apply_waivers.cpp
  baseline.cpp
  behind.cpp
  block_text.cpp
  checks.cpp
  dataset.cpp
  earlier_report.cpp
  evaluate.cpp
  evaluate_confidential.cpp
  evaluate_joins.cpp
  evaluate_life.cpp
  evaluate_queries.cpp
  evaluate_values.cpp
  explain.cpp
  facts.cpp
  history.cpp
  judge.cpp
  languages.cpp
  ledger.cpp
  life.cpp
  locate.cpp
  minisign_text.cpp
  needs.cpp
  official_text.cpp
  paragraph_path.cpp
  password.cpp
  profile.cpp
  questions.cpp
  review.cpp
  record_digests.cpp
  row_chunks.cpp
  row_groups.cpp
  row_identity.cpp
  row_judge.cpp
  run.cpp
  seal.cpp
  secret_key.cpp
  serials.cpp
  signature.cpp
  trace.cpp
  unit_count.cpp
  values.cpp
  verify.cpp
  vector_value.cpp
  waiting.cpp
  waivers.cpp
  whole_file.cpp
  work_in_order.cpp
  xml_names.cpp)

# Loops over columns are written for the compiler to do several elements at a time, which g++ does at this level only.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set_source_files_properties(
    evaluate.cpp evaluate_queries.cpp evaluate_values.cpp row_judge.cpp vector_value.cpp PROPERTIES COMPILE_OPTIONS -O3)
endif()
