import type { Issue } from '../../src/base/issue.ts';
import { renderIssue } from '../../src/base/issue.ts';
import { readCase } from '../../src/case/index.ts';
import type { Case, ReadCaseRequest } from '../../src/case/index.ts';
import type { Program } from '../../src/formula/index.ts';
import { parseProgram } from '../../src/formula/index.ts';

const text = `
module sample "A small model that uses every kind of input"
dimension chip chips "A make of accelerator"
dimension segment segments "A kind of demand"
dimension site sites "A place with power"
dimension class classes "An asset class"
choice segment.rule[segment] : price-performance | locked default locked "How its buyers select a chip"
map chip.home : chip -> site "Where the chip works"
input chip.price[chip] : $/chip "Purchase price, delivered"
input once chip.life[chip] : years default 6 years "Straight-line life"
input once site.ready[site] : date "First day with power"
input site.mw[site] : MW default 0 MW "Power"
input segment.throughput[segment, chip] : work/chip/hour default 0 work/chip/hour "Work of a chip"
input segment.volume[segment] : work/year default 0 work/year "Work wanted"
input once accounts.tax_rate : ratio default 21% "Tax on profit"
input once accounts.life[class] : years default 5 years "Book life by class"
input once opening.ppe.shell : $ default $0 "Shells at the start"
chips_bought[chip] : $/chip "So that the program has a formula" = chip.price
`;

export const fixedLabels = { class: ['shell', 'server'] };

export const program: Program = makeProgram(text);

export function makeProgram(source: string): Program {
  const outcome = parseProgram([{ name: 'sample', text: source }]);
  if (!outcome.value) throw new Error(outcome.issues.map(renderIssue).join('\n'));
  return outcome.value;
}

export const head = `buildout: 1
name: Sample
calendar: {start: 2026Q1, frequency: quarter, periods: 8}
`;

/** A request for one text under the sample program. */
export function request(main: string, more: Partial<ReadCaseRequest> = {}): ReadCaseRequest {
  const files = new Map([['case.yaml', main], ...(more.files ?? [])]);
  return { main: 'case.yaml', overlays: [], sets: [], program, fixedLabels, ...more, files };
}

/** A case that must be without faults, from the lines below the head. */
export function sample(body: string, more: Partial<ReadCaseRequest> = {}): Case {
  const outcome = readCase(request(head + body, more));
  if (!outcome.value) throw new Error(outcome.issues.map(renderIssue).join('\n'));
  return outcome.value;
}

export function issuesOf(body: string, more: Partial<ReadCaseRequest> = {}): readonly Issue[] {
  return readCase(request(head + body, more)).issues;
}

/** The assumption at a path, which must exist. */
export function at(value: Case, path: string) {
  const found = value.assumptions.find((assumption) => assumption.path === path);
  if (!found) throw new Error(`No assumption at ${path}`);
  return found;
}
