import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { InvalidArgumentError } from '@commander-js/extra-typings'
import { UserError } from '../user-error.ts'

type Environment = Readonly<Record<string, string | undefined>>
type CommandOption = CommandUnknownOpts['options'][number]

/** Their names would say the same twice, or are what everybody calls them. */
const NAMES: Readonly<Record<string, string>> = { '--workshop': 'WORKSHOP_ID', '--store': 'DATABASE_URL' }

/** The variable that stands for an option. The prefix is there because shells have a `HOST` of their own. */
export function variableOf({ long }: Pick<CommandOption, 'long'>): string {
  return NAMES[long!] ?? `WORKSHOP_${long!.replace(/^--(?:no-)?/, '').replaceAll('-', '_').toUpperCase()}`
}

/** Where the workshops are: every command takes these two from the environment. */
const OF_STORE = ['--data', '--store']

export function isOfStore({ long }: Pick<CommandOption, 'long'>): boolean {
  return OF_STORE.includes(long!)
}

/** What stands for an option that takes no value. */
const SWITCH: Readonly<Record<string, boolean>> = { 1: true, true: true, yes: true, on: true, 0: false, false: false, no: false, off: false }

/** Names the variables of options, for those who ask for help. */
export function nameVariables(options: readonly CommandOption[]): void {
  for (const option of options) {
    const named = `(env: ${variableOf(option)})`
    // Commands share some.
    if (!option.description.endsWith(named))
      option.description += ` ${named}`
  }
}

/**
 * Sets options of a command that was parsed from the environment. What is typed wins, also over an option that it excludes. An empty
 * variable is none: that is what is left of one that somebody forgot to set.
 * @throws UserError that names the variable
 */
export function readVariables(command: CommandUnknownOpts, options: readonly CommandOption[], env: Environment): void {
  const isTyped = (option: CommandOption) => command.getOptionValueSource(option.attributeName()) === 'cli'
  const set: CommandOption[] = []
  for (const option of options) {
    const text = env[variableOf(option)]
    if (!text || isTyped(option))
      continue
    if (command.options.some(other => isTyped(other) && excludes(option, other)))
      continue
    command.setOptionValueWithSource(option.attributeName(), valueOf(option, text), 'env')
    // An image names a folder, and whoever runs it the database in its place.
    const other = set.find(each => excludes(option, each) && !(isOfStore(option) && isOfStore(each)))
    if (isOn(command, option) && other && isOn(command, other))
      throw new UserError(`${variableOf(option)} and ${variableOf(other)} exclude one another. Set one of them.`)
    set.push(option)
  }
}

function isSwitch({ required, optional }: CommandOption): boolean {
  return !required && !optional
}

function isOn(command: CommandUnknownOpts, option: CommandOption): boolean {
  return command.getOptionValue(option.attributeName()) !== (isSwitch(option) ? option.negate : undefined)
}

function excludes(one: CommandOption, other: CommandOption): boolean {
  const conflictsOf = (option: CommandOption) => (option as unknown as { conflictsWith: string[] }).conflictsWith
  return conflictsOf(one).includes(other.attributeName()) || conflictsOf(other).includes(one.attributeName())
}

function valueOf(option: CommandOption, text: string): unknown {
  const variable = variableOf(option)
  if (isSwitch(option)) {
    const value = SWITCH[text.trim().toLowerCase()]
    if (value === undefined)
      throw new UserError(`${variable}=${text} says neither yes nor no. Write 1 or 0.`)
    return value
  }
  try {
    return option.parseArg ? option.parseArg(text, undefined) : text
  }
  catch (error) {
    if (error instanceof UserError || error instanceof InvalidArgumentError)
      throw new UserError(`${variable}: ${error.message}`, { cause: error })
    throw error
  }
}

/** Says of an error that is found later which variables the options that it names are from. */
export function withVariables(command: CommandUnknownOpts, error: unknown): unknown {
  if (!(error instanceof UserError))
    return error
  const named = command.options.filter(option => command.getOptionValueSource(option.attributeName()) === 'env' && new RegExp(`${option.long!}(?![\\w-])`).test(error.message))
  if (named.length === 0)
    return error
  return new UserError(`${error.message} (${named.map(option => `${option.long} is set by ${variableOf(option)}`).join(', ')}.)`, { cause: error })
}
