# A missing translation fails the build: the texts of the source, as gettext finds them, and those of the rulebook are
# held against every language that comes with it. Without gettext's tools (a build of the program alone) nothing is
# checked.

if(A6_BUILD_TESTS)
  find_program(A6_XGETTEXT xgettext REQUIRED)
else()
  find_program(A6_XGETTEXT xgettext)
endif()
mark_as_advanced(A6_XGETTEXT)
if(NOT A6_XGETTEXT)
  return()
endif()

# Every source file of these targets, and the header beside it; what the build makes itself says nothing.
set(a6_speaking)
foreach(target a6_reports a6_checker a6check)
  get_target_property(folder ${target} SOURCE_DIR)
  get_target_property(sources ${target} SOURCES)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${folder})
  foreach(source ${sources})
    if(IS_ABSOLUTE ${source})
      continue()
    endif()
    list(APPEND a6_speaking ${folder}/${source})
    string(REGEX REPLACE "cpp$" "hpp" header ${folder}/${source})
    if(EXISTS ${PROJECT_SOURCE_DIR}/${header})
      list(APPEND a6_speaking ${header})
    endif()
  endforeach()
endforeach()

# The words that reports/language.hpp names.
add_custom_command(
  OUTPUT ${PROJECT_BINARY_DIR}/program.pot
  COMMAND ${A6_XGETTEXT} --language=C++ --from-code=UTF-8 --omit-header --no-wrap --force-po
          --keyword --keyword=say --keyword=say_ --keyword=sentence --keyword=for_translation --keyword=counted:2,3
          --output=${PROJECT_BINARY_DIR}/program.pot ${a6_speaking}
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
  DEPENDS ${a6_speaking}
  COMMENT "Finding the texts of the source"
  VERBATIM)

file(GLOB a6_languages RELATIVE ${PROJECT_SOURCE_DIR}/rules/languages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rules/languages/*)
file(GLOB_RECURSE a6_rulebook CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rules/*.a6 ${PROJECT_SOURCE_DIR}/rules/*.po)
set(a6_checked)
foreach(language ${a6_languages})
  add_custom_command(
    OUTPUT ${PROJECT_BINARY_DIR}/texts-${language}.checked
    COMMAND a6check rules texts --lang ${language} --rules ${PROJECT_SOURCE_DIR}/rules
            --program ${PROJECT_BINARY_DIR}/program.pot
    COMMAND ${CMAKE_COMMAND} -E touch ${PROJECT_BINARY_DIR}/texts-${language}.checked
    DEPENDS a6check ${PROJECT_BINARY_DIR}/program.pot ${a6_rulebook}
    COMMENT "Looking for texts that are missing in ${language}"
    VERBATIM)
  list(APPEND a6_checked ${PROJECT_BINARY_DIR}/texts-${language}.checked)
endforeach()
add_custom_target(a6_texts ALL DEPENDS ${a6_checked})
