import type { EarlyTap, PageState } from '../../../client/link/attendee.ts'
import type { Connection } from '../../../client/link/connection/connection.ts'
import type { Cast } from '../../../client/link/outbox.ts'
import type { AttendeePoll, AttendeeView, OwnView } from '../../../core/protocol/down.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { phoneKindOf } from '../../../client/kinds/phone.ts'
import { useAttendee } from '../../../client/link/attendee.ts'
import { insistOnAccess } from '../../../client/link/connection/insist-on-access.ts'
import { picks } from '../../support/polls/answers.ts'

const options = [{ id: 'a', label: 'A' }, { id: 'b', label: 'B' }]

function viewOf(rev: number, poll: Partial<AttendeePoll> | null = {}, id = 'w'): AttendeeView {
  return {
    rev,
    workshop: { id, title: 'W', ended: false, roles: [], reactions: [] },
    poll: poll && { def: { id: 'p', kind: 'choice', title: 'T', live: false, max: 1, options }, round: 'p#1', no: 1, voting: 'open', results: 'hidden', ...poll },
  }
}

/** A page and a server that says and answers what the test wants. */
function open(start?: PageState, tapped?: EarlyTap) {
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  const reload = vi.fn()
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('sessionStorage', storage)
  vi.stubGlobal('location', { reload })

  const status = shallowRef<'connecting' | 'up' | 'away' | 'refused'>('connecting')
  const listeners = new Map<string, (payload: never) => void>()
  const sent: { cast: Cast, answer: (reply: Reply) => Promise<unknown>, lose: () => Promise<unknown> }[] = []
  const retryNow = vi.fn()
  const connection: Connection = {
    status,
    refusal: shallowRef(null),
    on: (type, listener) => void listeners.set(type, listener as (payload: never) => void),
    onUp: () => {},
    send: cast => new Promise<Reply>((resolve, reject) => {
      sent.push({
        cast: cast as Cast,
        answer: (reply) => {
          resolve(reply)
          return new Promise(resolve => setImmediate(resolve))
        },
        lose: () => {
          reject(new Error('No answer.'))
          return new Promise(resolve => setImmediate(resolve))
        },
      })
    }),
    retryNow,
    close: () => {},
  }
  const page = useAttendee({ connection, rulesOf: phoneKindOf, start })
  page.begin(tapped)
  return {
    page,
    status,
    sent,
    reload,
    retryNow,
    show: (view: AttendeeView) => listeners.get('attendee')!(view as never),
    own: (own: OwnView) => listeners.get('own')!(own as never),
    join(view: AttendeeView, ballots: OwnView['ballots'] = {}) {
      status.value = 'up'
      this.own({ ballots })
      this.show(view)
    },
  }
}

// Another file may come next in this worker.
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('useAttendee', () => {
  it('takes over a tap that was sent before its script ran, with the same id, replacing earlier ones', async () => {
    const tab = open({ view: viewOf(1), own: { ballots: {} } }, { ids: ['id-0001', 'id-0002'], answer: picks('b'), counted: false })
    expect(tab.page.answer.value).toEqual(picks('b'))
    expect(tab.page.delivery.value).toEqual({ state: 'sending' })
    tab.join(viewOf(1))
    await nextTick()
    expect(tab.sent.map(({ cast }) => cast)).toMatchObject([{ id: 'id-0002', answer: picks('b'), instead: ['id-0001'] }])
  })

  it('names no more replaced taps than the protocol allows', async () => {
    const ids = Array.from({ length: 40 }, (_, no) => `id-of-tap-${no}`)
    const tab = open({ view: viewOf(1), own: { ballots: {} } }, { ids, answer: picks('b'), counted: false })
    tab.join(viewOf(1))
    await nextTick()
    expect(tab.sent[0]!.cast).toMatchObject({ id: 'id-of-tap-39', instead: ids.slice(-17, -1) })
  })

  it('doesn\'t resend what the server counted before its script ran', async () => {
    const tab = open({ view: viewOf(1), own: { ballots: {} } }, { ids: ['id-0001'], answer: picks('b'), counted: true })
    expect(tab.page.delivery.value).toEqual({ state: 'counted' })
    tab.join(viewOf(1), { 'p#1': picks('b') })
    await nextTick()
    expect(tab.sent).toEqual([])
    expect(tab.page.answer.value).toEqual(picks('b'))
  })

  it('shows the outcome of the form that its page responds to', () => {
    const { page } = open({ view: viewOf(1), own: { ballots: {} }, note: { text: 'That did not count. Voting is closed.', refused: picks('b') } })
    expect(page.notice.value).toBe('That did not count. Voting is closed.')
    expect(page.refusedByForm).toEqual(picks('b'))
  })

  it('can be voted on before the connection is up', async () => {
    const room = open({ view: viewOf(1), own: { ballots: {} } })
    room.page.cast(picks('a'))
    expect(room.page.answer.value).toEqual(picks('a'))
    expect(room.page.delivery.value).toEqual({ state: 'sending' })
    expect(room.sent).toHaveLength(0)
    room.join(viewOf(1))
    expect(room.sent[0]!.cast).toMatchObject({ type: 'ballot:cast', poll: 'p', round: 'p#1', answer: picks('a') })
    await room.sent[0]!.answer({ ok: true })
    expect(room.page.delivery.value).toEqual({ state: 'counted' })
    expect(room.page.answer.value).toEqual(picks('a'))
  })

  it('has a seat when the server says so, resends a code without a reply, and returns refusals', async () => {
    const room = open({ view: viewOf(1), own: { ballots: {}, seated: true } })
    expect(room.page.seated.value).toBe(true)
    room.own({ ballots: {}, seated: false })
    expect(room.page.seated.value).toBe(false)
    expect(room.page.notice.value).toBe('The facilitator released your seat.')
    const reply = room.page.ask({ type: 'seat:claim', code: 'bcdf-ghjk' })
    expect(room.sent[0]!.cast).toMatchObject({ type: 'seat:claim', code: 'bcdf-ghjk' })
    await room.sent[0]!.lose()
    expect(room.sent[1]!.cast).toEqual(room.sent[0]!.cast)
    const refusal: Reply = { ok: false, code: 'seat_taken', message: 'Because.' }
    await room.sent[1]!.answer(refusal)
    expect(await reply).toEqual(refusal)
    room.own({ ballots: {}, seated: true })
    expect([room.page.seated.value, room.page.notice.value]).toEqual([true, null])
  })

  it('keeps a role that is being sent, even if the server still reports the old one', async () => {
    const room = open({ view: viewOf(1), own: { ballots: {} } })
    void room.page.sayRole('dev')
    room.join(viewOf(1))
    expect(room.page.role.value).toBe('dev')
    void room.page.sayRole(null)
    await room.sent[0]!.answer({ ok: true })
    room.own({ ballots: {}, role: 'dev' })
    expect(room.page.role.value).toBeNull()
    await room.sent[1]!.answer({ ok: true })
    expect(room.page.role.value).toBeNull()
    room.own({ ballots: {}, role: 'ops' })
    expect(room.page.role.value).toBe('ops')
  })

  it('asks again for a role that was refused', async () => {
    const room = open({ view: viewOf(1), own: { ballots: {} } })
    void room.page.sayRole('ghost')
    await room.sent[0]!.answer({ ok: false, code: 'not_found', message: 'None.' })
    expect(room.page.role.value).toBeUndefined()
    expect(room.page.notice.value).toBe('Your answer did not arrive. None. Tap again.')
    void room.page.sayRole('dev')
    expect(room.page.notice.value).toBeNull()
    await room.sent[1]!.lose()
    await room.sent[2]!.lose()
    expect(room.page.notice.value).toBe('Your answer did not arrive. The workshop does not answer. Tap again.')
  })

  it('says why a reaction was refused, and keeps none for later', async () => {
    const room = open()
    expect(await room.page.react('👏')).toBeNull()
    expect(room.sent).toHaveLength(0)
    room.join(viewOf(1))
    const reply = room.page.react('👏')
    const refusal: Reply = { ok: false, code: 'rate_limited', message: 'One after the other, please.' }
    await room.sent[0]!.answer(refusal)
    expect(await reply).toEqual(refusal)
  })

  it('shows the ballot that the server has', () => {
    const room = open({ view: viewOf(1), own: { ballots: { 'p#1': picks('b') } } })
    expect(room.page.answer.value).toEqual(picks('b'))
    expect(room.page.delivery.value).toEqual({ state: 'counted' })
  })

  it('goes back to the counted answer when a tap is refused', async () => {
    const room = open()
    room.join(viewOf(1), { 'p#1': picks('b') })
    room.page.cast(picks('a'))
    await room.sent[0]!.answer({ ok: false, code: 'not_open', message: 'Voting is closed.' })
    expect(room.page.answer.value).toEqual(picks('b'))
    expect(room.page.delivery.value).toEqual({ state: 'refused', code: 'not_open', message: 'Voting is closed.', answer: picks('a') })
  })

  it('has no delivery after the vote was withdrawn', async () => {
    const room = open()
    room.join(viewOf(1), { 'p#1': picks('b') })
    room.page.cast(picks())
    await room.sent[0]!.answer({ ok: true })
    expect(room.page.delivery.value).toBeNull()
  })

  it('ignores an older view, but accepts any view after a reconnect', () => {
    const room = open()
    room.join(viewOf(9))
    room.show(viewOf(8, null))
    expect(room.page.view.value!.rev).toBe(9)
    room.status.value = 'away'
    room.join(viewOf(2, null))
    expect(room.page.view.value!.rev).toBe(2)
  })

  it('holds taps back until it knows that the server still runs the same workshop', () => {
    const room = open()
    room.join(viewOf(9))
    room.status.value = 'away'
    room.page.cast(picks('a'))
    room.status.value = 'up'
    expect(room.sent).toHaveLength(0)
    room.show(viewOf(1, {}, 'another'))
    expect(room.sent).toHaveLength(0)
    expect(room.page.answer.value).toBeNull()
  })

  it('says that a vote was restarted, and that it was restored', () => {
    const room = open()
    room.join(viewOf(1), { 'p#1': picks('a') })
    room.show(viewOf(2, { round: 'p#2' }))
    expect(room.page.notice.value).toBe('This vote was restarted.')
    expect(room.page.answer.value).toBeNull()
    room.show(viewOf(3))
    expect(room.page.notice.value).toBe('The votes from before are back.')
    expect(room.page.answer.value).toEqual(picks('a'))
    room.page.cast(picks('b'))
    expect(room.page.notice.value).toBeNull()
  })

  it('says that votes are back after a further round was undone, even if this page never showed the previous one', () => {
    const room = open()
    room.join(viewOf(1, { round: 'p#4', no: 2 }))
    room.show(viewOf(2, { round: 'p#1', no: 1, voting: 'closed' }))
    expect(room.page.notice.value).toBe('The votes from before are back.')
    room.show(viewOf(3, { round: 'p#6', no: 2 }))
    expect(room.page.notice.value).toBeNull()
  })

  it('says that a vote was restarted while another poll was displayed', () => {
    const room = open()
    room.join(viewOf(1))
    room.show(viewOf(2, null))
    room.show(viewOf(3, { round: 'p#3' }))
    expect(room.page.notice.value).toBe('This vote was restarted.')
  })

  it('says that voting was stopped, until it opens again', () => {
    const room = open()
    room.join(viewOf(1))
    room.show(viewOf(2, { voting: 'idle' }))
    expect(room.page.notice.value).toBe('Voting was stopped for now.')
    room.show(viewOf(3))
    expect(room.page.notice.value).toBeNull()
    room.show(viewOf(4, { voting: 'closed' }))
    expect(room.page.notice.value).toBeNull()
  })

  const reworded = { def: { id: 'p', kind: 'choice', title: 'T', live: false, max: 2, options: [{ id: 'a2', label: 'A, reworded' }, options[1]!] } } as const satisfies Partial<AttendeePoll>
  const before = { def: { ...reworded.def, options } }

  it('[D2] neither shows nor counts a removed option, and says so until the next tap', () => {
    const room = open()
    room.join(viewOf(1, before), { 'p#1': picks('a', 'b') })
    room.show(viewOf(2, reworded))
    expect(room.page.answer.value).toEqual(picks('b'))
    expect(room.page.notice.value).toBe('An option you picked is gone. Pick again.')
    room.page.cast(picks('b', 'a2'))
    expect(room.page.notice.value).toBeNull()
  })

  it('[D2] has no delivery once every option of an answer was removed', () => {
    const room = open()
    room.join(viewOf(1, before), { 'p#1': picks('a') })
    room.show(viewOf(2, reworded))
    expect(room.page.delivery.value).toBeNull()
    room.show(viewOf(3, before))
    expect([room.page.answer.value, room.page.delivery.value]).toEqual([picks('a'), { state: 'counted' }])
  })

  it('[D2] says that an option was removed while it was disconnected', () => {
    const room = open()
    room.join(viewOf(1, before), { 'p#1': picks('a', 'b') })
    room.status.value = 'away'
    room.join(viewOf(2, { ...reworded, voting: 'closed' }), { 'p#1': picks('b') })
    expect(room.page.answer.value).toEqual(picks('b'))
    expect(room.page.notice.value).toBe('An option you picked is gone.')
  })

  it('[D2] says that an option of a waiting tap was removed', async () => {
    const room = open()
    room.join(viewOf(1, before))
    room.status.value = 'away'
    room.page.cast(picks('a', 'b'))
    room.join(viewOf(2, reworded))
    expect(room.page.notice.value).toBe('An option you picked is gone. Pick again.')
    await room.sent[0]!.answer({ ok: false, code: 'invalid_answer', message: 'This poll has no option "a".' })
    expect(room.page.delivery.value).toMatchObject({ state: 'refused', message: 'An option you picked is gone. Pick again.' })
  })

  it('reports no restart for the same poll of another workshop', () => {
    const room = open()
    room.join(viewOf(5, { ...before, no: 2 }), { 'p#1': picks('a', 'b') })
    room.status.value = 'away'
    room.join(viewOf(1, reworded, 'another'))
    expect(room.page.notice.value).toBeNull()
  })

  it('says that a tap for an earlier workshop may not have counted', () => {
    const room = open()
    room.join(viewOf(5))
    room.status.value = 'away'
    room.page.cast(picks('a'))
    room.join(viewOf(1, {}, 'another'))
    expect(room.page.notice.value).toBe('Your last tap in the previous workshop may not have counted.')
  })

  it('reports no restart for a further round or another poll', () => {
    const room = open()
    room.join(viewOf(1))
    room.show(viewOf(2, { round: 'p#2', no: 2 }))
    expect(room.page.notice.value).toBeNull()
    room.show(viewOf(3, null))
    room.show(viewOf(4, { round: 'p#2', no: 2 }))
    expect(room.page.notice.value).toBeNull()
  })

  it('says that a tap in an earlier vote came too late', async () => {
    const room = open()
    room.join(viewOf(1))
    room.page.cast(picks('a'))
    room.show(viewOf(2, null))
    await room.sent[0]!.answer({ ok: false, code: 'not_open', message: 'Voting is closed.' })
    expect(room.page.notice.value).toBe('Your last tap in the previous vote did not count. Voting is closed.')
  })

  it.each<[string, Partial<AttendeePoll>, string]>([
    ['a further round', { round: 'p#2', no: 2 }, 'Your last tap did not count: it was for another round.'],
    ['a reset', { round: 'p#2' }, 'This vote was restarted. Your last tap did not count: it was for another round.'],
  ])('says that a tap came too late after %s', async (_, poll, notice) => {
    const room = open()
    room.join(viewOf(1))
    room.status.value = 'away'
    room.page.cast(picks('a'))
    room.join(viewOf(2, poll))
    await room.sent[0]!.answer({ ok: false, code: 'stale_round', message: 'This vote was restarted. Please vote again.' })
    expect(room.page.notice.value).toBe(notice)
  })

  it('says that the poll of a tap was removed', async () => {
    const room = open()
    room.join(viewOf(1))
    room.page.cast(picks('a'))
    room.show(viewOf(2, null))
    await room.sent[0]!.answer({ ok: false, code: 'not_found', message: 'This workshop has no poll "p".' })
    expect(room.page.notice.value).toBe('Your last tap in the previous vote did not count. This vote is gone.')
  })

  it('repeats a refusal if the room moves on before it can have been read', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const room = open()
    room.join(viewOf(1))
    room.page.cast(picks('a'))
    await room.sent[0]!.answer({ ok: false, code: 'not_open', message: 'Voting is closed.' })
    expect(room.page.notice.value).toBeNull()
    room.show(viewOf(2, null))
    expect(room.page.notice.value).toBe('Your last tap in the previous vote did not count. Voting is closed.')
    vi.setSystemTime(Date.now() + 60_000)
    room.show(viewOf(3, { round: 'q#1', def: { ...before.def, id: 'q' } }))
    expect(room.page.notice.value).toBeNull()
  })

  it('forgets a refusal once a seat is taken', async () => {
    const room = open({ view: viewOf(1), own: { ballots: {}, seated: true } })
    room.status.value = 'up'
    room.own({ ballots: {}, seated: true })
    room.show(viewOf(1))
    room.page.cast(picks('a'))
    room.own({ ballots: {}, seated: false })
    await room.sent[0]!.answer({ ok: false, code: 'seat_needed', message: 'Enter your seat code first.' })
    expect(room.page.delivery.value).toMatchObject({ state: 'refused', message: 'Enter your seat code first.' })
    room.own({ ballots: { 'p#1': picks('b') }, seated: true })
    expect(room.page.delivery.value).toEqual({ state: 'counted' })
  })

  it('reloads once when it is refused, then keeps trying', async () => {
    vi.useFakeTimers()
    const room = open()
    insistOnAccess(room)
    room.status.value = 'refused'
    await nextTick()
    expect(room.reload).toHaveBeenCalledOnce()
    expect(room.retryNow).not.toHaveBeenCalled()
    vi.advanceTimersByTime(30_000)
    expect(room.reload).toHaveBeenCalledOnce()
    expect(room.retryNow).toHaveBeenCalledTimes(3)
    room.status.value = 'up'
    await nextTick()
    vi.advanceTimersByTime(30_000)
    expect(room.retryNow).toHaveBeenCalledTimes(3)
  })
})
