'use strict'

/* eslint-disable unicorn/prefer-node-protocol -- Node 12 does not know it */

/*
 * Looks at the Node that is about to run something, before anything else does: `node --require ./tools/node-version.cjs …`.
 * One that is too old hands over to the Node that npm has installed beside the other packages, or says what to do.
 * In words that any Node since 12 understands.
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
 * Runs the same command in another Node, and ends as that does.
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
  // The other one is to notice as well that whoever started it is gone.
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

/** Node 22 warns at each start that SQLite is an experiment. Processes that are started from here do not warn either. */
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
