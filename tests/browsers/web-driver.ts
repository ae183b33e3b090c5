import { setTimeout as sleep } from 'node:timers/promises'

/** A session of a W3C WebDriver. A command is a path below the session's own. */
export interface Session {
  get: <Value>(command: string) => Promise<Value>
  post: <Value>(command: string, body: object) => Promise<Value>
  /** Runs a function in the page; resolves with what it, or its promise, comes to. */
  evaluate: <Args extends unknown[], Value>(run: (...args: Args) => Value, ...args: Args) => Promise<Awaited<Value>>
  end: () => Promise<void>
}

/** Opens a session on a driver that was started just now. */
export async function openSession(driver: string, capabilities: object): Promise<Session> {
  await isReady(driver)
  const { sessionId } = await ask<{ sessionId: string }>('POST', `${driver}/session`, { capabilities: { alwaysMatch: capabilities } })
  const of = (command: string) => `${driver}/session/${sessionId}/${command}`
  return {
    get: command => ask('GET', of(command)),
    post: (command, body) => ask('POST', of(command), body),
    evaluate: (run, ...args) => ask('POST', of('execute/sync'), { script: `return (${run})(...arguments)`, args }),
    end: () => ask('DELETE', `${driver}/session/${sessionId}`),
  }
}

async function isReady(driver: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return void await ask('GET', `${driver}/status`)
    }
    catch (error) {
      if (tries > 100)
        throw error
      await sleep(50)
    }
  }
}

async function ask<Value>(method: string, url: string, body?: object): Promise<Value> {
  const response = await fetch(url, { method, ...body && { body: JSON.stringify(body) } })
  const { value } = await response.json() as { value: Value & { error?: string, message?: string } }
  if (!response.ok)
    throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`)
  return value
}
