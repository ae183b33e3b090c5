import type { MutantName } from './mutants.ts'
import process from 'node:process'
import { parseArgs, styleText } from 'node:util'
import { mutants } from './mutants.ts'

/** What every instrument takes from the command line. */
export interface InstrumentOptions {
  /** Phones at once; undefined: the instrument's own number. */
  clients: number | undefined
  /** How often the whole thing is done; undefined: the instrument's own number. */
  rounds: number | undefined
  /** Of everything that is random. */
  seed: number
  mutant: MutantName | undefined
  /** Tells how far it is. */
  tell: (line: string) => void
}

/** One line of the table. */
export interface Finding {
  what: string
  measured: string
  /** Empty: no goal, told for the record. */
  goal: string
  ok: boolean
}

export interface Instrument {
  name: string
  about: string
  run: (options: InstrumentOptions) => Promise<Finding[]>
}

/** A finding that is a number with an upper limit. */
export function atMost(what: string, value: number, limit: number, unit = ''): Finding {
  return { what, measured: `${round(value)}${unit}`, goal: `≤ ${limit}${unit}`, ok: value <= limit }
}

/** A finding that is a number with a lower limit. */
export function atLeast(what: string, value: number, limit: number, unit = ''): Finding {
  return { what, measured: `${round(value)}${unit}`, goal: `≥ ${limit}${unit}`, ok: value >= limit }
}

/** A finding that is a list of things that went wrong; the first few are told. */
export function none(what: string, wrong: readonly string[]): Finding {
  return { what, measured: wrong.length === 0 ? 'none' : `${wrong.length}: ${wrong.slice(0, 3).join('; ')}`, goal: 'none', ok: wrong.length === 0 }
}

/** Told for the record, without a goal. */
export function told(what: string, measured: string): Finding {
  return { what, measured, goal: '', ok: true }
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(value >= 1000 ? 5 : 3).replace(/e\+\d+$/, '')
}

/**
 * Runs the instruments that the command line names, all where it names none, one after the other; prints a table. The exit
 * code is 1 when a goal was missed.
 */
export async function runInstruments(command: string, instruments: readonly Instrument[]): Promise<void> {
  const usage = [
    `${command} [instrument ...] [--clients N] [--rounds N] [--seed N] [--mutant name]`,
    ...instruments.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`),
    `  mutants: ${Object.keys(mutants).join(', ')}`,
  ].join('\n')
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { clients: { type: 'string' }, rounds: { type: 'string' }, seed: { type: 'string', default: '1' }, mutant: { type: 'string' }, help: { type: 'boolean' } },
  })
  const unknown = positionals.find(name => !instruments.some(instrument => instrument.name === name))
  if (values.help || unknown || (values.mutant && !Object.hasOwn(mutants, values.mutant))) {
    console.log(usage)
    process.exit(values.help ? 0 : 1)
  }
  const number = (text: string | undefined) => text === undefined ? undefined : Number(text)
  let missed = 0
  for (const { name, about, run } of instruments) {
    if (positionals.length > 0 && !positionals.includes(name))
      continue
    console.log(`\n${styleText('bold', name)}  ${about}`)
    const findings = await run({
      clients: number(values.clients),
      rounds: number(values.rounds),
      seed: Number(values.seed),
      mutant: values.mutant as MutantName | undefined,
      tell: line => console.log(styleText('dim', `  ${line}`)),
    })
    const width = Math.max(...findings.map(({ what }) => what.length))
    for (const { what, measured, goal, ok } of findings)
      console.log(`  ${ok ? styleText('green', '✔') : styleText('red', '✘')} ${what.padEnd(width)}  ${measured}${goal && styleText('dim', `  (goal: ${goal})`)}`)
    missed += findings.filter(({ ok }) => !ok).length
  }
  console.log(missed === 0 ? '\nEvery goal is met.' : `\nGoals missed: ${missed}.`)
  // Sockets that a killed server left behind would keep the process.
  process.exit(missed === 0 ? 0 : 1)
}
