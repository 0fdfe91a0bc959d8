/** Dispatch: contracts first, then segments by margin per MW, each from the chips it accepts. */
export const dispatch = `
module dispatch "Who is served by which chip: contracts by rank, then segments by margin per MW"

input segment.throughput[segment, chip] : work/chip/hour default 0 work/chip/hour "Work of the segment that one chip does in an hour"

on_home_stack[segment, chip] : ratio "1 where the chip runs the segment's own software stack"
  = where(chip.stack is segment.stack and segment.throughput > 0, 1, 0)
home_price[segment] : ratio "Lowest price of a unit of work on the home stack's chips at work, over full list"
  = least(where(on_home_stack > 0.5 and sellable > 0, 1 - chip.discount, 1), chip)
best_performance : ratio "Best performance per chip among the chips at work"
  = most(where(sellable > 0, chip.performance, 0), chip)
accepts[segment, chip] : ratio "1 where the segment's selection rule lets it use the chip"
  = where(segment.throughput > 0, 1, 0)
  * where(segment.rule is locked, on_home_stack,
    where(segment.rule is outright-performance,
      where(chip.performance >= segment.threshold * best_performance, 1, 0),
      where(on_home_stack > 0.5 or 1 - chip.discount <= home_price * (1 - segment.switching), 1, 0)))
preference[segment, chip] : ratio "Order in which the segment takes chips: fastest first, or cheapest first"
  = where(segment.rule is outright-performance, 0 - chip.performance, 1 - chip.discount)
usable_rate[segment, chip] : work/chip/period "Work per chip on the chips that the segment accepts"
  = segment.throughput * accepts
mean_energy_price : $/MWh "Energy price weighted by ready IT power"
  = ratio(sum(site.energy_price * it_mw_by_site, site), sum(it_mw_by_site, site))
mean_pue : ratio "Facility power over IT power, weighted by ready IT power"
  = ratio(sum(site.pue * it_mw_by_site, site), sum(it_mw_by_site, site))
margin_per_mw[segment] : $/MW/period "Price less energy per MW of IT power, on the best chip the segment accepts"
  = most((price * (1 - chip.discount) * usable_rate) / chip.power, chip) - mean_energy_price * mean_pue

contract_rate[contract, chip] : work/chip/period "Work per chip for the contract, on the chips it allows"
  = at(segment.throughput, contract.segment) * contract.allowed
contract_served[contract, chip] : work/period "Work delivered to contracts, by chip"
  = allocate(wanted, sellable, contract_rate, 1 - chip.discount, contract.rank)
chips_for_contracts[chip] : chips "Chips that contracts keep busy"
  = sum(ratio(contract_served, contract_rate), contract)
open_chips[chip] : chips "Chips left for open demand"
  = max(sellable - chips_for_contracts, 0)
served[segment, chip] : work/period "Work delivered to open demand, by chip"
  = allocate(open_demand, open_chips, usable_rate, preference, 0 - margin_per_mw)
unserved[segment] : work/period "Open demand that found no accepted chip free"
  = max(open_demand - sum(served, chip), 0)
undelivered[contract] : work/period "Contract work wanted and not delivered"
  = max(wanted - sum(contract_served, chip), 0)
busy[chip] : chips "Chips at work for someone"
  = chips_for_contracts + sum(ratio(served, usable_rate), segment)
utilisation_by_chip[chip] : % "Busy chips over sellable chips"
  = ratio(busy, sellable)
utilisation : % "Busy IT power over sellable IT power"
  = ratio(sum(busy * chip.power, chip), sum(sellable * chip.power, chip))
idle_mw : MW "IT power of sellable chips that found no demand"
  = sum((sellable - busy) * chip.power, chip)
shortfall : $/period "List value of demand that found no chip: open demand and contracts"
  = sum(unserved * price, segment) + sum(undelivered * contract.price, contract)
shortfall_mw : MW "IT power that would have served it, on the best chip each segment accepts"
  = sum(ratio(unserved, most(usable_rate / chip.power, chip)), segment) + sum(ratio(undelivered, most(contract_rate / chip.power, chip)), contract)
demand_mw : MW "IT power that would serve all demand and contracts"
  = sum(busy * chip.power, chip) + shortfall_mw
`;
