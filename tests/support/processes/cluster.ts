import type { MutantName } from '../instruments/mutants.ts'
import type { Postgres } from './postgres.ts'
import type { Ended, Shipped } from './shipped.ts'
import type { TcpFaults } from './tcp-faults.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { dataFolder } from '../data-folder.ts'
import { documented, replaced } from '../proxies/documented.ts'
import { needProgram } from '../proxies/programs.ts'
import { freePort } from '../server/free-port.ts'
import { newDatabase, startPostgres } from './postgres.ts'
import { signIn, startShipped } from './shipped.ts'
import { startTcpFaults } from './tcp-faults.ts'
import { TOOLS_ENV } from './tool.ts'

/** How often a start is tried. */
const TRIES = 5

/** One server of several. */
export interface Node {
  port: number
  /** Of the server itself, past the proxy. */
  url: string
  /** The way to the database. */
  faults: TcpFaults
  /** Ends it as a crash would. */
  kill: () => Promise<void>
  /** Ends it as whoever keeps it running would, for another one. */
  drain: () => Promise<Ended>
  start: () => Promise<void>
}

/** Several servers on one database, behind nginx. */
export interface Cluster {
  /** Of the proxy. */
  url: string
  nodes: Node[]
  postgres: Postgres
  /** The address of the servers' database. */
  database: string
  /** The cookie of a host, who runs all workshops. */
  cookie: string
  /** Starts a workshop. @returns its id and its code */
  newWorkshop: () => Promise<{ id: string, code: string }>
  close: () => Promise<void>
}

/** How nginx differs from the one in `docs/hosting-on-several-machines.md`. */
export interface BalancerChanges {
  /** It gives each connection to the next server. */
  takesTurns?: boolean
  /** It lets no WebSocket through. */
  blocksWebSockets?: boolean
}

/** @param count how many servers */
export async function startCluster(count: number, { mutant, ...changes }: BalancerChanges & { mutant?: MutantName | undefined } = {}): Promise<Cluster> {
  const folder = dataFolder()
  const postgres = await startPostgres()
  const database = await newDatabase(postgres.url)
  const ports: number[] = []
  while (ports.length < count)
    ports.push(await freePort())
  const started: Shipped[] = []
  const nodes: Node[] = []
  for (const [index, port] of ports.entries()) {
    const faults = await startTcpFaults(Number(new URL(database).port))
    const store = Object.assign(new URL(database), { port: String(faults.port) }).href
    nodes.push({
      port,
      url: `http://127.0.0.1:${port}`,
      faults,
      async kill() {
        started[index]!.signal('SIGKILL')
        await started[index]!.ended
      },
      drain() {
        started[index]!.signal('SIGTERM')
        return started[index]!.ended
      },
      async start() {
        for (let tries = 1; ; tries++) {
          try {
            started[index] = await startShipped({ port, mutant, env: { DATABASE_URL: store } })
            return
          }
          catch (error) {
            // The way to the database was cut just then. Whoever keeps servers running starts it again.
            if (tries === TRIES)
              throw error
          }
        }
      },
    })
  }
  // The first one makes the tables; that several may is tested elsewhere.
  for (const { start } of nodes)
    await start()
  const { url, stop } = await startBalancer(folder.path, ports, changes)
  const cookie = await signIn(started[0]!)
  return {
    url,
    nodes,
    postgres,
    database,
    cookie,
    async newWorkshop() {
      const response = await fetch(`${url}/facilitate/start`, { method: 'POST', headers: { cookie, origin: url, accept: 'application/json' }, body: new URLSearchParams() })
      const { id } = await response.json() as { id: string }
      return { id, code: id.split('-').at(-1)! }
    },
    async close() {
      stop()
      await Promise.all(nodes.map(({ kill }) => kill()))
      nodes.forEach(({ faults }) => faults.close())
      await postgres.stop()
      folder.remove()
    },
  }
}

/** nginx, which goes to the next server where one does not answer. */
async function startBalancer(folder: string, ports: readonly number[], { takesTurns = false, blocksWebSockets = false }: BalancerChanges): Promise<{ url: string, stop: () => void }> {
  await needProgram('nginx')
  const port = await freePort()
  const file = join(folder, 'nginx.conf')
  const parts: [isOn: boolean, part: string, by: string][] = [
    [true, '  server 10.0.0.11:4321 max_fails=0;\n  server 10.0.0.12:4321 max_fails=0;\n', ports.map(each => `  server 127.0.0.1:${each} max_fails=0;\n`).join('')],
    [true, 'listen 443 ssl;', `listen 127.0.0.1:${port} backlog=4096;`],
    [true, 'ssl_certificate     /etc/ssl/vote.example.org.pem;', ''],
    [true, 'ssl_certificate_key /etc/ssl/vote.example.org.key;', ''],
    // The port is not the usual one.
    [true, 'proxy_set_header Host $host;', 'proxy_set_header Host $http_host;'],
    [takesTurns, 'hash $visitor consistent;', ''],
    [blocksWebSockets, 'proxy_set_header Upgrade $http_upgrade;', ''],
  ]
  const config = parts.reduce((config, [isOn, part, by]) => isOn ? replaced(config, part, by) : config, documented('nginx', 'hosting-on-several-machines.md'))
  writeFileSync(file, `${process.getuid?.() === 0 ? 'user root;\n' : ''}daemon off;
worker_processes 1;
error_log stderr notice;
pid ${folder}/nginx.pid;
events { worker_connections 8192; }
http {
  access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(each => `  ${each}_temp_path ${folder}/${each};`).join('\n')}
${config}}
`)
  const child = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'], env: TOOLS_ENV })
  const end = () => void child.kill()
  process.once('exit', end)
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said += chunk
      if (/start worker process /.test(said))
        resolve()
    })
    void once(child, 'exit').then(() => reject(new Error(`nginx has ended:\n${said}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      process.off('exit', end)
      end()
    },
  }
}
