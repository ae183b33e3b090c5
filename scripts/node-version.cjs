'use strict'

/* eslint-disable unicorn/prefer-node-protocol -- Node 12 does not know it */

/*
 * Looks at the Node that is about to run something, before anything else does: `node --require ./scripts/node-version.cjs …`.
 * One that is too old hands over to the Node that npm has installed beside the other packages, or says what to do.
 * In words that any Node since 12 understands.
 */

const { spawnSync } = require('child_process')
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
  // The terminal sends them to both, and only the other one has something to put in order.
  for (const signal of ['SIGINT', 'SIGHUP'])
    process.on(signal, () => {})
  const { status, error } = spawnSync(node, process.execArgv.concat(process.argv.slice(1)), { stdio: 'inherit' })
  if (!error)
    process.exit(status === null ? 1 : status)
}

/** Node 22 warns at each start that SQLite is an experiment. Processes that are started from here are spared it as well. */
function silenceExperiments() {
  const [print] = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', warning => warning.name !== 'ExperimentalWarning' && print && print(warning))
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS || ''} --disable-warning=ExperimentalWarning`.trim()
}

if (isNewEnough(process.versions.node)) {
  silenceExperiments()
}
else {
  const node = installedNode()
  if (node && node !== process.execPath)
    handOver(node)
  console.error(`✖ This needs Node ${NEEDED} or newer, and this is ${process.versions.node}. Install the current one from nodejs.org, then run: npm ci`)
  process.exit(1)
}
