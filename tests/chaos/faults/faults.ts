import type { Instrument } from '../../support/instruments/instrument.ts'
import { browser } from './browser.ts'
import { playAll } from './case.ts'
import { clock } from './clock.ts'
import { content } from './content.ts'
import { damage } from './damage.ts'
import { disk } from './disk.ts'
import { ending } from './ending.ts'
import { network } from './network.ts'
import { pages } from './pages.ts'
import { pair } from './pair.ts'
import { torn } from './torn.ts'

export const cases = [...disk, ...damage, ...torn, ...network, ...clock, ...pair, ...content, ...pages, ...browser, ...ending]

/** What can go wrong around the server: it is told by name, no vote that was acknowledged is lost, no file is made worse. */
export const faults: Instrument = {
  name: 'faults',
  about: 'full disks, damaged files, busy ports, moved clocks, second servers, broken content, sudden ends',
  run: options => playAll(cases, options),
}
