import { z } from 'zod'
import { MEASURES } from '../../../core/views/sections/cells.ts'

const voters = z.int().min(0)
const level = z.number().min(1).describe('In levels, from 1.')
const missing = z.enum(['unasked', 'pending', 'nobody', 'unrevealed', 'unsure', 'few']).nullable().describe('Why there is no figure; null if there is one.')

const axis = z.strictObject({
  levels: z.int().min(0).describe('The number of levels.'),
  median: level.nullable().describe('The interpolated median of all ratings.'),
  quartiles: z.tuple([level, level]).nullable(),
  ratings: z.int().min(0),
  voters,
  missing,
  roles: z.array(z.strictObject({ role: z.string(), label: z.string(), voters, median: level.nullable() })).describe('If the result was shown by role.'),
}).meta({ id: 'Axis', description: 'A section\'s place on the radar.' })

const cell = z.strictObject({
  measure: z.enum(MEASURES),
  words: z.string().nullable().describe('The figure, as the slide has it.'),
  value: z.number().nullable().describe('The number behind it: levels from 1, or a share; null for an owner.'),
  heat: z.literal([0, 1, 2, 3, 4]).nullable().describe('How much it asks for attention.'),
  voters,
  basis: z.string().nullable().describe('What it is computed from.'),
  missing,
}).meta({ id: 'Cell', description: 'A cell of the heat map.' })

const rated = {
  section: z.string(),
  topic: z.string(),
  poll: z.string(),
  option: z.string(),
  label: z.string(),
  question: z.string().describe('What to ask the room.'),
}
const camp = z.strictObject({ levels: z.array(z.string()), ratings: z.int().min(0) }).meta({ id: 'Camp' })
const end = z.strictObject({ labels: z.array(z.string()), value: level }).meta({ id: 'GapEnd', description: 'Roles, and their interpolated median.' })

/** What sums up a section on the slides. */
export const section = z.strictObject({ id: z.string(), topic: z.string(), axis, cells: z.array(cell) }).meta({ id: 'Section' })

export const disagreements = z.strictObject({
  camps: z.array(z.strictObject({
    ...rated,
    low: camp,
    middle: z.int().min(0),
    high: camp,
    voters,
    agreement: z.number().min(-1).max(1),
  }).meta({ id: 'TwoCamps' })).describe('Statements on which the room is in two camps, the deepest first.'),
  roles: z.array(z.strictObject({ ...rated, levels: z.int().min(2), high: end, low: end, gap: z.number() }).meta({ id: 'RoleGap' })).describe('Statements on which roles are far apart, the widest gap first.'),
  statements: z.int().min(0).describe('Statements that enough people rated to say so.'),
}).meta({ id: 'Disagreements' })
