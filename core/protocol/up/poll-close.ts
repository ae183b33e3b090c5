import { pollCommand } from './poll-command.ts'

export const pollClose = pollCommand('poll:close', 'Closes the current round.')
