import { readFileSync } from 'node:fs';
import Table from 'cli-table3';
import { basename } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { hasErrors, type Issue } from '../../base/issue.ts';
import {
  checkOverrides,
  layerForecasts,
  readHierarchy,
  readOverrides,
  type ForecastSet,
  type LayeredSet,
  type ValueAdded,
} from '../../forecast/index.ts';
import { parseDate } from '../../time/index.ts';
import { printIssues } from '../open.ts';

/** Flags of `forecast` that lay a hierarchy and judgement over the statistical forecast. */
export interface LayerFlags {
  readonly horizon: number;
  readonly reconcile?: string;
  readonly overrides?: string;
  readonly asOf?: string;
  readonly pathsOut?: string;
  readonly paths: number;
  readonly seed: number;
}

/** Reads the files of the layers and lays them; prints every fault of both and gives `undefined` when one is an error. */
export function loadLayers(set: ForecastSet, flags: LayerFlags): LayeredSet | undefined {
  const { reconcile, overrides, horizon, seed } = flags;
  const issues: Issue[] = [];
  const hierarchy =
    reconcile === undefined
      ? undefined
      : readHierarchy(readFileSync(reconcile, 'utf8'), basename(reconcile), set.series);
  issues.push(...(hierarchy?.issues ?? []));
  const judged =
    overrides === undefined ? undefined : readOverrides(readFileSync(overrides, 'utf8'), basename(overrides));
  issues.push(...(judged?.issues ?? []));
  if (judged?.value && overrides !== undefined) {
    const ids = set.series.map(({ id }) => id);
    const known = { file: basename(overrides), ids, horizon, hierarchy: hierarchy?.value };
    issues.push(...checkOverrides(judged.value, known));
  }
  printIssues(issues);
  if (hasErrors(issues)) return undefined;
  const today = flags.asOf ?? new Date().toISOString().slice(0, 10);
  const layers = { hierarchy: hierarchy?.value, overrides: judged?.value ?? [] };
  // Paths that nobody asked for are not drawn.
  const paths = flags.pathsOut === undefined ? 0 : flags.paths;
  return layerForecasts(set, { ...layers, today, paths, seed });
}

/** What the layers did, a line each; nothing without layers. */
export function describeLayers({ reconciliation, log }: LayeredSet): string[] {
  const digits = (value: number) => String(Number(value.toPrecision(4)));
  const lines: string[] = [];
  if (reconciliation) {
    const { correlation, largestGap } = reconciliation;
    lines.push(
      `Reconciled: sums of parts were up to ${(100 * largestGap).toFixed(1)}% from the forecasts of their totals; the widths imply that errors of two parts correlate by ${correlation.toFixed(2)}.`,
    );
  }
  for (const { override, applied, because, before, after } of log) {
    const { owner, reason, seriesId, from, to, change, value, expires } = override;
    const what = `${seriesId}, periods ${from} to ${to}, ${change} ${value}, by ${owner}`;
    lines.push(
      applied
        ? `Override: ${what} (${reason}; until ${expires}): sum ${digits(before)} → ${digits(after)}.`
        : `Override left out: ${what}: ${because}.`,
    );
  }
  return lines;
}

/** What the layers and each override added, from what came after. */
export function describeAdded({ series, overrides }: ValueAdded): string[] {
  if (series.length === 0) return ['No series of the forecast is among the actuals.'];
  const digits = (value: number | undefined) =>
    value === undefined ? '' : String(Number(value.toPrecision(4)));
  const table = new Table({
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    style: { head: [], border: [], compact: true },
    head: ['Mean absolute error', 'periods', 'buildout', 'reconciled', 'judged', 'value added'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const { id, periods, statistical, reconciled, judged, added } of series) {
    table.push([id, periods, digits(statistical), digits(reconciled), digits(judged), digits(added)]);
  }
  const lines = overrides.map(({ override, periods, added }) => {
    const { seriesId, from, to, change, value, owner } = override;
    const verdict = added > 0 ? 'helped' : added < 0 ? 'hurt' : 'changed nothing';
    return `Override: ${seriesId}, periods ${from} to ${to}, ${change} ${value}, by ${owner}: ${verdict}; ${digits(added)} off the error of a period (${periods} have come).`;
  });
  return [table.toString(), ...lines];
}

/** A date as an option. */
export function dateText(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text).value) return text;
  throw new InvalidArgumentError(`expected a date such as 2026-03-01, found '${text}'.`);
}
