/**
 * A new id for a command: 22 characters, 128 bits. `crypto.randomUUID` needs a secure context, which a LAN address
 * over http is not; `getRandomValues` does not.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
}
