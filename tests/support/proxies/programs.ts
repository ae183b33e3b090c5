import { spawnSync } from 'node:child_process'
import { mayInstall } from '../../../server/export/browser/debian.ts'
import { isThere, needTool } from '../processes/tool.ts'

/** The programs that tests with proxies need, and their Debian packages. */
const PACKAGES = { nginx: 'nginx-light', caddy: 'caddy', openssl: 'openssl' } as const

/** @throws Error that says how to install it */
export async function needProgram(program: keyof typeof PACKAGES): Promise<void> {
  await needTool(program, PACKAGES[program])
}

/** Installs what is missing where that is allowed. What is missing after that, the tests say that need it. */
export async function installProxies(report: (line: string) => void): Promise<void> {
  const missing = (['nginx', 'caddy', 'openssl'] as const).filter(program => !isThere(program))
  if (missing.length === 0 || !mayInstall())
    return
  report('Installing nginx and Caddy from the Debian packages …')
  for (const program of missing) {
    await needProgram(program).catch(() => {})
    // The package makes a service of it, which nobody asked for.
    spawnSync('sh', ['-c', `systemctl disable --now ${program} || service ${program} stop`])
  }
}
