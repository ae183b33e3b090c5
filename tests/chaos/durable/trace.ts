import { Buffer } from 'node:buffer'

/** One call of the system, as strace saw it. Lines of the trace are its moments. */
export interface Call {
  name: string
  /** What its file descriptor stands for: a path, or a connection such as `TCP:[127.0.0.1:4321->127.0.1.7:51234]`. */
  target: string
  /** Everything it was given to write. */
  data: Buffer
  result: number
  /** The line at which it began, and the one at which it returned. */
  began: number
  returned: number
}

/** @param text what `strace -f -yy` wrote; calls that never returned are left out */
export function callsOf(text: string): Call[] {
  const calls: Call[] = []
  /** By thread: the beginning of a call that another thread's line interrupted. */
  const unfinished = new Map<string, { text: string, began: number }>()
  text.split('\n').forEach((line, no) => {
    const [, thread, rest] = /^(\d+) +(\S.*)$/.exec(line) ?? []
    if (!thread || !rest)
      return
    if (rest.endsWith(' <unfinished ...>')) {
      unfinished.set(thread, { text: rest.slice(0, -' <unfinished ...>'.length), began: no })
      return
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(rest)
    const start = resumed ? unfinished.get(thread) : { text: '', began: no }
    if (resumed)
      unfinished.delete(thread)
    const call = start && callOf(start.text + rest.slice(resumed?.[0].length ?? 0))
    if (call)
      calls.push({ ...call, began: start.began, returned: no })
  })
  return calls
}

function callOf(text: string): Omit<Call, 'began' | 'returned'> | null {
  const [, name, target, given, result] = /^(\w+)\(\d+<(TCP:\[[^\]]*\]|[^>]*)>(.*)\) += (-?\d+)/.exec(text) ?? []
  if (!name)
    return null
  const strings = [...given!.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, string]) => bytesOf(string!))
  return { name, target: target!, data: Buffer.concat(strings), result: Number(result) }
}

const ESCAPES: Record<string, number> = { n: 10, t: 9, r: 13, v: 11, f: 12 }

/** strace writes strings as C does. */
function bytesOf(string: string): Buffer {
  const latin1 = string.replaceAll(/\\([0-7]{1,3}|.)/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : escaped in ESCAPES ? String.fromCharCode(ESCAPES[escaped]!) : escaped)
  return Buffer.from(latin1, 'latin1')
}
