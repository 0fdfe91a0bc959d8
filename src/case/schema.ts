import type { ChoiceDecl, DimensionDecl, InputDecl, MapDecl, Program } from '../formula/index.ts';
import { nearestName } from '../base/nearest.ts';
import type { Report } from './report.ts';

/** A declaration whose values a case gives. */
export type CaseDecl = InputDecl | ChoiceDecl | MapDecl;

/** One step of the way from the top of a case to a value: a fixed key, or a label of a dimension. */
export type Step = { readonly key: string } | { readonly dimension: string };

/** What may stand at a place of a case; derived from the declarations of the formulas. */
export type Schema = SectionSchema | LabelsSchema | NamesSchema | LeafSchema;

/** A mapping with known keys. */
export interface SectionSchema {
  readonly kind: 'section';
  readonly sentence: string;
  readonly keys: ReadonlyMap<string, Schema>;
}

/** A mapping from the labels of a dimension. */
export interface LabelsSchema {
  readonly kind: 'labels';
  readonly dimension: string;
  readonly sentence: string;
  /** Whether its keys are what makes the labels. */
  readonly isDefining: boolean;
  readonly each: Schema;
}

/** A mapping from names that the case makes up: drivers and sources. */
export interface NamesSchema {
  readonly kind: 'names';
  readonly sentence: string;
  readonly each: LeafSchema;
}

/** A value; `value` leaves take the mapping with source, tier and so on. */
export interface LeafSchema {
  readonly kind: 'leaf';
  readonly leaf: 'value' | 'driver' | 'text' | 'list' | 'source';
  readonly sentence: string;
  readonly decl?: CaseDecl;
}

/** Dimensions whose labels the caller fixes, such as asset classes or fiscal years. */
export type FixedLabels = Readonly<Record<string, readonly string[]>>;

interface Growing {
  readonly sentence: string;
  readonly dimension: string | undefined;
  readonly isDefining: boolean;
  readonly children: Map<string, Growing>;
  leaf: LeafSchema | undefined;
}

/** The child of a labels node; not a word, so no key can be equal to it. */
const each = '*';

const text = (sentence: string): LeafSchema => ({ kind: 'leaf', leaf: 'text', sentence });
const list = (sentence: string): LeafSchema => ({ kind: 'leaf', leaf: 'list', sentence });

/** The sections of every case, whatever its formulas. */
export const fixedSections: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ['buildout', text('Version of the case format: 1')],
  ['name', text('Short name of the case')],
  ['question', text('The question that the case answers')],
  ['as_of', text('Date on which the case was true, such as 2026-08-15')],
  ['about', text('Free text on the case: scope, method, limits')],
  ['base', text('For an overlay: the case file it changes')],
  [
    'calendar',
    {
      kind: 'section',
      sentence: 'The time axis',
      keys: new Map([
        ['start', text('First period, such as 2026Q1')],
        ['frequency', text('Length of a period: month, quarter or year')],
        ['periods', text('Number of periods')],
        ['fiscal_year_end', text('Month in which the fiscal year ends: 1 to 12')],
      ]),
    },
  ],
  [
    'drivers',
    {
      kind: 'names',
      sentence: 'Named random variables that values share through times',
      each: { kind: 'leaf', leaf: 'driver', sentence: 'A quantity, range or distribution' },
    },
  ],
  [
    'sources',
    {
      kind: 'names',
      sentence: 'Where values come from, by key',
      each: {
        kind: 'leaf',
        leaf: 'source',
        sentence: 'A title, or a mapping with title, url, as_of, tier, note',
      },
    },
  ],
  ['correlations', list('Correlations between the normal scores of uncertain values')],
  ['expect', list('What results must be, checked by every run')],
  ['bands', list('Bounds outside which a result deserves doubt')],
  ['actuals', list('What came true later, shown beside what the case said')],
  ['counterfactual', text('Overlay without the programme: its difference from the case is the programme')],
  ['metrics', text("The case's own formulas, in the language of the model")],
]);

/** The schema of a case for a program; faults in it (`name-conflict`) are at the declarations. */
export function schemaOf(program: Program, fixedLabels: FixedLabels, report: Report): SectionSchema {
  const dimensions = dimensionsOf(program);
  const root = growing('A case');
  for (const decl of dimensions.values()) {
    if (Object.hasOwn(fixedLabels, decl.name)) continue;
    root.children.set(decl.plural, growing(decl.sentence, decl.name, true));
    root.children.get(decl.plural)!.children.set(each, growing(decl.sentence));
  }
  for (const decl of program.decls) {
    if (!isCaseDecl(decl)) continue;
    const steps = stepsOf(decl, dimensions);
    const clash = insert(root, steps, { decl, dimensions });
    if (clash !== undefined) {
      report('name-conflict', decl.at, `'${decl.name}' cannot be read from a case: ${clash}.`, {
        fix: 'choose another name',
      });
    }
  }
  const keys = new Map(fixedSections);
  for (const [key, child] of root.children) keys.set(key, finish(child));
  return { kind: 'section', sentence: 'A case', keys };
}

/** Whether a declaration's values come from the case. */
export function isCaseDecl(decl: Program['decls'][number]): decl is CaseDecl {
  return decl.kind === 'choice' || decl.kind === 'map' || (decl.kind === 'input' && decl.origin === 'case');
}

/** The dimensions of a program, by name. */
export function dimensionsOf(program: Program): ReadonlyMap<string, DimensionDecl> {
  const found = new Map<string, DimensionDecl>();
  for (const decl of program.decls) if (decl.kind === 'dimension') found.set(decl.name, decl);
  return found;
}

/** The dimensions of a declaration, in the order in which its elements are laid out. */
export function dimsOf(decl: CaseDecl): readonly string[] {
  return decl.kind === 'map' ? [decl.from] : decl.dims;
}

/**
 * The way to a declaration's values: `chip.price[chip]` is `chips`, a chip, `price`; `segment.rate[segment, chip]` ends
 * with a chip; `accounts.life[class]` is `accounts`, `life`, a class.
 */
export function stepsOf(decl: CaseDecl, dimensions: ReadonlyMap<string, DimensionDecl>): Step[] {
  const words = decl.name.split('.');
  const dims = dimsOf(decl);
  const owner = words.length > 1 ? dimensions.get(words[0]!) : undefined;
  if (!owner || !dims.includes(owner.name)) return [...words.map(toKey), ...dims.map(toLabel)];
  const rest = dims.filter((dim) => dim !== owner.name);
  return [toKey(owner.plural), toLabel(owner.name), ...words.slice(1).map(toKey), ...rest.map(toLabel)];
}

/** The known key nearest to an unknown one, as the mending of a message. */
export function nearestFix(found: string, known: Iterable<string>): string | undefined {
  const nearest = nearestName(found, known);
  return nearest === undefined ? undefined : `write ${nearest}`;
}

function toKey(key: string): Step {
  return { key };
}

function toLabel(dimension: string): Step {
  return { dimension };
}

function growing(sentence: string, dimension?: string, isDefining = false): Growing {
  return { sentence, dimension, isDefining, children: new Map(), leaf: undefined };
}

/** Adds the way to a declaration; returns what stands in it, if anything. */
function insert(
  root: Growing,
  steps: readonly Step[],
  context: { readonly decl: CaseDecl; readonly dimensions: ReadonlyMap<string, DimensionDecl> },
): string | undefined {
  const { decl, dimensions } = context;
  const first = steps[0]!;
  if ('key' in first && fixedSections.has(first.key)) return `'${first.key}' is a section of every case`;
  let node = root;
  steps.forEach((step, i) => {
    const key = 'key' in step ? step.key : each;
    const next = steps[i + 1];
    const dimension = next !== undefined && 'dimension' in next ? next.dimension : undefined;
    if (!node.children.has(key)) {
      const sentence =
        dimension === undefined ? decl.sentence : (dimensions.get(dimension)?.sentence ?? decl.sentence);
      const isSection = i < steps.length - 1 && dimension === undefined;
      node.children.set(key, growing(isSection ? `Values of ${key}` : sentence, dimension));
    }
    node = node.children.get(key)!;
  });
  return place(root, steps, decl);
}

/** Walks the way again and puts the leaf at its end, unless the way runs through another value or over one. */
function place(root: Growing, steps: readonly Step[], decl: CaseDecl): string | undefined {
  let node = root;
  for (const [i, step] of steps.entries()) {
    const isLabel = 'dimension' in step;
    if (isLabel !== (node.dimension !== undefined))
      return 'another declaration makes it a different kind of section';
    if (isLabel && node.dimension !== step.dimension) return `the section there lists each ${node.dimension}`;
    node = node.children.get(isLabel ? each : step.key)!;
    if (node.leaf && i < steps.length - 1)
      return `'${node.leaf.decl!.name}' is a value, so nothing can stand below it`;
  }
  if (node.leaf || node.children.size > 0) return 'another declaration stands at or below the same place';
  node.leaf = { kind: 'leaf', leaf: 'value', sentence: decl.sentence, decl };
  return undefined;
}

function finish(node: Growing): Schema {
  if (node.leaf) return node.leaf;
  if (node.dimension !== undefined) {
    const child = node.children.get(each);
    return {
      kind: 'labels',
      dimension: node.dimension,
      sentence: node.sentence,
      isDefining: node.isDefining,
      each: child ? finish(child) : { kind: 'section', sentence: node.sentence, keys: new Map() },
    };
  }
  const keys = new Map<string, Schema>();
  for (const [key, child] of node.children) keys.set(key, finish(child));
  for (const [key, sentence] of groupProvenance) if (!keys.has(key)) keys.set(key, text(sentence));
  return { kind: 'section', sentence: node.sentence, keys };
}

/** Keys of a section that vouch for every value in it that names neither source nor tier of its own. */
const groupProvenance: readonly (readonly [key: string, sentence: string])[] = [
  ['source', 'Source of the values here that name none'],
  ['as_of', 'Date of the values here that name no source'],
  ['tier', 'Evidence tier of the values here that name no source: 1 to 4'],
  ['note', 'Note on the values here that name no source'],
];
