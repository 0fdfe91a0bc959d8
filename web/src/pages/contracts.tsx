import { useMemo } from 'react';
import type { RunResult } from 'buildout';
import {
  backlogFigure,
  backlogTimeline,
  contractTable,
  completeYears,
  findMetric,
  formatValue,
  headlineYear,
  labelWords,
  onceEstimate,
  periodDisplay,
  type Answer,
} from 'buildout/view';
import { useStore } from '../context.tsx';
import { FigureView } from '../parts/figure-view.tsx';
import { KeyFigures } from '../parts/key-figures.tsx';
import { TableView } from '../parts/table-view.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { activeScenario } from '../state/app-state.ts';
import { addScenario, edit, renameScenario, setView } from '../state/change.ts';
import { useBase } from '../session/use-base.ts';
import type { PageProps } from './page.ts';
import { survivalText } from './survival-text.ts';

const yearView = 'contracts.year';
const nameView = 'contracts.name';
const askedYear = 'FY2028';

export function Contracts({ result }: PageProps) {
  if (result.contracts.length === 0)
    return (
      <p className="empty">
        <strong>There are no contracts.</strong> Name one under <code>contracts</code> in the case.
      </p>
    );
  return <SomeContracts result={result} />;
}

function SomeContracts({ result }: PageProps) {
  const base = useBase();
  const figures = useMemo(() => [backlogFigure(result), backlogTimeline(result)], [result]);
  const year = headlineYear(result);
  return (
    <>
      <VerdictCard answers={verdictOf(result)} />
      <DefaultSwitch result={result} />
      <KeyFigures
        result={result}
        base={base}
        figures={[
          { metric: 'npv', words: 'NPV, less capital in place at the start' },
          ...(year === undefined
            ? []
            : [
                { metric: 'roic.d2', words: 'ROIC (D2, incl. CIP)', year },
                { metric: 'revenue', words: 'Revenue', year },
                { metric: 'revenue.contracts', words: 'Revenue of contracts', year },
              ]),
        ]}
      />
      <h2>What is owed, and when</h2>
      <div className="pair">
        {figures.map((figure, i) => (
          <FigureView key={i} figure={figure} />
        ))}
      </div>
      <h2>Contract by contract</h2>
      <TableView table={contractTable(result)} />
      <p className="caption">
        Backlog is not the same as the take-or-pay floor: only the floor is owed if the customer uses nothing,
        and only while the customer pays.
      </p>
    </>
  );
}

function largest({ contracts }: RunResult) {
  return contracts.toSorted((a, b) => b.backlogBn - a.backlogBn)[0]!;
}

function verdictOf(result: RunResult): readonly Answer[] {
  const top = largest(result);
  const all = result.contracts.reduce((sum, { backlogBn }) => sum + backlogBn, 0);
  const npv = findMetric(result, 'npv');
  const worth = onceEstimate(npv);
  const defaults = result.contracts.map(
    ({ name, defaultProbability }) => `${labelWords(name)} ${(100 * defaultProbability).toFixed(0)}%`,
  );
  const lead =
    npv && worth
      ? ` With these contracts the median NPV is ${formatValue(worth.mid, periodDisplay(npv))}; it breaks even at 0.`
      : '';
  return [
    {
      topic: 'Largest promise',
      isLead: true,
      sentence: `The largest contract by backlog is ${labelWords(top.name)}: $${top.backlogBn.toFixed(1)}bn of $${all.toFixed(1)}bn.${lead}`,
    },
    {
      topic: 'Chance that the buyer stops paying before the term is out',
      sentence: `${defaults.join('; ')}.`,
    },
  ];
}

/** What if a buyer stops paying in some year: a scenario of its own beside the base, with one edit. */
function DefaultSwitch({ result }: PageProps) {
  const { state, store } = useStore();
  const years = completeYears(result);
  const top = largest(result).name;
  const asked = state.view[yearView] ?? askedYear;
  const year = years.find(({ label }) => label === asked) ?? years[Math.min(2, years.length - 1)];
  const name = result.contracts.some((each) => each.name === state.view[nameView])
    ? state.view[nameView]!
    : top;
  if (!year) return undefined;
  const contract = result.contracts.find((each) => each.name === name)!;
  const text = survivalText(result.calendar.periods[0]!, contract.start, year);
  const path = `contracts.${name}.survives`;
  const isOn = activeScenario(state).edits.some(([known, value]) => known === path && value === text);
  const words = `${labelWords(name)} stops paying in the middle of ${year.label}`;
  const turn = () =>
    store.change((before) => {
      if (isOn) return edit(path, undefined)(before);
      const room = before.scenarios.length < 4 ? renameScenario(words)(addScenario(before)) : before;
      return edit(path, text)(room);
    });
  if (text === undefined) return undefined;
  return (
    <section className="filters" aria-label="What if a buyer stops paying">
      <label>
        Contract{' '}
        <select value={name} onChange={(event) => store.change(setView(nameView, event.target.value))}>
          {result.contracts.map((each) => (
            <option key={each.name} value={each.name} children={labelWords(each.name)} />
          ))}
        </select>
      </label>
      <label>
        Year{' '}
        <select value={year.label} onChange={(event) => store.change(setView(yearView, event.target.value))}>
          {years.map(({ label }) => (
            <option key={label} children={label} />
          ))}
        </select>
      </label>
      <button type="button" aria-pressed={isOn} onClick={turn} data-act="default">
        What if {words}?
      </button>
      {isOn && (
        <p role="status">
          Shown beside the base, as with <code>{`--set "${path}=${text}"`}</code>
        </p>
      )}
    </section>
  );
}
