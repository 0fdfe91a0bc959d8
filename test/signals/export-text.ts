/** A CSV text with the given columns; a cell that a row does not name is empty, as providers leave it. */
function csv(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const unknown = rows.flatMap((row) => Object.keys(row)).find((name) => !columns.includes(name));
  if (unknown !== undefined) throw new Error(`no column ${unknown}`);
  const lines = rows.map((row) => columns.map((name) => row[name] ?? '').join(','));
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Columns of a cost and usage report as documented: the old spelling; the one of data exports (CUR 2.0) follows from it. */
const reportColumns = [
  'identity/LineItemId',
  'identity/TimeInterval',
  'bill/PayerAccountId',
  'bill/BillingPeriodStartDate',
  'lineItem/UsageAccountId',
  'lineItem/LineItemType',
  'lineItem/UsageStartDate',
  'lineItem/UsageEndDate',
  'lineItem/ProductCode',
  'lineItem/UsageType',
  'lineItem/ResourceId',
  'lineItem/UsageAmount',
  'lineItem/CurrencyCode',
  'lineItem/UnblendedCost',
  'product/ProductName',
  'product/productFamily',
  'product/region',
  'pricing/unit',
  'reservation/EffectiveCost',
  'reservation/ReservationARN',
  'savingsPlan/SavingsPlanARN',
  'savingsPlan/SavingsPlanEffectiveCost',
  'resourceTags/user:Owner',
];

/** An invented month of p5 hours: 2 reserved, 3 under a savings plan, 1 on demand, and what is billed around them. */
export function costReport(spelling: 'report' | 'export'): string {
  const line = (type: string, cells: Readonly<Record<string, string>>) => ({
    'identity/LineItemId': 'x1',
    'lineItem/LineItemType': type,
    'lineItem/UsageStartDate': '2026-01-05T00:00:00Z',
    'lineItem/UsageEndDate': '2026-01-05T01:00:00Z',
    'lineItem/ProductCode': 'AmazonEC2',
    'lineItem/ResourceId': 'i-of-jo@example.com',
    'lineItem/CurrencyCode': 'USD',
    'product/ProductName': 'Amazon Elastic Compute Cloud',
    'product/productFamily': 'Compute Instance',
    'product/region': 'us-east-1',
    'pricing/unit': 'Hrs',
    'resourceTags/user:Owner': 'jo@example.com',
    ...cells,
  });
  const plan = { 'savingsPlan/SavingsPlanARN': 'arn:aws:savingsplans::1:savingsplan/a' };
  const reserved = { 'reservation/ReservationARN': 'arn:aws:ec2:us-east-1:1:reserved-instances/a' };
  const rows = [
    line('Usage', { 'lineItem/UsageAmount': '1', 'lineItem/UnblendedCost': '98' }),
    line('DiscountedUsage', {
      'lineItem/UsageAmount': '2',
      'lineItem/UnblendedCost': '0',
      'reservation/EffectiveCost': '110',
      ...reserved,
    }),
    line('SavingsPlanCoveredUsage', {
      'lineItem/UsageAmount': '3',
      'lineItem/UnblendedCost': '294',
      'savingsPlan/SavingsPlanEffectiveCost': '201',
      ...plan,
    }),
    line('SavingsPlanNegation', { 'lineItem/UsageAmount': '3', 'lineItem/UnblendedCost': '-294', ...plan }),
    line('SavingsPlanRecurringFee', {
      'lineItem/UsageAmount': '744',
      'lineItem/UnblendedCost': '250',
      ...plan,
    }),
    line('RIFee', { 'lineItem/UsageAmount': '744', 'lineItem/UnblendedCost': '900', ...reserved }),
    line('EdpDiscount', { 'lineItem/UsageAmount': '1', 'lineItem/UnblendedCost': '-9' }),
    line('Tax', { 'lineItem/UnblendedCost': '7' }),
  ];
  const text = csv(reportColumns, rows);
  if (spelling === 'report') return text;
  const [header, ...lines] = text.split('\r\n');
  return [
    header!
      .replace('reservation/ReservationARN', 'reservation_reservation_a_r_n')
      .replace('savingsPlan/SavingsPlanARN', 'savings_plan_savings_plan_a_r_n')
      .replace('product/region', 'product_region_code')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .replaceAll('/', '_')
      .toLowerCase(),
    ...lines,
  ].join('\r\n');
}

/** Columns of Azure cost details of an enterprise agreement, as documented. */
const enterpriseColumns =
  'InvoiceSectionName,AccountName,AccountOwnerId,SubscriptionId,SubscriptionName,ResourceGroup,ResourceLocation,Date,ProductName,MeterCategory,MeterSubCategory,MeterId,MeterName,MeterRegion,UnitOfMeasure,Quantity,EffectivePrice,CostInBillingCurrency,CostCenter,ConsumedService,ResourceId,Tags,OfferId,AdditionalInfo,ResourceName,ReservationId,ReservationName,UnitPrice,ProductOrderId,Term,PublisherType,ChargeType,Frequency,PricingModel,BillingAccountId,BillingCurrencyCode,BenefitId,BenefitName'.split(
    ',',
  );

/** An invented amortised day of GPU hours: 2 reserved, 3 under a savings plan, 1 on demand, and what is billed around them. */
export function azureDetails(agreement: 'enterprise' | 'customer'): string {
  const line = (ChargeType: string, cells: Readonly<Record<string, string>>) => ({
    AccountName: 'Jo Doe',
    AccountOwnerId: 'jo@example.com',
    ResourceLocation: 'eastus',
    Date: '01/05/2026',
    MeterCategory: 'Virtual Machines',
    MeterSubCategory: 'ND H100 v5',
    UnitOfMeasure: '1 Hour',
    BillingCurrencyCode: 'EUR',
    Tags: '"owner": "jo@example.com"'.replaceAll('"', ''),
    ChargeType,
    ...cells,
  });
  const rows = [
    line('Usage', { Quantity: '1', CostInBillingCurrency: '98', PricingModel: 'OnDemand' }),
    line('Usage', {
      Quantity: '2',
      CostInBillingCurrency: '110',
      PricingModel: 'Reservation',
      ReservationId: 'r-1',
    }),
    line('Usage', {
      Quantity: '3',
      CostInBillingCurrency: '201',
      PricingModel: 'SavingsPlan',
      BenefitId: 's-1',
    }),
    line('UnusedReservation', { Quantity: '4', CostInBillingCurrency: '220', ReservationId: 'r-1' }),
    line('UnusedSavingsPlan', { Quantity: '0', CostInBillingCurrency: '5', BenefitId: 's-1' }),
    line('Purchase', { Quantity: '1', CostInBillingCurrency: '900' }),
    line('Refund', { Quantity: '1', CostInBillingCurrency: '-3' }),
    line('RoundingAdjustment', { Quantity: '0', CostInBillingCurrency: '0.01' }),
  ];
  const text = csv(enterpriseColumns, rows);
  if (agreement === 'enterprise') return text;
  // A customer agreement writes the same columns with a small first letter, and the currency without `Code`.
  const [header, ...lines] = text.split('\r\n');
  const small = header!
    .replace('BillingCurrencyCode', 'BillingCurrency')
    .replace(/[A-Z][A-Za-z]*/g, (name) => name[0]!.toLowerCase() + name.slice(1));
  return [small, ...lines].join('\r\n');
}
