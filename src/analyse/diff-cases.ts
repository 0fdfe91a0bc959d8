import type { Place } from '../base/issue.ts';
import { termsOf, type Assumption, type Case } from '../case/index.ts';

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

/** Everything in which case B differs from case A: labels first, then words, shared drivers, and values in the order of the model. */
export function diffCases(a: Case, b: Case): CaseDifference[] {
  return [
    ...labelDifferences(a, b),
    ...settingDifferences(a, b),
    ...driverDifferences(a, b),
    ...valueDifferences(a, b),
  ];
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

/** Drivers that several values share: the difference is theirs, not that of each value which reads them. */
function driverDifferences(a: Case, b: Case): CaseDifference[] {
  const before = new Map(a.drivers.map((each) => [each.name, each]));
  return b.drivers.filter(isShared).flatMap((after) => {
    const old = before.get(after.name);
    const isSame = JSON.stringify(old?.distribution) === JSON.stringify(after.distribution);
    return !old || isSame
      ? []
      : [difference('value', { ...old, path: old.name }, { ...after, path: after.name })];
  });
}

/** Whether a driver is a named one, which several values may read; others belong to the value whose path they bear. */
export function isShared(driver: { readonly name: string }): boolean {
  return driver.name.startsWith('drivers.');
}

function valueDifferences(a: Case, b: Case): CaseDifference[] {
  const before = new Map(a.assumptions.map((each) => [each.path, each]));
  return b.assumptions.flatMap((after) => {
    const old = before.get(after.path);
    return old && describe(old, a) !== describe(after, b) ? [difference('value', old, after)] : [];
  });
}

/** What an assumption gives: its data, and the distributions that belong to it alone. */
function describe(each: Assumption, study: Case): string {
  const own = new Set(termsOf(each.value).flatMap((term) => (term.kind === 'driver' ? [term.name] : [])));
  const drawn = study.drivers.filter((driver) => own.has(driver.name) && !isShared(driver));
  const plain = (_key: string, part: unknown) => (part instanceof Float64Array ? [...part] : part);
  return JSON.stringify([each.value, drawn.map((driver) => driver.distribution)], plain);
}

interface Written {
  readonly path: string;
  readonly text: string;
  readonly at: Place;
}

function difference(kind: 'value' | 'word', old: Written, now: Written): CaseDifference {
  return {
    path: now.path,
    kind,
    before: old.text,
    after: now.text,
    beforeAt: `${old.at.file}:${old.at.line}`,
    afterAt: `${now.at.file}:${now.at.line}`,
  };
}
