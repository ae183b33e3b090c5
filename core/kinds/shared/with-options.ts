import type { Option } from '../schemas/fields.ts'
import type { PollDef } from '../schemas/schemas.ts'

/** Kinds whose options the author declares. */
export type OptionPoll = Extract<PollDef, { options: Option[] }>

/** The tally of one option. */
export interface OptionTally {
  /** Ballots that name the option. */
  voters: number
  /** Ballots by the number they give: `byNumber[2]` counts the ballots that gave a 2. A 0 is an answer of scales alone. */
  byNumber: number[]
}

/** The tally of a round in kinds with options. */
export interface OptionsTally<Kind extends string> {
  kind: Kind
  /** Ballots that are not empty. */
  voters: number
  options: Map<string, OptionTally>
}

export function hasOptions(def: PollDef): def is OptionPoll {
  return 'options' in def
}

/** The options of a poll; none where attendees bring their own answers. */
export function optionsOf(def: PollDef): readonly Option[] {
  return hasOptions(def) ? def.options : []
}

/** Whether the definition has an option of that id. What attendees write has none. */
export function hasOption(def: PollDef, option: string): boolean {
  return optionsOf(def).some(({ id }) => id === option)
}

/** @param highest the highest number that a ballot can give an option */
export function newOptionsTally<Kind extends string>({ kind, options }: { kind: Kind, options: readonly Option[] }, highest: number): OptionsTally<Kind> {
  return {
    kind,
    voters: 0,
    options: new Map(options.map(({ id }) => [id, { voters: 0, byNumber: Array.from<number>({ length: highest + 1 }).fill(0) }])),
  }
}

/** Counts the number that one ballot gives one option. */
export function give({ options }: OptionsTally<string>, id: string, number: number, by: 1 | -1): void {
  const option = options.get(id)!
  option.voters += by
  option.byNumber[number]! += by
}

/** Counts the numbers that one ballot gives. A loop without allocations, because it runs for every ballot of a log. */
export function giveEach(tally: OptionsTally<string>, numbers: Readonly<Record<string, number>>, by: 1 | -1): void {
  for (const id in numbers)
    give(tally, id, numbers[id]!, by)
}

export function optionIds({ options }: { options: readonly Option[] }): string[] {
  return options.map(({ id }) => id)
}

/** An option's row in a result. */
export function rowOf<Row extends { id: string }>({ rows }: { rows: readonly Row[] }, id: string): Row {
  return rows.find(row => row.id === id)!
}

export function isKnown({ options }: { options: readonly Option[] }, id: string): boolean {
  return options.some(option => option.id === id)
}

/** The values of options that the poll has. */
export function onlyKnown<Value>(def: { options: readonly Option[] }, values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([id]) => isKnown(def, id)))
}

/** Names an option that the poll doesn't have, in words for the attendee; null if it has them all. */
export function strangerProblem(def: { options: readonly Option[] }, ids: readonly string[]): string | null {
  const stranger = ids.find(id => !isKnown(def, id))
  return stranger === undefined ? null : `This poll has no option "${stranger}".`
}

/** The same, for options that a ballot may name once each. */
export function listProblem(def: { options: readonly Option[] }, ids: readonly string[], most: number, verb: string): string | null {
  if (ids.some((id, index) => ids.indexOf(id) !== index))
    return 'Each option can be named once.'
  return ids.length > most ? `${verb} ${most} at most.` : strangerProblem(def, ids)
}

/** A problem in words for the attendee; null if these are whole numbers from 1 to `highest`. */
export function numbersProblem(numbers: readonly number[], highest: number): string | null {
  return numbers.every(number => fits(number, highest)) ? null : `Each number is a whole number from 1 to ${highest}.`
}

export function fits(number: number, highest: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= highest
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

export function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every(id => other.includes(id))
}

export function sameRecord<Value>(one: Readonly<Record<string, Value>>, other: Readonly<Record<string, Value>>): boolean {
  const ids = Object.keys(one)
  return ids.length === Object.keys(other).length && ids.every(id => String(one[id]) === String(other[id]))
}

/** How many options a poll has or will take, and the words for a complaint. */
export function optionCount({ options, from }: { options: readonly Option[], from?: { take: number } | undefined }): { count: number, has: string } {
  return from ? { count: from.take, has: `takes ${from.take} options` } : { count: options.length, has: `has ${options.length} options` }
}

/** @param distribution ballots for each number, from 1 */
export function weighted(distribution: readonly number[], value: (number: number) => number): number {
  return distribution.reduce((sum, ballots, index) => sum + ballots * value(index + 1), 0)
}

/** @param distribution ballots for each number, from 1; one of them at least */
export function spreadOf(distribution: readonly number[], value: (number: number) => number): { mean: number, deviation: number } {
  const voters = weighted(distribution, () => 1)
  const mean = weighted(distribution, value) / voters
  return { mean, deviation: Math.sqrt(weighted(distribution, number => (value(number) - mean) ** 2) / voters) }
}

/** `part` ÷ `whole`; 0 if the whole is 0. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
