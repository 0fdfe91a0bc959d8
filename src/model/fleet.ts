/** Chips: ordered, arriving, waiting for power, working, retired. */
export const fleet = `
module fleet "Chips by make: ordered, waiting for power, at work, retired"

dimension chip chips "A make and generation of accelerator or processor, with its server"
dimension retirement retirements "A make and an age at which its chips may be taken out before their economic life ends"

map chip.class : chip -> class "Asset class of its servers"
map chip.successor : chip -> chip "The chip that takes its power when it retires; itself for like for like"
map retirement.chip : retirement -> chip "The make that is taken out"
choice chip.origin[chip] : own | merchant default merchant "Own silicon or bought from a chip maker"
choice chip.stack[chip] : cuda | neuron | xla | rocm | arm | x86 default cuda "Software stack that runs on it"
input chip.power[chip] : kW/chip "IT power of one chip, its share of server and network included"
input chip.price[chip] : $/chip "Price of the chip, delivered"
input chip.attach[chip] : $/chip default 0 $/chip "Server, network and storage bought with each chip"
input once chip.network_share[chip] : ratio default 12% "Share of price and attach that is network equipment"
input once chip.performance[chip] : ratio default 1 "Performance of one chip over the reference chip's"
input chip.discount[chip] : ratio default 0% "Discount per unit of work that customers get on this chip"
input once chip.availability[chip] : ratio default 95% "Share of installed chips that can be sold: spares, faults, maintenance"
input once chip.lead_time[chip] : years default 0.5 years "Time from order to delivery"
input chip.orders[chip] : chips/period default 0 chips/period "Chips ordered by name in the plan"
input chip.fill[chip] : ratio default 0% "Share of planned new power that is ordered as this chip"
input chip.pipeline[chip] : chips/period default 0 chips/period "Deliveries of orders placed before the calendar starts"
input chip.supply[chip] : chips/period default 1000000000000 chips/period "Most that suppliers deliver in a period"
input once chip.economic_life[chip] : years default 6 years "Time from installation to retirement"
input once chip.opening[chip] : chips default 0 chips "Chips at work when the calendar starts"
input once chip.opening_life[chip] : years default 4 years "Time over which the opening chips retire, evenly"
input once chip.install_rank[chip] : ratio default 0 "Chips with a lower rank are installed first when power is short"
input once retirement.age[retirement] : years "Age at which chips are taken out, in whole periods"
input retirement.share[retirement] : ratio default 0% "Share of the chips installed that long ago that is taken out in the period"
input once plan.refresh_lead : years default 0.5 years "How long before a retirement its replacement is ordered"
input once plan.refresh : ratio default 100% "Share of retiring power that is filled again"

planned_power[chip] : MW "New IT power the plan has ready one lead time from now"
  = sum(where(time + chip.lead_time >= phase.planned_ready, phase.built_mw, 0), phase)
once planned_power_before[chip] : MW "The same at the start of the calendar, served by the opening pipeline"
  = sum(where(chip.lead_time >= phase.planned_ready, phase.built_mw, 0), phase)
retiring_soon[chip] : MW/period "IT power that the make's retirements free one refresh lead from now; chips taken out early are not replaced by this rule"
  = (lag(installed_by_chip, chip.economic_life - plan.refresh_lead) - sum(lag(retired, max(retirement.life_lost - plan.refresh_lead, 1 period)), retirement.chip, site)) * chip.power
  + where(time <= chip.opening_life, chip.opening / chip.opening_life, 0) * chip.power
ordered[chip] : chips/period "Orders of the period: named orders, the chip's share of planned power, and the power it takes over"
  = min(chip.orders + (chip.fill * max(change(planned_power, planned_power_before), 0) + plan.refresh * sum(retiring_soon, chip.successor)) / chip.power, chip.supply)
arrivals[chip] : chips/period "Chips delivered in the period"
  = lag(ordered, chip.lead_time) + chip.pipeline
opening_left[chip] : chips "Opening chips still at work"
  = chip.opening * clamp(1 - time / chip.opening_life, 0, 1)
once site.opening_share[site] : ratio "Share of the opening fleet at the site"
  = ratio(site.opening_mw, sum(site.opening_mw, site))
once retirement.taken_at[retirement] : years "That age, one period at least"
  = max(floor(retirement.age / 1 period + 0.5), 1) * 1 period
once retirement.life_lost[retirement] : years "Economic life that they still had"
  = at(chip.economic_life, retirement.chip) - retirement.taken_at
retired[retirement, site] : chips/period "Chips taken out before the period's installations"
  = retirement.share * lag(at(installed, retirement.chip), retirement.taken_at)
surviving[chip, site] : chips "Chips at work before the period's installations: within their economic life and not taken out early"
  = window_sum(lag(installed), chip.economic_life - 1 period) - sum(window_sum(retired, retirement.life_lost), retirement.chip) + opening_left * site.opening_share
free_mw[site] : MW "Ready IT power without chips, before the period's installations"
  = max(it_mw_by_site - sum(surviving * chip.power, chip), 0)
to_install[chip] : chips/period "Chips at hand to install: waiting and just delivered"
  = lag(waiting) / 1 period + arrivals
installed[chip, site] : chips/period "Chips installed, only where power is free"
  = allocate(to_install, free_mw, 1 / (chip.power * 1 period), site.fill_rank, chip.install_rank)
installed_by_chip[chip] : chips/period "Chips installed, all sites"
  = sum(installed, site)
waiting[chip] : chips "Chips delivered that found no power"
  = (to_install - installed_by_chip) * 1 period
at_work[chip, site] : chips "Chips installed at the end of the period"
  = surviving + installed * 1 period
chip.installed[chip] : chips "Chips installed at the end of the period, all sites"
  = sum(at_work, site)
chips.installed : chips "Chips installed at the end of the period, all makes"
  = sum(chip.installed, chip)
chip_is_own[chip] : ratio "1 for own silicon, 0 for a chip maker's"
  = where(chip.origin is own, 1, 0)
chip.mw[chip] : MW "IT power of the chips installed, by make"
  = chip.installed * chip.power
working[chip, site] : chips "Chips installed on average over the period"
  = (at_work + lag(at_work, 1 period, chip.opening * site.opening_share)) / 2
sellable[chip] : chips "Chips that can be sold on average over the period"
  = sum(working, site) * chip.availability
used_mw[site] : MW "IT power with chips at the end of the period"
  = sum(at_work * chip.power, chip)
stranded_mw : MW "Ready IT power without chips at the end of the period"
  = sum(max(it_mw_by_site - used_mw, 0), site)
idle_chips : chips "Chips delivered that wait for power, all makes"
  = sum(waiting, chip)
`;
