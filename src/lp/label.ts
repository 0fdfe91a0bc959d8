/**
 * The name of a row or column: its family, then the labels of the case it stands for.
 *
 * @example label('power', 'ohio', '2027Q1') // 'power[ohio, 2027Q1]'
 */
export function label(family: string, ...labels: readonly string[]): string {
  return labels.length === 0 ? family : `${family}[${labels.join(', ')}]`;
}
