import { runInstruments } from '../support/instrument.ts'
import { crowd } from './crowd.ts'
import { hidden } from './hidden.ts'
import { origins } from './origins.ts'
import { roles } from './roles.ts'

await runInstruments('npm run chaos --', [roles, hidden, crowd, origins])
