import type { Program } from '../formula/index.ts';
import { annotationKeys, valueKeys } from './merge.ts';
import { makeFaultList } from './report.ts';
import type { CaseDecl, FixedLabels, LabelsSchema, LeafSchema, Schema, SectionSchema } from './schema.ts';
import { schemaOf } from './schema.ts';

/** A JSON value: what a schema is made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type JsonObject = { readonly [key: string]: Json };

const scalar: JsonObject = { type: ['string', 'number'] };
const word: JsonObject = { type: 'string' };
const labelNames: JsonObject = {
  pattern: '^[a-z][a-z0-9_-]*$',
  not: { enum: [...valueKeys, ...annotationKeys] },
};

const sentences: Readonly<Record<(typeof valueKeys)[number] | (typeof annotationKeys)[number], string>> = {
  value: 'The value: a quantity, date, range or distribution',
  steps: 'A path over time: values by date, each holding until the next',
  linear: 'A path over time: values by date, on straight lines between them',
  growth: 'A path over time: from a value at a rate',
  table: 'A path over time from a table beside the case: file.csv#column',
  unit: "Unit of the table's bare numbers",
  times: 'Name, or names, of the drivers that multiply the value',
  source: 'Key of sources, or a title in words',
  as_of: 'Date on which the source was true',
  tier: '1 filing or measurement, 2 reputable report, 3 estimate, 4 guess',
  note: 'Free text',
  measured: 'Ids of the measured rows that the value leans on, such as mlp0478',
  alternatives: 'Other sourced values for the same thing',
};

/**
 * JSON Schema (draft 2020-12) of a case file or overlay, for editors: sections, keys with sentence and unit, options.
 *
 * Three words of its own help an editor to complete: `x-labels` (keys are labels of that dimension), `x-label` (the value is one) and
 * `x-unit` (the unit of the value). It knows shapes and words only; units, dates and labels that refer to each other are checked by `readCase`.
 */
export function caseJsonSchema(program: Program, fixedLabels: FixedLabels): JsonObject {
  const root = schemaOf(program, fixedLabels, makeFaultList().report);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Buildout case',
    ...closed({ ...propertiesOf(root, fixedLabels), ...Object.fromEntries(specialLists) }, root.sentence),
    anyOf: [{ required: ['buildout', 'name', 'calendar'] }, { required: ['base'] }],
    $defs: {
      provenance: closed(annotated(['source', 'as_of', 'tier', 'note']), 'Where a value comes from'),
      path: { type: 'object', additionalProperties: scalar, minProperties: 1 },
      value: {
        anyOf: [
          scalar,
          closed(annotated([...valueKeys, ...annotationKeys]), 'A value, where it comes from, its path'),
        ],
      },
      once: {
        anyOf: [
          scalar,
          closed(
            annotated(['value', 'times', 'source', 'as_of', 'tier', 'note', 'measured', 'alternatives']),
            'A value',
          ),
        ],
      },
      driver: {
        anyOf: [
          scalar,
          closed(annotated(['value', 'source', 'as_of', 'tier', 'note', 'measured']), 'A random variable'),
        ],
      },
    },
  };
}

function jsonOf(schema: Schema, fixedLabels: FixedLabels): Json {
  if (schema.kind === 'leaf') return leafJson(schema);
  if (schema.kind === 'labels') return labelsJson(schema, fixedLabels);
  if (schema.kind === 'names') {
    const each = jsonOf(schema.each, fixedLabels);
    return { ...open(schema.sentence), propertyNames: labelNames, additionalProperties: orNothing(each) };
  }
  return closed(propertiesOf(schema, fixedLabels), schema.sentence);
}

function propertiesOf(schema: SectionSchema, fixedLabels: FixedLabels): JsonObject {
  return Object.fromEntries([...schema.keys].map(([key, child]) => [key, jsonOf(child, fixedLabels)]));
}

function labelsJson(schema: LabelsSchema, fixedLabels: FixedLabels): Json {
  const each = orNothing(jsonOf(schema.each, fixedLabels));
  if (!Object.hasOwn(fixedLabels, schema.dimension)) {
    const mapping = { ...open(schema.sentence), 'x-labels': schema.dimension };
    return { ...mapping, propertyNames: labelNames, additionalProperties: each };
  }
  const labels = fixedLabels[schema.dimension]!;
  return closed(Object.fromEntries(labels.map((label) => [label, each])), schema.sentence);
}

function leafJson(schema: LeafSchema): Json {
  const description = describe(schema);
  if (schema.leaf === 'list') return { type: 'array', description };
  if (schema.leaf === 'text') return { ...scalar, description };
  if (schema.leaf === 'driver') return { $ref: '#/$defs/driver', description };
  if (schema.leaf === 'source') return { anyOf: [word, sourceJson], description };
  const { decl } = schema;
  if (decl?.kind === 'input') {
    const unit: JsonObject = decl.isDate ? {} : { 'x-unit': decl.unit.text };
    return { $ref: decl.when === 'once' ? '#/$defs/once' : '#/$defs/value', description, ...unit };
  }
  const words: JsonObject = decl?.kind === 'choice' ? { enum: decl.options } : word;
  const mapping = closed(
    { value: words, ...annotated(['source', 'as_of', 'tier', 'note']) },
    'A word, and its source',
  );
  const label: JsonObject = decl?.kind === 'map' ? { 'x-label': decl.to } : {};
  return { anyOf: [words, mapping], description, ...label };
}

function describe(schema: LeafSchema): string {
  const { decl, sentence } = schema;
  return decl === undefined ? sentence : `${sentence} (${kindOf(decl)})`;
}

function kindOf(decl: CaseDecl): string {
  if (decl.kind === 'map') return `label of a ${decl.to}`;
  const fallback = decl.defaultText === undefined ? '' : `; default ${decl.defaultText}`;
  if (decl.kind === 'choice') return `choice${fallback}`;
  return `${decl.isDate ? 'date' : decl.unit.text}${fallback}`;
}

function annotated(keys: readonly (keyof typeof sentences)[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, { ...shapeOfKey(key), description: sentences[key] }]));
}

function shapeOfKey(key: keyof typeof sentences): JsonObject {
  if (key === 'steps' || key === 'linear') return { $ref: '#/$defs/path' };
  if (key === 'tier') return { enum: [1, 2, 3, 4] };
  if (key === 'times' || key === 'measured') return { anyOf: [word, { type: 'array', items: word }] };
  if (key === 'growth') {
    const rate: JsonObject = {
      anyOf: [scalar, closed({ steps: { $ref: '#/$defs/path' } }, 'Rates by date')],
    };
    return { ...closed({ from: scalar, rate }, 'Growth'), required: ['from', 'rate'] };
  }
  if (key === 'alternatives') {
    const item = closed(
      { value: scalar, ...annotated(['source', 'as_of', 'tier', 'note']) },
      'Another value',
    );
    return { type: 'array', items: { ...item, required: ['value'] } };
  }
  return key === 'table' || key === 'unit' ? word : scalar;
}

const sourceJson = closed(
  { title: word, url: word, as_of: scalar, confidence: word, tier: { enum: [1, 2, 3, 4] }, note: word },
  'A source',
);

/** Lists whose entries are the same in every case. */
const specialLists: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  [
    'correlations',
    {
      type: 'array',
      description: 'Correlations between the normal scores of uncertain values',
      items: {
        ...closed({ of: word, with: word, value: scalar, note: word, source: word }, 'One correlation'),
        required: ['of', 'with', 'value'],
      },
    },
  ],
  [
    'expect',
    {
      type: 'array',
      description: 'What results must be, checked by every run',
      items: {
        ...closed(
          {
            metric: word,
            period: scalar,
            quantile: word,
            between: { type: 'array', items: scalar, minItems: 2, maxItems: 2 },
            is: scalar,
            within: scalar,
            note: word,
          },
          'One expectation',
        ),
        required: ['metric'],
        oneOf: [{ required: ['between'] }, { required: ['is', 'within'] }],
      },
    },
  ],
  [
    'bands',
    {
      type: 'array',
      description: 'Bounds outside which a result deserves doubt',
      items: {
        ...closed(
          {
            metric: word,
            period: scalar,
            low: scalar,
            high: scalar,
            ...annotated(['source', 'as_of', 'tier', 'note']),
          },
          'One band',
        ),
        required: ['metric'],
        anyOf: [{ required: ['low'] }, { required: ['high'] }],
      },
    },
  ],
]);

function closed(properties: JsonObject, description: string): JsonObject {
  return { type: 'object', description, properties, additionalProperties: false };
}

function open(description: string): JsonObject {
  return { type: 'object', description };
}

/** An overlay deletes with `~`, and a label may have nothing below it. */
function orNothing(schema: Json): Json {
  return { anyOf: [schema, { type: 'null' }] };
}
