import { pollCommand } from './poll-command.ts'

export const pollRestore = pollCommand('poll:restore', 'Undoes the last reset: the ballots return, and newer ones of the same attendees win.')
