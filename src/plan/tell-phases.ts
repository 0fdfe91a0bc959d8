import { evaluateFrame, reader } from './frame.ts';
import type { PlannedPhase } from './plan-result.ts';
import { includedAt, inputsOf } from './point.ts';
import type { SolvedPlan } from './solve-plan.ts';
import { quantileOf } from './weighted-quantile.ts';

const statuses = ['committed', 'optional', 'candidate'] as const;

/** What a plan builds: each phase with its start and the dates on which it may be ready. */
export function tellPhases(plan: SolvedPlan): PlannedPhase[] {
  const { frame, point } = plan;
  const { study } = frame.model;
  const get = evaluateFrame(frame, inputsOf(point), ['phase.ready']);
  const ready = get('phase.ready');
  const start = reader(frame.inputs.get('phase.start')!, frame.sizes);
  const mw = reader(frame.inputs.get('phase.mw')!, frame.sizes);
  const siteOf = study.maps['phase.site']!;
  return (study.labels['phase'] ?? []).map((phase, p) => {
    const options = frame.options.flatMap((option, o) => (option.phase === p ? [o] : []));
    const chosen = startsOf(plan, options);
    const built = chosen[0]?.option;
    const o = built ?? options[0]!;
    const isMixed = chosen.length > 0 && chosen[0]!.probability < 1 - 1e-9;
    const building = isMixed ? chosen : [{ option: o, scenarios: frame.probabilities.map((_, s) => s) }];
    const dates = building.flatMap(({ option, scenarios }) => scenarios.map((s) => ready(option, 0, s)));
    const likely = building.flatMap(({ scenarios }) => scenarios.map((s) => frame.probabilities[s]!));
    const all = likely.reduce((sum, p) => sum + p, 0);
    return {
      phase,
      site: study.labels['site']![siteOf[p]!]!,
      mw: mw(o, 0, 0),
      status: statuses[study.choices['phase.status']?.[p] ?? 0]!,
      isBuilt: built !== undefined,
      start: frame.options[o]!.start,
      ...(options.some((each) => frame.options[each]!.power >= 0)
        ? { power: frame.options[o]!.powerName ?? 'its own connection' }
        : {}),
      startAt: start(o, 0, 0),
      readyAt: [0.1, 0.5, 0.9].map((q) => quantileOf(dates, likely, isMixed ? q * all : q)) as [
        number,
        number,
        number,
      ],
      ...(isMixed
        ? {
            starts: chosen.map(({ option, probability }) => ({
              start: frame.options[option]!.start,
              startAt: start(option, 0, 0),
              ...(frame.options[option]!.powerName === undefined
                ? {}
                : { power: frame.options[option]!.powerName }),
              probability,
            })),
          }
        : {}),
    };
  });
}

/** Ways in which a phase is built, and the scenarios that build it so, likeliest first. */
function startsOf({ frame, point }: SolvedPlan, options: readonly number[]) {
  const { probabilities, sizes } = frame;
  return options
    .map((option) => {
      const scenarios = probabilities.flatMap((_, s) =>
        includedAt(point, sizes, option, s) > 0.5 ? [s] : [],
      );
      return { option, scenarios, probability: scenarios.reduce((sum, s) => sum + probabilities[s]!, 0) };
    })
    .filter(({ scenarios }) => scenarios.length > 0)
    .toSorted((a, b) => b.probability - a.probability);
}
