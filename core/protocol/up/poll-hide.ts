import { pollCommand } from './poll-command.ts'

export const pollHide = pollCommand('poll:hide', 'Hides the current round\'s results again.')
