import type { Instrument } from '../support/instrument.ts'
import { browser } from './faults/browser.ts'
import { playAll } from './faults/case.ts'
import { clock } from './faults/clock.ts'
import { content } from './faults/content.ts'
import { damage } from './faults/damage.ts'
import { disk } from './faults/disk.ts'
import { ending } from './faults/ending.ts'
import { network } from './faults/network.ts'
import { pages } from './faults/pages.ts'
import { pair } from './faults/pair.ts'
import { torn } from './faults/torn.ts'

export const cases = [...disk, ...damage, ...torn, ...network, ...clock, ...pair, ...content, ...pages, ...browser, ...ending]

/** What can go wrong around the server: it is told by name, no vote that was acknowledged is lost, no file is made worse. */
export const faults: Instrument = {
  name: 'faults',
  about: 'full disks, damaged files, busy ports, moved clocks, second servers, broken content, sudden ends',
  run: options => playAll(cases, options),
}
