import process from 'node:process'
import { foldLog } from '../../server/log/fold-log.ts'
import { sqliteLog } from '../../server/log/sqlite.ts'

// Folds the workshop in the log at argv[2] as a server does that starts again; prints milliseconds and bytes. Run with --expose-gc.
const log = sqliteLog(process.argv[2]!)
const { id } = (await log.workshops())[0]!
globalThis.gc!()
const before = process.memoryUsage().heapUsed
const start = performance.now()
const workshop = await foldLog(log, id)
const took = performance.now() - start
globalThis.gc!()
console.log(JSON.stringify({ took, bytes: process.memoryUsage().heapUsed - before, entries: workshop.rev }))
