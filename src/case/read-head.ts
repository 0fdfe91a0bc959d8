import type { Place } from '../base/issue.ts';
import type { Calendar } from '../time/index.ts';
import { makeCalendar } from '../time/index.ts';
import type { DocMap } from './doc.ts';
import { childOf, describeNode, joinPath, placeAt } from './doc.ts';
import { readDateText, readText } from './read-provenance.ts';
import type { Report } from './report.ts';

/** What a case says about itself. */
export interface CaseHead {
  readonly name: string;
  readonly question: string | undefined;
  readonly asOf: string | undefined;
  readonly about: string | undefined;
  readonly counterfactual: string | undefined;
  readonly metricsText: string | undefined;
  readonly metricsAt: Place | undefined;
  readonly calendar: Calendar;
}

export const formatVersion = '1';

/** Stands in for a calendar that cannot be read, so that the faults of the rest are found too. */
const standIn: Calendar = makeCalendar({ start: '2026Q1', frequency: 'quarter', periods: 1 }).value!;

/** Reads version, name, question, as_of, about, counterfactual, metrics and calendar. */
export function readHead(doc: DocMap, report: Report): CaseHead {
  checkVersion(doc, report);
  const text = (key: string) => readText(childOf(doc, key), key, report);
  const name = text('name');
  if (!doc.entries.has('name')) missing(doc, 'name', { report, fix: 'add a line such as `name: My case`' });
  const metrics = childOf(doc, 'metrics');
  return {
    name: name ?? '',
    question: text('question'),
    asOf: readDateText(doc, { key: 'as_of', path: '' }, report),
    about: text('about'),
    counterfactual: text('counterfactual'),
    metricsText: text('metrics'),
    metricsAt: metrics && placeAt(metrics, 'metrics'),
    calendar: readCalendar(doc, report) ?? standIn,
  };
}

function checkVersion(doc: DocMap, report: Report): void {
  const node = childOf(doc, 'buildout');
  if (!node) return missing(doc, 'buildout', { report, fix: `add the line \`buildout: ${formatVersion}\`` });
  if (node.kind === 'scalar' && node.text.trim() === formatVersion) return undefined;
  report(
    'version-unsupported',
    placeAt(node, 'buildout'),
    'The case is written for another version of the format.',
    {
      found: describeNode(node),
      expected: formatVersion,
    },
  );
}

function readCalendar(doc: DocMap, report: Report): Calendar | undefined {
  const section = childOf(doc, 'calendar');
  if (!section || (section.kind === 'scalar' && section.isNull)) {
    missing(doc, 'calendar', {
      report,
      fix: 'add `calendar: {start: 2026Q1, frequency: quarter, periods: 40}`',
    });
    return undefined;
  }
  // A calendar that is no mapping is reported where the keys are checked.
  if (section.kind !== 'map') return undefined;
  const text = (key: string) => readText(childOf(section, key), joinPath('calendar', key), report)?.trim();
  const start = text('start');
  const periods = text('periods');
  for (const key of ['start', 'periods']) {
    if (section.entries.has(key)) continue;
    report('missing-value', placeAt(section, joinPath('calendar', key)), `The calendar has no ${key}.`, {
      expected: key === 'start' ? 'the first period, such as 2026Q1' : 'a whole number, such as 40',
    });
  }
  if (start === undefined || periods === undefined) return undefined;
  const calendar = makeCalendar({
    start,
    frequency: text('frequency') ?? 'quarter',
    periods: wholeNumber(periods),
    fiscalYearEndMonth: wholeNumber(text('fiscal_year_end') ?? '12'),
  });
  for (const issue of calendar.issues) {
    const isDate = issue.code === 'date-malformed';
    const at = placeAt(section, 'calendar');
    report(isDate ? 'date-malformed' : 'calendar-malformed', at, issue.message, issue);
  }
  return calendar.value;
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

function missing(doc: DocMap, key: string, context: { readonly report: Report; readonly fix: string }): void {
  context.report('missing-value', { ...doc.at, path: key }, `The case has no ${key}.`, { fix: context.fix });
}
