import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import process from 'node:process'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DEV, devPorts, untilServed } from '../../../server/dev-ports.ts'
import { paths } from '../../../server/paths.ts'
import { childrenOf, isRunning } from '../../support/processes/children.ts'
import { run } from '../../support/processes/terminal.ts'
import { freePort } from '../../support/server/free-port.ts'
import { tempFolder } from '../../support/temp-folder.ts'

/** Takes a port, any free one if none is named. */
async function occupy(port = 0): Promise<number> {
  const server = createServer().listen(port)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost')
    socket.once('connect', () => resolve(true)).once('connect', () => socket.destroy()).once('error', () => resolve(false))
  })
}

describe('the ports of npm run dev', () => {
  it('are three different free ports, the server\'s as requested', async () => {
    const asked = await freePort()
    const { server, slides, phone } = await devPorts(asked)
    expect(server).toBe(asked)
    const taken = await occupy(slides)
    const next = await devPorts(asked)
    expect(next.slides).toBeGreaterThan(taken)
    expect(slides).toBeGreaterThanOrEqual(DEV.slides)
    expect(new Set([server, slides, phone]).size).toBe(3)
  })

  it('are refused if the server\'s is taken', async () => {
    const taken = await occupy()
    expect(await run('server/cli/commands/dev.ts', '--port', String(taken))).toMatchObject({ code: 1, err: expect.stringMatching(new RegExp(`^✖ Port ${taken} is taken\\. .+npm run dev -- --port ${taken + 1}\\n$`)) })
  })
})

describe('the addresses of npm run dev', () => {
  it('are printed once every one of them works', async () => {
    const [first, second] = [await freePort(), await freePort()]
    let isTold = false
    const told = untilServed([first, second]).then(() => isTold = true)
    await occupy(first)
    await untilServed([first])
    expect(isTold).toBe(false)
    await occupy(second)
    await told
  })

  it('are printed in the end even if one does not start', async () => {
    await untilServed([await freePort()], 200)
  })
})

it.runIf(process.platform === 'linux')('npm run dev listens where it is asked to, and ends with npm', { timeout: 120_000 }, async () => {
  const port = await freePort()
  const npm = spawn('npm', ['run', 'dev', '--', '--port', String(port), '--data', tempFolder()], { cwd: paths.root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  // All of its group, whatever becomes of the test.
  onTestFinished(() => {
    try {
      process.kill(-npm.pid!, 'SIGKILL')
    }
    catch {}
  })
  let said = ''
  for (const stream of [npm.stdout, npm.stderr])
    stream.on('data', chunk => said += stripVTControlCharacters(String(chunk)))
  const portAfter = (label: string) => Number(new RegExp(`${label}\\s+http://localhost:(\\d+)`).exec(said)?.[1])
  await expect.poll(() => portAfter('Facilitator'), { timeout: 60_000 }).toBe(port)
  const [phone, slides] = [portAfter('Join with a phone'), portAfter('Screen or projector')]
  // Its addresses lead somewhere as soon as they are there.
  for (const each of [phone, slides])
    expect(await isOpen(each)).toBe(true)
  // What is live comes from the server, through both.
  expect((await fetch(`http://localhost:${slides}/facilitator/api/results.json`)).status).toBe(401)
  expect(await (await fetch(`http://localhost:${phone}/socket.io/?EIO=4&transport=polling`)).text()).toContain('"sid"')

  const all = childrenOf(npm.pid!)
  npm.kill('SIGTERM')
  for (const each of [port, phone, slides])
    await expect.poll(() => isOpen(each)).toBe(false)
  await expect.poll(() => all.filter(({ pid }) => isRunning(pid))).toEqual([])
})
