import process from 'node:process'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { slides } from '../polls/entries.ts'

// Appends to the log at argv[2], entry by entry, until the disk takes no more; prints how many it was told are kept.
const log = sqliteLog(process.argv[2]!)
let kept = 1
try {
  for (;;) {
    await log.append('one', () => slides(1, kept))
    kept++
  }
}
catch (error) {
  console.log(JSON.stringify({ kept, message: (error as Error).message }))
}
