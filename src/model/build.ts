/** Sites, phases and the dates on which power and shells are ready. */
export const build = `
module build "Where and when IT power becomes ready, and what it costs on the way"

dimension site sites "A campus or region that shares power and energy price"
dimension phase phases "A building block of one site that is ready at one date"
dimension class classes "A class of property and equipment with one book life"

map phase.site : phase -> site "The site on which the phase stands"
choice phase.status[phase] : committed | optional | candidate default committed "Whether it can still be left out"
input once phase.included[phase] : ratio default 100% "Share of the phase that the plan builds"
input once phase.mw[phase] : MW "IT power of the phase"
input once phase.start[phase] : date "Groundbreaking"
input once phase.build_time[phase] : years default 1.75 years "Planned time from groundbreaking to a finished shell"
input once phase.delay[phase] : years default 0 years "Slip of construction against plan"
input once phase.energised[phase] : date "Planned date of grid or on-site power"
input once phase.energise_delay[phase] : years default 0 years "Slip of power against plan"
input once phase.cost_factor[phase] : ratio default 1 "Cost of this phase over the general cost per MW"
input once phase.leased[phase] : ratio default 0% "Share of shell and power taken on a finance lease and not bought"
input build.capex[class] : $/MW default 0 $/MW "Land, shell, power and network cost per MW of IT power, at the date of spending"
input once build.past_capex[class] : $/MW default 0 $/MW "The same before the calendar starts: known, so certain"
input site.pue[site] : ratio default 1.2 "Facility power over IT power"
input once site.opening_mw[site] : MW default 0 MW "IT power ready when the calendar starts"
input once site.fill_rank[site] : ratio default 0 "Sites with a lower rank take new chips first"

once phase.planned_ready[phase] : date "Ready date if nothing slips: shell and power, whichever is later"
  = max(phase.start + phase.build_time, phase.power_planned)
once phase.ready[phase] : date "Date on which both shell and power are there"
  = max(phase.start + phase.build_time + phase.delay, phase.power_planned + phase.power_slip)
once phase.built_mw[phase] : MW "IT power the plan builds in the phase"
  = phase.mw * phase.included
once phase.begun[phase] : ratio "Share of the construction spending made before the calendar starts (S-curve)"
  = clamp((0 - phase.start) / max(phase.build_time, 1 period), 0, 1) ^ 2 * (3 - 2 * clamp((0 - phase.start) / max(phase.build_time, 1 period), 0, 1))
once phase.duration[phase] : years "Time left to build from the start of the calendar or the groundbreaking"
  = max(phase.start + phase.build_time + phase.delay - max(phase.start, 0), 1 period)
phase.progress[phase] : ratio "Share of the time to build that has passed"
  = clamp((time - max(phase.start, 0)) / phase.duration, 0, 1)
phase.spent[phase] : ratio "Share of the construction spending made to date (S-curve from start to end)"
  = phase.begun + (1 - phase.begun) * phase.progress ^ 2 * (3 - 2 * phase.progress)
phase.online[phase] : ratio "1 once the phase is ready by the end of the period"
  = where(time >= phase.ready, 1, 0)
it_mw_by_site[site] : MW "IT power ready at the end of the period"
  = site.opening_mw + sum(phase.online * phase.built_mw, phase.site)
it_mw : MW "IT power ready at the end of the period, all sites"
  = sum(it_mw_by_site, site)
facility_mw : MW "Power of the whole facilities behind that IT power"
  = sum(it_mw_by_site * site.pue, site)
planned_mw : MW "IT power ready if nothing slips"
  = sum(site.opening_mw, site) + sum(where(time >= phase.planned_ready, phase.built_mw, 0), phase)
late_mw : MW "IT power that the plan has ready and the path has not"
  = max(planned_mw - it_mw, 0)
`;
