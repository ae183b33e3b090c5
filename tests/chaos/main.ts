import { runInstruments } from '../support/instrument.ts'
import { faults } from './faults.ts'

await runInstruments('npm run chaos --', [faults])
