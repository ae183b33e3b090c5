import { runInstruments } from '../support/instrument.ts'
import { fuzz } from './fuzz.ts'

await runInstruments('npm run chaos --', [fuzz])
