# Makes OUT, the C++ source of the texts of reports/review/assets.hpp, from the files STYLE and SCRIPT.
#     cmake -D STYLE=... -D SCRIPT=... -D OUT=... -P embed.cmake

file(READ "${STYLE}" style)
file(READ "${SCRIPT}" script)
foreach(text style script)
  string(FIND "${${text}}" ")a6\"" end)
  if(NOT end EQUAL -1)
    message(FATAL_ERROR "the end of a raw string stands in ${text}")
  endif()
endforeach()
file(WRITE "${OUT}" "#include \"reports/review/assets.hpp\"

namespace a6::reports {

std::string_view const review_style = R\"a6(
${style})a6\";

std::string_view const review_script = R\"a6(
${script})a6\";

}  // namespace a6::reports
")
