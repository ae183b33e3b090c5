import type { Certificate } from './authority.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { freePort } from '../server/free-port.ts'
import { tempFolder } from '../temp-folder.ts'
import { certificateFor } from './authority.ts'
import { documented, mentioned, PUBLIC_URL, replaced } from './documented.ts'
import { runProxy } from './run.ts'

export const PROXIES = ['nginx', 'Caddy'] as const
export type ProxyName = typeof PROXIES[number]

/** How a proxy differs from the one in the documentation. */
export interface ProxyChanges {
  /** The whole host is this server's, not a path of it. */
  ownsHost?: boolean
  /** It takes the path off what it passes on. */
  stripsPath?: boolean
  /** It names this server's address as `Host`, in place of its own. */
  replacesHost?: boolean
  /** It names this server by a name of its own, and says in `X-Forwarded-Host` what the browser asked for. */
  renamesHost?: boolean
  /** It lets no WebSocket through. */
  blocksWebSockets?: boolean
  /** Seconds without a byte from the server after which it gives up. */
  idle?: number
  /** nginx only: its usual space for the headers of an answer. */
  hasSmallBuffers?: boolean
}

export interface Proxy extends Pick<Certificate, 'certificate' | 'authority'> {
  /** Where it listens on this machine, as the host of the documentation. */
  port: number
  /** The path of the server at the public address, such as `/votes`; empty where it has the whole host. */
  path: string
}

const { hostname: HOST, pathname: PATH } = new URL(PUBLIC_URL)

interface Started {
  folder: string
  port: number
}

/** Runs a proxy as `docs/hosting.md` configures it, in front of a server on this machine; it ends with the test. */
export async function startProxy(name: ProxyName, server: number, changes: ProxyChanges = {}): Promise<Proxy> {
  const folder = tempFolder()
  const { certificate, key, authority } = await certificateFor(HOST)
  writeFileSync(join(folder, 'host.pem'), certificate)
  writeFileSync(join(folder, 'host.key'), key)
  const port = await freePort()
  await (name === 'nginx' ? startNginx : startCaddy)({ folder, port }, server, changes)
  return { port, path: changes.ownsHost ? '' : PATH, certificate, authority }
}

async function startNginx({ folder, port }: Started, server: number, { ownsHost, stripsPath, replacesHost, renamesHost, blocksWebSockets, idle, hasSmallBuffers }: ProxyChanges): Promise<void> {
  const to = 'proxy_pass http://127.0.0.1:4321;'
  const changes: [boolean | undefined, string, string][] = [
    [ownsHost, 'location /votes/', mentioned('location /')],
    [stripsPath, to, mentioned('proxy_pass http://127.0.0.1:4321/;')],
    [replacesHost, 'proxy_set_header Host $host;', ''],
    [renamesHost, 'proxy_set_header Host $host;', `proxy_set_header Host ${mentioned('app:4321')}; proxy_set_header X-Forwarded-Host $host;`],
    [blocksWebSockets, 'proxy_set_header Upgrade $http_upgrade;', ''],
    [hasSmallBuffers, 'proxy_buffer_size 8k;', ''],
    [idle !== undefined, 'proxy_read_timeout 10m;', `proxy_read_timeout ${idle}s;`],
    [true, '127.0.0.1:4321', `127.0.0.1:${server}`],
    [true, 'listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    [true, '/etc/ssl/vote.example.org.pem', join(folder, 'host.pem')],
    [true, '/etc/ssl/vote.example.org.key', join(folder, 'host.key')],
  ]
  const config = changes.reduce((config, [isOn, part, by]) => isOn ? replaced(config, part, by) : config, documented('nginx'))
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, `${process.getuid?.() === 0 ? 'user root;\n' : ''}daemon off;
worker_processes 1;
error_log stderr notice;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  # As where it listens on 443.
  port_in_redirect off;
  # Whatever is not compressed yet.
  gzip on;
  gzip_types *;
  gzip_proxied any;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(each => `  ${each}_temp_path ${folder}/${each};`).join('\n')}
${config}}
`)
  await runProxy('nginx', ['-e', 'stderr', '-p', folder, '-c', file], /start worker process /)
}

async function startCaddy({ folder, port }: Started, server: number, { ownsHost, stripsPath, replacesHost, renamesHost, blocksWebSockets, idle }: ProxyChanges): Promise<void> {
  const before = [
    ...stripsPath ? [mentioned('uri strip_prefix /votes')] : [],
    ...blocksWebSockets ? ['@upgrade header Connection *Upgrade*', 'respond @upgrade 403'] : [],
  ]
  const inside = [
    ...replacesHost ? ['header_up Host {upstream_hostport}'] : [],
    ...renamesHost ? [`header_up Host ${mentioned('app:4321')}`] : [],
    ...idle === undefined ? [] : [`transport http {`, `read_timeout ${idle}s`, '}'],
  ]
  const to = 'reverse_proxy 127.0.0.1:4321'
  let config = ownsHost ? `${HOST} {\n  ${mentioned(to)}\n}\n` : documented('caddy')
  config = replaced(config, to, [...before, `reverse_proxy 127.0.0.1:${server} {`, ...inside, '}'].join('\n'))
  // Whatever is not compressed yet is compressed.
  config = replaced(config, `${HOST} {`, `${HOST} {\n  tls ${folder}/host.pem ${folder}/host.key\n  bind 127.0.0.1\n  encode zstd gzip`)
  const file = join(folder, 'Caddyfile')
  writeFileSync(file, `{
  admin off
  https_port ${port}
  auto_https disable_redirects
  default_sni ${HOST}
  grace_period 1ms
  storage file_system ${folder}/caddy
}
${config}`)
  await runProxy('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], /serving initial configuration/)
}
