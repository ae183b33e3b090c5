import { z } from 'zod'
import { upMessage } from './message.ts'
import { workshopStart } from './workshop-start.ts'

/** The content changed between two starts of the server. */
export const workshopDefine = upMessage({
  type: 'workshop:define',
  from: 'server',
  about: 'Replaces the title, the polls and how they open; ballots stay with the options that remain.',
  refusals: [],
  payload: workshopStart.payload.omit({ workshop: true }).extend({ type: z.literal('workshop:define') }),
})
