import { pollCommand } from './poll-command.ts'

export const pollSplit = pollCommand('poll:split', 'Shows the result by role, for groups that are large enough.')
