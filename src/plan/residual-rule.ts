import type { Model } from '../simulate/index.ts';

/** Residual values a plan may be made on, in the order of the model's choice. */
export const residualRules = ['book', 'growth', 'none'] as const;
export type ResidualRule = (typeof residualRules)[number];

const choiceName = 'valuation.residual';

/** The residual rule that the case itself uses. */
export function residualOf(model: Model): ResidualRule {
  return residualRules[model.graph.shape.choices[choiceName]?.[0] ?? 0]!;
}

/**
 * The model under another residual rule. A residual that multiplies the last year's profit rewards a plan for dressing up
 * that one year, so a plan is made on the book residual unless it is told otherwise.
 */
export function withResidual(model: Model, rule: ResidualRule): Model {
  const { graph } = model;
  const choices = {
    ...graph.shape.choices,
    [choiceName]: Int32Array.of(residualRules.indexOf(rule)),
  };
  return { ...model, graph: { ...graph, shape: { ...graph.shape, choices } } };
}
