import { buildPages } from '../../build/build.ts'
import { readDeck } from '../../build/read-deck.ts'
import { deckAt, paths } from '../../paths.ts'
import { createCommand, deckArgument, runCommand } from '../command-line.ts'

await runCommand(createCommand('npm run build --', 'Builds the slides and the phone page.')
  .addArgument(deckArgument)
  .action(async (path) => {
    const deck = deckAt(path)
    await readDeck(deck)
    console.log(`The pages are in ${await buildPages(paths.root, console.log, deck)}`)
  }))
