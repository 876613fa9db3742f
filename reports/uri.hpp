#pragma once
// Shown names of files as URI references.

#include <string>
#include <string_view>

namespace a6::reports {

// "filings 2025/CHE.xlsx" as "filings%202025/CHE.xlsx": a relative reference, whatever the name holds. Of a name that
// leads out of the folder (an absolute path, "..") only the last part stays; "." where nothing does.
std::string file_uri(std::string_view shown_name);

}  // namespace a6::reports
