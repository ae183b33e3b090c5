import type { Sender } from '../../../server/realtime/receive.ts'
import { expect, it } from 'vitest'
import { createAuth } from '../../../server/access/auth.ts'
import { countWrongCodes } from '../../../server/access/wrong-codes.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { noPeers } from '../../../server/log/store.ts'
import { createReceive } from '../../../server/realtime/receive.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { seatCodes } from '../../../server/rooms/seats/codes.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, workshopStart } from '../../support/polls/polls.ts'

it('counts all that a ballot adds to the log against what one attendee may write', async () => {
  const onFault = (error: unknown) => expect.unreachable(String(error))
  const room = await startRoom(workshopStart({ polls: [choice] }), { log: memoryLog(), now: () => 0, onFault })
  let now = 0
  const receive = createReceive({ room, codes: seatCodes(createAuth('secret'), room.workshop.id), wrong: countWrongCodes({ peers: noPeers, topic: '', workshop: '', now: () => now }), react: () => {}, offer: () => {}, monotonic: () => now, onFault })
  const ann: Sender = { role: 'attendee', attendee: 'a:ann', mayMove: false, isHere: () => true, wasTooFast: () => {} }
  const round = room.workshop.polls.get(choice.id)!.rounds[0]!.id
  const ballot = (no: number, instead: string[]) => ({ type: 'ballot:cast', id: `ballot-${no}`, poll: choice.id, round, answer: picks('a'), instead })
  /** How many may be sent before the attendee has written enough, in five times a second. */
  const allowed = async (from: number, instead: string[]) => {
    for (let no = 0; ; no++, now += 200) {
      const reply = await new Promise<{ ok: boolean, code?: string }>(resolve => receive(ann, 'command', ballot(from + no, instead), resolve))
      if (reply.code === 'rate_limited')
        return no
    }
  }
  const long = await allowed(0, Array.from({ length: 16 }, (_, index) => `${index}`.padEnd(64, '-')))
  now += 3_600_000
  const short = await allowed(100_000, [])
  expect(short).toBeGreaterThan(3 * long)
})
