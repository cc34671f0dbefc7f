/** The part of OpenAPI 3.1 that the server's description of itself uses. */

export interface Reference {
  $ref: string;
}

export interface Schema {
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  readOnly?: boolean;
  properties?: Record<string, Schema | Reference>;
  additionalProperties?: boolean | Schema | Reference;
  required?: string[];
  items?: Schema | Reference;
  allOf?: (Schema | Reference)[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  schema?: Schema | Reference;
}

export type Content = Record<string, { schema?: Schema | Reference }>;

export interface Answer {
  description: string;
  headers?: Record<string, Reference | { description?: string }>;
  content?: Content;
}

export interface OperationObject {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, Answer | Reference>;
}

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

export interface OpenApi {
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Partial<Record<Method, OperationObject>>>;
  components: Record<string, Record<string, unknown>>;
}

export function isReference(value: object): value is Reference {
  return '$ref' in value;
}

/** What a reference names within the document; what is none is returned as it is. */
export function resolve<T extends object>(document: OpenApi, value: T | Reference): T {
  let now: unknown = value;
  // A description that refers in circles would never end.
  for (let hops = 0; hops < 8 && isReference(now as object); hops++) {
    const [, , section = '', name = ''] = (now as Reference).$ref.split('/');
    now = document.components[section]?.[name] ?? {};
  }
  return now as T;
}

/** The last part of a reference, by which people know a schema; null for what has no name. */
export function nameOf(value: object | undefined): string | null {
  return value && isReference(value) ? (value.$ref.split('/').at(-1) ?? null) : null;
}

/** A schema with its reference followed and its parts joined into one. */
export function flatten(document: OpenApi, value: Schema | Reference): Schema {
  const schema = resolve<Schema>(document, value);
  if (!schema.allOf) return schema;
  const { allOf, ...rest } = schema;
  return allOf
    .map((part) => flatten(document, part))
    .reduce<Schema>((joined, part) => join(document, joined, part), rest);
}

function join(document: OpenApi, one: Schema, two: Schema): Schema {
  const properties = { ...one.properties };
  for (const [name, property] of Object.entries(two.properties ?? {})) {
    const known = properties[name];
    properties[name] = known ? flatten(document, { allOf: [known, property] }) : property;
  }
  const joined: Schema = { ...one, ...two };
  if (Object.keys(properties).length > 0) joined.properties = properties;
  const required = [...(one.required ?? []), ...(two.required ?? [])];
  if (required.length > 0) joined.required = required;
  const description = one.description ?? two.description;
  if (description !== undefined) joined.description = description;
  return joined;
}
