import { displayFor, formatBare, formatValue } from '../display.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { completeYears, findMetric, headlineYear, missingIds } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { Metric, RunResult } from '../result-types.ts';
import { renderEmpty } from '../table.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { runWords } from './source-words.ts';

const needed = ['capex', 'it-mw', 'chips.installed', 'revenue', 'nopat'] as const;

interface Link {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** From dollars to megawatts to chips to revenue to profit, year by year, with the rate from each to the next. */
export function chainSection(context: ReportContext): Section {
  const { result } = context;
  const missing = missingIds(result, needed);
  const years = completeYears(result).map(({ label }) => label);
  const shown = [...new Set([years[0], headlineYear(result), years[years.length - 1]])].filter(
    (year) => year !== undefined,
  );
  const strips = missing.length > 0 ? [] : shown.map((year) => renderChain(result, year));
  const body =
    strips.length === 0
      ? renderEmpty(
          'the chain from dollars to profit',
          missing.length > 0 ? missing : ['complete fiscal year'],
        )
      : bodyOf(
          markup`<p>How a dollar becomes profit: capital spending in the year, IT power and chips at its end, then what they earn. Means over paths.</p>\n`,
          strips,
          markup`<p class="quiet">Source: ${runWords(result)} Power and chips are the whole fleet and not only what the year’s spending bought.</p>`,
        );
  return { id: 'chain', title: 'From dollars to megawatts to chips to profit', body };
}

/** One number of the chain: what it is, how much, and the rate from the one before or to the next, in words. */
export interface ChainLink {
  readonly metric: string;
  readonly words: string;
  readonly text: string;
  readonly rate: string;
}

/** The chain of one fiscal year, from capital spending to profit; `n/a` where the result has no number. */
export function chainLinks(result: RunResult, year: string): readonly ChainLink[] {
  const [capex, power, revenue, nopat] = ['capex', 'it-mw', 'revenue', 'nopat'].map((id) =>
    linkOf(findMetric(result, id), year),
  );
  const chipCount = inBase(linkOf(findMetric(result, 'chips.installed'), year));
  const margin = inBase(nopat) / inBase(revenue);
  const link = (metric: string, words: string, text: string, rateText: string): ChainLink => {
    return { metric, words, text, rate: rateText };
  };
  return [
    link(
      'capex',
      'Capital spending',
      linkText(capex),
      `${rate(inBase(capex) / inBase(revenue), '%')} of revenue`,
    ),
    link(
      'it-mw',
      'IT power, year end',
      linkText(power),
      `${rate(inBase(revenue) / inBase(power), '$m')} revenue a MW`,
    ),
    link(
      'chips.installed',
      'Chips, year end',
      formatValue(chipCount, displayFor('chips', chipCount)),
      `${formatBare((inBase(power) * 1000) / chipCount, plain)} kW of IT power a chip`,
    ),
    link('revenue', 'Revenue', linkText(revenue), `${rate(inBase(revenue) / chipCount, '$k')} a chip`),
    link('nopat', 'NOPAT', linkText(nopat), `${rate(margin, '%')} of revenue`),
  ];
}

function renderChain(result: RunResult, year: string): Markup {
  const items = chainLinks(result, year).map(({ words, text, rate }) => item(words, text, rate));
  return markup`<h3>${year}</h3>\n<ol class="chain">${items}</ol>\n`;
}

const plain = { family: 'plain', scale: 1, unit: '', per: '' } as const;

function item(what: string, much: string, rateText: string): Markup {
  return markup`<li><span class="what">${what}</span><span class="much">${much}</span><span class="rate">${rateText}</span></li>`;
}

function linkOf(metric: Metric | undefined, year: string): Link {
  const index = metric?.years.labels.indexOf(year) ?? -1;
  const unit = metric?.years.unit.replace(/^(\$\S*)\/year$/, '$1') ?? '';
  return { what: year, value: metric?.years.mean[index] ?? NaN, unit };
}

function linkText(link: Link | undefined): string {
  return link === undefined ? 'n/a' : formatValue(link.value, displayFor(link.unit, Math.abs(link.value)));
}

/** The value in $m, MW or chips. */
function inBase(link: Link | undefined): number {
  if (link === undefined) return NaN;
  const display = displayFor(link.unit, 0);
  return link.value * display.scale;
}

function rate(value: number, unit: '%' | '$m' | '$k'): string {
  if (unit === '%') return formatValue(value * 100, { family: 'percent', scale: 1, unit: '%', per: '' });
  if (unit === '$m') return `$${formatBare(value, plain)}m`;
  return `$${formatBare(value * 1000, plain)}k`;
}
