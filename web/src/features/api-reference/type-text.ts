import { flatten, nameOf, type OpenApi, type Reference, type Schema } from './openapi';

/** The type of a value in a few words: `string (date) or null`, `array of Note`. */
export function typeText(document: OpenApi, value: Schema | Reference): string {
  const schema = flatten(document, value);
  const types = [schema.type ?? []].flat();
  const main = types.filter((type) => type !== 'null');
  const named = main.includes('object') || main.length === 0 ? nameOf(value) : null;
  const words = named ?? mainText(document, schema, main);
  return types.includes('null') ? `${words} or null` : words;
}

function mainText(document: OpenApi, schema: Schema, main: string[]): string {
  if (main.includes('array') && schema.items) {
    return `array of ${typeText(document, schema.items)}`;
  }
  if (main.length === 0) return schema.properties ? 'object' : untypedText(schema);
  const format = schema.format && schema.format !== 'int64' ? ` (${schema.format})` : '';
  return main.join(' or ') + format;
}

function untypedText(schema: Schema): string {
  return schema.enum || schema.const !== undefined
    ? typeof (schema.enum?.[0] ?? schema.const)
    : 'any';
}

function range(from: number | undefined, to: number | undefined, unit: string): string | null {
  if (from === undefined && to === undefined) return null;
  const number = (value: number) => value.toLocaleString('en');
  if (from === undefined) return `up to ${number(to ?? 0)}${unit}`;
  if (to === undefined) return `at least ${number(from)}${unit}`;
  return `${number(from)} to ${number(to)}${unit}`;
}

/** What a value must keep to, besides its type. */
export function limitTexts(schema: Schema): string[] {
  const found = [
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minimum, schema.maximum, ''),
    range(undefined, schema.maxItems, ' entries'),
    schema.pattern ? `matches ${schema.pattern}` : null,
    schema.default === undefined ? null : `default ${JSON.stringify(schema.default)}`,
  ];
  return found.filter((text) => text !== null);
}

/** The values that it may have, as they are written in JSON; empty where there are others. */
export function allowedValues(schema: Schema): string[] {
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  return values.map((value) => JSON.stringify(value));
}
