import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { Post } from '../../core/kinds/schemas/fields.ts'
import type { Workshop } from '../../core/workshop.ts'
import type { Play } from '../support/polls/play.ts'
import type { Row } from '../support/polls/results.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../core/fold.ts'
import { resultOf } from '../../core/kinds/kinds.ts'
import { postsIn } from '../../core/kinds/shared/written.ts'
import { attendeeView, pollView } from '../../core/views/views.ts'
import { clean } from '../../core/words/text.ts'
import { FACILITATOR, roundOf } from '../../core/workshop.ts'
import { resultsOf } from '../../server/report/results/results.ts'
import { asks, says, writes } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { board, text, words } from '../support/polls/polls.ts'
import { rowsOf } from '../support/polls/results.ts'
import { formerEntry, formerLog } from '../support/processes/former.ts'

const POLLS: PollDef[] = [{ ...text, max: 3 }, { ...words, max: 3 }, { ...board, max: 3 }]
const PEOPLE = ['ann', 'bob', 'cem']
/** Few, so that they come together: in case, spelling and signs they are nearly the same. */
const TEXTS = ['class', 'Class', 'CLASS!', '🖕 class', '"class"', 'C', 'C#', 'c', 'don\'t', 'don’t', ' class ', 'Class', '☕', '☕️']
const IDS = ['post-001', 'post-002', 'post-003']

/** What a result, or a table, says of each row. */
interface Seen { rows: readonly Pick<Row, 'id' | 'label'>[] }

type Try
  = | { does: 'write', by: string, poll: string, texts: string[], ids: string[], wanted: string[] }
    | { does: 'read', poll: string }
    | { does: 'judge', row: number, verdict: 'shown' | 'removed' | 'waiting', named: boolean, poll: string }
    | { does: 'mark', row: number, poll: string }
    | { does: 'press', poll: string, type: 'poll:open' | 'poll:close' | 'poll:reveal' | 'poll:hide' | 'poll:reset' | 'poll:restore' | 'poll:repeat' }
    | { does: 'undo' | 'show' | 'define', poll: string }

const poll = fc.constantFrom(...POLLS.map(({ id }) => id))
const tries = fc.array(fc.oneof(
  { weight: 10, arbitrary: fc.record({ does: fc.constant('write' as const), by: fc.constantFrom(...PEOPLE), poll, texts: fc.array(fc.constantFrom(...TEXTS), { maxLength: 3 }), ids: fc.shuffledSubarray(IDS, { minLength: 3 }), wanted: fc.subarray(IDS) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('read' as const), poll }) },
  { weight: 8, arbitrary: fc.record({ does: fc.constant('judge' as const), row: fc.nat(3), verdict: fc.constantFrom('shown' as const, 'shown' as const, 'shown' as const, 'removed' as const, 'waiting' as const), named: fc.boolean(), poll }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('mark' as const), row: fc.nat(3), poll }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('press' as const), poll, type: fc.constantFrom('poll:open' as const, 'poll:open' as const, 'poll:close' as const, 'poll:reveal' as const, 'poll:hide' as const, 'poll:reset' as const, 'poll:restore' as const, 'poll:repeat' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('undo' as const, 'show' as const, 'define' as const), poll }) },
), { minLength: 10, maxLength: 60, size: 'max' })

function answerOf({ poll, texts, ids, wanted }: Extract<Try, { does: 'write' }>): Answer {
  const posts = texts.map((text, index) => ({ id: ids[index]!, text }))
  return poll === words.id ? says(...texts) : poll === text.id ? writes(...posts) : asks(posts, wanted)
}

/** Everything that others than the facilitator may see of what was written, as the words of each row, and its id where the view has it. */
function published(workshop: Workshop): { poll: string, id: string | null, label: string }[] {
  const phone = attendeeView(workshop).poll
  const results: [poll: string, result: Seen | undefined][] = [
    ...phone ? [[phone.def.id, phone.result] as [string, Seen | undefined]] : [],
    ...[...workshop.polls.values()].flatMap(poll => (['screen', 'record', 'everything'] as const).flatMap((audience) => {
      const { result, previous, earlier } = pollView(poll, audience, workshop)
      return [result, previous?.result, earlier?.result].map((one): [string, Seen | undefined] => [poll.def.id, one])
    })),
  ]
  return [
    ...results.flatMap(([poll, result]) => (result?.rows ?? []).map(({ id, label = '' }) => ({ poll, id, label }))),
    ...resultsOf(workshop, false).polls.flatMap(({ id: poll, rounds }) => rounds.flatMap(({ options }) => options.map(({ label }) => ({ poll, id: null, label })))),
  ]
}

/**
 * Plays the tries, and knows by itself what was let through: a set of rows with the words that the facilitator read there, which
 * only grows. Taking something back is another test's matter.
 */
function tryAll(steps: readonly Try[], look: (room: Play, letThrough: ReadonlySet<string>) => void = () => {}): Play {
  const room = play({ polls: POLLS })
  const letThrough = new Set<string>()
  /** What the facilitator's page showed when it was looked at last: it may be out of date when something is tapped there. */
  const page = new Map<string, Seen>()
  POLLS.forEach(({ id }) => room.press('poll:open', id))
  steps.forEach((step, no) => {
    const command = { id: `tried-${no}-000`, poll: step.poll }
    const row = 'row' in step ? page.get(step.poll)?.rows[step.row] : undefined
    switch (step.does) {
      case 'write':
        room.vote(step.by, step.poll, answerOf(step))
        break
      case 'read':
        page.set(step.poll, room.view(step.poll, 'facilitator').result!)
        break
      case 'judge': {
        if (!row)
          break
        // A page that names no words means those that the server has there now.
        const { def, ...poll } = room.poll(step.poll)
        const read = step.named ? row.label! : rowsOf(resultOf(def, roundOf(poll, row.id), true)).find(({ id }) => id === row.id)?.label
        const { ok } = room.submit(FACILITATOR, { ...command, type: 'post:judge', post: row.id, verdict: step.verdict, ...step.named && { wording: row.label! } })
        if (ok && step.verdict === 'shown')
          letThrough.add(JSON.stringify([step.poll, row.id, read]))
        break
      }
      case 'mark':
        if (row)
          room.submit(FACILITATOR, { ...command, type: 'post:mark', post: row.id, mark: 'pinned', on: true })
        break
      case 'press':
        room.press(step.type, step.poll)
        break
      case 'undo':
        room.undo(step.poll)
        break
      case 'show':
        room.show(step.poll)
        break
      case 'define':
        room.define({})
    }
    look(room, letThrough)
  })
  return room
}

/** Without the rows that they were read in. */
function wordsIn(letThrough: ReadonlySet<string>): Set<string> {
  return new Set([...letThrough].map((row) => {
    const [poll, , label] = JSON.parse(row)
    return JSON.stringify([poll, label])
  }))
}

describe('what attendees write in moderated polls', () => {
  it('[M2] is shown only in words that the facilitator approved for that row', () => {
    let shown = 0
    fc.assert(fc.property(tries, (steps) => {
      tryAll(steps, (room, letThrough) => {
        for (const { poll, id, label } of published(room.workshop)) {
          shown++
          expect(id === null ? wordsIn(letThrough) : letThrough).toContain(JSON.stringify(id === null ? [poll, label] : [poll, id, label]))
        }
      })
    }), { numRuns: 300 })
    // Else nothing was ever published, and the test would say nothing.
    expect(shown).toBeGreaterThan(1000)
  })

  it('[M2] [F1] is shown the same after a restart', () => {
    fc.assert(fc.property(tries, (steps) => {
      const room = tryAll(steps)
      expect(published(fold(room.entries))).toEqual(published(room.workshop))
    }), { numRuns: 50 })
  })

  it('[A10] never reuses an id of other words or of another attendee', () => {
    fc.assert(fc.property(tries, (steps) => {
      const known = new Map<string, string>()
      const room = tryAll(steps)
      for (const { by, command } of room.accepted) {
        if (command.type !== 'ballot:cast' || !('posts' in command.answer))
          continue
        for (const { id, text } of command.answer.posts) {
          const key = `${command.round} ${id}`
          expect(known.get(key) ?? `${by} ${clean(text)}`).toBe(`${by} ${clean(text)}`)
          known.set(key, `${by} ${clean(text)}`)
        }
      }
    }))
  })
})

describe('a verdict', () => {
  const judge = (room: Play, poll: string, post: string, verdict: 'shown' | 'removed' | 'waiting', wording?: string) =>
    room.submit(FACILITATOR, { type: 'post:judge', id: `judge-${room.entries.length}-00`, poll, post, verdict, ...wording && { wording } })
  const labels = (room: Play, poll: string) => rowsOf(room.view(poll, 'screen').result!).map(({ label }) => label)
  const open = (def: PollDef) => {
    const room = play({ polls: [def] })
    room.press('poll:open', def.id)
    if (def.kind !== 'board')
      room.press('poll:reveal', def.id)
    return room
  }

  it.each([{ def: text, write: writes }, { def: board, write: (...posts: Post[]) => asks(posts) }])('[A10] stays with its text: in a $def.kind, a withdrawn id can\'t be used for other words', ({ def, write }) => {
    const room = open(def)
    room.vote('ann', def.id, write({ id: 'post-001', text: 'More tests' }))
    judge(room, def.id, 'post-001', 'shown')
    room.vote('ann', def.id, write())
    expect(room.vote('ann', def.id, write({ id: 'post-001', text: 'Buy my coins' }))).toMatchObject({ ok: false, code: 'invalid_answer' })
    expect(room.vote('bob', def.id, write({ id: 'post-001', text: 'More tests' }))).toMatchObject({ ok: false, code: 'invalid_answer' })
    expect(labels(room, def.id)).toEqual([])
    expect(room.vote('ann', def.id, write({ id: 'post-001', text: 'More tests' }))).toEqual({ ok: true })
    expect(labels(room, def.id)).toEqual(['More tests'])
  })

  it('[M3] disappears from the phones when the author withdraws the question', () => {
    const room = open(board)
    room.show(board.id)
    const texts = () => room.attendee().poll!.posts!.rows.map(({ label }) => label)
    room.vote('ann', board.id, asks([{ id: 'post-001', text: 'Why?' }]))
    const { rev: before } = room.attendee()
    room.vote('bob', board.id, asks([{ id: 'post-002', text: 'Who?' }]))
    expect(room.attendee().rev).toBe(before)
    judge(room, board.id, 'post-001', 'shown')
    expect(texts()).toEqual(['Why?'])
    const { rev } = room.attendee()
    room.vote('ann', board.id, asks([]))
    expect(texts()).toEqual([])
    expect(room.attendee().rev).toBeGreaterThan(rev)
  })

  it('[A10] stays with its text in a round that was reset', () => {
    const room = open(text)
    room.vote('ann', text.id, writes({ id: 'post-001', text: 'More tests' }))
    judge(room, text.id, 'post-001', 'shown')
    room.press('poll:reset', text.id)
    room.press('poll:open', text.id)
    expect(room.vote('ann', text.id, writes({ id: 'post-001', text: 'Buy my coins' }))).toMatchObject({ code: 'invalid_answer' })
  })

  it('[A10] applies to the first words only, in an old log where an id has several', () => {
    const room = open(text)
    const ballot = (texts: string[]) => ({ type: 'ballot:cast' as const, poll: text.id, round: room.round(text.id).id, answer: writes(...texts.map(text => ({ id: 'post-001', text }))) })
    room.vote('ann', text.id, writes({ id: 'post-001', text: 'More tests' }))
    judge(room, text.id, 'post-001', 'shown')
    const entries = [...formerLog(room.entries, 2), ...[[], ['Buy my coins']].map((texts, index) => formerEntry({ at: 0, by: 'ann', command: { ...ballot(texts), id: `older-00${index}` } }))]
    const workshop = fold(entries)
    expect(postsIn(workshop.polls.get(text.id)!.rounds[0]!.tally).get('post-001')!.wordings.has('Buy my coins')).toBe(true)
    expect(published(workshop)).toEqual([])
  })

  it('[M1] applies to the wording that was read: other spellings are counted, but not shown', () => {
    const room = open(words)
    room.vote('ann', words.id, says('class'))
    judge(room, words.id, 'class', 'shown', 'class')
    for (const by of ['bob', 'cem', 'dan'])
      room.vote(by, words.id, says('"CLASS"'))
    expect(room.view(words.id, 'screen').result!.rows).toMatchObject([{ label: 'class', voters: 4 }])
    room.vote('ann', words.id, says())
    expect(room.view(words.id, 'screen').result!.rows).toMatchObject([{ label: 'class', voters: 3 }])
    judge(room, words.id, 'class', 'shown', '"CLASS"')
    expect(labels(room, words.id)).toEqual(['"CLASS"'])
    judge(room, words.id, 'class', 'removed')
    expect(labels(room, words.id)).toEqual([])
  })

  it('[M1] can be changed in a further round, for texts of the previous one that are still shown', () => {
    const room = open(board)
    room.vote('ann', board.id, asks([{ id: 'post-001', text: 'Rude?' }]))
    judge(room, board.id, 'post-001', 'shown')
    room.press('poll:repeat', board.id)
    expect(room.view(board.id, 'screen').earlier!.result.rows).toHaveLength(1)
    expect(judge(room, board.id, 'post-001', 'removed')).toEqual({ ok: true })
    expect(room.view(board.id, 'screen').earlier!.result.rows).toEqual([])
    expect(room.view(board.id, 'record').result!.rows).toEqual([])
  })

  it('[M1] removes a word from every round', () => {
    const room = open(words)
    room.vote('ann', words.id, says('rude'))
    judge(room, words.id, 'rude', 'shown')
    room.press('poll:repeat', words.id)
    room.press('poll:reveal', words.id)
    room.vote('ann', words.id, says('rude'))
    judge(room, words.id, 'rude', 'removed')
    expect(published(room.workshop)).toEqual([])
  })

  it('[M1] is refused for words that nobody uses any more', () => {
    const room = open(words)
    room.vote('ann', words.id, says('class'))
    expect(judge(room, words.id, 'class', 'shown', 'CLASS')).toMatchObject({ code: 'not_found' })
    expect(labels(room, words.id)).toEqual([])
  })

  it('[M1] removes a word even if nobody uses that spelling any more', () => {
    const room = open(words)
    room.vote('ann', words.id, says('class'))
    judge(room, words.id, 'class', 'shown', 'class')
    room.vote('bob', words.id, says('CLASS'))
    room.vote('ann', words.id, says())
    expect(labels(room, words.id)).toEqual(['class'])
    expect(judge(room, words.id, 'class', 'removed', 'class')).toEqual({ ok: true })
    expect(labels(room, words.id)).toEqual([])
  })

  it('[M1] removes all spellings that were one word in an older log', () => {
    const room = open({ ...words, moderated: false })
    room.vote('ann', words.id, says('shit', '@shit'))
    const [old, ...rest] = formerLog(room.entries, 1)
    const removed = { at: 0, by: FACILITATOR, command: { type: 'post:judge' as const, id: 'older-001', poll: words.id, post: 'shit', verdict: 'removed' as const } }
    expect(published(fold([old!, ...rest, removed]))).toEqual([])
  })

  it('[M1] applies to all spellings that were one word in an older log', () => {
    const room = open(words)
    room.vote('ann', words.id, says('C#'))
    room.vote('bob', words.id, says('C'))
    const entries = [...formerLog(room.entries, 2), { at: 0, by: FACILITATOR, command: { type: 'post:judge' as const, id: 'older-001', poll: words.id, post: 'c', verdict: 'shown' as const } }]
    expect(fold(entries).polls.get(words.id)!.rounds[0]!.judgements.get('c')).toMatchObject({ letThrough: ['C'] })
    const only = [...entries.filter(({ by }) => by !== 'bob')]
    expect(fold(only).polls.get(words.id)!.rounds[0]!.judgements.get('c#')).toMatchObject({ letThrough: ['C#'] })
  })

  it('[A10] is needed for at most a hundred texts of one attendee in a round', () => {
    const room = open({ ...text, max: 20 })
    const write = (by: string, from: number, count: number) => room.vote(by, text.id, writes(...Array.from({ length: count }, (_, index) => ({ id: `post-${by}-${from + index}`, text: `Text ${from + index}` }))))
    for (let from = 0; from < 100; from += 20)
      expect(write('ann', from, 20)).toEqual({ ok: true })
    expect(write('ann', 100, 1)).toMatchObject({ code: 'invalid_answer', message: expect.stringContaining('100') })
    expect(write('ann', 80, 20)).toEqual({ ok: true })
    expect(write('bob', 0, 20)).toEqual({ ok: true })
  })
})
