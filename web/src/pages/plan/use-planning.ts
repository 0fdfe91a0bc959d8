import { useEffect, useState } from 'react';
import type { Issue, NoPlan, PlanResult, Progress, WhyNot } from 'buildout';
import { useSession, useStore } from '../../context.tsx';
import { startPlan, type Planner } from '../../desk/plan-client.ts';
import type { PlanOrder, PlanTell } from '../../desk/plan-protocol.ts';
import { activeScenario, setsOf } from '../../state/app-state.ts';

/** One choice that was forced upon the plan, and what came of it. */
export interface Forced {
  readonly choice: string;
  readonly answer?: WhyNot;
  readonly issues?: readonly Issue[];
}

/** A plan on its way, or made, with the choices that were forced upon it, the latest first. */
export interface Planning {
  readonly stage?: string;
  readonly progress?: Progress;
  readonly plan?: PlanResult;
  readonly issues?: readonly Issue[];
  readonly words?: string;
  /** Which limits cannot hold together, and the ways out, where there is no plan. */
  readonly why?: NoPlan;
  readonly seconds?: number;
  readonly forced: readonly Forced[];
  /** The choice that is being planned with. */
  readonly asking?: string;
}

export interface PlanChoice {
  readonly scenarios: number;
  readonly depth: PlanOrder['options']['depth'];
  /** Periods or dates at which the plan is looked at again. */
  readonly reviews: readonly string[];
}

const nothing: Planning = { forced: [] };

/** Plans made on this page, by what was asked, so that going back and forth makes none anew. */
const made = new Map<string, Planning>();
/** The worker that holds the latest plan. */
let holder: { readonly key: string; readonly planner: Planner } | undefined;

/** Makes plans of the shown scenario and asks about them; what is under way ends with another key. */
export function usePlanning(key: string, { scenarios, depth, reviews }: PlanChoice) {
  const { state } = useStore();
  const { session } = useSession();
  const [planning, setPlanning] = useState<Planning>(made.get(key) ?? nothing);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => setPlanning(made.get(key) ?? nothing), [key]);
  const end = (): void => {
    holder?.planner.close();
    holder = undefined;
    setBusy(false);
    setPlanning(made.get(key) ?? nothing);
  };
  useEffect(
    () => () => {
      // A plan that is made keeps its worker, so that it can be asked about when the page is opened again.
      if (holder?.key === key && !made.has(key)) end();
    },
    [key],
  );
  const keep = (next: Planning): void => {
    made.set(key, next);
    setPlanning(next);
  };
  const hear = (tell: PlanTell, began: number): void => {
    const known = made.get(key) ?? nothing;
    if (tell.kind === 'stage') return setPlanning((before) => ({ ...before, stage: tell.stage }));
    if (tell.kind === 'progress') return setPlanning((before) => ({ ...before, progress: tell.progress }));
    setBusy(false);
    if (tell.kind === 'plan')
      keep({ plan: tell.plan, seconds: (performance.now() - began) / 1000, forced: [] });
    else if (tell.kind === 'why-not' || tell.kind === 'unread') {
      const { choice } = tell;
      const one = tell.kind === 'why-not' ? { choice, answer: tell.answer } : { choice, issues: tell.issues };
      const { asking: _asked, ...rest } = known;
      keep({ ...rest, forced: [one, ...known.forced.filter((each) => each.choice !== choice)] });
    } else if (tell.kind === 'faults') setPlanning({ ...known, issues: tell.issues });
    else setPlanning({ ...known, words: tell.words, ...(tell.why ? { why: tell.why } : {}) });
  };
  const start = async (): Promise<void> => {
    const began = performance.now();
    holder?.planner.close();
    made.delete(key);
    setBusy(true);
    setPlanning({ ...nothing, stage: 'starting' });
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
      depth,
      ...(reviews.length > 0 ? { reviews } : {}),
    } as const;
    const order = { texts, overlays: scenario.overlays, sets: setsOf(scenario), options };
    holder = { key, planner: startPlan(order, (tell) => hear(tell, began)) };
  };
  const ask = (choice: string): void => {
    if (holder?.key !== key) return;
    setBusy(true);
    setPlanning((before) => ({ ...before, asking: choice, stage: 'planning anew' }));
    holder.planner.whyNot(choice);
  };
  /** Whether the worker that made the plan is still there. */
  const canAsk = holder?.key === key;
  return { planning, isBusy, canAsk, start: () => void start(), stop: end, ask };
}
