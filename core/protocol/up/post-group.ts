import { z } from 'zod'
import { postCommand } from './post-command.ts'

export const postGroup = postCommand('post:group', 'Puts a text into a group, under a heading of the facilitator\'s.', {
  group: z.string().trim().min(1).max(40).nullable().describe('The heading; null takes the text out of its group.'),
})
