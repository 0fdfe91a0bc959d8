import type { PlanAsk, PlanOrder, PlanTell } from './plan-protocol.ts';

/** A planning worker that has been given an order; it stays, so that its plan can be asked about. */
export interface Planner {
  readonly whyNot: (choice: string) => void;
  /** Ends whatever it does. */
  readonly close: () => void;
}

/** Starts a planning worker for one order. The solver is loaded only now. */
export function startPlan(order: PlanOrder, onTell: (tell: PlanTell) => void): Planner {
  const worker = new Worker(new URL('./plan-worker.ts', import.meta.url), {
    type: 'module',
    name: 'buildout plan',
  });
  const ask = (message: PlanAsk): void => worker.postMessage(message);
  worker.addEventListener('message', ({ data }: MessageEvent<PlanTell>) => {
    if (data.kind === 'faults' || data.kind === 'none') worker.terminate();
    onTell(data);
  });
  worker.addEventListener('error', (event) => {
    worker.terminate();
    onTell({ kind: 'none', words: event.message || 'The planner could not be loaded.' });
  });
  ask({ kind: 'make', order });
  return { whyNot: (choice) => ask({ kind: 'why-not', choice }), close: () => worker.terminate() };
}
