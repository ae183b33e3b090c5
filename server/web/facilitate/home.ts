import type { HomeState } from '../../../client/home/home-state.ts'
import type { DeckState } from '../../places/decks.ts'
import type { HttpOptions } from '../http.ts'
import type { Visitor } from './visitor.ts'
import { votersOf } from '../../../core/workshop.ts'
import { codeOf } from '../../access/join-codes.ts'
import { pathOfDeck } from '../../paths.ts'
import { deckName } from '../../places/decks.ts'

export interface HomeOptions extends Pick<HttpOptions, 'places' | 'workshops' | 'decks' | 'site'> {
  visitor: Visitor
  problem: string | undefined
  /** What was typed into a form that was refused. */
  typed: Record<string, string | undefined> | undefined
  /** Earlier ones are not left out. */
  isWhole: boolean
}

/** Earlier workshops that the page begins with. */
const FEW = 50

/** What a visitor's home page shows: the workshops as they are now. */
export function homeOf({ places, workshops, decks, site, visitor, problem, typed, isWhole }: HomeOptions): HomeState {
  const open = new Map(places.open().map(place => [place.room.workshop.id, place]))
  const offered = visitor.mayStart ? decks.list() : []
  const deckOf = offered.length > 1 ? deckNames(offered, workshops.deckPaths()) : () => undefined
  const listed = workshops.list().filter(({ id }) => visitor.mayRun(id)).sort((a, b) => b.startedAt - a.startedAt)
  const over = listed.filter(({ ended, fault }) => ended || fault !== undefined)
  const left = new Set(isWhole ? [] : over.slice(FEW).map(({ id }) => id))
  return {
    path: site.path,
    person: visitor.person?.name ?? null,
    ...problem !== undefined && { problem },
    ...typed !== undefined && { typed },
    more: left.size,
    decks: !visitor.mayStart ? null : offered.map(({ deck, title, routes, error }) => ({ path: pathOfDeck(deck), title, routes, ...error !== undefined && { error } })),
    workshops: listed.filter(({ id }) => !left.has(id)).map(({ id, title, startedAt, ended, people, fault }) => {
      const place = open.get(id)
      const workshop = place?.room.workshop
      return {
        id,
        code: codeOf(id),
        ...places.idOf(codeOf(id)) !== id && { isUnreachable: true },
        title: workshop?.title ?? title,
        startedAt,
        ended: workshop?.ended ?? ended,
        online: place?.realtime.online ?? 0,
        people: workshop ? votersOf(workshop).size : people,
        deck: deckOf(id),
        comparedWith: workshop?.baseline?.workshop ?? null,
        ...fault !== undefined && { fault },
      }
    }),
  }
}

/** What people know the decks of workshops by: the titles of those that are offered. */
function deckNames(offered: readonly DeckState[], pathOf: (workshop: string) => string): (workshop: string) => string {
  const titles = new Map(offered.map(({ deck, title }) => [pathOfDeck(deck), title]))
  return (workshop) => {
    const path = pathOf(workshop)
    return titles.get(path) ?? deckName(path)
  }
}
