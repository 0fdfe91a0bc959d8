import { completeYears, periodLabels } from '../../time/index.ts';
import { noDebtLimit, type CovenantFamily } from '../blocks/covenants.ts';
import { evaluateFrame, type Frame } from '../frame.ts';
import type { Facts } from '../measure-facts.ts';
import { inputsOf, type Point } from '../point.ts';

/** A covenant that a plan keeps once it is as loose as an overlay says. */
export interface CovenantOffer {
  readonly sentence: string;
  readonly overlay: string;
}

/**
 * The covenant at which a plan that breaks it in some fiscal years, by label, keeps it: debt over EBITDA up to the next hundredth,
 * cover of debt service down to the last. Where EBITDA is not above 0, so that no multiple of it bears debt, the covenant on debt is
 * left out of that year.
 */
export function offerCovenant(
  { frame, facts }: { readonly frame: Frame; readonly facts: Facts },
  point: Point,
  { family, years }: { readonly family: CovenantFamily; readonly years: readonly string[] },
): CovenantOffer {
  const names = ['ebitda', 'debt', 'lease_debt', 'interest', 'lease_principal'];
  const get = evaluateFrame(frame, inputsOf(point), names);
  const broken = completeYears(frame.model.study.calendar).filter(({ label }) => years.includes(label));
  const without = new Set<string>();
  let needed = family === 'debt' ? 0 : Infinity;
  for (const { from, to, label } of broken)
    for (let s = 0; s < frame.sizes.scenarios; s++) {
      const sum = (name: string) => {
        let total = 0;
        for (let t = from; t < to; t++) total += get(name)(0, t, s);
        return total;
      };
      const ebitda = sum('ebitda');
      if (family === 'debt' && ebitda <= 0) without.add(label);
      else if (family === 'debt') {
        const debt = get('debt')(0, to - 1, s) + get('lease_debt')(0, to - 1, s);
        needed = Math.max(needed, debt / ebitda);
      } else needed = Math.min(needed, Math.max(ebitda, 0) / (sum('interest') + sum('lease_principal')));
    }
  // Rounded to the side on which the plan keeps it.
  const level =
    family === 'debt'
      ? Math.ceil(100 * needed + 1e-6) / 100
      : Math.max(Math.floor(100 * needed - 1e-6) / 100, 0);
  const yearAt = (t: number) => broken.find(({ from, to }) => t >= from && t < to)?.label;
  const asked = family === 'debt' ? facts.debtToEbitda : facts.serviceCover;
  const steps = stepsOf(frame, (t) => {
    const year = yearAt(t);
    return year === undefined ? asked(0, t, 0) : without.has(year) ? noCovenant : level;
  });
  const held = years.filter((year) => !without.has(year));
  if (family === 'cover')
    return {
      sentence: `Loosen the cover of debt service: EBITDA of ${level} times interest and lease repayments in ${spanOf(held)}.`,
      overlay: `# The cheapest relaxation of the cover alone.\nplan: { service_cover: ${steps} }\n`,
    };
  const parts = [
    ...(without.size > 0
      ? [
          `Leave the debt covenant out of ${spanOf([...without])}, where EBITDA is not above 0, so that no multiple of it bears debt`,
        ]
      : []),
    ...(held.length > 0
      ? [
          `${without.size > 0 ? 'loosen it to' : 'Loosen the debt covenant:'} ${level} times EBITDA in ${spanOf(held)}`,
        ]
      : []),
  ];
  return {
    sentence: `${parts.join(', and ')}.`,
    overlay: `# The cheapest relaxation of the debt covenant alone.\nplan: { debt_to_ebitda: ${steps} }\n`,
  };
}

/** Debt over EBITDA that is no covenant. */
const noCovenant = 10 * noDebtLimit;

function spanOf(years: readonly string[]): string {
  return years.length === 1 ? years[0]! : `${years[0]} to ${years.at(-1)}`;
}

/** A number by period as a value of the case. */
function stepsOf(frame: Frame, levelAt: (t: number) => number): string {
  const periods = periodLabels(frame.model.study.calendar);
  const levels = periods.map((_, t) => levelAt(t));
  const steps = levels.flatMap((each, t) =>
    t > 0 && each === levels[t - 1] ? [] : [`${periods[t]}: ${each}`],
  );
  return steps.length === 1 ? String(levels[0]) : `{ steps: { ${steps.join(', ')} } }`;
}
