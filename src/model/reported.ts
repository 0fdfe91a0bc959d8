/** Formulas that every run reports, in reading order; a case's own metrics and checks add to them. */
export const reportedNames: readonly string[] = [
  ...['capex', 'capex_by_class', 'capex.chips', 'revenue', 'revenue.contracts', 'revenue.own_silicon'],
  ...['segment_revenue', 'contract_revenue', 'revenue_by_chip', 'ebitda', 'ebit', 'operating_margin', 'nopat'],
  ...['depreciation', 'depreciation_by_class', 'write_offs', 'economic_depreciation', 'cash_costs'],
  ...['energy_cost', 'staff_cost', 'operations_cost', 'revenue_cost', 'development_cost', 'restructuring_cost'],
  ...['other_cost', 'damages_cost', 'other_income', 'interest', 'pretax_income', 'book_tax', 'cash_tax', 'net_income'],
  ...['cash', 'receivables', 'net_property_total', 'cip', 'cip_by_class', 'net_lease_assets', 'investments', 'assets'],
  ...['payables', 'deferred_revenue', 'deferred_tax', 'lease_debt', 'debt', 'liabilities', 'equity'],
  ...['deferred_tax_change', 'working_capital_change', 'cash_from_operations', 'investments_bought'],
  ...['cash_from_investing', 'lease_principal', 'owner_funding', 'owner_payout', 'cash_from_financing', 'cash_change'],
  ...['net_ppe', 'gross_in_service', 'invested_capital', 'capital_intensity', 'lease_added'],
  ...['roic.d1', 'roic.d2', 'roic.d3', 'roic.d4', 'roic.d5', 'roic.d6', 'roic.incremental', 'roic.economic', 'eva'],
  ...['fcf', 'fcf.after_leases', 'fcf.unlevered', 'fcf.equity', 'fcf.trough', 'value', 'npv', 'irr', 'mirr'],
  ...['payback', 'payback.discounted', 'eva.total'],
  ...['it_mw', 'it_mw_by_site', 'planned_mw', 'facility_mw', 'late_mw', 'demand_mw', 'shortfall', 'shortfall_mw'],
  ...['stranded_mw', 'idle_mw', 'utilisation', 'utilisation_by_chip', 'chips.installed', 'idle_chips', 'ordered'],
  ...['open_demand', 'unserved', 'wanted', 'undelivered', 'backlog', 'backlog_total', 'take_or_pay_floor'],
  ...['vintage.capex', 'vintage.revenue', 'vintage.nopat', 'vintage.capital', 'vintage.roic', 'vintage.value'],
  ...['past_revenue', 'past_operating_income', 'past_depreciation', 'past_additions', 'past_margin'],
  ...['past_other_changes', 'past_closing_property', 'past_roic', 'past_roic_on_assets', 'past_capital_intensity'],
];

/** Ties that must be zero on every path, and the total each is measured against. */
export const tieChecks: readonly { readonly name: string; readonly against: string; readonly label: string }[] = [
  { name: 'check.balance', against: 'assets', label: 'Assets equal liabilities and equity' },
  { name: 'check.cash', against: 'assets', label: 'Cash equals opening cash and all cash flows' },
  { name: 'check.construction', against: 'assets', label: 'Construction in progress rolls forward' },
  { name: 'check.leases', against: 'assets', label: 'Lease debt rolls forward' },
];
