import type { Shipped, ShippedOptions } from '../processes/shipped.ts'
import { dataFolder } from '../data-folder.ts'
import { startShipped } from '../processes/shipped.ts'

export interface Served extends Shipped {
  /** Its data folder. */
  data: string
  /** The facilitator's cookie. */
  cookie: string
  /** The path of its workshop, such as `/bcdfgh`. */
  place: string
  /** What the browser was shown when it signed in. */
  signInPage: string
}

/** Runs the shipped server on a data folder of its own, signs in, does the work; takes both away again. */
export async function withServer<Value>(options: Omit<ShippedOptions, 'data'>, work: (server: Served) => Promise<Value>): Promise<Value> {
  const data = dataFolder()
  try {
    const server = await startShipped({ ...options, data: data.path })
    try {
      const signedIn = await fetch(server.signInUrl)
      const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!
      const place = (await fetch(server.url, { redirect: 'manual' })).headers.get('location')!
      return await work({ ...server, place, data: data.path, cookie, signInPage: await signedIn.text() })
    }
    finally {
      server.signal('SIGKILL')
      await server.ended
    }
  }
  finally {
    data.remove()
  }
}
