import type { CompiledPlan, InputData } from '../../src/formula/index.ts';

export interface OpenedKernel {
  readonly plan: CompiledPlan;
  readonly inputs: ReadonlyMap<string, InputData>;
}
export const seed: number;
export const kept: readonly string[];
export const rowCount: number;
export function openKernel(parametersText: string): OpenedKernel;
