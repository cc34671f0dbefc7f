import { describe, expect, it } from 'vitest';
import { curlOf } from './curl';
import { exampleOf } from './example';
import { flatten, type OpenApi } from './openapi';
import { groupsOf, isFieldFilter, searched } from './operations';
import { allowedValues, limitTexts, typeText } from './type-text';

const NOTE = { $ref: '#/components/schemas/Note' };

const DOCUMENT: OpenApi = {
  info: { title: 'T', version: '1' },
  tags: [{ name: 'Notes', description: 'Remarks.' }, { name: 'Server' }],
  paths: {
    '/healthz': { get: { operationId: 'getHealthz', tags: ['Server'], responses: {} } },
    '/api/t/{id}/notes': {
      post: {
        operationId: 'createNote',
        tags: ['Notes'],
        summary: 'Add a note.',
        security: [{ session: [], csrf: [] }, { apiToken: [] }],
        parameters: [
          { name: 'id', in: 'path', schema: { type: 'string', pattern: '^TKT-[0-9]{3,}$' } },
          { $ref: '#/components/parameters/Key' },
        ],
        requestBody: { content: { 'application/json': { schema: NOTE } } },
        responses: { '404': { $ref: '#/components/responses/Missing' } },
      },
    },
  },
  components: {
    schemas: {
      Note: {
        type: 'object',
        required: ['Note'],
        properties: {
          id: { type: 'integer', format: 'int64', readOnly: true },
          Note: { type: 'string', minLength: 1, maxLength: 16384 },
          'Due Date': { type: ['string', 'null'], format: 'date' },
          Parent: NOTE,
        },
      },
    },
    parameters: { Key: { name: 'Key', in: 'header', description: 'Of your own.' } },
    responses: { Missing: { description: '- `Note.NotFound`: No such note.' } },
  },
};

const operation = groupsOf(DOCUMENT)[0]?.operations[0];
if (!operation) throw new Error('The document of this test has a call.');

describe('the calls of a description', () => {
  it('stand under their tags, in the order of the tags, with references followed', () => {
    expect(groupsOf(DOCUMENT).map((group) => group.name)).toEqual(['Notes', 'Server']);
    expect(operation.parameters.map((parameter) => parameter.name)).toEqual(['id', 'Key']);
    expect(operation.answers[0]).toMatchObject({
      status: '404',
      answer: { description: /No such/ },
    });
  });

  it('are found by words of their path, method, summary and parameters', () => {
    const found = (text: string) =>
      searched(groupsOf(DOCUMENT), text).flatMap((group) =>
        group.operations.map((each) => each.operationId),
      );
    expect(found('POST note')).toEqual(['createNote']);
    expect(found('key')).toEqual(['createNote']);
    expect(found('health note')).toEqual([]);
  });

  it('tell a filter by a field from what makes a list', () => {
    const parameter = { name: 'Status', in: 'query' as const };
    expect(isFieldFilter({ ...parameter, description: 'Rows whose Status is …' })).toBe(true);
    expect(isFieldFilter({ ...parameter, description: 'Which page, from 1.' })).toBe(false);
  });
});

describe('a schema in words', () => {
  it('names types, formats, lists and null', () => {
    expect(typeText(DOCUMENT, { type: 'array', items: NOTE })).toBe('array of Note');
    expect(typeText(DOCUMENT, { type: ['string', 'null'], format: 'date' })).toBe(
      'string (date) or null',
    );
    expect(typeText(DOCUMENT, { const: true })).toBe('boolean');
  });

  it('names limits and allowed values', () => {
    expect(limitTexts({ minLength: 1, maxLength: 16384 })).toEqual(['1 to 16,384 characters']);
    expect(limitTexts({ minimum: 1, default: 50 })).toEqual(['at least 1', 'default 50']);
    expect(allowedValues({ enum: ['Open', null] })).toEqual(['"Open"', 'null']);
  });

  it('is joined from its parts, the narrower word counting', () => {
    const joined = flatten(DOCUMENT, {
      allOf: [NOTE, { properties: { Note: { enum: ['x'] } }, required: ['id'] }],
    });
    expect(joined.required).toEqual(['Note', 'id']);
    expect(joined.properties?.Note).toMatchObject({ type: 'string', enum: ['x'] });
  });
});

describe('an example', () => {
  it('is a value of the schema, and ends where a schema holds itself', () => {
    const made = exampleOf(DOCUMENT, NOTE) as Record<string, unknown>;
    expect(made).toMatchObject({ id: 1, 'Due Date': '2024-03-20' });
    expect(JSON.stringify(made).length).toBeLessThan(2_000);
  });

  it('leaves out of a request what only the server sets', () => {
    expect(exampleOf(DOCUMENT, NOTE, { forRequest: true })).not.toHaveProperty('id');
  });

  it('is a command with a token, filled in and safe to paste', () => {
    const command = curlOf(DOCUMENT, operation, 'https://desk.acme.com');
    expect(command).toContain(`curl -X POST 'https://desk.acme.com/api/t/TKT-001/notes'`);
    expect(command).toContain('Bearer $EXPEDITER_TOKEN');
    expect(command).toContain(`-H 'Content-Type: application/json'`);
  });
});
