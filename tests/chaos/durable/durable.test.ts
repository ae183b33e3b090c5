import { describe, expect, it } from 'vitest'
import { canTrace } from '../../support/processes/tool.ts'
import { durable } from './durable.ts'
import { callsOf } from './trace.ts'

const options = { seed: 1, mutant: undefined, tell: () => {} }
const missed = async (given: Partial<Parameters<typeof durable.run>[0]>) => (await durable.run({ ...options, clients: 20, rounds: 10, ...given })).filter(({ ok }) => !ok)

describe.runIf(await canTrace())('[C4] an acknowledged vote', () => {
  it('is on the disk before its reply is sent', async () => {
    expect(await missed({})).toEqual([])
  })

  it('is caught missing from the disk if the log is synced at checkpoints only', async () => {
    expect((await missed({ mutant: 'normal-sync' })).map(({ what }) => what)).toContain('votes answered before they were on the disk')
  })
})

describe('the trace of a server', () => {
  it('is parsed separately for every thread', () => {
    const trace = [
      '7 fsync(22</data/log-wal> <unfinished ...>',
      '8 write(27<TCP:[127.0.0.1:4321->127.0.1.7:555]>, "\\201\\1430[{}]\\n\\"\\0012", 12) = 12',
      '7 <... fsync resumed>) = 0',
      '7 writev(28<TCP:[127.0.0.1:4321->127.0.1.8:556]>, [{iov_base="ab", iov_len=2}, {iov_base="cd", iov_len=2}], 2) = 4',
      '7 fdatasync(22</data/log-wal>) = -1 EIO (Input/output error)',
      '7 +++ exited with 0 +++',
    ].join('\n')
    expect(callsOf(trace).map(({ data, ...call }) => ({ ...call, data: data.toString('latin1') }))).toEqual([
      { name: 'write', target: 'TCP:[127.0.0.1:4321->127.0.1.7:555]', data: '\x81c0[{}]\n"\x012', result: 12, began: 1, returned: 1 },
      { name: 'fsync', target: '/data/log-wal', data: '', result: 0, began: 0, returned: 2 },
      { name: 'writev', target: 'TCP:[127.0.0.1:4321->127.0.1.8:556]', data: 'abcd', result: 4, began: 3, returned: 3 },
      { name: 'fdatasync', target: '/data/log-wal', data: '', result: -1, began: 4, returned: 4 },
    ])
  })
})
