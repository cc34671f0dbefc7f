import { exampleOf } from './example';
import type { OpenApi, Parameter } from './openapi';
import { waysIn, type Operation } from './operations';

/** Within single quotes of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function filledPath(document: OpenApi, operation: Operation): string {
  return operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((path, { name, schema }) => {
      const value = schema ? exampleOf(document, schema) : name;
      return path.replace(`{${name}}`, String(value === '…' ? 1 : value));
    }, operation.path);
}

/** Parameters without which the call is refused. */
function neededQuery(document: OpenApi, parameters: readonly Parameter[]): string {
  const needed = parameters.filter((each) => each.in === 'query' && each.required);
  const query = new URLSearchParams(
    needed.map(({ name, schema }) => [name, String(schema ? exampleOf(document, schema) : '')]),
  ).toString();
  return query ? `?${query}` : '';
}

/** The call as a command for a terminal, with an API token where one is needed. */
export function curlOf(document: OpenApi, operation: Operation, origin: string): string {
  const url =
    origin + filledPath(document, operation) + neededQuery(document, operation.parameters);
  const lines = [
    `curl ${operation.method === 'get' ? '' : `-X ${operation.method.toUpperCase()} `}`,
  ];
  lines[0] += quoted(url);
  if (waysIn(operation).some((way) => way.includes('apiToken'))) {
    lines.push(`-H "Authorization: Bearer $EXPEDITER_TOKEN"`);
  }
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type && body?.schema) {
    const example = exampleOf(document, body.schema, { forRequest: true });
    lines.push(`-H ${quoted(`Content-Type: ${type}`)}`, `-d ${quoted(JSON.stringify(example))}`);
  }
  return lines.join(' \\\n  ');
}
