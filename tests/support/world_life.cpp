// What happens to the ITMOs of a world, year by year, from first transfer to the end.

#include "tests/support/world.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <unordered_map>

namespace a6::test_support::worlds {

namespace {

class simulation {
public:
    simulation(world& w, dice& d) : w_(w), d_(d) {}

    void run() {
        for (int y = o().first_year; y <= w_.last_year(); ++y) {
            for (std::uint32_t a = 0; a < w_.approaches.size(); ++a) first_transfers(a, y);
            // What is split off on the way joins the end.
            queue_ = alive_;
            for (std::size_t n = 0; n < queue_.size(); ++n) live_through(queue_[n], y);
            // What was sent on with its neighbour after its own turn arrives in the year all the same.
            for (std::size_t n = 0; n < alive_.size(); ++n) {
                lot const& l = w_.lots[alive_[n]];
                if (l.state == fate::on_the_way && dsl::year_of(l.since) <= y) arrive(alive_[n], y);
            }
            std::erase_if(alive_, [&](auto l) { return !moves(w_.lots[l]); });
            close(y);
        }
    }

private:
    options const& o() const { return w_.made_with; }
    static bool moves(lot const& l) { return l.state == fate::held || l.state == fate::on_the_way; }

    // --- ranges of serials ------------------------------------------------------------------------------------------

    std::uint32_t key_of(lot const& l) {
        auto const& z = w_.authorizations[l.authorization];
        auto const fresh = static_cast<std::uint32_t>(keys_.size());
        return keys_.emplace(std::tuple{z.approach, z.giver, int{l.vintage}}, fresh).first->second;
    }
    std::uint64_t place(lot const& l, std::int64_t first) {
        return (std::uint64_t{key_of(l)} << 40U) | static_cast<std::uint64_t>(first);
    }

    std::uint32_t add(lot const& l) {
        auto const index = static_cast<std::uint32_t>(w_.lots.size());
        w_.lots.push_back(l);
        alive_.push_back(index);
        at_[place(l, l.first)] = index;
        return index;
    }

    // The range of fresh serials, with gaps now and then.
    lot issue(std::uint32_t z, std::uint32_t version, int vintage, std::int64_t size) {
        auto const& a = w_.authorizations[z];
        auto& next = next_serial_[{a.approach, a.giver, vintage}];
        if (d_.percent(10)) next += d_.between(1, 5'000);
        auto& unit = next_unit_[a.approach];
        if (d_.percent(10)) unit += d_.between(1, 500);
        lot l;
        l.authorization = z;
        l.version = version;
        l.vintage = static_cast<std::int16_t>(vintage);
        l.first = next + 1;
        l.last = next + size;
        l.first_unit = unit + 1;
        l.holder = l.from = a.giver;
        next += size;
        unit += size;
        return l;
    }

    // Cuts the lot down to these serials; what is left over are lots of their own, which go on living this year.
    void cut(std::uint32_t index, std::int64_t first, std::int64_t last) {
        lot const whole = w_.lots[index];
        auto const piece = [&](std::int64_t from, std::int64_t to) {
            lot l = whole;
            l.first = from;
            l.last = to;
            l.first_unit = whole.first_unit + (from - whole.first);
            return l;
        };
        w_.lots[index] = piece(first, last);
        if (whole.first < first) at_[place(whole, first)] = index;
        if (whole.first < first) queue_.push_back(add(piece(whole.first, first - 1)));
        if (last < whole.last) queue_.push_back(add(piece(last + 1, whole.last)));
    }

    // Adjoining lots that are in the same hands under the same terms, this one first.
    template <class Fits>
    std::vector<std::uint32_t> neighbours(std::uint32_t index, Fits fits) {
        std::vector<std::uint32_t> out{index};
        while (d_.percent(o().joins)) {
            lot const& l = w_.lots[out.back()];
            auto const found = at_.find(place(l, l.last + 1));
            if (found == at_.end()) break;
            lot const& n = w_.lots[found->second];
            bool const same = n.first == l.last + 1 && n.first_unit == l.first_unit + l.size() && n.state == l.state &&
                              n.holder == l.holder && n.authorization == l.authorization && n.version == l.version &&
                              n.went_abroad == l.went_abroad;
            if (!same || !fits(n)) break;
            out.push_back(found->second);
        }
        return out;
    }

    // --- writing down
    // -------------------------------------------------------------------------------------------------

    // One action on adjoining lots.
    action row(std::vector<std::uint32_t> const& lots, action_kind kind, action_subtype subtype, std::uint32_t by,
               date on) const {
        lot const& l = w_.lots[lots.front()];
        action a;
        a.on = on;
        a.kind = kind;
        a.subtype = subtype;
        a.by = by;
        a.authorization = l.authorization;
        a.cited = w_.cited_by(by, l.authorization);
        a.vintage = l.vintage;
        a.first = l.first;
        a.last = w_.lots[lots.back()].last;
        a.first_unit = l.first_unit;
        a.quantity = a.size();
        return a;
    }

    void record(std::vector<std::uint32_t> const& lots, action const& a) {
        auto const index = static_cast<std::uint32_t>(w_.actions.size());
        w_.actions.push_back(a);
        for (auto const l : lots) {
            w_.steps.push_back({index, w_.lots[l].life});
            w_.lots[l].life = static_cast<std::uint32_t>(w_.steps.size() - 1);
        }
        auto const& z = w_.authorizations[a.authorization];
        auto const& approach = w_.approaches[z.approach];
        auto& account = w_.accounts[a.by];
        std::int64_t const metric = a.size() * approach.thousandths_of_unit;
        if (a.kind == action_kind::first_transfer) {
            w_.achieved[{a.by, z.approach, int{a.vintage}}] += a.size();
            if (approach.non_ghg) {
                account.first_transferred_metric[approach.non_ghg_metric][a.vintage] += metric;
            } else {
                account.first_transferred[a.vintage] += a.size();
                account.first_transferred_in[dsl::year_of(a.on)] += a.size();
            }
        }
        if (a.kind == action_kind::use && a.use_year != 0) {
            if (approach.non_ghg)
                account.used_metric[approach.non_ghg_metric][a.use_year] += metric;
            else
                account.used[a.use_year] += a.size();
        }
    }

    void end(std::vector<std::uint32_t> const& lots, fate how, date on) {
        for (auto const l : lots) {
            w_.lots[l].state = how;
            w_.lots[l].since = on;
        }
    }

    // Those behind the first may have had their turn this year; they get another one, to arrive.
    void send(std::vector<std::uint32_t> const& lots, std::uint32_t to, date on) {
        int const lag = d_.percent(20) ? 0 : d_.between(1, 9);
        queue_.insert(queue_.end(), lots.begin() + 1, lots.end());
        for (auto const l : lots) {
            w_.lots[l].from = w_.lots[l].holder;
            w_.lots[l].holder = to;
            w_.lots[l].state = fate::on_the_way;
            w_.lots[l].since = date{on.days + lag};
        }
    }

    // --- first transfers
    // ----------------------------------------------------------------------------------------------

    struct event {
        date on;
        std::uint32_t authorization;
    };

    void first_transfers(std::uint32_t approach, int year) {
        if (dsl::year_of(w_.approaches[approach].since) > year) return;
        date const first = day_of(year, 1, 1), last = day_of(year, 12, 31);
        std::vector<std::uint32_t> open;
        std::vector<event> events;
        for (std::uint32_t z = 0; z < w_.authorizations.size(); ++z) {
            auto const& a = w_.authorizations[z];
            if (a.approach != approach || !a.of_host || a.versions.front().since > last) continue;
            open.push_back(z);
            // What the authorization itself first transfers, it does on its day.
            for (auto const& v : a.versions)
                if (on_authorization(a, v) && v.since >= first && v.since <= last)
                    for (int n = d_.between(1, 3); n > 0; --n) events.push_back({v.since, z});
        }
        if (open.empty()) return;
        int const wanted = d_.between(o().first_transfers_min, std::max(o().first_transfers_min, o().first_transfers));
        for (int n = 0; n < wanted; ++n) {
            auto const z = d_.pick(open);
            date const from = std::max(first, w_.authorizations[z].versions.front().since);
            date const on = date{d_.percent(o().new_year) ? std::max(from.days, last.days - d_.between(0, 4))
                                                          : d_.between(from.days, last.days)};
            if (!on_authorization(w_.authorizations[z], *w_.authorizations[z].on(on))) events.push_back({on, z});
        }
        std::stable_sort(events.begin(), events.end(), [](auto const& a, auto const& b) { return a.on < b.on; });
        for (auto const& e : events) first_transfer(e.authorization, e.on);
    }

    static bool on_authorization(authorization const& z, authorization_version const& v) {
        return for_oimp(v.purposes) && z.first_transfer == definition::authorization && !v.closes;
    }

    static bool in_time(authorization_version const& v, date on) {
        return dsl::year_of(on) >= v.used.first && dsl::year_of(on) <= v.used.last;
    }

    std::optional<int> some_vintage(authorization_version const& v, int year) {
        int const low = std::max({2021, v.occurs.first, year - 2});
        int const high = std::min(v.occurs.last, year);
        if (low > high) return std::nullopt;
        return d_.between(low, high);
    }

    std::int64_t some_size() {
        switch (d_.below(5)) {
            case 0: return d_.between(1, 20);
            case 1: return d_.between(20, 900);
            case 2: return d_.between(1'000, 9'999);
            default: return d_.between(500, 40'000);
        }
    }

    void first_transfer(std::uint32_t index, date on) {
        auto& z = w_.authorizations[index];
        auto const& v = *z.on(on);
        if (v.closes) return;
        auto const vintage = some_vintage(v, dsl::year_of(on));
        if (!vintage) return;
        std::int64_t size = some_size();
        if (z.a64) size = std::max<std::int64_t>(size, 20);
        if (v.most) size = std::min(size, *v.most - z.transferred);
        if (size < (z.a64 ? 20 : 1)) return;
        auto const version = static_cast<std::uint32_t>(&v - z.versions.data());
        bool const authorized = on_authorization(z, v);
        bool const issued = for_oimp(v.purposes) && z.first_transfer == definition::issuance;
        bool const ends = for_oimp(v.purposes) && z.first_transfer == definition::use_or_cancellation &&
                          (!for_ndc(v.purposes) || d_.percent(50));
        if (ends && !in_time(v, on)) return;
        auto const buyers = acquirers(z.giver, index, version, on);
        if (!authorized && !issued && !ends && buyers.empty()) return;
        lot l = issue(index, version, *vintage, size);
        l.since = on;
        z.transferred += size;
        auto const all = add(l);
        if (authorized) {
            first_transferred(all, action_subtype::authorization, on, buyers);
            if (z.a64) later_shares(all, on);
            return;
        }
        auto const main = z.a64 ? first_shares(all, on) : all;
        if (issued) {
            first_transferred(main, action_subtype::issuance, on, buyers);
        } else if (ends) {
            end_at_first_transfer(main, on);
        } else if (!z.a64 && d_.percent(o().omge / 2)) {
            record({main}, row({main}, action_kind::first_transfer, action_subtype::voluntary_omge, z.giver, on));
            end({main}, fate::for_omge, on);
        } else {
            go_abroad(main, d_.pick(buyers), on);
        }
    }

    // They stay where they are, also where it is known who will acquire them.
    void first_transferred(std::uint32_t l, action_subtype event, date on, std::vector<std::uint32_t> const& buyers) {
        auto a = row({l}, action_kind::first_transfer, event, w_.lots[l].holder, on);
        if (!buyers.empty() && d_.percent(o().foreseen)) a.other = d_.pick(buyers);
        a.for_oimp = d_.percent(40);
        record({l}, a);
    }

    void go_abroad(std::uint32_t l, std::uint32_t to, date on) {
        auto const host = w_.lots[l].holder;
        auto const authorized = w_.authorizations[w_.lots[l].authorization].versions.front().since;
        if (d_.percent(o().named_actions))
            record({l}, row({l}, action_kind::authorization, action_subtype::none, host,
                            date{d_.between(std::max(authorized, day_of(dsl::year_of(on), 1, 1)).days, on.days)}));
        auto a = row({l}, action_kind::first_transfer, action_subtype::to_another_party, host, on);
        a.other = to;
        record({l}, a);
        w_.lots[l].went_abroad = true;
        send({l}, to, on);
    }

    // The use or cancellation is the first transfer. Some also report it as such, on the same day.
    void end_at_first_transfer(std::uint32_t l, date on) {
        auto const host = w_.lots[l].holder;
        auto a = row({l}, action_kind::first_transfer, action_subtype::use_or_cancellation, host, on);
        for_purpose(a);
        record({l}, a);
        bool const cancelled = d_.percent(50);
        if (d_.percent(30)) {
            auto b = row({l}, cancelled ? action_kind::cancellation : action_kind::use,
                         cancelled ? action_subtype::other_cancellations : action_subtype::none, host, on);
            b.for_oimp = true;
            b.user = a.user;
            b.entity = a.entity;
            record({l}, b);
        }
        end({l}, cancelled ? fate::cancelled : fate::used_for_oimp, on);
    }

    // Shares of A6.4ERs: five per cent of those issued for adaptation, two for overall mitigation, rounded up.
    std::uint32_t first_shares(std::uint32_t l, date on) {
        auto const host = w_.lots[l].holder;
        auto const [fund, omge] = shares(l);
        record({fund}, row({fund}, action_kind::first_transfer, action_subtype::mandatory_adaptation, host, on));
        end({fund}, fate::to_adaptation_fund, on);
        record({omge}, row({omge}, action_kind::first_transfer, action_subtype::mandatory_omge, host, on));
        end({omge}, fate::for_omge, on);
        return l;
    }

    void later_shares(std::uint32_t l, date on) {
        auto const host = w_.lots[l].holder;
        date const then = date{std::min(on.days + 10, day_of(dsl::year_of(on), 12, 31).days)};
        auto const [fund, omge] = shares(l);
        record({fund}, row({fund}, action_kind::transfer, action_subtype::mandatory_adaptation, host, then));
        end({fund}, fate::to_adaptation_fund, then);
        record({omge}, row({omge}, action_kind::cancellation, action_subtype::mandatory_omge, host, then));
        end({omge}, fate::for_omge, then);
    }

    std::pair<std::uint32_t, std::uint32_t> shares(std::uint32_t l) {
        std::int64_t const issued = w_.lots[l].size();
        auto const fund = take(l, (issued * 5 + 99) / 100);
        return {fund, take(l, (issued * 2 + 99) / 100)};
    }

    // Takes so many off the end of the lot.
    std::uint32_t take(std::uint32_t l, std::int64_t size) {
        lot piece = w_.lots[l];
        w_.lots[l].last -= size;
        piece.first = w_.lots[l].last + 1;
        piece.first_unit += piece.first - w_.lots[l].first;
        return add(piece);
    }

    // --- what holders do
    // ----------------------------------------------------------------------------------------------

    // The terms that hold for a Party that cites its own authorization or the host's.
    authorization_version const& terms(std::uint32_t who, std::uint32_t of, std::uint32_t version) const {
        auto const cited = w_.cited_by(who, of);
        return cited == of ? w_.authorizations[of].versions[version] : w_.authorizations[cited].versions.front();
    }
    bool covers(std::uint32_t citing, std::uint32_t of, std::uint32_t version, std::uint32_t who) const {
        auto const& list = terms(citing, of, version).parties;
        return list.empty() || std::find(list.begin(), list.end(), who) != list.end() ||
               w_.authorizations[w_.cited_by(citing, of)].giver == who;
    }

    std::vector<std::uint32_t> acquirers(std::uint32_t holder, std::uint32_t of, std::uint32_t version, date on) {
        std::vector<std::uint32_t> out;
        auto const& z = w_.authorizations[of];
        for (auto const m : w_.approaches[z.approach].members) {
            if (m == holder) continue;
            if (m == z.giver ? !d_.percent(o().returns) : !covers(holder, of, version, m) || !covers(m, of, version, m))
                continue;
            if (w_.authorizations[w_.cited_by(m, of)].versions.front().since > on) continue;
            out.push_back(m);
        }
        return out;
    }

    // The Party transferred these in the same year: a filing would not show in which order it had them.
    bool passed_on(lot const& l, std::uint32_t who, int year) const {
        for (auto s = l.life; s != none; s = w_.steps[s].before) {
            auto const& a = w_.actions[w_.steps[s].action];
            if (dsl::year_of(a.on) < year) return false;
            if (a.by == who && a.kind == action_kind::transfer) return true;
        }
        return false;
    }

    void for_purpose(action& a) {
        a.for_oimp = true;
        auto const& z = w_.authorizations[a.cited];
        if (!z.entities.empty() && d_.percent(70)) {
            // Somebody who had been authorized by then.
            auto const e = d_.pick(z.entities);
            if (w_.entities[e].since <= a.on) {
                a.entity = e;
                return;
            }
        }
        a.user = z.giver;
    }

    void live_through(std::uint32_t index, int year) {
        if (w_.lots[index].state == fate::on_the_way) {
            if (dsl::year_of(w_.lots[index].since) > year) return;
            arrive(index, year);
        }
        date const last = day_of(year, 12, 31);
        for (int n = 0; n < o().steps && w_.lots[index].state == fate::held; ++n) {
            if (!d_.percent(o().activity)) continue;
            lot const& l = w_.lots[index];
            int const from = std::max(l.since.days + 1, day_of(year, 1, 1).days);
            if (from > last.days) return;
            date const on = date{d_.percent(o().new_year) ? std::max(from, last.days - d_.between(0, 4))
                                                          : d_.between(from, last.days)};
            act(index, on);
            if (w_.lots[index].state == fate::on_the_way && dsl::year_of(w_.lots[index].since) == year)
                arrive(index, year);
        }
    }

    void arrive(std::uint32_t index, int year) {
        auto const who = w_.lots[index].holder;
        auto const from = w_.lots[index].from;
        // One acquisition of what came as several transfers within some days, or several of what came as one.
        date const first = w_.lots[index].since;
        auto const lots = neighbours(index, [&](lot const& n) {
            return n.from == from && dsl::year_of(n.since) == year && std::abs(n.since.days - first.days) <= 10;
        });
        date on = w_.lots[index].since;
        for (auto const l : lots) on = std::max(on, w_.lots[l].since);
        if (lots.size() == 1 && w_.lots[index].size() > 1 && d_.percent(15)) {
            lot const& l = w_.lots[index];
            cut(index, l.first, d_.between(l.first, l.last - 1));
        }
        auto a = row(lots, action_kind::acquisition, action_subtype::none, who, on);
        a.other = from;
        record(lots, a);
        end(lots, fate::held, on);
    }

    enum class deed : std::uint8_t { use, use_for_oimp, transfer, cancel, omge, give };

    void act(std::uint32_t index, date on) {
        lot const l = w_.lots[index];
        auto const who = l.holder;
        auto const& z = w_.authorizations[l.authorization];
        auto const& t = terms(who, l.authorization, l.version);
        bool const usable = in_time(t, on);
        auto const use_year = year_of_use(l, who, on);
        bool const own_outcome = who == z.giver;
        std::vector<deed> can;
        if (for_ndc(t.purposes) && usable && use_year && covers(who, l.authorization, l.version, who) &&
            (!own_outcome || l.went_abroad))
            can.insert(can.end(), 6, deed::use);
        if (for_oimp(t.purposes) && usable) can.insert(can.end(), 3, deed::use_for_oimp);
        auto const buyers = acquirers(who, l.authorization, l.version, on);
        if (!buyers.empty()) can.insert(can.end(), own_outcome ? 5 : 2, deed::transfer);
        if (d_.percent(10)) can.push_back(deed::cancel);
        if (d_.percent(o().omge * 3)) can.push_back(deed::omge);
        if (z.a64 && d_.percent(20)) can.push_back(deed::give);
        if (can.empty()) return;
        auto const what = d_.pick(can);
        std::vector<std::uint32_t> lots{index};
        if (l.size() > 1 && d_.percent(o().splits)) {
            std::int64_t const first = d_.percent(60) ? l.first : d_.between(l.first, l.last);
            cut(index, first, d_.percent(40) ? l.last : d_.between(first, l.last));
        } else {
            lots = neighbours(index, [&](lot const& n) { return n.since < on; });
        }
        auto const cancelled = d_.percent(50) ? action_kind::cancellation : action_kind::voluntary_cancellation;
        switch (what) {
            case deed::use: use(lots, who, on, *use_year); break;
            case deed::use_for_oimp: use_for_oimp(lots, who, on); break;
            case deed::transfer: transfer(lots, who, d_.pick(buyers), on); break;
            case deed::cancel: {
                auto const subtype = d_.percent(80) ? action_subtype::other_cancellations : action_subtype::none;
                record(lots, row(lots, cancelled, subtype, who, on));
                end(lots, fate::cancelled, on);
                break;
            }
            case deed::omge:
                record(lots, row(lots, cancelled, action_subtype::voluntary_omge, who, on));
                end(lots, fate::for_omge, on);
                break;
            case deed::give:
                record(lots, row(lots, action_kind::transfer, action_subtype::voluntary_adaptation, who, on));
                end(lots, fate::to_adaptation_fund, on);
                break;
        }
    }

    // The year for whose target the Party may use outcomes of the vintage: one of the same period, that has begun.
    std::optional<int> year_of_use(lot const& l, std::uint32_t who, date on) {
        auto const& p = w_.parties[who];
        int const year = dsl::year_of(on);
        period const now = p.period_of(year);
        if (l.vintage >= now.first) return d_.between(int{l.vintage}, year);
        // Uses for the period that has just ended are still reported.
        period const then = p.period_of(l.vintage);
        if (year != then.last + 1 || !d_.percent(30)) return std::nullopt;
        return d_.between(int{l.vintage}, then.last);
    }

    void use(std::vector<std::uint32_t> const& lots, std::uint32_t who, date on, int use_year) {
        auto a = row(lots, action_kind::use, action_subtype::none, who, on);
        a.use_year = static_cast<std::int16_t>(use_year);
        a.user = who;
        auto const& entities = w_.authorizations[a.cited].entities;
        if (!entities.empty() && d_.percent(20)) {
            auto const e = d_.pick(entities);
            if (w_.entities[e].since <= on) a.entity = e;
        }
        record(lots, a);
        end(lots, fate::used, on);
    }

    void use_for_oimp(std::vector<std::uint32_t> const& lots, std::uint32_t who, date on) {
        bool const cancelled = d_.percent(60);
        auto a = row(lots, action_kind::use, action_subtype::none, who, on);
        if (cancelled) {
            a.kind = d_.percent(50) ? action_kind::cancellation : action_kind::voluntary_cancellation;
            a.subtype = action_subtype::other_cancellations;
        }
        for_purpose(a);
        record(lots, a);
        end(lots, cancelled ? fate::cancelled : fate::used_for_oimp, on);
    }

    void transfer(std::vector<std::uint32_t> const& lots, std::uint32_t who, std::uint32_t to, date on) {
        for (auto const l : lots)
            if (!o().back_in_the_same_year && passed_on(w_.lots[l], to, dsl::year_of(on))) return;
        auto a = row(lots, action_kind::transfer, action_subtype::none, who, on);
        a.other = to;
        record(lots, a);
        send(lots, to, on);
    }

    // --- the end of the year
    // ------------------------------------------------------------------------------------------

    void close(int year) {
        std::vector<std::uint32_t> held;
        for (auto const l : alive_)
            if (w_.lots[l].state == fate::held) held.push_back(l);
        std::sort(held.begin(), held.end(), [&](auto a, auto b) {
            lot const &x = w_.lots[a], &y = w_.lots[b];
            return std::tuple(x.authorization, x.vintage, x.first) < std::tuple(y.authorization, y.vintage, y.first);
        });
        for (auto const n : held) {
            lot const& l = w_.lots[n];
            holding h;
            h.authorization = l.authorization;
            h.cited = w_.cited_by(l.holder, l.authorization);
            h.vintage = l.vintage;
            h.first = l.first;
            h.last = l.last;
            h.first_unit = l.first_unit;
            h.quantity = h.size();
            w_.holdings[{l.holder, year}].push_back(h);
            if (!w_.approaches[w_.authorizations[l.authorization].approach].non_ghg)
                w_.accounts[l.holder].held[year] += l.size();
        }
    }

    world& w_;
    dice& d_;
    std::vector<std::uint32_t> alive_;
    std::vector<std::uint32_t> queue_;
    std::map<std::tuple<std::uint32_t, std::uint32_t, int>, std::uint32_t> keys_;
    std::map<std::tuple<std::uint32_t, std::uint32_t, int>, std::int64_t> next_serial_;
    std::map<std::uint32_t, std::int64_t> next_unit_;
    std::unordered_map<std::uint64_t, std::uint32_t> at_;  // by approach, host, vintage and first serial
};

}  // namespace

void live(world& w, dice& d) { simulation(w, d).run(); }

}  // namespace a6::test_support::worlds
