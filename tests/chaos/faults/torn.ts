import type { Case } from './case.ts'
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { none } from '../../support/instruments/instrument.ts'
import { randomFrom } from '../../support/polls/random.ts'
import { copyOf, pastWorkshop } from './past.ts'
import { ballotsAt } from './voting.ts'

const WAL = 'workshops.sqlite-wal'
/** A frame of the write-ahead log: a page and what says whose it is. */
const FRAME = 4096 + 24

export const torn: Case[] = [
  {
    name: 'torn write-ahead log',
    async run(stage) {
      const past = await pastWorkshop(stage, 'SIGKILL')
      const { round, walBytes } = past
      const random = randomFrom(stage.seed)
      const wrong: string[] = []
      const tears: [what: string, tear: (path: string, from: number) => void][] = [
        ['cut in the middle of a frame', (path, from) => truncateSync(path, from + Math.ceil(random() * (FRAME - 1)))],
        ['bits flipped', (path, from) => {
          const bytes = readFileSync(path)
          for (let at = from + Math.floor(random() * FRAME); at < bytes.length; at += 1 + Math.floor(random() * 2 * FRAME))
            bytes[at]! ^= 1 << Math.floor(random() * 8)
          writeFileSync(path, bytes)
        }],
      ]
      const findings = []
      for (const [what, tear] of tears) {
        // As if the power had gone while the next vote was written: up to this one, all were acknowledged.
        const last = Math.floor(walBytes.length * (0.3 + 0.6 * random()))
        const data = copyOf(past.data, stage)
        tear(join(data, WAL), walBytes[last]!)
        const server = await stage.start({ data })
        const found = await ballotsAt(server, walBytes.length, round)
        findings.push(none(`write-ahead log torn, ${what} behind vote ${last + 1} of ${walBytes.length}: acknowledged votes lost`, found.slice(0, last + 1).flatMap((answer, attendee) => answer ? [] : [String(attendee)])))
        if (found.every(Boolean))
          wrong.push(what)
      }
      return [...findings, none('tears that tore nothing', wrong)]
    },
  },
  {
    name: 'write-ahead log of another database',
    async run(stage) {
      const [ours, other] = [await pastWorkshop(stage, 'SIGTERM'), await pastWorkshop(stage, 'SIGKILL')]
      copyFileSync(join(other.data, WAL), join(ours.data, WAL))
      const finding = await stage.refusal('write-ahead log of another database', /✖ .*workshops\.sqlite-wal.*another log.*Move/, { data: ours.data })
      rmSync(join(ours.data, WAL))
      const found = await ballotsAt(await stage.start({ data: ours.data }), ours.walBytes.length, ours.round)
      return [finding, none('votes lost once it was moved away', found.flatMap((answer, attendee) => answer ? [] : [String(attendee)]))]
    },
  },
]
