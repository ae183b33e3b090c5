import { pollCommand } from './poll-command.ts'

export const pollReveal = pollCommand('poll:reveal', 'Shows the current round\'s results on screens and phones; while the round is open they move live.')
