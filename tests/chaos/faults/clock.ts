import type { Case, Stage } from './case.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { none } from '../../support/instruments/instrument.ts'
import { needTool } from '../../support/processes/tool.ts'
import { Unavailable } from '../../support/processes/unavailable.ts'
import { connectMany } from '../../support/server/wire.ts'
import { ballotsAt, openVoting, POLL } from './voting.ts'

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'
const DAY = 24 * 3600 * 1000
const ATTENDEES = 12
/** More than a phone may send at once, less than what a day's worth of permits would allow. */
const BURST = 60

/** A clock that can be moved while a server runs by it; the monotonic one goes on, as it does on a real machine. */
async function movableClock(stage: Stage): Promise<{ env: Record<string, string>, move: (days: number) => void }> {
  await needTool(LIBRARY, 'libfaketime').catch((error: Error) => {
    throw new Unavailable(error.message)
  })
  const file = join(stage.folder(), 'clock')
  const move = (days: number) => writeFileSync(file, `${days >= 0 ? '+' : ''}${days}d\n`)
  move(0)
  return { env: { LD_PRELOAD: LIBRARY, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' }, move }
}

export const clock: Case[] = [
  {
    name: 'clock moved while it runs',
    needs: 'clock',
    async run(stage) {
      const { env, move } = await movableClock(stage)
      const data = stage.folder()
      const server = await stage.start({ data, env })
      const { facilitator, ballot, voters } = await openVoting(server)
      const [steady, ...wires] = await connectMany(server.url, ATTENDEES + 1)
      const ballots = wires.map((_, attendee) => ballot(attendee))
      const refused: string[] = []
      const unmoved: string[] = []
      const limits: string[] = []
      const unseen: string[] = []
      let attendee = 0
      for (const days of [0, 1, -1]) {
        move(days)
        if (!await isMoved(server.url, days))
          unmoved.push(`${days} days`)
        for (const end = attendee + 4; attendee < end; attendee++) {
          for (const reply of [await wires[attendee]!.send(ballots[attendee]!), await steady!.send(ballot(attendee))]) {
            if (!reply.ok)
              refused.push(`${days} days: ${reply.code}`)
          }
        }
        const seen = facilitator.until('poll', ({ def, voters }) => def.id === POLL && voters === attendee + 1).then(() => true)
        if (!await Promise.race([seen, setTimeout(3000, false, { ref: false })]))
          unseen.push(`${days} days`)
        const again = await Promise.all(Array.from({ length: BURST }, () => wires[attendee - 1]!.send(ballots[attendee - 1]!)))
        const allowed = again.filter(({ ok }) => ok).length
        if (allowed < 30 || allowed === BURST)
          limits.push(`${days} days: ${allowed} of ${BURST} at once`)
      }
      const counted = await voters()
      return [
        none('clock not moved in the server: nothing was tried', unmoved),
        none('votes refused after the clock was moved', refused),
        none('limits off after the clock was moved', limits),
        none('votes miscounted after the clock was moved', counted === ATTENDEES + 1 ? [] : [`${counted} of ${ATTENDEES + 1}`]),
        none('votes not shown after the clock was moved', unseen),
      ]
    },
  },
  {
    name: 'clock moved between runs',
    needs: 'clock',
    isLong: true,
    async run(stage) {
      const { env, move } = await movableClock(stage)
      const data = stage.folder()
      move(1)
      const first = await stage.start({ data, env })
      const { round, ballot } = await openVoting(first)
      const wires = await connectMany(first.url, ATTENDEES)
      const ballots = wires.map((_, attendee) => ballot(attendee))
      const replies = await Promise.all(wires.map((wire, attendee) => wire.send(ballots[attendee]!)))
      first.signal('SIGKILL')
      await first.ended
      move(-1)
      const second = await stage.start({ data, env })
      const voting = await openVoting(second)
      const [wire] = await connectMany(second.url, 1)
      const changed = voting.ballot(5)
      const replies2 = [await wire!.send(ballots[0]!), await wire!.send(changed)]
      const found = await ballotsAt(second, ATTENDEES, round)
      return [
        none('votes lost when the clock is set back between runs', found.flatMap((answer, attendee) => String(answer) === String(attendee === 0 ? changed.answer : ballots[attendee]!.answer) ? [] : [`${attendee}: ${answer}`])),
        none('votes refused when the clock is set back between runs', [...replies, ...replies2].flatMap(reply => reply.ok ? [] : [reply.code])),
        none('votes miscounted when the clock is set back between runs', await voting.voters() === ATTENDEES ? [] : [`${await voting.voters()} of ${ATTENDEES}`]),
      ]
    },
  },
  {
    name: 'order of workshops',
    needs: 'clock',
    isLong: true,
    async run(stage) {
      const { env, move } = await movableClock(stage)
      const data = stage.folder()
      const play = async (days: number, ...args: string[]) => {
        move(days)
        const { output, signal, ended } = await stage.start({ data, env, args })
        signal('SIGTERM')
        await ended
        return { id: /\d{4}-\d\d-\d\d-\w{6}/.exec(output.out)![0], goesOn: output.out.includes('going on') }
      }
      await play(1)
      // The clock has gone a day back: the workshop that is begun now is the latest all the same.
      const { id } = await play(0, '--new')
      const others = []
      for (const days of [0, 1, -1]) {
        const next = await play(days)
        if (next.id !== id || !next.goesOn)
          others.push(`${days} days: ${next.id}`)
      }
      return [none('another workshop goes on after the clock was set back between runs', others)]
    },
  },
]

/** Whether the server's own clock is off by that much. It looks at the clock once a second for what it writes into its answers. */
async function isMoved(url: string, days: number): Promise<boolean> {
  for (const end = performance.now() + 3000; performance.now() < end;) {
    const { headers } = await fetch(url, { method: 'HEAD' })
    if (Math.abs(Date.parse(headers.get('date')!) - Date.now() - days * DAY) < 60_000)
      return true
  }
  return false
}
