import { it } from 'vitest';
import { central, studyOf, lives } from './support.ts';
it('x', () => {
  const s = studyOf(`
buildout: 1
name: x
calendar: { start: 2026, frequency: year, periods: 2 }
accounts: { ${lives}, tax_rate: 21%, other_revenue: $60/year }
opening:
  property: { servers_merchant: $100, shell: $80 }
  life_left: { servers_merchant: 5 years, shell: 30 years }
  construction: { shell: $60 }
  construction_release: 0 %/year
  lease_capital: $40
  lease_life: 1000000000 years
`);
  const names = ['roic.d1','roic.d2','roic.d3','roic.d4','roic.d5','roic.d6','ebitda','depreciation','capital.leases'];
  const r = central(s, names);
  for (const n of names) console.log(n, r(n), r(n,1));
});
