import { runInstruments } from '../support/instrument.ts'
import { crowd } from './crowd.ts'
import { durable } from './durable.ts'
import { faults } from './faults.ts'
import { fuzz } from './fuzz.ts'
import { hidden } from './hidden.ts'
import { kill } from './kill.ts'
import { network } from './network.ts'
import { origins } from './origins.ts'
import { races } from './races.ts'
import { roles } from './roles.ts'
import { sleep } from './sleep.ts'

await runInstruments('npm run chaos --', [kill, durable, network, races, sleep, faults, roles, hidden, fuzz, crowd, origins])
