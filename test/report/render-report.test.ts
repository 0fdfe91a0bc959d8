import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { DrawingDocument } from '../../src/report/index.ts';
import { renderReport } from '../../src/report/index.ts';
import type { RunResult } from '../../src/report/result-types.ts';
import { bridgeBars } from '../../src/report/sections/bridge-figure.ts';
import { plausibleResult, someCapexColumns, tinyResult } from './fixture.ts';

function blankDocument(): DrawingDocument {
  return parseHTML('<!doctype html><html><body></body></html>').document as unknown as DrawingDocument;
}

function renderFull(result: RunResult = plausibleResult()): string {
  return renderReport(result, { document: blankDocument(), capexColumns: someCapexColumns() });
}

const html = renderFull();
const page = parseHTML(html).document;
const all = (selector: string) => [...page.querySelectorAll(selector)];
const textOf = (selector: string) => page.querySelector(selector)?.textContent ?? '';
const squeeze = (text: string) => text.replaceAll('\u2060', '').replace(/\s+/g, ' ');

/** Elements without an end tag, in HTML and in the SVG that Plot writes with `/>`. */
const voids = new Set(['meta', 'br', 'wbr', 'link', 'img', 'input', 'hr']);

/** The first tag that is closed out of turn or not at all. */
function firstUnbalanced(source: string): string | undefined {
  const open: string[] = [];
  const body = source.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<!doctype html>/, '');
  for (const [tag, isEnd, name] of body.matchAll(/<(\/?)([a-zA-Z][\w-]*)(?:"[^"]*"|[^">])*>/g)) {
    if (voids.has(name!.toLowerCase()) || tag.endsWith('/>')) continue;
    if (isEnd === '') open.push(name!);
    else if (open.pop() !== name) return tag;
  }
  return open[0];
}

describe('the page', () => {
  it('closes every tag in turn', () => {
    expect(firstUnbalanced(html)).toBeUndefined();
    expect(firstUnbalanced('<p><b>x</p></b>')).toBe('</p>');
  });

  it('has no id twice', () => {
    const ids = all('[id]').map((element) => element.getAttribute('id'));
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for nothing from outside and runs no script', () => {
    expect(all('script, link, img, iframe, object, embed, image, use')).toEqual([]);
    expect(all('[src], [srcset], [action], [background]')).toEqual([]);
    const links = all('[href]');
    expect(links.length).toBeGreaterThan(0);
    expect(links.map((element) => element.localName).filter((name) => name !== 'a')).toEqual([]);
    expect(html).not.toMatch(/@import|url\((?!#)/);
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]');
    expect(policy?.getAttribute('content')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
  });

  it('points every pattern and every link in the page at something there', () => {
    const targets = [...html.matchAll(/url\(#([^)]+)\)|href="#([^"]+)"/g)].map(
      ([, fill, link]) => fill ?? link!,
    );
    expect(targets.length).toBeGreaterThan(10);
    for (const id of new Set(targets)) expect(html, id).toContain(`id="${id}"`);
  });

  it('has its eleven sections in order', () => {
    const ids = all('main > section').map((section) => section.getAttribute('id'));
    expect(ids).toEqual([
      'capex',
      'capacity',
      'chain',
      'revenue',
      'statements',
      'roic',
      'cash',
      'contracts',
      'checks',
      'assumptions',
      'method',
    ]);
  });

  it('is the same, byte for byte, each time and with each document', () => {
    expect(renderFull()).toBe(html);
  });
});

describe('each chart', () => {
  const figures = all('figure');

  it('says what it measures, from where and with which limits, and has its numbers in a table', () => {
    expect(figures.length).toBe(20);
    for (const figure of figures) {
      const caption = figure.querySelector('figcaption')?.textContent ?? '';
      expect(caption).toMatch(/Measures: \S.*Source: \S.*Limits: \S/s);
      expect(figure.querySelectorAll('details tbody tr').length).toBeGreaterThan(0);
    }
  });

  it('is drawn wide and narrow, named for a screen reader, without a fixed size', () => {
    for (const figure of figures) {
      const drawings = [...figure.querySelectorAll('.chart svg')];
      expect(drawings.length).toBe(2);
      for (const svg of drawings) {
        expect(svg.getAttribute('role')).toBe('img');
        expect(svg.getAttribute('aria-label')!.length).toBeGreaterThan(20);
        expect(svg.getAttribute('viewBox')).toMatch(/^0 0 \d+ \d+$/);
        expect(svg.hasAttribute('width')).toBe(false);
      }
    }
  });

  it('has no coordinate that is not a number', () => {
    expect(html).not.toMatch(/="[^"]*\b(NaN|Infinity)\b[^"]*"/);
  });

  it('takes its colours from the theme', () => {
    const colours = [...html.matchAll(/\b(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour!);
    const others = colours.filter(
      (colour) => !/^(var\(--\w+\)|currentColor|none|url\(#[^)]+\))$/.test(colour),
    );
    expect(others).toEqual([]);
  });
});

describe('the numbers', () => {
  const result = plausibleResult();

  it('of the headline are those of the result', () => {
    // FY2028 is the third complete year; ROIC is in %/year as written.
    const { p10, p50, p90 } = result.metrics['roic.d2']!.years;
    const words = squeeze(textOf('.verdict'));
    const [low, mid, high] = [p10, p50, p90].map((values) => values[2]!.toFixed(1));
    expect(words).toContain(`ROIC (D2, incl. CIP), FY2028: ${mid}% (80%: ${low}–${high}%)`);
    const capex = result.metrics['capex']!.years;
    expect(words).toContain(
      `Capital spending is $${capex.p50[0]!.toFixed(0)}bn (80%: $${capex.p10[0]!.toFixed(0)}–${capex.p90[0]!.toFixed(0)}bn) in FY2026`,
    );
    expect(squeeze(textOf('.cards'))).toContain('NPV, less capital in place at the start$62.0bn');
  });

  it('of the statements are the means with their signs, negatives in parentheses', () => {
    const row = all('#statements tr').find((one) =>
      one.textContent.startsWith('Depreciation and write-offs'),
    );
    const cells = [...row!.querySelectorAll('td')].map((cell) => cell.textContent);
    expect(cells).toEqual(result.metrics['depreciation']!.years.mean.map((value) => `(${value.toFixed(1)})`));
  });

  it('of paths without a value are said', () => {
    expect(squeeze(textOf('.verdict'))).toContain('not within the horizon on 1,380 of 10,000 paths');
  });

  it('of a bridge start and end where the bridge does', () => {
    const bars = bridgeBars(result.bridge[1]!);
    expect(bars[0]!.text).toBe('9.9%');
    expect(bars.at(-1)!.text).toBe('19.3%');
    // The last step ends at the end: 0.099 − 0.017 + 0.119 − 0.008 = 0.193; 1e-9 covers rounding of three sums.
    expect(bars.at(-2)!.to).toBeCloseTo(bars.at(-1)!.to, 9);
  });

  it('outside a sanity band are flagged', () => {
    const flagged = all('#checks tr.flagged').map((row) => row.textContent);
    expect(flagged.length).toBe(1);
    expect(flagged[0]).toContain('93.0%');
    expect(flagged[0]).toContain('25.0–80.0%');
  });

  it('of the fleet by make add up to all makes, own silicon beside merchant', () => {
    const rows = all('#fleet-by-make tbody tr').map((row) =>
      [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent.replace(',', ''))),
    );
    const heads = all('#fleet-by-make thead th').map((cell) => cell.textContent);
    expect(heads).toEqual([
      'Year',
      'trainium2',
      'trainium3',
      'Own silicon',
      'gb300',
      'Merchant',
      'All makes',
    ]);
    expect(rows.length).toBe(10);
    for (const [two, three, own, gb, merchant, sum] of rows as [
      number,
      number,
      number,
      number,
      number,
      number,
    ][]) {
      // GW with two decimals below 10: each cell is off by at most 0.005, a sum of three parts by at most 0.02.
      expect(Math.abs(two + three - own)).toBeLessThanOrEqual(0.015 + 1e-9);
      expect(gb).toBe(merchant);
      expect(Math.abs(own + merchant - sum)).toBeLessThanOrEqual(0.02 + 1e-9);
    }
    expect(textOf('#fleet-by-make .legend')).toContain('trainium2 (own)');
  });

  it('of the fleet are not split where the result does not say which makes are own silicon', () => {
    const metrics = Object.fromEntries(
      Object.entries(result.metrics).filter(([id]) => !id.startsWith('chip-is-own[')),
    );
    const without = parseHTML(renderFull({ ...result, metrics })).document;
    expect(without.querySelector('#fleet-by-make .legend')!.textContent).not.toContain('own');
    expect(without.querySelector('#fleet-by-make figcaption')!.textContent).toContain(
      'does not say which makes',
    );
  });

  it('of utilisation leave out a make that is never at work', () => {
    const makes = all('#utilisation-by-make tbody th').map((cell) => cell.textContent);
    expect(makes).toEqual(['trainium2', 'trainium3', 'gb300']);
    // 70 + q percent at the last quarter of FY2026, q = 3.
    expect(textOf('#utilisation-by-make tbody td')).toBe('73.0');
  });

  it('of revenue add up by segment and contract, and name the segment that is left out', () => {
    const { mean } = result.metrics['revenue']!.years;
    const heads = all('#revenue-by-segment thead th').map((cell) => cell.textContent);
    expect(heads).toEqual([
      'Year',
      'classical',
      'frontier lab',
      'openai (contract)',
      'anthropic (contract)',
      'All of these',
    ]);
    const last = all('#revenue-by-segment tbody tr').map((row) => row.lastElementChild!.textContent);
    // Shares 0.5 + 0.3 + 0.12 + 0.08 = 1 of revenue, all of it above $99.95bn and so without decimals.
    expect(last).toEqual(mean.map((value) => value.toFixed(0)));
    expect(squeeze(textOf('#revenue-by-segment figcaption'))).toContain('zero in every year: internal.');
  });

  it('of revenue on own silicon leave the rest to merchant chips', () => {
    const { mean } = result.metrics['revenue']!.years;
    const own = result.metrics['revenue.own-silicon']!.years.mean;
    const row = [...all('#revenue-by-silicon tbody tr')[9]!.querySelectorAll('td')].map(
      (td) => td.textContent,
    );
    expect(row).toEqual([own[9]!.toFixed(0), (mean[9]! - own[9]!).toFixed(0), mean[9]!.toFixed(0)]);
    const share = ((100 * own[9]!) / mean[9]!).toFixed(0);
    expect(textOf('#revenue-by-silicon figcaption')).toContain(`and ${share}% in FY2035`);
  });

  it('of a running total come from the paths where the result has them', () => {
    expect(textOf('#running-cash .legend')).toContain('80%');
    const { 'fcf.running': _running, ...metrics } = result.metrics;
    const without = parseHTML(renderFull({ ...result, metrics })).document;
    expect(without.querySelector('#running-cash .legend')).toBeNull();
    expect(without.querySelector('#running-cash figcaption')!.textContent).toContain('No band is drawn');
  });

  it('of a line that is zero in every year are left out, with a word', () => {
    const heads = all('#statements tbody th').map((cell) => cell.textContent);
    expect(heads).toContain('Energy');
    expect(heads).not.toContain('Late-delivery damages');
    expect(textOf('#statements .left-out')).toBe(
      'Left out, because zero in every year: Late-delivery damages.',
    );
  });

  it('of the chain count the chips', () => {
    // 1,440 thousand rising: the mean of chips.installed at the end of FY2026, in millions.
    const chips = result.metrics['chips.installed']!.years.mean[0]! / 1000;
    expect(squeeze(textOf('#chain .chain'))).toContain(`${chips.toFixed(2)}m chips`);
  });

  it('of the programme include its return, its revenue and its IRR on dates', () => {
    expect(all('#programme-roic tbody tr').length).toBe(10);
    expect(textOf('#programme-earnings thead')).toContain('Revenue, $bn');
    expect(squeeze(textOf('#cash'))).toContain('IRR on dates (actual/365)11.5%');
  });

  it('of the lead say how many of 100 paths clear the cost of capital', () => {
    // Mean 21 and deviation 44: 21 − 0.674 × 44 is below zero and 21 is above, so between half and three quarters.
    expect(squeeze(textOf('.lead'))).toContain('worth more than it costs on 50 to 75 of 100 paths');
  });

  it('of the assumptions come by effect, then by tier', () => {
    const ledger = all('.ledger').at(-1)!;
    const paths = [...ledger.querySelectorAll('tbody th code')].map((code) => code.textContent);
    expect(paths).toEqual([
      'drivers.ai_demand',
      'drivers.ai_price',
      'chips.trainium3.price',
      'drivers.build_cost',
      'valuation.wacc',
      'sites.fleet.pue',
      'accounts.tax_rate',
    ]);
  });
});

describe('text of a case', () => {
  const attack = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&\u0007`;
  const full = plausibleResult();
  const hostile: RunResult = {
    ...full,
    provenance: {
      ...full.provenance,
      case: attack,
      question: attack,
      caseHash: attack,
      asOf: attack,
      overlays: [attack],
    },
    metrics: Object.fromEntries(
      Object.entries(full.metrics).map(([id, metric]) => [
        id.replace('servers_own', attack).replace('fy2027', attack),
        { ...metric, definition: attack, formula: attack },
      ]),
    ),
    statements: full.statements.map((statement) => ({
      ...statement,
      title: attack,
      lines: statement.lines.map((line) => ({ ...line, label: attack })),
    })),
    bridge: full.bridge.map((bridge) => ({
      ...bridge,
      steps: bridge.steps.map((step) => ({ ...step, label: attack })),
    })),
    checks: full.checks.map((check) => ({
      ...check,
      label: attack,
      metric: attack,
      sentence: attack,
      source: attack,
      unit: attack,
    })),
    contracts: full.contracts.map((contract, i) => ({
      ...contract,
      name: `${attack}${i}`,
      state: attack,
      source: attack,
    })),
    phases: full.phases.map((phase, i) => ({
      ...phase,
      name: `${attack}${i}`,
      site: attack,
      status: attack,
    })),
    assumptions: full.assumptions.map((row) => ({
      ...row,
      path: attack,
      text: attack,
      url: 'javascript:alert(3)',
      note: attack,
      source: attack,
    })),
    programme: { ...full.programme!, counterfactual: attack, sentence: attack },
  };
  const columns = someCapexColumns().map((column) => ({
    ...column,
    company: `${attack}${column.company}`,
    note: attack,
    source: { title: attack, url: 'data:text/html,x' },
  }));
  const claims = [
    {
      id: attack,
      claim: attack,
      stated: { text: attack, unit: attack },
      found: attack,
      unit: attack,
      verdict: attack,
      because: attack,
    },
  ];
  const source = renderReport(hostile, { document: blankDocument(), capexColumns: columns, claims });

  it('cannot become markup, a script or a link', () => {
    const parsed = parseHTML(source).document;
    expect([...parsed.querySelectorAll('script, img, [onerror], [src]')]).toEqual([]);
    expect(source).not.toMatch(/<script|<img/i);
    expect(source).not.toMatch(/href="(?!#|https?:)/i);
    expect(firstUnbalanced(source)).toBeUndefined();
  });

  it('is still there to read', () => {
    expect(parseHTML(source).document.querySelector('h1')?.textContent).toContain(
      '<script>alert(1)</script>',
    );
  });
});

describe('a result without numbers', () => {
  const source = renderReport(tinyResult(), { document: blankDocument() });
  const empty = parseHTML(source).document;

  it('still has every section, and each says what is missing', () => {
    expect(firstUnbalanced(source)).toBeUndefined();
    expect([...empty.querySelectorAll('main > section')].length).toBe(11);
    expect([...empty.querySelectorAll('figure')]).toEqual([]);
    for (const id of [
      'capex',
      'capacity',
      'chain',
      'revenue',
      'statements',
      'roic',
      'cash',
      'contracts',
      'checks',
      'assumptions',
    ]) {
      expect(empty.querySelector(`#${id} .empty`)?.textContent, id).toMatch(
        /Not shown: .+ The result has no /,
      );
    }
  });

  const families = [...new Set(Object.keys(plausibleResult().metrics).map((id) => id.replace(/\[.*/, '')))];
  it.each(families)('renders without %s', (family) => {
    const { metrics } = plausibleResult();
    const left = Object.entries(metrics).filter(([id]) => id !== family && !id.startsWith(`${family}[`));
    expect(left.length).toBeLessThan(Object.keys(metrics).length);
    const source = renderReport(
      { ...plausibleResult(), metrics: Object.fromEntries(left) },
      { document: blankDocument() },
    );
    expect(firstUnbalanced(source)).toBeUndefined();
    expect(source).not.toMatch(/="[^"]*\bNaN\b[^"]*"/);
  });

  it('copes with numbers that JSON turned into null', () => {
    const text = JSON.stringify(plausibleResult()).replaceAll(
      /"(p50|p10|mean)":\[-?[\d.e+-]+/g,
      '"$1":[null',
    );
    expect(text).toContain('"p50":[null');
    const source = renderReport(JSON.parse(text) as RunResult, { document: blankDocument() });
    expect(source).not.toMatch(/="[^"]*\bNaN\b[^"]*"/);
    expect(firstUnbalanced(source)).toBeUndefined();
  });
});
