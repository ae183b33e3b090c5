import { readdirSync, readFileSync } from 'node:fs'

/** A process of Linux, as /proc has it. */
export interface Child { pid: number, parent: number, command: string }

/** The processes that a process started, and those that these started. */
export function childrenOf(ancestor: number): Child[] {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(name => childAt(Number(name)))
  const found: Child[] = []
  for (let parents = [ancestor]; parents.length > 0;) {
    const next = all.filter(({ parent }) => parents.includes(parent))
    found.push(...next)
    parents = next.map(({ pid }) => pid)
  }
  return found
}

/** It has not ended. */
export function isRunning(pid: number): boolean {
  return childAt(pid).length > 0
}

/** Nothing for one that has ended, also where nobody has asked for its exit code yet. */
function childAt(pid: number): Child[] {
  try {
    const [, state, parent] = /\) (\w) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!
    return state === 'Z' ? [] : [{ pid, parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
  }
  catch {
    return []
  }
}
