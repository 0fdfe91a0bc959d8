import { useMemo } from 'react';
import {
  completeYears,
  definitionsFigure,
  headlineEvents,
  headlineYear,
  runningFigure,
  shareText,
  writeVerdict,
} from 'buildout/view';
import { Chain } from '../parts/chain.tsx';
import { CompareScenarios } from '../parts/compare-scenarios.tsx';
import { FigureView } from '../parts/figure-view.tsx';
import { Flow } from '../parts/flow.tsx';
import { KeyFigures } from '../parts/key-figures.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { VersionList } from '../parts/version-list.tsx';
import { useBase } from '../session/use-base.ts';
import type { PageProps } from './page.ts';

export function Overview({ result }: PageProps) {
  const { provenance } = result;
  const figures = useMemo(() => [definitionsFigure(result), runningFigure(result)], [result]);
  const main = headlineYear(result);
  return (
    <>
      <p className="question">{provenance.question}</p>
      <VerdictCard answers={writeVerdict(result)} />
      <KeyFigures result={result} figures={keyFigures(result)} base={useBase()} />
      <CompareScenarios figures={keyFigures(result)} />
      {main !== undefined && <Chain result={result} year={main} />}
      {main !== undefined && <Flow result={result} year={main} />}
      {figures.map((figure, i) => (
        <FigureView key={i} figure={figure} />
      ))}
      <Events result={result} year={main} />
      <VersionList />
    </>
  );
}

function keyFigures(result: PageProps['result']) {
  const years = completeYears(result);
  const [first, main, last] = [years[0]?.label, headlineYear(result), years.at(-1)?.label];
  return [
    { metric: 'capex', words: 'Capital spending', year: first },
    { metric: 'it-mw', words: 'IT power ready, year end', year: last },
    { metric: 'revenue', words: 'Revenue', year: main },
    { metric: 'ebit', words: 'Operating income', year: main },
    { metric: 'roic.d1', words: 'ROIC (D1, ex CIP)', year: main },
    { metric: 'roic.d2', words: 'ROIC (D2, incl. CIP)', year: main },
    { metric: 'fcf.trough', words: 'Lowest running total of free cash flow' },
    { metric: 'npv', words: 'NPV, less capital in place at the start' },
    { metric: 'irr', words: 'IRR, with residual' },
    { metric: 'payback', words: 'Payback from the start' },
  ].filter((each) => !('year' in each) || each.year !== undefined);
}

function Events({ result, year }: PageProps & { readonly year: string | undefined }) {
  const events = headlineEvents(result, year);
  if (events.length === 0) return undefined;
  return (
    <section>
      <h2>How often</h2>
      <dl className="events">
        {events.map((event) => (
          <div key={event.id}>
            <dt>{event.sentence}</dt>
            <dd className="n">{shareText(event)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
