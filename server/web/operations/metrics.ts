import type { Log } from '../../log/log.ts'
import type { Meter } from '../../meter.ts'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics extends Meter {
  /** Measures a log from outside. */
  measure: (log: Log) => Log
  /** Takes how many workshops are open from here. */
  countWorkshops: (count: () => number) => void
  /** As Prometheus reads it. */
  text: () => Promise<string>
  contentType: string
}

/** From a fraction of what a person notices to what a phone waits before it sends again, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** What this server does, in a registry of its own. Labels have a page's role at most: never a workshop, an id or a name. */
export function createMetrics(now: () => number = Date.now): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const connections = new Gauge({ name: 'workshop_connections', help: 'Pages that are connected, by their role', labelNames: ['role'], registers })
  for (const role of ['attendee', 'screen', 'facilitator'])
    connections.set({ role }, 0)
  const ballots = new Counter({ name: 'workshop_ballots_total', help: 'Ballots that came to this server and were counted', registers })
  const answers = new Histogram({ name: 'workshop_answer_seconds', help: 'From a command that has come until its answer was sent', buckets: SECONDS, registers })
  const appends = new Histogram({ name: 'workshop_append_seconds', help: 'From the wish to append entries until they are durable', buckets: SECONDS, registers })
  const failures = new Counter({ name: 'workshop_append_failures_total', help: 'Entries could not be stored', registers })
  const lag = new Gauge({ name: 'workshop_follower_lag_seconds', help: 'How long the last entry of another server was on its way here, by the clocks of both', registers })
  const open = new Gauge({ name: 'workshop_open_workshops', help: 'Workshops that are open on this server', registers })
  let workshops = () => 0
  /** Those that this server has appended. */
  const own = new WeakSet<object>()

  return {
    connected(role) {
      connections.inc({ role })
      return () => connections.dec({ role })
    },
    received: () => {
      const end = answers.startTimer()
      return () => void end()
    },
    accepted: entries => ballots.inc(entries.filter(entry => own.has(entry) && isBallot(entry)).length),
    measure: log => ({
      ...log,
      async append(workshop, gather) {
        const end = appends.startTimer()
        try {
          await log.append(workshop, () => {
            const entries = gather()
            entries.forEach(entry => own.add(entry))
            return entries
          })
          end()
        }
        catch (error) {
          failures.inc()
          throw error
        }
      },
      follow: (workshop, from, onEntries) => log.follow(workshop, from, (entries) => {
        const last = entries.findLast(entry => !own.has(entry))
        if (last)
          lag.set(Math.max(0, now() - last.at) / 1000)
        onEntries(entries)
      }),
    }),
    countWorkshops: count => workshops = count,
    text() {
      open.set(workshops())
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

function isBallot(entry: object): boolean {
  return (entry as { command?: { type?: string } }).command?.type === 'ballot:cast'
}
