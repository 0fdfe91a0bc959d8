import { buildGraph, evaluate, type InputData } from '../formula/index.ts';
import { pruneProgram } from './cut-program.ts';
import { reader, type Frame, type Read } from './frame.ts';
import { cell, inputsOf, type Point } from './point.ts';
import type { Block } from './scenario-blocks.ts';

/** What the simulation makes of a plan's decisions on the scenarios of a block. */
export interface RulesRun {
  /** NPV by scenario, in $. */
  readonly npvUsd: Float64Array;
  /** Chips installed per period: [chip × sites + site]. */
  readonly installed: Read;
}

/**
 * Runs what a plan decides before the scenario is known (starts, contracts, orders, shares of vintages taken out) by the rules of
 * the simulation: chips are installed as they come where power is free, and customers are served in the order of margins, each from
 * the chips it prefers. The block's other decisions are not read.
 */
export function runByRules({ frame, facts }: Block, decided: Point): RulesRun {
  const { graph, model, sizes } = frame;
  const whole = mustBuild(pruneProgram(mustBuild(model.graph.program, graph.shape)), graph.shape);
  const of = inputsOf(decided);
  const given = ['chip.orders', 'phase.included', 'contract.accepted'] as const;
  const inputs = new Map([
    ...frame.inputs,
    ...given.map((name) => [name, of.get(name)!] as const),
    ['retirement.share', sharesTaken(frame, facts, decided)] as const,
  ]);
  const keep = ['npv', 'installed'];
  const evaluation = evaluate(whole, inputs, { pathFrom: 0, paths: sizes.scenarios, keep });
  const npv = reader(evaluation.get('npv'), sizes);
  return {
    npvUsd: Float64Array.from({ length: sizes.scenarios }, (_, s) => npv(0, 0, s)),
    installed: reader(evaluation.get('installed'), sizes),
  };
}

function mustBuild(program: Frame['graph']['program'], shape: Frame['graph']['shape']): Frame['graph'] {
  const built = buildGraph(program, shape);
  if (!built.value) throw new Error(`the model does not build by option: ${built.issues[0]?.message}`);
  return built.value;
}

/** Share of each vintage that is taken out. */
function sharesTaken({ sizes }: Frame, facts: Block['facts'], { installed, retired }: Point): InputData {
  const { retirements, periods, scenarios, sites } = sizes;
  const values = new Float64Array(retirements * periods * scenarios);
  const chipsAt = (of: Float64Array, element: number, t: number, s: number) => {
    let chips = 0;
    for (let site = 0; site < sites; site++) chips += of[cell(sizes, element * sites + site, t, s)]!;
    return chips;
  };
  for (let r = 0; r < retirements; r++)
    for (let t = facts.retirementAge[r]!; t < periods; t++)
      for (let s = 0; s < scenarios; s++) {
        const there = chipsAt(installed, facts.chipOfRetirement[r]!, t - facts.retirementAge[r]!, s);
        // What is below a chip is what a solver leaves of none.
        if (there < 1) continue;
        values[cell(sizes, r, t, s)] = Math.min(Math.max(chipsAt(retired, r, t, s) / there, 0), 1);
      }
  return { values, byTime: true, byPath: true };
}
