import type { CommandType } from '../../../core/commands/commands.ts'
import type { RefusalCode } from '../../../core/protocol/refusal.ts'
import { reply } from '../../../core/protocol/refusal.ts'

/** What a frame is aimed at; those before it let it pass. */
export const LAYERS = ['http', 'websocket', 'engine.io', 'socket.io', 'command'] as const
export type Layer = typeof LAYERS[number]
export type Code = RefusalCode | 'ok'

/** What was sent, and what came of it. */
export interface Report {
  readonly frames: number
  readonly sent: Readonly<Record<Layer, number>>
  /** How often each thing came back, by layer. */
  readonly came: Readonly<Record<Layer, ReadonlyMap<string, number>>>
  /** Answers to commands, by the message that each was made from. */
  readonly codes: ReadonlyMap<CommandType, ReadonlySet<Code>>
  /** What must not be. */
  readonly wrong: Readonly<Record<'reply' | 'unanswered' | 'open', readonly string[]>>
  count: (layer: Layer, frames?: number) => void
  tell: (layer: Layer, outcome: string) => void
  /**
   * Looks at an answer of the server.
   * @param args what the acknowledgement carried
   * @param type the message, where it was one
   */
  judge: (args: unknown, asked: { text: string, type?: CommandType | undefined }) => void
  accuse: (of: 'reply' | 'unanswered' | 'open', what: string) => void
}

export function createReport(): Report {
  const sent = Object.fromEntries(LAYERS.map(layer => [layer, 0])) as Record<Layer, number>
  const came = Object.fromEntries(LAYERS.map(layer => [layer, new Map<string, number>()])) as Record<Layer, Map<string, number>>
  const codes = new Map<CommandType, Set<Code>>()
  const wrong: Record<'reply' | 'unanswered' | 'open', string[]> = { reply: [], unanswered: [], open: [] }
  const report: Report = {
    get frames() {
      return Object.values(sent).reduce((sum, count) => sum + count)
    },
    sent,
    came,
    codes,
    wrong,
    count: (layer, frames = 1) => void (sent[layer] += frames),
    tell: (layer, outcome) => void came[layer].set(outcome, (came[layer].get(outcome) ?? 0) + 1),
    judge(args, { text, type }) {
      const parsed = reply.safeParse(Array.isArray(args) && args.length === 1 ? args[0] : undefined)
      const code: Code | null = !parsed.success ? null : parsed.data.ok ? 'ok' : parsed.data.code
      if (code === null || code === 'internal' || code === 'storage_failed')
        report.accuse('reply', `${code ?? JSON.stringify(args)} to ${text.slice(0, 200)}`)
      report.tell(type ? 'command' : 'socket.io', code ?? 'no reply of ours')
      if (type && code)
        codes.set(type, (codes.get(type) ?? new Set()).add(code))
    },
    accuse: (of, what) => void wrong[of].push(what),
  }
  return report
}
