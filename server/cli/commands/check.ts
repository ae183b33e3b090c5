import { countsOf } from '../../../authoring/load.ts'
import { routeFacts } from '../../../authoring/routes/route-facts.ts'
import { readDeck } from '../../build/read-deck.ts'
import { warnOf } from '../../error-reporting.ts'
import { deckAt } from '../../paths.ts'
import { createCommand, deckArgument, runCommand } from '../command-line.ts'

await runCommand(createCommand('npm run check --', 'Checks the content and the slides, and lists what to fix by file and line.')
  .addArgument(deckArgument)
  .action(async (path) => {
    const deck = deckAt(path)
    const content = await readDeck(deck)
    warnOf(content.warnings)
    const counts = content.disciplines.length > 0 ? { ...countsOf(content), polls: content.polls.length } : { polls: content.polls.length }
    console.log(`The content is sound: ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}.`)
    for (const { id, minutes, planned, taps, withLastTime } of routeFacts(content)) {
      console.log(`  --route ${id}: ${planned} of ${minutes} minutes planned; an attendee taps ${taps} times at most.`)
      if (withLastTime)
        console.log(`    compared with last time: ${withLastTime.planned} minutes, ${withLastTime.taps} taps.`)
    }
  }))
