import { covenantYears } from '../blocks/covenants.ts';
import type { Frame, Read } from '../frame.ts';
import type { Facts } from '../measure-facts.ts';

/**
 * Why a plan of these scenarios cannot have its fleet decided before the scenario is known and dispatch after it, in words; none
 * where it can. The fleet is one for all scenarios, so dates, lead times, lives and limits of orders must be certain, and no row
 * may tie the dispatch of one period to that of another.
 *
 * `first` are the facts of the scenario that the fleet was laid out for.
 */
export function checkShared(frame: Frame, facts: Facts, first: Facts): string[] {
  const { sizes } = frame;
  const { periods, scenarios, chips, segments, options, pools } = sizes;
  const reasons: string[] = [];
  const must = (words: string, elements: number, of: (facts: Facts) => Read) => {
    const [read, base] = [of(facts), of(first)];
    for (let element = 0; element < elements; element++)
      for (let t = 0; t < periods; t++)
        for (let s = 0; s < scenarios; s++)
          if (isApart(read(element, t, s), base(element, t, 0))) return void reasons.push(words);
  };
  must('lead times of chips vary by scenario', chips, (each) => each.arrivalResponse);
  must('deliveries already ordered vary by scenario', chips, (each) => each.arrivalBase);
  must('lives of chips vary by scenario', chips, (each) => each.workResponse);
  must('availability of chips varies by scenario', chips, (each) => each.sellableResponse);
  must('power of chips varies by scenario', chips, (each) => each.powerRatio);
  must('limits of orders vary by scenario', chips, (each) => each.orderLimit);
  must('dates of committed phases vary by scenario', pools, (each) => each.freeBase);
  must('dates of optional phases vary by scenario', options, (each) => each.optionMw);
  if (facts.sharedPeriods < periods) reasons.push('plan.shared_time lets orders follow the scenario');
  if (facts.takeSites.length > 0) reasons.push('a minimum take ties what is paid to what is drawn');
  if (covenantYears({ frame, facts }).length > 0) reasons.push('a covenant must hold in every scenario');
  for (let d = 0; d < segments; d++)
    for (let t = 0; t < periods; t++)
      for (let s = 0; s < scenarios; s++) {
        if (facts.serviceLevel(d, t, s) > 0) reasons.push('a service level must hold in every scenario');
        if (facts.patience(d, t, s) > 0) reasons.push('unserved demand waits for the next period');
      }
  return [...new Set(reasons)];
}

/** The model's own formulas give equal numbers to the bit where inputs are equal; this leaves room for sums in other orders. */
function isApart(a: number, b: number): boolean {
  return Math.abs(a - b) > 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
