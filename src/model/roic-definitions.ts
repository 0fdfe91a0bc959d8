/** A named ROIC as numerator over denominator, in metrics of the model, so that a bridge can be computed. */
export interface RoicDefinition {
  readonly id: string;
  readonly label: string;
  /** Numerator: NOPAT of the year, with or without depreciation added back. */
  readonly addsDepreciation: boolean;
  /** Metric of the capital in the denominator, its opening value, and whether opening and closing are averaged. */
  readonly capital: string;
  readonly opening: readonly string[];
  readonly isAveraged: boolean;
}

/** The six definitions of the model, D2 the default. Formulas `roic.d1` … `roic.d6` say the same. */
export const roicDefinitions: readonly RoicDefinition[] = [
  {
    id: 'roic.d1',
    label: 'D1 ex CIP',
    addsDepreciation: false,
    capital: 'capital.ex_cip',
    opening: ['opening_ex_cip'],
    isAveraged: true,
  },
  {
    id: 'roic.d2',
    label: 'D2 incl. CIP',
    addsDepreciation: false,
    capital: 'capital.incl_cip',
    opening: ['opening_capital'],
    isAveraged: true,
  },
  {
    id: 'roic.d3',
    label: 'D3 closing',
    addsDepreciation: false,
    capital: 'capital.incl_cip',
    opening: ['opening_capital'],
    isAveraged: false,
  },
  {
    id: 'roic.d4',
    label: 'D4 gross',
    addsDepreciation: false,
    capital: 'capital.gross',
    opening: ['opening_gross', 'opening_cip', 'opening_working_capital'],
    isAveraged: true,
  },
  {
    id: 'roic.d5',
    label: 'D5 cash return on gross in service',
    addsDepreciation: true,
    capital: 'gross_in_service',
    opening: ['opening_gross'],
    isAveraged: true,
  },
  {
    id: 'roic.d6',
    label: 'D6 with leases',
    addsDepreciation: false,
    capital: 'capital.leases',
    opening: ['opening_capital', 'opening_lease_capital'],
    isAveraged: true,
  },
];
