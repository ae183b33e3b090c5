/**
 * Increased with every change of a message's schema. A page with an older version gets `client_too_old` and
 * reloads; `tests/core/protocol.test.ts` fails when a schema changes and this number does not.
 */
export const PROTOCOL_VERSION = 18
