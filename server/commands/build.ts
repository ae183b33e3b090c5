import { checkDeck } from '../../workshop/deck.ts'
import { loadWorkshop } from '../../workshop/load.ts'
import { buildPages } from '../build.ts'
import { deckArgs, runCommand } from '../command-line.ts'
import { deckAt, paths } from '../paths.ts'

await runCommand({
  name: 'npm run build --',
  description: 'Builds the slides and the phone page.',
  args: deckArgs,
  run: async (args) => {
    const deck = deckAt(args.deck)
    await checkDeck(deck.root, await loadWorkshop(deck.root, deck.entry), deck.entry)
    console.log(`The pages are in ${await buildPages(paths.root, console.log, deck)}`)
  },
})
