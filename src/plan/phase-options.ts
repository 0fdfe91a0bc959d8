import { periodLabel } from '../time/index.ts';
import type { Case } from '../case/index.ts';
import type { InputData, Program, Shape } from '../formula/index.ts';

/** One way to build a phase: as its start date says or some periods later, on its own connection or on a right to power. */
export interface PhaseOption {
  readonly phase: number;
  readonly phaseName: string;
  /** Periods after the start date of the case. */
  readonly wait: number;
  /** Number of the right to power that it is powered by; −1 for its own connection. */
  readonly power: number;
  /** Name of that right. */
  readonly powerName: string | undefined;
  /** Whether the plan may choose it; else it is built as the case says. */
  readonly isFree: boolean;
  /** Whether the phase is built in any case, so that only its power is a choice. */
  readonly isCommitted: boolean;
  /** Period in which it starts, such as `2027Q1`. */
  readonly start: string;
  /** Until when it must be decided, in periods from the start of the calendar: its start, or the last day of its right to power. */
  readonly decidedAt: number;
}

/**
 * Every way in which each phase can be built: committed ones as they start, others at each start that they may wait for; on
 * their own connection, or on a right to power whose last day has not passed. A right taken up before the calendar stays.
 */
export function listPhaseOptions(study: Case, inputs: ReadonlyMap<string, InputData>): PhaseOption[] {
  const names = study.labels['phase'] ?? [];
  const { calendar } = study;
  const statuses = study.choices['phase.status'];
  const mayWait = inputs.get('phase.may_wait');
  const starts = inputs.get('phase.start');
  return names.flatMap((phaseName, phase) => {
    const isCommitted = statuses === undefined || statuses[phase] === 0;
    const most = !isCommitted && mayWait ? Math.floor(firstOf(mayWait, phase) + 1e-9) : 0;
    const start = starts ? firstOf(starts, phase) : 0;
    // A start before the calendar has happened, and one far in the horizon has nothing left to earn.
    const waits = Array.from({ length: most + 1 }, (_, wait) => wait).filter(
      (wait) => wait === 0 || (start + wait >= 0 && start + wait < calendar.periods),
    );
    const powers = powersOf(study, inputs, phase);
    const takeUp = (power: number) => firstOf(inputs.get('power.take_up')!, power);
    const lastTakeUp = Math.max(...powers.map((power) => (power < 0 ? -Infinity : takeUp(power))));
    const isFree = !isCommitted || powers.length > 1;
    return powers.flatMap((power) =>
      waits.map((wait) => ({
        phase,
        phaseName,
        wait,
        power,
        powerName: power < 0 ? undefined : study.labels['power']![power]!,
        isFree,
        isCommitted,
        start: periodLabel(calendar, Math.floor(start + wait + 1e-9)),
        decidedAt: decidedAt(start + wait, {
          isCommitted,
          takeUp: power < 0 ? undefined : takeUp(power),
          lastTakeUp,
        }),
      })),
    );
  });
}

/**
 * Until when a way to build must be decided. A right is taken up by its last day, and with the start of its phase at the latest; a
 * committed phase is built anyway, so that its own connection is what is left when the last right has passed.
 */
function decidedAt(
  start: number,
  power: {
    readonly isCommitted: boolean;
    readonly takeUp: number | undefined;
    readonly lastTakeUp: number;
  },
): number {
  const { isCommitted, takeUp, lastTakeUp } = power;
  if (isCommitted) return takeUp ?? Math.max(lastTakeUp, 0);
  return takeUp === undefined ? start : Math.min(start, takeUp);
}

/** Ways to power a phase: its own connection and the rights that can still be taken up, or the one that has been. */
function powersOf(study: Case, inputs: ReadonlyMap<string, InputData>, phase: number): number[] {
  const phaseOf = study.maps['power.phase'] ?? new Int32Array();
  const own = [...phaseOf.keys()].filter((power) => phaseOf[power] === phase);
  const [takeUp, taken] = [inputs.get('power.take_up'), inputs.get('power.taken')];
  const isPast = (power: number) => firstOf(takeUp!, power) < 0;
  const held = own.find((power) => isPast(power) && firstOf(taken!, power) > 0.5);
  return held === undefined ? [-1, ...own.filter((power) => !isPast(power))] : [held];
}

function firstOf(data: InputData, element: number): number {
  const rows = data.values.length;
  const elements = rows === 1 ? 0 : element;
  const width = data.byPath || data.byTime ? undefined : 1;
  if (width === 1) return data.values[elements]!;
  throw new Error(
    'starts, the time they may wait and the last days of rights to power are certain and constant',
  );
}

/** The shape with one phase per option, and one right to power for each option that is powered by one. */
export function expandShape(shape: Shape, options: readonly PhaseOption[]): Shape {
  const powered = poweredOf(options);
  const labels = {
    ...shape.labels,
    phase: options.map(
      ({ phaseName, start, powerName }) => `${phaseName}@${start}${powerName ? `+${powerName}` : ''}`,
    ),
    power: powered.map((o) => `${options[o]!.powerName}@${options[o]!.start}`),
  };
  const pick = (values: Int32Array) => Int32Array.from(options, ({ phase }) => values[phase]!);
  const maps = { ...shape.maps };
  if (maps['phase.site']) maps['phase.site'] = pick(maps['phase.site']);
  if (maps['power.phase']) maps['power.phase'] = Int32Array.from(powered);
  const choices = { ...shape.choices };
  if (choices['phase.status']) choices['phase.status'] = pick(choices['phase.status']);
  return { ...shape, labels, maps, choices };
}

/** Options that are powered by a right. */
function poweredOf(options: readonly PhaseOption[]): number[] {
  return options.flatMap(({ power }, o) => (power >= 0 ? [o] : []));
}

/**
 * The inputs with one element per option, start dates moved by the option's wait, and every right taken up: it is for its own
 * option alone, and whether that is built is the choice.
 */
export function expandInputs(
  program: Program,
  inputs: ReadonlyMap<string, InputData>,
  options: readonly PhaseOption[],
  shape: Shape,
): Map<string, InputData> {
  const expanded = new Map(inputs);
  const rows = {
    phase: options.map(({ phase }) => phase),
    power: poweredOf(options).map((o) => options[o]!.power),
  };
  for (const decl of program.decls) {
    if (decl.kind !== 'input') continue;
    const dim = (['phase', 'power'] as const).find((each) => decl.dims.includes(each));
    const data = inputs.get(decl.name);
    if (!dim || !data) continue;
    if (decl.dims.length !== 1) throw new Error(`${decl.name}: only inputs by ${dim} alone can be expanded`);
    const count = shape.labels[dim]?.length ?? 0;
    const width = count === 0 ? 0 : data.values.length / count;
    const values = new Float64Array(width * rows[dim].length);
    rows[dim].forEach((element, index) => {
      const row = data.values.subarray(element * width, (element + 1) * width);
      const wait = decl.name === 'phase.start' ? options[index]!.wait : 0;
      values.set(
        decl.name === 'power.taken' ? row.map(() => 1) : row.map((value) => value + wait),
        index * width,
      );
    });
    expanded.set(decl.name, { ...data, values });
  }
  return expanded;
}
