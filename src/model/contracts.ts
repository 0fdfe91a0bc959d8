/** Contracts: what is committed, used, owed, prepaid, and what happens when the buyer stops paying. */
export const contracts = `
module contracts "Signed and offered contracts: ramp, take-or-pay, damages, prepayment, default"

dimension contract contracts "A promise of capacity to one buyer"

map contract.segment : contract -> segment "The segment whose unit of work it buys"
choice contract.state[contract] : signed | offered | prospect default signed "Whether it is in the backlog"
input once contract.accepted[contract] : ratio default 100% "Share that the plan accepts; for a prospect, 1 when won and 0 when lost"
input once contract.start[contract] : date "First day of service"
input once contract.term[contract] : years "Length of service"
input once contract.ramp[contract] : years default 0 years "Time over which the quantity grows evenly to its full size"
input contract.quantity[contract] : work/year "Committed quantity at full ramp"
input contract.price[contract] : $/work "Price of one unit of work"
input once contract.take_or_pay[contract] : ratio default 0% "Share of the committed quantity that is paid even when not used"
input contract.usage[contract] : ratio default 100% "Share of the committed quantity that the buyer uses"
input once contract.damages[contract] : ratio default 0% "Damages per dollar of work wanted and not delivered"
input contract.allowed[contract, chip] : ratio default 1 "1 where the contract may be served by the chip"
input once contract.rank[contract] : ratio default 0 "Contracts with a lower rank are served first"
input once contract.prepayment[contract] : $ default $0 "Paid at the start of service, earned evenly over the term"
input once contract.survives[contract] : years default 1000 years "Time from the start of service, or of the calendar where that is later, until the buyer stops paying; exponential(20 years) is a hazard of 5% a year"
input once contract.security[contract] : $ default $0 "Letter of credit or guarantee paid when the buyer stops paying"
input contract.equity[contract] : $/period default 0 $/period "Equity bought in the buyer as part of the deal"

once contract.end[contract] : date "Last day of service: the term, or the day the buyer stops paying"
  = contract.start + min(contract.term, max(0 - contract.start, 0) + contract.survives)
contract.running[contract] : ratio "Share of the period in which the contract runs"
  = clamp((time - contract.start) / 1 period, 0, 1) - clamp((time - contract.end) / 1 period, 0, 1)
contract.ramped[contract] : ratio "Share of the full quantity reached, on average while it runs"
  = ratio((contract.full_time_done - contract.full_time_begun) / 1 period, contract.running)
committed[contract] : work/period "Quantity the contract commits for the period"
  = contract.quantity * (contract.full_time_done - contract.full_time_begun) / 1 period * contract.accepted
wanted[contract] : work/period "Quantity the buyer asks for"
  = committed * contract.usage
contract.defaulted[contract] : ratio "1 in the period in which the buyer stops paying before the term is out"
  = where(contract.end < contract.start + contract.term and contract.end <= time and contract.end > time - 1 period, 1, 0) * contract.accepted
contract.elapsed[contract] : ratio "Share of the term that has passed"
  = clamp((min(time, contract.end) - contract.start) / contract.term, 0, 1)
contract.prepaid[contract] : $/period "Prepayments received"
  = where(contract.start < time and contract.start >= time - 1 period, 1, 0) * contract.prepayment * contract.accepted / 1 period
contract.deferred[contract] : $ "Prepayments received and not yet earned"
  = where(contract.start < time and contract.end > time, 1, 0) * contract.prepayment * contract.accepted * (1 - contract.elapsed)
once contract.deferred_before[contract] : $ "The same when the calendar starts, for service that began before"
  = where(contract.start < 0 and contract.end > 0, 1, 0) * contract.prepayment * contract.accepted * (1 - clamp((0 - contract.start) / contract.term, 0, 1))
contract.forfeited[contract] : $/period "Prepayment kept and security drawn when the buyer stops paying"
  = contract.defaulted * (contract.prepayment * (1 - contract.elapsed) + contract.security) / 1 period
contract.served_before[contract] : years "Time of service until the start of the period"
  = clamp(min(time - 1 period, contract.end) - contract.start, 0, contract.term)
contract.served_time[contract] : years "Time of service until the end of the period"
  = clamp(min(time, contract.end) - contract.start, 0, contract.term)
contract.full_time_begun[contract] : years "Time of service until the start of the period, counted at full quantity: the ramp counts by its share"
  = max(contract.served_before - contract.ramp, 0) + ratio(min(contract.served_before, contract.ramp) ^ 2, 2 * contract.ramp)
contract.full_time_done[contract] : years "Time of service until the end of the period, counted in the same way"
  = max(contract.served_time - contract.ramp, 0) + ratio(min(contract.served_time, contract.ramp) ^ 2, 2 * contract.ramp)
once contract.full_time[contract] : years "The whole term counted at full quantity"
  = max(contract.term - contract.ramp, 0) + ratio(min(contract.term, contract.ramp) ^ 2, 2 * contract.ramp)
backlog[contract] : $ "Signed and undelivered: quantity still to come at the contract's price, while the buyer pays"
  = where(contract.state is signed and time < contract.end, 1, 0) * contract.price * contract.quantity * contract.accepted
  * (contract.full_time - contract.full_time_done)
take_or_pay_floor[contract] : $ "The part of the backlog that is owed even if nothing is used"
  = backlog * contract.take_or_pay
backlog_total : $ "Signed and undelivered, all contracts"
  = sum(backlog, contract)
`;
