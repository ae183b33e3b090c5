import { pollCommand } from './poll-command.ts'

export const pollOpen = pollCommand('poll:open', 'Opens the current round for ballots.')
