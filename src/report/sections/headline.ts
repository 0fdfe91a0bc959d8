import { chanceOf, chanceText } from '../chance.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { formatCount, formatRange, formatValue } from '../display.ts';
import {
  completeYears,
  findMetric,
  headlineYear,
  onceEstimate,
  periodDisplay,
  yearDisplay,
  yearEstimate,
} from '../read-metric.ts';
import type { Estimate } from '../read-metric.ts';
import type { Metric, RunResult } from '../result-types.ts';
import { missingText, writeVerdict } from '../verdict.ts';
import type { Display } from '../display.ts';

/** Title, question, date, the verdict in words and its figures on cards. */
export function renderHeadline(result: RunResult): Markup {
  const { provenance } = result;
  const answers = writeVerdict(result);
  const lead = answers.filter(({ isLead }) => isLead).map(({ sentence }) => joinMinus(sentence));
  const verdict = answers
    .filter(({ isLead }) => !isLead)
    .map(({ topic, sentence }) => markup`<p><b>${topic}.</b> ${joinMinus(sentence)}</p>\n`);
  return markup`<header>
<p class="eyebrow">Buildout report · as of ${provenance.asOf}${provenance.overlays.length > 0 ? ` · with ${provenance.overlays.join(', ')}` : ''}</p>
<h1>${provenance.case}</h1>
<p class="question">${provenance.question}</p>
${lead.map((sentence) => markup`<p class="lead">${sentence}</p>\n`)}<div class="verdict">${verdict}</div>
<dl class="cards">${cards(result)}</dl>
<p class="quiet">Medians over ${formatCount(provenance.paths)} paths; ranges run from P10 to P90, so that 80% of paths lie inside.</p>
</header>`;
}

interface CardSpec {
  readonly id: string;
  readonly words: string;
  readonly year?: string;
}

function cards(result: RunResult): readonly Markup[] {
  const years = completeYears(result);
  const first = years[0]?.label;
  const main = headlineYear(result);
  const last = years[years.length - 1]?.label;
  const inYear = (id: string, words: string, year: string | undefined): CardSpec[] =>
    year === undefined ? [] : [{ id, words, year }];
  const specs: readonly CardSpec[] = [
    ...inYear('capex', 'Capital spending', first),
    ...inYear('it-mw', 'IT power ready, year end', last),
    ...inYear('net-ppe', 'Net property, year end', main),
    ...inYear('revenue', 'Revenue', main),
    ...inYear('ebit', 'Operating income', main),
    ...inYear('roic.d2', 'ROIC (D2, incl. CIP)', main),
    { id: 'fcf.trough', words: 'Lowest running total of free cash flow' },
    { id: 'npv', words: 'NPV, less capital in place at the start' },
    { id: 'irr', words: 'IRR, with residual' },
    { id: 'payback', words: 'Payback from the start' },
  ];
  return specs.flatMap((spec) => {
    const metric = findMetric(result, spec.id);
    const card =
      metric && (spec.year === undefined ? onceCard(spec, metric, result) : yearCard(spec, metric, result));
    return card === undefined ? [] : [card];
  });
}

function yearCard(spec: CardSpec, metric: Metric, result: RunResult): Markup | undefined {
  const estimate = yearEstimate(metric, spec.year!);
  const display = yearDisplay(metric);
  const chance = chanceText(chanceOf(result, spec.id, spec.year!), display);
  return estimate && renderCard(`${spec.words}, ${spec.year}`, estimate, display, [chance]);
}

function onceCard(spec: CardSpec, metric: Metric, result: RunResult): Markup | undefined {
  const estimate = onceEstimate(metric);
  const missing = metric.missing[0] ?? 0;
  const note = missing > 0 ? missingText(metric, missing, result.provenance.paths) : undefined;
  const display = periodDisplay(metric);
  const chance = chanceText(chanceOf(result, spec.id, 'horizon'), display);
  return estimate && renderCard(spec.words, estimate, display, [note, chance]);
}

function renderCard(
  title: string,
  estimate: Estimate,
  display: Display,
  notes: readonly (string | undefined)[],
): Markup {
  const lines = notes.filter((note) => note !== undefined);
  return markup`<div class="card"><dt>${title}</dt><dd class="value">${formatValue(estimate.mid, display)}</dd>
<dd class="range">${rangeWords(estimate, display)}</dd>${lines.map((note) => markup`<dd class="range">${note}</dd>`)}</div>\n`;
}

function rangeWords(estimate: Estimate, display: Display): string {
  const range = formatRange(estimate.low, estimate.high, display);
  return range === formatValue(estimate.mid, display)
    ? 'the same from P10 to P90'
    : `80%: ${joinMinus(range)}`;
}

/** Keeps a minus sign on the line of its number. */
function joinMinus(text: string): string {
  return text.replaceAll('−', '−\u2060');
}
