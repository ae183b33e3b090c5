import { runInstruments } from '../support/instrument.ts'
import { network } from './network.ts'
import { sleep } from './sleep.ts'

await runInstruments('npm run chaos --', [network, sleep])
