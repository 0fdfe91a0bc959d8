/** The three statements and the ties that hold on every path. */
export const statements = `
module statements "Income statement, balance sheet and cash-flow statement that tie on every path"

input accounts.minimum_cash : $ default $0 "Cash kept; less is funded by the owner, more is paid out by the payout share"
input accounts.payout : ratio default 100% "Share of cash above the minimum that goes to the owner"

lease_payment_new : $/period "Level payments on leases taken since the start, in arrears"
  = window_sum(lag(lease_added), lease.term) * lease.rate / (1 - (1 + lease.rate * 1 period) ^ (0 - lease.term / 1 period))
lease_interest : $/period "Interest on lease debt"
  = lag(lease_debt, 1 period, opening.lease_capital) * lease.rate
lease_principal : $/period "Repayment of lease debt"
  = lease_payment_new - lag(lease_debt_new) * lease.rate + (lag(lease_opening_left, 1 period, opening.lease_capital) - lease_opening_left) / 1 period
lease_debt_new : $ "Debt on leases taken since the start"
  = lag(lease_debt_new) * (1 + lease.rate * 1 period) + (lease_added - lease_payment_new) * 1 period
lease_debt : $ "Finance-lease debt"
  = lease_debt_new + lease_opening_left
interest : $/period "Interest on debt and leases"
  = lease_interest + opening.debt * accounts.debt_rate
pretax_income : $/period "Income before tax"
  = ebit - interest
book_tax : $/period "Tax at the book rate on income before tax"
  = pretax_income * accounts.tax_rate
net_income : $/period "Income after tax"
  = pretax_income - book_tax

tax_window[class] : $ "Cost still deducted straight line for tax"
  = window_sum(placed * (1 - tax.bonus) * accounts.depreciable, tax.life)
tax_depreciation : $/period "Deductions for property: bonus, straight line, and the opening tax basis over its book life left"
  = sum(placed * tax.bonus * accounts.depreciable + (tax_window + lag(tax_window)) / 2 / tax.life + depreciation_opening * opening.tax_share, class) + lease_depreciation
taxable_income : $/period "Income before tax with tax deductions in place of book depreciation"
  = pretax_income + depreciation + write_offs - tax_depreciation
tax_loss_used : $/period "Losses carried forward that shelter the period; none where the group pays for all of a loss at once"
  = where(tax.relief < 1, min(lag(tax_losses) / 1 period, max(taxable_income, 0)), 0)
tax_losses : $ "Losses carried forward"
  = lag(tax_losses) + (max(0 - taxable_income, 0) * (1 - tax.relief) - tax_loss_used) * 1 period
cash_tax : $/period "Tax paid; negative where the group pays for a loss"
  = (taxable_income * tax.relief + max(taxable_income, 0) * (1 - tax.relief) - tax_loss_used) * accounts.tax_rate
deferred_tax : $ "Deferred tax liability: book tax not yet paid"
  = lag(deferred_tax, 1 period, opening.deferred_tax) + (book_tax - cash_tax) * 1 period

receivables : $ "Revenue not yet collected"
  = revenue * accounts.receivable_days
payables : $ "Cash costs not yet paid"
  = cash_costs * accounts.payable_days
deferred_revenue : $ "Prepayments received and not yet earned"
  = sum(contract.deferred, contract)
working_capital : $ "Receivables less payables and deferred revenue"
  = receivables - payables - deferred_revenue
once opening_working_capital : $ "The same when the calendar starts"
  = opening.receivables - opening.payables - sum(contract.deferred_before, contract)
working_capital_change : $/period "Cash taken up by working capital"
  = change(working_capital, opening_working_capital)

deferred_tax_change : $/period "Book tax not yet paid"
  = book_tax - cash_tax
cash_from_operations : $/period "Net income with non-cash items and working capital taken out"
  = net_income + depreciation + write_offs + deferred_tax_change - working_capital_change
investments_bought : $/period "Equity bought in customers"
  = sum(contract.equity, contract)
cash_from_investing : $/period "Capital spending and equity bought"
  = 0 - capex - investments_bought
cash_before_owner : $ "Cash before money from or to the owner"
  = lag(cash, 1 period, opening.cash) + (cash_from_operations + cash_from_investing - lease_principal) * 1 period
owner_funding : $/period "Money the owner puts in to keep the minimum cash"
  = max(accounts.minimum_cash - cash_before_owner, 0) / 1 period
owner_payout : $/period "Money paid out to the owner"
  = max(cash_before_owner - accounts.minimum_cash, 0) * accounts.payout / 1 period
cash_from_financing : $/period "Lease repayments and money from and to the owner"
  = owner_funding - owner_payout - lease_principal
cash : $ "Cash at the end of the period"
  = cash_before_owner + (owner_funding - owner_payout) * 1 period
cash_change : $/period "All flows of the cash-flow statement"
  = cash_from_operations + cash_from_investing + cash_from_financing
net_property_total : $ "Net property in service, all classes"
  = sum(net_property, class)
investments : $ "Equity in customers, at cost"
  = cumulative(investments_bought)
debt : $ "Debt, held constant"
  = opening.debt
assets : $ "Total assets"
  = cash + receivables + net_ppe + net_lease_assets + investments
liabilities : $ "Total liabilities"
  = payables + deferred_revenue + deferred_tax + lease_debt + debt
once opening_equity : $ "Equity when the calendar starts"
  = opening.cash + opening_working_capital + sum(opening.property, class) + opening_cip - opening.deferred_tax - opening.debt
equity : $ "Owner's equity: opening, income kept, money put in and taken out"
  = lag(equity, 1 period, opening_equity) + (net_income + owner_funding - owner_payout) * 1 period

check.balance : $ "Assets less liabilities less equity: zero on every path"
  = assets - liabilities - equity
check.cash : $ "Cash less opening cash and all flows of the cash-flow statement: zero on every path"
  = cash - opening.cash - cumulative(cash_change)
check.construction : $ "Construction in progress less opening, capital spending and what was placed in service: zero on every path"
  = cip - opening_cip - cumulative(capex - sum(placed, class))
check.leases : $ "Lease debt less what was taken on and repaid: zero on every path"
  = lease_debt - opening.lease_capital - cumulative(lease_added - lease_principal)
`;
