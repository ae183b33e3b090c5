import type { ArgsDef, ParsedArgs } from 'citty'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { defineCommand, runMain } from 'citty'
import { UserError } from '../user-error.ts'
import { refuseOptionsOfNpm } from './npm-options.ts'
import { orderly } from './orderly.ts'

export interface TerminalCommand<Args extends ArgsDef> {
  /** What is typed in the terminal before the options. */
  name: string
  description: string
  args: Args
  run: (args: ParsedArgs<Args>) => void | Promise<void>
}

/** Of every command that may be about a deck from elsewhere. */
export const deckArgs = {
  deck: { type: 'positional', required: false, description: 'Markdown file of a deck; this project\'s own if not given', valueHint: 'path/to/slides.md' },
} as const

/** Runs a command of the terminal with the options that were typed. A fault ends it with exit code 1. */
export async function runCommand<const Args extends ArgsDef>({ name, description, args, run }: TerminalCommand<Args>): Promise<void> {
  await runMain(defineCommand({
    meta: { name, description },
    args,
    run: context => orderly(() => {
      const { argv, env, platform } = process
      refuseOptionsOfNpm({ name, args, words: argv.slice(2), env, platform })
      checkOptions(argv.slice(2), name, args)
      return run(context.args)
    }),
  }))
}

/**
 * The parser itself lets pass what it does not know: a facilitator would run with another port than the one asked for.
 * @throws UserError that names the first option that is wrong
 */
function checkOptions(typed: string[], name: string, args: ArgsDef): void {
  const options = Object.fromEntries(Object.entries(args).filter(([, { type }]) => type !== 'positional').map(([option, { type }]) => [option, { type: type === 'boolean' ? type : 'string' as const }]))
  let free = Object.values(args).filter(({ type }) => type === 'positional').length
  const { tokens } = parseArgs({ args: typed, options, strict: false, allowNegative: true, allowPositionals: true, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional' && free-- > 0)
      continue
    if (token.kind === 'positional')
      throw new UserError(`"${token.value}" belongs to no option. All options: ${name} --help`)
    if (token.kind !== 'option')
      continue
    if (!Object.hasOwn(args, token.name))
      throw new UserError(`There is no option ${token.rawName}. All options: ${name} --help`)
    if (args[token.name]!.type !== 'boolean' && !token.value)
      throw new UserError(`${token.rawName} needs a value. All options: ${name} --help`)
  }
}
