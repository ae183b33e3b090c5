'use strict'

/*
 * Looks at the Node that is about to run something, before anything else does: `node --require ./scripts/node-version.cjs …`.
 * In words that any Node since 12 understands.
 */

// eslint-disable-next-line unicorn/prefer-node-protocol -- Node 12 does not know it
const process = require('process')

const NEEDED = '22.18'

/**
 * Whether a Node runs TypeScript and has SQLite, both without a flag.
 * @param {string} version such as `22.18.0`
 * @returns {boolean} it serves
 */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  // 23 had both in its last versions only, and is no longer maintained.
  return major >= 24 || (major === 22 && minor >= 18)
}

/** Node 22 warns at each start that SQLite is an experiment. Processes that are started from here are spared it as well. */
function silenceExperiments() {
  const [print] = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', warning => warning.name !== 'ExperimentalWarning' && print && print(warning))
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS || ''} --disable-warning=ExperimentalWarning`.trim()
}

module.exports = { isNewEnough }

if (!isNewEnough(process.versions.node)) {
  console.error(`✖ This needs Node ${NEEDED} or newer, and this is ${process.versions.node}. Install the current one from nodejs.org, then run the same command again.`)
  process.exit(1)
}
silenceExperiments()
