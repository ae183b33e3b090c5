import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { resolve } from 'node:path'
import process from 'node:process'
import { styleText } from 'node:util'
import { Argument, Command, InvalidArgumentError } from '@commander-js/extra-typings'
import { runWithErrorReporting } from '../error-reporting.ts'
import { isSamePath, paths } from '../paths.ts'
import { isOfStore, nameVariables, readVariables, withVariables } from './environment.ts'
import { refuseOptionsOfNpm } from './npm-options.ts'

/** For every command that may be about a deck from elsewhere. */
export const deckArgument = new Argument('[deck]', 'Markdown file of a deck; this project\'s own if not given').argParser(typedPath)

/** @param name what is typed before the options, such as `npm start --` */
export function createCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .showHelpAfterError(`All options: ${name} --help`)
    .configureOutput({ outputError: (text, write) => write(text.replace('error:', styleText('red', '✖'))) })
}

/**
 * Runs a command with what was typed in the terminal, and where the workshops are from the environment. An error ends it with exit code 1.
 * @param options `takesVariables`: all of its options may be set in the environment
 */
export async function runCommand(command: CommandUnknownOpts, { takesVariables = false } = {}): Promise<void> {
  await runWithErrorReporting(async () => {
    const { argv, env, platform } = process
    refuseOptionsOfNpm(command, { words: argv.slice(2), env, platform })
    const isVariable = takesVariables ? () => true : isOfStore
    for (const each of [command, ...command.commands])
      nameVariables(each.options.filter(isVariable))
    let acting = command
    command.hook('preAction', (_, one) => {
      acting = one
      readVariables(one, one.options.filter(isVariable), env)
    })
    try {
      await command.parseAsync(argv)
    }
    catch (error) {
      throw withVariables(acting, error)
    }
  })
}

/** The absolute path of what was typed: npm runs scripts in the project's folder, wherever its user is. */
export function typedPath(text: string): string {
  const isMoved = isSamePath(process.cwd(), paths.root)
  return resolve(isMoved ? process.env.INIT_CWD ?? '' : '', notEmpty(text))
}

/** An empty value comes from a shell's variable that is not set. */
export function notEmpty(text: string): string {
  if (text === '')
    throw new InvalidArgumentError('It is empty.')
  return text
}
