import type { Issue, Outcome } from '../base/issue.ts';
import { hasErrors, ok } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import { readCsv } from '../table/index.ts';

/** What a layer of demand is made from. */
export const layerKinds = ['path', 'series', 'revenue', 'adoption', 'pipeline', 'backlog', 'churn'] as const;
export type LayerKind = (typeof layerKinds)[number];

/** One layer of one segment's demand: which signal file it reads, and with which numbers. */
export interface DemandLayer {
  readonly segment: string;
  readonly layer: string;
  readonly kind: LayerKind;
  /** Signal file, relative to the list of layers. */
  readonly file: string;
  readonly args: ReadonlyMap<string, string>;
  readonly line: number;
}

/** A case's layers of demand, and the quarters they are built for. */
export interface DemandPlan {
  /** First quarter, such as `2026Q1`. */
  readonly start: string;
  readonly quarters: number;
  readonly layers: readonly DemandLayer[];
  readonly file: string;
}

const mostQuarters = 400;
const header = ['segment', 'layer', 'kind', 'file', 'args'] as const;

/**
 * Reads a list of layers: columns `segment, layer, kind, file, args`, `args` being `name=value;name=value`; the row of kind
 * `calendar` has `start=2026Q1;quarters=40`. Issues: those of `readCsv`, `layer-malformed`.
 */
export function readLayers(text: string, file: string): Outcome<DemandPlan> {
  const table = readCsv(text, file);
  if (!table.value) return { issues: table.issues };
  const { columns, rows, lines } = table.value;
  const issues: Issue[] = [];
  const refuse = (line: number, message: string, words: Pick<Issue, 'found' | 'expected' | 'fix'>) =>
    issues.push({
      code: 'layer-malformed',
      severity: 'error',
      message,
      at: { file, line, column: 1 },
      ...words,
    });
  for (const name of header) {
    if (!columns.includes(name))
      refuse(1, `The list of layers has no column '${name}'.`, { expected: header.join(', ') });
  }
  if (issues.length > 0) return { issues };
  let calendar: { readonly start: string; readonly quarters: number } | undefined;
  const layers = rows.flatMap((row, i): DemandLayer[] => {
    const cell = (name: (typeof header)[number]) => row[columns.indexOf(name)]!.trim();
    const args = new Map(
      cell('args')
        .split(';')
        .flatMap((each) => {
          const at = each.indexOf('=');
          return at < 1 ? [] : [[each.slice(0, at).trim(), each.slice(at + 1).trim()] as const];
        }),
    );
    const line = lines[i]!;
    const kind = cell('kind');
    if (kind === 'calendar') {
      const [start, quarters] = [args.get('start') ?? '', Number(args.get('quarters'))];
      if (!/^\d{4}Q[1-4]$/.test(start) || !(quarters >= 1 && quarters <= mostQuarters)) {
        refuse(line, 'The calendar of the layers cannot be read.', {
          found: cell('args'),
          expected: 'start=2026Q1;quarters=40',
        });
      } else calendar = { start, quarters };
      return [];
    }
    if (!isLayerKind(kind)) {
      const near = nearestName(kind, layerKinds);
      refuse(line, 'A layer has a kind that there is not.', {
        found: kind || '(empty)',
        expected: `calendar or one of ${layerKinds.join(', ')}`,
        ...(near === undefined ? {} : { fix: `write ${near}` }),
      });
      return [];
    }
    return [{ segment: cell('segment'), layer: cell('layer'), kind, file: cell('file'), args, line }];
  });
  if (!calendar && !hasErrors(issues))
    refuse(1, 'The list of layers has no calendar.', { expected: 'a row of kind calendar' });
  return hasErrors(issues) || !calendar ? { issues } : ok({ ...calendar, layers, file });
}

function isLayerKind(text: string): text is LayerKind {
  return (layerKinds as readonly string[]).includes(text);
}
