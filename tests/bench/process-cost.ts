import { readdirSync, readFileSync } from 'node:fs'

/** Seconds that all threads of a process have run on a processor, from Linux's schedstat. */
export function cpuSeconds(pid: number): number {
  const threads = `/proc/${pid}/task`
  return readdirSync(threads).reduce((sum, thread) => sum + Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e9
}

/** Bytes of memory that a process holds (VmRSS). */
export function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024
}
