import { runInstruments } from '../support/instrument.ts'

await runInstruments('npm run chaos --', [])
