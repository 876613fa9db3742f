#include "checker/facts.hpp"

#include "checker/locate.hpp"

namespace a6::checker {

namespace {

reports::failure failure_at(dataset const& data, dsl::data_model const& model, std::uint16_t table, std::uint32_t row,
                            std::uint16_t field, bool given, reports::language const& say) {
    auto const at = locate(data, model, table, row, given ? field : dsl::no_index, reports::location_role::subject);
    auto const& declared = model.tables[table];
    std::string const& name = declared.fields[field].name;
    reports::failure f;
    f.file = at.file;
    f.code = "E105";
    f.in_part = true;
    f.line = at.line;
    f.column = at.column;
    if (!given)
        f.message = say("`{}` of row {} in `{}` is missing", name, at.row, declared.name);
    else if (at.value)
        f.message = say("`{}` of row {} in `{}` cannot be read: `{}`", name, at.row, declared.name, *at.value);
    else
        f.message = say("`{}` of row {} in `{}` cannot be read", name, at.row, declared.name);
    f.help = say("correct the fact, or leave its file out; what asks for a fact of this kind is undecided until then");
    return f;
}

}  // namespace

std::vector<reports::failure> unreadable_facts(dataset const& data, dsl::data_model const& model,
                                               reports::language const& say) {
    std::vector<reports::failure> out;
    for (auto const& report : model.reports) {
        if (!report.reference) continue;
        for (auto const table : report.tables) {
            auto const& rows = data.tables[table];
            if (model.tables[table].single_row()) continue;
            for (std::uint32_t row = 0; row < rows.rows; ++row)
                for (std::uint16_t field = 0; field < rows.fields.size(); ++field) {
                    bool const given = rows.given[field][row] != 0;
                    bool const required = model.tables[table].fields[field].presence == dsl::presence::required;
                    if (given ? !rows.fields[field].known[row] : required)
                        out.push_back(failure_at(data, model, table, row, field, given, say));
                }
        }
    }
    return out;
}

}  // namespace a6::checker
