/** Vintages: one fiscal year of capital spending followed through its life. */
export const vintages = `
module vintages "One fiscal year's capital spending followed through its life"

dimension vintage vintages "A fiscal year in which capital is spent"
input once accounts.construction_life : years default 20 years "Book life of a vintage's construction as a whole: shell and power by cost"
given in_vintage[vintage] : ratio "1 in the periods of the fiscal year"

vintage.capex[vintage] : $/period "Capital spending of the vintage"
  = capex * in_vintage
vintage.chip_stock[chip, vintage] : $ "Cost of the vintage's chips that wait for power"
  = lag(vintage.chip_stock) + (chip.spend * in_vintage - vintage.chip_placed) * 1 period
vintage.chip_placed[chip, vintage] : $/period "Cost of the vintage's chips placed in service: each vintage's share of what waits"
  = (lag(vintage.chip_stock) / 1 period + chip.spend * in_vintage) * ratio(installed_by_chip, to_install)
vintage.servers_in_use[chip, vintage] : $ "Cost of the vintage's servers within their economic life"
  = window_sum(vintage.chip_placed, chip.economic_life)
all_servers_in_use[chip] : $ "Cost of all servers of the make at work, the opening fleet at the vintage's price"
  = window_sum(chip.placed, chip.economic_life) + opening_left * chip.cost
vintage.share[chip, vintage] : ratio "Share of the make's working servers that the vintage bought"
  = ratio(vintage.servers_in_use, all_servers_in_use)
vintage.revenue[vintage] : $/period "Revenue earned on the vintage's chips"
  = sum(revenue_by_chip * vintage.share, chip)
vintage.phase_spent[phase, vintage] : $ "The vintage's construction spending to date, land left in"
  = cumulative(sum(phase.spend, class) * in_vintage)
vintage.phase_placed[phase, vintage] : $/period "The vintage's construction placed in service"
  = change(vintage.phase_spent * phase.online)
vintage.depreciation[vintage] : $/period "Straight line, write-offs at early retirement included: servers over book life, construction over the life of shells, other over the lives of its classes"
  = sum((window_sum(vintage.chip_placed, server_held) + lag(vintage_window)) / 2 / server_life, chip)
  + sum((window_sum(vintage.phase_placed, accounts.construction_life) + lag(vintage_shell_window)) / 2 / accounts.construction_life, phase)
  + sum((lag(vintage_window) / 1 period + vintage.chip_placed - vintage_window / 1 period) * (1 - server_held / server_life), chip)
  + sum((vintage_other_window + lag(vintage_other_window)) / 2 / accounts.life * accounts.depreciable, class)
vintage_window[chip, vintage] : $ "Cost of the vintage's servers still depreciated"
  = window_sum(vintage.chip_placed, server_held)
vintage_shell_window[phase, vintage] : $ "Cost of the vintage's construction still depreciated"
  = window_sum(vintage.phase_placed, accounts.construction_life)
vintage_other_window[class, vintage] : $ "Cost of the vintage's other capital spending still depreciated"
  = window_sum(accounts.other_capex * in_vintage, accounts.life)
vintage.ebit[vintage] : $/period "The vintage's revenue less its share of cash costs and its own depreciation"
  = vintage.revenue - cash_costs * ratio(vintage.revenue, revenue) - vintage.depreciation
vintage.nopat[vintage] : $/period "The vintage's operating income after tax"
  = vintage.ebit * (1 - accounts.tax_rate)
vintage.capital[vintage] : $ "Spent to date less depreciation to date"
  = max(cumulative(vintage.capex - vintage.depreciation), 0)
vintage.roic[vintage] : %/year "NOPAT of the last year over the vintage's average net capital, construction included"
  = over(window_sum(vintage.nopat, 1 year) / years_seen, (vintage.capital + lag(vintage.capital, 1 year)) / 2)
once vintage.value[vintage] : $ "Worth today of the vintage's NOPAT and depreciation less its spending; nothing after the horizon but its net capital"
  = total((vintage.nopat + vintage.depreciation - vintage.capex) * discount_mid) + final(vintage.capital * discount_end)
`;
