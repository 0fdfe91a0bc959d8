import { chipHour, type Ownership } from './chip-hour.ts';

/** A processor as sold by the virtual core. */
export interface Processor extends Ownership {
  readonly cores: number;
  /** Virtual cores per core: 2 with simultaneous threads, 1 on Graviton. */
  readonly threadsPerCore: number;
  /** Work of a virtual core over that of the reference's. */
  readonly performance: number;
}

/**
 * Cost of a sold hour of a virtual core, and of the work that the reference's does in an hour.
 *
 * @example vcpuHour({ ...ownership, cores: 96, threadsPerCore: 1, performance: 1.2 }).usdPerWork
 */
export function vcpuHour(processor: Processor): {
  readonly usdPerVcpuHour: number;
  readonly usdPerWork: number;
} {
  const usdPerVcpuHour = chipHour(processor).perSoldHourUsd / (processor.cores * processor.threadsPerCore);
  return { usdPerVcpuHour, usdPerWork: usdPerVcpuHour / processor.performance };
}
