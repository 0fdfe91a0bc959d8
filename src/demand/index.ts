export type { DemandLayer, DemandPlan, LayerKind } from './read-layers.ts';
export { layerKinds, readLayers } from './read-layers.ts';
export type { DemandBuild, DemandOptions, LayerShare, SegmentDemand } from './build-demand.ts';
export { buildDemand, printDemand } from './build-demand.ts';
export { demandCodes } from './codes.ts';
