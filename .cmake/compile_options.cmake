# Warnings and sanitizers of our own code. -Wsign-conversion is part of -Wconversion in clang only; both compilers warn
# about the same things.

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  add_compile_options(-Wno-sign-conversion)
endif()

if(A6_SANITIZE)
  add_compile_options(-fsanitize=${A6_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${A6_SANITIZE})
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

if(A6_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(A6_CCACHE_PROGRAM ccache)
  mark_as_advanced(A6_CCACHE_PROGRAM)
  if(A6_CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${A6_CCACHE_PROGRAM})
  endif()
endif()

# a6_precompile(TARGET HEADER...): headers that nearly every file of the target includes are compiled once. ccache does
# better without.
function(a6_precompile target)
  if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()
