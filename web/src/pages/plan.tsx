import { useEffect, useMemo, useState } from 'react';
import { usdWords, type Issue, type PlanResult, type Progress } from 'buildout';
import {
  alternativeTable,
  decideByLines,
  formatCount,
  orderTable,
  planContractTable,
  planFigures,
} from 'buildout/view';
import { useSession, useStore } from '../context.tsx';
import { startPlan } from '../desk/plan-client.ts';
import { FigureView } from '../parts/figure-view.tsx';
import { IssueList } from '../parts/issue-list.tsx';
import { TableView } from '../parts/table-view.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { activeScenario, setsOf } from '../state/app-state.ts';
import { setView } from '../state/change.ts';
import type { PageProps } from './page.ts';

const scenarioView = 'plan.scenarios';

interface Planning {
  readonly stage?: string;
  readonly progress?: Progress;
  readonly plan?: PlanResult;
  readonly issues?: readonly Issue[];
  readonly words?: string;
  readonly seconds?: number;
}

/** Plans made on this page, by what was asked, so that going back and forth makes none anew. */
const made = new Map<string, Planning>();

export function Plan({ result }: PageProps) {
  const { state, store } = useStore();
  const scenarios = state.view[scenarioView] ?? '1';
  const key = JSON.stringify([state.sample, state.ownCase, activeScenario(state), state.seed, scenarios]);
  const { planning, start, stop } = usePlanning(key, Number(scenarios));
  const isBusy = stop !== undefined;
  return (
    <>
      <div className="filters">
        <label>
          Plan for{' '}
          <select
            value={scenarios}
            onChange={(event) => store.change(setView(scenarioView, event.target.value))}
          >
            <option value="1">the central path (seconds)</option>
            <option value="2">2 scenarios (a minute or so)</option>
            <option value="4">4 scenarios (minutes)</option>
          </select>
        </label>
        <button type="button" onClick={isBusy ? stop : start} data-act="plan">
          {isBusy ? 'Stop' : 'Make the plan'}
        </button>
        <p role="status">{isBusy ? progressWords(planning) : doneWords(planning)}</p>
      </div>
      {planning.issues && <IssueList issues={planning.issues} meanwhile="No plan can be made of it." />}
      {planning.words !== undefined && <p className="issues" role="alert" children={planning.words} />}
      {planning.plan ? (
        <Planned result={result} plan={planning.plan} />
      ) : (
        !isBusy && (
          <p className="empty">
            No plan has been made of this case yet. It is made here, in this page; nothing is sent anywhere.
            The solver is loaded when you ask for it.
          </p>
        )
      )}
    </>
  );
}

function usePlanning(key: string, scenarios: number) {
  const { state } = useStore();
  const { session } = useSession();
  const [planning, setPlanning] = useState<Planning>(made.get(key) ?? {});
  const [stop, setStop] = useState<(() => void) | undefined>();
  useEffect(() => setPlanning(made.get(key) ?? {}), [key]);
  useEffect(() => () => stop?.(), [stop, key]);
  const start = async (): Promise<void> => {
    const began = performance.now();
    setPlanning({ stage: 'starting' });
    const scenario = activeScenario(state);
    const { texts } = await session.library.open(state);
    const options = {
      scenarios,
      sampled: 200,
      seed: state.seed,
      relativeGap: 0.001,
      timeLimitSeconds: 60,
      riskWeight: 0,
      riskTail: 0.1,
      depth: 'calendar',
    } as const;
    const order = { texts, overlays: scenario.overlays, sets: setsOf(scenario), options };
    const end = startPlan(order, (tell) => {
      if (tell.kind === 'stage') return setPlanning((before) => ({ ...before, stage: tell.stage }));
      if (tell.kind === 'progress') return setPlanning((before) => ({ ...before, progress: tell.progress }));
      const seconds = (performance.now() - began) / 1000;
      const done: Planning =
        tell.kind === 'plan'
          ? { plan: tell.plan, seconds }
          : tell.kind === 'faults'
            ? { issues: tell.issues }
            : { words: tell.words };
      if (tell.kind === 'plan') made.set(key, done);
      setStop(undefined);
      setPlanning(done);
    });
    setStop(() => () => {
      end();
      setStop(undefined);
      setPlanning(made.get(key) ?? {});
    });
  };
  return { planning, start: () => void start(), stop };
}

function progressWords({ stage, progress }: Planning): string {
  if (!progress) return `${stage ?? 'starting'} …`;
  const usd = (millions: number | undefined) => (millions === undefined ? '–' : usdWords(millions * 1e6));
  const gap = progress.gap === undefined ? '–' : `${(100 * progress.gap).toFixed(2)}%`;
  return `${stage}: best so far ${usd(progress.incumbent)}, bound ${usd(progress.bound)}, gap ${gap}`;
}

function doneWords({ plan: found, seconds }: Planning): string {
  if (!found) return '';
  const { rows, columns, solves } = found.size;
  const time = seconds === undefined ? '' : ` in ${seconds.toFixed(0)} s`;
  return `Made${time}: ${formatCount(rows)} limits, ${formatCount(columns)} choices, ${solves} solves`;
}

function Planned({ result, plan: found }: PageProps & { readonly plan: PlanResult }) {
  const figures = useMemo(() => planFigures(result, found), [result, found]);
  const lines = useMemo(() => decideByLines(found), [found]);
  const { value } = found;
  const count = lines.orders.length;
  return (
    <>
      <VerdictCard
        answers={[
          {
            topic: 'Worth',
            isLead: true,
            sentence: `The plan is worth ${usdWords(value.objectiveUsd)} (expected NPV, ${found.settings.residual} residual); it breaks even at 0, and no plan exceeds ${usdWords(value.boundUsd)}.`,
          },
          {
            topic: 'What cannot wait another quarter',
            sentence: count === 0 ? 'No order is due in the first period.' : `${lines.orders.join('; ')}.`,
          },
        ]}
      />
      <h2>Until when each choice can wait</h2>
      <Lines
        title={`Orders of this period (${found.periods[0]})`}
        lines={lines.orders}
        none="None; orders can wait."
      />
      <Lines
        title="Phases, first to be decided first"
        lines={lines.phases}
        none="None may be left out: every phase is committed."
      />
      {lines.contracts.length > 0 && <Lines title="Contracts" lines={lines.contracts} none="" />}
      {found.binding.length > 0 && (
        <Lines title="What binds, and what one more is worth" lines={found.binding} none="" />
      )}
      {figures.map((figure, i) => (
        <FigureView key={i} figure={figure} />
      ))}
      <h2>Buy list</h2>
      <TableView table={orderTable(result, found)} />
      {found.contracts.length > 0 && <TableView table={planContractTable(found)} />}
      {found.alternatives.length > 0 && <TableView table={alternativeTable(found)} />}
      <Lines title="What this plan leaves out" lines={found.limits} none="" />
    </>
  );
}

function Lines({
  title,
  lines,
  none,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly none: string;
}) {
  return (
    <section>
      <h3>{title}</h3>
      {lines.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line} children={line} />
          ))}
        </ul>
      )}
    </section>
  );
}
