-- Votes, their frozen rolls, ballots and outcomes, what followed; moderation; decisions; due work.

CREATE TABLE votes (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  compound_id TEXT REFERENCES compounds (id),
  issue_id TEXT REFERENCES issues (id),
  convener_id TEXT NOT NULL REFERENCES bodies (id),
  number BIGINT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  body_html TEXT NOT NULL,
  renderer BIGINT NOT NULL,
  electorate TEXT NOT NULL,
  scope TEXT NOT NULL,
  -- The building, entrance or body the scope names.
  scope_id TEXT,
  state TEXT NOT NULL,
  notice_at BIGINT,
  opens_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  -- Days of 异议期 after closing, and when they end.
  objections_days BIGINT NOT NULL CHECK (objections_days >= 0),
  objections_until BIGINT,
  -- 无记名: choices are kept apart from names, in secret_ballots, under a key outside the database.
  secret BIGINT NOT NULL CHECK (secret IN (0, 1)),
  -- Days it may be extended by, once, if too few take part, and whether it was.
  extension_days BIGINT NOT NULL CHECK (extension_days >= 0),
  extended BIGINT NOT NULL CHECK (extended IN (0, 1)),
  -- Days after closing in which ballots on paper are still entered; 0 where none are taken.
  paper_days BIGINT NOT NULL CHECK (paper_days >= 0),
  -- Batches of such ballots that were closed.
  paper_batches BIGINT NOT NULL DEFAULT 0,
  -- Whether ballots are cast in the hall itself, not on paper only.
  online BIGINT NOT NULL CHECK (online IN (0, 1)),
  -- How many must take part in the vote as a whole, as JSON.
  quorum TEXT,
  -- Fixed when the vote opens: questions, options, rules and roll as canonical JSON, and its hash.
  manifest TEXT,
  manifest_sha256 TEXT,
  roll_sha256 TEXT,
  heads_total BIGINT,
  area_total_cm2 BIGINT,
  -- Set once, by the job that closed it.
  closed_at BIGINT,
  outcome TEXT,
  outcome_sha256 TEXT,
  -- The same sums in cells that hide the few; owners' votes only.
  cells TEXT,
  cancel_reason TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT votes_number UNIQUE (community_id, number)
);
CREATE INDEX votes_state ON votes (community_id, state, closes_at);

CREATE TABLE vote_questions (
  vote_id TEXT NOT NULL REFERENCES votes (id),
  n BIGINT NOT NULL,
  -- What it asks; none where the vote's title does.
  text TEXT,
  -- What owners decide by it.
  matter TEXT,
  -- What there is to give out, as JSON.
  purse TEXT,
  -- How it is counted, as JSON.
  rule TEXT NOT NULL,
  PRIMARY KEY (vote_id, n)
);

CREATE TABLE vote_options (
  vote_id TEXT NOT NULL,
  question BIGINT NOT NULL,
  n BIGINT NOT NULL,
  label TEXT NOT NULL,
  proposal_id TEXT REFERENCES proposals (id),
  proposal_revision BIGINT,
  cost_fen BIGINT CHECK (cost_fen >= 0),
  PRIMARY KEY (vote_id, question, n),
  FOREIGN KEY (vote_id, question) REFERENCES vote_questions (vote_id, n)
);

-- 本次表决名册: one row a head, fixed at opening.
CREATE TABLE vote_heads (
  id TEXT NOT NULL PRIMARY KEY,
  vote_id TEXT NOT NULL REFERENCES votes (id),
  -- What the head is: an owner set, a unit of unknown owner, a person, a dwelling.
  key TEXT NOT NULL,
  -- Its owners' names, or the person's; empty when unknown.
  name TEXT NOT NULL,
  -- Its units as people say them.
  units TEXT NOT NULL,
  units_count BIGINT NOT NULL,
  counts_head BIGINT NOT NULL CHECK (counts_head IN (0, 1)),
  area_cm2 BIGINT NOT NULL CHECK (area_cm2 >= 0),
  building_id TEXT,
  owners_count BIGINT NOT NULL,
  -- What its commitment on the public roll stands for besides its id, as it was when the vote opened.
  who TEXT NOT NULL,
  commitment TEXT NOT NULL,
  -- The head of the same owners, found while the vote ran: they have one ballot, for the area of both.
  joined_to TEXT REFERENCES vote_heads (id),
  -- Of a secret vote, written for all heads at once when it is counted.
  took_part BIGINT NOT NULL DEFAULT 0 CHECK (took_part IN (0, 1)),
  CONSTRAINT vote_heads_key UNIQUE (vote_id, key)
);
CREATE INDEX vote_heads_joined ON vote_heads (joined_to);

-- Who belongs to a head, and whether they may speak for it: a named voter speaks alone.
CREATE TABLE vote_speakers (
  vote_id TEXT NOT NULL REFERENCES votes (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  head_id TEXT NOT NULL REFERENCES vote_heads (id),
  speaks BIGINT NOT NULL CHECK (speaks IN (0, 1)),
  PRIMARY KEY (vote_id, person_id, head_id)
);
CREATE INDEX vote_speakers_head ON vote_speakers (head_id);

-- One head, one counting ballot: the database itself refuses a second.
CREATE TABLE ballots (
  id TEXT NOT NULL PRIMARY KEY,
  vote_id TEXT NOT NULL REFERENCES votes (id),
  head_id TEXT NOT NULL REFERENCES vote_heads (id),
  -- What it says, as canonical JSON.
  choice TEXT NOT NULL,
  -- Co-owners who answered differently suspend their ballot until they agree.
  suspended BIGINT NOT NULL CHECK (suspended IN (0, 1)),
  -- Who cast it; of one on paper nobody, since it was signed by hand.
  person_id TEXT REFERENCES persons (id),
  times_cast BIGINT NOT NULL,
  cast_at BIGINT NOT NULL,
  -- Of one on paper: who entered it, and in which batch, once that is logged.
  entered_by TEXT REFERENCES members (id),
  paper_batch BIGINT,
  -- What its commitment in the public log stands for besides: random, Base64.
  salt TEXT NOT NULL,
  commitment TEXT NOT NULL,
  -- The number of the objection for which it counts no more, since a recount; none of what counts.
  set_aside BIGINT,
  CONSTRAINT ballots_one_a_head UNIQUE (vote_id, head_id),
  CHECK ((person_id IS NULL) <> (entered_by IS NULL))
);

-- 无记名: what is said, sealed under the vote's key and under a pseudonym that only the key can tell; gone when the
-- vote is counted.
CREATE TABLE secret_ballots (
  id TEXT NOT NULL PRIMARY KEY,
  vote_id TEXT NOT NULL REFERENCES votes (id),
  pseudonym TEXT NOT NULL,
  -- The opening, and who said it last, as JSON.
  sealed TEXT NOT NULL,
  -- What the key makes of the commitment.
  mark TEXT NOT NULL,
  CONSTRAINT secret_ballots_one_a_head UNIQUE (vote_id, pseudonym)
);
CREATE INDEX secret_ballots_mark ON secret_ballots (vote_id, mark);

-- Whose head has voted in a secret vote, without when; gone when the vote is counted.
CREATE TABLE secret_turnout (
  id TEXT NOT NULL PRIMARY KEY,
  vote_id TEXT NOT NULL REFERENCES votes (id),
  head_id TEXT NOT NULL REFERENCES vote_heads (id),
  CONSTRAINT secret_turnout_one_a_head UNIQUE (vote_id, head_id)
);

-- What the ballots of a counted secret vote said, in the order of their commitments: the only copy there is.
CREATE TABLE counted_ballots (
  vote_id TEXT NOT NULL PRIMARY KEY REFERENCES votes (id),
  -- Openings as canonical JSON, one a line.
  lines TEXT NOT NULL
);

-- What each of several speakers of one head said last; their ballot is suspended while they differ.
CREATE TABLE ballot_voices (
  head_id TEXT NOT NULL REFERENCES vote_heads (id),
  person_id TEXT NOT NULL REFERENCES persons (id),
  choice TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (head_id, person_id)
);

-- 异议: to the roll, a ballot or the procedure; answered in public.
CREATE TABLE objections (
  vote_id TEXT NOT NULL REFERENCES votes (id),
  -- From 1 within the vote.
  number BIGINT NOT NULL,
  member_id TEXT NOT NULL REFERENCES members (id),
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  -- All of these at once, by whoever conducts the vote.
  finding TEXT,
  answer TEXT,
  seat_title TEXT,
  answered_by TEXT REFERENCES members (id),
  answered_at BIGINT,
  -- The acts of moderation that hide what it says, and what was answered; what was found is never hidden.
  hidden_act_id TEXT,
  answer_hidden_act_id TEXT,
  PRIMARY KEY (vote_id, number),
  CHECK ((finding IS NULL) = (answered_at IS NULL)),
  CHECK (answer_hidden_act_id IS NULL OR answered_at IS NOT NULL)
);

-- The public register: one row an act, with its appeal.
CREATE TABLE moderation_acts (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  -- What it hides: a comment, an objection's words or its answer's, and where that is.
  target TEXT NOT NULL,
  comment_id TEXT REFERENCES comments (id),
  vote_id TEXT,
  objection BIGINT,
  reason TEXT NOT NULL,
  note TEXT,
  member_id TEXT NOT NULL REFERENCES members (id),
  seat_title TEXT NOT NULL,
  at BIGINT NOT NULL,
  appeal TEXT,
  appealed_at BIGINT,
  answer TEXT,
  answer_reason TEXT,
  answered_by TEXT REFERENCES members (id),
  answer_seat_title TEXT,
  answered_at BIGINT,
  FOREIGN KEY (vote_id, objection) REFERENCES objections (vote_id, number),
  CHECK ((comment_id IS NULL) <> (objection IS NULL)),
  CHECK ((vote_id IS NULL) = (objection IS NULL))
);
CREATE INDEX moderation_acts_community ON moderation_acts (community_id, at);
CREATE INDEX moderation_acts_comment ON moderation_acts (comment_id, at);

-- What a vote was counted as before a recount, the first first; what stands is in votes.
CREATE TABLE vote_counts (
  vote_id TEXT NOT NULL REFERENCES votes (id),
  n BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  outcome_sha256 TEXT NOT NULL,
  counted_at BIGINT NOT NULL,
  -- When it was counted anew, and the objection that led to it.
  recounted_at BIGINT NOT NULL,
  objection BIGINT NOT NULL,
  -- Ballots set aside with it.
  set_aside BIGINT NOT NULL CHECK (set_aside IN (0, 1)),
  PRIMARY KEY (vote_id, n),
  FOREIGN KEY (vote_id, objection) REFERENCES objections (vote_id, number)
);

-- What was done to a vote that had been counted: annulled, ordered to be corrected, revoked.
CREATE TABLE vote_orders (
  vote_id TEXT NOT NULL REFERENCES votes (id),
  -- From 1 within the vote.
  n BIGINT NOT NULL,
  kind TEXT NOT NULL,
  -- The document's number, day (since 1970-01-01 there) and issuer; none of these where the convenor annulled it.
  document TEXT,
  issued_day BIGINT,
  issuer TEXT,
  text TEXT NOT NULL,
  seat_title TEXT NOT NULL,
  member_id TEXT REFERENCES members (id),
  entered_at BIGINT NOT NULL,
  -- What was corrected, and when it was entered; of orders to correct only.
  correction TEXT,
  corrected_at BIGINT,
  PRIMARY KEY (vote_id, n)
);

CREATE TABLE decisions (
  id TEXT NOT NULL PRIMARY KEY,
  community_id TEXT NOT NULL REFERENCES communities (id),
  body_id TEXT NOT NULL REFERENCES bodies (id),
  issue_id TEXT REFERENCES issues (id),
  vote_id TEXT REFERENCES votes (id),
  -- In its address; counts the community's decisions.
  serial BIGINT NOT NULL,
  -- Its number: prefix〔year〕number号. The prefix as it was then; bodies that share one share its numbers.
  prefix TEXT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  matter TEXT,
  rests_on TEXT NOT NULL,
  -- Days since 1970-01-01 there; and the names, one a line.
  meeting_day BIGINT,
  signed_by TEXT,
  -- The newest revision's number; also the optimistic lock.
  revision BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  CONSTRAINT decisions_number UNIQUE (community_id, prefix, year, number),
  CONSTRAINT decisions_serial UNIQUE (community_id, serial),
  CHECK ((rests_on = 'vote' AND vote_id IS NOT NULL) OR (rests_on = 'meeting' AND meeting_day IS NOT NULL))
);
CREATE INDEX decisions_published ON decisions (community_id, published_at);

CREATE TABLE decision_revisions (
  decision_id TEXT NOT NULL REFERENCES decisions (id),
  revision BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  body_html TEXT NOT NULL,
  renderer BIGINT NOT NULL,
  reasons TEXT NOT NULL,
  correction_reason TEXT,
  seat_title TEXT NOT NULL,
  member_id TEXT REFERENCES members (id),
  at BIGINT NOT NULL,
  PRIMARY KEY (decision_id, revision)
);

-- Due work, leased with a deadline: any server may do it, a crash loses none.
CREATE TABLE jobs (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  done_at BIGINT,
  last_error TEXT,
  CONSTRAINT jobs_once UNIQUE (kind, subject_id, run_at)
);
CREATE INDEX jobs_due ON jobs (done_at, run_at);
