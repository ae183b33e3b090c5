import type { Stage } from './case.ts'
import { cpSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { connectMany } from '../../support/server/wire.ts'
import { openVoting } from './voting.ts'

/** A workshop that was: its log lies in a folder. */
export interface Past {
  data: string
  round: string
  /** Bytes of the write-ahead log once the vote of that attendee was acknowledged and nothing else was on its way. */
  walBytes: number[]
}

/** SIGTERM leaves a log in one file, SIGKILL one whose latest part is in the write-ahead log. */
type Ending = 'SIGTERM' | 'SIGKILL'

const VOTES = 24

/** A copy of a workshop in which each attendee voted once; it was played once for all cases of a run. */
export async function pastWorkshop(stage: Stage, by: Ending): Promise<Past> {
  const past = await stage.once(by, async (lasting) => {
    const data = lasting.folder()
    return { data, ...await playOn(lasting, data, by, VOTES) }
  })
  return { ...past, data: copyOf(past.data, stage) }
}

/** Each attendee votes once, one after the other; then the server ends. */
export async function playOn(stage: Pick<Stage, 'start'>, data: string, by: Ending, votes: number): Promise<Omit<Past, 'data'>> {
  const server = await stage.start({ data })
  const { round, ballot } = await openVoting(server)
  const wires = await connectMany(server.url, votes)
  const walBytes: number[] = []
  for (const [index, wire] of wires.entries()) {
    await wire.send(ballot(index))
    walBytes.push(statSync(join(data, 'workshops.sqlite-wal')).size)
  }
  server.signal(by)
  await server.ended
  if (existsSync(join(data, 'workshops.sqlite-wal')) !== (by === 'SIGKILL'))
    throw new Error(`After ${by} the write-ahead log is not as it should be.`)
  return { round, walBytes }
}

/** The same folder once more. */
export function copyOf(data: string, stage: Pick<Stage, 'folder'>): string {
  const copy = stage.folder()
  cpSync(data, copy, { recursive: true })
  return copy
}
