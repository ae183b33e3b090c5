import { z } from 'zod'
import { PLAN_CHANGES } from '../../plan/changes.ts'

const milliseconds = z.number().min(0)

/** How the workshop is run. */
export const planView = z.strictObject({
  route: z.string().describe('The route in force.'),
  routes: z.array(z.strictObject({ id: z.string(), title: z.string(), minutes: z.int(), sections: z.int().min(0).describe('Sections that it has time for.') })),
  sections: z.array(z.strictObject({ id: z.string(), title: z.string() })).describe('All that there are, in the order of the content.'),
  parts: z.array(z.strictObject({
    id: z.string().describe('Of a part of the deck, or of a section.'),
    title: z.string(),
    isSection: z.boolean(),
    planned: z.int().min(0).describe('Minutes, as the route gives them.'),
    minutes: z.int().min(0).describe('Minutes in force; 0: skipped.'),
    without: z.array(z.string()).describe('Layouts of slides that are left out.'),
  })).describe('The parts of the run, in their order.'),
  clock: z.strictObject({
    elapsed: milliseconds.describe('Milliseconds since it was started.'),
    part: z.string().nullable().describe('The part on screen.'),
    spent: z.record(z.string(), milliseconds).describe('Milliseconds on each part so far.'),
    isRunning: z.boolean(),
    goal: z.number().describe('Minutes of the clock at which the run is to end.'),
  }).nullable().describe('As it was when the message was made; null: not started.'),
  isChosen: z.boolean().describe('An agenda was put in force; else the sections are those of the content.'),
  trail: z.array(z.string()).describe('The parts that were on screen, since the clock was started if it was: each once, the latest last.'),
  undo: z.strictObject({ step: z.string(), change: z.enum(PLAN_CHANGES) }).optional().describe('The last change of the plan, which `step:undo` undoes.'),
}).meta({ id: 'PlanView' })

export type PlanView = z.infer<typeof planView>
