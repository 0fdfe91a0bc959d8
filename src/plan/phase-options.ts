import { periodLabel } from '../time/index.ts';
import type { Case } from '../case/index.ts';
import type { InputData, Program, Shape } from '../formula/index.ts';

/** One way to build a phase: as its start date says, or some periods later. */
export interface PhaseOption {
  readonly phase: number;
  readonly phaseName: string;
  /** Periods after the start date of the case. */
  readonly wait: number;
  /** Whether the plan may choose it; else it is built as the case says. */
  readonly isFree: boolean;
  /** Period in which it starts, such as `2027Q1`. */
  readonly start: string;
}

/** Every way in which each phase can be built: committed ones as they are, others at each start that they may wait for. */
export function listPhaseOptions(study: Case, inputs: ReadonlyMap<string, InputData>): PhaseOption[] {
  const names = study.labels['phase'] ?? [];
  const { calendar } = study;
  const statuses = study.choices['phase.status'];
  const mayWait = inputs.get('phase.may_wait');
  const starts = inputs.get('phase.start');
  return names.flatMap((phaseName, phase) => {
    const isFree = statuses !== undefined && statuses[phase] !== 0;
    const most = isFree && mayWait ? Math.floor(firstOf(mayWait, phase) + 1e-9) : 0;
    const start = starts ? firstOf(starts, phase) : 0;
    // A start before the calendar has happened, and one far in the horizon has nothing left to earn.
    const waits = Array.from({ length: most + 1 }, (_, wait) => wait).filter(
      (wait) => wait === 0 || (start + wait >= 0 && start + wait < calendar.periods),
    );
    return waits.map((wait) => ({
      phase,
      phaseName,
      wait,
      isFree,
      start: periodLabel(calendar, Math.floor(start + wait + 1e-9)),
    }));
  });
}

function firstOf(data: InputData, element: number): number {
  const rows = data.values.length;
  const elements = rows === 1 ? 0 : element;
  const width = data.byPath || data.byTime ? undefined : 1;
  if (width === 1) return data.values[elements]!;
  throw new Error('the time a phase may wait and its start date are certain and constant');
}

/** The shape with one phase per option. */
export function expandShape(shape: Shape, options: readonly PhaseOption[]): Shape {
  const labels = { ...shape.labels, phase: options.map(({ phaseName, start }) => `${phaseName}@${start}`) };
  const pick = (values: Int32Array) => Int32Array.from(options, ({ phase }) => values[phase]!);
  const maps = { ...shape.maps };
  if (maps['phase.site']) maps['phase.site'] = pick(maps['phase.site']);
  const choices = { ...shape.choices };
  if (choices['phase.status']) choices['phase.status'] = pick(choices['phase.status']);
  return { ...shape, labels, maps, choices };
}

/** The inputs with one element per option, and start dates moved by the option's wait. */
export function expandInputs(
  program: Program,
  inputs: ReadonlyMap<string, InputData>,
  options: readonly PhaseOption[],
): Map<string, InputData> {
  const expanded = new Map(inputs);
  const phases = new Set(options.map((option) => option.phase)).size;
  for (const decl of program.decls) {
    if (decl.kind !== 'input' || !decl.dims.includes('phase')) continue;
    const data = inputs.get(decl.name);
    if (!data) continue;
    if (decl.dims.length !== 1) throw new Error(`${decl.name}: only inputs by phase alone can be expanded`);
    const width = data.values.length / phases;
    const values = new Float64Array(width * options.length);
    options.forEach(({ phase, wait }, index) => {
      const row = data.values.subarray(phase * width, (phase + 1) * width);
      const moved = decl.name === 'phase.start' ? row.map((value) => value + wait) : row;
      values.set(moved, index * width);
    });
    expanded.set(decl.name, { ...data, values });
  }
  return expanded;
}
