import type { CommandOf } from '../../../core/commands/commands.ts'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice } from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const poll = choice.id
const vote: CommandOf<'ballot:cast'> = { type: 'ballot:cast', id: 'the-very-same', poll, round: `${poll}#1`, answer: picks('a') }
const ok = { ok: true }

describe('a server that starts again on the same log', () => {
  it('restores attendees, ballots, slide and answers', async () => {
    const path = join(tempFolder(), 'log.sqlite')
    const first = await startTestServer({ log: sqliteLog(path) })
    const [ann, presenter] = [await first.attendee('ann'), await first.facilitator()]
    await presenter.send({ type: 'slide:show', no: 7, clicks: 2, poll })
    expect(await ann.send(vote)).toEqual(ok)
    const before = first.room.workshop

    const back = Promise.all([ann.reconnected(), presenter.reconnected()])
    await first.close()
    first.log.close()
    const second = await startTestServer({ log: sqliteLog(path), port: first.port })
    await back

    expect(second.room.workshop).toEqual(before)
    expect((await ann.next('own', ({ ballots }) => vote.round in ballots)).ballots).toEqual({ [vote.round]: picks('a') })
    const welcome = await presenter.next('welcome', ({ room }) => room.slide.no === 7)
    expect(welcome.room.slide).toMatchObject({ no: 7, clicks: 2, poll })
    expect(welcome.polls.find(({ def }) => def.id === poll)).toMatchObject({ voting: 'open', voters: 1 })

    expect(await ann.send(vote)).toEqual(ok)
    expect(second.room.workshop.rev).toBe(before.rev)
    expect(await ann.send({ ...vote, id: 'another-one', answer: picks('b') })).toEqual(ok)
    expect([...second.room.workshop.polls.get(poll)!.rounds[0]!.ballots.values()]).toEqual([picks('b')])
    await second.close()
    second.log.close()
  })
})
