/**
 * A made-up case of any shape for the planner's benchmark: sites with a committed and an optional phase each, makes of chip that
 * become better and dearer, segments that take them by price and performance, offered contracts, and demand, prices and chip
 * costs that vary by path. Lead times and dates are certain, so that all that is bought stands before demand is known.
 */
export function shapeCase({ sites, chips, segments, contracts, periods }) {
  const each = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join('\n');
  const vary = (i, step, span) => ((i * step) % span) / span;
  const site = (i) =>
    `  site_${i}: { pue: ${(1.15 + 0.1 * vary(i, 7, 10)).toFixed(2)}, energy_price: ${50 + 3 * (i % 8)} $/MWh }`;
  const phase = (i) =>
    [
      `  hall_${i}_a: { site: site_${i}, mw: ${20 + 5 * (i % 5)} MW, start: ${2026 + (i % 2)}-04, build_time: 1 years, energised: 2027 }`,
      `  hall_${i}_b: { site: site_${i}, status: optional, mw: ${30 + 5 * (i % 7)} MW, start: ${2026 + (i % 4)}-10, build_time: 1.5 years, energised: 2028, may_wait: 2 years }`,
    ].join('\n');
  const own = (k) => k % 2 === 0;
  const chip = (k) =>
    `  chip_${k}: { class: servers_${own(k) ? 'own' : 'merchant'}, successor: chip_${k}, origin: ${own(k) ? 'own' : 'merchant'}, stack: ${own(k) ? 'neuron' : 'cuda'}, power: ${(0.8 + 0.15 * k).toFixed(2)} kW/chip, price: { value: ${9000 + 3500 * k} $/chip, times: chip_cost }, performance: ${(1 + 0.5 * k).toFixed(2)}, lead_time: 0.5 years, economic_life: 5 years, availability: 95%, order_limit: ${k < 4 ? '20000 chips/quarter' : `{ steps: { 2026Q1: 0 chips/quarter, ${2023 + k}Q1: 20000 chips/quarter } }`} }`;
  const rate = (d, k) => ((0.9 + 0.2 * vary(d + 3 * k, 5, 11)) * (1 + 0.5 * k)).toFixed(3);
  const segment = (d) =>
    `  segment_${d}: { rule: locked, stack: ${d % 3 === 0 ? 'neuron' : 'cuda'}, volume: { growth: { from: ${200 + 80 * d}m work/year, rate: ${18 + 2 * (d % 6)} %/year }, times: demand_${d % 4} }, price: { growth: { from: ${(0.62 + 0.05 * d).toFixed(2)} $/work, rate: -8 %/year }, times: price_level }, volatility: 10%, throughput: { ${Array.from({ length: chips }, (_, k) => `chip_${k}: ${rate(d, k)} work/chip/hour`).join(', ')} } }`;
  const contract = (c) =>
    `  deal_${c}: { segment: segment_${c % segments}, state: offered, start: ${2027 + (c % 3)}-01, term: 4 years, ramp: 0.5 years, quantity: ${20 + 15 * c}m work/year, price: ${(0.5 + 0.05 * c).toFixed(2)} $/work, take_or_pay: 80%, damages: 10% }`;
  return `buildout: 1
name: Shape of ${periods} quarters, ${sites} sites, ${chips} chips, ${segments} segments
calendar: { start: 2026Q1, frequency: quarter, periods: ${periods} }
drivers:
${each(4, (i) => `  demand_${i}: { value: 0.7 to 1.4 }`)}
  price_level: { value: 0.8 to 1.2 }
  chip_cost: { value: 0.9 to 1.15 }
sites:
${each(sites, site)}
build: { capex: { shell: $4m/MW, power: $6m/MW } }
phases:
${each(sites, phase)}
chips:
${each(chips, chip)}
segments:
${each(segments, segment)}
contracts:
${each(contracts, contract)}
accounts:
  life: { land: 100 years, shell: 30 years, power: 15 years, servers_own: 5 years, servers_merchant: 5 years, network: 5 years }
  tax_rate: 25%
valuation: { wacc: 10 %/year, residual: book }
`;
}
