import { writeFileSync } from 'node:fs';
import { jsonSchemaText } from './json-schema.ts';

// Run after a change of schema.ts: `npm run config-schema`.
writeFileSync(new URL('../../../assets/config.schema.json', import.meta.url), jsonSchemaText());
