export type { BaseDimension, Dimension } from './dimension.ts';
export {
  baseDimensions,
  describeDimension,
  dimensionKey,
  dimensionless,
  divideDimensions,
  isDimensionless,
  makeDimension,
  multiplyDimensions,
  powerDimension,
  sameDimension,
} from './dimension.ts';
export type { Unit } from './unit.ts';
export { parseUnit } from './parse-unit.ts';
export type { Quantity } from './parse-quantity.ts';
export { parseQuantity } from './parse-quantity.ts';
export { canonicalFactor, convert, toCanonical } from './convert.ts';
export type { Digits } from './print-number.ts';
export { groupThousands } from './print-number.ts';
export type { FormatOptions } from './format-quantity.ts';
export { formatQuantity, prettyQuantity, unitLabel } from './format-quantity.ts';
