import type { RunResult } from 'buildout';
import {
  findMetric,
  formatRange,
  formatValue,
  onceEstimate,
  periodDisplay,
  yearDisplay,
  yearEstimate,
} from 'buildout/view';
import { useSession, useStore } from '../context.tsx';
import type { Scenario } from '../state/app-state.ts';
import { showScenario } from '../state/change.ts';
import { differenceText, type KeyFigure } from './key-figures.tsx';

/** The scenarios side by side, the pinned one first: medians with 80% ranges, and the difference of medians from the base. */
export function CompareScenarios({ figures }: { readonly figures: readonly KeyFigure[] }) {
  const { state, store } = useStore();
  const { view } = useSession();
  const { scenarios, active } = state;
  if (scenarios.length < 2) return undefined;
  const base = state.pinned ?? 0;
  const order = [base, ...[...scenarios.keys()].filter((i) => i !== base)];
  return (
    <section className="compared" aria-label="Scenarios side by side">
      <h2>Scenarios side by side</h2>
      <div className="scroll" role="region" tabIndex={0} aria-label="Scenarios side by side, as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Median (80% range)</th>
              {order.map((i) => (
                <th key={i} scope="col" className="n">
                  <button
                    type="button"
                    className="plain"
                    aria-pressed={i === active}
                    onClick={() => store.change(showScenario(i))}
                  >
                    {scenarios[i]!.name}
                  </button>
                  <span className="note">{i === base ? 'base' : changesText(scenarios[i]!)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <tr key={`${figure.metric} ${figure.year}`}>
                <th scope="row">
                  {figure.year === undefined ? figure.words : `${figure.words}, ${figure.year}`}
                </th>
                {order.map((i) => (
                  <Cell
                    key={i}
                    figure={figure}
                    result={view.runs[i]?.result}
                    base={i === base ? undefined : view.runs[base]?.result}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="caption">
        All on the same draws. A scenario’s name shows it on every page; the others follow once they are run.
      </p>
    </section>
  );
}

interface CellProps {
  readonly figure: KeyFigure;
  readonly result: RunResult | undefined;
  readonly base: RunResult | undefined;
}

function Cell({ figure, result, base }: CellProps) {
  const found = readFigure(result, figure);
  if (!found) return <td className="n">{result ? 'n/a' : '…'}</td>;
  const { estimate, display } = found;
  const before = readFigure(base, figure)?.estimate;
  return (
    <td className="n">
      {formatValue(estimate.mid, display)}{' '}
      <span className="note">{formatRange(estimate.low, estimate.high, display)}</span>
      {before && <span className="note">{differenceText(estimate.mid - before.mid, display)}</span>}
    </td>
  );
}

function readFigure(result: RunResult | undefined, { metric: id, year }: KeyFigure) {
  const metric = result && findMetric(result, id);
  const estimate = year === undefined ? onceEstimate(metric) : yearEstimate(metric, year);
  if (!metric || !estimate) return undefined;
  return { estimate, display: year === undefined ? periodDisplay(metric) : yearDisplay(metric) };
}

function changesText({ overlays, edits }: Scenario): string {
  const parts = [
    ...overlays.map((name) => name.replace(/^.*\/|\.ya?ml$/g, '').replaceAll('-', ' ')),
    ...edits.map(([path, text]) => `${path} ${text}`),
  ];
  if (parts.length === 0) return 'as written';
  return parts.length > 3 ? `${parts.slice(0, 3).join('; ')}; ${parts.length - 3} more` : parts.join('; ');
}
