import { describe, expect, it } from 'vitest';
import { renderTrace } from '../../src/cli/render-trace.ts';
import { explainMetric, traceView, type Study, type TraceView } from '../../src/study/index.ts';
import { openShipped } from './support.ts';

function view(study: Study, metric: string, period?: string): TraceView {
  const options = { metric, depth: 1, ...(period === undefined ? {} : { period }) };
  return traceView(explainMetric(study, options).value!, study);
}

describe('traceView', () => {
  const study = openShipped('amazon-2026');

  it.each([
    ['roic.d2', 'FY2028'],
    ['roic.d1', 'FY2026'],
    ['chip.installed[trainium3]', '2027Q2'],
    ['npv', undefined],
  ])('says of %s %s what explain says', (metric, period) => {
    const explained = explainMetric(study, { metric, depth: 1, ...(period ? { period } : {}) }).value!;
    const lines = renderTrace(explained.root, study, String).map((line) => line.trim());
    const found = view(study, metric, period);
    for (const step of [found, ...found.inputs]) {
      expect(lines).toContain(`${step.name}${step.period === '' ? '' : ` ${step.period}`}: ${step.value}`);
      expect(lines).toEqual(expect.arrayContaining([step.sentence, ...step.origin]));
      if (step.formula) expect(lines).toContain(`= ${step.formula}`);
    }
  });

  it('leads on: every formula among the inputs can be asked for, every other input says where it is from', () => {
    const seen = new Set<string>();
    const waiting: [string, string][] = [['roic.d1', 'FY2027']];
    for (let next = waiting.pop(); next && seen.size < 40; next = waiting.pop()) {
      const [metric, period] = next;
      if (seen.has(metric)) continue;
      seen.add(metric);
      for (const step of view(study, metric, period).inputs) {
        if (step.metric !== undefined) waiting.push([step.metric, step.period || 'FY2027']);
        else if (step.name !== 'other periods') expect(step.origin.length).toBeGreaterThan(0);
      }
    }
    expect(seen.size).toBe(40);
  });

  it('names the path that a set changes, and the address of its source', () => {
    const wacc = (of: Study) => view(of, 'eva').inputs.find(({ path }) => path === 'valuation.wacc');
    expect(wacc(study)?.value).toMatch(/^9(\.0+)?\s?%/);
    expect(wacc(openShipped('amazon-2026', [], ['valuation.wacc=10 %/year']))?.value).toMatch(
      /^10(\.0+)?\s?%/,
    );
    const price = view(study, 'past-revenue').inputs.find(({ path }) => path?.startsWith('history.'));
    expect(price?.url).toMatch(/^https:/);
  });

  it('is plain data that can be posted', () => {
    const found = view(study, 'roic.d2', 'FY2028');
    expect(structuredClone(found)).toEqual(found);
  });
});
