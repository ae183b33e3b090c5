import { checkDeck } from '../../workshop/deck.ts'
import { countsOf, loadWorkshop } from '../../workshop/load.ts'
import { deckArgs, runCommand } from '../command-line.ts'
import { deckAt } from '../paths.ts'

await runCommand({
  name: 'npm run check --',
  description: 'Checks the content and the slides, and names what needs mending by file and line.',
  args: deckArgs,
  run: async (args) => {
    const deck = deckAt(args.deck)
    const content = await loadWorkshop(deck.root, deck.entry)
    await checkDeck(deck.root, content, deck.entry)
    const counts = content.disciplines.length > 0 ? { ...countsOf(content), polls: content.polls.length } : { polls: content.polls.length }
    console.log(`The content is sound: ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}.`)
  },
})
