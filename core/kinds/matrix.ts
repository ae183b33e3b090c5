import type { MatrixAnswer, MatrixPoll, MatrixResult, MatrixRow } from './schemas/matrix.ts'
import type { AnswerRules, Complaint, Kind } from './shared/kind.ts'
import type { OptionsTally } from './shared/with-options.ts'
import { blank, EMPTY, same } from './shared/complaints.ts'
import { pure } from './shared/kind.ts'
import { ranked } from './shared/ranks.ts'
import { fits, give, newOptionsTally, onlyKnown, optionCount, sameRecord, spreadOf, strangerProblem } from './shared/with-options.ts'

export type { MatrixAnswer, MatrixPoll, MatrixResult, MatrixRow, Place } from './schemas/matrix.ts'

/** Steps of each axis: a place is a pair of whole numbers from 1. */
export const STEPS = 5

/** A cell as one number, from 1, row by row from the bottom left. */
export function cellOf([x, y]: readonly [number, number]): number {
  return (y - 1) * STEPS + x
}

/** @returns x and y, from 1 */
export function placeOf(cell: number): [x: number, y: number] {
  return [(cell - 1) % STEPS + 1, Math.floor((cell - 1) / STEPS) + 1]
}

export const matrixAnswers: AnswerRules<MatrixPoll, MatrixAnswer> = {
  empty: { kind: 'matrix', places: {} },
  isEmpty: ({ places }) => Object.keys(places).length === 0,
  named: ({ places }) => Object.keys(places),
  prune: (def, { places }) => ({ kind: 'matrix', places: onlyKnown(def, places) }),
}

/** Attendees place options on two axes. */
export const matrix = /* @__PURE__ */ pure((): Kind<MatrixPoll, MatrixAnswer, OptionsTally<'matrix'>, MatrixResult> => ({
  ...matrixAnswers,
  problem: (def, { places }) => strangerProblem(def, Object.keys(places))
    ?? (Object.values(places).flat().every(step => fits(step, STEPS)) ? null : `A place is two whole numbers from 1 to ${STEPS}.`),
  isSame: (one, other) => sameRecord(one.places, other.places),
  newTally: def => newOptionsTally(def, STEPS * STEPS),
  count(_, tally, { places }, by) {
    for (const id in places)
      give(tally, id, cellOf(places[id]!), by)
  },

  // [R9]
  result({ options }, tally) {
    const rows = options.map(({ id }): MatrixRow => {
      const { voters, byNumber } = tally.options.get(id)!
      const distribution = byNumber.slice(1)
      if (voters === 0)
        return { id, voters, share: 0, rank: null, distribution }
      const across = spreadOf(distribution, cell => placeOf(cell)[0])
      const up = spreadOf(distribution, cell => placeOf(cell)[1])
      const place = { x: across.mean, y: up.mean, deviationX: across.deviation, deviationY: up.deviation }
      return { id, voters, share: (STEPS - place.x + place.y - 1) / (2 * (STEPS - 1)), rank: null, place, distribution }
    })
    return { kind: 'matrix', voters: tally.voters, rows: ranked(rows, ({ share }) => share) }
  },

  taps: def => optionCount(def).count,
  hasShift: true,
  given: ({ places }, id) => places[id] && cellOf(places[id]),
  columns: ['distribution', 'x', 'y'],
  cells: ({ share, distribution, place }) => ({ share, distribution: distribution.join(' '), x: place?.x, y: place?.y }),

  complaints(def): Complaint[] {
    const ofAxes = (['x', 'y'] as const).flatMap((axis): Complaint[] => {
      const { label, low, high } = def[axis]
      return [
        ...Object.entries({ label, low, high }).flatMap(([field, words]): Complaint[] => blank(words) ? [[[axis, field], EMPTY]] : []),
        ...same(low, high) ? [[[axis, 'high'], `is "${high}" at both ends; they need different words`] satisfies Complaint] : [],
      ]
    })
    return same(def.x.label, def.y.label) ? [...ofAxes, [['y', 'label'], `is "${def.y.label}" for both axes; they need different words`]] : ofAxes
  },
  fromUnnamed: places => ({ kind: 'matrix', places: places as Record<string, [number, number]> }),
}))
