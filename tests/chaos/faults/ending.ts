import type { Finding } from '../../support/instruments/instrument.ts'
import type { Case, Stage } from './case.ts'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { atLeast, atMost, none } from '../../support/instruments/instrument.ts'
import { Unavailable } from '../../support/processes/unavailable.ts'
import { connectMany } from '../../support/server/wire.ts'
import { answered, ballotsAt, openVoting } from './voting.ts'

const ATTENDEES = 40
/** Runs a program, as the arguments name it, in a terminal of its own. */
const IN_TERMINAL = `exec script -qefc "exec \${*@Q}" /dev/null`

/** Each attendee sends votes without end until the server is gone; it is asked to end once a third of the first ones are answered. */
async function burst(stage: Stage, signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP'): Promise<Finding[]> {
  const data = stage.folder()
  const server = await stage.start({ data })
  const { round, ballot } = await openVoting(server)
  const wires = await connectMany(server.url, ATTENDEES)
  let acknowledged = 0
  let asked = 0
  const last = await Promise.all(wires.map(async (wire, attendee) => {
    const sent = []
    for (let vote = 0; vote < 30; vote++) {
      const cast = ballot(attendee + vote)
      const reply = await answered(wire, cast)
      sent.push({ cast, reply })
      if (!reply)
        break
      if (++acknowledged === ATTENDEES * 3) {
        asked = performance.now()
        server.signal(signal)
      }
    }
    return sent
  }))
  const { code, err } = await server.ended
  const ms = performance.now() - asked
  const unanswered = last.flatMap(sent => sent.filter(({ reply }) => !reply))
  const refused = last.flatMap(sent => sent.flatMap(({ reply }) => reply && !reply.ok ? [reply.code] : []))

  const second = await stage.start({ data })
  const found = await ballotsAt(second, ATTENDEES, round)
  // Its last acknowledged vote, or the unanswered one behind it.
  const lost = found.flatMap((answer, attendee) => {
    const fits = [last[attendee]!.findLast(({ reply }) => reply?.ok), last[attendee]!.find(({ reply }) => !reply)].map(sent => String(sent?.cast.answer))
    return fits.includes(String(answer)) ? [] : [`${attendee}: ${answer}`]
  })
  const again = await connectMany(second.url, ATTENDEES)
  const resends = await Promise.all(last.flatMap((sent, attendee) => sent.filter(({ reply }) => !reply).flatMap(({ cast }) => [again[attendee]!.send(cast), again[attendee]!.send(cast)])))
  const { voters } = await openVoting(second)
  const after = await ballotsAt(second, ATTENDEES, round)
  return [
    atLeast(`${signal} in a burst: votes acknowledged before`, acknowledged, ATTENDEES * 3),
    atLeast(`${signal} in a burst: votes on their way`, unanswered.length, 1),
    atMost(`${signal} in a burst: until it ended`, ms, 5000, ' ms'),
    none(`${signal} in a burst: not in good order`, code === 0 && err === '' ? [] : [`exit code ${code} ${err}`]),
    none(`${signal} in a burst: refused`, refused),
    none(`${signal} in a burst: acknowledged votes lost`, lost),
    none(`${signal} in a burst: resent votes refused`, resends.flatMap(reply => reply.ok ? [] : [reply.code])),
    none(`${signal} in a burst: resent votes not counted once`, await voters() === ATTENDEES && after.every((answer, attendee) => String(answer) === String(last[attendee]!.at(-1)!.cast.answer)) ? [] : [`${await voters()} voters`]),
  ]
}

export const ending: Case[] = [
  ...(['SIGTERM', 'SIGINT', 'SIGHUP'] as const).map((signal): Case => ({ name: `${signal} in a burst`, isLong: signal !== 'SIGTERM', run: stage => burst(stage, signal) })),
  {
    name: 'SIGTERM with a request that never ends',
    async run(stage) {
      const server = await stage.start({ data: stage.folder() })
      const socket = connect(server.port, '127.0.0.1')
      stage.onEnd(() => socket.destroy())
      await once(socket, 'connect')
      socket.on('error', () => {})
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
      // Once another is answered, the first one has arrived.
      await fetch(server.url)
      const asked = performance.now()
      server.signal('SIGTERM')
      const { code } = await Promise.race([server.ended, setTimeout(8000, { code: 'not at all' })])
      return [
        atMost('SIGTERM with a request that never ends: until it ended', performance.now() - asked, 5000, ' ms'),
        none('SIGTERM with a request that never ends: not in good order', code === 0 ? [] : [`exit code ${code}`]),
      ]
    },
  },
  {
    name: 'output closed',
    async run(stage) {
      const server = await stage.start({ data: stage.folder() })
      const { ballot, voters } = await openVoting(server)
      const wires = await connectMany(server.url, 4)
      server.hangUp()
      // It wants to write a new link.
      server.type('f\n')
      const replies = await Promise.all(wires.map((wire, attendee) => answered(wire, ballot(attendee))))
      const counted = await voters().catch(() => 0)
      server.signal('SIGTERM')
      const { code } = await server.ended
      return [
        none('output closed: votes not taken', replies.flatMap(reply => reply?.ok ? [] : [String(reply?.code)])),
        none('output closed: miscounted', counted === 4 ? [] : [`${counted} of 4`]),
        none('output closed: not in good order', code === 0 ? [] : [`exit code ${code}`]),
      ]
    },
  },
  {
    name: 'terminal gone',
    needs: 'terminal',
    async run(stage) {
      const { status } = spawnSync('bash', ['-c', 'command -v script'])
      if (status !== 0)
        throw new Unavailable('there is no bash or no script, to make a terminal')
      const data = stage.folder()
      const terminal = await stage.start({ data, through: ['bash', '-c', IN_TERMINAL, 'bash'] })
      const server = Number(readFileSync(`/proc/${terminal.pid}/task/${terminal.pid}/children`, 'utf8'))
      const { round, ballot } = await openVoting(terminal)
      const wires = await connectMany(terminal.url, 4)
      const replies = await Promise.all(wires.map((wire, attendee) => answered(wire, ballot(attendee))))
      // Its window is closed.
      terminal.signal('SIGKILL')
      const asked = performance.now()
      while (existsSync(`/proc/${server}`) && performance.now() - asked < 8000)
        await setTimeout(10)
      const ms = performance.now() - asked
      const left = existsSync(join(data, 'workshops.sqlite-wal'))
      const found = await ballotsAt(await stage.start({ data }), wires.length, round)
      return [
        atMost('terminal gone: until the server ended', ms, 5000, ' ms'),
        none('terminal gone: not in good order', left ? ['the log was not closed'] : []),
        none('terminal gone: acknowledged votes lost', replies.flatMap((reply, attendee) => reply?.ok && found[attendee] ? [] : [String(attendee)])),
      ]
    },
  },
]
