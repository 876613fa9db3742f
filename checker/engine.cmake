# From raw cells to a report: values, columns, evaluation of the plan, findings.
set(A6_ENGINE_SOURCES
  account.cpp
  dataset.cpp
  evaluate.cpp
  evaluate_confidential.cpp
  evaluate_queries.cpp
  evaluate_values.cpp
  explain.cpp
  judge.cpp
  locate.cpp
  questions.cpp
  run.cpp
  serials.cpp
  unit_count.cpp
  values.cpp
  vector_value.cpp)
