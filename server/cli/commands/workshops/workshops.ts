import type { HomeWorkshop } from '../../../../client/home/home-state.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { styleText } from 'node:util'
import { Argument, Option } from '@commander-js/extra-typings'
import { paths } from '../../../paths.ts'
import { HOW_TO_START } from '../../../rooms/last-voted.ts'
import { readSeats } from '../../../rooms/seats/issue.ts'
import { UserError } from '../../../user-error.ts'
import { createCommand, notEmpty, runCommand, typedPath } from '../../command-line.ts'
import { dataOption, storeOption } from '../../open-store.ts'
import { confirm, deletedWords } from './confirm.ts'
import { openDesk } from './desk.ts'

/** The workshops of a store, whether a server uses it now or not. */
const command = createCommand('npm run workshops --', 'Lists the workshops of a data folder or a database, and does what the home page does with them.')
const which = new Argument('<workshop>', 'Its id or its code').argParser(notEmpty)

command.command('list', { isDefault: true })
  .description('Lists them, the latest first')
  .addOption(dataOption)
  .addOption(storeOption)
  .allowExcessArguments()
  .action(async (where, { args: [unknown] }) => {
    if (unknown !== undefined)
      throw new UserError(`There is no command "${unknown}". There are: ${command.commands.map(each => each.name()).join(', ')}`)
    const desk = await openDesk(where)
    const { workshops } = await desk.home().finally(desk.close)
    console.log(workshops.length === 0 ? `There is no workshop yet. ${where.store === undefined ? 'Run one with npm start' : HOW_TO_START}.` : workshops.map(lineOf).join('\n'))
  })

command.command('new')
  .description('Starts one more, beside those that are open')
  .argument('[deck]', 'Markdown file of a deck; the first one of the server, or this project\'s own, if not given', typedPath)
  .addOption(new Option('--title <text>', 'Its title; the deck\'s if not given').argParser(notEmpty))
  .addOption(new Option('--route <id>', 'The way through the deck, of its routes').argParser(notEmpty))
  .addOption(new Option('--seats <number>', 'Seats to give out').argParser(text => readSeats(text, '--seats ')))
  .addOption(dataOption)
  .addOption(storeOption)
  .action(async (deck, { title, route, seats, ...where }) => {
    const desk = await openDesk(where)
    const id = await desk.start({ deck, title, route, seats }).finally(desk.close)
    console.log(`${id} is open.${desk.isServed ? '' : where.store === undefined ? ' Serve it with npm start.' : ' Every server on the database serves it.'}`)
  })

for (const [name, description, done] of [
  ['end', 'Ends one: votes close and phones say thanks', 'has ended'],
  ['reopen', 'Goes on with one that has ended', 'is open again'],
] as const) {
  command.command(name)
    .description(description)
    .addArgument(which)
    .addOption(dataOption)
    .addOption(storeOption)
    .action(async (typed, where) => {
      const desk = await openDesk(where)
      const id = await desk.find(typed).then(async ({ id }) => desk[name](id).then(() => id)).finally(desk.close)
      console.log(`${id} ${done}.`)
    })
}

command.command('rename')
  .description('Gives one a title of its own')
  .addArgument(which)
  .argument('<title>', 'The title', notEmpty)
  .addOption(dataOption)
  .addOption(storeOption)
  .action(async (typed, title, where) => {
    const desk = await openDesk(where)
    const { id } = await desk.find(typed).then(async found => desk.rename(found.id, title).then(() => found)).finally(desk.close)
    console.log(`${id} is called "${title}".`)
  })

command.command('delete')
  .description('Deletes one for good: nothing of it stays in a data folder; PostgreSQL keeps deleted rows for a while')
  .addArgument(which)
  .addOption(dataOption)
  .addOption(storeOption)
  .option('--yes', 'Do not ask for the id', false)
  .action(async (typed, { yes, ...where }) => {
    const desk = await openDesk(where)
    try {
      const { id, title } = await desk.find(typed)
      if (!yes)
        await confirm(id, title)
      await desk.remove(id)
      console.log(deletedWords(id, where.store))
    }
    finally {
      await desk.close()
    }
  })

command.command('export')
  .description('Writes what the team takes home from one, as npm run report does')
  .addArgument(which)
  .addOption(dataOption)
  .addOption(storeOption)
  .action(async (typed, where) => {
    const desk = await openDesk(where)
    const { id } = await desk.find(typed).finally(desk.close)
    const child = spawn(process.execPath, [join(paths.root, 'server', 'cli', 'commands', 'report.ts'), '--workshop', id, ...where.store === undefined ? ['--data', where.data] : []], { stdio: 'inherit', cwd: process.cwd(), env: { ...process.env, ...where.store !== undefined && { DATABASE_URL: where.store } } })
    const [code] = await once(child, 'exit') as [number | null]
    process.exitCode = code ?? 1
  })

/** `bcdfgh  open   2 phones, 14 voted   2026-11-30-bcdfgh  Platform team, winter` */
function lineOf({ code, ended, fault, online, people, id, title }: HomeWorkshop): string {
  const state = fault === undefined ? ended ? styleText('dim', 'ended') : styleText('green', 'open ') : styleText('red', 'broken')
  return `${styleText('bold', code.padEnd(6))}  ${state}  ${`${online} online, ${people} voted`.padEnd(22)}  ${id.padEnd(18)}  ${title}${fault === undefined ? '' : `\n        ${fault}`}`
}

await runCommand(command)
