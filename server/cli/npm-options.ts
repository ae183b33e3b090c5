import type { ArgsDef } from 'citty'
import { UserError } from '../user-error.ts'

/** An option that npm did not hand on. */
interface Kept {
  flag: string
  /** Missing where it takes none, or where npm handed on the value alone: `5000` of `--port 5000`. */
  value?: string
  /** What it wants, where it takes a value. */
  hint?: string
}

export interface Typed {
  /** What is typed before the options, such as `npm start --`. */
  name: string
  args: ArgsDef
  /** What reached the command. */
  words: readonly string[]
  /** npm tells in it what it kept. */
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
}

/**
 * npm keeps options for itself that stand before `--`, and PowerShell takes the `--` away: then a command would run without them.
 * @throws UserError with the words to type
 */
export function refuseOptionsOfNpm({ name, args, words, env, platform }: Typed): void {
  const kept = Object.entries(args).flatMap(([option, def]) => keptOf(option, def, env))
  if (kept.length === 0)
    return
  const open = kept.filter(({ hint, value }) => hint !== undefined && value === undefined)
  // Which value belongs to which option is known where there is one of each.
  if (open.length === 1 && words.length === 1)
    open[0]!.value = words[0]!
  const options = kept.flatMap(({ flag, value, hint }) => hint === undefined ? [flag] : [flag, value ?? `<${hint}>`])
  const line = [...open.length > 0 ? [] : words, ...options].map(word => /\s/.test(word) ? `"${word}"` : word).join(' ')
  const command = name.replace(/ --$/, '')
  const inPowerShell = platform === 'win32' ? `, in PowerShell: ${command} '--' ${line}` : ''
  throw new UserError(`npm kept ${kept.map(({ flag }) => flag).join(', ')} for itself. Type: ${command} -- ${line}${inPowerShell}`)
}

function keptOf(option: string, { type, valueHint = 'value' }: ArgsDef[string], env: Typed['env']): Kept[] {
  const value = env[`npm_config_${option.replaceAll('-', '_')}`]
  // npm has a `--dev` of its own.
  if (value === undefined || type === 'positional' || option === 'dev')
    return []
  if (type === 'boolean')
    return [{ flag: value === '' || value === 'false' ? `--no-${option}` : `--${option}` }]
  return [{ flag: `--${option}`, hint: valueHint, ...value !== 'true' && { value } }]
}
