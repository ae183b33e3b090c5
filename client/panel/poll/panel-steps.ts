import type { PollView } from '../../../core/protocol/down.ts'
import type { PollCommandType } from '../../../core/steps/names.ts'
import { revealedWords, sightOf } from './room-sees.ts'

/** How the panel shows one of the facilitator's commands about a poll. */
export interface PanelStep {
  /** Its shortcut. */
  key: string | null
  label: (poll: PollView) => string
  /** Hidden unless it is possible. */
  onlyWhenAllowed?: true
  /** Its name on the undo button. */
  name: (poll: PollView) => string
  /** Asks before interrupting many voters, even though it can be undone; null if it needs no confirmation. */
  asks?: (poll: PollView) => string | null
  /**
   * The outcome, in words that describe the resulting state.
   * @param poll its current state
   */
  done: (poll: PollView) => string
}

export const panelSteps: Record<PollCommandType, PanelStep> = {
  'poll:open': {
    key: 'v',
    label: ({ voting }) => voting === 'closed' ? 'Reopen' : 'Open voting',
    name: () => 'open',
    done: ({ results }) => results === 'shown' ? 'Voting is open; the room sees the votes come in.' : 'Voting is open.',
  },
  'poll:close': {
    key: 'v',
    label: () => 'Close voting',
    name: () => 'close',
    done: poll => sightOf(poll) === 'earlier' ? `Voting is closed without a vote: the room sees round ${poll.earlier!.no} again.` : 'Voting is closed.',
  },
  'poll:reveal': {
    key: 'r',
    label: () => 'Reveal',
    name: () => 'reveal',
    done: poll => revealedWords(poll),
  },
  'poll:hide': {
    key: 'r',
    label: () => 'Hide',
    name: () => 'hide',
    done: poll => sightOf(poll) === 'earlier' ? `The results are hidden: the room sees round ${poll.earlier!.no} again.` : 'The results are hidden.',
  },
  'poll:reset': {
    key: null,
    label: () => 'Reset',
    name: () => 'reset',
    asks: ({ voters }) => `Reset: ${voters === 0 ? 'the round starts anew' : voters === 1 ? '1 ballot is set aside' : `${voters} ballots are set aside`}.`,
    done: () => 'The round is reset. Undo brings the ballots back.',
  },
  'poll:restore': {
    key: null,
    label: () => 'Restore votes',
    name: () => 'restore',
    done: () => 'The ballots are back.',
  },
  'poll:repeat': {
    key: '2',
    label: ({ no }) => no === 1 ? 'Second round' : `Round ${no + 1}`,
    name: ({ no }) => `round ${no}`,
    asks: ({ voting, no }) => voting === 'open' ? `Round ${no + 1}: round ${no} closes and is kept.` : null,
    done: ({ no }) => `Round ${no} is open; round ${no - 1} is kept.`,
  },
  'poll:split': {
    key: 's',
    label: () => 'By role',
    onlyWhenAllowed: true,
    name: () => 'by role',
    done: poll => poll.results === 'hidden' ? 'By role, as soon as you reveal it.' : revealedWords(poll),
  },
  'poll:merge': {
    key: 's',
    label: () => 'All together',
    onlyWhenAllowed: true,
    name: () => 'all together',
    done: poll => poll.results === 'hidden' ? 'All together, as soon as you reveal it.' : revealedWords(poll, 'the results of all together'),
  },
}
