/** Batches that are read at once, and their bytes: a page has to come in time over a slow line. The first one is read however large it is. */
const READ = 200
const READ_BYTES = 500_000
/**
 * All batches, or none. Rows are locked in one order, so that servers don't wait for each other in a circle. The lock on the head of a
 * stream, held until the commit, orders the batches of several servers, and no place is left out.
 */
export const APPEND = `
  WITH new AS (
    SELECT * FROM unnest($1::text[], $2::int[], $3::text[]) AS t(workshop, size, entries)
  ), locked AS (
    SELECT workshop FROM workshop.stream WHERE workshop = ANY($1) ORDER BY workshop FOR UPDATE
  ), head AS (
    UPDATE workshop.stream s SET length = s.length + new.size, written = clock_timestamp()
    FROM new JOIN locked USING (workshop) WHERE s.workshop = new.workshop
    RETURNING s.workshop, s.length - new.size AS seq, new.size, new.entries
  )
  INSERT INTO workshop.batch SELECT workshop, seq, size, $4, entries FROM head RETURNING workshop, seq
`
/** The same for one workshop: the text of a batch in an array costs as much again as to store it. */
export const APPEND_ONE = `
  WITH head AS (
    UPDATE workshop.stream SET length = length + $2, written = clock_timestamp() WHERE workshop = $1 RETURNING length - $2 AS seq
  )
  INSERT INTO workshop.batch SELECT $1, seq, $2, $4, $3 FROM head RETURNING workshop, seq
`
/** The first batches of new workshops. */
export const BEGIN = `
  WITH new AS (
    SELECT * FROM unnest($1::text[], $2::int[], $3::text[]) AS t(workshop, size, entries)
  ), head AS (
    INSERT INTO workshop.stream (workshop, length) SELECT workshop, size FROM new ORDER BY workshop ON CONFLICT DO NOTHING RETURNING workshop
  )
  INSERT INTO workshop.batch SELECT workshop, 0, size, $4, entries FROM head JOIN new USING (workshop) RETURNING workshop, seq
`
/**
 * What was stored although the answer was lost. It may not have come to a standby yet, and that is what a commit waits for: so something is
 * committed behind it.
 */
export const STORED = `
  WITH stored AS (
    SELECT workshop, seq FROM workshop.batch WHERE workshop = ANY($1) AND origin = $2
  ), locked AS (
    SELECT workshop FROM workshop.stream WHERE workshop IN (SELECT workshop FROM stored) ORDER BY workshop FOR UPDATE
  ), behind AS (
    UPDATE workshop.stream SET written = clock_timestamp() WHERE workshop IN (SELECT workshop FROM locked)
  )
  SELECT workshop, seq FROM stored
`
/** How long streams are. */
export const LENGTHS = 'SELECT workshop, length FROM workshop.stream WHERE workshop = ANY($1)'
/** From an entry on, which may stand in the middle of a batch. Each row says how many were found, so that `isLastPage` knows whether there are more. */
export const ENTRIES = `
  SELECT workshop, seq, size, origin, entries, found FROM (
    SELECT *, sum(octet_length(entries)) OVER (ORDER BY seq) - octet_length(entries) AS ahead, count(*) OVER () AS found
    FROM (
      SELECT * FROM workshop.batch
      WHERE workshop = $1 AND seq >= coalesce((SELECT max(seq) FROM workshop.batch WHERE workshop = $1 AND seq <= $2), 0) AND seq + size > $2
      ORDER BY seq LIMIT ${READ}
    ) AS first
  ) AS measured WHERE ahead < ${READ_BYTES} ORDER BY seq
`

/** Whether these rows are the end of what was asked for. */
export function isLastPage(rows: readonly Row[]): boolean {
  return rows.length < READ && rows.length === Number(rows[0]?.found ?? 0)
}

/**
 * What the database is: its cluster, and which of the histories that an older state of it may have been continued in. Both stay over a
 * restart; a standby that is promoted and a backup that is put back have another.
 */
export const HISTORY = 'SELECT (SELECT system_identifier FROM pg_control_system()) || \' \' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS history'

export interface Row { workshop: string, seq: string, size: number, origin: string, entries: string, found: string }

export interface Stored { workshop: string, seq: string }
