import { fold, foldedWords } from '@/shared/fold';
import {
  METHODS,
  resolve,
  type Answer,
  type Method,
  type OpenApi,
  type OperationObject,
  type Parameter,
} from './openapi';

/** One call of the API, as the reference shows it. */
export interface Operation extends Omit<OperationObject, 'parameters' | 'responses'> {
  method: Method;
  path: string;
  parameters: Parameter[];
  answers: { status: string; answer: Answer }[];
}

/** Calls that belong together. */
export interface Group {
  name: string;
  description: string;
  operations: Operation[];
}

function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const { parameters = [], responses, ...rest } = item[method] ?? { responses: null };
      if (!responses || !('operationId' in rest)) return [];
      return {
        ...rest,
        method,
        path,
        parameters: parameters.map((each) => resolve<Parameter>(document, each)),
        answers: Object.entries(responses).map(([status, answer]) => ({
          status,
          answer: resolve<Answer>(document, answer),
        })),
      };
    }),
  );
}

/** Every call under the first of its tags, in the order that the document gives the tags. */
export function groupsOf(document: OpenApi): Group[] {
  const operations = operationsOf(document);
  const named = document.tags ?? [];
  const names = new Set([
    ...named.map((tag) => tag.name),
    ...operations.map((operation) => operation.tags?.[0] ?? ''),
  ]);
  return [...names]
    .map((name) => ({
      name,
      description: named.find((tag) => tag.name === name)?.description ?? '',
      operations: operations.filter((operation) => (operation.tags?.[0] ?? '') === name),
    }))
    .filter((group) => group.operations.length > 0);
}

/** The groups with only those calls in which every word occurs. */
export function searched(groups: readonly Group[], text: string): Group[] {
  const words = foldedWords(text);
  const matches = (group: Group, operation: Operation) => {
    const names = [
      group.name,
      operation.method,
      operation.path,
      operation.summary,
      operation.operationId,
      ...operation.parameters.map((parameter) => parameter.name),
    ];
    const haystack = fold(names.join(' '));
    return words.every((word) => haystack.includes(word));
  };
  return groups
    .map((group) => ({
      ...group,
      operations: group.operations.filter((operation) => matches(group, operation)),
    }))
    .filter((group) => group.operations.length > 0);
}

/**
 * Parameters that only say "rows whose field is any of these": a list has one for each of its fields,
 * and they would hide the others.
 */
export function isFieldFilter(parameter: Parameter): boolean {
  return parameter.in === 'query' && (parameter.description ?? '').startsWith('Rows whose ');
}

/** What a caller must bring, in the order of the ways to bring it; empty for what anybody may call. */
export function waysIn(operation: Operation): string[][] {
  return (operation.security ?? []).map((way) => Object.keys(way));
}
