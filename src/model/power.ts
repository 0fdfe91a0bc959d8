/** Power options: other ways to power a phase. */
export const power = `
module power "Rights to power: another way to power a phase, to be taken up by a date, for a premium and with a minimum take of its own"

dimension power power_options "A right to power for one phase, in place of its own connection"

map power.phase : power -> phase "The phase that it can power"
input once power.taken[power] : ratio default 0% "1 where the phase is powered this way and not by its own connection; a plan chooses"
input once power.take_up[power] : date "Last day to take it up, on which the premium is paid"
input once power.premium[power] : $ default $0 "Paid when it is taken up, an operating cost"
input once power.energised[power] : date "Planned date of its power"
input once power.energise_delay[power] : years default 0 years "Slip of that date"
input power.charge[power] : $/MW/year default 0 $/MW/year "Paid per MW of the phase's IT power once it is ready, drawn or not, beside the site's prices of energy"
input power.minimum_take[power] : ratio default 0% "Share of the phase's power whose delivery is paid even when not drawn, in place of the site's share"

once phase.on_option[phase] : ratio "1 where a right to power is taken up for the phase"
  = sum(power.taken, power.phase)
once phase.power_planned[phase] : date "Planned date of its power: of its own connection, or of the right that is taken up"
  = where(phase.on_option > 0.5, most(where(power.taken > 0.5, power.energised, 0 - 1000 years), power.phase), phase.energised)
once phase.power_slip[phase] : years "Slip of that date"
  = where(phase.on_option > 0.5, sum(where(power.taken > 0.5, power.energise_delay, 0), power.phase), phase.energise_delay)
power.ready_mw[power] : MW "IT power of phases that are powered this way, once ready"
  = power.taken * at(phase.online * phase.built_mw, power.phase)
power.paid[power] : $/period "Premium paid in the period"
  = where(power.take_up < time and power.take_up >= time - 1 period, 1, 0) * power.premium * power.taken * at(phase.included, power.phase) / 1 period
power_cost : $/period "Premiums and charges of rights to power"
  = sum(power.paid + power.charge * power.ready_mw, power)
site.take_floor[site] : MW "Delivery paid for at least: each phase's share of minimum take, at the meter"
  = site.minimum_take * it_mw_by_site * site.pue + sum(sum((power.minimum_take - at(at(site.minimum_take, phase.site), power.phase)) * power.ready_mw, power.phase), phase.site) * site.pue
site.take_short[site] : MW "What is drawn short of that; below 0 where more is drawn"
  = site.take_floor - site.drawn
site.take_top_up[site] : MW "Delivery paid for and not drawn"
  = max(site.take_short, 0)
`;
