/** Returns, each a named definition, and the value of the cash flows. */
export const returns = `
module returns "Named returns on invested capital, free cash flow and value"

input once valuation.wacc : %/year default 9 %/year "Cost of capital"
input once valuation.growth : %/year default 2 %/year "Growth of NOPAT after the horizon, for the residual by growth"
input once valuation.new_return : %/year default 10 %/year "Return on capital added after the horizon, for the residual by growth"
choice valuation.residual : book | growth | none default book "Residual value at the end: capital in the books, growth for ever, or nothing"
input once valuation.residual_share : ratio default 100% "Share of the book residual that is realised"
input once valuation.finance_rate : %/year default 6 %/year "Rate at which outflows are financed, for MIRR"

nopat : $/period "Operating income after tax at the book rate"
  = ebit * (1 - accounts.tax_rate)
year_nopat : $ "NOPAT of the last year"
  = window_sum(nopat, 1 year)
year_depreciation : $ "Depreciation and write-offs of the last year"
  = window_sum(depreciation + write_offs, 1 year)
years_seen : years "Time in the last year that the calendar covers"
  = min(time, 1 year)
capital.ex_cip : $ "Invested capital without construction: net property in service and working capital"
  = sum(net_property, class) + working_capital
capital.incl_cip : $ "Invested capital: net property, construction in progress, working capital"
  = net_ppe + working_capital
invested_capital : $ "Invested capital (D2): net property, construction in progress, working capital"
  = capital.incl_cip
capital.gross : $ "Invested capital with accumulated depreciation added back"
  = gross_in_service + cip + working_capital
capital.leases : $ "Invested capital with leased assets"
  = capital.incl_cip + net_lease_assets
once opening_ex_cip : $ "Opening capital without construction"
  = sum(opening.property, class) + opening_working_capital
once opening_lease_capital : $ "Opening leased assets"
  = opening.lease_capital
once opening_capital : $ "Opening invested capital"
  = opening_ex_cip + opening_cip
roic.d1 : %/year "ROIC ex CIP: NOPAT over average net property in service and working capital"
  = over(year_nopat / years_seen, (capital.ex_cip + lag(capital.ex_cip, 1 year, opening_ex_cip)) / 2)
roic.d2 : %/year "ROIC incl. CIP (default): NOPAT over average invested capital, construction included"
  = over(year_nopat / years_seen, (capital.incl_cip + lag(capital.incl_cip, 1 year, opening_capital)) / 2)
roic.d3 : %/year "ROIC on closing capital: NOPAT over closing invested capital, construction included"
  = over(year_nopat / years_seen, capital.incl_cip)
roic.d4 : %/year "ROIC gross: NOPAT over average invested capital before accumulated depreciation"
  = over(year_nopat / years_seen, (capital.gross + lag(capital.gross, 1 year, opening_gross + opening_cip + opening_working_capital)) / 2)
roic.d5 : %/year "Cash return on gross property: NOPAT and depreciation over average gross property in service"
  = over((year_nopat + year_depreciation) / years_seen, (gross_in_service + lag(gross_in_service, 1 year, opening_gross)) / 2)
roic.d6 : %/year "ROIC with leases: NOPAT over average invested capital and leased assets"
  = over(year_nopat / years_seen, (capital.leases + lag(capital.leases, 1 year, opening_capital + opening.lease_capital)) / 2)
roic.incremental : %/year "NOPAT of the last year above the year before the calendar, over the capital added until one year ago"
  = over((year_nopat - past_operating_income * (1 - past_year.tax_rate)) / 1 year, where(time > 1 year, lag(capital.incl_cip, 1 year, opening_capital) - opening_capital, 0))
roic.economic : %/year "NOPAT on economic depreciation over average invested capital"
  = over(window_sum((ebitda - economic_depreciation) * (1 - accounts.tax_rate), 1 year) / years_seen, (capital.incl_cip + lag(capital.incl_cip, 1 year, opening_capital)) / 2)
eva : $/period "Economic value added: NOPAT less the cost of opening invested capital"
  = nopat - lag(capital.incl_cip, 1 period, opening_capital) * valuation.wacc
capital_intensity : ratio "Capital spending of the last year over revenue of the last year"
  = ratio(window_sum(capex, 1 year), window_sum(revenue, 1 year))
operating_margin : % "Operating income over revenue"
  = ratio(ebit, revenue)

fcf : $/period "Free cash flow as Amazon defines it: cash from operations less capital spending"
  = cash_from_operations - capex
fcf.running : $ "Running total of free cash flow since the start"
  = cumulative(fcf)
fcf.after_leases : $/period "Free cash flow less repayment of finance leases"
  = fcf - lease_principal
fcf.unlevered : $/period "Cash to all who finance it: before interest and its tax relief, after lease repayments"
  = cash_from_operations + interest * (1 - accounts.tax_rate) - capex - lease_added
fcf.equity : $/period "Cash to the owner: after interest, leases and equity bought in customers"
  = cash_from_operations - capex - lease_principal - investments_bought
discount_mid : ratio "Worth today of a dollar in the middle of the period"
  = (1 + valuation.wacc * 1 year) ^ (0 - (time - 0.5 * 1 period) / 1 year)
discount_end : ratio "Worth today of a dollar at the end of the period"
  = (1 + valuation.wacc * 1 year) ^ (0 - time / 1 year)
residual : $ "What the business is worth at the end of the period by the chosen residual"
  = where(valuation.residual is book, (capital.leases - deferred_tax) * valuation.residual_share,
    where(valuation.residual is growth, max(residual_by_growth, 0), 0))
residual_by_growth : $ "Next year's NOPAT less what its growth must reinvest, for ever (value-driver formula)"
  = year_nopat * (1 + valuation.growth * 1 year) * (1 - valuation.growth / valuation.new_return) / 1 year / max(valuation.wacc - valuation.growth, 0.1% / 1 year)
once opening_value : $ "Capital in place when the calendar starts, counted as the first outflow"
  = opening_capital + opening.lease_capital - opening.deferred_tax
once value : $ "Worth today of unlevered free cash flow (mid-period) and the residual (end)"
  = total(fcf.unlevered * discount_mid) + final(residual * discount_end)
once npv : $ "Worth today of unlevered free cash flow and residual, less the capital in place at the start"
  = value - opening_value
once irr : %/year "Rate at which that value is zero: opening capital first, flows mid-period, residual at the end"
  = irr(fcf.unlevered, final(residual), opening_value)
once mirr : %/year "Modified rate: outflows at the finance rate, inflows reinvested at the cost of capital"
  = mirr(fcf.unlevered, valuation.finance_rate, valuation.wacc, final(residual), opening_value)
once payback : years "Time from the start until free cash flow has paid back its running total"
  = payback(fcf.unlevered)
once payback.discounted : years "The same on discounted cash flow"
  = payback(fcf.unlevered * discount_mid)
once fcf.trough : $ "Lowest running total of free cash flow"
  = trough(fcf.running)
once eva.total : $ "Worth today of economic value added"
  = total(eva * discount_end)
`;
