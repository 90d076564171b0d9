import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figures, isMet } from './row.ts';
import { ROWS } from './rows/rows.ts';
import { machineFacts } from './support/facts.ts';
import { tableOf } from './support/table.ts';
import { Workshop } from './support/workshop.ts';

/** `npm run bench -- --only help,idle --runs 5`: measures, prints the table and writes results.json. */
const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '3' } },
});
const wanted = values.only?.split(',');
const unknown = wanted?.filter((id) => ROWS.every((row) => row.id !== id)) ?? [];
if (unknown.length > 0) {
  console.error(`no row is called ${unknown.join(', ')}; there are: ${ROWS.map(({ id }) => id).join(', ')}`);
  process.exit(1);
}

const results: (Figures & { readonly row: string; readonly met: boolean | undefined })[] = [];
const troubles: string[] = [];
const facts = machineFacts();
const workshop = new Workshop(Number(values.runs));
try {
  for (const row of ROWS) {
    if (wanted?.includes(row.id) === false) continue;
    console.error(`measuring ${row.id} …`);
    try {
      const figures = await row.measure(workshop);
      results.push(...figures.map((line) => ({ row: row.id, ...line, met: isMet(line) })));
    } catch (error) {
      // The other rows are worth having all the same.
      troubles.push(`${row.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  workshop.close();
}

console.log(tableOf(results));
for (const trouble of troubles) console.error(trouble);
writeFileSync(
  join(import.meta.dirname, 'results.json'),
  `${JSON.stringify({ machine: facts, troubles, results }, undefined, 2)}\n`,
);
if (troubles.length > 0) process.exitCode = 1;
