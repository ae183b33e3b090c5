import { z } from 'zod'

const milliseconds = z.int().min(0)

/** A countdown as it was when the message was made: pages count down from there by their own monotonic clock. */
export const countdownView = z.strictObject({
  poll: z.string(),
  left: milliseconds.describe('Milliseconds left; 0: the time is up.'),
  of: milliseconds.describe('Milliseconds in all.'),
  closes: z.boolean().describe('Voting closes when it ends.'),
}).meta({ id: 'Countdown' })

export type CountdownView = z.infer<typeof countdownView>
