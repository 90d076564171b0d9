import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchemaText } from '#cli/config/json-schema.ts';

test('the shipped JSON Schema is the one made from the schema the command checks with', () => {
  const shipped: unknown = JSON.parse(readFileSync('assets/config.schema.json', 'utf8'));

  expect(shipped, 'run `npm run config-schema`').toEqual(JSON.parse(jsonSchemaText()));
});
