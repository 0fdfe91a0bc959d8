/** The year before the calendar, as filed: what the opening position must reproduce. */
export const history = `
module history "The year before the calendar, as filed, and the roll-forward of property to the opening position"

dimension past history "A filed period before the calendar"
input once past.revenue[past] : $ "Revenue as filed"
input once past.operating_income[past] : $ "Operating income as filed"
input once past.depreciation[past] : $ "Depreciation and amortisation of property as filed"
input once past.additions[past] : $ "Additions to property as filed"
input once past_year.opening_property : $ default $0 "Net property at the start of that year"
input once past_year.closing_property : $ default $0 "Net property at its end, as filed"
input once past_year.opening_assets : $ default $0 "Segment assets at the start of that year"
input once past_year.closing_assets : $ default $0 "Segment assets at its end"
input once past_year.tax_rate : ratio default 21% "Tax rate used for that year's returns"

once past_revenue : $ "Revenue of the year before the calendar"
  = sum(past.revenue, past)
once past_operating_income : $ "Operating income of that year"
  = sum(past.operating_income, past)
once past_depreciation : $ "Depreciation of that year"
  = sum(past.depreciation, past)
once past_additions : $ "Additions to property of that year"
  = sum(past.additions, past)
once past_margin : % "Operating income over revenue of that year"
  = ratio(past_operating_income, past_revenue)
once past_other_changes : $ "Step of the roll-forward that additions and depreciation leave open: transfers, leases, currency, retirements"
  = past_year.closing_property - past_year.opening_property - past_additions + past_depreciation
once past_closing_property : $ "Opening property plus additions less depreciation plus the open step"
  = past_year.opening_property + past_additions - past_depreciation + past_other_changes
once past_roic : %/year "That year's NOPAT over average net property, construction included (D2 without working capital)"
  = ratio(past_operating_income * (1 - past_year.tax_rate) / 1 year, (past_year.opening_property + past_year.closing_property) / 2)
once past_roic_on_assets : %/year "That year's NOPAT over average segment assets"
  = ratio(past_operating_income * (1 - past_year.tax_rate) / 1 year, (past_year.opening_assets + past_year.closing_assets) / 2)
once past_capital_intensity : ratio "Additions over revenue of that year"
  = ratio(past_additions, past_revenue)
`;
