import { countsOf } from '../../../authoring/load.ts'
import { readDeck } from '../../build/read-deck.ts'
import { deckAt } from '../../paths.ts'
import { deckArgs, runCommand } from '../command-line.ts'
import { warnOf } from '../orderly.ts'

await runCommand({
  name: 'npm run check --',
  description: 'Checks the content and the slides, and lists what to fix by file and line.',
  args: deckArgs,
  run: async (args) => {
    const deck = deckAt(args.deck)
    const content = await readDeck(deck)
    warnOf(content.warnings)
    const counts = content.disciplines.length > 0 ? { ...countsOf(content), polls: content.polls.length } : { polls: content.polls.length }
    console.log(`The content is sound: ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}.`)
  },
})
