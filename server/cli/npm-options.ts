import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { UserError } from '../user-error.ts'

/** An option that npm did not pass on. */
interface Kept {
  flag: string
  /** Missing where it takes none, or where npm passed on the value alone: `5000` of `--port 5000`. */
  value?: string
  /** What it wants, where it takes a value: `<number>`. */
  placeholder?: string
}

export interface Typed {
  /** What reached the command. */
  words: readonly string[]
  /** npm puts what it kept in here. */
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
}

/** npm has options of its own with these names. */
const OF_NPM = ['--dev', '--yes']

type CommandOption = CommandUnknownOpts['options'][number]

/**
 * npm keeps options for itself that stand before `--`, and PowerShell takes the `--` away: then a command would run without them.
 * @throws UserError with the words to type
 */
export function refuseOptionsOfNpm(command: CommandUnknownOpts, { words, env, platform }: Typed): void {
  const kept = command.options.flatMap(option => keptOf(option, env))
  if (kept.length === 0)
    return
  const open = kept.filter(({ placeholder, value }) => placeholder !== undefined && value === undefined)
  // A single value belongs to the single option without one.
  if (open.length === 1 && words.length === 1)
    open[0]!.value = words[0]!
  const options = kept.flatMap(({ flag, value, placeholder }) => placeholder === undefined ? [flag] : [flag, value ?? placeholder])
  const line = [...open.length > 0 ? [] : words, ...options].map(word => /\s/.test(word) ? `"${word}"` : word).join(' ')
  const name = command.name().replace(/ --$/, '')
  const inPowerShell = platform === 'win32' ? `, in PowerShell: ${name} '--' ${line}` : ''
  throw new UserError(`npm kept ${kept.map(({ flag }) => flag).join(', ')} for itself. Type: ${name} -- ${line}${inPowerShell}`)
}

function keptOf({ long, flags, negate, required }: CommandOption, env: Typed['env']): Kept[] {
  const flag = long!
  const value = env[`npm_config_${flag.replace(/^--(?:no-)?/, '').replaceAll('-', '_')}`]
  if (value === undefined || OF_NPM.includes(flag))
    return []
  if (required)
    return [{ flag, placeholder: /<.+>/.exec(flags)![0], ...value !== 'true' && { value } }]
  const isOff = value === '' || value === 'false'
  return isOff === negate ? [{ flag }] : []
}
