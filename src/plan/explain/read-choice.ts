import type { Issue, Outcome } from '../../base/issue.ts';
import { fail, ok } from '../../base/issue.ts';
import { nearestName } from '../../base/nearest.ts';
import type { LpModel } from '../../lp/index.ts';
import type { PlanModel } from '../build-plan.ts';
import { optionColumns } from '../columns.ts';
import type { Frame } from '../frame.ts';
import { offered } from '../point.ts';

/** A choice that a user asks about, and how it is forced on a programme. */
export interface Choice {
  readonly words: string;
  readonly force: (model: PlanModel) => LpModel;
}

const patterns = [
  'start PHASE',
  'start PHASE in 2027Q1',
  'leave out PHASE',
  'power PHASE by OPTION',
  'accept CONTRACT',
  'reject CONTRACT',
  'order 5000 CHIP in 2027Q1',
  'order no CHIP',
  'retire no CHIP',
];

/**
 * Reads a choice such as `start ohio-2 in 2027Q1`, `leave out ohio-2`, `power ohio-2 by turbines` (if it is
 * built; `by its own connection` for none), `accept anchor`, `reject anchor`, `order 5000 own in
 * 2027Q1` (at least so many), `order no own` or `retire no own` (none before its life ends). In a tree it is forced in every node. Issue: `choice-not-understood`, with the nearest name where a name is unknown.
 */
export function readChoice(text: string, frame: Frame): Outcome<Choice> {
  const read = readWords(text.trim().replaceAll(/\s+/g, ' '), frame);
  // Contracts are one decision anyway; all else is forced whatever has been seen by its date.
  const isForAll = frame.sharing.reviews.length === 0 || /^(accept|reject) /.test(read.value?.words ?? '');
  return isForAll || !read.value
    ? read
    : ok({ ...read.value, words: `${read.value.words}, in every future` });
}

function readWords(words: string, frame: Frame): Outcome<Choice> {
  const start = /^start (\S+)(?: in (\S+))?$/.exec(words);
  if (start) return readStart(words, frame, { phase: start[1]!, period: start[2] });
  const powered = /^power (\S+) by (.+)$/.exec(words);
  if (powered) return readPowered(words, frame, { phase: powered[1]!, power: powered[2]! });
  const out = /^leave out (\S+)$/.exec(words);
  if (out) {
    const free = freeOptions(frame, out[1]!).filter((o) => !frame.options[o]!.isCommitted);
    if (free.length === 0) return unknownPhase(out[1]!, frame);
    return ok({
      words,
      force: (model) =>
        bound(
          model.lp,
          free.flatMap((o) => ways(model, frame, o, 0)),
        ),
    });
  }
  const contract = /^(accept|reject) (\S+)$/.exec(words);
  if (contract) return readContract(words, frame, contract[2]!, contract[1] === 'accept' ? 1 : 0);
  const none = /^order no (\S+)$/.exec(words);
  if (none) return readOrders(words, frame, { chip: none[1]!, amount: 0, period: undefined });
  const kept = /^retire no (\S+)$/.exec(words);
  if (kept) return readKept(words, frame, kept[1]!);
  const some = /^order ([\d_,.]+)(k|m)? (\S+) in (\S+)$/.exec(words);
  if (some) {
    const scale = some[2] === 'k' ? 1e3 : some[2] === 'm' ? 1e6 : 1;
    const amount = Number(some[1]!.replaceAll(/[_,]/g, '')) * scale;
    return readOrders(words, frame, { chip: some[3]!, amount, period: some[4]! });
  }
  return fail(notUnderstood(words, patterns.join('; ')));
}

function freeOptions(frame: Frame, phase: string): number[] {
  return frame.options.flatMap((option, o) => (option.isFree && option.phaseName === phase ? [o] : []));
}

function readStart(
  words: string,
  frame: Frame,
  { phase, period }: { readonly phase: string; readonly period: string | undefined },
): Outcome<Choice> {
  const free = freeOptions(frame, phase);
  if (free.length === 0) return unknownPhase(phase, frame);
  const wanted = free.filter((o) => period === undefined || frame.options[o]!.start === period);
  if (wanted.length === 0) {
    const starts = free.map((o) => frame.options[o]!.start);
    return fail(notUnderstood(period!, `a start that the case allows: ${starts[0]} to ${starts.at(-1)}`));
  }
  return ok({
    words,
    force: (model) => {
      if (wanted.length === 1) return bound(model.lp, ways(model, frame, wanted[0]!, 1));
      // The row that allows one way to build becomes one that asks for it, and the others are closed.
      const others = free.filter((o) => !wanted.includes(o));
      const lp = bound(
        model.lp,
        others.flatMap((o) => ways(model, frame, o, 0)),
      );
      const rowLower = lp.rowLower.slice();
      lp.rowNames.forEach((name, row) => {
        if (name === `once[${phase}]` || name.startsWith(`once[${phase}, `)) rowLower[row] = 1;
      });
      return { ...lp, rowLower };
    },
  });
}

/** The other ways to power a phase are closed; whether it is built stays open. */
function readPowered(
  words: string,
  frame: Frame,
  { phase, power }: { readonly phase: string; readonly power: string },
): Outcome<Choice> {
  const free = freeOptions(frame, phase);
  if (free.length === 0) return unknownPhase(phase, frame);
  const nameOf = (o: number) => frame.options[o]!.powerName ?? 'its own connection';
  const names = [...new Set(free.map(nameOf))];
  if (!names.includes(power))
    return fail(
      notUnderstood(power, `a way to power ${phase}: ${names.join(', ')}`, nearestName(power, names)),
    );
  const others = free.filter((o) => nameOf(o) !== power);
  return ok({
    words,
    force: (model) =>
      bound(
        model.lp,
        others.flatMap((o) => ways(model, frame, o, 0)),
      ),
  });
}

/** A way to build a phase taken or left in every node of a tree that decides on it. */
function ways({ columns }: PlanModel, frame: Frame, option: number, share: 0 | 1): [number, 0 | 1][] {
  return optionColumns(columns, frame, option).map((column) => [column, share]);
}

function readContract(words: string, frame: Frame, name: string, share: 0 | 1): Outcome<Choice> {
  const names = frame.model.study.labels['contract'] ?? [];
  const c = names.indexOf(name);
  if (c < 0)
    return fail(notUnderstood(name, `a contract of the case: ${names.join(', ')}`, nearestName(name, names)));
  if (frame.model.study.choices['contract.state']?.[c] !== offered) {
    return fail(
      notUnderstood(name, 'a contract whose state is offered: signed ones and prospects are not a choice'),
    );
  }
  return ok({ words, force: (model) => bound(model.lp, [[model.columns.accept(c), share]]) });
}

function readKept(words: string, frame: Frame, chip: string): Outcome<Choice> {
  const names = frame.model.study.labels['chip'] ?? [];
  const chipOf = frame.graph.shape.maps['retirement.chip'];
  const free = [...new Set([...(chipOf ?? [])].map((k) => names[k]!))];
  if (!free.includes(chip)) {
    const expected =
      free.length === 0
        ? 'a chip that the case lists under `retirements`; it lists none'
        : `a chip that the case lists under \`retirements\`: ${free.join(', ')}`;
    return fail(notUnderstood(chip, expected, nearestName(chip, free)));
  }
  return ok({
    words,
    force: ({ lp, columns }) => {
      const upper = lp.columnUpper.slice();
      const { retirements, pools, periods, scenarios } = frame.sizes;
      for (let r = 0; r < retirements; r++) {
        if (names[chipOf![r]!] !== chip) continue;
        for (let g = 0; g < pools; g++)
          for (let t = 0; t < periods; t++)
            for (let s = 0; s < scenarios; s++) {
              const column = columns.retire(r, g, t, s);
              if (column >= 0) upper[column] = 0;
            }
      }
      return { ...lp, columnUpper: upper };
    },
  });
}

function readOrders(
  words: string,
  frame: Frame,
  {
    chip,
    amount,
    period,
  }: { readonly chip: string; readonly amount: number; readonly period: string | undefined },
): Outcome<Choice> {
  const names = frame.model.study.labels['chip'] ?? [];
  const k = names.indexOf(chip);
  if (k < 0)
    return fail(notUnderstood(chip, `a chip of the case: ${names.join(', ')}`, nearestName(chip, names)));
  const { periods, scenarios } = frame.sizes;
  return ok({
    words,
    force: ({ lp, columns }) => {
      const lower = lp.columnLower.slice();
      const upper = lp.columnUpper.slice();
      for (let t = 0; t < periods; t++)
        for (let s = 0; s < scenarios; s++) {
          const column = columns.order(k, t, s);
          if (column < 0) continue;
          if (period === undefined) upper[column] = 0;
          else if (lp.columnNames[column]!.startsWith(`order[${chip}, ${period}`))
            lower[column] = amount * unitOf(frame, k);
          if (lower[column]! > upper[column]!) upper[column] = lower[column]!;
        }
      return { ...lp, columnLower: lower, columnUpper: upper };
    },
  });
}

function unitOf(frame: Frame, k: number): number {
  const power = frame.inputs.get('chip.power')!;
  const width = power.values.length / frame.sizes.chips;
  return power.values[k * width]!;
}

function bound(lp: LpModel, changes: readonly (readonly [column: number, value: number])[]): LpModel {
  const lower = lp.columnLower.slice();
  const upper = lp.columnUpper.slice();
  for (const [column, value] of changes) lower[column] = upper[column] = value;
  return { ...lp, columnLower: lower, columnUpper: upper };
}

function unknownPhase(phase: string, frame: Frame): Outcome<Choice> {
  const names = [...new Set(frame.options.flatMap((option) => (option.isFree ? [option.phaseName] : [])))];
  const expected =
    names.length === 0
      ? 'a phase whose status is optional or candidate; this case has none'
      : `a phase whose status is optional or candidate: ${names.join(', ')}`;
  return fail(notUnderstood(phase, expected, nearestName(phase, names)));
}

function notUnderstood(found: string, expected: string, near?: string): Issue {
  return {
    code: 'choice-not-understood',
    severity: 'error',
    message: 'The choice cannot be read.',
    found,
    expected,
    ...(near === undefined ? {} : { fix: `write '${near}'` }),
  };
}
