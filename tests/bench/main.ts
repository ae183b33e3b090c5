import { runInstruments } from '../support/instruments/instrument.ts'
import { core } from './core.ts'
import { counting } from './counting.ts'
import { deck } from './deck.ts'
import { durable } from './durable.ts'
import { many } from './many.ts'
import { memory } from './memory.ts'
import { naive } from './naive.ts'
import { phone } from './phone.ts'
import { reconnect } from './reconnect.ts'
import { screen } from './screen.ts'
import { vote } from './vote.ts'

await runInstruments('npm run bench --', [counting, vote, naive, durable, screen, memory, many, reconnect, phone, core, deck])
