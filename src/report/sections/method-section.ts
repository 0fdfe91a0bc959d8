import { formatCount } from '../display.ts';
import { markup } from '../markup.ts';
import type { ReportContext } from '../report-types.ts';
import { renderTable } from '../table.ts';
import type { Section } from './section.ts';

/** Where the report comes from, how to get it again, and what each figure means. */
export function methodSection(context: ReportContext): Section {
  const { provenance, calendar, metrics } = context.result;
  const facts: readonly (readonly [string, string])[] = [
    ['Buildout version', provenance.version],
    ['Case', provenance.case],
    ['Case hash (SHA-256)', provenance.caseHash],
    ['As of', provenance.asOf],
    ['Overlays', provenance.overlays.join(', ') || 'none'],
    ['Values set by hand', provenance.sets.join(', ') || 'none'],
    ['Seed', String(provenance.seed)],
    ['Paths', formatCount(provenance.paths)],
    [
      'Periods',
      `${calendar.periods.length}: ${calendar.periods[0] ?? ''} to ${calendar.periods.at(-1) ?? ''}`,
    ],
  ];
  const entries = Object.entries(metrics).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const body = markup`<p>Uncertain inputs are drawn ${formatCount(provenance.paths)} times; on each path the model builds, sells, dispatches and keeps the books, period by period. Medians and ranges are taken over those paths, figure by figure: the medians of parts do not add up to the median of the whole, so tables that must add up show means. Equal case, seed and version give an equal report.</p>
<p>The ranges hold what the case holds uncertain, and nothing else. They are not a forecast interval for what the case takes as certain.</p>
${renderTable({ caption: 'Provenance.', columns: [{ title: 'What' }, { title: 'Value' }], rows: facts.map((cells) => ({ cells })) })}
<details><summary>Definitions of all ${entries.length} figures</summary>${renderTable({
    caption: 'Every figure of the run: unit, meaning and formula.',
    columns: [{ title: 'Figure' }, { title: 'Unit' }, { title: 'Meaning' }, { title: 'Formula' }],
    rows: entries.map(([id, metric]) => ({
      cells: [
        markup`<code>${id}</code>`,
        metric.unit,
        metric.definition,
        markup`<code>${metric.formula}</code>`,
      ],
    })),
  })}</details>`;
  return { id: 'method', title: 'Method and provenance', body };
}
