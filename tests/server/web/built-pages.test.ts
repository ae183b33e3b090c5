import type { TestServer } from '../../support/server/test-server.ts'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { upgradeRequest } from '../../chaos/fuzz/raw-socket.ts'
import { standInPages } from '../../support/browser/pages.ts'
import { rawRequest } from '../../support/server/raw-http.ts'
import { startTestServer } from '../../support/server/test-server.ts'

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

describe.runIf(process.platform === 'linux')('a file whose reader leaves', () => {
  it.each([['one file', 1], ['several that wait behind each other', 3]])('is closed: %s', async (_, count) => {
    const { dist, film } = withFilm()
    const { port, place } = await startTestServer({ dist })
    const socket = connect({ port, host: '127.0.0.1' })
    socket.write(`GET ${new URL(place).pathname}/deck/assets/film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`.repeat(count))
    await once(socket, 'data')
    socket.pause()
    expect(isOpen(film)).toBe(true)
    socket.destroy()
    await expect.poll(() => isOpen(film)).toBe(false)
  })

  it('is closed if the reader wants a WebSocket instead', async () => {
    const { dist, film } = withFilm()
    const { port, place } = await startTestServer({ dist })
    const socket = connect({ port, host: '127.0.0.1' }).on('error', () => {}).resume()
    socket.write(`GET ${new URL(place).pathname}/deck/assets/film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n${upgradeRequest(port, '')}`)
    await once(socket, 'close')
    await expect.poll(() => isOpen(film)).toBe(false)
  })
})

describe('ranges of a file', () => {
  it.each([
    ['bytes=2-5', 206, '2345'],
    ['bytes=49999999-', 206, '\0'],
    ['bytes=-1', 206, '\0'],
    ['bytes=50000000-', 416, 'Range Not Satisfiable'],
    ['bytes=9-1', 416, 'Range Not Satisfiable'],
  ])('%s is answered with %i', async (range, status, text) => {
    const { place: url } = await startTestServer({ dist: withFilm().dist })
    const response = await fetch(`${url}/deck/assets/film.mp4`, { headers: { range } })
    expect([response.status, await response.text()]).toEqual([status, text])
  })

  it.each(['bytes=0-0,5-6', 'lines=1-2'])('%s is answered with the whole file', async (range) => {
    const { place: url } = await startTestServer()
    const response = await fetch(`${url}/deck/index.html`, { headers: { range } })
    expect([response.status, await response.text()]).toEqual([200, '<!doctype html><html lang="en"><title>The deck build</title>'])
  })
})

describe('a file that is deleted while the server runs', () => {
  it('is answered with 404, and served again when it is back', async () => {
    const { dist, film } = withFilm()
    const { place: url } = await startTestServer({ dist })
    const statusOf = async () => (await fetch(`${url}/deck/assets/film.mp4`, { headers: { range: 'bytes=2-5' } })).status
    expect(await statusOf()).toBe(206)
    rmSync(film)
    expect(await statusOf()).toBe(404)
    writeFileSync(film, '0123456789')
    expect(await statusOf()).toBe(206)
  })

  it('is reported when it is the page of a deck', async () => {
    const dist = standInPages()
    const faults: unknown[] = []
    const { place: url } = await startTestServer({ dist, faults })
    rmSync(join(dist, 'deck', 'index.html'))
    const response = await fetch(`${url}/deck/1`)
    expect(response.status).toBe(500)
    expect(faults).toEqual([expect.objectContaining({ message: await response.text() })])
  })
})

describe('the files of the phone\'s page', () => {
  /** A script that was compressed when it was built; each variant says which it is. */
  function withScript(): string {
    const dist = standInPages()
    for (const [ending, text] of [['', 'as it is'], ['.br', 'in brotli'], ['.gz', 'in gzip']])
      writeFileSync(join(dist, 'phone', 'assets', `main-1a2b3c4d.js${ending}`), text!)
    return dist
  }

  const script = ({ port, place }: TestServer, headers: Record<string, string>) => rawRequest(port, { path: `${new URL(place).pathname}/assets/main-1a2b3c4d.js`, headers })

  it.each([
    ['gzip, deflate, br, zstd', 'br', 'in brotli'],
    ['gzip, deflate', 'gzip', 'in gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'in gzip'],
    ['gzip;q=0, br;q=0', undefined, 'as it is'],
    ['identity', undefined, 'as it is'],
    ['', undefined, 'as it is'],
  ])('come in the best encoding of "%s"', async (accepted, encoding, body) => {
    const server = await startTestServer({ dist: withScript() })
    const response = await script(server, { 'Accept-Encoding': accepted })
    expect([response.headers['content-encoding'], response.body.toString()]).toEqual([encoding, body])
    expect(response.headers).toMatchObject({ 'content-type': expect.stringMatching(/^text\/javascript; charset=utf-8$/i), 'vary': expect.stringContaining('Accept-Encoding') })
  })

  it('are kept by browsers, and not sent again to those that ask whether they have changed', async () => {
    const server = await startTestServer({ dist: withScript() })
    const [brotli, gzip] = [await script(server, { 'Accept-Encoding': 'br' }), await script(server, { 'Accept-Encoding': 'gzip' })]
    expect(brotli.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(brotli.headers.etag).not.toBe(gzip.headers.etag)
    expect(await script(server, { 'Accept-Encoding': 'br', 'If-None-Match': brotli.headers.etag! })).toMatchObject({ status: 304, body: Buffer.alloc(0) })
  })

  it('are refused in plain text where their encoding cannot be cut', async () => {
    const server = await startTestServer({ dist: withScript() })
    const response = await script(server, { 'Accept-Encoding': 'br', 'Range': 'bytes=100-' })
    expect(response).toMatchObject({ status: 416, body: Buffer.from('Range Not Satisfiable') })
    expect(response.headers).not.toHaveProperty('content-encoding')
  })
})

describe('the files of a deck', () => {
  it('are checked for changes each time, because a deck may name its own files as it likes', async () => {
    const { place: url } = await startTestServer({ dist: withFilm().dist })
    for (const path of ['/deck/1', '/deck/assets/film.mp4'])
      expect((await fetch(url + path, { method: 'HEAD' })).headers.get('cache-control')).toBe('public, max-age=0')
  })

  it('are no page: an address with an ending that was not built is not found', async () => {
    const { place: url } = await startTestServer()
    expect(await (await fetch(`${url}/deck/7?clicks=2`)).text()).toContain('The deck build')
    expect((await fetch(`${url}/deck/7.png`)).status).toBe(404)
    expect((await fetch(`${url}/deck/7`, { method: 'POST' })).status).toBe(404)
  })
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
    const { url, place } = await startTestServer({ dist: withPublic() })
    for (const address of [`${place}/deck/faces/ann.svg`, `${url}/faces/ann.svg`]) {
      const response = await fetch(address)
      expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'image/svg+xml', '<svg/>'])
    }
    expect((await fetch(`${url}/faces/bob.svg`)).status).toBe(404)
  })

  it('are those of the workshop whose slides ask, which their address tells', async () => {
    const { place } = await startTestServer({ dist: withPublic() })
    expect((await fetch(`${place}/deck/1`)).headers.get('referrer-policy')).toBe('same-origin')
  })

  it('hide nothing that was there before', async () => {
    const { place: url } = await startTestServer({ dist: withPublic() })
    const textOf = async (path: string) => (await fetch(url + path)).text()
    expect(await textOf('/favicon.svg')).toBe('the phone\'s')
    expect(await textOf('/')).toContain('id="workshop-state"')
    expect((await fetch(`${url}/facilitator/index.html`)).status).toBe(401)
    expect((await fetch(`${url}/facilitator/api/results.json`)).status).toBe(401)
    expect((await fetch(`${url}/nowhere`)).status).toBe(404)
  })
})
