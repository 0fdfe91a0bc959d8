import { label, type Term } from '../../lp/index.ts';
import type { Workshop } from '../columns.ts';

/** How much the plan minds its worst scenarios. */
export interface Risk {
  /** Dollars of expected value given up per dollar of CVaR. */
  readonly weight: number;
  /** Share of the worst scenarios that CVaR averages over. */
  readonly tail: number;
}

/** The objective of one scenario in $m. */
export interface ScenarioValue {
  readonly terms: readonly Term[];
  readonly constant: number;
}

/**
 * CVaR of the loss (−NPV) over the worst scenarios: a threshold, and what each scenario loses beyond it.
 *
 * Source: R. T. Rockafellar, S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2 (2000).
 */
export function addRisk({ frame, names, lp }: Workshop, values: readonly ScenarioValue[], risk: Risk): void {
  const threshold = lp.addColumn('threshold', { lower: -Infinity, cost: risk.weight });
  values.forEach(({ terms, constant }, s) => {
    const probability = frame.probabilities[s]!;
    const beyond = lp.addColumn(label('beyond', names.scenario(s)), {
      cost: (-risk.weight * probability) / risk.tail,
    });
    // beyond ≥ threshold − NPV, with the threshold in terms of NPV.
    lp.addRow(label('tail', names.scenario(s)), [[beyond, 1], [threshold, -1], ...terms], {
      lower: -constant,
    });
  });
}
