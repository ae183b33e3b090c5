import type { Running } from './shipped.ts'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import WebSocket from 'ws'

/** Lets a process be looked into: an option of its interpreter. */
export const INSPECT = '--inspect=127.0.0.1:0'
/** What the interpreter itself says on its standard error when it is looked into. */
const INSPECTOR_SAYS = /^(?:Debugger |For help, see: |Waiting for the debugger).*\n/gm

/** What a process holds. */
export interface Footprint {
  /** Bytes of its heap that are in use after a full collection. */
  heap: number
  /** Bytes of memory that it has from the system, likewise. */
  resident: number
  /** Open files and sockets. */
  descriptors: number
  /** Processor time that it took since it began. */
  seconds: number
}

/** Collects a process' garbage and measures what is left. It has to be started with `INSPECT`. */
export async function footprintOf({ pid, output }: Pick<Running, 'pid' | 'output'>): Promise<Footprint> {
  const inspector = new WebSocket(/Debugger listening on (ws:\S+)/.exec(output.err)![1]!)
  await once(inspector, 'open')
  const ask = async (id: number, method: string) => {
    inspector.send(JSON.stringify({ id, method }))
    for (;;) {
      const [data] = await once(inspector, 'message') as [{ toString: () => string }]
      const answer = JSON.parse(data.toString()) as { id?: number, result: { usedSize: number } }
      if (answer.id === id)
        return answer.result
    }
  }
  await ask(1, 'HeapProfiler.collectGarbage')
  const { usedSize: heap } = await ask(2, 'Runtime.getHeapUsage')
  inspector.close()
  await once(inspector, 'close')
  return {
    heap,
    resident: Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    seconds: processorSeconds(pid),
  }
}

function processorSeconds(pid: number): number {
  // The program's name stands in brackets and may hold anything.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  // `utime` and `stime`, in ticks of which Linux has 100 a second.
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** What a process wrote on its standard error, without what the inspector did. */
export function faultsOf({ output }: Pick<Running, 'output'>): string[] {
  return output.err.replace(INSPECTOR_SAYS, '').split('\n').filter(line => line.trim() !== '')
}
