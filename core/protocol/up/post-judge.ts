import { z } from 'zod'
import { postCommand } from './post-command.ts'

export const postJudge = postCommand('post:judge', 'Lets something that an attendee wrote through to the screens, removes it, or puts it back among those that wait.', {
  verdict: z.enum(['shown', 'removed', 'waiting']),
})
