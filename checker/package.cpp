#include "checker/package.hpp"

#include <algorithm>
#include <utility>

namespace a6::checker {
namespace {

// A relationship's target, relative to the folder of the part that names it, to a part's name.
std::string resolve(std::string_view folder, std::string_view target) {
    std::string path =
        target.starts_with('/') ? std::string(target.substr(1)) : std::string(folder) + std::string(target);
    std::vector<std::string> steps;
    for (std::size_t begin = 0; begin <= path.size();) {
        std::size_t const end = std::min(path.find('/', begin), path.size());
        std::string step = path.substr(begin, end - begin);
        if (step == "..") {
            if (!steps.empty()) steps.pop_back();
        } else if (!step.empty() && step != ".") {
            steps.push_back(std::move(step));
        }
        begin = end + 1;
    }
    std::string name;
    for (std::string const& step : steps) name += (name.empty() ? "" : "/") + step;
    return name;
}

}  // namespace

std::string_view relationship::kind() const { return std::string_view(type).substr(type.rfind('/') + 1); }

std::string_view relationship::base() const {
    std::size_t const slash = type.rfind('/');
    return slash == std::string::npos ? std::string_view() : std::string_view(type).substr(0, slash);
}

std::string folder_of(std::string_view part) {
    std::size_t const slash = part.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
}

std::string relationships_part(std::string_view part) {
    std::string const folder = folder_of(part);
    return folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
}

std::string workbook_part(std::vector<relationship> const& package) {
    relationship const* first = nullptr;
    for (relationship const& r : package) {
        if (r.kind() == "officeDocument" && !r.external && (first == nullptr || r.id < first->id)) first = &r;
    }
    return first == nullptr ? "xl/workbook.xml" : first->part;
}

std::vector<relationship> relationships_in(xml_document const& document, std::string_view part) {
    std::vector<relationship> all;
    std::string const folder = folder_of(part);
    for (xml_element e = document.root().first_child(); e; e = e.next()) {
        auto const id = e.attribute("Id");
        auto const type = e.attribute("Type");
        auto const target = e.attribute("Target");
        if (!id || !type || !target) continue;
        relationship r;
        r.id = *id;
        r.type = *type;
        r.external = e.attribute("TargetMode") == "External";
        if (!r.external) r.part = resolve(folder, *target);
        all.push_back(std::move(r));
    }
    return all;
}

}  // namespace a6::checker
