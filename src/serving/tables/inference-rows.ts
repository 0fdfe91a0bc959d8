import type { Issue, Place } from '../../base/issue.ts';
import { exp, log } from '../../num/index.ts';
import type { Features, Observation } from '../calibrate/observation.ts';
import { findChip } from '../catalogue/find-chip.ts';
import { findModel } from '../catalogue/find-model.ts';
import type { Row } from '../catalogue/rows.ts';
import type { Catalogue, Task } from '../catalogue/types.ts';
import type { Precision } from '../roofline/deployment.ts';
import { serve } from '../roofline/serve.ts';
import { roundNumber } from './round-number.ts';
import { stackOf } from './stack.ts';

/** A benchmark row with what the roofline says of it; the measurement is there where the row has one. */
export interface RowCase {
  readonly id: string;
  /** What the roofline says, in the table's unit. */
  readonly roofline: number;
  readonly measured?: number;
  readonly features: Features;
  /** Whether chip or model had to be guessed. */
  readonly isGuess: boolean;
}

const scenarios = ['Offline', 'Server', 'Interactive'] as const;
export type Scenario = (typeof scenarios)[number];

/** Reads a row in the columns of `mlperf_inference.csv`, with or without those that were measured: tokens/s of the whole system. */
export function readInferenceRow(catalogue: Catalogue, row: Row, issues: Issue[], file: string): RowCase {
  const at: Place = { file, line: row.line, column: 1 };
  const found = findChip(catalogue, {
    chip: row.text('chip'),
    accelerator: row.text('accelerator_name'),
    system: row.text('system'),
    at,
  });
  const family = row.text('model_family') || row.text('benchmark').replace(/-99(\.9)?$/, '');
  const task = catalogue.tasks.get(family);
  const model = findModel(catalogue, task?.model ?? family, at);
  issues.push(...found.issues, ...model.issues);
  const scenario = scenarioOf(row, issues, at);
  const precision = precisionOf(row, issues, at);
  const isProcessor = found.chip.make === 'cpu';
  const nodes = countOf(row, { column: 'nodes', otherwise: 1, at }, issues);
  const chips = isProcessor ? nodes : countOf(row, { column: 'n_chips', otherwise: nodes, at }, issues);
  const limit =
    scenario === 'Server' ? task?.server : scenario === 'Interactive' ? task?.interactive : undefined;
  const served = serve({
    chip: found.chip,
    model: model.model,
    precision,
    inputTokens: task?.inputTokens ?? 800,
    outputTokens: task?.outputTokens ?? 400,
    ...(limit ? { limit } : {}),
  });
  // A row whose chip lacks figures, or whose model fits no group, still gets an answer: that of a typical served token rate.
  issues.push(...served.issues.map((issue) => ({ ...issue, severity: 'warning' as const, at })));
  const perChip = served.value?.tokensPerSecond ?? 1000;
  const measured = row.number('tokens_per_s');
  return {
    id: row.text('row_id'),
    roofline: perChip * chips,
    ...(measured === undefined || measured <= 0 ? {} : { measured }),
    isGuess: found.isGuess || model.isGuess || served.value === undefined,
    features: featuresOf({
      round: row.text('round'),
      submitter: row.text('submitter'),
      system: row.text('system'),
      software: row.text('software'),
      division: row.text('division'),
      chip: found.chip.name,
      make: found.chip.make,
      family,
      scenario,
      precision,
      chips,
      nodes,
      task,
      interference: served.value?.interference ?? 0,
    }),
  };
}

/** More chips, requests or tokens than any row has. */
const mostCounted = 1e7;

/** A count of the row; one that is not there stands for `otherwise`, one that cannot be is named and stands for it too. */
export function countOf(
  row: Row,
  { column, otherwise, at }: { readonly column: string; readonly otherwise: number; readonly at: Place },
  issues: Issue[],
): number {
  const count = row.number(column);
  if (count === undefined || (count >= 1 && count <= mostCounted)) return count ?? otherwise;
  issues.push({
    code: 'serving-number-malformed',
    severity: 'warning',
    message: `Column ${column} cannot count this; ${otherwise} is taken.`,
    at,
    found: String(count),
    expected: 'a whole number from 1 to ten million',
    fix: 'correct the cell, or leave it empty',
  });
  return otherwise;
}

/** A run as the calibration sees it: what is served where, by whom and with which software. */
export interface Described {
  readonly round: string;
  readonly submitter: string;
  readonly system: string;
  readonly software: string;
  readonly division: string;
  readonly chip: string;
  readonly make: string;
  readonly family: string;
  readonly scenario: Scenario;
  readonly precision: Precision;
  readonly chips: number;
  readonly nodes: number;
  readonly task: Task | undefined;
  readonly interference: number;
}

/** Levels and slopes of a run. */
export function featuresOf(of: Described): Features {
  const { chip, make, family, scenario, precision } = of;
  const { round, submitter } = of;
  const number = roundNumber(round);
  const stack = stackOf(of.software, make);
  const system = join(of.system, submitter);
  const size = of.chips === 1 ? '1' : of.chips < 8 ? 'few' : of.chips === 8 ? 'node' : 'many';
  const age = Math.max(0, number - roundNumber(of.task?.firstRound ?? round));
  return {
    levels: {
      make,
      chip,
      model: family,
      precision: precision,
      makePrecision: join(make, precision),
      makeModel: join(make, family),
      pair: join(chip, family),
      scenario,
      modelScenario: join(family, scenario),
      makeScenario: join(make, scenario),
      cell: join(chip, family, scenario),
      makeRound: join(make, round),
      modelRound: join(family, round),
      modelScenarioRound: join(family, scenario, round),
      pairRound: join(chip, family, round),
      stack: join(stack, make),
      stackRound: join(stack, make, round),
      version: join(of.software || round, make),
      division: of.division,
      size: join(chip, size),
      submitterScenario: join(submitter, scenario),
      system,
      repeat: join(system, chip, family, scenario, round),
    },
    slopes: {
      level: 1,
      round: number / 4,
      chips: log(Math.max(1, of.chips)) / log(2) / 3,
      nodes: log(Math.max(1, of.nodes)) / log(2),
      newness: exp(-age),
      interference: of.interference,
    },
  };
}

function scenarioOf(row: Row, issues: Issue[], at: Place): Scenario {
  const found = row.text('scenario');
  const known = scenarios.find((scenario) => scenario.toLowerCase() === found.toLowerCase());
  if (!known) issues.push(unknownWord({ at, column: 'scenario', found, known: scenarios, taken: 'Offline' }));
  return known ?? 'Offline';
}

const spellings: Readonly<Record<string, Precision>> = {
  bf16: 'bf16',
  fp16: 'bf16',
  float16: 'bf16',
  bfloat16: 'bf16',
  fp8: 'fp8',
  int8: 'int8',
  w8a8: 'int8',
  fp4: 'fp4',
  mxfp4: 'fp4',
  nvfp4: 'fp4',
  int4: 'int4',
  fp32: 'fp32',
  float32: 'fp32',
  mxfp6: 'fp8',
  fp6: 'fp8',
  mxfp8: 'fp8',
};

function precisionOf(row: Row, issues: Issue[], at: Place): Precision {
  const found = (row.text('effective_precision') || row.text('weight_precision')).toLowerCase();
  const known = spellings[found.split(/[\s+/,]/)[0]!];
  if (!known && found !== '' && found !== 'unset') {
    issues.push(
      unknownWord({ at, column: 'effective_precision', found, known: Object.keys(spellings), taken: 'fp8' }),
    );
  }
  // Where nothing is said, the benchmark's name does (`…-fp8_dyn`), or 8-bit weights are what served models use.
  return known ?? (/fp4/i.test(row.text('benchmark')) ? 'fp4' : 'fp8');
}

interface UnknownWord {
  readonly at: Place;
  readonly column: string;
  readonly found: string;
  readonly known: readonly string[];
  readonly taken: string;
}

export function unknownWord({ at, column, found, known, taken }: UnknownWord): Issue {
  return {
    code: 'serving-value-unknown',
    severity: 'warning',
    message: `Column ${column} holds a word that is not known; ${taken} is taken.`,
    at,
    found: found === '' ? '(empty)' : found,
    expected: known.join(', '),
  };
}

/** Names joined so that no two lists give one text. */
export function join(...parts: readonly string[]): string {
  return parts.join(' · ');
}

/** Measured rows as observations: equal repeats count as one that stands for several. */
export function observationsOf(cases: readonly RowCase[], repeats: string): readonly Observation[] {
  const found = new Map<string, Observation>();
  for (const { id, roofline, measured, features } of cases) {
    if (measured === undefined) continue;
    const value = log(measured / roofline);
    const key = join(features.levels[repeats] ?? '', value.toFixed(4));
    const same = found.get(key);
    found.set(key, same ? { ...same, count: same.count + 1 } : { id, value, count: 1, ...features });
  }
  return [...found.values()];
}
