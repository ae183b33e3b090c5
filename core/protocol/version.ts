/**
 * Raised with every change of a message's shape. A page that speaks an older version is told `client_too_old` and
 * fetches itself anew; `tests/core/protocol.test.ts` fails when a schema changes and this number does not.
 */
export const PROTOCOL_VERSION = 8
