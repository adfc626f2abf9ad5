-- 公开日志: the append-only public log of what must not be undone in silence.

-- The key that signs the log; its secret half is a file outside the database. One row.
CREATE TABLE log_key (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  public_key TEXT NOT NULL,
  begun_at BIGINT NOT NULL
);

-- How far the log is; also the lock of whoever appends. One row.
CREATE TABLE log_head (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  size BIGINT NOT NULL
);
INSERT INTO log_head (id, size) VALUES (1, 0);

-- Written in the act's own transaction, appended soon after in the order of its key.
CREATE TABLE log_pending (
  key TEXT NOT NULL PRIMARY KEY,
  -- Sealed under the vote's key while it waits for a batch.
  entry TEXT NOT NULL,
  -- By what it is looked up once it is appended: a ballot's commitment, a vote's id. While it waits for a batch, the
  -- mark of the ballot it tells of, in secret_ballots.
  subject TEXT,
  -- The secret vote whose ballots wait for each other; none for what may be appended at once.
  batch TEXT,
  -- What waits at the same time is appended by rank, then by key: votes opened, secret ballots, others,
  -- counts, and what comes of these.
  rank BIGINT NOT NULL CHECK (rank BETWEEN 0 AND 4)
);
CREATE INDEX log_pending_batch ON log_pending (batch);

CREATE TABLE log_entries (
  number BIGINT NOT NULL PRIMARY KEY,
  -- Canonical JSON: its bytes are what is hashed.
  entry TEXT NOT NULL,
  subject TEXT
);
CREATE INDEX log_entries_subject ON log_entries (subject);

-- The roots of full trees of 2^level leaves, level 0 being the leaves; Base64. Never changed once written.
CREATE TABLE log_nodes (
  level BIGINT NOT NULL,
  place BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (level, place)
);

-- What a trusted witness signed last. One row each; who is trusted is configured.
CREATE TABLE log_cosignatures (
  -- The key as `name+id+key`.
  witness TEXT NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL CHECK (size >= 0),
  -- By the witness's clock.
  signed_at BIGINT NOT NULL,
  -- The line below the checkpoint of that size.
  line TEXT NOT NULL
);
