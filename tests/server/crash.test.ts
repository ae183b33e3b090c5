import type { CommandOf } from '../../core/protocol/up.ts'
import { describe, expect, it } from 'vitest'
import { logPath } from '../../server/data-folder.ts'
import { sqliteLog } from '../../server/log/sqlite.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { signIn, startWorkshop } from '../support/terminal.ts'
import { connect } from '../support/test-client.ts'
import { seatCookie } from '../support/test-server.ts'

const PEOPLE = 20
const VOTES = 15
const POLL = 'opening'
const OPTIONS = ['ship-faster', 'break-less', 'less-toil', 'spend-less', 'safer', 'curious']

describe('[C4] a server that is killed in the middle of a burst', () => {
  it('has every vote that it acknowledged when it starts again', async () => {
    const data = tempFolder()
    const first = await startWorkshop(data)
    const url = `http://localhost:${first.port}`
    const cookie = await signIn(first)
    const presenter = await connect(url, 'facilitator', { cookie })
    expect(await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: POLL })).toEqual({ ok: true })
    const { round } = await presenter.next('poll', ({ def }) => def.id === POLL)

    const acknowledged: string[] = []
    const people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => connect(url, 'attendee', { cookie: seatCookie(`person-${index}`) })))
    people.forEach((person, index) => {
      for (let vote = 0; vote < VOTES; vote++) {
        const id = `person-${index}-vote-${vote}`
        void person.send({ type: 'ballot:cast', id, poll: POLL, round, answer: [OPTIONS[vote % OPTIONS.length]!] }).then(({ ok }) => {
          if (ok && acknowledged.push(id) === PEOPLE * VOTES / 3)
            first.signal('SIGKILL')
        }, () => { /* Its answer died with the server. */ })
      }
    })
    await first.ended
    people.forEach(person => person.close())
    presenter.close()

    const second = await startWorkshop(data)
    const stored = new Set(votesIn(data).map(({ id }) => id))
    expect(acknowledged.length).toBeGreaterThanOrEqual(PEOPLE * VOTES / 3)
    expect(acknowledged.filter(id => !stored.has(id))).toEqual([])

    const last = votesIn(data).findLast(({ id }) => id.startsWith('person-0-'))
    const person = await connect(`http://localhost:${second.port}`, 'attendee', { cookie: seatCookie('person-0') })
    expect(await person.next('ballots')).toEqual({ [round]: last!.answer })
    // The facilitator is still signed in.
    await connect(`http://localhost:${second.port}`, 'facilitator', { cookie })
  })
})

function votesIn(data: string): CommandOf<'ballot:cast'>[] {
  const log = sqliteLog(logPath(data), { readOnly: true })
  try {
    return [...log.read(log.workshops()[0]!.id)].map(({ command }) => command).filter(command => command.type === 'ballot:cast')
  }
  finally {
    log.close()
  }
}
