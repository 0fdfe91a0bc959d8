/** Own accelerators against merchant ones: how much of the work they do, and what keeps the rest from them. */
export const mix = `
module mix "How much of the accelerators' work own silicon does, and what keeps the rest from it: parts that add up to the whole"

is_accelerator[chip] : ratio "1 for accelerators, 0 for general processors"
  = where(chip.stack is arm or chip.stack is x86, 0, 1)
own_accelerator[chip] : ratio "1 for own accelerators with chips at work"
  = where(sellable > 0, chip_is_own * is_accelerator, 0)
for_accelerators[segment] : ratio "1 where some accelerator does the segment's work"
  = most(where(segment.throughput > 0, is_accelerator, 0), chip)
takes_own[segment] : ratio "1 where the segment accepts an own accelerator that is at work"
  = most(accepts * own_accelerator, chip)
contract_takes_own[contract] : ratio "1 where the contract allows an own accelerator that is at work"
  = most(where(contract_rate > 0, own_accelerator, 0), chip)
open_left[segment] : $/period "List value of open work for accelerators that no own one does"
  = for_accelerators * max(open_demand - sum(served * own_accelerator, chip), 0) * price
contract_left[contract] : $/period "Value of contract work for accelerators that no own one does"
  = at(for_accelerators, contract.segment) * max(wanted - sum(contract_served * own_accelerator, chip), 0) * contract.price

accelerator_mw : MW "IT power of accelerators"
  = sum(chip.mw * is_accelerator, chip)
own_accelerator_mw : MW "IT power of own accelerators"
  = sum(chip.mw * own_accelerator, chip)
accelerator_work : $/period "List value of the work wanted from accelerators, open demand and contracts"
  = sum(for_accelerators * open_demand * price, segment) + sum(at(for_accelerators, contract.segment) * wanted * contract.price, contract)
own_work : $/period "The part that own accelerators do"
  = accelerator_work - sum(open_left, segment) - sum(contract_left, contract)
kept_by_stack : $/period "The part of segments that are locked to another software stack"
  = sum(where(segment.rule is locked, open_left * (1 - takes_own), 0), segment)
kept_by_price : $/period "The part of segments that follow price, where the discount is below what switching costs"
  = sum(where(segment.rule is price-performance, open_left * (1 - takes_own), 0), segment)
kept_by_speed : $/period "The part of segments that want outright performance and take a faster chip, or none of one's own"
  = sum(where(segment.rule is outright-performance, open_left, 0), segment)
kept_by_contract : $/period "The part of contracts that name other chips"
  = sum(contract_left * (1 - contract_takes_own), contract)
kept_by_supply : $/period "The part that would take an own accelerator and finds none free"
  = sum(where(segment.rule is outright-performance, 0, open_left * takes_own), segment) + sum(contract_left * contract_takes_own, contract)
`;
