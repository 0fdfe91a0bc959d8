export type { DemandLayer, DemandPlan, LayerKind } from './read-layers.ts';
export { layerKinds, readLayers } from './read-layers.ts';
export type { DemandBuild, DemandOptions, LayerShare, SegmentDemand, Shock } from './build-demand.ts';
export type { PathComponents } from './path-components.ts';
export { componentCount, pathComponents } from './path-components.ts';
export { caseSignals } from './case-signals.ts';
export { buildDemand, printDemand } from './build-demand.ts';
export { demandCodes } from './codes.ts';
