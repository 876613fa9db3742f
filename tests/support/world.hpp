#pragma once
// Random worlds that obey the law: Parties, cooperative approaches, authorizations, and the life of every ITMO from its
// first transfer to its end, with what each Party files about it year by year. The same for the same options on every
// platform.
//
// A world is made in three steps: who takes part and what is authorized (world_setup.cpp), what happens to the ITMOs
// (world_life.cpp), and what is filed about it (world_filings.cpp). What is true is kept apart from what is filed, so
// that a test can hold the one against the other; `world_text.hpp` turns filings into tables of texts and XML, and
// `world_faults.hpp` plants single faults in what is filed.

#include "dsl/date.hpp"
#include "tests/support/world_dice.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace a6::test_support::worlds {

// How identifiers of ITMOs are written. A bare number on the row of a Party that did not make the first transfer leaves
// the registry of origin open: `bare_everywhere` is lawful, and much cannot be decided in it.
enum class identifiers : std::uint8_t { full, with_commas, bare_at_home, bare_everywhere, mixed };

// Shares are in per cent.
struct options {
    std::uint64_t seed = 1;
    int parties = 4;          // 2 to 60
    int first_year = 2022;    // from 2021
    int years = 4;            // calendar years that are simulated
    int approaches = 3;       // cooperative approaches
    int authorizations = 2;   // by one Party for one approach, at most (more where authorization is the first transfer)
    int first_transfers = 4;  // in one approach and year, at most
    int first_transfers_min = 0;  // and at least
    int steps = 2;                // actions on one holding in a year, at most
    int most_authorized = 400;    // thousand ITMOs under one authorization, if it is limited

    int activity = 60;            // of holdings: something happens to them in a year
    int splits = 40;              // of actions: only part of what is held
    int joins = 25;               // of actions: adjoining holdings together
    int oimp = 40;                // of authorizations: for other international mitigation purposes too, or only
    int a64 = 10;                 // of authorizations: emission reductions of Article 6.4, with their shares
    int omge = 5;                 // of ends: cancelled to deliver overall mitigation
    int new_versions = 30;        // of authorizations: get a second version
    int own_authorizations = 35;  // of acquiring Parties: authorize the use themselves and cite that
    int non_ghg = 15;             // of approaches
    int underlying = 50;          // of approaches: ITMOs stand for units of an underlying registry
    int new_year = 15;            // of transfers: in the last days of December, acquired in January
    int returns = 4;              // of transfers: back to the Party in which the outcomes occurred
    int two_periods = 25;         // of worlds: NDC implementation periods of five years
    int mixed_periods = 0;        // of Parties in such worlds: a period of ten years all the same
    int foreseen = 5;             // of first transfers on authorization or issuance: name who will acquire
    int revised = 20;             // of filings: a faulty version first, then the one that corrects it
    int revised_reports = 20;     // of initial reports: a second version, up to a year later
    int named_actions = 3;        // of first transfers to another Party: preceded by an action of type Authorization
    identifiers style = identifiers::mixed;
    bool initial_reports = true;
    // Outcomes may leave a Party and come back to it within one year; a filing does not show in which order.
    bool back_in_the_same_year = false;
};

// A small world of which every feature is drawn by the seed.
options random_options(std::uint64_t seed);

using dsl::date;

enum class action_kind : std::uint8_t {
    first_transfer,
    transfer,
    acquisition,
    use,
    cancellation,
    voluntary_cancellation,
    authorization
};
enum class action_subtype : std::uint8_t {
    none,
    to_another_party,
    authorization,
    issuance,
    use_or_cancellation,
    mandatory_adaptation,
    voluntary_adaptation,
    mandatory_omge,
    voluntary_omge,
    other_cancellations
};
enum class purpose : std::uint8_t { ndc, oimp, imp, op, ndc_and_oimp, ndc_and_imp, ndc_and_op };
bool for_ndc(purpose p);
bool for_oimp(purpose p);

// What makes the first transfer of outcomes authorized for other purposes.
enum class definition : std::uint8_t { authorization, issuance, use_or_cancellation };

enum class method : std::uint8_t { trajectory, averaging, multi_year };

inline constexpr std::uint32_t none = 0xffffffff;

struct period {
    int first = 0;
    int last = 0;
};

// How a Party fills in its filings.
struct habits {
    bool bare_numbers = false;  // of outcomes that occurred in the Party
    bool bare_elsewhere = false;
    bool commas = false;
    bool day_month_year = false;
    bool date_times = false;
    bool writes_na = false;
    bool shown_by_name = false;
    bool repeats_authorizations = true;  // every filing lists all that are in force; else only those of the year
    bool merges_holdings = true;         // adjoining holdings in one row
    bool keeps_placeholders = false;
    bool says_ndc = false;  // in the column of purposes, on uses towards the NDC
};

struct party {
    std::string code;
    std::string name;
    method adjusts = method::averaging;
    std::vector<period> periods;
    habits writes;
    int files_from = 0;  // first reported year; 0: takes no part
    bool multi_year() const { return adjusts == method::multi_year; }
    period period_of(int year) const;
};

struct approach {
    std::string id;  // CA0902
    std::vector<std::uint32_t> members;
    std::vector<std::uint32_t> hosts;  // of them, those in which outcomes occur
    date since;
    bool non_ghg = false;
    std::string non_ghg_metric;
    std::int64_t thousandths_of_unit = 1000;  // quantity of one ITMO in the non-GHG metric
    std::int64_t thousandths_of_tonne = 1000;
    std::string gwp;
    std::string sectors;
    std::string activities;
    std::string mitigation;
    std::string underlying;  // registry of the units; empty: none
    std::string unit_prefix;
    bool unit_padded = false;
    std::map<std::uint32_t, std::string> registries;  // by member
    std::map<std::uint32_t, definition> definitions;  // by host
    std::map<std::uint32_t, std::uint32_t> own;       // members that cite an authorization of their own: which
};

struct entity {
    std::uint32_t giver = 0;
    std::uint32_t approach = 0;
    std::uint32_t country = 0;  // a Party
    date since;
    std::string name;
    std::string number;
};

enum class timeframe_form : std::uint8_t { none, unlabelled, occurrence, use, both };

struct authorization_version {
    int number = 1;
    date since;
    purpose purposes = purpose::ndc;
    std::optional<std::int64_t> most;    // ITMOs that may be first transferred, over all versions
    bool closes = false;                 // nothing is first transferred any more
    std::vector<std::uint32_t> parties;  // that may acquire or use; empty: any
    bool any_in_words = false;           // writes "Any" where there is no list
    timeframe_form form = timeframe_form::none;
    period occurs{2021, 2040};
    period used{2021, 2040};
    bool terms = false;
};

struct authorization {
    std::uint32_t giver = 0;
    std::uint32_t approach = 0;
    bool of_host = true;  // else of a Party that acquires
    bool a64 = false;
    std::string id;
    std::string oimp;  // CORSIA
    definition first_transfer = definition::issuance;
    std::vector<std::uint32_t> entities;
    std::vector<authorization_version> versions;
    std::int64_t transferred = 0;
    // The version in force, nullptr before the first.
    authorization_version const* on(date d) const;
};

// One row of Table 3, as it happened or as it is filed.
struct action {
    date on;
    action_kind kind = action_kind::first_transfer;
    action_subtype subtype = action_subtype::none;
    std::uint32_t by = 0;             // reporting Party
    std::uint32_t other = none;       // acquiring Party; of an acquisition the transferring one
    std::uint32_t authorization = 0;  // of the host
    std::uint32_t cited = 0;
    std::int16_t vintage = 0;
    std::int16_t use_year = 0;  // use towards the NDC
    std::uint32_t user = none;  // Party
    std::uint32_t entity = none;
    bool for_oimp = false;  // names the purpose
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t first_unit = 0;
    std::int64_t quantity = 0;  // in ITMOs: last - first + 1 unless a fault was planted
    std::int64_t size() const { return last - first + 1; }
};

struct holding {
    std::uint32_t authorization = 0;
    std::uint32_t cited = 0;
    std::int16_t vintage = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t first_unit = 0;
    std::int64_t quantity = 0;
    std::int64_t size() const { return last - first + 1; }
};

enum class fate : std::uint8_t { held, on_the_way, used, used_for_oimp, cancelled, for_omge, to_adaptation_fund };

// A range of serials that had one life.
struct lot {
    std::uint32_t authorization = 0;
    std::uint32_t version = 0;  // index of the version under which it was first transferred: its terms
    std::int16_t vintage = 0;
    bool went_abroad = false;  // its first transfer was to another Party
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t first_unit = 0;
    fate state = fate::held;
    std::uint32_t holder = 0;   // on the way: who will acquire
    std::uint32_t from = 0;     // on the way: who transferred
    date since;                 // of the holding; on the way: day of the acquisition
    std::uint32_t life = none;  // last step
    std::int64_t size() const { return last - first + 1; }
};

// Lives are chains from the last action to the first; ranges that were one share the beginning.
struct step {
    std::uint32_t action = 0;
    std::uint32_t before = none;
};

struct filing {
    std::uint32_t party = 0;
    int year = 0;
    int major = 1;
    int minor = 0;
    date submitted;
    bool superseded = false;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> authorizations;  // and index of the version
    std::vector<std::uint32_t> actions;                                   // of world::actions
    std::vector<holding> holdings;
    std::vector<std::uint32_t> entities;
    std::string name;  // GHA_2023_1.0.xml
};

struct initial_report {
    std::uint32_t party = 0;
    int number = 1;
    int minor = 0;  // of the version
    date submitted;
    date first_submitted;
    bool superseded = false;
    std::vector<std::uint32_t> approaches;
    std::string name;
};

// What the accounting of one Party comes to. GHG in ITMOs, which are tonnes; by metric in thousandths of its unit.
struct account {
    std::map<int, std::int64_t> first_transferred;     // by vintage
    std::map<int, std::int64_t> first_transferred_in;  // by year of the first transfer
    std::map<int, std::int64_t> used;                  // by year of use
    std::map<std::string, std::map<int, std::int64_t>> first_transferred_metric;
    std::map<std::string, std::map<int, std::int64_t>> used_metric;
    std::map<int, std::int64_t> held;  // at the end of the year, GHG
};

struct world {
    options made_with;
    std::vector<party> parties;
    std::vector<approach> approaches;
    std::vector<entity> entities;
    std::vector<authorization> authorizations;
    std::vector<action> actions;  // in no order; also rows of versions that were corrected, and planted ones
    std::vector<lot> lots;
    std::vector<step> steps;
    std::map<std::pair<std::uint32_t, int>, std::vector<holding>>
        holdings;                   // by Party and year, in the order of serials
    std::vector<account> accounts;  // by Party
    // First transferred by host, approach and vintage, in ITMOs.
    std::map<std::tuple<std::uint32_t, std::uint32_t, int>, std::int64_t> achieved;

    std::vector<filing> filings;  // by Party, year and version
    std::vector<initial_report> reports;
    date as_of;

    int last_year() const { return made_with.first_year + made_with.years - 1; }
    std::string registry_of_origin(std::uint32_t authorization) const;
    // The authorization that the Party cites for outcomes authorized by `of_host`.
    std::uint32_t cited_by(std::uint32_t party, std::uint32_t of_host) const;
};

world make_world(options const& made_with);

// The steps; make_world() takes them in this order.
void set_up(world& w, dice& d);
void live(world& w, dice& d);
void file(world& w, dice& d);

date day_of(int year, int month, int day);

}  // namespace a6::test_support::worlds
