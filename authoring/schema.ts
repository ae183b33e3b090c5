import { z } from 'zod'
import { slug } from '../core/kinds/schemas/fields.ts'
import { pollDef } from '../core/kinds/schemas/schemas.ts'

const text = (max: number) => z.string().trim().min(1).max(max)

/** @param words the field that tells entries apart for a reader, as their ids do for votes */
function distinct<Words extends string, Item extends z.ZodType<{ id: string } & Record<Words, string>>>(item: Item, min: number, words: Words) {
  return z.array(item).min(min).superRefine((list, ctx) => {
    for (const field of ['id', words] as const) {
      list.map(entry => entry[field]).forEach((text, index, all) => {
        if (all.indexOf(text) < index)
          ctx.addIssue({ code: 'custom', path: [index, field], message: field === 'id' ? `the id "${text}" is used twice in this list` : `"${text}" is used twice in this list; reword one of them` })
      })
    }
  })
}

/** Texts that attendees have to tell apart. */
function levels() {
  return z.array(text(24)).min(2).max(7).superRefine((list, ctx) => list.forEach((level, index) => {
    if (list.indexOf(level) < index)
      ctx.addIssue({ code: 'custom', path: [index], message: `"${level}" is used twice in this list; reword one of them` })
  }))
}

const itemId = slug.describe('Names it for good: votes stay with the id when the wording changes.')

export const practice = z.strictObject({
  id: itemId,
  text: text(84).describe('One statement that a team can rate as true or not of itself.'),
})

export const tool = z.strictObject({
  name: text(40).describe('The tool\'s name, as its makers write it.'),
  group: text(22).describe('What tools of this group are for; tools of a group stand together.'),
  url: z.url({ protocol: /^https$/ }).describe('The tool\'s home page.'),
  purpose: text(34).describe('What this tool is for.'),
})

export const bottleneck = z.strictObject({
  id: itemId,
  title: text(52).describe('What slows a team down, in a few words.'),
  hurts: text(100).describe('Why it hurts.'),
  move: text(150).describe('A first move that a team can make next week.'),
})

export const question = z.strictObject({
  id: itemId,
  text: text(100).describe('A question that a team can answer today, or cannot.'),
  listen: text(280).describe('What a good answer sounds like; for the facilitator only.'),
})

/** `content/disciplines/<id>.yaml`. Lengths are what a slide can hold at a size that the last row can read. */
export const discipline = z.strictObject({
  id: slug.describe('The same as the file\'s name.'),
  number: z.int().min(1).max(99).describe('The number on its slides; no two disciplines share one.'),
  tag: text(16).describe('The short name, for the index and the phone.'),
  title: text(44).describe('The full name, on the first slide of the section.'),
  objective: text(190).describe('What the discipline is for, in a sentence or two.'),
  practices: distinct(practice, 5, 'text').describe('What good looks like; the room rates each one.'),
  tools: z.array(tool).min(1).describe('What others use for it.'),
  bottlenecks: distinct(bottleneck, 8, 'title').describe('What may slow a team down; the room spends dots on them.'),
  questions: distinct(question, 4, 'text').describe('What a team should be able to answer; the room says No, Partly or Yes.'),
  takeaway: text(120).describe('The one sentence to take home.'),
})

const localTime = z.iso.datetime({ local: true })

/** With or without seconds and an offset. */
function isDateTime(value: string): boolean {
  const [, time, zone] = /^(.+?)(Z|[+-]\d\d:\d\d)?$/.exec(value) ?? []
  return localTime.safeParse(time).success && !Number.isNaN(Date.parse(`${time}${zone ?? ''}`))
}

const ahead = z.strictObject({
  polls: z.array(text(120)).min(1).optional().describe('The polls, by id; */practices stands for those of every discipline. Left out: every poll whose options are its own.'),
  until: z.string().refine(isDateTime, 'should be a date with a time, such as 2026-11-23T09:00').optional().describe('When they close, such as 2026-11-23T09:00, where the server is. Left out: when the facilitator starts.'),
})

/** A part of a route: one of the deck, or some sections of the agenda. */
const routePart = z.strictObject({
  part: slug.optional().describe('A part of the deck: `part:` in the frontmatter of its first slide.'),
  sections: z.int().min(1).max(50).optional().describe('So many sections of the agenda, one after the other, each with these minutes.'),
  minutes: z.int().min(1).max(600).optional().describe('What it gets, or each of its sections; as much as its slides need if not given.'),
  without: z.array(text(64)).default([]).describe('Layouts of slides that this route leaves out.'),
}).superRefine(({ part, sections }, ctx) => {
  if ((part === undefined) === (sections === undefined))
    ctx.addIssue({ code: 'custom', path: [], message: 'needs either part: (a part of the deck) or sections: (how many of the agenda)' })
})

const authoredRoute = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'use lower-case letters, digits and hyphens').max(32).describe('What is typed: npm start -- --route 90.'),
  title: text(60).describe('What the panel calls it.'),
  minutes: z.int().min(1).max(1440).describe('From the first slide to the last. Its parts have to fit; what they leave is to spare.'),
  parts: z.array(routePart).min(1).describe('What is given, in this order.'),
})

/** `content/workshop.yaml`, or `workshop:` in a deck's headmatter. A deck that says nothing of it runs all the same. */
export const workshopFile = z.strictObject({
  title: text(60).optional().describe('The workshop\'s name, on the first slide and on the phones; the deck\'s title if not given.'),
  subtitle: text(160).default('').describe('One or two sentences under the title.'),
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'use a code such as en or de-CH').default('en').describe('The language of the content, such as en or de-CH.'),
  opening: z.enum(['auto', 'manual']).default('auto').describe('auto: entering a slide opens its poll. manual: the facilitator opens it.'),
  pace: z.enum(['room', 'self']).default('room').describe('room: phones follow the slides. self: before the workshop, attendees answer polls from the same link when they like.'),
  ahead: ahead.optional().describe('What can be answered before the workshop.'),
  results: z.enum(['hidden', 'live']).default('hidden').describe('hidden: until the facilitator reveals them. live: they move while the room votes.'),
  dots: z.strictObject({
    each: z.int().min(1).max(10).describe('Dots that one attendee may spend.'),
    perOption: z.int().min(1).max(10).describe('Dots that one attendee may put on one option.'),
  }).superRefine(({ each, perOption }, ctx) => {
    if (perOption > each)
      ctx.addIssue({ code: 'custom', path: ['perOption'], message: `allows ${perOption} on one option, but an attendee has ${each} in all; write ${each} or less` })
  }).default({ each: 3, perOption: 3 }).describe('Dots for each attendee on bottlenecks, and in a slide\'s poll that does not say otherwise.'),
  practiceLevels: levels().default(['Not true', 'Slightly', 'Half', 'Mostly', 'Fully']).describe('The levels of the practice scale, lowest first.'),
  questionLevels: levels().default(['No', 'Partly', 'Yes']).describe('The levels of the question scale, lowest first.'),
  unsure: text(24).optional().describe('What attendees tap beside the levels who cannot say, such as "Don\'t know"; it is never counted as low. Left out, there is none.'),
  roles: distinct(z.strictObject({
    id: slug.describe('Names it for good.'),
    label: text(40).describe('What the attendee reads.'),
  }), 0, 'label').max(8).default([]).describe('What attendees may say they are, so that a result can be shown by role; left out, nobody is asked.'),
  smallestGroup: z.int().min(3).default(5).describe('A role with fewer voters is never shown apart.'),
  reactions: z.array(z.string().trim().min(1).max(16)).max(6).default([]).describe('Emoji that phones may send to the screen; left out, none.'),
  disciplines: z.array(slug).default([]).describe('Which disciplines, in which order: the names of their files in content/disciplines, without .yaml.'),
  routes: distinct(authoredRoute, 0, 'title').max(20).default([]).describe('Ways through the deck, such as for 90 minutes or for a day; the first one is in force until another one is chosen. Left out, there is the whole deck, without a clock.'),
  polls: z.array(pollDef).default([]).describe('Polls that no slide declares, such as those of the opening and the closing.'),
})

export type Discipline = z.infer<typeof discipline>
/** The settings, with the title that was found for them. */
export type WorkshopFile = z.infer<typeof workshopFile> & { title: string }
export type AuthoredRoute = z.infer<typeof authoredRoute>
export type Tool = z.infer<typeof tool>

/** A discipline without what only the facilitator may read. */
export type PublicDiscipline = Omit<Discipline, 'questions'> & {
  questions: Omit<Discipline['questions'][number], 'listen'>[]
}

export interface WorkshopCounts {
  disciplines: number
  practices: number
  /** Tools of different names; one that serves two disciplines counts once. */
  tools: number
  bottlenecks: number
  questions: number
}
