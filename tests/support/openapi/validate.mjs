// Validates an OpenAPI document: node validate.mjs FILE.
// Prints each problem on a line; the status is 1 when there is one.
import { createConfig, lint } from '@redocly/openapi-core';

const rules = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'no-identical-paths': 'error',
  'no-ambiguous-paths': 'error',
  'no-invalid-schema-examples': 'error',
  'no-invalid-media-type-examples': 'error',
  'no-invalid-parameter-examples': 'error',
  'no-enum-type-mismatch': 'error',
  'no-path-trailing-slash': 'error',
  'no-unused-components': 'error',
  'operation-operationId': 'error',
  'operation-operationId-unique': 'error',
  'operation-parameters-unique': 'error',
  'operation-summary': 'error',
  'operation-2xx-response': 'error',
  'path-parameters-defined': 'error',
  'path-declaration-must-exist': 'error',
  'path-not-include-query': 'error',
  'security-defined': 'error',
  'info-license': 'error',
};

const config = await createConfig({ rules });
const problems = await lint({ ref: process.argv[2], config });
for (const problem of problems) {
  console.log(`${problem.ruleId}: ${problem.message} (${problem.location[0]?.pointer ?? ''})`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
