import { useMemo } from 'react';
import type { RunResult } from 'buildout';
import {
  capacityFigure,
  completeYears,
  findMetric,
  fleetFigure,
  formatValue,
  gapFigure,
  labelWords,
  phaseFigure,
  shareText,
  yearDisplay,
  yearEstimate,
  type Answer,
} from 'buildout/view';
import { FigureView } from '../parts/figure-view.tsx';
import { KeyFigures } from '../parts/key-figures.tsx';
import { SiteMap } from '../parts/site-map.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { useBase } from '../session/use-base.ts';
import type { PageProps } from './page.ts';

export function Build({ result }: PageProps) {
  const base = useBase();
  const years = completeYears(result).map(({ label }) => label);
  const phases = useMemo(() => phaseFigure(result), [result]);
  const figures = useMemo(() => [capacityFigure(result), gapFigure(result), fleetFigure(result)], [result]);
  return (
    <>
      <VerdictCard answers={verdictOf(result)} />
      <KeyFigures
        result={result}
        base={base}
        figures={[years[0], years[2], years.at(-1)].flatMap((year) =>
          year === undefined
            ? []
            : [
                { metric: 'it-mw', words: 'IT power ready, year end', year },
                { metric: 'demand-mw', words: 'IT power wanted', year },
              ],
        )}
      />
      <h2>When it is ready, and what it meets</h2>
      <FigureView figure={phases} />
      <SiteMap result={result} />
      {figures.map((figure, i) => (
        <FigureView key={i} figure={figure} />
      ))}
    </>
  );
}

/** The break-even of power is where what is ready equals what is wanted: the first year in which it does. */
function verdictOf(result: RunResult): readonly Answer[] {
  const [ready, wanted] = [findMetric(result, 'it-mw'), findMetric(result, 'demand-mw')];
  const rows = completeYears(result).flatMap(({ label }) => {
    const [has, asks] = [yearEstimate(ready, label), yearEstimate(wanted, label)];
    return has && asks ? [{ label, has: has.mid, asks: asks.mid }] : [];
  });
  const show = (value: number) => formatValue(value, yearDisplay(ready!));
  const short = rows.filter(({ has, asks }) => asks > has);
  const answers: Answer[] = [];
  const [first] = short;
  const last = rows.at(-1);
  if (last)
    answers.push({
      topic: 'Whether power meets demand',
      isLead: true,
      sentence: first
        ? `At the median, power falls short first at the end of ${first.label}: ${show(first.has)} ready against ${show(first.asks)} wanted, ${show(first.asks - first.has)} short of break-even.`
        : `At each year’s end the median of power ready covers the median of what is wanted; at the end of ${last.label} demand could be ${show(last.has - last.asks)} higher before it breaks even. Single paths fall short between and beyond medians, as said below.`,
    });
  const shortage = result.events?.find(({ kind, period }) => kind === 'shortage' && period === 'horizon');
  if (shortage)
    answers.push({
      topic: 'How often power is missing',
      sentence: `Share of paths on which ${shortage.sentence}: ${shareText(shortage)}.`,
    });
  const slip = result.phases.toSorted((a, b) => b.p90At - b.plannedAt - (a.p90At - a.plannedAt))[0];
  if (slip)
    answers.push({
      topic: 'Widest slip',
      sentence: `${labelWords(slip.name)} is planned for ${slip.plannedReady}; on one path in ten it is ready only after ${slip.p90}.`,
    });
  return answers;
}
