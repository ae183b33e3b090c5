import { pollCommand } from './poll-command.ts'

export const pollReset = pollCommand('poll:reset', 'Sets the current round aside and starts it anew, empty and idle. `poll:restore` brings it back.')
