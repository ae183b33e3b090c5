'use strict'

/* eslint-disable unicorn/prefer-node-protocol -- Node 12 does not know it */

/*
 * Checks the version of Node before anything else runs: `node --require ./tools/node-version.cjs …`.
 * If it is too old, the Node among the packages takes over, or a message says what to do.
 * Written for any Node since 12.
 */

const { spawn } = require('child_process')
const Module = require('module')
const { dirname, join } = require('path')
const process = require('process')

const NEEDED = '22.18'

/**
 * Whether a Node runs TypeScript and has SQLite, both without a flag.
 * @param {string} version such as `22.18.0`
 * @returns {boolean} it does
 */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  // 23 had both in its last versions only, and is no longer maintained.
  return major >= 24 || (major === 22 && minor >= 18)
}

/**
 * The Node that is one of this project's optional packages.
 * @returns {string | null} its path; null where there is none for this system
 */
function installedNode() {
  const { platform, arch } = process
  const name = `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${platform === 'win32' ? 'win' : platform}-${arch}`
  try {
    const manifest = require.resolve(`${name}/package.json`)
    return join(dirname(manifest), require(manifest).bin.node)
  }
  catch {
    return null
  }
}

/**
 * Runs the same command in another Node, and exits like that.
 * @param {string} node its path
 */
function handOver(node) {
  // This Node loads nothing of the command.
  Module.runMain = () => {}
  const child = spawn(node, process.execArgv.concat(process.argv.slice(1)), { stdio: 'inherit' })
  // The terminal sends these two to both.
  for (const signal of ['SIGINT', 'SIGHUP'])
    process.on(signal, () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  // The other Node should notice too when its parent has ended.
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.exit(1), 500).unref()
  child.on('error', refuse)
  child.on('exit', (code, signal) => {
    if (signal === null)
      process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function refuse() {
  console.error(`✖ This needs Node ${NEEDED} or newer, and this is ${process.versions.node}. Install the current one from nodejs.org, then run: npm ci`)
  process.exit(1)
}

/** Node 22 warns on every start that SQLite is experimental. Child processes don't warn either. */
function silenceExperiments() {
  const [print] = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', warning => warning.name !== 'ExperimentalWarning' && print && print(warning))
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS || ''} --disable-warning=ExperimentalWarning`.trim()
}

const installed = installedNode()
if (isNewEnough(process.versions.node))
  silenceExperiments()
else if (installed && installed !== process.execPath)
  handOver(installed)
else
  refuse()
