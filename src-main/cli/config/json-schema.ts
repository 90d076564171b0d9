import { z } from 'zod';
import { configSchema } from './schema.ts';

/** The JSON Schema that editors check a configuration with, as the text of `assets/config.schema.json`. */
export function jsonSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(configSchema, { io: 'input' }), undefined, 2)}\n`;
}
