// Who takes part in a world, and what is authorized.

#include "tests/support/world.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

namespace a6::test_support::worlds {

namespace {

struct named {
    char const* code;
    char const* name;
};

// Parties to the Paris Agreement since before there were ITMOs.
constexpr std::array<named, 62> pool{{
    {"AUS", "Australia"},
    {"AUT", "Austria"},
    {"BGD", "Bangladesh"},
    {"BEL", "Belgium"},
    {"BRA", "Brazil"},
    {"CAN", "Canada"},
    {"CHE", "Switzerland"},
    {"CHL", "Chile"},
    {"COL", "Colombia"},
    {"CRI", "Costa Rica"},
    {"DEU", "Germany"},
    {"DNK", "Denmark"},
    {"DOM", "Dominican Republic"},
    {"ESP", "Spain"},
    {"ETH", "Ethiopia"},
    {"FIN", "Finland"},
    {"FRA", "France"},
    {"GEO", "Georgia"},
    {"GHA", "Ghana"},
    {"IDN", "Indonesia"},
    {"IRL", "Ireland"},
    {"ISL", "Iceland"},
    {"ITA", "Italy"},
    {"JAM", "Jamaica"},
    {"JPN", "Japan"},
    {"KAZ", "Kazakhstan"},
    {"KEN", "Kenya"},
    {"KHM", "Cambodia"},
    {"LKA", "Sri Lanka"},
    {"LUX", "Luxembourg"},
    {"MAR", "Morocco"},
    {"MDV", "Maldives"},
    {"MEX", "Mexico"},
    {"MNG", "Mongolia"},
    {"MWI", "Malawi"},
    {"NLD", "Netherlands"},
    {"NOR", "Norway"},
    {"NPL", "Nepal"},
    {"NZL", "New Zealand"},
    {"PAK", "Pakistan"},
    {"PAN", "Panama"},
    {"PER", "Peru"},
    {"PHL", "Philippines"},
    {"PNG", "Papua New Guinea"},
    {"PRY", "Paraguay"},
    {"RWA", "Rwanda"},
    {"SEN", "Senegal"},
    {"SGP", "Singapore"},
    {"SUR", "Suriname"},
    {"SWE", "Sweden"},
    {"THA", "Thailand"},
    {"TUN", "Tunisia"},
    {"UGA", "Uganda"},
    {"UKR", "Ukraine"},
    {"URY", "Uruguay"},
    {"UZB", "Uzbekistan"},
    {"VUT", "Vanuatu"},
    {"ZMB", "Zambia"},
    {"ZWE", "Zimbabwe"},
    {"ARG", "Argentina"},
    {"ECU", "Ecuador"},
    {"GTM", "Guatemala"},
}};

struct kind_of_activity {
    char const* sectors;
    char const* activities;
    char const* mitigation;
    char const* gwp;
};
constexpr std::array<kind_of_activity, 7> activities{{
    {"Energy generation", "Solar", "Emission reductions", ""},
    {"Energy generation", "Wind, Hydro", "Emission reductions", "AR5"},
    {"Waste management", "Landfill gas", "Emission reductions", "AR5: CH4 28"},
    {"Forestry and land use", "Reforestation", "Removals", ""},
    {"Forestry and land use, Agriculture", "Afforestation, Agriculture", "Emission reductions and removals", "AR5"},
    {"Transportation", "Transport", "Emission reductions", ""},
    {"Industrial processes", "", "Emission reductions", "AR5"},
}};

class setup {
public:
    setup(world& w, dice& d) : w_(w), d_(d) {}

    void run() {
        make_parties();
        for (int n = 0; n < w_.made_with.approaches; ++n) make_approach();
    }

private:
    options const& o() const { return w_.made_with; }
    date last_day() const { return day_of(w_.last_year(), 12, 31); }

    void make_parties() {
        bool const two_periods = d_.percent(o().two_periods);
        std::vector<named> names(pool.begin(), pool.end());
        // The periods of these are facts of the rulebook.
        if (two_periods)
            std::erase_if(names, [](named const& n) {
                return std::string_view(n.code) == "CHE" || std::string_view(n.code) == "JPN";
            });
        d_.shuffle(names);
        if (o().parties > static_cast<int>(names.size())) throw std::invalid_argument("too many Parties");
        for (int n = 0; n < o().parties; ++n) {
            party p;
            p.code = names[static_cast<std::size_t>(n)].code;
            p.name = names[static_cast<std::size_t>(n)].name;
            bool const split = two_periods && !d_.percent(o().mixed_periods);
            p.periods = split ? std::vector<period>{{2021, 2025}, {2026, 2030}} : std::vector<period>{{2021, 2030}};
            p.periods.push_back({2031, 2040});
            p.adjusts = d_.pick(std::vector<method>{method::trajectory, method::averaging, method::multi_year});
            if (p.code == "CHE") p.adjusts = method::multi_year;
            if (p.code == "JPN") p.adjusts = method::averaging;
            p.writes = make_habits();
            w_.parties.push_back(p);
        }
        w_.accounts.resize(w_.parties.size());
    }

    habits make_habits() {
        habits h;
        auto const s = o().style;
        h.bare_numbers = s == identifiers::bare_at_home || s == identifiers::bare_everywhere ||
                         (s == identifiers::mixed && d_.percent(25));
        h.bare_elsewhere = s == identifiers::bare_everywhere;
        h.commas = s == identifiers::with_commas || (s == identifiers::mixed && d_.percent(30));
        h.day_month_year = d_.percent(30);
        h.date_times = !h.day_month_year && d_.percent(20);
        h.writes_na = d_.percent(50);
        h.shown_by_name = d_.percent(20);
        h.repeats_authorizations = d_.percent(60);
        h.merges_holdings = d_.percent(60);
        h.keeps_placeholders = d_.percent(30);
        h.says_ndc = d_.percent(30);
        return h;
    }

    std::string fresh_approach_id() {
        for (;;) {
            std::string const digits = std::to_string(d_.between(1, 9999));
            std::string id = "CA" + std::string(4 - digits.size(), '0') + digits;
            if (ids_.insert(id).second) return id;
        }
    }

    void make_approach() {
        auto const index = static_cast<std::uint32_t>(w_.approaches.size());
        approach a;
        a.id = fresh_approach_id();
        std::vector<std::uint32_t> everybody(w_.parties.size());
        for (std::uint32_t p = 0; p < everybody.size(); ++p) everybody[p] = p;
        d_.shuffle(everybody);
        std::size_t const members = 2 + d_.below(std::min<std::size_t>(4, everybody.size() - 1));
        a.members.assign(everybody.begin(), everybody.begin() + static_cast<std::ptrdiff_t>(members));
        a.hosts.push_back(a.members[0]);
        if (d_.percent(20)) a.hosts.push_back(a.members[1]);
        std::sort(a.members.begin(), a.members.end());
        int const begins =
            w_.made_with.first_year + (index == 0 || d_.percent(60) ? 0 : d_.between(0, std::max(0, o().years - 2)));
        a.since = date{d_.between(day_of(begins, 1, 20).days, day_of(begins, 6, 28).days)};

        auto const& activity = activities[d_.below(activities.size())];
        a.sectors = activity.sectors;
        a.activities = activity.activities;
        a.mitigation = activity.mitigation;
        a.gwp = activity.gwp;
        if (d_.percent(o().non_ghg)) {
            a.non_ghg = true;
            a.sectors = "Energy generation";
            a.activities = "Solar";
            a.mitigation = "Emission reductions";
            a.gwp.clear();
            a.non_ghg_metric = d_.percent(50) ? "MWh of renewable electricity" : "MWh of " + a.id;
            a.thousandths_of_unit = d_.pick(std::vector<std::int64_t>{1000, 1000, 2500, 10000});
            a.thousandths_of_tonne = d_.pick(std::vector<std::int64_t>{610, 425, 1000, 87});
        }
        if (d_.percent(o().underlying)) {
            bool const japan =
                std::any_of(a.members.begin(), a.members.end(), [&](auto m) { return w_.parties[m].code == "JPN"; });
            a.underlying = japan && w_.parties[a.hosts[0]].code != "JPN"
                               ? "JCM"
                               : d_.pick(std::vector<std::string>{"VCS", "GS", "ART", "T-VER", "Cercarbono"});
            a.unit_prefix = a.underlying + '-' + std::to_string(1000 + index) + '-';
            a.unit_padded = d_.percent(40);
        }
        for (auto const m : a.members) a.registries[m] = w_.parties[m].code + (d_.percent(15) ? "02" : "01");
        for (auto const h : a.hosts)
            a.definitions[h] = d_.pick(std::vector<definition>{definition::authorization, definition::issuance,
                                                               definition::use_or_cancellation});
        w_.approaches.push_back(a);
        for (auto const h : w_.approaches[index].hosts) authorize(index, h);
        for (auto const m : w_.approaches[index].members) {
            bool const host = w_.approaches[index].definitions.contains(m);
            if (!host && d_.percent(o().own_authorizations)) authorize_use(index, m);
        }
    }

    std::string authorization_id(std::uint32_t giver, date since) {
        auto const& code = w_.parties[giver].code;
        auto const number = std::to_string(w_.authorizations.size() + 1);
        auto const year = std::to_string(dsl::year_of(since));
        switch (giver % 4) {
            case 0: return code + '-' + year + '-' + number;
            case 1: return code + " LoA " + number + '/' + year;
            case 2: return "AUT." + number + '.' + code;
            default: return code + "-A6-" + std::string(5 - std::min<std::size_t>(5, number.size()), '0') + number;
        }
    }

    void authorize(std::uint32_t index, std::uint32_t host) {
        date const start = w_.approaches[index].since;
        auto const defined = w_.approaches[index].definitions.at(host);
        int const wanted = d_.between(1, std::max(1, o().authorizations));
        for (int n = 0; n < wanted; ++n) add_authorization(index, host, n == 0 ? start : later_than(start));
        // Where authorization is the first transfer, there are only as many as there are authorizations.
        if (defined == definition::authorization)
            for (int y = dsl::year_of(start) + 1; y <= w_.last_year(); ++y)
                if (d_.percent(70))
                    add_authorization(index, host, date{d_.between(day_of(y, 1, 1).days, day_of(y, 12, 28).days)});
    }

    date later_than(date d) { return date{d_.between(d.days, std::max(d.days, last_day().days - 30))}; }

    void add_authorization(std::uint32_t index, std::uint32_t host, date since) {
        authorization z;
        z.giver = host;
        z.approach = index;
        z.id = authorization_id(host, since);
        z.first_transfer = w_.approaches[index].definitions.at(host);
        authorization_version v;
        v.since = since;
        if (d_.percent(o().oimp))
            v.purposes =
                d_.pick(std::vector<purpose>{purpose::oimp, purpose::imp, purpose::op, purpose::ndc_and_oimp,
                                             purpose::ndc_and_oimp, purpose::ndc_and_imp, purpose::ndc_and_op});
        z.oimp = name_of_purpose(v.purposes);
        z.a64 = !w_.approaches[index].non_ghg && d_.percent(o().a64) &&
                !(for_oimp(v.purposes) && z.first_transfer == definition::use_or_cancellation);
        if (d_.percent(40) || for_oimp(v.purposes))
            for (int n = d_.between(1, 2); n > 0; --n) z.entities.push_back(make_entity(index, host, since));
        if (d_.percent(60)) v.parties = some_members(index, host);
        v.any_in_words = d_.percent(30);
        if (d_.percent(60)) v.most = d_.between(20'000, 1'000 * o().most_authorized);
        set_timeframe(v, since);
        v.terms = d_.percent(40);
        z.versions.push_back(v);
        if (d_.percent(o().new_versions) && v.since.days + 60 < last_day().days) add_version(z, index, host);
        w_.authorizations.push_back(std::move(z));
    }

    std::string name_of_purpose(purpose p) {
        switch (p) {
            case purpose::imp:
            case purpose::ndc_and_imp: return d_.percent(70) ? "CORSIA" : "IMP";
            case purpose::op:
            case purpose::ndc_and_op: return d_.percent(70) ? "Voluntary carbon market" : "OP";
            default: return d_.percent(70) ? "CORSIA" : "International shipping & aviation";
        }
    }

    std::vector<std::uint32_t> some_members(std::uint32_t index, std::uint32_t but) {
        std::vector<std::uint32_t> out;
        for (auto const m : w_.approaches[index].members)
            if (m != but && d_.percent(75)) out.push_back(m);
        if (out.empty())
            for (auto const m : w_.approaches[index].members)
                if (m != but) out.push_back(m);
        return out;
    }

    void set_timeframe(authorization_version& v, date since) {
        v.form =
            d_.pick(std::vector<timeframe_form>{timeframe_form::none, timeframe_form::none, timeframe_form::unlabelled,
                                                timeframe_form::occurrence, timeframe_form::use, timeframe_form::both});
        int const year = dsl::year_of(since);
        bool const occurs = v.form == timeframe_form::unlabelled || v.form == timeframe_form::occurrence ||
                            v.form == timeframe_form::both;
        if (occurs) v.occurs = {d_.between(2021, year), d_.between(year, 2030)};
        if (v.form == timeframe_form::use || v.form == timeframe_form::both)
            v.used = {d_.between(2021, year), d_.between(year + 1, 2035)};
    }

    void add_version(authorization& z, std::uint32_t index, std::uint32_t host) {
        auto& first = z.versions.front();
        first.terms = true;
        authorization_version v = first;
        v.number = 2;
        v.since = date{d_.between(first.since.days + 30, last_day().days - 1)};
        switch (d_.below(5)) {
            case 0:
                if (v.most) *v.most += d_.between(1, 200'000);
                break;
            case 1:
                // What was first transferred before may exceed the new limit.
                v.most = d_.between(1, 5'000);
                v.closes = true;
                break;
            case 2: v.parties.clear(); break;
            case 3: v.parties = some_members(index, host); break;
            default:
                if (v.purposes == purpose::ndc && !z.a64) {
                    v.purposes = purpose::ndc_and_oimp;
                    if (z.entities.empty()) z.entities.push_back(make_entity(index, host, first.since));
                } else {
                    v.occurs.last = std::max(v.occurs.last, 2030);
                    v.used.last = std::max(v.used.last, 2035);
                }
        }
        z.versions.push_back(v);
    }

    void authorize_use(std::uint32_t index, std::uint32_t user) {
        authorization z;
        z.giver = user;
        z.approach = index;
        z.of_host = false;
        z.id = authorization_id(user, w_.approaches[index].since);
        authorization_version v;
        v.since = w_.approaches[index].since;
        if (d_.percent(30)) v.most = 1'000'000'000;
        if (d_.percent(40)) v.parties = w_.approaches[index].members;
        v.form = d_.percent(50) ? timeframe_form::none : timeframe_form::both;
        v.occurs = {2021, 2040};
        v.used = {2021, 2040};
        z.versions.push_back(v);
        w_.approaches[index].own[user] = static_cast<std::uint32_t>(w_.authorizations.size());
        w_.authorizations.push_back(std::move(z));
    }

    std::uint32_t make_entity(std::uint32_t index, std::uint32_t giver, date since) {
        // Some are authorized under several authorizations of the approach.
        for (std::uint32_t e = 0; e < w_.entities.size(); ++e) {
            auto const& known = w_.entities[e];
            if (known.giver == giver && known.approach == index && known.since <= since && d_.percent(40)) return e;
        }
        entity e;
        e.giver = giver;
        e.approach = index;
        e.country = d_.percent(70) ? giver : static_cast<std::uint32_t>(d_.below(w_.parties.size()));
        e.since = since;
        auto const number = std::to_string(100 + w_.entities.size());
        e.name =
            d_.pick(std::vector<std::string>{"Air & Sea ", "Climate Partners ", "Énergie ", "Northern Wind "}) + number;
        e.number = w_.parties[e.country].code + "-REG-" + number;
        w_.entities.push_back(e);
        return static_cast<std::uint32_t>(w_.entities.size() - 1);
    }

    world& w_;
    dice& d_;
    std::set<std::string> ids_;
};

}  // namespace

date day_of(int year, int month, int day) {
    auto const d = dsl::make_date(year, month, day);
    if (!d) throw std::invalid_argument("no such day");
    return *d;
}

bool for_ndc(purpose p) {
    return p == purpose::ndc || p == purpose::ndc_and_oimp || p == purpose::ndc_and_imp || p == purpose::ndc_and_op;
}
bool for_oimp(purpose p) { return p != purpose::ndc; }

period party::period_of(int year) const {
    for (auto const& p : periods)
        if (year <= p.last) return p;
    return periods.back();
}

authorization_version const* authorization::on(date d) const {
    authorization_version const* out = nullptr;
    for (auto const& v : versions)
        if (v.since <= d) out = &v;
    return out;
}

std::string world::registry_of_origin(std::uint32_t of) const {
    auto const& z = authorizations[of];
    return approaches[z.approach].registries.at(z.giver);
}

std::uint32_t world::cited_by(std::uint32_t who, std::uint32_t of_host) const {
    auto const& z = authorizations[of_host];
    if (z.giver == who) return of_host;
    auto const& own = approaches[z.approach].own;
    auto const found = own.find(who);
    return found == own.end() ? of_host : found->second;
}

void set_up(world& w, dice& d) { setup(w, d).run(); }

options random_options(std::uint64_t seed) {
    dice d(seed * 2 + 1);
    options o;
    o.seed = seed;
    o.parties = d.between(2, 6);
    o.first_year = d.between(2021, 2025);
    o.years = d.between(2, 5);
    o.approaches = d.between(1, 4);
    o.authorizations = d.between(1, 3);
    o.first_transfers = d.between(1, 5);
    o.steps = d.between(1, 3);
    o.activity = d.between(30, 90);
    o.splits = d.between(0, 70);
    o.joins = d.between(0, 60);
    o.oimp = d.between(0, 80);
    o.a64 = d.percent(40) ? d.between(5, 40) : 0;
    o.omge = d.between(0, 10);
    o.new_versions = d.between(0, 60);
    o.own_authorizations = d.between(0, 70);
    o.non_ghg = d.percent(50) ? d.between(10, 50) : 0;
    o.underlying = d.between(0, 100);
    o.new_year = d.between(0, 40);
    o.returns = d.between(0, 10);
    o.revised = d.between(0, 40);
    o.revised_reports = d.between(0, 40);
    o.named_actions = d.percent(20) ? 10 : 0;
    return o;
}

world make_world(options const& made_with) {
    world w;
    w.made_with = made_with;
    dice all(made_with.seed);
    dice for_setup = all.fork();
    dice for_life = all.fork();
    dice for_filings = all.fork();
    set_up(w, for_setup);
    live(w, for_life);
    file(w, for_filings);
    return w;
}

}  // namespace a6::test_support::worlds
