/** Which metrics make up a statement, in reading order; `sign` is how the metric enters. */
export interface StatementLayout {
  readonly id: 'income' | 'balance' | 'cash';
  readonly title: string;
  readonly lines: readonly {
    readonly metric: string;
    readonly label: string;
    readonly sign: 1 | -1;
    readonly style: 'line' | 'total';
  }[];
}

const line = (metric: string, label: string, sign: 1 | -1 = 1) => ({
  metric,
  label,
  sign,
  style: 'line' as const,
});
const total = (metric: string, label: string) => ({
  metric,
  label,
  sign: 1 as const,
  style: 'total' as const,
});

/** The three statements; every total is a formula of its own, and a test adds up the lines above it. */
export const statementLayouts: readonly StatementLayout[] = [
  {
    id: 'income',
    title: 'Income statement',
    lines: [
      line('revenue', 'Revenue'),
      line('other_income', 'Kept prepayments and security'),
      line('energy_cost', 'Energy', -1),
      line('staff_cost', 'Staff', -1),
      line('operations_cost', 'Site operations', -1),
      line('revenue_cost', 'Network, support, sales', -1),
      line('development_cost', 'Research and development', -1),
      line('restructuring_cost', 'Restructuring', -1),
      line('other_cost', 'Other cash costs', -1),
      line('damages_cost', 'Late-delivery damages', -1),
      total('ebitda', 'EBITDA'),
      line('depreciation', 'Depreciation', -1),
      line('write_offs', 'Write-offs at early retirement', -1),
      total('ebit', 'Operating income'),
      line('interest', 'Interest', -1),
      total('pretax_income', 'Income before tax'),
      line('book_tax', 'Tax', -1),
      total('net_income', 'Net income'),
    ],
  },
  {
    id: 'balance',
    title: 'Balance sheet',
    lines: [
      line('cash', 'Cash'),
      line('receivables', 'Receivables'),
      line('net_property_total', 'Property in service, net'),
      line('cip', 'Construction in progress'),
      line('net_lease_assets', 'Leased assets, net'),
      line('investments', 'Equity in customers'),
      total('assets', 'Total assets'),
      line('payables', 'Payables'),
      line('deferred_revenue', 'Deferred revenue'),
      line('deferred_tax', 'Deferred tax'),
      line('lease_debt', 'Finance-lease debt'),
      line('debt', 'Debt'),
      total('liabilities', 'Total liabilities'),
      total('equity', "Owner's equity"),
    ],
  },
  {
    id: 'cash',
    title: 'Cash-flow statement',
    lines: [
      line('net_income', 'Net income'),
      line('depreciation', 'Depreciation'),
      line('write_offs', 'Write-offs'),
      line('deferred_tax_change', 'Tax not yet paid'),
      line('working_capital_change', 'Working capital', -1),
      total('cash_from_operations', 'Cash from operations'),
      line('capex', 'Capital spending', -1),
      line('investments_bought', 'Equity bought in customers', -1),
      total('cash_from_investing', 'Cash from investing'),
      line('lease_principal', 'Lease repayments', -1),
      line('owner_funding', 'From the owner'),
      line('owner_payout', 'To the owner', -1),
      total('cash_from_financing', 'Cash from financing'),
      total('cash_change', 'Change in cash'),
    ],
  },
];
