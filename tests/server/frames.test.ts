import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ShortFramesServer } from '../../server/frames.ts'

describe('a server of short frames', () => {
  const ends: (() => void)[] = []
  afterEach(() => ends.splice(0).forEach(end => end()))

  async function connected() {
    const server = new ShortFramesServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    ends.push(() => client.terminate(), () => server.close())
    const [[socket]] = await Promise.all([once(server, 'connection') as Promise<[WebSocket]>, once(client, 'open')])
    const got: string[] = []
    client.on('message', data => got.push(String(data)))
    return { socket, client, got }
  }

  it('sends every text as it is, in order, whatever its length', async () => {
    const { socket, client, got } = await connected()
    const texts = ['', 'a', 'ä'.repeat(62), 'b'.repeat(125), '👏'.repeat(31), '👏'.repeat(32), 'c'.repeat(126), 'd'.repeat(70_000), 'end']
    texts.forEach(text => socket.send(text))
    while (got.length < texts.length)
      await once(client, 'message')
    expect(got).toEqual(texts)
  })

  it('says that a text is sent when there is room for another', async () => {
    const { socket, client, got } = await connected()
    client.pause()
    let sent = 0
    let all = 0
    // Until the connection takes no more: what is not done at once waits.
    while (sent === all)
      socket.send(String(all++).padStart(100), () => sent++)
    expect(sent).toBe(all - 1)
    client.resume()
    while (got.length < all)
      await once(client, 'message')
    expect(sent).toBe(all)
    expect(got.map(Number)).toEqual(Array.from({ length: all }, (_, index) => index))
  })

  it('sends nothing on a connection that has ended, and says so', async () => {
    const { socket, client } = await connected()
    client.terminate()
    await once(socket, 'close')
    const error = await new Promise<Error | undefined>(resolve => socket.send('late', resolve))
    expect(error?.message).toMatch(/not open/)
  })
})
