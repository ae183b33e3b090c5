import type { PlanDef, Route } from '../../../core/plan/schema.ts'

export const SECTIONS = ['cicd', 'iac', 'sre', 'culture'].map(id => ({ id, title: id.toUpperCase() }))

function slot(part: string | null, minutes: number, without: string[] = []): Route['slots'][number] {
  return { part, title: part ?? 'Section', minutes, without }
}

/** Two routes: the short one has time for two of four sections. */
export const plan: PlanDef = {
  sections: SECTIONS,
  routes: [
    { id: 'short', title: 'Short', minutes: 40, slots: [slot('opening', 5), slot(null, 10, ['tools']), slot('coffee', 5), slot(null, 10, ['tools']), slot('closing', 8)] },
    { id: 'long', title: 'Long', minutes: 60, slots: [slot('opening', 5), slot(null, 12), slot(null, 12), slot(null, 12), slot('closing', 10)] },
  ],
}
