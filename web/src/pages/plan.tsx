import { useMemo, type ReactNode } from 'react';
import { usdWords, type PlanResult } from 'buildout';
import {
  alternativeTable,
  decideByLines,
  treeLines,
  formatCount,
  orderTable,
  planContractTable,
  planFigures,
} from 'buildout/view';
import { useStore } from '../context.tsx';
import { FigureView } from '../parts/figure-view.tsx';
import { IssueList } from '../parts/issue-list.tsx';
import { TableView } from '../parts/table-view.tsx';
import { VerdictCard } from '../parts/verdict-card.tsx';
import { activeScenario } from '../state/app-state.ts';
import { setView } from '../state/change.ts';
import type { PageProps } from './page.ts';
import { usePlanning, type Planning } from './plan/use-planning.ts';
import { AlternativeOverlays, WaysOut } from './plan/ways-out.tsx';
import { WhyNotPart } from './plan/why-not.tsx';

const scenarioView = 'plan.scenarios';
const depthView = 'plan.depth';
const reviewsView = 'plan.reviews';

const depths = {
  calendar: 'the plan, what waits and what binds',
  full: 'also information, silo plans and alternatives (slower)',
} as const;

export function Plan({ result }: PageProps) {
  const { state, store } = useStore();
  const scenarios = state.view[scenarioView] ?? '1';
  const reviewsText = state.view[reviewsView] ?? '';
  const reviews = reviewsText.split(/[\s,]+/).filter((text) => text !== '');
  const depth = state.view[depthView] === 'full' ? 'full' : 'calendar';
  const key = JSON.stringify([
    state.sample,
    state.ownCase,
    activeScenario(state),
    state.seed,
    scenarios,
    depth,
    reviews,
  ]);
  const { planning, isBusy, canAsk, start, stop, ask } = usePlanning(key, {
    scenarios: Number(scenarios),
    depth,
    reviews,
  });
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
            <option value="8">8 scenarios (for a plan with reviews)</option>
            <option value="12">12 scenarios (for one with two)</option>
          </select>
        </label>
        <label>
          Explain{' '}
          <select
            value={depth}
            onChange={(event) =>
              store.change(setView(depthView, event.target.value === 'full' ? 'full' : ''))
            }
          >
            {Object.entries(depths).map(([id, words]) => (
              <option key={id} value={id} children={words} />
            ))}
          </select>
        </label>
        <label>
          Reviews{' '}
          <input
            type="text"
            size={16}
            placeholder="such as 2027Q1"
            title="Periods at which the plan is looked at again: what is decided from then on follows what has been seen by then"
            value={reviewsText}
            onChange={(event) => store.change(setView(reviewsView, event.target.value))}
          />
        </label>
        <button type="button" onClick={isBusy ? stop : start} data-act="plan">
          {isBusy ? 'Stop' : 'Make the plan'}
        </button>
        <p role="status">{isBusy ? (planning.plan ? '' : progressWords(planning)) : doneWords(planning)}</p>
      </div>
      {planning.issues && <IssueList issues={planning.issues} meanwhile="No plan can be made of it." />}
      {planning.words !== undefined && <p className="issues" role="alert" children={planning.words} />}
      {planning.why && <WaysOut why={planning.why} />}
      {planning.plan ? (
        <Planned result={result} plan={planning.plan}>
          <WhyNotPart
            plan={planning.plan}
            forced={planning.forced}
            asking={planning.asking}
            isFree={canAsk && !isBusy}
            ask={ask}
          />
        </Planned>
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

function Planned({
  result,
  plan: found,
  children,
}: PageProps & { readonly plan: PlanResult; readonly children: ReactNode }) {
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
          ...(found.tree ? [{ topic: 'Worth of deciding later', sentence: found.tree.value.sentence }] : []),
          {
            topic: 'What cannot wait another quarter',
            sentence: count === 0 ? 'No order is due in the first period.' : `${lines.orders.join('; ')}.`,
          },
        ]}
      />
      {found.tree && (
        <>
          <h2>What to commit now, and what waits for what</h2>
          {treeLines(found.tree).map(({ title, lines: said }) => (
            <Lines key={title} title={title} lines={said} none="Nothing." />
          ))}
        </>
      )}
      <h2>Until when each choice can wait</h2>
      <Lines
        title={`Orders of this period (${found.periods[0]})`}
        lines={lines.orders}
        none="None: no order is due yet."
      />
      {lines.next.length > 0 && <Lines title="The next orders of each make" lines={lines.next} none="" />}
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
      {children}
      <h2>Buy list</h2>
      <TableView table={orderTable(result, found)} />
      {found.contracts.length > 0 && <TableView table={planContractTable(found)} />}
      {worthOf(found).length > 0 && (
        <Lines title="What information and joint planning are worth" lines={worthOf(found)} none="" />
      )}
      {found.alternatives.length > 0 && <TableView table={alternativeTable(found)} />}
      <AlternativeOverlays plans={found.alternatives} />
      {found.alternatives.length === 0 && found.alternativesSentence !== undefined && (
        <p children={found.alternativesSentence} />
      )}
      <Lines title="What this plan leaves out" lines={found.limits} none="" />
    </>
  );
}

/** Sentences that only a plan explained in full has. */
function worthOf({ information, silo }: PlanResult): readonly string[] {
  return [...(information ? [information.sentence] : []), ...(silo ? [silo.sentence] : [])];
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
