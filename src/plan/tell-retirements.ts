import { periodLabels } from '../time/index.ts';
import type { PlanResult } from './plan-result.ts';
import { cell } from './point.ts';
import type { SolvedPlan } from './solve-plan.ts';

/** What a plan takes out before its time, by make and age. */
export function tellRetirements({ frame, facts, point }: SolvedPlan): PlanResult['retirements'] {
  const { sizes, probabilities } = frame;
  const { labels, calendar } = frame.model.study;
  const periods = periodLabels(calendar);
  const perYear = { month: 12, quarter: 4, year: 1 }[calendar.frequency];
  return (labels['retirement'] ?? []).map((retirement, r) => {
    const k = facts.chipOfRetirement[r]!;
    const chips = periods.map((_, t) => {
      let sum = 0;
      for (let site = 0; site < sizes.sites; site++)
        probabilities.forEach(
          (probability, s) =>
            (sum += probability * point.retired[cell(sizes, r * sizes.sites + site, t, s)]!),
        );
      return Math.max(sum, 0);
    });
    const chip = labels['chip']![k]!;
    const ageYears = facts.retirementAge[r]! / perYear;
    const mw = chips.map((count) => count * facts.unitMw[k]!);
    return { retirement, chip, ageYears, chips, mw, sentence: sayRetired({ chip, ageYears, mw }, periods) };
  });
}

/** A hundredth of a MW and more is worth a word. */
const leastMw = 0.01;

function sayRetired(
  {
    chip,
    ageYears,
    mw,
  }: { readonly chip: string; readonly ageYears: number; readonly mw: readonly number[] },
  periods: readonly string[],
): string {
  const total = mw.reduce((sum, each) => sum + each, 0);
  const when = periods.filter((_, t) => mw[t]! >= leastMw);
  if (when.length === 0) return `No ${chip} is taken out at ${ageYears} years.`;
  const span = when.length === 1 ? `in ${when[0]}` : `from ${when[0]} to ${when.at(-1)}`;
  return `${chip} of ${total < 10 ? total.toPrecision(2) : Math.round(total)} MW is taken out at ${ageYears} years, ${span}, its book value written off.`;
}
