import { hashText, stableJson } from '../base/hash.ts';
import type { Outcome } from '../base/issue.ts';
import { fail, hasErrors, ok, sortIssues } from '../base/issue.ts';
import type { DimensionDecl, Program, Shape } from '../formula/index.ts';
import { periodsPerYear } from '../time/index.ts';
import type { Assumption, Case, Setting } from './case.ts';
import { checkStructure, isLabelWord } from './check-structure.ts';
import type { DocMap } from './doc.ts';
import { childOf } from './doc.ts';
import type { LayerRequest, Layers } from './load-layers.ts';
import { loadLayers } from './load-layers.ts';
import { readActuals, readBands, readExpectations } from './read-checks.ts';
import { readCorrelations, readDrivers } from './read-drivers.ts';
import type { ElementContext } from './read-elements.ts';
import { readChoice, readInput, readMap } from './read-elements.ts';
import type { CaseHead } from './read-head.ts';
import { readHead } from './read-head.ts';
import { readSources } from './read-provenance.ts';
import type { Reader } from './reader.ts';
import { makeFaultList } from './report.ts';
import type { FixedLabels } from './schema.ts';
import { dimensionsOf, isCaseDecl, schemaOf } from './schema.ts';

/** A case to read: its texts, what is laid over it, and the formulas whose inputs it gives. */
export interface ReadCaseRequest extends LayerRequest {
  readonly program: Program;
  /** Labels of the dimensions that no case lists, such as asset classes. */
  readonly fixedLabels: FixedLabels;
}

/**
 * Reads, lays together and checks a case against the inputs that its formulas declare.
 *
 * Every fault found is returned, sorted by place; the codes are those of `caseCodes`. A case with an error has no value.
 *
 * @example readCase({ files, main: 'case.yaml', overlays: [], sets: [], program, fixedLabels: {} }).value?.name
 */
export function readCase(request: ReadCaseRequest): Outcome<Case> {
  const faults = makeFaultList();
  const { report } = faults;
  const schema = schemaOf(request.program, request.fixedLabels, report);
  const layers = loadLayers(request, { schema, report });
  if (!layers) return fail(...sortIssues(faults.issues));
  const dimensions = dimensionsOf(request.program);
  const labels = readLabels(layers.doc, { dimensions, fixedLabels: request.fixedLabels });
  checkStructure(layers.doc, schema, '', { report, labels });
  const head = readHead(layers.doc, report);
  const reader: Reader = {
    calendar: head.calendar,
    report,
    files: request.files,
    sources: readSources(layers.doc, report),
    named: new Map(),
    drivers: new Map(),
    tables: new Map(),
    groups: new Map(),
  };
  readDrivers(layers.doc, reader);
  const body = readBody(request.program, { doc: layers.doc, reader, labels, dimensions });
  const certain = new Set(body.assumptions.map((assumption) => assumption.path));
  const value: Case = {
    ...headOf(head),
    ...body,
    labels: Object.fromEntries(labels),
    correlations: readCorrelations(layers.doc, reader, certain),
    expectations: readExpectations(layers.doc, reader),
    bands: readBands(layers.doc, reader),
    actuals: readActuals(layers.doc, reader),
    drivers: [...reader.drivers.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    sources: reader.sources,
    files: [...layers.files, ...[...reader.tables.keys()].toSorted()],
    hash: hashOf(request, layers, [...reader.tables.keys()].toSorted()),
  };
  const issues = sortIssues(faults.issues);
  return hasErrors(issues) ? fail(...issues) : ok(value, issues);
}

/** What a case brings to a graph of formulas. */
export function shapeOf(value: Case): Shape {
  const { labels, maps, choices, calendar } = value;
  return { labels, maps, choices, periods: calendar.periods, periodsPerYear: periodsPerYear(calendar) };
}

/** The labels of every dimension: those the caller fixed, else the keys of its section that can be labels. */
function readLabels(
  doc: DocMap,
  context: { readonly dimensions: ReadonlyMap<string, DimensionDecl>; readonly fixedLabels: FixedLabels },
): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, readonly string[]>();
  for (const { name, plural } of context.dimensions.values()) {
    const section = childOf(doc, plural);
    const keys = section?.kind === 'map' ? [...section.entries.keys()].filter(isLabelWord) : [];
    const isFixed = Object.hasOwn(context.fixedLabels, name);
    labels.set(name, isFixed ? context.fixedLabels[name]! : keys);
  }
  return labels;
}

function readBody(program: Program, context: ElementContext) {
  const assumptions: Assumption[] = [];
  const inputs = new Map<string, readonly Assumption[]>();
  const settings: Setting[] = [];
  const choices: [string, Int32Array][] = [];
  const maps: [string, Int32Array][] = [];
  for (const decl of program.decls) {
    if (!isCaseDecl(decl)) continue;
    if (decl.kind === 'input') {
      const found = readInput(decl, context);
      inputs.set(decl.name, found);
      assumptions.push(...found);
    } else {
      const found = decl.kind === 'choice' ? readChoice(decl, context) : readMap(decl, context);
      (decl.kind === 'choice' ? choices : maps).push([decl.name, found.indices]);
      settings.push(...found.settings);
    }
  }
  return {
    assumptions,
    inputs,
    settings,
    choices: Object.fromEntries(choices),
    maps: Object.fromEntries(maps),
  };
}

function headOf(head: CaseHead) {
  const { name, question, asOf, about, counterfactual, metricsText, metricsAt, calendar } = head;
  return {
    name,
    calendar,
    ...(question === undefined ? {} : { question }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(counterfactual === undefined ? {} : { counterfactual }),
    ...(about === undefined ? {} : { about }),
    ...(metricsText === undefined || metricsAt === undefined ? {} : { metricsText, metricsAt }),
  };
}

/** A hash of every text that the case depends on, in the order in which they apply. */
function hashOf(request: ReadCaseRequest, layers: Layers, tables: readonly string[]): string {
  const texts = [...layers.files, ...tables].map((file) => [file, request.files.get(file) ?? '']);
  return hashText(stableJson({ texts, sets: request.sets }));
}
