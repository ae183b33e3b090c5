import { z } from 'zod'
import { postCommand } from './post-command.ts'

export const postMark = postCommand('post:mark', 'Sets or clears a mark: a pinned text or question stands first, an answered or parked question last.', {
  mark: z.enum(['pinned', 'answered', 'parked']),
  on: z.boolean(),
})
