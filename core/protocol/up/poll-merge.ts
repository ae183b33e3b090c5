import { pollCommand } from './poll-command.ts'

export const pollMerge = pollCommand('poll:merge', 'Shows the result of all roles together again.')
