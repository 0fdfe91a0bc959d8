import type {
  AnswerTo,
  Cut,
  FixedAnswer,
  LagrangianAnswer,
  RecourseAnswer,
  ScenarioTask,
} from './scenario-tasks.ts';

/** A task in parts, one for each worker: scenario s goes to worker s modulo their number. */
export function splitTask<T extends ScenarioTask>(task: T, workers: number): T[] {
  return Array.from({ length: workers }, (_, worker) => {
    const at = [...task.scenarios.keys()].filter((i) => task.scenarios[i]! % workers === worker);
    return pickScenarios(task, at) as T;
  });
}

function pickScenarios(task: ScenarioTask, at: readonly number[]): ScenarioTask {
  const scenarios = at.map((i) => task.scenarios[i]!);
  if (task.kind === 'lagrangian') return { ...task, scenarios, prices: at.map((i) => task.prices[i]!) };
  if (task.kind === 'fixed' || task.known === undefined) return { ...task, scenarios };
  const { known } = task;
  return { ...task, scenarios, known: Float64Array.from(at, (i) => known[i]!) };
}

/** The answers to the parts of a task, put together in the order of its scenarios. */
export function joinAnswers<T extends ScenarioTask>(
  task: T,
  parts: readonly T[],
  answers: readonly AnswerTo<T>[],
): AnswerTo<T> {
  const places = new Map<number, readonly [part: number, index: number]>();
  for (const [p, part] of parts.entries())
    for (const [i, s] of part.scenarios.entries()) places.set(s, [p, i]);
  const pick = <V>(read: (answer: AnswerTo<T>, index: number) => V): V[] =>
    task.scenarios.map((s) => {
      const [part, index] = places.get(s)!;
      return read(answers[part]!, index);
    });
  if (task.kind === 'recourse') {
    const cuts: Cut[] = pick((answer, i) => (answer as RecourseAnswer).cuts[i]!);
    return { kind: 'recourse', cuts } as unknown as AnswerTo<T>;
  }
  if (task.kind === 'fixed') {
    return {
      kind: 'fixed',
      values: Float64Array.from(pick((answer, i) => (answer as FixedAnswer).values[i]!)),
      bounds: Float64Array.from(pick((answer, i) => (answer as FixedAnswer).bounds[i]!)),
      points: pick((answer, i) => (answer as FixedAnswer).points[i]),
    } as unknown as AnswerTo<T>;
  }
  return {
    kind: 'lagrangian',
    bounds: Float64Array.from(pick((answer, i) => (answer as LagrangianAnswer).bounds[i]!)),
    points: pick((answer, i) => (answer as LagrangianAnswer).points[i]),
  } as unknown as AnswerTo<T>;
}
