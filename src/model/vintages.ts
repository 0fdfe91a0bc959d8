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
vintage.retired[retirement, vintage] : $/period "Cost of the vintage's servers taken out early, at the average cost of those placed with them"
  = sum(retired, site) * ratio(lag(at(vintage.chip_placed, retirement.chip), retirement.taken_at), lag(at(installed_by_chip, retirement.chip), retirement.taken_at))
vintage.servers_in_use[chip, vintage] : $ "Cost of the vintage's servers at work: within their economic life and not taken out early"
  = window_sum(vintage.chip_placed, chip.economic_life) - sum(window_sum(vintage.retired, retirement.life_lost), retirement.chip)
all_retired[retirement] : $/period "Cost of all servers taken out early, their network included, at the average cost of those placed with them"
  = sum(retired, site) * ratio(lag(at(chip.placed, retirement.chip), retirement.taken_at), lag(at(installed_by_chip, retirement.chip), retirement.taken_at))
bought_in_use[chip] : $ "Cost of all bought servers of the make at work"
  = window_sum(chip.placed, chip.economic_life) - sum(window_sum(all_retired, retirement.life_lost), retirement.chip)
all_servers_in_use[chip] : $ "Opening plus closing cost of all servers of the make at work, the opening fleet at the vintage's price"
  = bought_in_use + lag(bought_in_use) + (opening_left + lag(opening_left, 1 period, chip.opening)) * chip.cost
vintage.share[chip, vintage] : ratio "Share of the make's servers at work that the vintage bought, on the mean of opening and closing cost, as they work"
  = ratio(vintage.servers_in_use + lag(vintage.servers_in_use), all_servers_in_use)
vintage.revenue[vintage] : $/period "Revenue earned on the vintage's chips"
  = sum(revenue_by_chip * vintage.share, chip)
vintage.phase_spent[phase, vintage] : $ "The vintage's construction spending to date, land left in"
  = cumulative(sum(phase.spend, class) * in_vintage)
vintage.phase_placed[phase, vintage] : $/period "The vintage's construction placed in service"
  = change(vintage.phase_spent * phase.online)
vintage.depreciation[vintage] : $/period "Straight line, write-offs at early retirement included: servers and their network over the book life of servers, construction over the life of shells, other over the lives of its classes"
  = sum((vintage_window + lag(vintage_window)) / 2 / server_life, chip)
  + sum((window_sum(vintage.phase_placed, accounts.construction_life) + lag(vintage_shell_window)) / 2 / accounts.construction_life, phase)
  + sum((lag(vintage_window) / 1 period + vintage.chip_placed - vintage_window / 1 period - sum(vintage_retired_gross, retirement.chip)) * (1 - server_held / server_life), chip)
  + sum(vintage_retired_gross * (1 - (retirement.taken_at - 1 period + clamp(retirement.book_lost, 0, 1 period)) / at(server_life, retirement.chip)), retirement)
  + sum((vintage_other_window + lag(vintage_other_window)) / 2 / accounts.life * accounts.depreciable, class)
vintage_retired_gross[retirement, vintage] : $/period "The part still depreciated of the cost of those taken out early"
  = vintage.retired * clamp(retirement.book_lost / 1 period, 0, 1)
vintage_window[chip, vintage] : $ "Cost of the vintage's servers still depreciated"
  = window_sum(vintage.chip_placed, server_held) - sum(window_sum(vintage.retired, retirement.book_lost), retirement.chip)
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
