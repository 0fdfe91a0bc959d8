import type { Json } from 'buildout';

/** A part of the JSON Schema of a case. */
export type SchemaNode = { readonly [word: string]: Json };

/**
 * All that may stand at a path of a case: the alternatives there, references resolved, each with the sentence, unit and labels that were
 * said of it on the way.
 *
 * @example schemaAt(schema, ['segments', 'training', 'price'])[0]?.['x-unit'] // '$/work'
 */
export function schemaAt(schema: SchemaNode, path: readonly string[]): readonly SchemaNode[] {
  const expand = (node: Json | undefined): readonly SchemaNode[] => {
    if (!isNode(node)) return [];
    const { $ref, anyOf, oneOf, ...own } = node;
    if (typeof $ref === 'string') {
      const [target] = [isNode(schema['$defs']) ? schema['$defs'][$ref.replace('#/$defs/', '')] : undefined];
      return expand({ ...(isNode(target) ? target : {}), ...own });
    }
    if (!Array.isArray(anyOf)) return [oneOf === undefined ? own : node];
    // The top of a case has alternatives of required keys only; those add no shape.
    const shapes = anyOf.filter((each) => isNode(each) && !isOnlyRequired(each));
    if (shapes.length === 0) return [own];
    return shapes.flatMap((each) => expand({ ...(each as SchemaNode), ...own }));
  };
  let nodes = expand(schema);
  for (const key of path) nodes = nodes.flatMap((node) => expand(below(node, key)));
  return nodes;
}

function below(node: SchemaNode, key: string): Json | undefined {
  if (key === '-') return node['items'];
  const { properties, additionalProperties } = node;
  if (isNode(properties) && Object.hasOwn(properties, key)) return properties[key];
  return additionalProperties;
}

function isOnlyRequired(node: SchemaNode): boolean {
  return Object.keys(node).every((word) => word === 'required');
}

export function isNode(value: Json | undefined): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
