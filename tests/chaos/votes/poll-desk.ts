import type { PollCommandType } from '../../../core/steps/names.ts'
import type { Answer, Candidates, Count, Opening, Verdict } from './checker.ts'
import type { Diary } from './diary.ts'
import type { Watcher } from './published.ts'
import { newId } from '../../support/server/wire.ts'
import { countOf, judge } from './checker.ts'

/** A round as the facilitator knows it. */
export interface DeskRound {
  /** Its id, and those of the rounds whose ballots went into it when it was brought back. */
  ids: string[]
  no: number
  voting: 'idle' | 'open' | 'closed'
  shown: boolean
  revealed: boolean
  /** It began with a reset, so it may be put into an older one. */
  anew: boolean
}

export type Press = Extract<PollCommandType, 'poll:open' | 'poll:close' | 'poll:reveal' | 'poll:hide' | 'poll:reset' | 'poll:restore' | 'poll:repeat'>

/** A facilitator's book on one poll: which rounds there are and when they were open. Knows the server's answers only. */
export interface PollDesk {
  readonly poll: string
  readonly options: readonly string[]
  readonly current: DeskRound
  /** Those that count, by number; the last is the current one. */
  readonly rounds: readonly DeskRound[]
  /** With those that were put aside for good. */
  readonly everyRound: readonly DeskRound[]
  /**
   * Sends a command and resolves, when the slides show its effect, with whether it was accepted. Every ballot of earlier
   * presses has to be answered by then: a restore brings back the last round with a ballot in it.
   * @param facilitator its connection
   * @param onAnswer called as soon as the server has answered
   */
  press: (facilitator: Watcher, type: Press, onAnswer?: () => void) => Promise<boolean>
  judge: (round: DeskRound) => Verdict
  /** What the round has to come to. @param look what counts for an attendee where that is not certain */
  count: (candidates: ReadonlyMap<string, Candidates>, look?: (attendee: string) => Answer | null) => Count
}

/** Opens the book on a poll that was never opened. */
export function createPollDesk(poll: string, { slides }: Watcher, diary: Diary): PollDesk {
  const { def, round: firstId } = slides.view(poll)
  const options = 'options' in def ? def.options.map(({ id }) => id) : []
  const openings = new Map<string, Opening[]>()
  const begin = (id: string, no: number, anew: boolean): DeskRound => ({ ids: [id], no, voting: 'idle', shown: false, revealed: false, anew })
  const rounds = [begin(firstId, 1, false)]
  const everyRound = [...rounds]
  /** Put aside since the last restore or repeat. */
  let aside: DeskRound[] = []

  const current = () => rounds.at(-1)!
  const judgeRound = ({ ids }: DeskRound) => judge(ids.flatMap(id => diary.of(id)), openings)
  const hasBallots = (round: DeskRound) => [...judgeRound(round).candidates.values()].some(([first]) => first !== null)

  function opened(round: DeskRound, askedToOpen: number, opened: number): void {
    round.voting = 'open'
    const id = round.ids[0]!
    openings.set(id, [...openings.get(id) ?? [], { askedToOpen, opened, askedToClose: Infinity, closed: Infinity }])
  }

  function closed(round: DeskRound, askedToClose: number, closed: number): void {
    if (round.voting === 'open')
      Object.assign(openings.get(round.ids[0]!)!.at(-1)!, { askedToClose, closed })
  }

  async function press({ wire, slides }: Watcher, type: Press, onAnswer = () => {}): Promise<boolean> {
    const asked = diary.tick()
    const { ok } = await wire.send({ type, id: newId(), poll })
    const answered = diary.tick()
    onAnswer()
    if (!ok)
      return false
    const round = current()
    const [oldId] = round.ids as [string]
    const newRoundId = async () => (await slides.until(poll, view => view.round !== oldId)).round
    switch (type) {
      case 'poll:open':
        opened(round, asked, answered)
        break
      case 'poll:close':
        closed(round, asked, answered)
        round.voting = 'closed'
        break
      case 'poll:reveal':
        round.shown = round.revealed = true
        break
      case 'poll:hide':
        round.shown = false
        break
      case 'poll:reset':
        closed(round, asked, answered)
        aside.push(round)
        rounds[rounds.length - 1] = begin(await newRoundId(), round.no, true)
        everyRound.push(current())
        break
      case 'poll:restore': {
        closed(round, asked, answered)
        const old = aside.reduce((kept, later) => hasBallots(later) ? later : kept)
        aside = []
        old.ids.push(...round.ids)
        if (old.voting === 'open')
          opened(old, asked, answered)
        rounds[rounds.length - 1] = old
        everyRound.splice(everyRound.indexOf(round), 1)
        break
      }
      case 'poll:repeat':
        closed(round, asked, answered)
        round.voting = 'closed'
        aside = []
        rounds.push(begin(await newRoundId(), round.no + 1, false))
        everyRound.push(current())
        opened(current(), asked, answered)
    }
    const { ids, voting, shown } = current()
    await slides.until(poll, view => view.round === ids[0] && view.voting === voting && (view.results === 'shown') === shown)
    return true
  }

  return {
    poll,
    options,
    get current() { return current() },
    rounds,
    everyRound,
    press,
    judge: judgeRound,
    count: (candidates, look) => countOf(options, [...candidates].flatMap(([attendee, may]) => {
      const ballot = may.length === 1 || !look ? may[0]! : look(attendee)
      return ballot === null ? [] : [ballot]
    })),
  }
}
