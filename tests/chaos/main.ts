import { runInstruments } from '../support/instrument.ts'
import { durable } from './durable.ts'
import { kill } from './kill.ts'
import { network } from './network.ts'
import { races } from './races.ts'
import { sleep } from './sleep.ts'

await runInstruments('npm run chaos --', [kill, durable, network, races, sleep])
