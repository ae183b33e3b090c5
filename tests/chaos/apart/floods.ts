import type { Wire } from '../../support/server/wire.ts'
import { randomInt } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import { entryOf } from '../../../core/fold.ts'
import { LETTERS } from '../../../server/access/join-codes.ts'
import { logPath } from '../../../server/log/data-folder.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { picks } from '../../support/polls/answers.ts'
import { connectWire, newId } from '../../support/server/wire.ts'

/** The workshop that is flooded. */
export interface Target {
  url: string
  code: string
  /** The code of a workshop whose log cannot be read. */
  unreadable: string
  /** A facilitator's cookie. */
  cookie: string
  /** The data folder. */
  data: string
  poll: string
  options: string[]
  /** How many do it at once. */
  clients: number
}

/** Something bad for one workshop, without end. `did` is called for each thing done. */
export type Flood = (target: Target, did: () => void) => Promise<unknown>

export const FLOODS = {
  'phones that vote as fast as they are answered': votes,
  'phones that write as much as they may': texts,
  'frames that mean nothing, and want no answer': nonsense,
  'phones that come and go': comings,
  'its downloads, one after the other': downloads,
  'guesses of codes': guesses,
  'another server that writes to its log': writes,
  'a room that asks for a workshop whose log cannot be read': unreadable,
} satisfies Record<string, Flood>

export type FloodName = keyof typeof FLOODS

async function votes({ url, code, clients, poll, options }: Target, did: () => void): Promise<void> {
  await crowd(clients, index => phone(url, code, index), async (wire, no) => {
    await wire.send({ type: 'ballot:cast', id: newId(), poll, round: `${poll}#1`, answer: picks(options[no % options.length]!) })
    did()
  })
}

async function texts({ url, code, clients, cookie }: Target, did: () => void): Promise<void> {
  const facilitator = await connectWire(url, { role: 'facilitator', workshop: code, cookie })
  const { polls } = await facilitator.until('welcome')
  const { def } = polls.find(({ def }) => def.kind === 'words')!
  await facilitator.send({ type: 'poll:open', id: newId(), poll: def.id })
  await crowd(clients, index => phone(url, code, index), async (wire, no) => {
    await wire.send({ type: 'ballot:cast', id: newId(), poll: def.id, round: `${def.id}#1`, answer: { kind: 'words', words: Array.from({ length: 3 }, (_, word) => `${no} ${word} `.padEnd(30, 'wide ')) } } as never)
    did()
  })
}

async function nonsense({ url, code, clients }: Target, did: () => void): Promise<void> {
  await crowd(clients, index => phone(url, code, index), async (wire, no) => {
    wire.raw(`42["command",{"type":"ballot:cast","id":"${no}"}]`)
    did()
    if (no % 50 === 0)
      await after(1)
  })
}

async function comings({ url, code, clients }: Target, did: () => void): Promise<void> {
  await Promise.all(Array.from({ length: clients }, async (_, index) => {
    for (;;) {
      const wire = await phone(url, code, index).catch(() => null)
      wire?.terminate()
      did()
      await after(wire ? 0 : 100)
    }
  }))
}

async function downloads({ url, code, cookie }: Target, did: () => void): Promise<void> {
  const files = ['results.json', 'results.csv', 'results.xlsx', 'plan.md']
  for (let no = 0; ; no++) {
    const answer = await fetch(`${url}/${code}/facilitator/api/${files[no % files.length]}`, { headers: { cookie } })
    await answer.arrayBuffer()
    if (!answer.ok)
      throw new Error(`A download was answered with ${answer.status}.`)
    did()
  }
}

async function guesses({ url, clients }: Target, did: () => void): Promise<void> {
  await Promise.all(Array.from({ length: clients }, async (_, index) => {
    for (;;) {
      const guess = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
      if (index % 2 === 0)
        await fetch(`${url}/${guess}`).then(answer => answer.arrayBuffer(), () => after(100))
      else
        await phone(url, guess, index).then(wire => wire.close(), () => {})
      did()
    }
  }))
}

/** What a second server on the same data folder would do, which is not told that it must not. */
async function writes({ url, code, data, clients, poll, options }: Target, did: () => void): Promise<void> {
  const log = sqliteLog(logPath(data))
  const { id } = (await log.workshops()).find(({ id }) => id.endsWith(code))!
  const other = async () => {
    for (;;) {
      try {
        await log.append(id, () => [entryOf(Date.now(), 'facilitator', { type: 'slide:show', id: newId(), no: 2, clicks: 0, poll })])
      }
      catch {}
      did()
      await after(5)
    }
  }
  await Promise.all([other(), votes({ url, code, clients, poll, options } as Target, () => {})])
}

async function unreadable({ url, unreadable: code, clients }: Target, did: () => void): Promise<void> {
  await comings({ url, code, clients } as Target, did)
}

function phone(url: string, workshop: string, index: number): Promise<Wire> {
  return connectWire(url, { workshop, attendee: 100_000 + index })
}

/** Each does something again and again; whoever is cut off connects anew. */
async function crowd(clients: number, come: (index: number) => Promise<Wire>, does: (wire: Wire, no: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: clients }, async (_, index) => {
    for (let no = 0; ; await after(100)) {
      try {
        const wire = await come(index)
        const closed = wire.closed.then(() => true)
        while (!await Promise.race([does(wire, no++), closed]));
      }
      catch {}
    }
  }))
}
