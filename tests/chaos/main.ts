import { runInstruments } from '../support/instrument.ts'
import { durable } from './durable.ts'
import { kill } from './kill.ts'
import { races } from './races.ts'

await runInstruments('npm run chaos --', [kill, races, durable])
