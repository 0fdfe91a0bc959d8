import { describe, expect, it } from 'vitest';
import { renderIssue } from '../../src/base/issue.ts';
import { caseCodes, readCase } from '../../src/case/index.ts';
import { faults } from './faults.ts';
import type { Fault } from './faults.ts';
import { head, request } from './sample.ts';

const read = (fault: Fault) => readCase(request(fault.main ?? head + (fault.body ?? ''), fault.more));

/** What a fault gives as text; of the many of `too-many-faults` only the last. */
function rendered(fault: Fault): string {
  const { issues } = read(fault);
  const shown =
    fault.code === 'too-many-faults' ? issues.filter((issue) => issue.code === fault.code) : issues;
  return shown.map(renderIssue).join('\n');
}

describe('faults of a case', () => {
  it('have a smallest trigger for every code of the register', () => {
    const triggered = new Set(faults.map((fault) => fault.code as string));
    expect(Object.keys(caseCodes).filter((code) => !triggered.has(code))).toEqual([]);
  });

  it.each(faults.map((fault, i) => [fault.code, i, fault] as const))('%s (%i)', (code, _, fault) => {
    const outcome = read(fault);
    const codes = outcome.issues.map((issue) => issue.code);
    expect(outcome.value).toBeUndefined();
    expect(codes).toContain(code);
    if (code !== 'too-many-faults') expect(codes.filter((other) => other !== code)).toEqual([]);
    for (const issue of outcome.issues) {
      expect(Object.keys(caseCodes)).toContain(issue.code);
      expect(issue.at?.line).toBeGreaterThan(0);
    }
  });

  it('read as the golden text', async () => {
    const text = faults.map((fault) => `# ${fault.code}\n${rendered(fault)}\n`).join('\n');
    await expect(text).toMatchFileSnapshot('faults.golden.txt');
  });

  it('are found all at once and sorted by place', () => {
    const text = 'sites: {ohio: {mw: $5}}\nchips: {a: {price: 1 MW, home: iowa}}\nfoo: 1\n';
    const places = readCase(request(head + text)).issues.map((i) => [i.code, i.at?.line, i.at?.column]);
    expect(places).toEqual([
      ['missing-value', 4, 9],
      ['unit-mismatch', 4, 20],
      ['unit-mismatch', 5, 20],
      ['label-unknown', 5, 32],
      ['unknown-key', 6, 1],
    ]);
  });
});
