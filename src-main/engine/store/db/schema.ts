/**
 * Migrations in order; the ledger's `user_version` is the number of those applied. Never edit one that was
 * released: append. Each runs in one transaction, after a backup.
 *
 * Times are wall clock in milliseconds. Inodes and mtimes are REAL: JavaScript's numbers as they are.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE uploads (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    watch        TEXT,
    portal       TEXT NOT NULL,
    bot          TEXT NOT NULL,
    dialog       TEXT NOT NULL,
    caption      TEXT NOT NULL,
    path         TEXT NOT NULL,
    root         TEXT NOT NULL,
    name         TEXT NOT NULL,
    sent_name    TEXT,
    size         INTEGER NOT NULL,
    ino          REAL NOT NULL,
    mtime_ms     REAL NOT NULL,
    ctime_ms     REAL NOT NULL,
    sha256       TEXT,
    state        TEXT NOT NULL,
    code         TEXT,
    next_at      INTEGER,
    attempts     INTEGER NOT NULL DEFAULT 0,
    forced       INTEGER NOT NULL DEFAULT 0,
    queued_at    INTEGER NOT NULL,
    started_at   INTEGER,
    delivered_at INTEGER,
    baseline     INTEGER,
    message_id   INTEGER,
    file_id      INTEGER,
    chat_id      INTEGER,
    after_state  TEXT,
    after_code   TEXT,
    moved_to     TEXT,
    move_token   TEXT,
    waited_for   TEXT, -- beyond the quiet time
    removed_by   TEXT, -- who asked to remove the message; until removed_at is set it is still to be done
    removed_at   INTEGER,
    search_text  TEXT NOT NULL -- path and dialog, folded
  ) STRICT;
  CREATE INDEX uploads_after ON uploads (id) WHERE after_state = 'due';
  -- Each state is compared on its own: for IN with a list SQLite builds a table in memory whenever a row is written.
  CREATE INDEX uploads_lane ON uploads (portal, dialog, state, id)
    WHERE (state = 'settling' OR state = 'queued' OR state = 'sending' OR state = 'waiting' OR state = 'verifying');
  CREATE INDEX uploads_due ON uploads (next_at)
    WHERE (state = 'settling' OR state = 'waiting' OR state = 'verifying');
  CREATE INDEX uploads_duplicates ON uploads (portal, dialog, size, name) WHERE state = 'delivered';
  CREATE INDEX uploads_version ON uploads (portal, dialog, ino) WHERE state = 'delivered';
  CREATE INDEX uploads_content ON uploads (portal, dialog, sha256) WHERE state = 'delivered';
  CREATE INDEX uploads_message ON uploads (portal, dialog, message_id) WHERE message_id IS NOT NULL;
  CREATE INDEX uploads_to_remove ON uploads (id) WHERE state = 'delivered' AND removed_by IS NOT NULL;
  CREATE INDEX uploads_path ON uploads (path);
  CREATE INDEX uploads_watch_started ON uploads (watch, started_at) WHERE started_at IS NOT NULL;

  -- Everything the history filters by: its questions read this index alone.
  CREATE INDEX uploads_history ON uploads (state, id, portal, dialog, watch, queued_at, search_text);

  CREATE TABLE attempts (
    upload     INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    outcome    TEXT,
    code       TEXT,
    origin     TEXT,
    sent_bytes INTEGER,
    PRIMARY KEY (upload, started_at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE watches (
    name     TEXT PRIMARY KEY,
    folder   TEXT NOT NULL,
    since    INTEGER NOT NULL, -- what came later is new
    begun_at INTEGER,          -- until then its first look was not complete
    is_lost  INTEGER NOT NULL, -- it began after a loss of memory: what was there may have been sent
    real_path TEXT,            -- pinned at the first scan; another one needs the user's consent
    root_ino  REAL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE seen (
    watch    TEXT NOT NULL,
    folder   TEXT NOT NULL,
    name     TEXT NOT NULL,
    ino      REAL NOT NULL,
    size     INTEGER NOT NULL,
    mtime_ms REAL NOT NULL,
    ctime_ms REAL NOT NULL,
    born_ms  REAL,
    upload   INTEGER,
    gone_at  INTEGER,
    standing TEXT, -- of uploads that the retention has removed, as is the hash
    sha256   TEXT,
    PRIMARY KEY (watch, folder, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX seen_upload ON seen (upload) WHERE upload IS NOT NULL;
  CREATE INDEX seen_identity ON seen (watch, ino);

  CREATE TABLE dialogs (
    portal     TEXT NOT NULL,
    dialog     TEXT NOT NULL,
    newest     INTEGER NOT NULL,
    learnt_at  INTEGER NOT NULL,
    PRIMARY KEY (portal, dialog)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE holds (
    portal TEXT NOT NULL,
    bot    TEXT NOT NULL,
    dialog TEXT NOT NULL,
    code   TEXT NOT NULL,
    until  INTEGER,
    host   TEXT,
    since  INTEGER NOT NULL,
    PRIMARY KEY (portal, bot, dialog)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE pauses (
    watch TEXT PRIMARY KEY, -- empty for everything
    until INTEGER
  ) STRICT, WITHOUT ROWID;

  -- Deliveries that the retention has removed and that still count as repeats or claim their message.
  CREATE TABLE sent (
    id           INTEGER PRIMARY KEY,
    portal       TEXT NOT NULL,
    dialog       TEXT NOT NULL,
    name         TEXT NOT NULL,
    size         INTEGER NOT NULL,
    ino          REAL NOT NULL,
    mtime_ms     REAL NOT NULL,
    sha256       TEXT,
    delivered_at INTEGER NOT NULL,
    message_id   INTEGER
  ) STRICT;
  CREATE INDEX sent_duplicates ON sent (portal, dialog, size, name);
  CREATE INDEX sent_version ON sent (portal, dialog, ino);
  CREATE INDEX sent_content ON sent (portal, dialog, sha256);
  CREATE INDEX sent_message ON sent (portal, dialog, message_id) WHERE message_id IS NOT NULL;

  -- Totals for the chart; they outlive the rows they were counted from.
  CREATE TABLE days (
    day    TEXT NOT NULL, -- 2026-11-22, local
    portal TEXT NOT NULL,
    dialog TEXT NOT NULL,
    files  INTEGER NOT NULL,
    bytes  INTEGER NOT NULL,
    PRIMARY KEY (day, portal, dialog)
  ) STRICT, WITHOUT ROWID;

  -- Dialogs into which somebody else posts the files that we post.
  CREATE TABLE duplicate_senders (
    portal     TEXT NOT NULL,
    dialog     TEXT NOT NULL,
    name       TEXT NOT NULL,
    message_id INTEGER NOT NULL,
    noticed_at INTEGER NOT NULL,
    PRIMARY KEY (portal, dialog)
  ) STRICT, WITHOUT ROWID;
  `,
];
