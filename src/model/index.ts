import type { FormulaModule } from '../formula/types.ts';
import { accounts } from './accounts.ts';
import { build } from './build.ts';
import { contracts } from './contracts.ts';
import { demand } from './demand.ts';
import { dispatch } from './dispatch.ts';
import { fleet } from './fleet.ts';
import { history } from './history.ts';
import { limits } from './limits.ts';
import { mix } from './mix.ts';
import { places } from './places.ts';
import { power } from './power.ts';
import { returns } from './returns.ts';
import { statements } from './statements.ts';
import { vintages } from './vintages.ts';

export { assetClasses, bindGiven, fixedLabels, vintageLabels } from './given.ts';
export { roicDefinitions, type RoicDefinition } from './roic-definitions.ts';
export { rangedInputs, rangeOf, type InputRange } from './ranges.ts';
export { reportedNames, tieChecks } from './reported.ts';
export { statementLayouts, type StatementLayout } from './statement-layouts.ts';

/** The built-in model: formula texts in the order in which a reader meets them. */
export const modelModules: readonly FormulaModule[] = [
  { name: 'history', text: history },
  { name: 'demand', text: demand },
  { name: 'build', text: build },
  { name: 'power', text: power },
  { name: 'fleet', text: fleet },
  { name: 'contracts', text: contracts },
  { name: 'dispatch', text: dispatch },
  { name: 'mix', text: mix },
  { name: 'accounts', text: accounts },
  { name: 'statements', text: statements },
  { name: 'returns', text: returns },
  { name: 'vintages', text: vintages },
  { name: 'limits', text: limits },
  { name: 'places', text: places },
];
