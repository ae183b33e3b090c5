import { performance } from 'node:perf_hooks'
import process from 'node:process'

// Loaded before the server (`node --import`): its monotonic clock runs CLOCK_SPEED times as fast, so that an hour of its
// limits takes seconds. Timers stay as they are.
const speed = Number(process.env.CLOCK_SPEED)
const now = performance.now.bind(performance)
performance.now = () => now() * speed
