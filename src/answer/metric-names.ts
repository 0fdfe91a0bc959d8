/** The id under which a formula is reported: `net_ppe` is `net-ppe`, `chips.installed` with a label `chip.installed[x86]`. */
export function metricId(name: string, label?: string): string {
  const id = name.replaceAll('_', '-');
  return label === undefined || label === '' ? id : `${id}[${label}]`;
}

/** The formula and labels that a metric id names; both `net-ppe` and `net_ppe` are understood. */
export function metricOf(id: string): { readonly name: string; readonly labels: readonly string[] } {
  const match = /^([^[]+)(?:\[([^\]]*)\])?$/.exec(id.trim());
  const name = (match?.[1] ?? id).trim().replaceAll('-', '_');
  const labels = match?.[2] === undefined ? [] : match[2].split(',').map((label) => label.trim());
  return { name, labels };
}
