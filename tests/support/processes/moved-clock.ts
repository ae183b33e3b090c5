import { readFileSync } from 'node:fs'
import process from 'node:process'

// Loaded before the server (`node --import`): its wall clock is ahead by as many milliseconds as a file says. Timers and the
// monotonic clock stay as they are.
const now = Date.now
const path = process.env.CLOCK_FILE!
Date.now = () => now() + Number(readFileSync(path, 'utf8'))
