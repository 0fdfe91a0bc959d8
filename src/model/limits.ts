/** What a plan may choose and must keep; the planner reads it, a run shows the room left. */
export const limits = `
module limits "What a plan may choose and what it must keep; a run shows the room left"

input chip.order_limit[chip] : chips/period default 1000000000000 chips/period "Most chips a plan orders in a period; 0 while they are not on sale"
input once chip.lot[chip] : chips default 0 chips "Orders of a plan come in whole lots of this many chips, such as a rack's; 0 for any number"
input once phase.may_wait[phase] : years default 2 years "How long after its start date an optional phase may still begin"
input plan.capital_limit : $/period default 1000000000000000 $/period "Most capital spending a plan makes, summed over each fiscal year"
input plan.debt_to_ebitda : ratio default 1000000 "Most debt, finance leases included, over EBITDA of the fiscal year, at the year's end"
input plan.service_cover : ratio default 0 "Least EBITDA over interest and lease repayments, by fiscal year"
input segment.service_level[segment] : ratio default 0% "Least share of the period's new demand that a plan serves"
input once plan.shared_time : years default 1000 years "Orders placed in this time are the same in every scenario; later ones may follow the scenario"

capital_room : $/period "Capital limit of the period less capital spending"
  = plan.capital_limit - capex
debt_room : $ "Debt that the covenant allows on EBITDA of the last year, less debt and finance leases"
  = plan.debt_to_ebitda * window_sum(ebitda, 1 year) - debt - lease_debt
cover_room : $ "EBITDA of the last year less what the covenant asks for its interest and lease repayments"
  = window_sum(ebitda, 1 year) - plan.service_cover * window_sum(interest + lease_principal, 1 year)
service_gap[segment] : work/period "Work short of the service level"
  = max(segment.service_level * new_demand - sum(served, chip), 0)
`;
