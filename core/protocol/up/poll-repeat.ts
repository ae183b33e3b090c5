import { pollCommand } from './poll-command.ts'

export const pollRepeat = pollCommand('poll:repeat', 'Closes the current round, keeps it for comparison, and opens a further one.')
