import type { OptionValue } from 'highs';
import type { SolveOptions } from '../lp/index.ts';

/** How a solve that ended in doubt is tried again. */
export type Fallback = 'crossover' | 'simplex afresh' | 'simplex without presolve';

/** Every option that a solve may set, set each time, so that nothing is left over from the solve before. */
export function highsOptions(
  options: SolveOptions,
  hasIntegers: boolean,
  fallback: Fallback | undefined,
): Record<string, OptionValue> {
  const method = fallback?.startsWith('simplex') ? 'simplex' : (options.method ?? 'automatic');
  const isInterior = method === 'interior point' || method === 'interior point without crossover';
  const lpSolver = method === 'automatic' ? 'choose' : isInterior ? 'ipm' : 'simplex';
  const withoutCrossover = method === 'interior point without crossover' && fallback === undefined;
  const presolve = fallback === 'simplex without presolve' ? false : options.usePresolve;
  const isThorough = options.search !== 'light';
  return {
    mip_detect_symmetry: isThorough,
    mip_allow_restart: isThorough,
    mip_heuristic_effort: isThorough ? 0.05 : 0,
    mip_heuristic_run_feasibility_jump: isThorough,
    mip_heuristic_run_rins: isThorough,
    mip_heuristic_run_rens: isThorough,
    mip_heuristic_run_root_reduced_cost: isThorough,
    // With integers any other word makes HiGHS leave integrality aside.
    solver: hasIntegers ? 'choose' : lpSolver,
    mip_lp_solver: lpSolver,
    solve_relaxation: !hasIntegers,
    // −1 leaves it to HiGHS, 0 is Dantzig's rule.
    simplex_dual_edge_weight_strategy: options.pricing === 'largest' && fallback === undefined ? 0 : -1,
    run_crossover: withoutCrossover ? 'off' : 'on',
    presolve: presolve === undefined ? 'choose' : presolve ? 'on' : 'off',
    // The package refuses Infinity; this is thirty years.
    time_limit: Math.min(options.timeLimitSeconds ?? 1e9, 1e9),
    mip_rel_gap: options.relativeGap ?? 1e-4,
    mip_abs_gap: options.absoluteGap ?? 1e-6,
    primal_feasibility_tolerance: options.feasibilityTolerance ?? 1e-7,
    dual_feasibility_tolerance: options.feasibilityTolerance ?? 1e-7,
    mip_feasibility_tolerance: Math.max(options.feasibilityTolerance ?? 1e-6, 1e-9),
  };
}
