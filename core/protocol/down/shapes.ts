import { z } from 'zod'

export const revision = z.int().min(0).describe('Counts up with every change of the state behind a view; a view with a lower one is older.')

export const voting = z.enum(['idle', 'open', 'closed'])
export const results = z.enum(['hidden', 'shown'])

const roleResult = z.strictObject({
  role: z.string(),
  label: z.string(),
  voters: z.int().min(0),
  rows: z.array(z.strictObject({
    id: z.string(),
    value: z.number().nullable().describe('The role\'s value, depending on the kind: a share of its voters, a mean level or place, or points for each voter. Null if too few named it.'),
  })),
})

export const byRole = z.array(roleResult).describe('Roles that are large enough, of a closed round.')

export const shift = z.strictObject({
  both: z.int().min(0).describe('Attendees whose ballot counts in both rounds.'),
  changed: z.int().min(0).describe('Those of them who answered differently.'),
})

export const role = z.strictObject({ id: z.string(), label: z.string() }).meta({ id: 'Role' })

/** The result of one role. */
export type RoleResult = z.infer<typeof roleResult>
/** How many voters moved between two rounds: whether for the better, no count can tell. */
export type Shift = z.infer<typeof shift>
/** A role in the team, such as `dev`. */
export type Role = z.infer<typeof role>
