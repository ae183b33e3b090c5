import type { ChoicePoll } from '../core/kinds/choice.ts'
import type { DotsPoll } from '../core/kinds/dots.ts'
import type { PollDef } from '../core/kinds/kinds.ts'
import type { ScalePoll } from '../core/kinds/scale.ts'
import type { Discipline, WorkshopFile } from './schema.ts'
import { AGENDA_POLL } from '../core/plan/plan.ts'
import { NOBODY, SHARED, UNSURE } from '../core/views/owners.ts'

/** Every poll of the workshop: the opening and closing ones, then those of each discipline, in running order. */
export function pollsOf(workshop: WorkshopFile, disciplines: readonly Discipline[]): PollDef[] {
  const live = workshop.results === 'live'
  const unsure = workshop.unsure === undefined ? {} : { unsure: workshop.unsure }
  return [
    ...liveWhere(workshop.results, workshop.polls),
    ...hasAgendaPoll(workshop) ? [agendaPoll(disciplines, workshop.dots, live)] : [],
    ...disciplines.flatMap(discipline => [
      practicesPoll(discipline, { levels: workshop.practiceLevels, ...unsure, live }),
      bottlenecksPoll(discipline, workshop.dots, live),
      questionsPoll(discipline, { levels: workshop.questionLevels, ...unsure, live }),
      ...workshop.roles.length > 0 ? [ownerPoll(discipline, workshop, live)] : [],
    ]),
  ]
}

/** Polls whose results move while the room votes: all of a live workshop, else those that say so. */
export function liveWhere(results: WorkshopFile['results'], polls: readonly PollDef[]): PollDef[] {
  return polls.map(poll => ({ ...poll, live: poll.live || results === 'live' }))
}

/** Whether the room is asked which sections to give; an author's poll of that id takes its place. */
export function hasAgendaPoll({ routes, disciplines, polls }: Pick<WorkshopFile, 'routes' | 'disciplines' | 'polls'>): boolean {
  return routes.length > 0 && disciplines.length > 1 && !polls.some(({ id }) => id === AGENDA_POLL)
}

/** Its options have the ids of the sections, so that its result can become the agenda. */
function agendaPoll(disciplines: readonly Discipline[], { each, perOption }: WorkshopFile['dots'], live: boolean): DotsPoll {
  return {
    id: AGENDA_POLL,
    kind: 'dots',
    topic: 'Agenda',
    title: 'Where should our time go?',
    dots: each,
    perOption,
    live,
    // Everywhere else a section goes by its tag.
    options: disciplines.map(({ id, tag, title }) => ({ id, label: tag, ...tag !== title && { detail: title } })),
  }
}

function topicOf({ number, tag }: Discipline): string {
  return `${String(number).padStart(2, '0')} ${tag}`
}

/** What all scales of a workshop have in common. */
type ScaleSettings = Pick<ScalePoll, 'levels' | 'unsure' | 'live'>

function practicesPoll(discipline: Discipline, settings: ScaleSettings): ScalePoll {
  return {
    id: `${discipline.id}/practices`,
    kind: 'scale',
    topic: topicOf(discipline),
    title: 'How true is this of us?',
    ...settings,
    options: discipline.practices.map(({ id, text }) => ({ id, label: text })),
  }
}

function bottlenecksPoll(discipline: Discipline, { each, perOption }: WorkshopFile['dots'], live: boolean): DotsPoll {
  return {
    id: `${discipline.id}/bottlenecks`,
    kind: 'dots',
    topic: topicOf(discipline),
    title: 'What slows us down most?',
    dots: each,
    perOption,
    live,
    options: discipline.bottlenecks.map(({ id, title, hurts, move }) => ({ id, label: title, detail: hurts, note: `First move: ${move}` })),
  }
}

function questionsPoll(discipline: Discipline, settings: ScaleSettings): ScalePoll {
  return {
    id: `${discipline.id}/questions`,
    kind: 'scale',
    topic: topicOf(discipline),
    title: 'Can we answer this today?',
    ...settings,
    options: discipline.questions.map(({ id, text, listen }) => ({ id, label: text, note: `Listen for: ${listen}` })),
  }
}

/** Asked where attendees have roles: these are who may own something. */
function ownerPoll(discipline: Discipline, { roles, unsure }: Pick<WorkshopFile, 'roles' | 'unsure'>, live: boolean): ChoicePoll {
  return {
    id: `${discipline.id}/owner`,
    kind: 'choice',
    topic: topicOf(discipline),
    title: 'Who owns this here?',
    max: 1,
    live,
    options: [
      ...roles.map(({ id, label }) => ({ id: `role-${id}`, label })),
      { id: SHARED, label: 'Shared' },
      { id: NOBODY, label: 'Nobody' },
      ...unsure === undefined ? [] : [{ id: UNSURE, label: unsure }],
    ],
  }
}
