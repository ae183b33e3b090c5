import type { Case } from './case.ts'
import { Buffer } from 'node:buffer'
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { none } from '../../support/instruments/instrument.ts'
import { copyOf, pastWorkshop, playOn } from './past.ts'
import { ballotsAt } from './voting.ts'

const PAGE = 4096
const NOISE = Buffer.alloc(PAGE, 0xA5)
const NAMED = /✖ Cannot use the workshop log \S+workshops\.sqlite: .+ Move/

/** Overwrites a part of a file. */
function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const content = readFileSync(path)
  content.set(bytes, at)
  writeFileSync(path, content)
}

export const damage: Case[] = [
  {
    name: 'damaged database',
    async run(stage) {
      const past = await pastWorkshop(stage, 'SIGTERM')
      const damaged = (harm: (path: string) => void) => {
        const data = copyOf(past.data, stage)
        harm(join(data, 'workshops.sqlite'))
        return data
      }
      return [
        await stage.refusal('damaged header', NAMED, { data: damaged(path => overwrite(path, 0, NOISE.subarray(0, 100))) }),
        await stage.refusal('damaged page in the middle', NAMED, { data: damaged(path => overwrite(path, Math.floor(readFileSync(path).length / PAGE / 2) * PAGE, NOISE)) }),
        await stage.refusal('half a database', NAMED, { data: damaged(path => truncateSync(path, 6 * PAGE)) }),
      ]
    },
  },
  {
    name: 'damaged database with a write-ahead log',
    async run(stage) {
      const past = await pastWorkshop(stage, 'SIGTERM')
      await playOn(stage, past.data, 'SIGKILL', 3)
      const damaged = (harm: (path: string) => void) => {
        const data = copyOf(past.data, stage)
        harm(join(data, 'workshops.sqlite'))
        return data
      }
      return [
        await stage.refusal('emptied database beside a write-ahead log', /✖ Cannot use \S.*workshops\.sqlite: it is empty, while workshops\.sqlite-wal.* Move/, { data: damaged(path => truncateSync(path, 0)) }),
        await stage.refusal('missing database beside a write-ahead log', /✖ Cannot use \S.*workshops\.sqlite: it is gone, while workshops\.sqlite-wal.* Move/, { data: damaged(rmSync) }),
        await stage.refusal('damaged page beside a write-ahead log', NAMED, { data: damaged(path => overwrite(path, 3 * PAGE, NOISE)) }),
      ]
    },
  },
  {
    name: 'empty database file',
    isLong: true,
    async run(stage) {
      const data = stage.folder()
      writeFileSync(join(data, 'workshops.sqlite'), '')
      const { output } = await stage.start({ data })
      return [none('empty database file: a new workshop begins, and it says so', / {2}\d{4}-\d\d-\d\d-\w{6}, new\n/.test(output.out) ? [] : [output.out])]
    },
  },
  {
    name: 'damaged list of decks',
    isLong: true,
    async run(stage) {
      const past = await pastWorkshop(stage, 'SIGTERM')
      writeFileSync(join(past.data, 'decks.json'), '{"half":')
      const finding = await stage.refusal('damaged decks.json', /✖ .*decks\.json.*damaged/, { data: past.data })
      const emptyKey = copyOf(past.data, stage)
      writeFileSync(join(emptyKey, 'decks.json'), '{}')
      writeFileSync(join(emptyKey, 'facilitator.key'), '')
      const server = await stage.start({ data: emptyKey })
      const found = await ballotsAt(server, past.walBytes.length, past.round)
      return [finding, none('votes lost with an emptied facilitator.key', found.flatMap((answer, attendee) => answer ? [] : [String(attendee)]))]
    },
  },
]
