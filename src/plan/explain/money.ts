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

/** A share in words: `0.04%`. */
export function shareWords(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return '0%';
  return percent < 0.01 ? 'under 0.01%' : `${percent.toFixed(2)}%`;
}
