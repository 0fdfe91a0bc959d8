/** A case that uses every section and every kind of value; it needs `mw.csv` with columns period and mw. */
export const fullCase = `buildout: 1
name: Full
question: Does it pay?
as_of: 2026-08-15
about: |
  Free text,
  on two lines.
calendar: {start: 2026Q1, frequency: quarter, periods: 8, fiscal_year_end: 12}
drivers:
  demand: 0.5 to 2
  cycle: {value: "normal(1, 20%)", source: k10, tier: 3, note: guess}
sources:
  k10: {title: Annual report, url: "https://example.org", as_of: 2026-02, tier: 1}
correlations:
  - {of: demand, with: sites.iowa.ready, value: -0.25}
sites:
  ohio:
    ready: 2026Q3
    mw: {steps: {2026Q1: 10 MW, 2027Q1: 20 to 30 MW}}
  iowa:
    ready: 2026Q3 to 2027Q1
    mw: {table: mw.csv#mw}
chips:
  trn2: &chip
    price: {value: $5k/chip, times: [cycle], source: k10, alternatives: [{value: $6k/chip, tier: 4}]}
    life: 5 to 8 years
    home: ohio
  h100:
    price: {growth: {from: $30k/chip, rate: {steps: {2026Q1: -10 %/year, 2027Q1: -5 to -1 %/year}}}}
    home: {value: iowa, note: nearby}
segments:
  ai:
    rule: price-performance
    throughput: {trn2: 1 work/chip/hour, h100: 2 work/chip/hour}
    volume: {linear: {2026Q1: 100 work/year, 2027Q1: 200 work/year}, times: demand}
  web: {}
accounts:
  tax_rate: 21%
  life: {shell: 30 years}
opening: {ppe: {shell: $1bn}}
metrics: |
  twice : $/chip "Two" = 2 * chip.price
expect:
  - {metric: roic.d2, period: FY2027, quantile: p50, between: [5 %, 15 %], note: sane}
  - {metric: capex, is: $5bn, within: $0.1bn}
bands:
  - {metric: capex, low: $1bn, high: $9bn, source: Some report}
`;
