import { readFileSync, writeFileSync } from 'node:fs';

/** Resident memory of a process now, in bytes. */
export function residentBytes(pid: number): number {
  return field(pid, 'VmRSS');
}

/** The most it ever had, or since `forgetPeak`. */
export function peakBytes(pid: number): number {
  return field(pid, 'VmHWM');
}

/** The peak counts anew from what the process has now: man 5 proc, clear_refs. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Processor time of a process so far, in milliseconds: of all its threads, to a hundredth of a second. */
export function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function field(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+)`, 'u').exec(status)?.[1]) * 1024;
}
