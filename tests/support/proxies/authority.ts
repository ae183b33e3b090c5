import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needProgram } from './programs.ts'

/** A host's certificate and its key, and the authority that signed it, as PEM. */
export interface Certificate {
  certificate: string
  key: string
  authority: string
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']

const made = new Map<string, Promise<Certificate>>()

/** A certificate for a host, and for this machine, from an authority of its own; the same one for all who ask. */
export function certificateFor(host: string): Promise<Certificate> {
  const certificate = made.get(host) ?? makeCertificate(host)
  made.set(host, certificate)
  return certificate
}

async function makeCertificate(host: string): Promise<Certificate> {
  await needProgram('openssl')
  const folder = mkdtempSync(join(tmpdir(), 'workshop-authority-'))
  const file = (name: string) => join(folder, name)
  const make = (name: string, ...args: string[]) => void execFileSync('openssl', ['req', '-x509', ...KEY, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), ...args], { stdio: 'pipe' })
  try {
    make('authority', '-subj', '/CN=Authority of a test')
    make('host', '-subj', `/CN=${host}`, '-CA', file('authority.pem'), '-CAkey', file('authority.key'), '-addext', `subjectAltName=DNS:${host},IP:127.0.0.1`, '-addext', 'basicConstraints=critical,CA:FALSE')
    const read = (name: string) => readFileSync(file(name), 'utf8')
    return { certificate: read('host.pem'), key: read('host.key'), authority: read('authority.pem') }
  }
  finally {
    rmSync(folder, { recursive: true })
  }
}
