import type { RunResult } from 'buildout';
import {
  chanceOf,
  chanceText,
  findMetric,
  formatRange,
  formatValue,
  missingText,
  onceEstimate,
  periodDisplay,
  yearDisplay,
  yearEstimate,
  type Display,
} from 'buildout/view';
import { NumberButton } from './number-button.tsx';

/** A figure to show large: a metric in a fiscal year, or over the whole horizon. */
export interface KeyFigure {
  readonly metric: string;
  readonly words: string;
  readonly year?: string | undefined;
}

interface KeyFiguresProps {
  readonly result: RunResult;
  readonly figures: readonly KeyFigure[];
  /** The run that differences are taken from. */
  readonly base?: RunResult | undefined;
}

/** Figures with their 80% ranges, each of which opens its trace; with a pinned base, the difference of medians. */
export function KeyFigures({ result, figures, base }: KeyFiguresProps) {
  return (
    <dl className="key-figures">
      {figures.map((figure) => (
        <OneFigure key={`${figure.metric} ${figure.year}`} figure={figure} result={result} base={base} />
      ))}
    </dl>
  );
}

function OneFigure({
  figure,
  result,
  base,
}: Omit<KeyFiguresProps, 'figures'> & { readonly figure: KeyFigure }) {
  const { metric: id, words, year } = figure;
  const metric = findMetric(result, id);
  const estimate = year === undefined ? onceEstimate(metric) : yearEstimate(metric, year);
  if (!metric || !estimate) return undefined;
  const display = year === undefined ? periodDisplay(metric) : yearDisplay(metric);
  const title = year === undefined ? words : `${words}, ${year}`;
  const before = base && findMetric(base, id);
  const baseEstimate = year === undefined ? onceEstimate(before) : yearEstimate(before, year);
  const missing = metric.missing[0] ?? 0;
  const notes = [
    year === undefined && missing > 0 ? missingText(metric, missing, result.provenance.paths) : undefined,
    chanceText(chanceOf(result, id, year ?? 'horizon'), display),
    baseEstimate && againstBase(differenceText(estimate.mid - baseEstimate.mid, display)),
  ];
  return (
    <div>
      <dt>{title}</dt>
      <dd className="value">
        <NumberButton metric={id} period={year} label={title}>
          {formatValue(estimate.mid, display)}
        </NumberButton>
      </dd>
      <dd className="range">80%: {formatRange(estimate.low, estimate.high, display)}</dd>
      {notes.map((note) => note && <dd key={note} className="note" children={note} />)}
    </div>
  );
}

/** A difference of medians as people say it: shares differ by points. */
export function differenceText(change: number, display: Display): string {
  const text = formatValue(change, display).replace(/%$/, ' points');
  if (!/[1-9]/.test(text)) return 'as in the base';
  return `${change > 0 ? '+' : ''}${text}`;
}

function againstBase(difference: string): string {
  return /\d/.test(difference) ? `${difference} against the base` : difference;
}
