/** Dollars in words: `$1.2bn`, `−$31m`, `$450k`. */
export function usdWords(usd: number): string {
  const size = Math.abs(usd);
  if (size < 0.5) return '$0';
  const sign = usd < 0 ? '−' : '';
  const show = (value: number) => {
    const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return value.toFixed(digits).replace(/\.0+$/, '');
  };
  if (size >= 1e9) return `${sign}$${show(size / 1e9)}bn`;
  if (size >= 1e6) return `${sign}$${show(size / 1e6)}m`;
  if (size >= 1e3) return `${sign}$${show(size / 1e3)}k`;
  return `${sign}$${show(size)}`;
}

/**
 * Two amounts in words with as many digits as show that they differ: `$614.4bn` and `$615.0bn`, not `$614bn` and `$615bn`.
 */
export function usdPair(a: number, b: number): readonly [string, string] {
  const size = Math.max(Math.abs(a), Math.abs(b));
  const [unit, letters] =
    size >= 1e9 ? [1e9, 'bn'] : size >= 1e6 ? [1e6, 'm'] : size >= 1e3 ? [1e3, 'k'] : [1, ''];
  const largest = size / unit;
  const least = largest >= 100 ? 0 : largest >= 10 ? 1 : 2;
  const digits = Math.max(digitsApart(a / unit, b / unit), least);
  const show = (usd: number) => `${usd < 0 ? '−' : ''}$${(Math.abs(usd) / unit).toFixed(digits)}${letters}`;
  return [show(a), show(b)];
}

/** Two amounts of power in MW, without their unit, with as many digits as show that they differ. */
export function mwPair(a: number, b: number): readonly [string, string] {
  const digits = Math.max(digitsApart(a, b), Math.max(a, b) >= 10 ? 0 : 1);
  return [a.toFixed(digits), b.toFixed(digits)];
}

/** Decimals of which the last differs by two at least between two numbers, six at most. */
function digitsApart(a: number, b: number): number {
  let apart = Math.abs(a - b);
  if (apart === 0) return 0;
  let digits = 0;
  for (; apart < 2 && digits < 6; digits++) apart *= 10;
  return digits;
}

/** A share in whole percent: `31%`. */
export function percentWords(share: number): string {
  return `${Math.round(100 * share)}%`;
}

/** A share in words: `0.04%`. */
export function shareWords(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return '0%';
  return percent < 0.01 ? 'under 0.01%' : `${percent.toFixed(2)}%`;
}
