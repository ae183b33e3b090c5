import { z } from 'zod'
import { slug } from '../kinds/schemas/fields.ts'

/** A day. */
export const MOST_MINUTES = 1440

export const partId = slug.describe('The part of the deck, such as `opening`, or a section, such as `cicd`.')

export const minutes = z.int().min(0).max(MOST_MINUTES)

const routeId = z.string().regex(/^[a-z0-9-]+$/).max(32)

const lastTime = z.enum(['actions', 'results'])

const slot = z.strictObject({
  part: partId.nullable().describe('The part that is given here; null: the next section of the agenda.'),
  title: z.string().min(1).max(80),
  minutes,
  without: z.array(z.string().max(64)).describe('Layouts of slides that this route leaves out.'),
  needs: lastTime.optional().describe('What of an earlier workshop it shows: it is given only where this one is compared with such. Absent: it is always given.'),
}).meta({ id: 'RouteSlot' })

/** One way through the deck: what is given, in which order, in how many minutes. */
export const route = z.strictObject({
  id: routeId,
  title: z.string().min(1).max(60),
  minutes: minutes.describe('From the first slide to the last; what its slots leave is to spare.'),
  slots: z.array(slot).min(1).max(200),
}).meta({ id: 'Route' })

/** How a workshop may be run, as its content says. */
export const planDef = z.strictObject({
  sections: z.array(z.strictObject({ id: slug, title: z.string().min(1).max(60) })).describe('What the agenda chooses from, in the order of the content.'),
  routes: z.array(route).min(1).max(20).describe('The first one is in force until another one is chosen.'),
}).meta({ id: 'PlanDefinition' })

export const chosenRoute = routeId
export const agenda = z.array(slug).max(200).refine(ids => new Set(ids).size === ids.length, 'a section is named twice')

/** What a workshop may have of an earlier one. */
export type LastTime = z.infer<typeof lastTime>
export type Route = z.infer<typeof route>
export type PlanDef = z.infer<typeof planDef>
