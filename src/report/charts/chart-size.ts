/** The box a chart is drawn in. Each chart is drawn wide and narrow, so that text stays readable on a phone. */
export interface ChartSize {
  readonly width: number;
  readonly isNarrow: boolean;
  /** Unique on the page: prefix of the ids of patterns. */
  readonly id: string;
}

export const fullWidth = 1040;
export const halfWidth = 500;
export const narrowWidth = 350;
