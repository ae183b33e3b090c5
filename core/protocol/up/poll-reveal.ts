import { pollCommand } from './poll-command.ts'

export const pollReveal = pollCommand('poll:reveal', 'Shows the current round\'s results on phones and screens; on screens they move with every ballot while the round is open.')
