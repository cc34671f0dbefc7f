import { flatten, type OpenApi, type Reference, type Schema } from './openapi';

/** Deeper than anything that the API answers with; a schema that holds itself would never end. */
const DEEPEST = 8;

const BY_FORMAT: Record<string, string> = {
  'date-time': '2024-03-10T09:00:00Z',
  date: '2024-03-20',
  email: 'jane.doe@acme.com',
};

function exampleText(schema: Schema): string {
  if (schema.format && BY_FORMAT[schema.format]) return BY_FORMAT[schema.format] ?? '';
  return schema.pattern === '^TKT-[0-9]{3,}$' ? 'TKT-001' : '…';
}

interface ExampleOptions {
  /** For a request: without what only the server sets. */
  forRequest?: boolean;
}

/** A value that the schema allows, to show what one looks like. */
export function exampleOf(
  document: OpenApi,
  value: Schema | Reference,
  options: ExampleOptions = {},
  depth = 0,
): unknown {
  const schema = flatten(document, value);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (depth >= DEEPEST) return null;
  const type = [schema.type ?? []].flat().find((each) => each !== 'null');
  if (type === 'array') {
    return schema.items ? [exampleOf(document, schema.items, options, depth + 1)] : [];
  }
  if (type === 'object' || schema.properties)
    return exampleObject(document, schema, options, depth);
  if (type === 'integer' || type === 'number') return schema.default ?? schema.minimum ?? 1;
  if (type === 'boolean') return schema.default ?? true;
  return type === 'string' ? exampleText(schema) : null;
}

function exampleObject(
  document: OpenApi,
  schema: Schema,
  options: ExampleOptions,
  depth: number,
): Record<string, unknown> {
  const shown = Object.entries(schema.properties ?? {}).filter(
    ([, property]) => !(options.forRequest && flatten(document, property).readOnly),
  );
  return Object.fromEntries(
    shown.map(([name, property]) => [name, exampleOf(document, property, options, depth + 1)]),
  );
}
