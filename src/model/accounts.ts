/** Revenue, costs, property, tax, leases: the books behind the three statements. */
export const accounts = `
module accounts "Revenue, costs, property and tax, from in-service dates and book lives"

input site.energy_price[site] : $/MWh default 70 $/MWh "Price of energy"
input site.delivery_price[site] : $/MWh default 0 $/MWh "Grid delivery charge, the part with a minimum take"
input site.minimum_take[site] : ratio default 0% "Share of contracted delivery that is paid even when not drawn"
input site.operations[site] : $/MW/year default 0 $/MW/year "Site staff, maintenance and rent per MW of ready IT power"
input opex.draw : ratio default 75% "Average draw of a busy chip over its rated IT power"
input opex.idle_draw : ratio default 30% "Average draw of an idle chip over its rated IT power"
input opex.headcount : people default 0 people "People employed"
input opex.cost_per_head : $/person/year default 0 $/person/year "Pay, benefits and stock of one person"
input opex.restructuring : $/period default 0 $/period "Severance and other one-off costs"
input opex.network : ratio default 0% "Network and bandwidth, per dollar of revenue"
input opex.support : ratio default 0% "Support, software and payment costs, per dollar of revenue"
input opex.sales : ratio default 0% "Sales and marketing beside staff, per dollar of revenue"
input opex.research : $/period default 0 $/period "Research and development beside staff"
input opex.other : $/period default 0 $/period "Other cash costs"
input chip.development[chip] : $/period default 0 $/period "Own silicon: design and tape-out cost, expensed"
input accounts.other_revenue : $/period default 0 $/period "Revenue that no segment or contract explains"
input once accounts.life[class] : years "Book life from the in-service date"
input once accounts.depreciable[class] : ratio default 100% "Share of cost that is depreciated; 0 for land"
input accounts.other_capex[class] : $/period default 0 $/period "Capital spending beside phases and chips, in service at once"
input accounts.tax_rate : ratio default 21% "Tax on income, book and cash"
input once tax.bonus[class] : ratio default 0% "Share of cost deducted for tax when placed in service"
input once tax.life[class] : years default 5 years "Straight-line tax life of the rest"
input once tax.relief : ratio default 100% "Share of a tax loss that the group pays for at once; the rest is carried forward"
input once accounts.receivable_days : years default 0 days "Revenue not yet collected"
input once accounts.payable_days : years default 0 days "Cash costs not yet paid"
input once lease.rate : %/year default 5 %/year "Interest rate in finance leases"
input once lease.term : years default 15 years "Term of new finance leases"
input once opening.property[class] : $ default $0 "Net property in service when the calendar starts"
input once opening.gross_over_net[class] : ratio default 1 "Gross cost over net for that property"
input once opening.life_left[class] : years default 5 years "Time over which it is depreciated, straight line"
input once opening.tax_share[class] : ratio default 100% "Tax basis of that property over its net book value"
input once opening.construction[class] : $ default $0 "Construction in progress beside the phases when the calendar starts"
input opening.construction_release : %/year default 100 %/year "Share of it placed in service per year"
input once opening.lease_capital : $ default $0 "Finance-lease assets and debt when the calendar starts"
input once opening.lease_life : years default 5 years "Time over which they run off"
input once opening.receivables : $ default $0 "Receivables when the calendar starts"
input once opening.payables : $ default $0 "Payables when the calendar starts"
input once opening.cash : $ default $0 "Cash when the calendar starts"
input once opening.debt : $ default $0 "Debt when the calendar starts, held constant"
input once opening.deferred_tax : $ default $0 "Deferred tax liability when the calendar starts"
input once accounts.debt_rate : %/year default 5 %/year "Interest on that debt"
given is_network[class] : ratio "1 for the network class"

take_or_pay_top_up[contract] : work/period "Work paid for and not used, as far as it could have been delivered"
  = max(contract.take_or_pay * committed - wanted, 0)
  * where(wanted > 0, ratio(sum(contract_served, chip), wanted), min(ratio(sum(sellable * contract_rate, chip), contract.take_or_pay * committed), 1))
late_damages[contract] : $/period "Damages for work wanted and not delivered"
  = contract.damages * contract.price * undelivered
contract_revenue[contract] : $/period "Price times the larger of used and take-or-pay, as far as delivered"
  = contract.price * (sum(contract_served, chip) + take_or_pay_top_up)
segment_revenue[segment] : $/period "Open demand served, at the price of the chip it ran on, with its other services"
  = sum(price * (1 - chip.discount) * served, chip) * (1 - segment.transfer) * (1 + segment.other_revenue)
revenue_by_chip[chip] : $/period "Revenue earned on each make of chip"
  = sum(price * (1 - chip.discount) * served * (1 - segment.transfer) * (1 + segment.other_revenue), segment) + sum(contract_served * contract.price, contract)
revenue.own_silicon : $/period "Revenue earned on own silicon"
  = sum(where(chip.origin is own, revenue_by_chip, 0), chip)
revenue.contracts : $/period "Revenue from contracts"
  = sum(contract_revenue, contract)
revenue : $/period "What customers pay in the period: contracts, open demand, other revenue"
  = revenue.contracts + sum(segment_revenue, segment) + accounts.other_revenue

site.busy_power[site] : MW "Average IT draw of the site: busy chips and the idle share of the others"
  = sum(working * chip.power * chip.availability * (opex.draw * utilisation_by_chip + opex.idle_draw * (1 - utilisation_by_chip)), chip)
site.drawn[site] : MW "Average facility draw of the site"
  = site.busy_power * site.pue
energy_cost : $/period "Energy drawn, and the delivery charge on the larger of drawn and minimum take"
  = sum(site.drawn * site.energy_price + (site.drawn + site.take_top_up) * site.delivery_price, site)
staff_cost : $/period "People times cost per head"
  = opex.headcount * opex.cost_per_head
operations_cost : $/period "Site operations, and rights to power"
  = sum(site.operations * it_mw_by_site, site) + power_cost
revenue_cost : $/period "Costs that follow revenue: network, support, sales"
  = revenue * (opex.network + opex.support + opex.sales)
development_cost : $/period "Research, development and own-silicon design"
  = opex.research + sum(chip.development, chip)
damages_cost : $/period "Late-delivery damages, all contracts"
  = sum(late_damages, contract)
restructuring_cost : $/period "Severance and other one-off costs"
  = opex.restructuring
other_cost : $/period "Other cash costs"
  = opex.other
cash_costs : $/period "All operating costs but depreciation and write-offs"
  = energy_cost + staff_cost + operations_cost + revenue_cost + development_cost + restructuring_cost + other_cost + damages_cost
other_income : $/period "Prepayments kept and security drawn from buyers who stopped paying"
  = sum(contract.forfeited, contract)
ebitda : $/period "Earnings before interest, tax, depreciation and write-offs"
  = revenue + other_income - cash_costs

phase.spend[phase, class] : $/period "Construction spending of the period, leased share left out"
  = change(phase.spent, phase.begun) * phase.built_mw * phase.cost_factor * build.capex * (1 - phase.leased)
once phase.spent_before[phase, class] : $ "Construction spending before the calendar starts, at the cost of that time"
  = phase.begun * phase.built_mw * phase.cost_factor * build.past_capex * (1 - phase.leased)
phase.spent_to_date[phase, class] : $ "Construction spending to date"
  = cumulative(phase.spend, phase.spent_before)
phase.in_service[phase, class] : $ "Spending to date of phases that are ready"
  = phase.spent_to_date * phase.online
phase.placed[phase, class] : $/period "Construction placed in service in the period"
  = change(phase.in_service)
construction.spend[class] : $/period "Construction spending of all phases"
  = sum(phase.spend, phase)
construction.placed[class] : $/period "Construction of all phases placed in service in the period"
  = sum(phase.placed, phase)
construction.in_progress[class] : $ "Construction of all phases spent and not yet in service"
  = sum(phase.spent_to_date - phase.in_service, phase)
chip.cost[chip] : $/chip "Chip and what is bought with it"
  = chip.price + chip.attach
chip.spend[chip] : $/period "Chips paid for on delivery"
  = arrivals * chip.cost
chip.stock[chip] : $ "Cost of chips delivered that wait for power"
  = lag(chip.stock) + chip.spend * 1 period - chip.placed * 1 period
chip.placed[chip] : $/period "Cost of chips placed in service, at the average cost of those at hand"
  = (lag(chip.stock) / 1 period + chip.spend) * ratio(installed_by_chip, to_install)
opening_construction_placed[class] : $/period "Opening construction placed in service"
  = min(opening.construction * opening.construction_release, lag(opening_construction_left, 1 period, opening.construction) / 1 period)
opening_construction_left[class] : $ "Opening construction still in progress"
  = lag(opening_construction_left, 1 period, opening.construction) - opening_construction_placed * 1 period
capex_by_class[class] : $/period "Capital spending by class"
  = construction.spend + sum(chip.spend * (1 - chip.network_share), chip.class) + is_network * sum(chip.spend * chip.network_share, chip) + accounts.other_capex
capex : $/period "Capital spending, leases left out"
  = sum(capex_by_class, class)
capex.chips : $/period "Capital spending on chips, servers and their network"
  = sum(chip.spend, chip)
placed_other[class] : $/period "Placed in service: phases, network of chips, other; chips' servers left out"
  = construction.placed + is_network * sum(chip.placed * chip.network_share, chip) + accounts.other_capex + opening_construction_placed
placed_servers[chip] : $/period "Servers placed in service"
  = chip.placed * (1 - chip.network_share)
placed[class] : $/period "All property placed in service"
  = placed_other + sum(placed_servers, chip.class)
cip_by_class[class] : $ "Construction in progress: spent and not yet in service"
  = construction.in_progress + sum(chip.stock * (1 - chip.network_share), chip.class) + is_network * sum(chip.stock * chip.network_share, chip) + opening_construction_left
cip : $ "Construction in progress, all classes"
  = sum(cip_by_class, class)
once opening_cip : $ "Construction in progress when the calendar starts"
  = sum(phase.spent_before, phase, class) + sum(opening.construction, class)

server_life[chip] : years "Book life of the chip's servers"
  = at(accounts.life, chip.class)
once server_held[chip] : years "Time the servers are depreciated: book life, or less when they retire earlier"
  = min(at(accounts.life, chip.class), chip.economic_life)
retired_cost[retirement] : $/period "Cost of servers taken out early, at the average cost of those placed with them"
  = sum(retired, site) * ratio(lag(at(placed_servers, retirement.chip), retirement.taken_at), lag(at(installed_by_chip, retirement.chip), retirement.taken_at))
once retirement.book_lost[retirement] : years "Time that they would still have been depreciated for; below 0 where that is over"
  = at(server_held, retirement.chip) - retirement.taken_at
retired_gross[retirement] : $/period "The part of that cost still depreciated"
  = retired_cost * clamp(retirement.book_lost / 1 period, 0, 1)
retired_book[retirement] : $/period "Book value left in it, written off"
  = retired_gross * (1 - (retirement.taken_at - 1 period + clamp(retirement.book_lost, 0, 1 period)) / at(server_life, retirement.chip))
gross_servers[chip] : $ "Cost of servers still depreciated"
  = window_sum(placed_servers, server_held) - sum(window_sum(retired_cost, retirement.book_lost), retirement.chip)
depreciation_servers[chip] : $/period "Straight line over the book life, on the mean of opening and closing cost"
  = (gross_servers + lag(gross_servers)) / 2 / server_life
write_off[chip] : $/period "Book value left in servers that retire before their book life, or are taken out early"
  = (lag(gross_servers) / 1 period + placed_servers - gross_servers / 1 period - sum(retired_gross, retirement.chip)) * (1 - server_held / server_life) + sum(retired_book, retirement.chip)
gross_other[class] : $ "Cost of other property still depreciated"
  = window_sum(placed_other, accounts.life)
depreciation_other[class] : $/period "Straight line over the book life, on the mean of opening and closing cost"
  = (gross_other + lag(gross_other)) / 2 / accounts.life * accounts.depreciable
depreciation_opening[class] : $/period "Straight line over the life left of opening property"
  = opening.property / opening.life_left * accounts.depreciable * clamp((opening.life_left - (time - 1 period)) / 1 period, 0, 1)
depreciation_by_class[class] : $/period "Depreciation by class, write-offs left out"
  = depreciation_other + depreciation_opening + sum(depreciation_servers, chip.class)
lease_added : $/period "Finance leases that start: leased shell and power, at cost"
  = sum(change(phase.online, 0 * phase.begun) * phase.built_mw * phase.cost_factor * phase.leased * sum(build.capex, class), phase)
lease_opening_left : $ "Opening leases still running"
  = opening.lease_capital * clamp(1 - time / opening.lease_life, 0, 1)
lease_depreciation : $/period "Leased assets, straight line over the term"
  = (window_sum(lease_added, lease.term) + lag(window_of_leases)) / 2 / lease.term + (lag(lease_opening_left, 1 period, opening.lease_capital) - lease_opening_left) / 1 period
window_of_leases : $ "Cost of leased assets still depreciated"
  = window_sum(lease_added, lease.term)
depreciation : $/period "Depreciation of owned and leased property"
  = sum(depreciation_by_class, class) + lease_depreciation
write_offs : $/period "Book value written off at early retirement"
  = sum(write_off, chip)
economic_depreciation : $/period "Straight line of servers over their economic life, what is left when they are taken out early, other property over its book life"
  = sum((servers_in_use + lag(servers_in_use)) / 2 / chip.economic_life, chip)
  + sum(retired_cost * clamp(1 - retirement.taken_at / at(chip.economic_life, retirement.chip), 0, 1), retirement) + sum(depreciation_other + depreciation_opening, class) + lease_depreciation
servers_in_use[chip] : $ "Cost of servers within their economic life"
  = window_sum(placed_servers, chip.economic_life) - sum(window_sum(retired_cost, retirement.life_lost), retirement.chip)
ebit : $/period "Operating income"
  = ebitda - depreciation - write_offs

net_property[class] : $ "Net property in service by class"
  = lag(net_property, 1 period, opening.property) + (placed - depreciation_by_class - sum(write_off, chip.class)) * 1 period
net_lease_assets : $ "Leased assets, net"
  = lag(net_lease_assets, 1 period, opening.lease_capital) + (lease_added - lease_depreciation) * 1 period
net_ppe : $ "Property and equipment, net: in service and construction in progress, leases left out"
  = sum(net_property, class) + cip
gross_in_service : $ "Cost of property in service that is not yet fully depreciated"
  = sum(gross_other, class) + sum(gross_servers, chip) + sum(opening.property * opening.gross_over_net * where(time <= opening.life_left or accounts.depreciable < 1, 1, 0), class)
once opening_gross : $ "The same when the calendar starts"
  = sum(opening.property * opening.gross_over_net, class)
`;
