import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { Post } from '../../core/kinds/schemas/fields.ts'
import { describe, expect, it } from 'vitest'
import { postJudge } from '../../core/commands/post.ts'
import { pollDef } from '../../core/kinds/schemas/schemas.ts'
import { inOrder, postsIn } from '../../core/kinds/shared/written.ts'
import { clean } from '../../core/words/text.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { asks, divides, picks, places, ranks, rates, says, writes } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { board, choice, matrix, points, rank, scale, text, words } from '../support/polls/polls.ts'
import { fieldOf, rowsOf } from '../support/polls/results.ts'

/** A poll that was voted on and revealed; people are `p0`, `p1`, … */
function voted(poll: PollDef, answers: Answer[]) {
  const room = play({ polls: [poll] })
  room.press('poll:open', poll.id)
  answers.forEach((answer, index) => expect(room.vote(`p${index}`, poll.id, answer)).toEqual({ ok: true }))
  const judge = (post: string, verdict: 'shown' | 'removed' | 'waiting') => room.submit(FACILITATOR, { type: 'post:judge', id: `judge-${post}-${verdict}`, poll: poll.id, post, verdict })
  const mark = (post: string, mark: 'pinned' | 'answered' | 'parked') => room.submit(FACILITATOR, { type: 'post:mark', id: `mark-${post}-${mark}`, poll: poll.id, post, mark, on: true })
  const group = (post: string, group: string | null) => room.submit(FACILITATOR, { type: 'post:group', id: `group-${post}`, poll: poll.id, post, group })
  return { room, judge, mark, group, ...views(room, poll.id) }
}

function views(room: ReturnType<typeof play>, id: string) {
  return {
    screen: () => room.view(id, 'screen').result,
    facilitator: () => room.view(id, 'facilitator').result!,
  }
}

const post = (id: string, text: string): Post => ({ id, text })

describe('a quiz', () => {
  const quiz = { ...choice, max: 2, right: ['a', 'c'] }

  it('[R11] counts those who named the right options and no other', () => {
    const { facilitator } = voted(quiz, [picks('a', 'c'), picks('c', 'a'), picks('a'), picks('a', 'b')])
    expect(facilitator()).toMatchObject({ right: { options: ['a', 'c'], voters: 2 } })
  })

  it('[V3] hides its answer until the reveal', () => {
    const { room } = voted(quiz, [picks('a', 'c')])
    room.show(quiz.id)
    const seen = () => JSON.stringify([room.view(quiz.id, 'screen'), room.attendee()])
    expect(seen()).not.toContain('right')
    room.press('poll:reveal', quiz.id)
    expect(JSON.parse(seen())[0].result.right).toEqual({ options: ['a', 'c'], voters: 1 })
    expect(JSON.parse(seen())[1].poll.result.right).toEqual({ options: ['a', 'c'], voters: 1 })
  })

  it('refuses a right option that it doesn\'t have', () => {
    expect(pollDef.safeParse({ ...choice, right: ['z'] }).error!.issues[0]).toMatchObject({ path: ['right', 0], message: expect.stringContaining('there is no option "z"') })
    expect(pollDef.safeParse({ ...choice, max: 1, right: ['a', 'b'] }).success).toBe(false)
  })
})

describe('rank', () => {
  it('[R7] gives Borda points, and the mean place of those who ranked the option', () => {
    const { facilitator } = voted(rank, [ranks('a', 'b', 'c'), ranks('b', 'a'), ranks('a')])
    expect(fieldOf(facilitator(), 'count')).toEqual({ a: 8, b: 5, c: 1 })
    expect(fieldOf(facilitator(), 'mean')).toEqual({ a: 4 / 3, b: 1.5, c: 3 })
    expect(fieldOf(facilitator(), 'rank')).toEqual({ a: 1, b: 2, c: 3 })
    expect(fieldOf(facilitator(), 'share')).toEqual({ a: 8 / 9, b: 5 / 9, c: 1 / 9 })
    expect(fieldOf(facilitator(), 'distribution')).toEqual({ a: [2, 1, 0], b: [1, 1, 0], c: [0, 0, 1] })
  })

  it('[R7] counts points from the last place', () => {
    const { facilitator } = voted({ ...rank, top: 2 }, [ranks('c', 'a')])
    expect(fieldOf(facilitator(), 'count')).toEqual({ a: 1, b: 0, c: 2 })
  })
})

it('[R8] the share of points is of all points given', () => {
  const { facilitator } = voted(points, [divides({ a: 60, b: 40 }), divides({ a: 20 })])
  expect(fieldOf(facilitator(), 'count')).toEqual({ a: 80, b: 40, c: 0 })
  expect(fieldOf(facilitator(), 'share')).toEqual({ a: 2 / 3, b: 1 / 3, c: 0 })
})

it('[R9] a matrix has mean places, and ranks the option nearest to its top left corner first', () => {
  const { facilitator } = voted(matrix, [places({ a: [1, 5], b: [5, 1] }), places({ a: [3, 5] })])
  expect(fieldOf(facilitator(), 'place')).toEqual({ a: { x: 2, y: 5, deviationX: 1, deviationY: 0 }, b: { x: 5, y: 1, deviationX: 0, deviationY: 0 }, c: undefined })
  expect(fieldOf(facilitator(), 'share')).toEqual({ a: 7 / 8, b: 0, c: 0 })
  expect(fieldOf(facilitator(), 'rank')).toEqual({ a: 1, b: 2, c: null })
  expect(fieldOf(facilitator(), 'distribution').a!.indexOf(1)).toBe(20)
})

it.each([[[1, 1, 1], 1], [[1, 3], -1], [[1, 2, 3], 0]])('[R6] ratings of %j agree by %d', (levels, agreement) => {
  const { facilitator } = voted(scale, levels.map(level => rates({ a: level })))
  expect(fieldOf(facilitator(), 'agreement').a).toBeCloseTo(agreement)
})

describe('words', () => {
  it('[A9] [R10] are the same in any case, and shown in the most used wording', () => {
    const { facilitator } = voted(words, [says('trust'), says('Trust', 'Speed'), says(' TRUST! '), says('Trust')])
    expect(facilitator().rows).toMatchObject([{ id: 'trust', label: 'Trust', voters: 4, share: 1, rank: 1 }, { id: 'speed', voters: 1, share: 0.25, rank: 2 }])
  })

  it('[M1] can be approved whatever letters they have', () => {
    const { room, judge, screen } = voted(words, [says('ﷺ'.repeat(30))])
    room.press('poll:reveal', words.id)
    const [id] = [...postsIn(room.round(words.id).tally).keys()]
    expect(postJudge.payload.safeParse({ type: 'post:judge', id: 'command-1', poll: words.id, post: id, verdict: 'shown' }).success).toBe(true)
    judge(id!, 'shown')
    expect(screen()!.rows).toHaveLength(1)
  })

  it('[M1] [M2] are shown once they are approved', () => {
    const { room, judge, screen, facilitator } = voted(words, [says('trust'), says('damn')])
    room.press('poll:reveal', words.id)
    expect(screen()!.rows).toEqual([])
    expect(rowsOf(facilitator()).map(({ judgement }) => judgement!.verdict)).toEqual(['waiting', 'waiting'])
    judge('trust', 'shown')
    judge('damn', 'removed')
    expect(screen()!.rows.map(({ id }) => id)).toEqual(['trust'])
    expect(room.attendee().poll).toBeNull()
    judge('trust', 'waiting')
    expect(screen()!.rows).toEqual([])
  })

  it('[M5] stay approved in the next round', () => {
    const { room, judge, screen } = voted(words, [says('trust')])
    judge('trust', 'shown')
    room.press('poll:repeat', words.id)
    room.press('poll:reveal', words.id)
    room.vote('p9', words.id, says('Trust', 'fresh'))
    expect(screen()!.rows.map(({ id }) => id)).toEqual(['trust'])
  })
})

describe('texts and questions', () => {
  it('[A10] keep their wording: an approved text can\'t become another one', () => {
    const { room } = voted(text, [writes(post('post-001', 'More tests'))])
    expect(room.vote('p0', text.id, writes(post('post-001', 'Buy my coins')))).toMatchObject({ ok: false, code: 'invalid_answer', message: expect.stringContaining('cannot be changed') })
    expect(room.vote('p1', text.id, writes(post('post-001', 'More tests')))).toMatchObject({ ok: false, code: 'invalid_answer' })
    expect(room.vote('p0', text.id, writes(post('post-001', 'More tests'), post('post-002', 'Less noise')))).toEqual({ ok: true })
  })

  it('[M3] are gone once withdrawn, whatever the verdict', () => {
    const { room, judge, screen } = voted(text, [writes(post('post-001', 'More tests'))])
    room.press('poll:reveal', text.id)
    judge('post-001', 'shown')
    expect(screen()!.rows).toHaveLength(1)
    room.vote('p0', text.id, writes())
    expect(screen()!.rows).toEqual([])
    expect(judge('post-001', 'removed')).toMatchObject({ ok: false, code: 'not_found' })
  })

  it('[A10] lose direction marks, control characters and towers of accents', () => {
    const { facilitator } = voted(text, [writes(post('post-001', 'a\u202Eb\u0000 \n c e\u0301\u0301\u0301\u0301\u0301'))])
    expect(rowsOf(facilitator())[0]!.label).toBe('ab c \u00E9\u0301')
  })

  it.each([
    ['marks in turn', 'x\u0301\u0316\u0334\u0353\u030D', 'x\u0334\u0316'],
    ['towers on joiners', 'a\u0301\u0316\u200D\u0301\u0316\u200D\u0301', '\u00E1\u0316\u200D'],
    ['isolates and marks of direction', '\u2067\u061Ca\u2069', 'a'],
    ['halves of pairs, and what is no character', '\uD83Da\uDE00\uFFFE\u{1FFFE}', 'a'],
    ['what is blank', '\u3164 \u2800\u200D', ''],
    ['control characters', 'a\u001B[2J\u009B1m', 'a [2J 1m'],
  ])('[A10] lose %s', (_, text, left) => expect(clean(text)).toBe(left))

  it.each(['ज़ों', 'རྒྱུ', 'ทุ่ม', 'ශ්‍රී', 'می‌خواهم', 'שָּׁ', 'Ệ', '❤️‍🔥', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩🏿‍❤️‍💋‍👨🏻'])('[A10] keep %s', text => expect(clean(text)).toBe(text.normalize('NFC')))

  it('[M4] are wanted by those who ask and those who vote for them, and are sorted', () => {
    const { room, judge, mark, facilitator } = voted(board, [asks([post('post-001', 'Why?')]), asks([post('post-002', 'How?')]), asks([post('post-003', 'When?')])])
    expect(room.vote('p3', board.id, asks([], ['post-002']))).toEqual({ ok: true })
    expect(room.vote('p3', board.id, asks([], ['post-ghost']))).toMatchObject({ code: 'invalid_answer' })
    expect(fieldOf(facilitator(), 'voters')).toEqual({ 'post-001': 1, 'post-002': 2, 'post-003': 1 })
    const order = () => {
      const result = facilitator()
      return result.kind === 'board' && inOrder(result.rows).map(({ id }) => id)
    }
    expect(order()).toEqual(['post-002', 'post-001', 'post-003'])
    judge('post-003', 'shown')
    mark('post-003', 'pinned')
    mark('post-002', 'answered')
    expect(order()).toEqual(['post-003', 'post-001', 'post-002'])
  })

  it('[M4] are wanted once by whoever asked them', () => {
    const { room, facilitator } = voted(board, [asks([post('post-001', 'Why?')])])
    expect(room.vote('p0', board.id, asks([{ id: 'post-001', text: 'Why?' }], ['post-001']))).toEqual({ ok: true })
    expect(fieldOf(facilitator(), 'voters')).toEqual({ 'post-001': 1 })
    room.vote('p0', board.id, asks([]))
    expect(facilitator().rows).toEqual([])
  })

  it('[V1] are sent to phones immediately without moderation, but not how many want them', () => {
    const { room } = voted({ ...board, moderated: false }, [asks([post('post-001', 'Why?')])])
    room.show(board.id)
    const rev = () => room.attendee().rev
    const before = rev()
    room.vote('p1', board.id, asks([], ['post-001']))
    expect(rev()).toBe(before)
    room.vote('p1', board.id, asks([{ id: 'post-002', text: 'How?' }], ['post-001']))
    expect(rev()).toBe(before + 1)
  })

  it('have groups on a wall only, and marks of their kind only', () => {
    const wall = voted(text, [writes(post('post-001', 'More tests'))])
    expect(wall.group('post-001', 'Quality')).toEqual({ ok: true })
    expect(rowsOf(wall.facilitator())[0]!.judgement!.group).toBe('Quality')
    expect(wall.mark('post-001', 'answered')).toMatchObject({ code: 'wrong_state' })
    const questions = voted(board, [asks([post('post-001', 'Why?')])])
    expect(questions.group('post-001', 'Quality')).toMatchObject({ code: 'wrong_state' })
    expect(voted(choice, [picks('a')]).judge('a', 'shown')).toMatchObject({ code: 'wrong_state' })
  })

  it('[V1] are sent to phones as soon as they are approved', () => {
    const { room, judge } = voted(board, [asks([post('post-001', 'Why?')])])
    room.show(board.id)
    const before = room.attendee()
    expect(before.poll!.posts!.rows).toEqual([])
    judge('post-001', 'shown')
    const after = room.attendee()
    expect(after.rev).toBeGreaterThan(before.rev)
    expect(after.poll!.posts!.rows).toMatchObject([{ label: 'Why?' }])
  })
})
