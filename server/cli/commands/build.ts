import { buildPages } from '../../build/build.ts'
import { readDeck } from '../../build/read-deck.ts'
import { deckAt, paths } from '../../paths.ts'
import { deckArgs, runCommand } from '../command-line.ts'

await runCommand({
  name: 'npm run build --',
  description: 'Builds the slides and the phone page.',
  args: deckArgs,
  run: async (args) => {
    const deck = deckAt(args.deck)
    await readDeck(deck)
    console.log(`The pages are in ${await buildPages(paths.root, console.log, deck)}`)
  },
})
