/** Significant digits of a printed number, or `full` for the shortest text that reads back as the same number. */
export type Digits = number | 'full';

/**
 * Prints the size of a number: significant digits without trailing zeros, thousands grouped, whole digits never
 * zeroed, so that 12,345.6 to 3 digits is `12,346`.
 */
export function printNumber(magnitude: number, digits: Digits): string {
  if (digits === 'full') return String(magnitude);
  const exponent = decimalExponent(magnitude, digits);
  if (exponent >= 15 || exponent < -6) return trimZeros(magnitude.toExponential(digits - 1));
  const decimals = Math.max(0, digits - 1 - exponent);
  return trimZeros(groupThousands(magnitude.toFixed(decimals)));
}

/** A plain decimal with commas between thousands: `10950.25` is `10,950.25`. */
export function groupThousands(text: string): string {
  const [whole = '', part] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/** The power of ten of a number after rounding, so that 999.7 to 3 digits counts as 1,000. */
function decimalExponent(magnitude: number, digits: number): number {
  return magnitude === 0 ? 0 : Number(magnitude.toExponential(digits - 1).split('e')[1]);
}

function trimZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

/** A number rounded to significant digits, to choose its scale by. */
export function roundDigits(magnitude: number, digits: Digits): number {
  return digits === 'full' ? magnitude : Number(magnitude.toPrecision(digits));
}
