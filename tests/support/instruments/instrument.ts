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
    '  What the numbers are of, each instrument says here; without them it runs at full size.',
    ...instruments.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`),
    '  Mutants; docs/reliability.md and docs/performance.md say which instrument catches which:',
    ...columns(Object.keys(mutants)),
  ].join('\n')
  const { names, options } = parse(instruments, usage)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(1))
  let missed = 0
  for (const { name, about, run } of instruments) {
    if (names.length > 0 && !names.includes(name))
      continue
    console.log(`\n${styleText('bold', name)}  ${about}`)
    const findings = await run({ ...options, tell: line => console.log(styleText('dim', `  ${line}`)) })
    const width = Math.max(...findings.map(({ what }) => what.length))
    for (const { what, measured, goal, ok } of findings)
      console.log(`  ${ok ? styleText('green', '✔') : styleText('red', '✘')} ${what.padEnd(width)}  ${measured}${goal && styleText('dim', `  (goal: ${goal})`)}`)
    missed += findings.filter(({ ok }) => !ok).length
  }
  console.log(missed === 0 ? '\nEvery goal is met.' : `\nGoals missed: ${missed}.`)
  // Sockets that a killed server left behind would keep the process.
  process.exit(missed === 0 ? 0 : 1)
}

/** What the command line asks for; whatever is wrong with it is told, and ends the process. */
function parse(instruments: readonly Instrument[], usage: string): { names: string[], options: Omit<InstrumentOptions, 'tell'> } {
  try {
    const { values, positionals: names } = parseArgs({
      allowPositionals: true,
      options: { clients: { type: 'string' }, rounds: { type: 'string' }, seed: { type: 'string', default: '1' }, mutant: { type: 'string' }, help: { type: 'boolean' } },
    })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    const unknown = names.find(name => !instruments.some(instrument => instrument.name === name))
    if (unknown !== undefined)
      throw new Error(`There is no instrument "${unknown}". There are: ${instruments.map(({ name }) => name).join(', ')}`)
    if (values.mutant !== undefined && !Object.hasOwn(mutants, values.mutant))
      throw new Error(`There is no mutant "${values.mutant}"; --help lists them.`)
    return { names, options: { clients: wholeNumber('clients', values.clients), rounds: wholeNumber('rounds', values.rounds), seed: wholeNumber('seed', values.seed)!, mutant: values.mutant as MutantName | undefined } }
  }
  catch (error) {
    console.error(`✖ ${(error as Error).message}`)
    process.exit(1)
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,9}$/.test(text))
    throw new Error(`--${name} ${text} is no whole number.`)
  return text === undefined ? undefined : Number(text)
}

function columns(words: readonly string[]): string[] {
  const width = Math.max(...words.map(({ length }) => length)) + 2
  const lines: string[] = []
  for (let from = 0; from < words.length; from += 4)
    lines.push(`    ${words.slice(from, from + 4).map(word => word.padEnd(width)).join('').trimEnd()}`)
  return lines
}
