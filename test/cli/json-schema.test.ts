import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchemaText } from '#cli/config/json-schema.ts';
import { policyJsonSchemaText } from '#engine/policy/schema.ts';

test.each([
  { name: 'config.schema.json', made: jsonSchemaText },
  { name: 'policy.schema.json', made: policyJsonSchemaText },
])('the shipped $name is the one made from the schema that is checked with', ({ name, made }) => {
  const shipped: unknown = JSON.parse(readFileSync(`assets/${name}`, 'utf8'));

  expect(shipped, 'run `node src-main/cli/config/write-json-schema.ts`, then `npm run format`').toEqual(
    JSON.parse(made()),
  );
});
