import { runInstruments } from '../support/instrument.ts'
import { hidden } from './hidden.ts'
import { roles } from './roles.ts'

await runInstruments('npm run chaos --', [roles, hidden])
