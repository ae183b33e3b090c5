import type { IncomingMessage } from 'node:http'
import type { Auth } from '../../access/auth.ts'
import type { MayRun } from '../../access/may-run.ts'
import type { OpenId } from '../../access/openid/openid.ts'
import type { Person } from '../../access/openid/person.ts'
import type { Owners } from '../../rooms/owners.ts'

/** Somebody at the home page, and what they may do there. */
export interface Visitor {
  /** Signed in with an account. */
  person: Person | null
  mayStart: boolean
  /** They run this workshop, and see it in their list. */
  mayRun: (workshop: string) => boolean
  mayDelete: (workshop: string) => boolean
}

export interface VisitorOptions {
  auth: Pick<Auth, 'isHost' | 'runs'>
  openId: Pick<OpenId, 'personOf'> | null
  owners: Owners
}

/** Hosts may do all. People with an account may start workshops, and run those; whoever was invited runs one. */
export function visitorOf(request: Pick<IncomingMessage, 'headers'>, { auth, openId, owners }: VisitorOptions): Visitor {
  const person = openId?.personOf(request) ?? null
  const isHost = auth.isHost(request) || (person?.isAdmin ?? false)
  const isTheirs = person && !isHost ? owners.ownedBy(person.id) : () => false
  const isLetIn = auth.runs(request)
  const mayDelete = (workshop: string) => isHost || isTheirs(workshop)
  return {
    person,
    mayStart: isHost || person !== null,
    mayRun: workshop => mayDelete(workshop) || isLetIn(workshop),
    mayDelete,
  }
}

/** Who runs a workshop, for its pages and sockets: the same people as on the home page. */
export function mayRunBy(options: VisitorOptions): MayRun {
  return (request, workshop) => options.auth.runs(request)(workshop) || visitorOf(request, options).mayRun(workshop)
}
