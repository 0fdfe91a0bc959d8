import type { PlanOrder, PlanTell } from './plan-protocol.ts';

/** Starts a planning worker for one order; returns what ends it. The solver is loaded only now. */
export function startPlan(order: PlanOrder, onTell: (tell: PlanTell) => void): () => void {
  const worker = new Worker(new URL('./plan-worker.ts', import.meta.url), {
    type: 'module',
    name: 'buildout plan',
  });
  worker.addEventListener('message', ({ data }: MessageEvent<PlanTell>) => {
    if (data.kind !== 'stage' && data.kind !== 'progress') worker.terminate();
    onTell(data);
  });
  worker.addEventListener('error', (event) => {
    worker.terminate();
    onTell({ kind: 'none', words: event.message || 'The planner could not be loaded.' });
  });
  worker.postMessage(order);
  return () => worker.terminate();
}
