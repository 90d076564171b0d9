import { MAX_FILE_BYTES } from '#domain/limits.ts';
import type { Figures, Row } from '../row.ts';
import { bigFile } from '../support/big-file.ts';
import { byTurns } from '../support/compare.ts';
import { memoryOfChatdrop, memoryOfPeer, type MemoryUse } from '../support/memory.ts';

const MB = 1024 * 1024;

/** What the largest file costs in memory, above what the idle process has. */
export const memory: Row = {
  id: 'memory',
  measure: async (workshop) => {
    const file = bigFile(workshop, MAX_FILE_BYTES);
    const ours = async () => growthMB(await memoryOfChatdrop(workshop, file));
    const lines: Figures[] = [];
    for (const [program, against] of [
      ['send-naive', 'naive fetch + Base64'],
      ['send-sdk', 'official SDK'],
    ] as const) {
      const peer = async () => growthMB(await memoryOfPeer(workshop, program, file));
      lines.push({
        what: '100 MiB − 1 byte: peak RSS over idle',
        against,
        unit: 'MB',
        goal: { of: 'ours', atMost: 16 },
        ...(await byTurns(workshop.runs, ours, peer)),
      });
    }
    return lines;
  },
};

/** Four of the largest files at once, two on each of two portals. */
export const memoryOfFour: Row = {
  id: 'memory-4',
  measure: async (workshop) => {
    const file = bigFile(workshop, MAX_FILE_BYTES);
    const four = { portals: 2, dialogs: ['chat5', 'chat7'] };
    const grown: number[] = [];
    const figures = await byTurns(
      workshop.runs,
      async () => {
        const use = await memoryOfChatdrop(workshop, file, four);
        grown.push(growthMB(use));
        return use.peak / MB;
      },
      async () => (await memoryOfChatdrop(workshop, file)).peak / MB,
    );
    console.error(`over idle: ${grown.map((growth) => growth.toFixed(1)).join(', ')} MB`);
    return [
      {
        what: '4 of them at once on 2 portals: peak RSS',
        against: 'one',
        unit: 'MB',
        goal: { of: 'ratio', atMost: 1.5 },
        ...figures,
      },
    ];
  },
};

function growthMB({ idle, peak }: MemoryUse): number {
  return (peak - idle) / MB;
}
