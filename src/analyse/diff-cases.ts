import type { Assumption, Case, Setting } from '../case/index.ts';

/** One thing in which two cases differ. */
export interface CaseDifference {
  /** Such as `chips.trn2.price`; `labels.chip` where the labels themselves differ. */
  readonly path: string;
  readonly kind: 'value' | 'word' | 'label';
  readonly before: string;
  readonly after: string;
  readonly beforeAt: string | undefined;
  readonly afterAt: string | undefined;
}

/** Everything in which case B differs from case A: labels first, then words, then values, in the order of the model. */
export function diffCases(a: Case, b: Case): CaseDifference[] {
  return [...labelDifferences(a, b), ...settingDifferences(a, b), ...valueDifferences(a, b)];
}

function labelDifferences(a: Case, b: Case): CaseDifference[] {
  const dims = [...new Set([...Object.keys(a.labels), ...Object.keys(b.labels)])];
  return dims.flatMap((dim) => {
    const [before, after] = [a.labels[dim] ?? [], b.labels[dim] ?? []];
    if (before.join() === after.join()) return [];
    const words = (list: readonly string[]) => (list.length === 0 ? 'none' : list.join(', '));
    return [
      {
        path: `labels.${dim}`,
        kind: 'label' as const,
        before: words(before.filter((label) => !after.includes(label))),
        after: words(after.filter((label) => !before.includes(label))),
        beforeAt: undefined,
        afterAt: undefined,
      },
    ];
  });
}

function settingDifferences(a: Case, b: Case): CaseDifference[] {
  const before = new Map(a.settings.map((each) => [each.path, each]));
  return b.settings.flatMap((after) => {
    const old = before.get(after.path);
    return old && old.text !== after.text ? [difference('word', old, after)] : [];
  });
}

function valueDifferences(a: Case, b: Case): CaseDifference[] {
  const before = new Map(a.assumptions.map((each) => [each.path, each]));
  return b.assumptions.flatMap((after) => {
    const old = before.get(after.path);
    return old && !isSameValue(old, after, a, b) ? [difference('value', old, after)] : [];
  });
}

/** Whether two assumptions give the same numbers: the same data, on drivers with the same distributions. */
function isSameValue(x: Assumption, y: Assumption, a: Case, b: Case): boolean {
  return describe(x, a) === describe(y, b);
}

function describe(each: Assumption, study: Case): string {
  const names: string[] = [];
  const value = JSON.stringify(each.value, (_key, part: unknown) => {
    if (isDriverTerm(part)) names.push(part.name);
    return part instanceof Float64Array ? [...part] : part;
  });
  const drawn = names.map((name) => study.drivers.find((driver) => driver.name === name)?.distribution);
  return `${value} ${JSON.stringify(drawn)}`;
}

function isDriverTerm(part: unknown): part is { kind: 'driver'; name: string } {
  return (
    typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'driver' && 'name' in part
  );
}

function difference(
  kind: 'value' | 'word',
  old: Assumption | Setting,
  now: Assumption | Setting,
): CaseDifference {
  return {
    path: now.path,
    kind,
    before: old.text,
    after: now.text,
    beforeAt: `${old.at.file}:${old.at.line}`,
    afterAt: `${now.at.file}:${now.at.line}`,
  };
}
