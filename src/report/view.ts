/**
 * What the report is made of, for other faces of a result such as the app: figures as data, words, numbers as text, colours. Needs no
 * platform; exported as `buildout/view`.
 */
export type * from './result-types.ts';
export type { Display } from './display.ts';
export {
  displayFor,
  formatAccounts,
  formatBare,
  formatBareRange,
  formatCount,
  formatRange,
  formatValue,
  unitWords,
} from './display.ts';
export type { Estimate } from './read-metric.ts';
export {
  completeYears,
  findFamily,
  findMetric,
  headlineYear,
  isNumber,
  onceEstimate,
  periodDisplay,
  yearDisplay,
  yearEstimate,
} from './read-metric.ts';
export { chanceOf, chanceText, headlineEvents, shareText } from './chance.ts';
export { checkText, isOff } from './check-words.ts';
export { labelWords } from './label-words.ts';
export { checkName, metricWords } from './metric-words.ts';
export { roicNames, roicWords, type RoicName } from './roic-names.ts';
export { costOfCapital, counterfactualWords, missingText, writeVerdict, type Answer } from './verdict.ts';
export { colourRules, seriesColour, themeColours } from './palette.ts';
export { chartRules, scaleRules } from './theme.ts';
export {
  drawFigure,
  isEmptyFigure,
  type EmptyFigure,
  type Figure,
  type FigureSpec,
  type LegendEntry,
} from './figure.ts';
export type { Column, Row, TableSpec } from './table.ts';
export { cellClass, headClass } from './table.ts';
export { pieceWords, type Piece } from './markup.ts';
export { chainLinks, type ChainLink } from './sections/chain-section.ts';
export { flowColumns, flowFigure, type FlowColumn, type FlowNode } from './sections/flow-figure.ts';
export { statementTable, type StatementTable } from './sections/statements-section.ts';
export { sortAssumptions } from './sections/assumptions-section.ts';
export { bridgeFigure, writeBridge } from './sections/bridge-figure.ts';
export { cashFigure, runningFigure } from './sections/cash-section.ts';
export { programmeFigure } from './sections/programme-block.ts';
export { bridgesShown, definitionsFigure, vintageFigure } from './sections/roic-section.ts';
export { tierWords } from './tier-words.ts';
export { backlogFigure, backlogTimeline, contractTable } from './sections/contracts-section.ts';
export { capacityFigure, gapFigure, phaseFigure } from './sections/capacity-section.ts';
export { siteMapFigure, type SiteMapOptions } from './sections/site-map-figure.ts';
export { readLand, type Land, type LandLine } from './read-land.ts';
export { fleetFigure, utilisationFigure } from './sections/fleet-block.ts';
export { ownLimitsFigure } from './sections/own-limits-figure.ts';
export { treeLines, type TitledLines } from './plan-tree-words.ts';
export { alternativeTable, orderTable, planContractTable, planFigures } from './sections/plan-section.ts';
export { servingFigures } from './serving-page.ts';
export { decideByLines } from './decide-by-words.ts';
export { tornadoFigure, weakestEvidence } from './sections/tornado-figure.ts';
export { askedText, atLeastText, spreadDisplay, spreadFigure } from './sections/spread-figure.ts';
export { driverTableFigure, gridFigure } from './sections/cross-figures.ts';
export { boundText, breakEvenFigure } from './sections/break-even-figure.ts';
export { targetWords } from './sections/target-words.ts';
export { capexFigure, intensityFigure, overtakeFigure, raceFigure } from './race-figures.ts';
export { backTestTable, datedTable, factsTable, presetTable, raceTable } from './race-tables.ts';
export { microsoftSentence, raceSentence } from './race-words.ts';
export { demandBasisTable, openDemandFigures, wantedFigure } from './sections/demand-section.ts';
export { missesTable, missesWords } from './sections/misses-block.ts';
export { signalFigures, type SignalFigures } from './sections/signal-figures.ts';
export { volumeFigure } from './own-chip-figures.ts';
export { ownSiliconText } from './own-silicon-words.ts';
