import { writeFileSync } from 'node:fs';
import { policyJsonSchemaText } from '#engine/policy/schema.ts';
import { jsonSchemaText } from './json-schema.ts';

// Run it after a change of one of the schemas, then `npm run format`.
const assets = new URL('../../../assets/', import.meta.url);
writeFileSync(new URL('config.schema.json', assets), jsonSchemaText());
writeFileSync(new URL('policy.schema.json', assets), policyJsonSchemaText());
