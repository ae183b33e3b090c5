import { once } from 'node:events'
import { mkdirSync, readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { upgradeRequest } from '../../chaos/fuzz/raw-socket.ts'
import { standInPages } from '../../support/pages.ts'
import { startTestServer } from '../../support/test-server.ts'

/** A film on a slide, larger than what a connection takes in at once. */
function withFilm(): { dist: string, film: string } {
  const dist = standInPages()
  const film = join(dist, 'deck', 'assets', 'film.mp4')
  writeFileSync(film, '0123456789')
  truncateSync(film, 50_000_000)
  return { dist, film }
}

function isOpen(path: string): boolean {
  return readdirSync('/proc/self/fd').some((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`) === path
    }
    catch {
      // Closed meanwhile.
      return false
    }
  })
}

describe.runIf(process.platform === 'linux')('a visitor who leaves in the middle of a file', () => {
  it.each([['one file', 1], ['several that wait behind each other', 3]])('leaves it closed: %s', async (_, count) => {
    const { dist, film } = withFilm()
    const { port } = await startTestServer({ dist })
    const socket = connect({ port, host: '127.0.0.1' })
    socket.write(`GET /deck/assets/film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`.repeat(count))
    await once(socket, 'data')
    socket.pause()
    expect(isOpen(film)).toBe(true)
    socket.destroy()
    await expect.poll(() => isOpen(film)).toBe(false)
  })

  it('leaves it closed: one who wants a WebSocket instead', async () => {
    const { dist, film } = withFilm()
    const { port } = await startTestServer({ dist })
    const socket = connect({ port, host: '127.0.0.1' }).on('error', () => {}).resume()
    socket.write(`GET /deck/assets/film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n${upgradeRequest(port, '')}`)
    await once(socket, 'close')
    await expect.poll(() => isOpen(film)).toBe(false)
  })
})

describe('ranges of a file', () => {
  it.each([
    ['bytes=2-5', 206, '2345'],
    ['bytes=49999999-', 206, '\0'],
  ])('%s', async (range, status, text) => {
    const { url } = await startTestServer({ dist: withFilm().dist })
    const response = await fetch(`${url}/deck/assets/film.mp4`, { headers: { range } })
    expect([response.status, await response.text()]).toEqual([status, text])
  })

  it('beyond its end are told so', async () => {
    const { url } = await startTestServer({ dist: withFilm().dist })
    expect((await fetch(`${url}/deck/assets/film.mp4`, { headers: { range: 'bytes=50000000-' } })).status).toBe(416)
  })

  it.each(['bytes=9-1', 'bytes=-5', 'bytes=0-0,1-1', 'lines=1-2', 'bytes=x-'])('that are none are ignored: %s', async (range) => {
    const { url } = await startTestServer()
    const response = await fetch(`${url}/deck/index.html`, { headers: { range } })
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html><title>The deck build</title>'])
  })
})

it('a file that is gone ends its own request and nothing else', async () => {
  const { dist, film } = withFilm()
  const faults: unknown[] = []
  const { url } = await startTestServer({ dist, faults })
  const get = () => fetch(`${url}/deck/assets/film.mp4`, { headers: { range: 'bytes=2-5' } })
  expect(await (await get()).text()).toBe('2345')
  rmSync(film)
  await expect(get()).rejects.toThrow('fetch failed')
  expect(faults).toEqual([expect.objectContaining({ message: expect.stringContaining('The built pages are gone') })])
  writeFileSync(film, '0123456789'.repeat(10))
  expect((await get()).status).toBe(206)
})

describe('the public files of a deck', () => {
  /** Two of the deck's files have the names of others'. */
  function withPublic(): string {
    const dist = standInPages()
    mkdirSync(join(dist, 'deck', 'faces'))
    writeFileSync(join(dist, 'deck', 'faces', 'ann.svg'), '<svg/>')
    writeFileSync(join(dist, 'deck', 'favicon.svg'), 'the deck\'s')
    writeFileSync(join(dist, 'phone', 'favicon.svg'), 'the phone\'s')
    return dist
  }

  it('are found under the deck and at the root, where Slidev serves them', async () => {
    const { url } = await startTestServer({ dist: withPublic() })
    for (const path of ['/deck/faces/ann.svg', '/faces/ann.svg']) {
      const response = await fetch(url + path)
      expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'image/svg+xml', '<svg/>'])
    }
    expect((await fetch(`${url}/faces/bob.svg`)).status).toBe(404)
  })

  it('hide nothing that was there before', async () => {
    const { url } = await startTestServer({ dist: withPublic() })
    const textOf = async (path: string) => (await fetch(url + path)).text()
    expect(await textOf('/favicon.svg')).toBe('the phone\'s')
    expect(await textOf('/')).toContain('id="workshop-state"')
    expect((await fetch(`${url}/facilitator/index.html`)).status).toBe(401)
    expect((await fetch(`${url}/facilitator/api/results.json`)).status).toBe(401)
    expect((await fetch(`${url}/nowhere`)).status).toBe(404)
  })
})
