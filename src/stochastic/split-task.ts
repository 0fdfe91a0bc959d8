import type {
  AnswerTo,
  Cut,
  FixedAnswer,
  LagrangianAnswer,
  RecourseAnswer,
  ScenarioTask,
} from './scenario-tasks.ts';

/** A task in parts, one for each worker: scenario s, or group g, goes to worker s modulo their number. */
export function splitTask<T extends ScenarioTask>(task: T, workers: number): T[] {
  return Array.from({ length: workers }, (_, worker) => {
    const mine = (key: number): boolean => key % workers === worker;
    if (task.kind === 'lagrangian') {
      const at = [...task.groups.keys()].filter(mine);
      const [groups, prices] = [at.map((i) => task.groups[i]!), at.map((i) => task.prices[i]!)];
      return { ...task, groups, prices } as T;
    }
    const at = [...task.scenarios.keys()].filter((i) => mine(task.scenarios[i]!));
    const scenarios = at.map((i) => task.scenarios[i]!);
    if (task.kind === 'fixed' || task.known === undefined) return { ...task, scenarios } as T;
    const { known } = task;
    return { ...task, scenarios, known: Float64Array.from(at, (i) => known[i]!) } as T;
  });
}

/** The answers to the parts of a task, put together in its order. */
export function joinAnswers<T extends ScenarioTask>(
  task: T,
  parts: readonly T[],
  answers: readonly AnswerTo<T>[],
): AnswerTo<T> {
  const places = placesOf(task, parts);
  const pick = <V>(read: (answer: AnswerTo<T>, index: number) => V): V[] =>
    places.map(([part, index]) => read(answers[part]!, index));
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

/** Where each scenario or group of a task was sent: the part, and its number there. */
function placesOf<T extends ScenarioTask>(task: T, parts: readonly T[]): (readonly [number, number])[] {
  const keysOf = (each: ScenarioTask): readonly (number | string)[] =>
    each.kind === 'lagrangian' ? each.groups.map((group) => group.join()) : each.scenarios;
  const places = new Map<number | string, readonly [number, number]>();
  for (const [p, part] of parts.entries())
    for (const [i, key] of keysOf(part).entries()) places.set(key, [p, i]);
  return keysOf(task).map((key) => places.get(key)!);
}
