import { runInstruments } from '../support/instrument.ts'
import { hostile } from './hostile.ts'

await runInstruments('npm run chaos --', [hostile])
